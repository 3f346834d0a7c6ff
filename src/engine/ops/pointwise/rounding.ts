/** Rounding blocks of doubles to a dtype's precision. */
import { roundBfloat16, roundFloat16 } from "../../math/half.ts";
import type { DType } from "../../tensor/dtype.ts";
import { castNumber } from "../../tensor/scalar.ts";

/** Bits of precision: the largest power of two up to which a dtype holds every integer. */
const precision: Readonly<Record<DType, number>> = {
  float64: 53,
  float32: 24,
  float16: 11,
  bfloat16: 8,
  int64: 63,
  int32: 31,
  int16: 15,
  int8: 7,
  uint8: 8,
  bool: 1,
};

/** Whether values of one dtype can change when they become another that is a float. */
export const roundsOnCast = (from: DType, to: DType): boolean =>
  from !== to && to !== "float64" && precision[from] > precision[to];

/** Rounds, truncates or wraps the first `n` values as a conversion to the dtype does. */
export function roundBlock(dtype: DType, block: Float64Array, n: number): void {
  switch (dtype) {
    case "float64":
      return;
    case "float32":
      for (let i = 0; i < n; i++) block[i] = Math.fround(block[i]);
      return;
    case "float16":
      for (let i = 0; i < n; i++) block[i] = roundFloat16(block[i]);
      return;
    case "bfloat16":
      for (let i = 0; i < n; i++) block[i] = roundBfloat16(block[i]);
      return;
    default:
      for (let i = 0; i < n; i++) block[i] = castNumber(block[i], dtype);
  }
}
