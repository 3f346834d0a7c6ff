import { typeError } from "../errors.ts";
import { type Machine, PyType, type Value } from "../objects/object.ts";
import { PyTuple } from "../objects/sequence.ts";
import { typeType } from "../objects/types.ts";
import { callSpecial } from "./special.ts";
import { truth } from "./truth.ts";
import { typeOf } from "./types.ts";

/** `isinstance(value, classInfo)`: a class, a tuple of them (nested too), a union, or anything with `__instancecheck__`. */
export function isInstance(machine: Machine, value: Value, classInfo: Value): boolean {
  if (classInfo instanceof PyTuple) return classInfo.items.some((item) => isInstance(machine, value, item));
  if (classInfo instanceof PyType && classInfo.metaclass === null) return typeOf(value).isSubtypeOf(classInfo);
  const check = typeOf(classInfo).lookup("__instancecheck__");
  if (check !== undefined && check !== typeType.attributes.get("__instancecheck__")) {
    return truth(machine, callSpecial(machine, check, classInfo, [value]));
  }
  if (classInfo instanceof PyType) return typeOf(value).isSubtypeOf(classInfo);
  throw typeError("isinstance() arg 2 must be a type, a tuple of types, or a union");
}

/** `issubclass(type, classInfo)`. */
export function isSubclass(machine: Machine, type: Value, classInfo: Value): boolean {
  if (classInfo instanceof PyTuple) return classInfo.items.some((item) => isSubclass(machine, type, item));
  if (classInfo instanceof PyType && classInfo.metaclass === null && type instanceof PyType) {
    return type.isSubtypeOf(classInfo);
  }
  const check = typeOf(classInfo).lookup("__subclasscheck__");
  if (check !== undefined && check !== typeType.attributes.get("__subclasscheck__")) {
    return truth(machine, callSpecial(machine, check, classInfo, [type]));
  }
  if (!(type instanceof PyType)) throw typeError("issubclass() arg 1 must be a class");
  if (classInfo instanceof PyType) return type.isSubtypeOf(classInfo);
  throw typeError("issubclass() arg 2 must be a class, a tuple of classes, or a union");
}
