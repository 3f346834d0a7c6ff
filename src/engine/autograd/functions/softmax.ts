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

const summed = (values: Tensor, dim: number): Tensor => sum(values, { dims: [dim], keepdim: true });

/** PyTorch's second derivatives, step by step: their last bits show where they cancel. */
const softmaxSecond =
  (dim: number): Formula =>
  (gradient, [incoming, y], node) => [
    node.needs(0) ? softmaxGradient(gradient, y, dim) : null,
    node.needs(1)
      ? sub(
          sub(mul(incoming, gradient), mul(summed(mul(y, incoming), dim), gradient)),
          mul(incoming, summed(mul(y, gradient), dim)),
        )
      : null,
  ];

function softmaxGradient(gradient: Tensor, y: Tensor, dim: number): Tensor {
  const result = softmaxGradientRows(gradient, y, dim);
  if (!records(gradient, y)) return result;
  return record("SoftmaxBackwardDataBackward0", [gradient, y], result, [gradient, y], softmaxSecond(dim));
}

const logSoftmaxSecond =
  (dim: number): Formula =>
  (gradient, [incoming, y], node) => [
    node.needs(0) ? sub(gradient, summed(mul(gradient, exp(y)), dim)) : null,
    node.needs(1) ? mul(mul(neg(summed(incoming, dim)), exp(y)), gradient) : null,
  ];

function logSoftmaxGradient(gradient: Tensor, y: Tensor, dim: number): Tensor {
  const result = logSoftmaxGradientRows(gradient, y, dim);
  if (!records(gradient, y)) return result;
  return record("LogSoftmaxBackwardDataBackward0", [gradient, y], result, [gradient, y], logSoftmaxSecond(dim));
}

const softmaxFormula =
  (dim: number): Formula =>
  (gradient, [y]) => [softmaxGradient(gradient, y, dim)];

const logSoftmaxFormula =
  (dim: number): Formula =>
  (gradient, [y]) => [logSoftmaxGradient(gradient, y, dim)];

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
