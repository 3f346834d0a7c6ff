/** Losses of probabilities and logits against targets between 0 and 1, and of distributions. */
import { runtimeError, valueError } from "../../errors.ts";
import * as ops from "../../ops/index.ts";
import { kernel } from "../../ops/kernels/kernel.ts";
import { pointwise } from "../../ops/pointwise/pointwise.ts";
import { formatShape, sameShape } from "../../tensor/shape.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { records } from "../history.ts";
import type { Formula } from "../node.ts";
import { record } from "../record.ts";
import { logSigmoid } from "./activations.ts";
import { add, div, mul, neg, rsub, sub } from "./arithmetic.ts";
import { xlogy } from "./binary.ts";
import { type Reduction, reduced, shareOf } from "./loss-reduction.ts";
import { clampMin } from "./selection.ts";
import { exp, log, log1p, sigmoid } from "./unary.ts";

const crossEntropyOfProbability = kernel("crossEntropyOfProbability", (n, out, a, b) => {
  for (let i = 0; i < n; i++) {
    out[i] = (b[i] - 1) * Math.max(Math.log1p(-a[i]), -100) - b[i] * Math.max(Math.log(a[i]), -100);
  }
});

const probabilityFormula =
  (reduction: Reduction, hasWeight: boolean): Formula =>
  (gradient, [input, target, weight], node) => {
    const share = shareOf(input.elementCount, reduction);
    const weighted = hasWeight ? mul(gradient, weight) : gradient;
    const scaled = share === 1 ? weighted : mul(weighted, share);
    const slope = (): Tensor => div(sub(input, target), clampMin(mul(rsub(input, 1n), input), 1e-12));
    return [
      node.needs(0) ? mul(scaled, slope()) : null,
      node.needs(1) ? mul(scaled, sub(log1p(neg(input)), log(input))) : null,
    ];
  };

/** -(t log p + (1 - t) log(1 - p)), the logarithms not below -100. RuntimeError for p outside [0, 1]. */
export function binaryCrossEntropy(
  input: Tensor,
  target: Tensor,
  weight: Tensor | null = null,
  reduction: Reduction = "mean",
): Tensor {
  if (!sameShape(input.shape, target.shape)) {
    throw valueError(
      `Using a target size (torch.Size(${formatShape(target.shape)})) that is different to the input size (torch.Size(${formatShape(input.shape)})) is deprecated. Please ensure they have the same size.`,
    );
  }
  const outside = ops.logicalNot(ops.logicalAnd(ops.ge(input, 0), ops.le(input, 1)));
  if (ops.truth(ops.any(outside))) throw runtimeError("all elements of input should be between 0 and 1");
  const plain = pointwise(crossEntropyOfProbability, [input, target], { compute: input.dtype });
  const losses = ops.inOrderOf(weight === null ? plain : ops.mul(plain, weight), input);
  const result = reduction === "none" ? losses : reduction === "mean" ? ops.mean(losses) : ops.sum(losses);
  if (!records(input, target)) return result;
  const formula = probabilityFormula(reduction, weight !== null);
  return record("BinaryCrossEntropyBackward0", [input, target], result, [input, target, weight], formula);
}

/** t factor with pos_weight: (pos_weight - 1) t + 1. */
const positiveFactor = (target: Tensor, positiveWeight: Tensor): Tensor =>
  add(mul(sub(positiveWeight, 1n), target), 1n);

const logitsFormula =
  (reduction: Reduction, hasWeight: boolean, hasPositiveWeight: boolean): Formula =>
  (gradient, [input, target, weight, positiveWeight], node) => {
    const share = shareOf(input.elementCount, reduction);
    const weighted = hasWeight ? mul(gradient, weight) : gradient;
    const scaled = share === 1 ? weighted : mul(weighted, share);
    const forInput = (): Tensor => {
      if (!hasPositiveWeight) return sub(sigmoid(input), target);
      const positive = mul(positiveWeight, target);
      return sub(mul(sub(add(positive, 1n), target), sigmoid(input)), positive);
    };
    const forTarget = (): Tensor => {
      const negative = logSigmoid(neg(input));
      const own = logSigmoid(input);
      return sub(negative, hasPositiveWeight ? mul(positiveWeight, own) : own);
    };
    return [node.needs(0) ? mul(forInput(), scaled) : null, node.needs(1) ? mul(forTarget(), scaled) : null];
  };

/** Binary cross-entropy of sigmoid(input), stable for large logits. */
export function binaryCrossEntropyWithLogits(
  input: Tensor,
  target: Tensor,
  weight: Tensor | null = null,
  positiveWeight: Tensor | null = null,
  reduction: Reduction = "mean",
): Tensor {
  if (!sameShape(input.shape, target.shape)) {
    throw valueError(
      `Target size (torch.Size(${formatShape(target.shape)})) must be the same as input size (torch.Size(${formatShape(input.shape)}))`,
    );
  }
  const ownLog = ops.logSigmoid(input);
  const logs = positiveWeight === null ? ownLog : ops.mul(positiveFactor(target, positiveWeight), ownLog);
  const plain = ops.sub(ops.mul(ops.rsub(target, 1n), input), logs);
  const losses = weight === null ? plain : ops.mul(plain, weight);
  const result = reduction === "none" ? losses : reduction === "mean" ? ops.mean(losses) : ops.sum(losses);
  if (!records(input, target)) return result;
  const formula = logitsFormula(reduction, weight !== null, positiveWeight !== null);
  const saved = [input, target, weight, positiveWeight];
  return record("BinaryCrossEntropyWithLogitsBackward0", [input, target], result, saved, formula);
}

/** target (log target - input), input being log-probabilities; with `logTarget` the target too. */
export function klDiv(input: Tensor, target: Tensor, reduction: Reduction = "mean", logTarget = false): Tensor {
  const losses = logTarget ? mul(exp(target), sub(target, input)) : sub(xlogy(target, target), mul(target, input));
  return reduced(losses, reduction);
}
