/** What a builtin method works on, out of a value of its type or of a subclass. */
import { overflowError, typeError } from "../errors.ts";
import { type Integer, toDouble } from "../numbers/integer.ts";
import { PyBytes } from "../objects/bytes.ts";
import { PyException } from "../objects/exception.ts";
import { PyInstance } from "../objects/instance.ts";
import type { Machine, PyType, Value } from "../objects/object.ts";
import { doubleOf, findSpecial, index, integerOf, maximumSize, typeName } from "../protocols/index.ts";

export function receiveBytes(value: Value): Uint8Array | undefined {
  return value instanceof PyBytes ? value.data : undefined;
}

/** An int as the double that float arithmetic uses. */
export function integerToDouble(value: Integer): number {
  const double = toDouble(value);
  if (double === undefined) throw overflowError("int too large to convert to float");
  return double;
}

/** A float or int operand as a double; undefined for all else. */
export function receiveReal(value: Value): number | undefined {
  if (typeof value === "number") return value;
  const float = doubleOf(value);
  if (float !== undefined) return float;
  const integer = integerOf(value);
  return integer === undefined ? undefined : integerToDouble(integer);
}

/** An immediate value as an instance of `type`: itself for the builtin type, wrapped for a subclass. */
export function wrap(type: PyType, builtin: PyType, value: Value): Value {
  if (type === builtin) return value;
  const instance = new PyInstance(type);
  instance.payload = value;
  return instance;
}

/** The largest bytes object that CPython would try to make; the rest of its memory is a header of 33 bytes. */
const maximumBytes = maximumSize - 33n;

/** Refuses a size of bytes that CPython does not even try to make. */
export function checkBytes(machine: Machine, size: Value): void {
  if (typeof size === "bigint" && index(machine, size) > maximumBytes) throw overflowError("byte string is too large");
}

const indexLimit = 1n << 63n;

/** A repeat count, 0 where negative; counts of 2^53 and more are too large for anything but an empty sequence. */
export function toCount(machine: Machine, value: Value): number {
  const count = index(machine, value);
  if (typeof count === "bigint" && (count >= indexLimit || count < -indexLimit)) {
    throw overflowError(`cannot fit '${typeName(value)}' into an index-sized integer`);
  }
  return Math.max(0, Number(count));
}

/** What is larger than a JavaScript number holds exactly is far past the end of everything. */
const clamped = (value: Integer): number =>
  typeof value === "number" ? value : value > 0n ? Number.MAX_SAFE_INTEGER : -Number.MAX_SAFE_INTEGER;

/** An index as a JavaScript number: `__index__` applied, IndexError's sibling OverflowError where it is out of all range. */
export function toSize(machine: Machine, value: Value): number {
  const result = index(machine, value);
  if (typeof result === "number") return result;
  if (BigInt.asIntN(64, result) === result) return clamped(result);
  throw overflowError(`cannot fit '${typeName(value)}' into an index-sized integer`);
}

/** An argument of the C type named: `__index__` applied, OverflowError where its bits do not hold it. */
function toWord(machine: Machine, value: Value, bits: number, type: string): number {
  const result = index(machine, value);
  if (bits === 64 && typeof result === "number") return result;
  if (BigInt.asIntN(bits, BigInt(result)) !== BigInt(result)) {
    throw overflowError(`Python int too large to convert to C ${type}`);
  }
  return clamped(result);
}

/** An argument that is a C `Py_ssize_t`: a count, a width, a place of a method. Far values clamp to what is exact. */
export const toArgumentSize = (machine: Machine, value: Value): number => toWord(machine, value, 64, "ssize_t");

/** An argument that is a C `int`. */
export const toInt = (machine: Machine, value: Value): number => toWord(machine, value, 32, "int");

/** An argument that CPython's `PyArg_Parse` reads as a C `int`: by way of a `long`. */
export function toParsedInt(machine: Machine, value: Value): number {
  const result = toWord(machine, value, 64, "long");
  if (result > 0x7fff_ffff) throw overflowError("signed integer is greater than maximum");
  if (result < -0x8000_0000) throw overflowError("signed integer is less than minimum");
  return result;
}

/** As `toSize`, but far values clamp instead: what slices and `find` bounds do. */
export function toBound(machine: Machine, value: Value): number {
  return clamped(index(machine, value));
}

/** Whether a value can serve as an index or a repeat count. */
export function isIndex(value: Value): boolean {
  return typeof value === "number" || typeof value === "bigint" || findSpecial(value, "__index__") !== undefined;
}

/** Start and stop of `find(sub, start, stop)`-like methods, clamped to the length. */
export function bounds(
  machine: Machine,
  start: Value | undefined,
  stop: Value | undefined,
  length: number,
): [number, number] {
  const clamp = (value: Value | undefined, missing: number): number => {
    if (value === undefined || value === null) return missing;
    if (!isIndex(value)) throw typeError("slice indices must be integers or None or have an __index__ method");
    const at = toBound(machine, value);
    return at < 0 ? Math.max(at + length, 0) : at;
  };
  return [clamp(start, 0), Math.min(clamp(stop, length), length)];
}

/** What a slot of that exception class works on: an instance of it. */
export function receiveException(type: PyType, name: string, self: Value | undefined): PyException {
  if (self instanceof PyException && self.type.isSubtypeOf(type)) return self;
  throw typeError(
    self === undefined
      ? `descriptor '${name}' of '${type.name}' object needs an argument`
      : `descriptor '${name}' requires a '${type.name}' object but received a '${typeName(self)}'`,
  );
}
