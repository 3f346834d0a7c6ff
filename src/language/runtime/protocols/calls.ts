import { NativeFunction, PyFunction } from "../objects/function.ts";
import { type Keywords, type Machine, type PyObject, PyType, type Value } from "../objects/object.ts";
import { findMethod, getAttribute } from "./attributes.ts";
import { typeOf } from "./types.ts";

/** `object.name(*args, **keywords)`, without making a bound method where that can be avoided. */
export function callMethod(
  machine: Machine,
  object: Value,
  name: string,
  args: Value[] = [],
  keywords: Keywords = null,
): Value {
  const method = findMethod(object, name);
  if (method !== undefined) return machine.call(method, [object, ...args], keywords);
  return machine.call(getAttribute(machine, object, name), args, keywords);
}

/** `callable(value)`. */
export function isCallable(value: Value): boolean {
  if (value instanceof PyFunction || value instanceof NativeFunction || value instanceof PyType) return true;
  return value !== null && typeof value === "object" && typeOf(value).lookup("__call__") !== undefined;
}

/** Makes an instance as `type(*args, **keywords)` does. */
export function instantiate(machine: Machine, type: PyType, args: Value[] = [], keywords: Keywords = null): PyObject {
  // A class's call gives an object but for int, str, bool and None, which nobody instantiates this way.
  return machine.call(type, args, keywords) as PyObject;
}
