/** Checks of the tensor that an operation writes into: in-place operations and `out=`. */
import { runtimeError } from "../../errors.ts";
import { type DType, dtypes } from "../../tensor/dtype.ts";
import { canCast } from "../../tensor/promotion.ts";
import { formatShape, type Shape, sameShape } from "../../tensor/shape.ts";
import { isDense, storageExtent } from "../../tensor/strides.ts";
import type { Tensor } from "../../tensor/tensor.ts";

/** Whether two elements of the tensor share memory (an expanded tensor). */
export const hasInternalOverlap = (tensor: Tensor): boolean =>
  tensor.elementCount > 0 && tensor.strides.some((stride, i) => stride === 0 && tensor.shape[i] > 1);

/** RuntimeError where two elements of the tensor share memory. */
export function checkNoInternalOverlap(tensor: Tensor): void {
  if (!hasInternalOverlap(tensor)) return;
  throw runtimeError(
    "unsupported operation: more than one element of the written-to tensor refers to a single memory location. Please clone() the tensor before performing the operation.",
  );
}

const sharedMemory =
  "unsupported operation: some elements of the input tensor and the written-to tensor refer to a single memory location. Please clone() the tensor before performing the operation.";

/** RuntimeError where a written tensor shares some of its memory with an input, but is not the same view of it. */
function checkNoPartialOverlap(out: Tensor, input: Tensor): void {
  if (out === input || out.storage !== input.storage) return;
  if (out.elementCount === 0 || input.elementCount === 0 || !isDense(out) || !isDense(input)) return;
  const [outStart, outEnd] = storageExtent(out);
  const [inputStart, inputEnd] = storageExtent(input);
  if (outStart === inputStart && outEnd === inputEnd && sameShape(out.strides, input.strides)) return;
  if (inputStart < outEnd && outStart < inputEnd) {
    throw runtimeError(sharedMemory);
  }
}

/** RuntimeError where the written tensor's elements share memory with each other or with an input's. */
export function checkApart(out: Tensor, inputs: readonly Tensor[]): void {
  checkNoInternalOverlap(out);
  for (const input of inputs) {
    if (input === out) throw runtimeError(sharedMemory);
    checkNoPartialOverlap(out, input);
    if (input.storage === out.storage && input.offset === out.offset) throw runtimeError(sharedMemory);
  }
}

export function checkCastable(from: DType, to: DType): void {
  if (!canCast(from, to)) {
    throw runtimeError(
      `result type ${dtypes[from].scalarName} can't be cast to the desired output type ${dtypes[to].scalarName}`,
    );
  }
}

/** All checks of a written tensor for a result of this shape and dtype: its memory first, its dtype last. */
export function checkOut(out: Tensor, shape: Shape, result: DType, inputs: readonly Tensor[]): void {
  checkNoInternalOverlap(out);
  for (const input of inputs) checkNoPartialOverlap(out, input);
  if (!sameShape(out.shape, shape)) {
    throw runtimeError(
      `output with shape ${formatShape(out.shape)} doesn't match the broadcast shape ${formatShape(shape)}`,
    );
  }
  checkCastable(result, out.dtype);
}
