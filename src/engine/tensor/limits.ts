/** `torch.finfo` and `torch.iinfo`. */

import { typeError } from "../errors.ts";
import { type DType, dtypes, isFloating } from "./dtype.ts";
import { integerRange } from "./scalar.ts";

export interface FloatLimits {
  readonly bits: number;
  readonly eps: number;
  readonly max: number;
  readonly min: number;
  /** The smallest positive normal number. */
  readonly tiny: number;
  readonly smallestNormal: number;
  readonly resolution: number;
}

const limits = (bits: number, eps: number, max: number, tiny: number, resolution: number): FloatLimits => ({
  bits,
  eps,
  max,
  min: -max,
  tiny,
  smallestNormal: tiny,
  resolution,
});

const floatLimits: Readonly<Partial<Record<DType, FloatLimits>>> = {
  float64: limits(64, 2 ** -52, Number.MAX_VALUE, 2 ** -1022, 1e-15),
  float32: limits(32, 2 ** -23, 3.4028234663852886e38, 2 ** -126, 1e-6),
  float16: limits(16, 2 ** -10, 65504, 2 ** -14, 1e-3),
  bfloat16: limits(16, 2 ** -7, 3.3895313892515355e38, 2 ** -126, 1e-2),
};

/** Throws TypeError for a dtype that is not floating point, as `torch.finfo` does. */
export function finfo(dtype: DType): FloatLimits {
  const found = floatLimits[dtype];
  if (found === undefined) {
    throw typeError("torch.finfo() requires a floating point input type. Use torch.iinfo to handle 'torch.finfo'");
  }
  return found;
}

export interface IntegerLimits {
  readonly bits: number;
  readonly min: bigint;
  readonly max: bigint;
}

/** Throws TypeError for a dtype that is not an integer, as `torch.iinfo` does. */
export function iinfo(dtype: DType): IntegerLimits {
  const range = integerRange[dtype];
  if (range === undefined) {
    throw typeError(
      isFloating(dtype)
        ? "torch.iinfo() requires an integer input type. Use torch.finfo to handle 'torch.iinfo'"
        : "torch.bool is not supported by torch.iinfo",
    );
  }
  return { bits: dtypes[dtype].bytes * 8, min: range[0], max: range[1] };
}
