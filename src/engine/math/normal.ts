/** The normal distribution's tail: the scaled complement of the error function, and what is made of it. */
import { erfc } from "./erf.ts";
import { fma } from "./fma.ts";

/** exp(x^2) erfc(x) for a large x: the continued fraction (Abramowitz and Stegun, 7.1.14), from its end. */
function fraction(x: number): number {
  let value = x;
  for (let k = 60; k >= 1; k--) value = x + k / 2 / value;
  return 1 / (value * Math.sqrt(Math.PI));
}

/** exp(x^2) erfc(x): the square's rounding error is put back. */
export function erfcx(x: number): number {
  if (x > 5) return x === Infinity ? 0 : fraction(x);
  if (x < -26.7) return Infinity;
  const square = x * x;
  const rest = fma(x, x, -square);
  return Math.exp(square) * (1 + rest) * erfc(x);
}

/** The logarithm of the standard normal's distribution function. */
export function logNdtr(x: number): number {
  const t = x * Math.SQRT1_2;
  return x < -1 ? Math.log(erfcx(-t) / 2) - t * t : Math.log1p(-erfc(t) / 2);
}

/** A start within 1e-9 (Acklam's rational approximation). */
function start(p: number): number {
  const tail = [-7.784894002430293e-3, -0.3223964580411365, -2.400758277161838, -2.549732539343734, 4.374664141464968, 2.938163982698783]; // biome-ignore format: coefficients
  const tailBelow = [7.784695709041462e-3, 0.3224671290700398, 2.445134137142996, 3.754408661907416, 1];
  const middle = [-39.69683028665376, 220.9460984245205, -275.9285104469687, 138.357751867269, -30.66479806614716, 2.506628277459239]; // biome-ignore format: coefficients
  const middleBelow = [-54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972, -13.28068155288572, 1]; // biome-ignore format: coefficients
  const polynomial = (coefficients: readonly number[], x: number): number =>
    coefficients.reduce((sum, coefficient) => sum * x + coefficient, 0);
  if (p < 0.02425) {
    const q = Math.sqrt(-2 * Math.log(p));
    return polynomial(tail, q) / polynomial(tailBelow, q);
  }
  const q = p - 0.5;
  return (polynomial(middle, q * q) * q) / polynomial(middleBelow, q * q);
}

/** The x below which a standard normal falls with probability p; NaN outside [0, 1]. */
export function ndtri(p: number): number {
  if (!(p >= 0 && p <= 1)) return Number.NaN;
  if (p === 0) return -Infinity;
  if (p > 0.5) return p === 1 ? Infinity : -ndtri(1 - p);
  let x = start(p);
  // Halley's steps on the relative error, which stays meaningful far in the tail.
  for (let i = 0; i < 2; i++) {
    const t = -x * Math.SQRT1_2;
    const ratio = (erfcx(t) / 2) * Math.sqrt(2 * Math.PI);
    const target = p * Math.sqrt(2 * Math.PI) * Math.exp((x * x) / 2);
    const step = ratio - target;
    x -= step / (1 + (x * step) / 2);
  }
  return x;
}
