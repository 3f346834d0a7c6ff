/** The module `copy`: how an object is taken apart is here, the rest in copy.py. */
import { functionOfOne, positionalFunction } from "../../runtime/builtins/define.ts";
import { PyBytes } from "../../runtime/objects/bytes.ts";
import { PyDict } from "../../runtime/objects/dict.ts";
import { PyException } from "../../runtime/objects/exception.ts";
import { PyFloat } from "../../runtime/objects/float.ts";
import { BoundMethod, NativeFunction, PyFunction } from "../../runtime/objects/function.ts";
import { PyInstance } from "../../runtime/objects/instance.ts";
import { type Machine, PyObject, PyType, type Value } from "../../runtime/objects/object.ts";
import { PyList, PyRange, PySlice, PyTuple } from "../../runtime/objects/sequence.ts";
import { PySet } from "../../runtime/objects/set.ts";
import { Ellipsis, NotImplemented } from "../../runtime/objects/singletons.ts";
import {
  bytesType,
  dictType,
  floatType,
  frozensetType,
  intType,
  listType,
  objectType,
  setType,
  strType,
  tupleType,
} from "../../runtime/objects/types.ts";
import source from "../python/copy.py";
import type { ModuleDefinition } from "../registry.ts";

/** Values that a copy shares: they cannot change. */
function isAtomic(value: Value): boolean {
  if (!(value instanceof PyObject)) return true;
  if (
    value instanceof PyFloat ||
    value instanceof PyType ||
    value instanceof PyFunction ||
    value instanceof NativeFunction
  ) {
    return true;
  }
  if (value instanceof PyRange || value instanceof PySlice || value === Ellipsis || value === NotImplemented)
    return true;
  return value instanceof PyBytes && !value.type.heap;
}

/** Values that a shallow copy shares besides. */
function isFrozen(value: Value): boolean {
  return (
    isAtomic(value) ||
    (value instanceof PyTuple && value.type === tupleType) ||
    (value instanceof PySet && value.type === frozensetType)
  );
}

function copyAttributes(from: PyObject, to: PyObject): void {
  const attributes = from.attributeMap(false);
  if (attributes === null || attributes.size === 0) return;
  const target = to.attributeMap(true);
  for (const [name, value] of attributes) target?.set(name, value);
}

/** Builtin types whose Python subclasses are copied as CPython's `object.__reduce_ex__` takes them apart. */
const taken: readonly PyType[] = [
  objectType,
  listType,
  dictType,
  tupleType,
  intType,
  floatType,
  strType,
  bytesType,
  setType,
  frozensetType,
];

/** For an object of a class written in Python: the builtin type below it; None for all others. */
function pythonClass(value: Value): Value {
  if (!(value instanceof PyObject) || !value.type.heap) return null;
  if (value instanceof PyException) return value.type.mro.find((type) => !type.heap) ?? null;
  const { type } = value;
  const base = type.mro.find((entry) => !entry.heap && entry.construct === type.construct);
  return base !== undefined && taken.includes(base) ? base : null;
}

/** The builtin value in an object of a subclass. */
function plain(value: Value): Value {
  if (value instanceof PyInstance && value.payload !== undefined) return value.payload;
  if (value instanceof PyTuple) return new PyTuple(value.items);
  if (value instanceof PyBytes) return new PyBytes(value.data);
  return value;
}

/** A new object of the same type that holds the same values; undefined for objects that only their class can copy. */
function shallowCopy(machine: Machine, value: Value): PyObject | undefined {
  let made: PyObject;
  if (value instanceof PyInstance) {
    const instance = new PyInstance(value.type);
    instance.payload = value.payload;
    for (const [name, held] of value.attributes) instance.attributes.set(name, held);
    if (value.slotValues !== null) instance.slotValues = new Map(value.slotValues);
    return instance;
  }
  if (value instanceof PyList) made = new PyList([...value.items], value.type);
  else if (value instanceof PyTuple) made = new PyTuple(value.items, value.type);
  else if (value instanceof PyDict && value.constructor === PyDict) {
    const dict = new PyDict(value.type);
    dict.update(machine, value);
    made = dict;
  } else if (value instanceof PySet) made = PySet.from(machine, value, value.type);
  else if (value instanceof PyException) made = new PyException(value.type, value.args);
  else if (value instanceof BoundMethod) return new BoundMethod(value.self, value.callee);
  else return undefined;
  // Every branch above made its object from an object.
  copyAttributes(value as PyObject, made);
  return made;
}

/** Replaces what a fresh shallow copy holds by deep copies. */
function deepen(machine: Machine, copy: Value, copier: Value): Value {
  const deep = (value: Value): Value => machine.call(copier, [value]);
  let result = copy;
  if (copy instanceof PyList) copy.items = copy.items.map(deep);
  else if (copy instanceof PyTuple) result = new PyTuple(copy.items.map(deep), copy.type);
  else if (copy instanceof PyDict) {
    const entries = [...copy.entries()];
    copy.clear();
    for (const [key, value] of entries) copy.set(machine, deep(key), deep(value));
  } else if (copy instanceof PySet) {
    const elements = [...copy];
    copy.clear();
    for (const element of elements) copy.add(machine, deep(element));
  } else if (copy instanceof PyException) copy.args = new PyTuple(copy.args.items.map(deep));
  else if (copy instanceof BoundMethod) return new BoundMethod(deep(copy.self), copy.callee);
  if (copy instanceof PyInstance && copy.slotValues !== null) {
    for (const [name, value] of [...copy.slotValues]) copy.slotValues.set(name, deep(value));
  }
  const attributes =
    copy instanceof PyInstance ? copy.attributes : copy instanceof PyObject ? copy.attributeMap(false) : null;
  if (attributes !== null) for (const [name, value] of [...attributes]) attributes.set(name, deep(value));
  if (result !== copy && result instanceof PyObject && copy instanceof PyObject) copyAttributes(copy, result);
  return result;
}

export const copyModule: ModuleDefinition = {
  name: "copy",
  source,
  globals: () => [
    ["_is_frozen", functionOfOne("_is_frozen(x, /)", (_machine, value) => isFrozen(value))],
    ["_is_atomic", functionOfOne("_is_atomic(x, /)", (_machine, value) => isAtomic(value))],
    ["_python_class", functionOfOne("_python_class(x, /)", (_machine, value) => pythonClass(value))],
    ["_plain", functionOfOne("_plain(x, /)", (_machine, value) => plain(value))],
    [
      "_shallow_copy",
      positionalFunction(
        "_shallow_copy(x, nothing, /)",
        (machine, value, nothing) => shallowCopy(machine, value) ?? nothing,
      ),
    ],
    [
      "_deepen",
      positionalFunction("_deepen(x, copier, /)", (machine, value, copier) => deepen(machine, value, copier)),
    ],
  ],
};
