/** Reading and writing by index tensors. */
import * as ops from "../../ops/index.ts";
import type { Out } from "../../ops/options.ts";
import type { IndexAddOptions, ScatterReduceOptions } from "../../ops/scatter.ts";
import type { Scalar } from "../../tensor/scalar.ts";
import { type Shape, wrapDim } from "../../tensor/shape.ts";
import { Tensor } from "../../tensor/tensor.ts";
import { records } from "../history.ts";
import type { Formula } from "../node.ts";
import { record } from "../record.ts";
import { mul } from "./arithmetic.ts";
import { differentiable, noOptions } from "./define.ts";
import { broadcastTensors, cat } from "./join.ts";
import { reductionFormula } from "./scatter-reduce.ts";
import { maskedFill } from "./selection.ts";
import { expand, flatten, reshape } from "./views.ts";

const gatherFormula =
  (shape: Shape, dim: number): Formula =>
  (gradient, [index]) => [scatterAddTo(shape, dim, index, gradient)];

export function gather(input: Tensor, dim: number, index: Tensor): Tensor {
  const result = ops.gather(input, dim, index);
  if (!records(input)) return result;
  return record("GatherBackward0", [input], result, [index, input], gatherFormula(input.shape, dim));
}

/** Zeros of a shape with values added at indices of a dimension. */
export function scatterAddTo(shape: Shape, dim: number, index: Tensor, values: Tensor): Tensor {
  const zeros = ops.zeros(shape, values.dtype);
  if (!records(values)) return ops.scatterAdd(zeros, dim, index, values, { out: zeros });
  return scatterAdd(zeros, dim, index, values);
}

const indexSelectFormula =
  (shape: Shape, dim: number): Formula =>
  (gradient, [index]) => [indexAddTo(shape, dim, index, gradient)];

/** The given indices of a dimension, which may be a list of numbers. */
export function indexSelect(input: Tensor, dim: number, index: Tensor | readonly number[] | Float64Array): Tensor {
  const result = ops.indexSelect(input, dim, index);
  if (!records(input)) return result;
  const places = index instanceof Tensor ? index : ops.fromNumbers(index, [index.length], "int64");
  return record("IndexSelectBackward0", [input], result, [places], indexSelectFormula(input.shape, dim));
}

function indexAddTo(shape: Shape, dim: number, index: Tensor, values: Tensor): Tensor {
  const zeros = ops.zeros(shape, values.dtype);
  if (!records(values)) return ops.indexAdd(zeros, dim, index, values, { out: zeros });
  return indexAdd(zeros, dim, index, values);
}

const takeAlongFlat = (input: Tensor, index: Tensor): Tensor => gather(flatten(input), 0, flatten(index));

/** `torch.take_along_dim`: gather with broadcasting; without a dimension, from the flattened tensor. */
export function takeAlongDim(input: Tensor, index: Tensor, dim?: number): Tensor {
  const result = ops.takeAlongDim(input, index, dim);
  if (!records(input)) return result;
  if (dim === undefined) return takeAlongFlat(input, index);
  const d = wrapDim(dim, input.shape.length);
  const spread = (tensor: Tensor, size: number): readonly number[] =>
    result.shape.map((length, i) => (i === d ? size : Math.max(length, tensor.shape[i])));
  return gather(
    expand(input, spread(input, input.shape[d])),
    d,
    ops.contiguous(ops.expand(index, spread(index, index.shape[d]))),
  );
}

export function take(input: Tensor, index: Tensor): Tensor {
  if (!records(input)) return ops.take(input, index);
  ops.take(input, index);
  return reshape(indexSelect(reshape(input, [-1]), 0, wrapped(index, input.elementCount)), index.shape);
}

/** Negative places counted from the end, as a line. */
function wrapped(index: Tensor, size: number): Tensor {
  const flat = ops.reshape(index, [-1]);
  return ops.where(ops.lt(flat, 0n), ops.add(flat, BigInt(size)), flat);
}

const scatterFormula =
  (dim: number): Formula =>
  (gradient, [index], node) => [
    node.needs(0) ? scatter(gradient, dim, index, 0) : null,
    null,
    node.needs(2) ? gather(gradient, dim, index) : null,
  ];

/** Writes values at indices of a dimension. */
export function scatter(
  input: Tensor,
  dim: number,
  index: Tensor,
  source: Tensor | Scalar,
  options: Out = noOptions,
): Tensor {
  const recorded = (): Tensor => {
    const name = source instanceof Tensor ? "ScatterBackward0" : "ScatterBackward1";
    return record(name, [input, null, source], ops.scatter(input, dim, index, source), [index], scatterFormula(dim));
  };
  const raw = (): Tensor => ops.scatter(input, dim, index, source, options);
  return differentiable("scatter", [input, source], options, raw, recorded);
}

const scatterAddFormula =
  (dim: number): Formula =>
  (gradient, [index], node) => [gradient, null, node.needs(2) ? gather(gradient, dim, index) : null];

export function scatterAdd(
  input: Tensor,
  dim: number,
  index: Tensor,
  source: Tensor,
  options: Out = noOptions,
): Tensor {
  const recorded = (): Tensor => {
    const result = ops.scatterAdd(input, dim, index, source);
    return record("ScatterAddBackward0", [input, null, source], result, [index], scatterAddFormula(dim));
  };
  const raw = (): Tensor => ops.scatterAdd(input, dim, index, source, options);
  return differentiable("scatter_add", [input, source], options, raw, recorded);
}

/** Folds values into positions: "sum", "prod", "mean", "amax" or "amin". */
export function scatterReduce(
  input: Tensor,
  dim: number,
  index: Tensor,
  source: Tensor,
  reduce: string,
  options: ScatterReduceOptions = noOptions,
): Tensor {
  const { includeSelf = true } = options;
  const recorded = (): Tensor => {
    const result = ops.scatterReduce(input, dim, index, source, reduce, { includeSelf });
    const formula = reductionFormula(dim, reduce, includeSelf);
    return record("ScatterReduceBackward0", [input, null, source], result, [input, index, source, result], formula);
  };
  const raw = (): Tensor => ops.scatterReduce(input, dim, index, source, reduce, options);
  return differentiable("scatter_reduce", [input, source], options, raw, recorded);
}

const indexAddFormula =
  (dim: number, alpha: Scalar): Formula =>
  (gradient, [index], node) => {
    if (!node.needs(2)) return [gradient];
    const picked = indexSelect(gradient, dim, index);
    return [gradient, null, Number(alpha) === 1 ? picked : mul(picked, alpha)];
  };

export function indexAdd(
  input: Tensor,
  dim: number,
  index: Tensor,
  source: Tensor,
  options: IndexAddOptions = noOptions,
): Tensor {
  const { alpha = 1n } = options;
  const recorded = (): Tensor => {
    const result = ops.indexAdd(input, dim, index, source, { alpha });
    return record("IndexAddBackward0", [input, null, source], result, [index], indexAddFormula(dim, alpha));
  };
  const raw = (): Tensor => ops.indexAdd(input, dim, index, source, options);
  return differentiable("index_add", [input, source], options, raw, recorded);
}

const indexCopyFormula =
  (dim: number): Formula =>
  (gradient, [index], node) => [
    node.needs(0) ? indexFill(gradient, dim, index, 0) : null,
    null,
    node.needs(2) ? indexSelect(gradient, dim, index) : null,
  ];

export function indexCopy(input: Tensor, dim: number, index: Tensor, source: Tensor, options: Out = noOptions): Tensor {
  const recorded = (): Tensor => {
    const result = ops.indexCopy(input, dim, index, source);
    return record("IndexCopyBackward0", [input, null, source], result, [index], indexCopyFormula(dim));
  };
  const raw = (): Tensor => ops.indexCopy(input, dim, index, source, options);
  return differentiable("index_copy", [input, source], options, raw, recorded);
}

const indexFillFormula =
  (dim: number): Formula =>
  (gradient, [index]) => [indexFill(gradient, dim, index, 0)];

export function indexFill(input: Tensor, dim: number, index: Tensor, value: Scalar, options: Out = noOptions): Tensor {
  const recorded = (): Tensor =>
    record("IndexFillBackward0", [input], ops.indexFill(input, dim, index, value), [index], indexFillFormula(dim));
  const raw = (): Tensor => ops.indexFill(input, dim, index, value, options);
  return differentiable("index_fill", [input], options, raw, recorded);
}

const maskedSelectFormula =
  (shape: Shape): Formula =>
  (gradient, [mask]) => [maskedScatter(ops.zeros(shape, gradient.dtype), mask, gradient)];

/** The elements where the mask holds, in a line. */
export function maskedSelect(input: Tensor, mask: Tensor): Tensor {
  const result = ops.maskedSelect(input, mask);
  if (!records(input)) return result;
  const whole = ops.broadcastTensors([input, mask])[0].shape;
  return record("MaskedSelectBackward0", [input], result, [mask], maskedSelectFormula(whole));
}

const maskedScatterFormula =
  (sourceShape: Shape): Formula =>
  (gradient, [mask], node) => [
    node.needs(0) ? maskedFill(gradient, mask, 0) : null,
    null,
    node.needs(2) ? spreadOver(maskedSelect(gradient, mask), sourceShape) : null,
  ];

/** The values as the first elements of a shape, zeros behind them. */
function spreadOver(values: Tensor, shape: Shape): Tensor {
  let count = 1;
  for (const size of shape) count *= size;
  const missing = count - values.elementCount;
  const line = missing === 0 ? values : cat([values, ops.zeros([missing], values.dtype)]);
  return reshape(line, shape);
}

/** Source's elements, in order, where the mask holds. */
export function maskedScatter(given: Tensor, mask: Tensor, source: Tensor, options: Out = noOptions): Tensor {
  const input = options.out === undefined && records(given) ? broadcastTensors([given, mask])[0] : given;
  const recorded = (): Tensor => {
    const result = ops.maskedScatter(input, mask, source);
    return record("MaskedScatterBackward0", [input, null, source], result, [mask], maskedScatterFormula(source.shape));
  };
  const raw = (): Tensor => ops.maskedScatter(input, mask, source, options);
  return differentiable("masked_scatter", [input, source], options, raw, recorded);
}
