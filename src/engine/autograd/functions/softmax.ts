/** Softmax and its relatives. */

import * as ops from "../../ops/index.ts";
import type { DType } from "../../tensor/dtype.ts";
import { wrapDim } from "../../tensor/shape.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { records } from "../history.ts";
import type { Formula } from "../node.ts";
import { record } from "../record.ts";
import { mul, neg, sub } from "./arithmetic.ts";
import { to } from "./copy.ts";
import { sum } from "./reductions.ts";
import { logSoftmaxGradientRows, softmaxGradientRows } from "./softmax-rows.ts";
import { exp } from "./unary.ts";

interface Typed {
  readonly dtype?: DType;
}

const softmaxFormula =
  (dim: number): Formula =>
  (gradient, [y]) => {
    if (!records(gradient, y)) return [softmaxGradientRows(gradient, y, dim)];
    const weighted = mul(gradient, y);
    return [sub(weighted, mul(y, sum(weighted, { dims: [dim], keepdim: true })))];
  };

const logSoftmaxFormula =
  (dim: number): Formula =>
  (gradient, [y]) => {
    if (!records(gradient, y)) return [logSoftmaxGradientRows(gradient, y, dim)];
    return [sub(gradient, mul(exp(y), sum(gradient, { dims: [dim], keepdim: true })))];
  };

/** exp(x) over its sum along a dimension. */
export function softmax(input: Tensor, dim: number, { dtype }: Typed = {}): Tensor {
  if (!records(input)) return ops.softmax(input, dim, { dtype });
  const source = dtype === undefined ? input : to(input, dtype);
  const result = ops.softmax(source, dim);
  const d = wrapDim(dim, input.shape.length);
  return record("SoftmaxBackward0", [source], result, [result], softmaxFormula(d));
}

export function logSoftmax(input: Tensor, dim: number, { dtype }: Typed = {}): Tensor {
  if (!records(input)) return ops.logSoftmax(input, dim, { dtype });
  const source = dtype === undefined ? input : to(input, dtype);
  const result = ops.logSoftmax(source, dim);
  const d = wrapDim(dim, input.shape.length);
  return record("LogSoftmaxBackward0", [source], result, [result], logSoftmaxFormula(d));
}

/** softmax(-x). */
export const softmin = (input: Tensor, dim: number, options: Typed = {}): Tensor =>
  records(input) ? softmax(neg(input), dim, options) : ops.softmin(input, dim, options);
