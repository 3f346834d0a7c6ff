/** Sums, means, variances, products. */

import * as ops from "../../ops/index.ts";
import type { MomentOptions } from "../../ops/moments.ts";
import { foldedDims, reducedShape } from "../../ops/reduce/plan.ts";
import type { ProdOptions, ReduceOptions, TypedReduceOptions } from "../../ops/reductions.ts";
import { isFloating } from "../../tensor/dtype.ts";
import { countOf, type Shape, wrapDim } from "../../tensor/shape.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { records } from "../history.ts";
import type { Formula, ManyFormula } from "../node.ts";
import { noteSum } from "../observed-sums.ts";
import { record, recordMany } from "../record.ts";
import { add, div, mul, sub } from "./arithmetic.ts";
import { to } from "./copy.ts";
import { cat, flip } from "./join.ts";
import { cumprod } from "./scan.ts";
import { maskedFill } from "./selection.ts";
import { exp } from "./unary.ts";
import { expand, narrow, reshape } from "./views.ts";

/** A reduction undone in shape: the folded dimensions are back with size 1. */
export function withFoldedDims(reduced: Tensor, shape: Shape, dims: readonly number[] | undefined): Tensor {
  const folded = dims === undefined || dims.length === 0 ? null : dims.map((dim) => wrapDim(dim, shape.length));
  const kept = shape.map((size, i) => (folded === null || folded.includes(i) ? 1 : size));
  return reshape(reduced, kept);
}

const numbered = (name: string, dims: readonly number[] | undefined): string =>
  `${name}Backward${dims === undefined ? 0 : 1}`;

const sumFormula =
  (shape: Shape, dims: readonly number[] | undefined): Formula =>
  (gradient) => [expand(withFoldedDims(gradient, shape, dims), shape)];

export function sum(input: Tensor, options: TypedReduceOptions = {}): Tensor {
  const result = ops.sum(input, options);
  if (!isFloating(result.dtype) || !records(input)) return result;
  record(numbered("Sum", options.dims), [input], result, [], sumFormula(input.shape, options.dims));
  if (options.dims === undefined && result.dtype === input.dtype) noteSum(result, input, false);
  return result;
}

const foldedCount = (input: Tensor, dims: readonly number[] | undefined): number =>
  countOf(foldedDims(input, dims).map((dim) => input.shape[dim]));

const meanFormula =
  (shape: Shape, dims: readonly number[] | undefined, count: number): Formula =>
  (gradient) => [div(expand(withFoldedDims(gradient, shape, dims), shape), count)];

export function mean(input: Tensor, options: TypedReduceOptions = {}): Tensor {
  const result = ops.mean(input, options);
  if (!records(input)) return result;
  const formula = meanFormula(input.shape, options.dims, foldedCount(input, options.dims));
  record(numbered("Mean", options.dims), [input], result, [], formula);
  if (options.dims === undefined && result.dtype === input.dtype) noteSum(result, input, true);
  return result;
}

const nansumFormula =
  (shape: Shape, dims: readonly number[] | undefined): Formula =>
  (gradient, [x]) => [
    mul(expand(withFoldedDims(gradient, shape, dims), shape), to(ops.logicalNot(ops.isnan(x)), gradient.dtype)),
  ];

export function nansum(input: Tensor, options: TypedReduceOptions = {}): Tensor {
  const result = ops.nansum(input, options);
  if (!records(input)) return result;
  return record("NansumBackward0", [input], result, [input], nansumFormula(input.shape, options.dims));
}

export function nanmean(input: Tensor, options: TypedReduceOptions = {}): Tensor {
  if (!records(input)) return ops.nanmean(input, options);
  const { dims, keepdim } = options;
  return div(nansum(input, options), ops.sum(ops.logicalNot(ops.isnan(input)), { dims, keepdim }));
}

/** 2 / (n - correction) * (x - mean(x)) * gradient. */
function varianceGradient(gradient: Tensor, x: Tensor, { dims, correction = 1 }: MomentOptions): Tensor {
  const divisor = foldedCount(x, dims) - correction;
  const wide = withFoldedDims(gradient, x.shape, dims);
  if (divisor <= 0 && (dims === undefined || x.shape.length === 0)) {
    const infinite = ops.full(x.shape, Infinity, x.dtype);
    return mul(wide, ops.where(ops.eq(x, ops.mean(x)), ops.full([], Number.NaN, x.dtype), infinite));
  }
  return mul(
    mul(wide, divisor === 0 ? Infinity : 2 / divisor),
    sub(x, mean(x, { dims: foldedDims(x, dims), keepdim: true })),
  );
}

const varianceFormula =
  (options: MomentOptions): Formula =>
  (gradient, [x]) => [varianceGradient(gradient, x, options)];

export function variance(input: Tensor, options: MomentOptions = {}): Tensor {
  const result = ops.variance(input, options);
  return records(input) ? record("VarBackward0", [input], result, [input], varianceFormula(options)) : result;
}

/** The gradient of the variance under a standard deviation; 0 where that is 0. */
const stdToVariance = (gradient: Tensor, deviation: Tensor): Tensor =>
  maskedFill(div(gradient, mul(deviation, 2)), ops.eq(deviation, 0), 0);

const stdFormula =
  (options: MomentOptions): Formula =>
  (gradient, [x, deviation]) => [varianceGradient(stdToVariance(gradient, deviation), x, options)];

export function std(input: Tensor, options: MomentOptions = {}): Tensor {
  const result = ops.std(input, options);
  return records(input) ? record("StdBackward0", [input], result, [input, result], stdFormula(options)) : result;
}

const momentsFormula =
  (options: MomentOptions, isDeviation: boolean): ManyFormula =>
  ([forSpread, forMean], [x, spread]) => {
    const variancePart = forSpread !== null && isDeviation ? stdToVariance(forSpread, spread) : forSpread;
    const first = variancePart === null ? null : varianceGradient(variancePart, x, options);
    if (forMean === null) return [first];
    const count = foldedCount(x, options.dims);
    const second = div(expand(withFoldedDims(forMean, x.shape, options.dims), x.shape), count);
    return [first === null ? second : add(first, second)];
  };

/** [variance, mean] */
export function varMean(input: Tensor, options: MomentOptions = {}): [Tensor, Tensor] {
  const results = ops.varMean(input, options);
  if (!records(input)) return results;
  return recordMany("VarMeanBackward0", [input], results, [input, null], momentsFormula(options, false));
}

/** [standard deviation, mean] */
export function stdMean(input: Tensor, options: MomentOptions = {}): [Tensor, Tensor] {
  const results = ops.stdMean(input, options);
  if (!records(input)) return results;
  return recordMany("StdMeanBackward0", [input], results, [input, results[0]], momentsFormula(options, true));
}

/** The product of all other elements of a row, right also where some are zero. */
function productsOfOthers(x: Tensor, dim: number): Tensor {
  const size = x.shape[dim];
  const ones = ops.ones(reducedShape(x.shape, [dim], true), x.dtype);
  const before = cumprod(cat([ones, narrow(x, dim, 0, size - 1)], dim), dim);
  const reversed = flip(narrow(x, dim, 1, size - 1), [dim]);
  const after = flip(cumprod(cat([ones, reversed], dim), dim), [dim]);
  return mul(before, after);
}

const hasZero = (x: Tensor): boolean => ops.truth(ops.any(ops.eq(x, 0)));

const prodFormula =
  (dim: number | undefined): Formula =>
  (gradient, [given, result]) => {
    // PyTorch multiplies in the result's dtype.
    const x = to(given, result.dtype);
    if (x.shape.length === 0) return [gradient];
    if (!hasZero(x)) {
      const dims = dim === undefined ? undefined : [dim];
      return [div(mul(withFoldedDims(gradient, x.shape, dims), withFoldedDims(result, x.shape, dims)), x)];
    }
    if (dim === undefined && ops.itemNumber(ops.sum(ops.eq(x, 0))) > 1) return [ops.zeros(x.shape, x.dtype)];
    if (dim === undefined) {
      const flat = reshape(x, [-1]);
      return [reshape(mul(gradient, productsOfOthers(flat, 0)), x.shape)];
    }
    return [mul(withFoldedDims(gradient, x.shape, [dim]), productsOfOthers(x, wrapDim(dim, x.shape.length)))];
  };

export function prod(input: Tensor, options: ProdOptions = {}): Tensor {
  const result = ops.prod(input, options);
  if (!isFloating(result.dtype) || !records(input)) return result;
  const name = numbered("Prod", options.dim === undefined ? undefined : [options.dim]);
  return record(name, [input], result, [input, result], prodFormula(options.dim));
}

/** Equal largest (or smallest) elements share the gradient. */
const evenShares =
  (shape: Shape, dims: readonly number[] | undefined): Formula =>
  (gradient, [x, result]) => {
    const chosen = to(ops.eq(x, withFoldedDims(result, shape, dims)), gradient.dtype);
    const count = ops.sum(chosen, { dims: foldedDims(x, dims), keepdim: true });
    return [div(mul(withFoldedDims(gradient, shape, dims), chosen), count)];
  };

export function amax(input: Tensor, options: ReduceOptions = {}): Tensor {
  const result = ops.amax(input, options);
  if (!records(input)) return result;
  return record("AmaxBackward0", [input], result, [input, result], evenShares(input.shape, options.dims));
}

export function amin(input: Tensor, options: ReduceOptions = {}): Tensor {
  const result = ops.amin(input, options);
  if (!records(input)) return result;
  return record("AminBackward0", [input], result, [input, result], evenShares(input.shape, options.dims));
}

export function aminmax(input: Tensor, options: ProdOptions = {}): { min: Tensor; max: Tensor } {
  const results = ops.aminmax(input, options);
  if (!records(input)) return results;
  const dims = options.dim === undefined ? undefined : [options.dim];
  const { min, max } = results;
  recordMany("AminmaxBackward0", [input], [min, max], [input, min, max], aminmaxFormula(input.shape, dims));
  return results;
}

const aminmaxFormula =
  (shape: Shape, dims: readonly number[] | undefined): ManyFormula =>
  ([forMin, forMax], [x, min, max], node) => {
    const share = evenShares(shape, dims);
    const first = forMin === null ? null : share(forMin, [x, min], node)[0];
    const second = forMax === null ? null : share(forMax, [x, max], node)[0];
    return [first !== null && second !== null ? add(first, second) : (first ?? second)];
  };

const logsumexpFormula =
  (dims: readonly number[]): Formula =>
  (gradient, [x, result]) => [
    mul(withFoldedDims(gradient, x.shape, dims), exp(sub(x, withFoldedDims(result, x.shape, dims)))),
  ];

export function logsumexp(input: Tensor, dims: readonly number[], keepdim = false): Tensor {
  const result = ops.logsumexp(input, dims, keepdim);
  if (!records(input)) return result;
  return record("LogsumexpBackward0", [input], result, [input, result], logsumexpFormula(dims));
}
