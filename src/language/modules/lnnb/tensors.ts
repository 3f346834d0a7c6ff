import type { DType } from "../../../engine/tensor/dtype.ts";
import { storers } from "../../../engine/tensor/elements.ts";
import { allocate } from "../../../engine/tensor/make.ts";
import type { Tensor } from "../../../engine/tensor/tensor.ts";

/** A fresh row-major tensor of these values, rounded to the dtype. */
export function tensorFrom(values: Float64Array, shape: readonly number[], dtype: DType = "float64"): Tensor {
  const tensor = allocate([...shape], dtype);
  storers[dtype](tensor.storage.data, tensor.offset, 1, values, 0, values.length);
  return tensor;
}

/** The elements of a fresh float64 tensor. */
export function doublesOf({ storage: { data } }: Tensor): Float64Array {
  if (!(data instanceof Float64Array)) throw new Error("not float64");
  return data;
}
