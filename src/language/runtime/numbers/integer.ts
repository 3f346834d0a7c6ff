/**
 * Python's int arithmetic over the machine's representation: a `number` where the value is a safe integer, a `bigint`
 * elsewhere (never one inside the safe range, never -0).
 */
import { MemoryError, raised, valueError, zeroDivisionError } from "../errors.ts";
import type { Machine } from "../objects/object.ts";

export type Integer = number | bigint;

const safe = Number.MAX_SAFE_INTEGER;
const safeBig = BigInt(safe);
/** The largest int: beyond it one multiplication could keep the cell from being interrupted for seconds. */
const maximumBits = 2 ** 27;

/** CPython's `sys.get_int_max_str_digits()`. */
export const maximumTextDigits = 4300;

/** The canonical form of a bigint. */
export const normalize = (value: bigint): Integer => (value <= safeBig && value >= -safeBig ? Number(value) : value);

/** The canonical form of an integral double of any size. */
export const fromDouble = (value: number): Integer => (Math.abs(value) <= safe ? value + 0 : normalize(BigInt(value)));

export function bitLength(value: Integer): number {
  if (typeof value === "number") {
    const magnitude = Math.abs(value);
    if (magnitude < 2 ** 31) return 32 - Math.clz32(magnitude);
    return 32 + bitLength(Math.floor(magnitude / 2 ** 32));
  }
  const text = (value < 0n ? -value : value).toString(16);
  return text.length * 4 - (Math.clz32(Number.parseInt(text[0], 16)) - 28);
}

const tooLarge = () => raised(MemoryError, "int too large: cells keep ints below 2**134217728");

/** Raises MemoryError where an int of so many bits is larger than cells keep. */
export function checkBits(count: number): void {
  if (!(count <= maximumBits)) throw tooLarge();
}

export function add(a: Integer, b: Integer): Integer {
  if (typeof a === "number" && typeof b === "number") {
    const sum = a + b;
    if (sum <= safe && sum >= -safe) return sum;
  }
  return normalize(BigInt(a) + BigInt(b));
}

export function subtract(a: Integer, b: Integer): Integer {
  if (typeof a === "number" && typeof b === "number") {
    const difference = a - b;
    if (difference <= safe && difference >= -safe) return difference;
  }
  return normalize(BigInt(a) - BigInt(b));
}

export function multiply(a: Integer, b: Integer): Integer {
  if (typeof a === "number" && typeof b === "number") {
    const product = a * b;
    // `+ 0` turns -0 into 0.
    if (product <= safe && product >= -safe) return product + 0;
    return normalize(BigInt(a) * BigInt(b));
  }
  const left = BigInt(a);
  const right = BigInt(b);
  // Exact bit lengths cost time; only products that may be huge need them.
  if (!(isSmall(left) && isSmall(right))) checkBits(bitLength(left) + bitLength(right));
  return normalize(left * right);
}

/** Two such ints have a product that is not too large. Comparing bigints of different lengths takes no time. */
const isSmall = (value: bigint): boolean => value < smallBound && value > -smallBound;
const smallBound = 1n << 65536n;

export const negate = (a: Integer): Integer => (typeof a === "number" ? 0 - a : normalize(-a));
export const absolute = (a: Integer): Integer => (a < 0 ? negate(a) : a);

const byZero = (operation: "integer division or modulo" | "integer modulo") =>
  zeroDivisionError(`${operation} by zero`);

export function floorDivide(a: Integer, b: Integer): Integer {
  if (typeof a === "number" && typeof b === "number") {
    if (b === 0) throw byZero("integer division or modulo");
    // The quotient of doubles may round up to an integer: work from the exact remainder.
    const remainder = a % b;
    const quotient = (a - remainder) / b;
    return remainder !== 0 && remainder < 0 !== b < 0 ? quotient - 1 : quotient + 0;
  }
  const left = BigInt(a);
  const right = BigInt(b);
  if (right === 0n) throw byZero("integer division or modulo");
  const quotient = left / right;
  // Without opposite signs, cutting off is rounding down.
  if (left < 0n === right < 0n) return normalize(quotient);
  const remainder = left - quotient * right;
  return normalize(remainder !== 0n && remainder < 0n !== right < 0n ? quotient - 1n : quotient);
}

export function modulo(a: Integer, b: Integer): Integer {
  if (typeof a === "number" && typeof b === "number") {
    if (b === 0) throw byZero("integer modulo");
    const remainder = a % b;
    return remainder !== 0 && remainder < 0 !== b < 0 ? remainder + b : remainder + 0;
  }
  const right = BigInt(b);
  if (right === 0n) throw byZero("integer modulo");
  const remainder = BigInt(a) % right;
  return normalize(remainder !== 0n && remainder < 0n !== right < 0n ? remainder + right : remainder);
}

/** `divmod(a, b)` */
export function divideWithRemainder(a: Integer, b: Integer): [Integer, Integer] {
  const quotient = floorDivide(a, b);
  if (typeof a === "number" && typeof b === "number") return [quotient, modulo(a, b)];
  return [quotient, normalize(BigInt(a) - BigInt(quotient) * BigInt(b))];
}

/** `a ** b` for b >= 0, interruptible between multiplications. */
export function power(machine: Machine, a: Integer, b: Integer): Integer {
  if (typeof a === "number" && typeof b === "number") {
    const result = a ** b;
    if (result <= safe && result >= -safe) return result + 0;
  }
  if (a === 0 || a === 1) return b === 0 ? 1 : a;
  if (a === -1) return modulo(b, 2) === 0 ? 1 : -1;
  const count = Number(b);
  checkBits((bitLength(a) - 1) * count);
  let result = 1n;
  let square = BigInt(a);
  for (let rest = count; ; ) {
    if (rest % 2 === 1) result *= square;
    rest = Math.floor(rest / 2);
    if (rest === 0) return normalize(result);
    machine.checkInterrupt();
    square *= square;
  }
}

/** `pow(a, b, modulus)`, negative exponents by the inverse. */
export function powerModulo(machine: Machine, a: Integer, b: Integer, modulus: Integer): Integer {
  if (modulus === 0) throw valueError("pow() 3rd argument cannot be 0");
  const size = BigInt(absolute(modulus));
  const positive = (x: bigint): bigint => ((x % size) + size) % size;
  let base = positive(BigInt(a));
  let exponent = BigInt(b);
  if (exponent < 0n) {
    base = inverse(machine, base, size);
    exponent = -exponent;
  }
  let result = size === 1n ? 0n : 1n;
  const bits = exponent.toString(2);
  for (let i = 0; i < bits.length; i++) {
    if (exponent === 0n) break;
    result = (result * result) % size;
    if (bits[i] === "1") result = (result * base) % size;
    if ((i & 63) === 63 || size > 1n << 4096n) machine.checkInterrupt();
  }
  // The result takes the sign of the modulus, as `%` does.
  return normalize(modulus < 0 && result !== 0n ? result - size : result);
}

function inverse(machine: Machine, value: bigint, modulus: bigint): bigint {
  let [r, next] = [value, modulus];
  let [x, nextX] = [1n, 0n];
  while (next !== 0n) {
    machine.checkInterrupt();
    const quotient = r / next;
    [r, next] = [next, r - quotient * next];
    [x, nextX] = [nextX, x - quotient * nextX];
  }
  if (r !== 1n && r !== -1n) {
    if (modulus === 1n) return 0n;
    throw valueError("base is not invertible for the given modulus");
  }
  const signed = r === -1n ? -x : x;
  return ((signed % modulus) + modulus) % modulus;
}

export function shiftLeft(a: Integer, b: Integer): Integer {
  if (b < 0) throw valueError("negative shift count");
  if (a === 0) return 0;
  const count = Number(b);
  if (typeof a === "number" && count < 53) {
    const product = a * 2 ** count;
    if (product <= safe && product >= -safe) return product;
  }
  checkBits(count + bitLength(a));
  return normalize(BigInt(a) << BigInt(b));
}

export function shiftRight(a: Integer, b: Integer): Integer {
  if (b < 0) throw valueError("negative shift count");
  if (typeof a === "number") {
    if (b >= 64) return a < 0 ? -1 : 0;
    return Math.floor(a / 2 ** Number(b)) + 0;
  }
  if (b > maximumBits) return a < 0n ? -1 : 0;
  return normalize(a >> BigInt(b));
}

const isInt32 = (a: Integer): a is number => typeof a === "number" && (a | 0) === a;

export const bitAnd = (a: Integer, b: Integer): Integer =>
  isInt32(a) && isInt32(b) ? a & b : normalize(BigInt(a) & BigInt(b));
export const bitOr = (a: Integer, b: Integer): Integer =>
  isInt32(a) && isInt32(b) ? a | b : normalize(BigInt(a) | BigInt(b));
export const bitXor = (a: Integer, b: Integer): Integer =>
  isInt32(a) && isInt32(b) ? a ^ b : normalize(BigInt(a) ^ BigInt(b));
export const invert = (a: Integer): Integer => (typeof a === "number" ? subtract(-1, a) : normalize(~a));

/** The nearest double, ties to even; undefined where it would be infinite. */
export function toDouble(a: Integer): number | undefined {
  if (typeof a === "number") return a;
  const value = Number(a);
  return Number.isFinite(value) ? value : undefined;
}

/** `a / b` correctly rounded; undefined where the result overflows. */
export function trueDivide(a: Integer, b: Integer): number | undefined {
  if (typeof a === "number" && typeof b === "number") return a / b;
  const negative = a < 0 !== b < 0;
  const numerator = BigInt(absolute(a));
  const denominator = BigInt(absolute(b));
  // Scale so that the quotient has at least 66 bits; what is cut off only counts as "more than nothing" (a sticky bit).
  const shift = Math.max(bitLength(denominator) - bitLength(numerator) + 66, -1100);
  const scaledNumerator = shift > 0 ? numerator << BigInt(shift) : numerator;
  const scaledDenominator = shift < 0 ? denominator << BigInt(-shift) : denominator;
  const quotient = scaledNumerator / scaledDenominator;
  const sticky = quotient * scaledDenominator === scaledNumerator ? 0n : 1n;
  const magnitude = scaleByPowerOfTwo((quotient << 1n) | sticky, -shift - 1);
  if (!Number.isFinite(magnitude)) return undefined;
  return negative ? -magnitude : magnitude;
}

/** `value * 2^exponent` rounded once to a double, ties to even; value >= 0. */
export function scaleByPowerOfTwo(value: bigint, exponent: number): number {
  if (value === 0n) return 0;
  const bits = bitLength(value);
  // A double's last place: 53 bits, fewer below the normal range.
  const lastPlace = Math.max(bits + exponent - 53, -1074);
  const drop = lastPlace - exponent;
  let kept = value;
  if (drop > 0) {
    const half = 1n << BigInt(drop - 1);
    kept = value >> BigInt(drop);
    const rest = value - (kept << BigInt(drop));
    if (rest > half || (rest === half && (kept & 1n) === 1n)) kept += 1n;
    return timesPowerOfTwo(Number(kept), lastPlace);
  }
  return timesPowerOfTwo(Number(kept), exponent);
}

/** Exact where the result is representable: steps keep every factor finite. */
export function timesPowerOfTwo(x: number, exponent: number): number {
  let result = x;
  let rest = exponent;
  while (rest > 1000 && Number.isFinite(result)) {
    result *= 2 ** 1000;
    rest -= 1000;
  }
  while (rest < -1000 && result !== 0) {
    result *= 2 ** -1000;
    rest += 1000;
  }
  return result * 2 ** Math.max(Math.min(rest, 1000), -1000);
}

/** Decimal text, with CPython's limit on its length. */
export function integerText(value: Integer): string {
  if (typeof value === "number") return String(value);
  // 4300 digits are 14285 bits at most: refuse before converting something far longer.
  if (BigInt.asIntN(14400, value) === value) {
    const text = value.toString();
    if (text.length - (value < 0n ? 1 : 0) <= maximumTextDigits) return text;
  }
  throw valueError(
    `Exceeds the limit (${maximumTextDigits} digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit`,
  );
}

/** -1, 0 or 1: an int against a double, exactly; NaN compares as undefined. */
export function compareWithDouble(a: Integer, x: number): number | undefined {
  if (Number.isNaN(x)) return undefined;
  if (typeof a === "number" || !Number.isFinite(x)) return a < x ? -1 : a > x ? 1 : 0;
  // JavaScript compares a bigint and a double by their mathematical values.
  return a < x ? -1 : a > x ? 1 : 0;
}
