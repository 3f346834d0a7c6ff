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

/** The same for a caller that writes every element before anyone reads one. */
export function allocateUnset(shape: Shape, dtype: DType): Tensor {
  return new Tensor(Storage.allocate(dtype, countOf(shape), false), shape, contiguousStrides(shape), 0);
}

/** Another view of a tensor's memory. */
export function viewOf(tensor: Tensor, shape: Shape, strides: Shape, offset = tensor.offset): Tensor {
  return new Tensor(tensor.storage, shape, strides, offset);
}

/** A fresh zeroed tensor with given strides, which may leave gaps. */
export function allocateStrided(shape: Shape, strides: Shape, dtype: DType): Tensor {
  let length = 1;
  for (let i = 0; i < shape.length; i++) length += (shape[i] - 1) * strides[i];
  const storage = Storage.allocate(dtype, countOf(shape) === 0 ? 0 : length);
  return new Tensor(storage, shape, strides, 0);
}
