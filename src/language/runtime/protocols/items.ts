import { attributeError, IndexError, raised, TypeError as TypeErrorType, typeError } from "../errors.ts";
import { ClassMethod } from "../objects/descriptor.ts";
import { type Machine, type PyObject, PyType, type Value } from "../objects/object.ts";
import { Raised } from "../objects/raised.ts";
import { PyList, PyTuple } from "../objects/sequence.ts";
import { listType, tupleType } from "../objects/types.ts";
import { bindTo } from "./attributes.ts";
import { identicalOrEqual } from "./comparison.ts";
import { asLength, index, integerOf, maximumSize } from "./conversion.ts";
import { getIterator, steps } from "./iteration.ts";
import { callSpecial, findSpecial } from "./special.ts";
import { truth } from "./truth.ts";
import { typeName, typeOf } from "./types.ts";

/** `container[key]`. */
export function getItem(machine: Machine, container: Value, key: Value): Value {
  if (typeof key === "number" && (container instanceof PyList || container instanceof PyTuple)) {
    const exact = container.type === listType || container.type === tupleType;
    const at = key < 0 ? key + container.items.length : key;
    if (exact && at >= 0 && at < container.items.length) return container.items[at];
  }
  const method = findSpecial(container, "__getitem__");
  if (method !== undefined) return callSpecial(machine, method, container, [key]);
  if (container instanceof PyType) {
    const generic = container.lookup("__class_getitem__");
    if (generic !== undefined) {
      const bound =
        generic instanceof ClassMethod
          ? bindTo(machine, generic, undefined, container)
          : bindTo(machine, generic, container, container);
      return machine.call(bound, [key]);
    }
    throw typeError(`type '${container.name}' is not subscriptable`);
  }
  throw typeError(`'${typeName(container)}' object is not subscriptable`);
}

/** `container[key] = value`. */
export function setItem(machine: Machine, container: Value, key: Value, value: Value): void {
  const method = findSpecial(container, "__setitem__");
  if (method === undefined) {
    // One of the two methods fills the slot of both.
    if (findSpecial(container, "__delitem__") !== undefined) throw attributeError("__setitem__");
    takesPlace(machine, container, key);
    throw typeError(`'${typeName(container)}' object does not support item assignment`);
  }
  callSpecial(machine, method, container, [key, value]);
}

/** Types that are sequences in C: those with a slot of one, and those that CPython makes on the heap, which have them all. */
const sequenceTypes: ReadonlySet<string> = new Set([
  "str",
  "tuple",
  "bytes",
  "range",
  "set",
  "frozenset",
  "dict_keys",
  "dict_values",
  "dict_items",
  "mappingproxy",
  "EnumType",
  "ABCMeta",
  ..."KeyWrapper Match Pattern TypeVar ParamSpec TypeVarTuple _grouper _lru_cache_wrapper _tee partial".split(" "),
  ..."_deque_iterator _deque_reverse_iterator attrgetter itemgetter methodcaller accumulate batched chain".split(" "),
  ..."combinations combinations_with_replacement compress count cycle dropwhile filterfalse groupby islice".split(" "),
  ..."pairwise permutations product repeat starmap takewhile zip_longest".split(" "),
]);

/** Whether a container without these items is a sequence in C, and the key a place, which CPython reads before it refuses. */
function takesPlace(machine: Machine, container: Value, key: Value): boolean {
  const type = typeOf(container);
  if (!type.heap && !sequenceTypes.has(type.name)) return false;
  if (integerOf(key) === undefined && findSpecial(key, "__index__") === undefined) return false;
  const at = index(machine, key);
  if (at > maximumSize || at < -maximumSize - 1n) {
    throw raised(IndexError, `cannot fit '${typeName(key)}' into an index-sized integer`);
  }
  return true;
}

/** `del container[key]`. */
export function deleteItem(machine: Machine, container: Value, key: Value): void {
  const method = findSpecial(container, "__delitem__");
  if (method === undefined) {
    if (findSpecial(container, "__setitem__") !== undefined) throw attributeError("__delitem__");
    // CPython has two texts: types that are sequences in C answer ints themselves.
    const verb = takesPlace(machine, container, key) ? "doesn't" : "does not";
    throw typeError(`'${typeName(container)}' object ${verb} support item deletion`);
  }
  callSpecial(machine, method, container, [key]);
}

/** `len(container)`, exactly. */
export function exactLength(machine: Machine, container: Value): number | bigint {
  if (container instanceof PyList && container.type === listType) return container.items.length;
  if (container instanceof PyTuple && container.type === tupleType) return container.items.length;
  const method = findSpecial(container, "__len__");
  if (method === undefined) throw typeError(`object of type '${typeName(container)}' has no len()`);
  return asLength(machine, callSpecial(machine, method, container, []));
}

/** `len(container)` as a number: of a length that none can have, the nearest one. */
export function length(machine: Machine, container: Value): number {
  return Number(exactLength(machine, container));
}

/** `value in container`. */
export function contains(machine: Machine, container: Value, value: Value): boolean {
  const method = typeOf(container).lookup("__contains__");
  if (method === null) throw typeError(`'${typeName(container)}' object is not a container`);
  if (method !== undefined) return truth(machine, callSpecial(machine, method, container, [value]));
  let iterator: PyObject;
  try {
    iterator = getIterator(machine, container);
  } catch (error) {
    if (error instanceof Raised && error.exception.type.isSubtypeOf(TypeErrorType)) {
      throw typeError(`argument of type '${typeName(container)}' is not iterable`);
    }
    throw error;
  }
  let count = 0;
  for (const item of steps(machine, iterator)) {
    if (identicalOrEqual(machine, item, value)) return true;
    if ((++count & 0xfff) === 0) machine.checkInterrupt();
  }
  return false;
}
