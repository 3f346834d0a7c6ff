/** Making tensors: fresh ones, and views. */
import type { DType } from "./dtype.ts";
import { countOf, type Shape } from "./shape.ts";
import { Storage } from "./storage.ts";
import { contiguousStrides } from "./strides.ts";
import { Tensor } from "./tensor.ts";

/** A fresh zeroed row-major tensor; sizes are the caller's to check. */
export function allocate(shape: Shape, dtype: DType): Tensor {
  return new Tensor(Storage.allocate(dtype, countOf(shape)), shape, contiguousStrides(shape), 0);
}

/** Another view of a tensor's memory. */
export function viewOf(tensor: Tensor, shape: Shape, strides: Shape, offset = tensor.offset): Tensor {
  return new Tensor(tensor.storage, shape, strides, offset);
}
