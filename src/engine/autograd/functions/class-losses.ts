/** Losses of class scores: negative log-likelihood and cross-entropy. */
import { indexError, runtimeError, valueError } from "../../errors.ts";
import * as ops from "../../ops/index.ts";
import { dtypes, isFloating } from "../../tensor/dtype.ts";
import { castNumber } from "../../tensor/scalar.ts";
import { countOf, formatShape, sameShape } from "../../tensor/shape.ts";
import { isContiguous } from "../../tensor/strides.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { records } from "../history.ts";
import type { Formula } from "../node.ts";
import { record } from "../record.ts";
import { add, div, mul, neg } from "./arithmetic.ts";
import { gather, scatterAddTo } from "./gather.ts";
import type { Reduction } from "./loss-reduction.ts";
import { sum } from "./reductions.ts";
import { named } from "./rename.ts";
import { maskedFill } from "./selection.ts";
import { logSoftmax } from "./softmax.ts";
import { expand, reshape, unsqueeze } from "./views.ts";

/** Classes as numbers, checked; `ignored` marks those that do not count. */
interface Classes {
  readonly numbers: Float64Array;
  readonly weights: Float64Array | null;
}

function readClasses(target: Tensor, count: number, weight: Tensor | null, ignoreIndex: number): Classes {
  const numbers = ops.toNumbers(target);
  for (const value of numbers) {
    if (value !== ignoreIndex && (value < 0 || value >= count)) throw indexError(`Target ${value} is out of bounds.`);
  }
  return { numbers, weights: weight === null ? null : ops.toNumbers(weight) };
}

function checkShapes(input: Tensor, target: Tensor, weight: Tensor | null): void {
  const rank = input.shape.length;
  if (rank < 1) throw valueError(`Expected 1 or more dimensions (got ${rank})`);
  if (rank > 1 && (target.shape[0] ?? -1) !== input.shape[0]) {
    throw valueError(
      `Expected input batch_size (${input.shape[0]}) to match target batch_size (${target.shape[0] ?? 0}).`,
    );
  }
  if (rank === 1 && target.shape.length > 1)
    throw runtimeError("0D or 1D target tensor expected, multi-target not supported");
  if (rank === 1 && target.shape.length === 1 && target.shape[0] !== input.shape[0]) {
    throw runtimeError(`size mismatch (got input: ${formatShape(input.shape)}, target: ${formatShape(target.shape)})`);
  }
  if (rank === 2 && target.shape.length > 1)
    throw runtimeError("0D or 1D target tensor expected, multi-target not supported");
  if (rank > 2) {
    const wanted = [input.shape[0], ...input.shape.slice(2)];
    if (rank === 4 && target.shape.length !== 3) {
      throw runtimeError(
        `only batches of spatial targets supported (3D tensors) but got targets of dimension: ${target.shape.length}`,
      );
    }
    if (!sameShape(target.shape, wanted)) {
      throw rank === 4
        ? runtimeError(`size mismatch (got input: ${formatShape(input.shape)} , target: ${formatShape(target.shape)}`)
        : runtimeError(`Expected target size ${formatShape(wanted)}, got ${formatShape(target.shape)}`);
    }
  }
  const classes = rank === 1 ? input.shape[0] : input.shape[1];
  if (weight !== null && (weight.shape.length !== 1 || weight.shape[0] !== classes)) {
    throw runtimeError(
      `weight tensor should be defined either for all ${classes} classes or no classes but got weight tensor of shape: ${formatShape(weight.shape)}`,
    );
  }
  if (target.dtype !== "int64" && target.dtype !== "uint8") {
    throw runtimeError(`expected scalar type Long but found ${dtypes[target.dtype].scalarName}`);
  }
}

const classDim = (input: Tensor): number => (input.shape.length === 1 ? 0 : 1);

/** -weight[target] at each target's class, zero for ignored ones: the shape of the target. */
function factors(target: Tensor, like: Tensor, { numbers, weights }: Classes, ignoreIndex: number): Tensor {
  const values = numbers.map((value) => (value === ignoreIndex ? 0 : weights === null ? 1 : weights[value]));
  return ops.fromNumbers(values, target.shape, like.dtype);
}

/** Classes with the ignored ones moved to class 0, where their factor of zero makes them harmless. */
const safeClasses = (target: Tensor, { numbers }: Classes, ignoreIndex: number): Tensor =>
  ops.fromNumbers(
    numbers.map((value) => (value === ignoreIndex ? 0 : value)),
    target.shape,
    "int64",
  );

const nllFormula =
  (dim: number, reduction: Reduction, total: number, ignored: Tensor | null): Formula =>
  (gradient, [input, target, weights]) => {
    // PyTorch fills a gradient that lies in memory as the input does, and can do so in one order only.
    if (input.shape.length === 4 && !isContiguous(ops.emptyLike(input))) {
      throw runtimeError("grad_input must be contiguous");
    }
    const scaled = reduction === "mean" ? div(gradient, total) : gradient;
    const products = mul(neg(weights), reduction === "none" ? scaled : expand(scaled, weights.shape));
    const perTarget = ignored === null ? products : maskedFill(products, ignored, 0);
    if (input.shape.length === 1) {
      return [scatterAddTo(input.shape, 0, reshape(target, [1]), reshape(perTarget, [1]))];
    }
    return [scatterAddTo(input.shape, dim, ops.unsqueeze(target, dim), unsqueeze(perTarget, dim))];
  };

/** Sums in the dtype's computing precision, rounded once. */
function total(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}

/**
 * -weight[c] * input[c] for each target class c. Input (N, C), (C) or (N, C, *), target (N), () or (N, *) of int64. The mean
 * is over the weights. IndexError for a class out of range.
 */
export function nllLoss(
  input: Tensor,
  target: Tensor,
  weight: Tensor | null = null,
  reduction: Reduction = "mean",
  ignoreIndex = -100,
): Tensor {
  checkShapes(input, target, weight);
  const dim = classDim(input);
  const classes = readClasses(target, input.shape[dim], weight, ignoreIndex);
  const weights = factors(target, input, classes, ignoreIndex);
  const safe = safeClasses(target, classes, ignoreIndex);
  const picked =
    countOf(target.shape) === 0
      ? ops.zeros(target.shape, input.dtype)
      : ops.reshape(
          ops.gather(input, dim, input.shape.length === 1 ? ops.reshape(safe, [1]) : ops.unsqueeze(safe, dim)),
          target.shape,
        );
  // An ignored class contributes zero even where its score is infinite.
  const finite = ops.maskedFill(picked, ops.eq(weights, 0), 0);
  const losses = ops.maskedFill(ops.neg(ops.mul(finite, weights)), ops.eq(target, ignoreIndex), 0);
  const weightTotal = total(ops.toNumbers(weights));
  let result = losses;
  if (reduction !== "none") {
    const sumOfLosses = total(ops.toNumbers(losses));
    const value = reduction === "sum" ? sumOfLosses : castNumber(sumOfLosses, "float64") / weightTotal;
    result = ops.full([], value, input.dtype);
  }
  if (!records(input)) return result;
  // Over nothing the mean is 0 / 0: the ignored classes have no part in it.
  const ignored = weightTotal === 0 && reduction === "mean" ? ops.eq(target, ignoreIndex) : null;
  const rank = input.shape.length;
  // Of three dimensions, or five, PyTorch makes four, and gives the losses their shape again.
  const isReshaped = reduction === "none" && rank > 2 && rank !== 4;
  const name = isReshaped ? "ViewBackward0" : rank > 2 ? "NllLoss2DBackward0" : "NllLossBackward0";
  return record(name, [input], result, [input, safe, weights], nllFormula(dim, reduction, weightTotal, ignored));
}

export interface CrossEntropyOptions {
  readonly weight?: Tensor | null;
  readonly reduction?: Reduction;
  readonly ignoreIndex?: number;
  readonly labelSmoothing?: number;
}

/** Cross-entropy of softmax(input) against classes, or against probabilities of input's shape. */
export function crossEntropy(input: Tensor, target: Tensor, options: CrossEntropyOptions = {}): Tensor {
  const { weight = null, reduction = "mean", ignoreIndex = -100, labelSmoothing = 0 } = options;
  if (sameShape(input.shape, target.shape)) {
    if (ignoreIndex >= 0) throw runtimeError("ignore_index is not supported for floating point target");
    return ofProbabilities(input, target, weight, reduction, labelSmoothing);
  }
  const logits = logSoftmax(input, classDim(input));
  if (labelSmoothing > 0) {
    checkSmoothing(labelSmoothing);
    return smoothed(logits, target, weight, reduction, ignoreIndex, labelSmoothing);
  }
  return nllLoss(logits, target, weight, reduction, ignoreIndex);
}

function checkSmoothing(value: number): void {
  if (value > 1) throw runtimeError(`label_smoothing must be between 0.0 and 1.0. Got: ${value}`);
}

/** One weight a class, seen against the scores. */
function classWeights(weight: Tensor, like: Tensor): Tensor {
  const dim = classDim(like);
  return reshape(
    weight,
    like.shape.map((size, i) => (i === dim ? size : 1)),
  );
}

function ofProbabilities(
  input: Tensor,
  target: Tensor,
  weight: Tensor | null,
  reduction: Reduction,
  smoothing: number,
): Tensor {
  const dim = classDim(input);
  const classes = input.shape[dim];
  if (!isFloating(target.dtype)) {
    throw runtimeError(
      `Expected floating point type for target with class probabilities, got ${dtypes[target.dtype].scalarName}`,
    );
  }
  if (weight !== null && (weight.shape.length !== 1 || weight.elementCount !== classes)) {
    throw runtimeError(
      `cross_entropy: weight tensor should be defined either for all ${classes} classes or no classes but got weight tensor of shape: ${formatShape(weight.shape)}`,
    );
  }
  checkSmoothing(smoothing);
  const logits = logSoftmax(input, dim);
  const soft = smoothing > 0 ? add(mul(target, 1 - smoothing), smoothing / classes) : target;
  const plain = mul(logits, soft);
  const products = weight === null ? plain : mul(plain, classWeights(weight, logits));
  if (reduction === "none") return neg(sum(products, { dims: [dim] }));
  const negative = neg(sum(products));
  return reduction === "sum" ? negative : named(div(negative, input.elementCount / classes), "DivBackward1");
}

function smoothed(
  logits: Tensor,
  target: Tensor,
  weight: Tensor | null,
  reduction: Reduction,
  ignoreIndex: number,
  smoothing: number,
): Tensor {
  const dim = classDim(logits);
  const classes = logits.shape[dim];
  const likelihood = nllLoss(logits, target, weight, reduction, ignoreIndex);
  const weighted = weight === null ? logits : mul(logits, classWeights(weight, logits));
  const ignored = ops.eq(target, BigInt(ignoreIndex));
  const uniform = maskedFill(neg(sum(weighted, { dims: [dim] })), ignored, 0);
  const spread =
    reduction === "none" ? uniform : reduction === "sum" ? sum(uniform) : smoothMean(uniform, target, ignored, weight);
  return add(mul(likelihood, 1 - smoothing), mul(spread, smoothing / classes));
}

function smoothMean(uniform: Tensor, target: Tensor, ignored: Tensor, weight: Tensor | null): Tensor {
  const counted = ops.logicalNot(ignored);
  if (weight === null) return div(sum(uniform), ops.sum(counted));
  return div(sum(uniform), sum(gather(weight, 0, ops.flatten(ops.maskedSelect(target, counted)))));
}
