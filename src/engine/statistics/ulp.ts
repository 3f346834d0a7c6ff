import type { DType } from "../tensor/dtype.ts";

/** The float types in which a distance in units in the last place makes sense. */
export type FloatType = "float64" | "float32" | "float16" | "bfloat16";

const double = new Float64Array(2);
const words = new Uint32Array(double.buffer);
const single = new Float32Array(2);
const singleBits = new Int32Array(single.buffer);

const isFloatType = (dtype: DType): dtype is FloatType =>
  dtype === "float64" || dtype === "float32" || dtype === "float16" || dtype === "bfloat16";

const precision: Record<FloatType, number> = { float64: 53, float32: 24, float16: 11, bfloat16: 8 };

/** The coarser of two types: what both values can be held to. Integers and bools compare as the other type, or float64. */
export function commonFloatType(a: DType, b: DType): FloatType {
  const types = [a, b].filter(isFloatType);
  return types.reduce<FloatType>(
    (coarsest, type) => (precision[type] < precision[coarsest] ? type : coarsest),
    "float64",
  );
}

/**
 * How many representable values of `type` apart a and b are: 0 for equal values (also -0 and 0, NaN and NaN, inf and
 * inf), 1 for neighbours. NaN where just one is NaN. Values are rounded to the type first.
 */
export function ulpDistance(a: number, b: number, type: FloatType): number {
  if (a === b) return 0;
  if (Number.isNaN(a) || Number.isNaN(b)) return Number.isNaN(a) && Number.isNaN(b) ? 0 : NaN;
  switch (type) {
    case "float64": {
      double[0] = a;
      double[1] = b;
      // The low words subtract first, so that the distance of near values is exact beyond 2^53 as well.
      const sameSign = words[1] >>> 31 === words[3] >>> 31;
      const high = words[1] & 0x7fffffff;
      const otherHigh = words[3] & 0x7fffffff;
      if (sameSign) return Math.abs((high - otherHigh) * 2 ** 32 + (words[0] - words[2]));
      return (high + otherHigh) * 2 ** 32 + (words[0] + words[2]);
    }
    case "float32":
      return Math.abs(orderedFloat32(a) - orderedFloat32(b));
    case "bfloat16":
      return Math.abs(orderedBfloat16(a) - orderedBfloat16(b));
    case "float16":
      return Math.abs(orderedFloat16(a) - orderedFloat16(b));
  }
}

/** The largest distance of two runs of finite float32 values, given by their bits. */
export function largestBitDistance(a: Int32Array, b: Int32Array, from: number, to: number): number {
  let most = 0;
  for (let i = from; i < to; i++) {
    const x = a[i];
    const y = b[i];
    // Of one sign the bits count in one direction; of two, both count from zero.
    const distance = (x ^ y) >= 0 ? Math.abs(x - y) : (x & 0x7fffffff) + (y & 0x7fffffff);
    if (distance > most) most = distance;
  }
  return most;
}

function orderedFloat32(x: number): number {
  single[0] = x;
  const bits = singleBits[0];
  return bits >= 0 ? bits : -(bits & 0x7fffffff);
}

/** Position on the scale of bfloat16 values, after rounding to nearest even. */
function orderedBfloat16(x: number): number {
  const magnitude = Math.abs(orderedFloat32(x));
  const rounded = Math.floor((magnitude + 0x7fff + ((magnitude >>> 16) & 1)) / 65536);
  return x < 0 ? -rounded : rounded;
}

/** Position on the scale of float16 values, after rounding to nearest even. */
function orderedFloat16(x: number): number {
  const magnitude = Math.abs(x);
  if (magnitude >= 65520) return x < 0 ? -0x7c00 : 0x7c00;
  const exponent = Math.max(-14, Math.floor(Math.log2(magnitude)));
  // In steps of this binade: 1024 per binade from the second on; the first (subnormal) starts at 0.
  const steps = roundHalfEven(magnitude / 2 ** (exponent - 10));
  const position = steps + (exponent + 14) * 1024;
  return x < 0 ? -position : position;
}

function roundHalfEven(x: number): number {
  const floor = Math.floor(x);
  const rest = x - floor;
  return rest > 0.5 || (rest === 0.5 && floor % 2 === 1) ? floor + 1 : floor;
}
