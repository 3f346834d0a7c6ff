/**
 * The norms, differentiable. Backward runs the raw row kernels; where the backward pass is itself recorded
 * (`create_graph`), the same formulas stand as differentiable expressions.
 */
import { valueError } from "../../errors.ts";
import * as raw from "../../norm/index.ts";
import { computeDType, type FloatArray, floatValues } from "../../norm/values.ts";
import { assign } from "../../ops/copy.ts";
import * as ops from "../../ops/index.ts";
import { countOf, type Shape, sameShape } from "../../tensor/shape.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { records } from "../history.ts";
import type { Formula, ManyFormula, Node } from "../node.ts";
import { record, recordMany } from "../record.ts";
import { add, div, mul, pow, sub } from "./arithmetic.ts";
import { clone, contiguous, to } from "./copy.ts";
import { cat, repeat } from "./join.ts";
import { mean, sum, variance } from "./reductions.ts";
import { rsqrt } from "./unary.ts";
import { reshape, select, unfold, view } from "./views.ts";

const lastDims = (count: number): number[] => Array.from({ length: count }, (_, i) => i - count);

interface Standardized {
  readonly normalized: Tensor;
  readonly rstd: Tensor;
}

/** x_hat and rstd over dimensions, as a differentiable expression. */
function standardize(x: Tensor, dims: readonly number[], eps: number): Standardized {
  const rstd = rsqrt(add(variance(x, { dims, keepdim: true, correction: 0 }), eps));
  return { normalized: mul(sub(x, mean(x, { dims, keepdim: true })), rstd), rstd };
}

/** rstd * (g - mean(g) - x_hat * mean(g * x_hat)). */
function inputGradient(g: Tensor, { normalized, rstd }: Standardized, dims: readonly number[]): Tensor {
  const centred = sub(g, mean(g, { dims, keepdim: true }));
  const projection = mean(mul(g, normalized), { dims, keepdim: true });
  return mul(rstd, sub(centred, mul(normalized, projection)));
}

/** A formula that asks its node for nothing but what is needed. */
type NormFormula = (gradient: Tensor, saved: readonly Tensor[], node: Pick<Node, "needs">) => (Tensor | null)[];

function layerNormFormula(normalizedShape: Shape, eps: number, hasWeight: boolean): NormFormula {
  return (gradient, [input, meanOf, rstd, weight], node) => {
    const gamma = hasWeight ? weight : null;
    const needs = { input: node.needs(0), weight: node.needs(1), bias: node.needs(2) };
    if (!records(gradient, input, gamma)) {
      const found = raw.layerNormBackward(gradient, input, normalizedShape, { mean: meanOf, rstd }, gamma, needs);
      return [found.input, found.weight, found.bias];
    }
    const dims = lastDims(normalizedShape.length);
    const outer = Array.from({ length: input.shape.length - normalizedShape.length }, (_, i) => i);
    const parts = standardize(input, dims, eps);
    const overRows = (value: Tensor): Tensor => (outer.length === 0 ? value : sum(value, { dims: outer }));
    return [
      needs.input ? inputGradient(gamma === null ? gradient : mul(gradient, gamma), parts, dims) : null,
      needs.weight ? overRows(mul(gradient, parts.normalized)) : null,
      needs.bias ? overRows(gradient) : null,
    ];
  };
}

/** Output, mean and rstd, as torch.native_layer_norm. Only the output has a gradient. */
export function nativeLayerNorm(
  input: Tensor,
  normalizedShape: Shape,
  weight: Tensor | null,
  bias: Tensor | null,
  eps: number,
): [Tensor, Tensor, Tensor] {
  const { output, mean: meanOf, rstd } = raw.layerNormForward(input, normalizedShape, weight, bias, eps);
  if (records(input, weight, bias)) {
    const formula = layerNormFormula(normalizedShape, eps, weight !== null);
    record("NativeLayerNormBackward0", [input, weight, bias], output, [input, meanOf, rstd, weight], formula);
  }
  return [output, meanOf, rstd];
}

/** torch.nn.functional.layer_norm. Shapes: input (*, normalizedShape), weight and bias normalizedShape or null. */
export function layerNorm(
  input: Tensor,
  normalizedShape: Shape,
  weight: Tensor | null = null,
  bias: Tensor | null = null,
  eps = 1e-5,
): Tensor {
  return nativeLayerNorm(input, normalizedShape, weight, bias, eps)[0];
}

/**
 * input + branch and the layer norm of that, as a pre-norm block has it, in one pass over memory. The two must have one
 * shape and dtype; others take the two operations one after the other. Gradients are those of the two.
 */
export function addLayerNorm(
  input: Tensor,
  branch: Tensor,
  normalizedShape: Shape,
  weight: Tensor | null = null,
  bias: Tensor | null = null,
  eps = 1e-5,
): [sum: Tensor, output: Tensor] {
  if (!sameShape(input.shape, branch.shape) || input.dtype !== branch.dtype) {
    const total = add(input, branch);
    return [total, layerNorm(total, normalizedShape, weight, bias, eps)];
  }
  const found = raw.addLayerNormForward(input, branch, normalizedShape, weight, bias, eps);
  const { sum: total, output, mean: meanOf, rstd } = found;
  if (records(input, branch, weight, bias)) {
    const plain = layerNormFormula(normalizedShape, eps, weight !== null);
    const formula: ManyFormula = ([gradSum, gradOutput], saved, node) => {
      if (gradOutput === null) return [gradSum, gradSum, null, null];
      const [kept, keptMean, keptRstd, gamma] = saved;
      const needs = { input: node.needs(0) || node.needs(1), weight: node.needs(2), bias: node.needs(3) };
      if (gradSum !== null && !records(gradOutput, gradSum, kept, gamma)) {
        const statistics = { mean: keptMean, rstd: keptRstd };
        const scale = weight === null ? null : gamma;
        const g = raw.addLayerNormBackward(gradSum, gradOutput, kept, normalizedShape, statistics, scale, needs);
        return [g.input, g.input, g.weight, g.bias];
      }
      // The formula asks for the needs of (sum, weight, bias).
      const places = [node.needs(0) ? 0 : 1, 2, 3];
      const asked = { needs: (place: number) => node.needs(places[place]) };
      const [direct, ofWeight, ofBias] = plain(gradOutput, saved, asked);
      const both = direct === null || gradSum === null ? direct : add(direct, gradSum);
      return [both, both, ofWeight, ofBias];
    };
    recordMany(
      "AddLayerNormBackward",
      [input, branch, weight, bias],
      [total, output],
      [total, meanOf, rstd, weight],
      formula,
    );
  }
  return [total, output];
}

const finfoEps = { float64: 2 ** -52, float32: 2 ** -23 } as const;

/**
 * RMS norm (Zhang and Sennrich 2019, arXiv:1910.07467), composed as torch.rms_norm is on a CPU: in float32 for the half
 * types, with one cast at the end. `eps` null is the computing dtype's finfo eps.
 */
export function rmsNorm(
  input: Tensor,
  normalizedShape: Shape,
  weight: Tensor | null = null,
  eps: number | null = null,
): Tensor {
  raw.checkNormalizedShape(input, normalizedShape, weight, null, false);
  const fused = raw.rmsNormForward(input, normalizedShape, weight, eps ?? finfoEps.float32);
  if (fused === null) return composedRmsNorm(input, normalizedShape, weight, eps);
  if (!records(input, weight)) return fused.output;
  const formula = rmsNormFormula(normalizedShape, eps, weight !== null);
  // Named as the last operation of the composition.
  return record("MulBackward0", [input, weight], fused.output, [input, fused.rstd, weight], formula);
}

function composedRmsNorm(input: Tensor, normalizedShape: Shape, weight: Tensor | null, eps: number | null): Tensor {
  const compute = computeDType(input.dtype);
  const x = to(input, compute);
  const dims = lastDims(normalizedShape.length);
  const scale = rsqrt(add(mean(pow(x, 2n), { dims, keepdim: true }), eps ?? finfoEps[compute]));
  const normalized = mul(x, scale);
  return to(weight === null ? normalized : mul(normalized, weight), input.dtype);
}

function rmsNormFormula(normalizedShape: Shape, eps: number | null, hasWeight: boolean): Formula {
  return (gradient, [input, rstd, weight], node) => {
    const gamma = hasWeight ? weight : null;
    const found = records(gradient, input, gamma) ? null : raw.rmsNormBackward(gradient, input, gamma, rstd);
    if (found !== null) return [node.needs(0) ? found.input : null, node.needs(1) ? found.weight : null];
    // With x_hat = x * r: dx = r (g - x_hat mean(g x_hat)), dgamma = the sum over rows of the gradient times x_hat.
    const dims = lastDims(normalizedShape.length);
    const scale = rsqrt(add(mean(pow(input, 2n), { dims, keepdim: true }), eps ?? finfoEps.float32));
    const normalized = mul(input, scale);
    const g = gamma === null ? gradient : mul(gradient, gamma);
    const projection = mean(mul(g, normalized), { dims, keepdim: true });
    const outer = Array.from({ length: input.shape.length - normalizedShape.length }, (_, i) => i);
    const product = mul(gradient, normalized);
    return [
      node.needs(0) ? mul(scale, sub(g, mul(normalized, projection))) : null,
      node.needs(1) ? (outer.length === 0 ? product : sum(product, { dims: outer })) : null,
    ];
  };
}

const channelDims = (rank: number): number[] => Array.from({ length: rank }, (_, i) => i).filter((i) => i !== 1);

/** A vector of channels seen against (N, C, *). */
const perChannel = (values: Tensor, rank: number): Tensor =>
  reshape(
    values,
    Array.from({ length: rank }, (_, i) => (i === 1 ? values.elementCount : 1)),
  );

function batchNormFormula(training: boolean, eps: number, hasWeight: boolean): Formula {
  return (gradient, [input, meanOf, spread, weight], node) => {
    const gamma = hasWeight ? weight : null;
    const rank = input.shape.length;
    const dims = channelDims(rank);
    if (records(gradient, input, gamma)) {
      const g = gamma === null ? gradient : mul(gradient, perChannel(gamma, rank));
      const parts = training ? standardize(input, dims, eps) : evaluationParts(input, meanOf, spread, eps);
      return [
        node.needs(0) ? (training ? inputGradient(g, parts, dims) : mul(g, parts.rstd)) : null,
        node.needs(1) ? sum(mul(gradient, parts.normalized), { dims }) : null,
        node.needs(2) ? sum(gradient, { dims }) : null,
      ];
    }
    const rstd: FloatArray = training
      ? floatValues(spread)
      : Float64Array.from(floatValues(spread), (v) => 1 / Math.sqrt(v + eps));
    const found = raw.batchNormBackward(gradient, input, gamma, { mean: floatValues(meanOf), rstd }, training);
    return [node.needs(0) ? found.input : null, node.needs(1) ? found.weight : null, node.needs(2) ? found.bias : null];
  };
}

function evaluationParts(input: Tensor, runningMean: Tensor, runningVar: Tensor, eps: number): Standardized {
  const rank = input.shape.length;
  const rstd = perChannel(rsqrt(add(runningVar, eps)), rank);
  return { normalized: mul(sub(input, perChannel(runningMean, rank)), rstd), rstd };
}

/** Without elements there are no statistics, and nothing is checked against the channels. */
function emptyBatch(input: Tensor, weight: Tensor | null, bias: Tensor | null): Tensor {
  const scaled = weight === null || weight.elementCount === 0 ? clone(input) : mul(input, select(weight, 0, 0));
  return bias === null || bias.elementCount === 0 ? scaled : add(scaled, select(bias, 0, 0));
}

/** torch.batch_norm over (N, C, *). In training it updates the running statistics in place. */
export function batchNorm(input: Tensor, options: raw.BatchNormOptions): Tensor {
  const { weight = null, bias = null, runningMean, runningVar, training, eps } = options;
  if (input.elementCount === 0) return emptyBatch(input, weight, bias);
  const { output, mean: meanOf, rstd } = raw.batchNormForward(input, options);
  if (!records(input, weight, bias)) return output;
  const statistics = training ? [meanOf, rstd] : [runningMean ?? meanOf, runningVar ?? rstd];
  const formula = batchNormFormula(training, eps, weight !== null);
  return record("NativeBatchNormBackward0", [input, weight, bias], output, [input, ...statistics, weight], formula);
}

/** torch.instance_norm: a batch norm in which every sample's channels are channels of one sample. */
export function instanceNorm(input: Tensor, options: raw.BatchNormOptions): Tensor {
  const { weight = null, bias = null, runningMean = null, runningVar = null, training } = options;
  if (!training && (runningMean === null || runningVar === null)) {
    throw valueError("Expected running_mean and running_var to be defined when use_input_stats is false");
  }
  const [batch, channels] = input.shape;
  const spread = (values: Tensor | null): Tensor | null => (values === null ? null : repeat(values, [batch]));
  const rawSpread = (values: Tensor | null): Tensor | null => (values === null ? null : ops.repeat(values, [batch]));
  const kept = { mean: rawSpread(runningMean), variance: rawSpread(runningVar) };
  const flat = reshape(contiguous(input), [1, batch * channels, ...input.shape.slice(2)]);
  const output = batchNorm(flat, {
    ...options,
    weight: spread(weight),
    bias: spread(bias),
    runningMean: kept.mean,
    runningVar: kept.variance,
  });
  if (training) {
    averageInto(runningMean, kept.mean, batch);
    averageInto(runningVar, kept.variance, batch);
  }
  return view(output, input.shape);
}

function averageInto(running: Tensor | null, perSample: Tensor | null, batch: number): void {
  if (running === null || perSample === null) return;
  assign(running, ops.mean(ops.view(perSample, [batch, running.elementCount]), { dims: [0] }));
}

function groupNormFormula(groups: number, eps: number, hasWeight: boolean): Formula {
  return (gradient, [input, meanOf, rstd, weight], node) => {
    const gamma = hasWeight ? weight : null;
    if (!records(gradient, input, gamma)) {
      const found = raw.groupNormBackward(gradient, input, groups, { mean: meanOf, rstd }, gamma);
      return [
        node.needs(0) ? found.input : null,
        node.needs(1) ? found.weight : null,
        node.needs(2) ? found.bias : null,
      ];
    }
    const [batch, , ...rest] = input.shape;
    const rank = input.shape.length;
    const grouped = [batch, groups, (input.shape[1] / groups) * countOf(rest)];
    const parts = standardize(reshape(input, grouped), [2], eps);
    const g = gamma === null ? gradient : mul(gradient, perChannel(gamma, rank));
    const dims = channelDims(rank);
    return [
      node.needs(0) ? reshape(inputGradient(reshape(g, grouped), parts, [2]), input.shape) : null,
      node.needs(1) ? sum(mul(gradient, reshape(parts.normalized, input.shape)), { dims }) : null,
      node.needs(2) ? sum(gradient, { dims }) : null,
    ];
  };
}

/** torch.group_norm over (N, C, *), C divisible by `groups`. */
export function groupNorm(
  input: Tensor,
  groups: number,
  weight: Tensor | null = null,
  bias: Tensor | null = null,
  eps = 1e-5,
): Tensor {
  const { output, mean: meanOf, rstd } = raw.groupNormForward(input, groups, weight, bias, eps);
  if (!records(input, weight, bias)) return output;
  const formula = groupNormFormula(groups, eps, weight !== null);
  return record("NativeGroupNormBackward0", [input, weight, bias], output, [input, meanOf, rstd, weight], formula);
}

/**
 * Local response normalization across channels (Krizhevsky, Sutskever and Hinton 2012):
 * x / (k + alpha * mean of x^2 over `size` neighbouring channels)^beta.
 */
export function localResponseNorm(input: Tensor, size: number, alpha = 1e-4, beta = 0.75, k = 1): Tensor {
  const squares = mul(input, input);
  const zeros = (channels: number): Tensor =>
    ops.zeros(
      input.shape.map((length, dim) => (dim === 1 ? channels : length)),
      input.dtype,
    );
  const padded = cat([zeros(Math.floor(size / 2)), squares, zeros(Math.floor((size - 1) / 2))], 1);
  const window = mean(unfold(padded, 1, size, 1), { dims: [-1] });
  return div(input, pow(add(mul(window, alpha), k), beta));
}
