import { typeError } from "../errors.ts";
import { PyObject, type PyType, type Value } from "../objects/object.ts";
import { boolType, intType, noneType, strType } from "../objects/types.ts";

/** `type(value)`. */
export function typeOf(value: Value): PyType {
  switch (typeof value) {
    case "object":
      return value === null ? noneType : value.type;
    case "number":
    case "bigint":
      return intType;
    case "string":
      return strType;
    case "boolean":
      return boolType;
  }
  // Native code that got fewer arguments than it takes.
  throw typeError("a required argument is missing");
}

/** `type(value).__name__`, as error messages show it. */
export function typeName(value: Value): string {
  const type = typeOf(value);
  return type.nativeName ?? type.name;
}

/** `isinstance` along the mro only, for native code; `isInstance` also asks `__instancecheck__`. */
export function isOfType(value: Value, type: PyType): boolean {
  const actual = typeOf(value);
  return actual === type || actual.isSubtypeOf(type);
}

/** The class's name with its module, as `repr` shows it: `__main__.Net`, `int`. */
export function qualifiedName(type: PyType): string {
  return type.module === "builtins" ? type.qualname : `${type.module}.${type.qualname}`;
}

const identities = new WeakMap<PyObject, number>();
let nextIdentity = 0x7f30_0000_1000;

/** `id(value)`: stable while the object lives; equal immediate values share one. */
export function identity(value: Value): number {
  if (value instanceof PyObject) {
    let id = identities.get(value);
    if (id === undefined) {
      id = nextIdentity;
      nextIdentity += 48;
      identities.set(value, id);
    }
    return id;
  }
  if (typeof value === "number") return 0x55a0_0000_0000 + Math.abs(value) * 32 + (value < 0 ? 16 : 0);
  if (value === null) return 0x5590_0000_0010;
  if (typeof value === "boolean") return value ? 0x5590_0000_0040 : 0x5590_0000_0060;
  let hash = 7;
  const text = typeof value === "string" ? value : value.toString(36);
  for (let i = 0; i < text.length; i++) hash = (Math.imul(hash, 31) + text.charCodeAt(i)) | 0;
  return 0x55b0_0000_0000 + (hash >>> 0) * 16;
}
