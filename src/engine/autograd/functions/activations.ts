/** Activation functions. */
import type { EluOptions, GeluOptions } from "../../ops/activations.ts";
import * as ops from "../../ops/index.ts";
import type { Out } from "../../ops/options.ts";
import type { Scalar } from "../../tensor/scalar.ts";
import { wrapDim } from "../../tensor/shape.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { records } from "../history.ts";
import type { Formula } from "../node.ts";
import { record } from "../record.ts";
import { abs, add, div, mul, sub } from "./arithmetic.ts";
import { differentiable, noOptions, type Unary, unary } from "./define.ts";
import * as fused from "./fused.ts";
import { cat } from "./join.ts";
import { maskedFill, where } from "./selection.ts";
import { sumToSize } from "./sum-to-size.ts";
import { exp, sigmoid, tanh } from "./unary.ts";
import { narrow, reshape } from "./views.ts";

export const relu = unary("relu", "ReluBackward0", ops.relu, "output", (g, kept) => fused.reluBackward(g, kept));
export const silu = unary("silu", "SiluBackward0", ops.silu, "input", (g, kept) => fused.siluBackward(g, kept));
export const mish = unary("mish", "MishBackward0", ops.mish, "input", (g, kept) => fused.mishBackward(g, kept));
export const logSigmoid = unary("logsigmoid", "LogSigmoidBackward0", ops.logSigmoid, "input", (g, kept) =>
  fused.logSigmoidBackward(g, kept),
);
export const hardsigmoid = unary("hardsigmoid", "HardsigmoidBackward0", ops.hardsigmoid, "input", (g, kept) =>
  fused.hardsigmoidBackward(g, kept),
);
export const hardswish = unary("hardswish", "HardswishBackward0", ops.hardswish, "input", (g, kept) =>
  fused.hardswishBackward(g, kept),
);

/** A function written with others, where it is recorded. */
const composed =
  (raw: Unary, expression: (input: Tensor) => Tensor): Unary =>
  (input, options = noOptions) =>
    differentiable(
      "",
      [input],
      options,
      () => raw(input, options),
      () => expression(input),
    );

export const softsign = composed(ops.softsign, (x) => div(x, add(abs(x), 1n)));
export const tanhshrink = composed(ops.tanhshrink, (x) => sub(x, tanh(x)));

const geluFormula =
  (approximate: string): Formula =>
  (gradient, [x]) => [fused.geluBackward(gradient, x, approximate)];

export function gelu(input: Tensor, options: GeluOptions = noOptions): Tensor {
  const { approximate = "none" } = options;
  if (options.out === undefined && !records(input)) return ops.gelu(input, options);
  const recorded = (): Tensor =>
    record("GeluBackward0", [input], ops.gelu(input, { approximate }), [input], geluFormula(approximate));
  return differentiable("gelu", [input], options, () => ops.gelu(input, options), recorded);
}

const softplusFormula =
  (beta: Scalar, threshold: Scalar): Formula =>
  (gradient, [x]) => [fused.softplusBackward(gradient, x, beta, threshold)];

/** log(1 + exp(beta x)) / beta. */
export function softplus(input: Tensor, beta: Scalar = 1, threshold: Scalar = 20, options: Out = noOptions): Tensor {
  const recorded = (): Tensor => {
    const result = ops.softplus(input, beta, threshold);
    return record("SoftplusBackward0", [input], result, [input], softplusFormula(beta, threshold));
  };
  const raw = (): Tensor => ops.softplus(input, beta, threshold, options);
  return differentiable("softplus", [input], options, raw, recorded);
}

const leakyReluFormula =
  (slope: Scalar): Formula =>
  (gradient, [x]) => [fused.leakyReluBackward(gradient, x, slope)];

export function leakyRelu(input: Tensor, negativeSlope: Scalar = 0.01, options: Out = noOptions): Tensor {
  const recorded = (): Tensor => {
    const result = ops.leakyRelu(input, negativeSlope);
    return record("LeakyReluBackward0", [input], result, [input], leakyReluFormula(negativeSlope));
  };
  const raw = (): Tensor => ops.leakyRelu(input, negativeSlope, options);
  return differentiable("leaky_relu", [input], options, raw, recorded);
}

const preluFormula =
  (slopeShape: readonly number[]): Formula =>
  (gradient, [x, weight], node) => {
    const slopes = reshape(weight, slopeShape);
    return [
      node.needs(0) ? where(ops.gt(x, 0), gradient, mul(gradient, slopes)) : null,
      node.needs(1) ? slopeGradient(mul(gradient, where(ops.gt(x, 0), 0, x)), slopeShape, weight.shape) : null,
    ];
  };

function slopeGradient(products: Tensor, slopeShape: readonly number[], shape: readonly number[]): Tensor {
  return reshape(sumToSize(products, slopeShape), shape);
}

export function prelu(input: Tensor, weight: Tensor): Tensor {
  const result = ops.prelu(input, weight);
  if (!records(input, weight)) return result;
  const count = weight.elementCount;
  const slopeShape = input.shape.map((_, i) => (i === 1 && count > 1 ? count : 1));
  return record("PreluKernelBackward0", [input, weight], result, [input, weight], preluFormula(slopeShape));
}

const eluFormula =
  (alpha: number, scale: number, inputScale: number): Formula =>
  (gradient, [x]) => {
    const slope = mul(exp(mul(x, inputScale)), inputScale * alpha * scale);
    return [where(ops.le(x, 0), mul(gradient, slope), mul(gradient, scale))];
  };

/** scale * x above zero, scale * alpha * (exp(x) - 1) below. */
export function elu(input: Tensor, options: EluOptions = noOptions): Tensor {
  const { alpha = 1, scale = 1 } = options;
  const recorded = (): Tensor =>
    record("EluBackward0", [input], ops.elu(input, { alpha, scale }), [input], eluFormula(alpha, scale, 1));
  return differentiable("elu", [input], options, () => ops.elu(input, options), recorded);
}

export const selu = (input: Tensor, options: Out = noOptions): Tensor =>
  elu(input, { alpha: 1.6732632423543772, scale: 1.0507009873554805, ...options });

/** In the gradient PyTorch reads alpha as a float32, whatever the input's dtype. */
export function celu(input: Tensor, alpha = 1, options: Out = noOptions): Tensor {
  const recorded = (): Tensor =>
    record("EluBackward0", [input], ops.celu(input, alpha), [input], eluFormula(alpha, 1, 1 / Math.fround(alpha)));
  return differentiable("celu", [input], options, () => ops.celu(input, alpha, options), recorded);
}

const hardtanhFormula =
  (min: Scalar, max: Scalar): Formula =>
  (gradient, [x]) => [maskedFill(gradient, ops.logicalOr(ops.le(x, min), ops.ge(x, max)), 0)];

/** Values moved into [min, max]. Unlike clamp's, its gradient is 0 at the bounds. */
export function hardtanh(input: Tensor, min: Scalar = -1, max: Scalar = 1, options: Out = noOptions): Tensor {
  const recorded = (): Tensor =>
    record("HardtanhBackward0", [input], ops.hardtanh(input, min, max), [input], hardtanhFormula(min, max));
  return differentiable("hardtanh", [input], options, () => ops.hardtanh(input, min, max, options), recorded);
}

export const relu6 = (input: Tensor, options: Out = noOptions): Tensor => hardtanh(input, 0, 6, options);

const shrinkFormula =
  (lambda: Scalar): Formula =>
  (gradient, [x]) => [fused.shrinkBackward(gradient, x, ops.shrinkBound(lambda, x.dtype))];

export function softshrink(input: Tensor, lambda: Scalar = 0.5): Tensor {
  const result = ops.softshrink(input, lambda);
  return records(input) ? record("SoftshrinkBackward0", [input], result, [input], shrinkFormula(lambda)) : result;
}

export function hardshrink(input: Tensor, lambda: Scalar = 0.5): Tensor {
  const result = ops.hardshrink(input, lambda);
  return records(input) ? record("HardshrinkBackward0", [input], result, [input], shrinkFormula(lambda)) : result;
}

const thresholdFormula =
  (limit: Scalar): Formula =>
  (gradient, [x]) => [fused.thresholdBackward(gradient, x, limit)];

export function threshold(input: Tensor, limit: Scalar, value: Scalar, options: Out = noOptions): Tensor {
  const recorded = (): Tensor => {
    const result = ops.threshold(input, limit, value);
    return record("ThresholdBackward0", [input], result, [input], thresholdFormula(limit));
  };
  return differentiable("threshold", [input], options, () => ops.threshold(input, limit, value, options), recorded);
}

const gluFormula =
  (dim: number): Formula =>
  (gradient, [x]) => {
    const half = x.shape[dim] / 2;
    const first = narrow(x, dim, 0, half);
    const gate = sigmoid(narrow(x, dim, half, half));
    const forFirst = mul(gradient, gate);
    return [cat([forFirst, mul(mul(forFirst, first), sub(1, gate))], dim)];
  };

/** The first half of a dimension times the sigmoid of the second. */
export function glu(input: Tensor, dim = -1): Tensor {
  const result = ops.glu(input, dim);
  if (!records(input)) return result;
  return record("GluBackward0", [input], result, [input], gluFormula(wrapDim(dim, input.shape.length)));
}
