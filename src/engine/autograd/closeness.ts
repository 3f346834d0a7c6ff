/** When an analytical and a numerical value agree, as torch.autograd.gradcheck has it. */
import * as ops from "../ops/index.ts";
import type { Tensor } from "../tensor/tensor.ts";

export interface Tolerance {
  readonly atol: number;
  readonly rtol: number;
}

/** |analytical - numerical| <= atol + rtol * |numerical|, or the same infinity. */
export const isClose = (analytical: number, numerical: number, { atol, rtol }: Tolerance): boolean =>
  analytical === numerical ||
  (Math.abs(analytical - numerical) <= atol + rtol * Math.abs(numerical) && Number.isFinite(numerical));

/** The same for all elements of two tensors of one shape. */
export function allClose(analytical: Tensor, numerical: Tensor, tolerance: Tolerance): boolean {
  const [left, right] = [ops.toNumbers(analytical), ops.toNumbers(numerical)];
  return left.every((value, i) => isClose(value, right[i], tolerance));
}
