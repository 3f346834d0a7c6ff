/**
 * Gradients of common functions: one raw pass where nothing is recorded, a differentiable expression where the backward
 * pass is itself recorded.
 */

import * as ops from "../../ops/index.ts";
import { softplusBackward as softplusSlopes } from "../../ops/kernels/activations.ts";
import type { Kernel } from "../../ops/kernels/kernel.ts";
import { pointwise } from "../../ops/pointwise/pointwise.ts";
import type { Scalar } from "../../tensor/scalar.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { records } from "../history.ts";
import { add, div, mul, neg, rsub } from "./arithmetic.ts";
import * as kernels from "./backward-kernels.ts";
import { maskedFill, where } from "./selection.ts";
import { erf, exp, sigmoid, tanh } from "./unary.ts";

/** The kernel's value where neither operand is recorded, else the expression's. */
function fused(kernel: Kernel, gradient: Tensor, kept: Tensor, expression: () => Tensor, parameter?: Scalar): Tensor {
  if (records(gradient, kept)) return expression();
  const operands = parameter === undefined ? [gradient, kept] : [gradient, kept, parameter];
  return pointwise(kernel, operands, { compute: gradient.dtype, preciseScalar: true });
}

export const sigmoidBackward = (gradient: Tensor, y: Tensor): Tensor =>
  fused(kernels.sigmoidBackward, gradient, y, () => mul(mul(gradient, rsub(y, 1n)), y));

export const tanhBackward = (gradient: Tensor, y: Tensor): Tensor =>
  fused(kernels.tanhBackward, gradient, y, () => mul(gradient, rsub(mul(y, y), 1n)));

export const reluBackward = (gradient: Tensor, x: Tensor): Tensor =>
  fused(kernels.reluBackward, gradient, x, () => maskedFill(gradient, ops.le(x, 0), 0));

export const thresholdBackward = (gradient: Tensor, x: Tensor, limit: Scalar): Tensor =>
  fused(kernels.thresholdBackward, gradient, x, () => maskedFill(gradient, ops.le(x, limit), 0), limit);

export function geluBackward(gradient: Tensor, x: Tensor, approximate: string): Tensor {
  if (approximate === "tanh") {
    return fused(kernels.geluTanhBackward, gradient, x, () => mul(gradient, geluTanhSlope(x)));
  }
  return fused(kernels.geluBackward, gradient, x, () => mul(gradient, geluSlope(x)));
}

/** Phi(x) + x phi(x). */
function geluSlope(x: Tensor): Tensor {
  const cumulative = mul(add(erf(mul(x, Math.SQRT1_2)), 1n), 0.5);
  const density = mul(exp(mul(mul(x, x), -0.5)), 1 / Math.sqrt(2 * Math.PI));
  return add(cumulative, mul(x, density));
}

function geluTanhSlope(x: Tensor): Tensor {
  const scale = Math.sqrt(2 / Math.PI);
  const square = mul(x, x);
  const t = tanh(mul(add(x, mul(mul(square, x), 0.044715)), scale));
  const innerSlope = mul(add(mul(square, 3 * 0.044715), 1n), scale);
  const right = mul(mul(mul(x, 0.5), rsub(mul(t, t), 1n)), innerSlope);
  return add(mul(add(t, 1n), 0.5), right);
}

export const siluBackward = (gradient: Tensor, x: Tensor): Tensor =>
  fused(kernels.siluBackward, gradient, x, () => {
    const s = sigmoid(x);
    return mul(gradient, mul(s, add(mul(x, rsub(s, 1n)), 1n)));
  });

export const mishBackward = (gradient: Tensor, x: Tensor): Tensor =>
  fused(kernels.mishBackward, gradient, x, () => {
    // tanh(log(1 + e^x)) = 1 - 2 / ((1 + e^x)^2 + 1)
    const onePlus = add(exp(x), 1n);
    const t = rsub(div(2, add(mul(onePlus, onePlus), 1n)), 1n);
    return mul(gradient, add(t, mul(mul(x, sigmoid(x)), rsub(mul(t, t), 1n))));
  });

export const logSigmoidBackward = (gradient: Tensor, x: Tensor): Tensor =>
  fused(kernels.logSigmoidBackward, gradient, x, () => mul(gradient, sigmoid(neg(x))));

export const leakyReluBackward = (gradient: Tensor, x: Tensor, slope: Scalar): Tensor =>
  fused(kernels.leakyReluBackward, gradient, x, () => where(ops.gt(x, 0), gradient, mul(gradient, slope)), slope);

export const hardsigmoidBackward = (gradient: Tensor, x: Tensor): Tensor =>
  fused(kernels.hardsigmoidBackward, gradient, x, () => {
    const inside = ops.logicalAnd(ops.gt(x, -3), ops.lt(x, 3));
    return maskedFill(div(gradient, 6), ops.logicalNot(inside), 0);
  });

export const hardswishBackward = (gradient: Tensor, x: Tensor): Tensor =>
  fused(kernels.hardswishBackward, gradient, x, () => {
    const inner = where(ops.lt(x, 3), mul(gradient, add(div(x, 3), 0.5)), gradient);
    return maskedFill(inner, ops.le(x, -3), 0);
  });

export const shrinkBackward = (gradient: Tensor, x: Tensor, lambda: Scalar): Tensor =>
  fused(
    kernels.shrinkBackward,
    gradient,
    x,
    () => maskedFill(gradient, ops.logicalAnd(ops.ge(x, -Number(lambda)), ops.le(x, lambda)), 0),
    lambda,
  );

/** The gradient of softplus: the logistic function, 1 where the function is taken as linear. */
export function softplusBackward(gradient: Tensor, x: Tensor, beta: Scalar, threshold: Scalar): Tensor {
  if (!records(gradient, x)) {
    const round = gradient.dtype === "float64" ? (value: number): number => value : Math.fround;
    const kernel = softplusSlopes(Number(beta), Number(threshold), round);
    return pointwise(kernel, [gradient, x], { compute: gradient.dtype });
  }
  const scaled = mul(x, beta);
  return where(ops.gt(scaled, threshold), gradient, mul(gradient, sigmoid(scaled)));
}

/** gradient / (x (1 - x)), by eps cut off or NaN outside [0, 1]. */
export function logitBackward(gradient: Tensor, x: Tensor, eps: number | undefined): Tensor {
  const steep = mul(x, rsub(x, 1n));
  // At both ends it is infinite with the gradient's sign, whatever the sign of the zero.
  const slope = div(gradient, maskedFill(steep, ops.eq(steep, 0), 0));
  const low = eps ?? 0;
  const outside = ops.logicalOr(ops.lt(x, low), ops.gt(x, 1 - low));
  return maskedFill(slope, outside, eps === undefined ? Number.NaN : 0);
}
