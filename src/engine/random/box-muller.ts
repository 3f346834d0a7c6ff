/** Pairs of normal draws from pairs of uniform ones, sixteen at a time, rounded as PyTorch's kernel of each dtype rounds. */
import { fma } from "../math/fma.ts";
import * as libm from "../math/libm.ts";
import type { DType } from "../tensor/dtype.ts";
import { castNumber } from "../tensor/scalar.ts";

/** Replaces sixteen uniform draws from `start` by sixteen normal ones. */
export type BoxMuller = (draws: Float64Array, start: number, mean: number, std: number) => void;

const float64Pairs: BoxMuller = (draws, start, mean, std) => {
  for (let i = start; i < start + 8; i++) {
    const radius = Math.sqrt(-2 * libm.log(1 - draws[i]));
    const angle = 2 * Math.PI * draws[i + 8];
    draws[i] = fma(radius * libm.cos(angle), std, mean);
    draws[i + 8] = fma(radius * libm.sin(angle), std, mean);
  }
};

/** Every intermediate is rounded to the dtype, so a bfloat16 never passes about 3.5 standard deviations. */
function halfPairs(dtype: DType): BoxMuller {
  const round = (value: number): number => castNumber(value, dtype);
  const scale = (unit: number, mean: number, std: number): number => round(round(unit * std) + mean);
  return (draws, start, mean, std) => {
    for (let i = start; i < start + 8; i++) {
      const logarithm = round(Math.log(round(1 - draws[i])));
      const radius = round(Math.sqrt(round(-2 * logarithm)));
      const angle = round(2 * Math.PI * draws[i + 8]);
      draws[i] = scale(round(radius * round(Math.cos(angle))), mean, std);
      draws[i + 8] = scale(round(radius * round(Math.sin(angle))), mean, std);
    }
  };
}

const f32 = Math.fround;
/** A float32 fused multiply-add: the product of two float32 is exact in a double. */
const fma32 = (a: number, b: number, c: number): number => Math.fround(a * b + c);

// The polynomials are those of the Cephes library (Moshier) in the vector form of avx_mathfun.h, evaluated with fused
// multiply-adds as PyTorch's AVX2 build evaluates them.
const logCoefficients = [
  7.0376836292e-2, -1.151461031e-1, 1.167699874e-1, -1.2420140846e-1, 1.4249322787e-1, -1.6668057665e-1,
  2.0000714765e-1, -2.4999993993e-1, 3.3333331174e-1,
].map(f32);
const logQ1 = f32(-2.1219444e-4);
const logQ2 = f32(0.693359375);
const squareRootOfHalf = f32(Math.SQRT1_2);
const smallestNormal = 2 ** -126;

const bits = new Int32Array(1);
const value32 = new Float32Array(bits.buffer);

export function logFloat32(argument: number): number {
  value32[0] = Math.max(argument, smallestNormal);
  let exponent = (bits[0] >> 23) - 0x7e;
  bits[0] = (bits[0] & 0x007fffff) | 0x3f000000;
  const mantissa = value32[0];
  let x = f32(mantissa - 1);
  if (mantissa < squareRootOfHalf) {
    exponent -= 1;
    x = f32(x + mantissa);
  }
  const square = f32(x * x);
  let y = logCoefficients[0];
  for (let i = 1; i < logCoefficients.length; i++) y = fma32(y, x, logCoefficients[i]);
  y = f32(y * x);
  y = fma32(y, square, f32(exponent * logQ1));
  y = fma32(-square, 0.5, y);
  x = f32(x + y);
  return fma32(exponent, logQ2, x);
}

const [reduce1, reduce2, reduce3] = [-0.78515625, -2.4187564849853516e-4, -3.774894977445941e-8].map(f32);
const [sine1, sine2, sine3] = [-1.9515295891e-4, 8.3321608736e-3, -1.6666654611e-1].map(f32);
const [cosine1, cosine2, cosine3] = [2.443315711809948e-5, -1.388731625493765e-3, 4.166664568298827e-2].map(f32);
const fourOverPi = f32(1.27323954473516);

/** [sine, cosine] of an angle that is not negative, as the uniform draws give. */
export function sineAndCosineFloat32(angle: number, into: Float64Array): void {
  const octant = (Math.trunc(f32(angle * fourOverPi)) + 1) & ~1;
  let a = fma32(octant, reduce1, angle);
  a = fma32(octant, reduce2, a);
  a = fma32(octant, reduce3, a);
  const square = f32(a * a);
  let cosine = fma32(fma32(cosine1, square, cosine2), square, cosine3);
  cosine = f32(cosine * square);
  cosine = fma32(cosine, square, -f32(square * 0.5));
  cosine = f32(cosine + 1);
  let sine = fma32(fma32(sine1, square, sine2), square, sine3);
  sine = f32(sine * square);
  sine = fma32(sine, a, a);
  const swap = (octant & 2) !== 0;
  const first = swap ? cosine : sine;
  const second = swap ? sine : cosine;
  into[0] = octant & 4 ? -first : first;
  into[1] = ~(octant - 2) & 4 ? -second : second;
}

const twoPi = f32(2 * Math.PI);
const pair = new Float64Array(2);

const float32Pairs: BoxMuller = (draws, start, mean, std) => {
  for (let i = start; i < start + 8; i++) {
    const radius = f32(Math.sqrt(f32(-2 * logFloat32(f32(1 - draws[i])))));
    sineAndCosineFloat32(f32(twoPi * draws[i + 8]), pair);
    draws[i] = fma32(f32(radius * pair[1]), std, mean);
    draws[i + 8] = fma32(f32(radius * pair[0]), std, mean);
  }
};

export function boxMuller(dtype: DType): BoxMuller {
  if (dtype === "float64") return float64Pairs;
  return dtype === "float32" ? float32Pairs : halfPairs(dtype);
}
