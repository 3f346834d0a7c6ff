/**
 * The exponential of float64 vectors, with the last bits of the routine that PyTorch's CPU softmax is built with (Sleef,
 * one ulp): reduction by a two-part logarithm of 2, a polynomial of degree 12 in Estrin's order, all with fused steps.
 */
import { productError, sumError } from "./fma.ts";

const log2e = Math.LOG2E;
const ln2High = 0.693147180559663;
const ln2Low = 2.8235290563031577e-13;

/** The integer nearest to a value, halves to even: adding and taking away 1.5 * 2^52 leaves no fraction. */
const shift = 6755399441055744;

/** 2^q for q = -800 .. 600; two of them reach every exponent. */
const powers = Float64Array.from({ length: 1401 }, (_, i) => 2 ** (i - 800));

/**
 * a * b + c, the rounding errors of both steps added back. It misses the fused result only where the exact value is within
 * 2^-50 ulp of a tie; numbers of moderate size alone.
 */
function fma(a: number, b: number, c: number): number {
  const product = a * b;
  const sum = product + c;
  return sum + (sumError(product, c, sum) + productError(a, b, product));
}

/** e^x of a vector's element. */
export function expFloat64(x: number): number {
  if (x > 709.782712893384) return Infinity;
  if (x < -1000) return 0;
  if (Number.isNaN(x)) return x;
  const n = x * log2e + shift - shift;
  const r = fma(n, -ln2Low, fma(n, -ln2High, x));
  const r2 = r * r;
  const r4 = r2 * r2;
  const low = fma(
    r2,
    fma(r, 0.0013888888889144978, 0.008333333333314938),
    fma(r, 0.041666666666666026, 0.1666666666666669),
  );
  const middle = fma(
    r2,
    fma(r, 2.755762628169491e-7, 2.7557234020253882e-6),
    fma(r, 2.4801586874796863e-5, 0.00019841269898558658),
  );
  const high = fma(r, 2.0812763782371645e-9, 2.511210703042288e-8);
  const tail = fma(r4 * r4, high, fma(r4, middle, low));
  const value = fma(fma(fma(tail, r, 0.5), r, 1), r, 1);
  const half = n >> 1;
  return value * powers[half + 800] * powers[n - half + 800];
}
