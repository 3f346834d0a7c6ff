/** The gradients of softmax and log-softmax, one pass over each row. */
import { dimLast, rowsOf } from "../../ops/rows.ts";
import { allocate } from "../../tensor/make.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { Reader, Writer } from "../../tensor/walk.ts";

/** Applies a row function to both tensors' rows; it leaves its result in the gradient's row. */
function overRows(
  gradient: Tensor,
  result: Tensor,
  dim: number,
  apply: (gradient: Float64Array, result: Float64Array) => void,
): Tensor {
  const target = allocate(gradient.shape, gradient.dtype);
  const { count, length } = rowsOf(gradient, dim);
  const gradients = new Reader(dimLast(gradient, dim));
  const results = new Reader(dimLast(result, dim));
  const writer = new Writer(dimLast(target, dim));
  const gradientRow = new Float64Array(length);
  const resultRow = new Float64Array(length);
  for (let i = 0; i < count; i++) {
    gradients.read(gradientRow, length);
    results.read(resultRow, length);
    apply(gradientRow, resultRow);
    writer.write(gradientRow, length);
  }
  return target;
}

/** y (g - sum(g y)). */
export const softmaxGradientRows = (gradient: Tensor, y: Tensor, dim: number): Tensor =>
  overRows(gradient, y, dim, (g, p) => {
    let total = 0;
    for (let i = 0; i < g.length; i++) total += g[i] * p[i];
    for (let i = 0; i < g.length; i++) g[i] = p[i] * (g[i] - total);
  });

/** g - exp(y) sum(g). */
export const logSoftmaxGradientRows = (gradient: Tensor, y: Tensor, dim: number): Tensor =>
  overRows(gradient, y, dim, (g, logarithms) => {
    let total = 0;
    for (let i = 0; i < g.length; i++) total += g[i];
    for (let i = 0; i < g.length; i++) g[i] -= Math.exp(logarithms[i]) * total;
  });
