import { typeError } from "../errors.ts";
import { floatRepr } from "../format/float.ts";
import { stringRepr } from "../format/text.ts";
import { PyFloat } from "../objects/float.ts";
import { PyInstance } from "../objects/instance.ts";
import type { Machine, Value } from "../objects/object.ts";
import { callSpecial, findSpecial } from "./special.ts";
import { typeName } from "./types.ts";

/** The text of a str or of an instance of a subclass of str; undefined for all else. */
export function textOf(value: Value): string | undefined {
  if (typeof value === "string") return value;
  if (value instanceof PyInstance && typeof value.payload === "string") return value.payload;
  return undefined;
}

/** `repr(value)`. */
export function repr(machine: Machine, value: Value): string {
  if (typeof value === "number") return String(value);
  if (typeof value === "string") return stringRepr(value);
  if (value instanceof PyFloat) return floatRepr(value.value);
  const method = findSpecial(value, "__repr__");
  if (method === undefined) return `<${typeName(value)} object>`;
  const returned = callSpecial(machine, method, value, []);
  const result = textOf(returned);
  if (result === undefined) throw typeError(`__repr__ returned non-string (type ${typeName(returned)})`);
  return result;
}

/** `str(value)`. */
export function str(machine: Machine, value: Value): string {
  if (typeof value === "string") return value;
  if (typeof value === "number") return String(value);
  if (value instanceof PyFloat) return floatRepr(value.value);
  const method = findSpecial(value, "__str__");
  if (method === undefined) return repr(machine, value);
  const returned = callSpecial(machine, method, value, []);
  const result = textOf(returned);
  if (result === undefined) throw typeError(`__str__ returned non-string (type ${typeName(returned)})`);
  return result;
}

/** `format(value, spec)`. */
export function format(machine: Machine, value: Value, spec: string): string {
  if (spec === "") {
    if (typeof value === "string") return value;
    if (typeof value === "number") return String(value);
    if (value instanceof PyFloat) return floatRepr(value.value);
  }
  return textOf(formatted(machine, value, spec)) ?? "";
}

/** The very object that `__format__` gave, which may be of a subclass of str. */
export function formatted(machine: Machine, value: Value, spec: string): Value {
  if (spec === "" && typeof value === "string") return value;
  const method = findSpecial(value, "__format__");
  if (method === undefined) return str(machine, value);
  const returned = callSpecial(machine, method, value, [spec]);
  const result = textOf(returned);
  if (result === undefined) throw typeError(`__format__ must return a str, not ${typeName(returned)}`);
  return returned;
}
