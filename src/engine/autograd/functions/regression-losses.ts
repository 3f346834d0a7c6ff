/** Losses of values against values. Shapes broadcast. */
import { runtimeError } from "../../errors.ts";
import * as ops from "../../ops/index.ts";
import { type Kernel, kernel } from "../../ops/kernels/kernel.ts";
import { pointwise } from "../../ops/pointwise/pointwise.ts";
import { resultType } from "../../tensor/promotion.ts";
import { sameShape } from "../../tensor/shape.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { records } from "../history.ts";
import type { Formula } from "../node.ts";
import { record } from "../record.ts";
import { abs, mul, neg, sub } from "./arithmetic.ts";
import { to } from "./copy.ts";
import { broadcastTensors } from "./join.ts";
import { type Reduction, reduced, shareOf } from "./loss-reduction.ts";
import { clamp, where } from "./selection.ts";
import { sgn } from "./unary.ts";

/** A loss of the difference: the loss itself, and its slope as a kernel and as an expression. */
interface DifferenceLoss {
  readonly name: string;
  /** The loss of a difference d; the parameter is beta or delta. */
  readonly loss: Kernel;
  /** out = gradient * slope(d) where a = gradient, b = d. */
  readonly slope: Kernel;
  readonly expression: (difference: Tensor, parameter: number) => Tensor;
}

const formulaOf =
  (kind: DifferenceLoss, reduction: Reduction, parameter: number): Formula =>
  (gradient, [input, target], node) => {
    const share = shareOf(input.elementCount, reduction);
    const forInput = inputGradient(kind, gradient, input, target, share, parameter);
    return [node.needs(0) ? forInput : null, node.needs(1) ? neg(forInput) : null];
  };

function inputGradient(
  kind: DifferenceLoss,
  gradient: Tensor,
  input: Tensor,
  target: Tensor,
  share: number,
  parameter: number,
): Tensor {
  const scaled = share === 1 ? gradient : mul(gradient, share);
  if (records(gradient, input, target)) return mul(scaled, kind.expression(sub(input, target), parameter));
  const difference = ops.sub(ops.to(input, wide(input)), ops.to(target, wide(input)));
  const result = pointwise(kind.slope, [ops.to(scaled, difference.dtype), difference, parameter], {
    compute: difference.dtype,
  });
  return ops.to(result, input.dtype);
}

/** Half types are computed in float32; all but smooth_l1 round the difference first, as PyTorch's kernels do. */
const wide = ({ dtype }: Tensor): "float32" | "float64" => (dtype === "float64" ? "float64" : "float32");

function differenceLoss(
  kind: DifferenceLoss,
  input: Tensor,
  target: Tensor,
  reduction: Reduction,
  parameter: number,
): Tensor {
  const dtype = resultType(input, target);
  let [a, b] = [to(input, dtype), to(target, dtype)];
  if (!sameShape(a.shape, b.shape)) [a, b] = broadcastTensors([a, b]);
  const difference =
    kind === smoothL1 ? ops.sub(ops.to(a, wide(a)), ops.to(b, wide(a))) : ops.to(ops.sub(a, b), wide(a));
  // The huber loss is written into memory laid out as the input's, the others as the difference comes.
  const laidOut = kind === huber && dtype === difference.dtype ? ops.emptyLike(a) : undefined;
  const computed = pointwise(kind.loss, [difference, parameter], { compute: difference.dtype }, laidOut);
  const losses = ops.to(computed, dtype);
  const result = reduction === "none" ? losses : reduction === "mean" ? ops.mean(losses) : ops.sum(losses);
  if (!records(a, b)) return result;
  return record(kind.name, [a, b], result, [a, b], formulaOf(kind, reduction, parameter));
}

const squaredError: DifferenceLoss = {
  name: "MseLossBackward0",
  loss: kernel("squaredError", (n, out, a) => {
    for (let i = 0; i < n; i++) out[i] = a[i] * a[i];
  }),
  slope: kernel("squaredErrorSlope", (n, out, a, b) => {
    for (let i = 0; i < n; i++) out[i] = 2 * b[i] * a[i];
  }),
  expression: (difference) => mul(difference, 2),
};

/** (input - target)^2. */
export const mseLoss = (input: Tensor, target: Tensor, reduction: Reduction = "mean"): Tensor =>
  differenceLoss(squaredError, input, target, reduction, 0);

/** |input - target|. */
export const l1Loss = (input: Tensor, target: Tensor, reduction: Reduction = "mean"): Tensor =>
  reduced(abs(sub(input, target)), reduction);

const smoothL1: DifferenceLoss = {
  name: "SmoothL1LossBackward0",
  loss: kernel("smoothL1", (n, out, a, b) => {
    for (let i = 0; i < n; i++) {
      const size = Math.abs(a[i]);
      out[i] = size < b[i] ? (0.5 * size * size) / b[i] : size - 0.5 * b[i];
    }
  }),
  slope: kernel("smoothL1Slope", (n, out, a, b, c) => {
    for (let i = 0; i < n; i++) {
      const d = b[i];
      out[i] = d <= -c[i] ? -a[i] : d >= c[i] ? a[i] : (a[i] * d) / c[i];
    }
  }),
  expression: (difference, beta) =>
    where(ops.lt(ops.abs(difference), beta), mul(difference, 1 / beta), sgn(difference)),
};

/** Half the square over beta within beta, |d| - beta/2 beyond. RuntimeError for a negative beta. */
export function smoothL1Loss(input: Tensor, target: Tensor, reduction: Reduction = "mean", beta = 1): Tensor {
  if (beta < 0) throw runtimeError("smooth_l1_loss does not support negative values for beta.");
  if (beta === 0) return l1Loss(input, target, reduction);
  return differenceLoss(smoothL1, input, target, reduction, beta);
}

const huber: DifferenceLoss = {
  name: "HuberLossBackward0",
  loss: kernel("huber", (n, out, a, b) => {
    for (let i = 0; i < n; i++) {
      const size = Math.abs(a[i]);
      out[i] = size < b[i] ? 0.5 * size * size : b[i] * (size - 0.5 * b[i]);
    }
  }),
  slope: kernel("huberSlope", (n, out, a, b, c) => {
    for (let i = 0; i < n; i++) out[i] = a[i] * Math.min(Math.max(b[i], -c[i]), c[i]);
  }),
  expression: (difference, delta) => clamp(difference, { min: -delta, max: delta }),
};

/** Half the square within delta, linear beyond. RuntimeError for a delta that is not positive. */
export function huberLoss(input: Tensor, target: Tensor, reduction: Reduction = "mean", delta = 1): Tensor {
  if (delta <= 0) throw runtimeError("huber_loss does not support non-positive values for delta.");
  return differenceLoss(huber, input, target, reduction, delta);
}
