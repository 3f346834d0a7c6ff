/** Float arithmetic as CPython's floatobject.c does it, on doubles. */

import { pow } from "../../../engine/math/libm/pow.ts";
import { OverflowError, raised, valueError, ZeroDivisionError, zeroDivisionError } from "../errors.ts";
import { fixedDigits, scaled } from "../format/decimal.ts";

export const divisionByZero = () => zeroDivisionError("division by zero");

export function floatDivide(a: number, b: number): number {
  if (b === 0) throw zeroDivisionError("float division by zero");
  return a / b;
}

/** The remainder with the divisor's sign, and the floored quotient. */
export function floatDivmod(a: number, b: number, byZero = "float floor division by zero"): [number, number] {
  if (b === 0) throw zeroDivisionError(byZero);
  let remainder = a % b;
  // Exact: the remainder is exact, and so is the difference's quotient up to rounding.
  let quotient = (a - remainder) / b;
  if (remainder !== 0) {
    if (b < 0 !== remainder < 0) {
      remainder += b;
      quotient -= 1;
    }
  } else remainder = b < 0 ? -0 : 0;
  if (quotient === 0) return [a / b < 0 || Object.is(a / b, -0) ? -0 : 0, remainder];
  let floor = Math.floor(quotient);
  if (quotient - floor > 0.5) floor += 1;
  return [floor, remainder];
}

export function floatModulo(a: number, b: number): number {
  if (b === 0) throw zeroDivisionError("float modulo");
  const remainder = a % b;
  if (remainder !== 0) return b < 0 !== remainder < 0 ? remainder + b : remainder;
  return b < 0 ? -0 : 0;
}

export function floatPower(a: number, b: number): number {
  if (b === 0 || a === 1) return 1;
  if (Number.isNaN(a) || Number.isNaN(b)) return Number.NaN;
  if (!Number.isFinite(b)) {
    const size = Math.abs(a);
    if (size === 1) return 1;
    return b > 0 === size > 1 ? Infinity : 0;
  }
  if (a === 0 && b < 0) throw raised(ZeroDivisionError, "0.0 cannot be raised to a negative power");
  if (!Number.isFinite(a) || a === 0) return a ** b;
  if (a < 0 && !Number.isInteger(b)) {
    throw valueError(
      "negative number cannot be raised to a fractional power: the result is complex, which cells do not have",
    );
  }
  const result = pow(a, b);
  if (!Number.isFinite(result)) throw raised(OverflowError, 34, "Numerical result out of range");
  return result;
}

/** `round(x, digits)`: the decimal nearest to the exact binary value, ties to even, read back. */
export function roundToDigits(x: number, digits: number): number {
  if (!Number.isFinite(x) || x === 0) return x;
  // Beyond 323 places nothing changes; before -308 nothing is left.
  if (digits > 323) return x;
  if (digits < -308) return x < 0 ? -0 : 0;
  const magnitude = digits >= 0 ? Number(fixedDigits(x, digits)) : Number(`${scaled(x, digits)}e${-digits}`);
  if (!Number.isFinite(magnitude)) throw raised(OverflowError, "rounded value too large to represent");
  return x < 0 ? -magnitude : magnitude;
}
