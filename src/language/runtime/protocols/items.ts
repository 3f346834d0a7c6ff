import { attributeError, OverflowError, raised, TypeError as TypeErrorType, typeError, ValueError } from "../errors.ts";
import { ClassMethod } from "../objects/descriptor.ts";
import { type Machine, type PyObject, PyType, type Value } from "../objects/object.ts";
import { Raised } from "../objects/raised.ts";
import { PyList, PyTuple } from "../objects/sequence.ts";
import { listType, tupleType } from "../objects/types.ts";
import { bindTo } from "./attributes.ts";
import { identicalOrEqual } from "./comparison.ts";
import { index } from "./conversion.ts";
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
    throw typeError(`'${typeName(container)}' object does not support item assignment`);
  }
  callSpecial(machine, method, container, [key, value]);
}

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
]);

/** `del container[key]`. */
export function deleteItem(machine: Machine, container: Value, key: Value): void {
  const method = findSpecial(container, "__delitem__");
  if (method === undefined) {
    if (findSpecial(container, "__setitem__") !== undefined) throw attributeError("__delitem__");
    // CPython has two texts: types that are sequences in C answer ints themselves.
    const isInt = typeof key === "number" || typeof key === "bigint" || typeof key === "boolean";
    const sequence = typeOf(container).heap || sequenceTypes.has(typeOf(container).name);
    const verb = sequence && (isInt || findSpecial(key, "__index__") !== undefined) ? "doesn't" : "does not";
    throw typeError(`'${typeName(container)}' object ${verb} support item deletion`);
  }
  callSpecial(machine, method, container, [key]);
}

/** `sys.maxsize`. */
export const maximumSize = 2n ** 63n - 1n;

/** `len(container)`, exactly. */
export function exactLength(machine: Machine, container: Value): number | bigint {
  if (container instanceof PyList && container.type === listType) return container.items.length;
  if (container instanceof PyTuple && container.type === tupleType) return container.items.length;
  const method = findSpecial(container, "__len__");
  if (method === undefined) throw typeError(`object of type '${typeName(container)}' has no len()`);
  const result = callSpecial(machine, method, container, []);
  const count = index(machine, result);
  if (count < 0) throw raised(ValueError, "__len__() should return >= 0");
  if (count > maximumSize) throw raised(OverflowError, "cannot fit 'int' into an index-sized integer");
  return count;
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
