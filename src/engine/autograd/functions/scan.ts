/** Running sums and products. */

import * as ops from "../../ops/index.ts";
import type { DType } from "../../tensor/dtype.ts";
import { isFloating } from "../../tensor/dtype.ts";
import { wrapDim } from "../../tensor/shape.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { records } from "../history.ts";
import type { Formula } from "../node.ts";
import { record } from "../record.ts";
import { add, div, mul, sub } from "./arithmetic.ts";
import { clone, to } from "./copy.ts";
import { cat, flip, stack } from "./join.ts";
import { exp } from "./unary.ts";
import { narrow, select } from "./views.ts";

interface Typed {
  readonly dtype?: DType;
}

const reversedSum = (input: Tensor, dim: number): Tensor => flip(cumsum(flip(input, [dim]), dim), [dim]);

const cumsumFormula =
  (dim: number, dtype: DType): Formula =>
  (given) => {
    const gradient = to(given, dtype);
    return [gradient.shape.length === 0 ? gradient : reversedSum(gradient, dim)];
  };

export function cumsum(input: Tensor, dim: number, options: Typed = {}): Tensor {
  const result = ops.cumsum(input, dim, options);
  if (!isFloating(result.dtype) || !records(input)) return result;
  return record("CumsumBackward0", [input], result, [], cumsumFormula(dim, input.dtype));
}

/**
 * With g the gradient: what comes before an element times S, where S_k = g_k + x_(k+1) S_(k+1). Unlike the division by the
 * element it is right where elements are zero.
 */
const cumprodFormula =
  (dim: number): Formula =>
  (given, [x, result]) => {
    const gradient = to(given, x.dtype);
    if (x.shape.length === 0) return [gradient];
    const d = wrapDim(dim, x.shape.length);
    const size = x.shape[d];
    if (size <= 1) return [gradient];
    // Of a result that dtype= rounded, PyTorch's gradient has the roundings.
    if (result.dtype !== x.dtype && !ops.truth(ops.any(ops.eq(x, 0)))) {
      return [div(reversedSum(mul(result, gradient), d), x)];
    }
    const parts = new Array<Tensor>(size);
    parts[size - 1] = select(gradient, d, size - 1);
    for (let k = size - 2; k >= 0; k--) {
      parts[k] = add(select(gradient, d, k), mul(select(x, d, k + 1), parts[k + 1]));
    }
    const ones = ops.ones(
      x.shape.map((length, i) => (i === d ? 1 : length)),
      x.dtype,
    );
    const before = cumprod(cat([ones, narrow(x, d, 0, size - 1)], d), d);
    return [mul(before, stack(parts, d))];
  };

export function cumprod(input: Tensor, dim: number, options: Typed = {}): Tensor {
  const result = ops.cumprod(input, dim, options);
  if (!isFloating(result.dtype) || !records(input)) return result;
  return record("CumprodBackward0", [input], result, [input, result], cumprodFormula(dim));
}

const logcumsumexpFormula =
  (dim: number): Formula =>
  (gradient, [x, result]) => {
    if (x.shape.length === 0 || x.elementCount === 0) return [gradient];
    // Shifted by the largest result of the row, so that nothing overflows.
    const top = ops.amax(result, { dims: [dim], keepdim: true });
    const weights = mul(gradient, exp(sub(top, result)));
    return [mul(exp(sub(x, top)), reversedSum(weights, dim))];
  };

export function logcumsumexp(input: Tensor, dim: number): Tensor {
  const result = ops.logcumsumexp(input, dim);
  if (!records(input)) return result;
  return record("LogcumsumexpBackward0", [input], result, [input, result], logcumsumexpFormula(dim));
}

export interface DiffOptions {
  readonly n?: number;
  readonly dim?: number;
  readonly prepend?: Tensor;
  readonly append?: Tensor;
}

/** Differences of neighbours along a dimension, `n` times. */
export function diff(input: Tensor, options: DiffOptions = {}): Tensor {
  const { n = 1, dim = -1, prepend, append } = options;
  if (!records(input, prepend, append)) return ops.diff(input, options);
  if (n === 0) return clone(input);
  const parts = [prepend, input, append].filter((part) => part !== undefined);
  let current = parts.length === 1 ? input : cat(parts, dim);
  const d = wrapDim(dim, current.shape.length);
  for (let i = 0; i < n && current.shape[d] > 0; i++) {
    const size = current.shape[d] - 1;
    current = sub(narrow(current, d, 1, size), narrow(current, d, 0, size));
  }
  return current;
}
