import { typeError } from "../errors.ts";
import { PyDict } from "../objects/dict.ts";
import { PyFloat } from "../objects/float.ts";
import type { Machine, Value } from "../objects/object.ts";
import { PyList, PyTuple } from "../objects/sequence.ts";
import { dictType, listType, tupleType } from "../objects/types.ts";
import { asLength } from "./conversion.ts";
import { callSpecial, findSpecial } from "./special.ts";
import { typeName } from "./types.ts";

/** `bool(value)`: `__bool__`, else `__len__`, else true. */
export function truth(machine: Machine, value: Value): boolean {
  switch (typeof value) {
    case "boolean":
      return value;
    case "number":
      return value !== 0;
    case "string":
      return value.length > 0;
    case "bigint":
      return true;
  }
  if (value === null) return false;
  if (value instanceof PyFloat) return value.value !== 0;
  if (value instanceof PyList && value.type === listType) return value.items.length > 0;
  if (value instanceof PyTuple && value.type === tupleType) return value.items.length > 0;
  if (value instanceof PyDict && value.type === dictType) return value.size > 0;
  const bool = findSpecial(value, "__bool__");
  if (bool !== undefined) {
    const result = callSpecial(machine, bool, value, []);
    if (typeof result !== "boolean") {
      throw typeError(`__bool__ should return bool, returned ${typeName(result)}`);
    }
    return result;
  }
  const len = findSpecial(value, "__len__");
  if (len === undefined) return true;
  return asLength(machine, callSpecial(machine, len, value, [])) !== 0;
}
