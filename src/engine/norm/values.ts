/** A tensor's numbers as one flat array for the row kernels, and their results as tensors. */

import { TorchError } from "../errors.ts";
import { to } from "../ops/copy.ts";
import { contiguous } from "../ops/views.ts";
import { type DType, dtypes, isFloating } from "../tensor/dtype.ts";
import { allocate, allocateUnset } from "../tensor/make.ts";
import type { Shape } from "../tensor/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";

export type FloatArray = Float32Array | Float64Array;

/** The dtype that statistics are computed in: float32 for the half types. */
export const computeDType = (dtype: DType): "float32" | "float64" => (dtype === "float64" ? "float64" : "float32");

/** Row-major values: the tensor's own memory where it is contiguous float32 or float64, a converted copy otherwise. */
export function floatValues(tensor: Tensor): FloatArray {
  const plain = contiguous(tensor.dtype === "float16" || tensor.dtype === "bfloat16" ? to(tensor, "float32") : tensor);
  const { data } = plain.storage;
  if (data instanceof Float32Array || data instanceof Float64Array) {
    return data.subarray(plain.offset, plain.offset + plain.elementCount);
  }
  return floatValues(to(plain, "float64"));
}

export const optionalValues = (tensor: Tensor | null): FloatArray | null =>
  tensor === null ? null : floatValues(tensor);

/** A fresh tensor of the computing dtype with its array; zeroed unless the caller writes all of it. */
export function floatResult(
  shape: Shape,
  dtype: DType,
  zeroed = true,
): { readonly tensor: Tensor; readonly values: FloatArray } {
  const tensor = (zeroed ? allocate : allocateUnset)(shape, computeDType(dtype));
  return { tensor, values: floatValues(tensor) };
}

/** Rounded once to the dtype that the caller asked for. */
export const rounded = (tensor: Tensor, dtype: DType): Tensor => to(tensor, dtype);

/** PyTorch's refusal of a dtype by the kernel it would dispatch to. */
export function checkFloating(kernel: string, input: Tensor): void {
  if (!isFloating(input.dtype)) {
    throw new TorchError("NotImplementedError", `"${kernel}" not implemented for '${dtypes[input.dtype].scalarName}'`);
  }
}

/** Parameters have the input's dtype, or float32 beside a half input; what is returned is what mean and rstd are kept in. */
export function parameterDType(input: Tensor, parameters: readonly (Tensor | null)[]): DType {
  const half = input.dtype === "float16" || input.dtype === "bfloat16";
  let kept: DType = input.dtype;
  for (const parameter of parameters) {
    if (parameter === null || parameter.dtype === input.dtype) continue;
    if (parameter.dtype !== "float32") {
      throw new TorchError("RuntimeError", "mixed dtype (CPU): expect parameter to have scalar type of Float");
    }
    if (!half) throw new TorchError("RuntimeError", "mixed dtype (CPU): all inputs must share same datatype.");
    kept = "float32";
  }
  return kept;
}

export const asTensor = (values: FloatArray, shape: Shape, dtype: DType): Tensor => {
  const { tensor, values: target } = floatResult(shape, dtype);
  target.set(values);
  return rounded(tensor, dtype);
};
