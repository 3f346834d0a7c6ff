import { OverflowError, raised, typeError, ValueError } from "../errors.ts";
import type { Integer } from "../numbers/integer.ts";
import { PyFloat } from "../objects/float.ts";
import { PyInstance } from "../objects/instance.ts";
import type { Machine, Value } from "../objects/object.ts";
import { callSpecial, findSpecial } from "./special.ts";
import { typeName } from "./types.ts";

/** The int that a value is or says it is by `__index__`; throws TypeError for all else. */
export function index(machine: Machine, value: Value): number | bigint {
  const direct = integerOf(value);
  if (direct !== undefined) return direct;
  const method = findSpecial(value, "__index__");
  if (method === undefined) throw typeError(`'${typeName(value)}' object cannot be interpreted as an integer`);
  const result = callSpecial(machine, method, value, []);
  const integer = integerOf(result);
  if (integer === undefined) throw typeError(`__index__ returned non-int (type ${typeName(result)})`);
  return integer;
}

/** What `__len__` answered, as CPython takes it. */
export function asLength(machine: Machine, result: Value): Integer {
  const count = index(machine, result);
  if (count < 0) throw raised(ValueError, "__len__() should return >= 0");
  if (count > maximumSize) throw raised(OverflowError, "cannot fit 'int' into an index-sized integer");
  return count;
}

/** `sys.maxsize`. */
export const maximumSize = 2n ** 63n - 1n;

/** An int, a bool as 0 or 1, the int inside a subclass's instance; undefined for all else. */
export function integerOf(value: Value): number | bigint | undefined {
  switch (typeof value) {
    case "number":
    case "bigint":
      return value;
    case "boolean":
      return value ? 1 : 0;
  }
  if (value instanceof PyInstance) {
    const { payload } = value;
    if (typeof payload === "number" || typeof payload === "bigint") return payload;
  }
  return undefined;
}

/** A float's double, also inside a subclass's instance; undefined for all else. */
export function doubleOf(value: Value): number | undefined {
  if (value instanceof PyFloat) return value.value;
  if (value instanceof PyInstance && value.payload instanceof PyFloat) return value.payload.value;
  return undefined;
}
