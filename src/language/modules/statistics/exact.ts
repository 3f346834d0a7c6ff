/** Sums, means and variances as exact ratios of ints, rounded once at the end. */
import { overflowError } from "../../runtime/errors.ts";
import { decompose } from "../../runtime/format/decimal.ts";
import { bitLength, scaleByPowerOfTwo, trueDivide } from "../../runtime/numbers/integer.ts";

export interface Ratio {
  readonly numerator: bigint;
  /** Positive. */
  readonly denominator: bigint;
}

export function ratioOf(value: number | bigint): Ratio {
  if (typeof value === "bigint") return { numerator: value, denominator: 1n };
  const { mantissa, exponent } = decompose(value);
  const signed = value < 0 ? -mantissa : mantissa;
  return exponent >= 0
    ? { numerator: signed << BigInt(exponent), denominator: 1n }
    : { numerator: signed, denominator: 1n << BigInt(-exponent) };
}

/**
 * All denominators are powers of two: the larger is a multiple of the smaller.
 * @param check called at each step: throws where the user interrupts
 */
export function sumOf(values: readonly Ratio[], check: () => void): Ratio {
  let denominator = 1n;
  for (const value of values) if (value.denominator > denominator) denominator = value.denominator;
  let numerator = 0n;
  for (const value of values) {
    check();
    numerator += value.numerator * (denominator / value.denominator);
  }
  return { numerator, denominator };
}

export const times = (a: Ratio, b: Ratio): Ratio => ({
  numerator: a.numerator * b.numerator,
  denominator: a.denominator * b.denominator,
});

export const over = (a: Ratio, divisor: bigint): Ratio => ({
  numerator: a.numerator,
  denominator: a.denominator * divisor,
});

/** The sum of squared differences from the mean: (n sum(x^2) - sum(x)^2) / n. */
export function squaredDifferences(values: readonly Ratio[], check: () => void): Ratio {
  const n = BigInt(values.length);
  const sum = sumOf(values, check);
  const squares = sumOf(
    values.map((value) => {
      check();
      return times(value, value);
    }),
    check,
  );
  const square = times(sum, sum);
  // The squares' denominator divides the square's.
  const numerator = n * squares.numerator * (square.denominator / squares.denominator) - square.numerator;
  return { numerator, denominator: square.denominator * n };
}

export function toDouble({ numerator, denominator }: Ratio): number {
  const quotient = trueDivide(numerator, denominator);
  if (quotient === undefined) throw overflowError("integer division result too large for a float");
  return quotient;
}

/** The square root of a ratio >= 0, correctly rounded. */
export function squareRoot({ numerator, denominator }: Ratio): number {
  if (numerator === 0n) return 0;
  // Scaled by 4^k so that the integer root has more bits than a double; what it leaves is a sticky bit.
  const k = Math.max(0, Math.ceil((140 - bitLength(numerator) + bitLength(denominator)) / 2));
  const scaled = (numerator << BigInt(2 * k)) / denominator;
  const root = integerRoot(scaled);
  const exact = root * root === scaled && scaled * denominator === numerator << BigInt(2 * k);
  return scaleByPowerOfTwo((root << 1n) | (exact ? 0n : 1n), -k - 1);
}

function integerRoot(value: bigint): bigint {
  let root = 1n << BigInt(Math.ceil(bitLength(value) / 2));
  for (;;) {
    const next = (root + value / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}
