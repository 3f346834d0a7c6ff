/** Softmax, its logarithm, and log-sum-exp: shifted by the maximum, with PyTorch's float32 steps. */
import { type DType, isFloating } from "../tensor/dtype.ts";
import { allocate } from "../tensor/make.ts";
import { floatResult } from "../tensor/promotion.ts";
import { wrapDim } from "../tensor/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { add, notImplemented, sub } from "./arithmetic.ts";
import { eq } from "./comparison.ts";
import { to } from "./copy.ts";
import { foldedDims, reducedShape } from "./reduce/plan.ts";
import { amax, sum } from "./reductions.ts";
import { mapRows } from "./rows.ts";
import { maskedFill } from "./selection.ts";
import { abs, exp, log, neg } from "./unary.ts";
import { view } from "./views.ts";

const { fround } = Math;

function largest(row: Float64Array): number {
  let max = -Infinity;
  for (let i = 0; i < row.length; i++) {
    if (row[i] > max) max = row[i];
    else if (Number.isNaN(row[i])) return NaN;
  }
  return max;
}

/** Turns a row into exp(x - max) and returns the sum. */
function exponentials(row: Float64Array, max: number): number {
  let total = 0;
  for (let i = 0; i < row.length; i++) {
    row[i] = Math.exp(row[i] - max);
    total += row[i];
  }
  return total;
}

function exponentials32(row: Float64Array, max: number): number {
  let total = 0;
  for (let i = 0; i < row.length; i++) {
    row[i] = fround(Math.exp(fround(row[i] - max)));
    total += row[i];
  }
  return fround(total);
}

function divideRow(row: Float64Array, total: number): void {
  for (let i = 0; i < row.length; i++) row[i] /= total;
}

function prepare(name: string, input: Tensor, dim: number, dtype: DType | undefined): { source: Tensor; d: number } {
  const d = wrapDim(dim, input.shape.length);
  const source = dtype === undefined ? input : to(input, dtype);
  if (!isFloating(source.dtype)) {
    const last = d === Math.max(input.shape.length - 1, 0);
    throw notImplemented(last ? `${name}_lastdim_kernel_impl` : `${name}_kernel_impl`, source.dtype);
  }
  return { source, d };
}

/** exp(x) over its sum along a dimension. RuntimeError for integers unless a float dtype is given. */
export function softmax(input: Tensor, dim: number, { dtype }: { readonly dtype?: DType } = {}): Tensor {
  const { source, d } = prepare("softmax", input, dim, dtype);
  const result = allocate(source.shape, source.dtype);
  const wide = source.dtype === "float64";
  mapRows(source, result, d, (row) => {
    const max = largest(row);
    divideRow(row, wide ? exponentials(row, max) : exponentials32(row, max));
  });
  return result;
}

/** x minus the logarithm of the sum of exponentials along a dimension. */
export function logSoftmax(input: Tensor, dim: number, { dtype }: { readonly dtype?: DType } = {}): Tensor {
  const { source, d } = prepare("log_softmax", input, dim, dtype);
  const result = allocate(source.shape, source.dtype);
  const wide = source.dtype === "float64";
  let values = new Float64Array(0);
  mapRows(source, result, d, (row) => {
    if (values.length !== row.length) values = new Float64Array(row.length);
    values.set(row);
    const max = largest(row);
    const total = Math.log(wide ? exponentials(values, max) : exponentials32(values, max));
    if (wide) for (let i = 0; i < row.length; i++) row[i] = row[i] - max - total;
    else {
      const rounded = fround(total);
      for (let i = 0; i < row.length; i++) row[i] = fround(row[i] - max) - rounded;
    }
  });
  return result;
}

export function softmin(input: Tensor, dim: number, options: { readonly dtype?: DType } = {}): Tensor {
  return softmax(neg(input), dim, options);
}

/** log(sum(exp(x))) over dimensions. */
export function logsumexp(input: Tensor, dims: readonly number[], keepdim = false): Tensor {
  const source = to(input, floatResult(input.dtype));
  const folded = foldedDims(source, dims);
  if (source.elementCount === 0) return log(sum(exp(source), { dims, keepdim }));
  const peaks = amax(source, { dims, keepdim: true });
  const shifts = maskedFill(peaks, eq(abs(peaks), Infinity), 0);
  const total = sum(exp(sub(source, shifts)), { dims, keepdim });
  return add(log(total), view(shifts, reducedShape(source.shape, folded, keepdim)));
}
