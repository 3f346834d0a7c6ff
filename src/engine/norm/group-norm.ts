/**
 * Group norm (Wu and He 2018, arXiv:1803.08494), as torch.native_group_norm on a CPU: moments over the channels of a
 * group, then one multiply-add an element. Raw, without autograd.
 */
import { runtimeError } from "../errors.ts";
import { countOf, formatShape } from "../tensor/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { type Moments, rowMoments32, rowMoments64 } from "./moments.ts";
import {
  asTensor,
  checkFloating,
  floatResult,
  floatValues,
  optionalValues,
  parameterDType,
  rounded,
} from "./values.ts";

export interface GroupNormResult {
  readonly output: Tensor;
  /** (N, groups) */
  readonly mean: Tensor;
  readonly rstd: Tensor;
}

export function checkGroupNorm(input: Tensor, groups: number, weight: Tensor | null, bias: Tensor | null): void {
  if (input.shape.length < 2)
    throw runtimeError(`Expected at least 2 dimensions for input tensor but received ${input.shape.length}`);
  const channels = input.shape[1];
  if (groups <= 0) throw runtimeError(`Expected num groups to be greater than 0, got ${groups}`);
  if (channels % groups !== 0) {
    throw runtimeError(
      `Expected number of channels in input to be divisible by num_groups, but got input of shape ${formatShape(input.shape)} and num_groups=${groups}`,
    );
  }
  for (const [name, parameter] of [
    ["weight", weight],
    ["bias", bias],
  ] as const) {
    if (parameter !== null && (parameter.shape.length !== 1 || parameter.elementCount !== channels)) {
      throw runtimeError(
        `Expected ${name} to be a vector of size equal to the number of channels in input, but got ${name} of shape ${formatShape(parameter.shape)} and input of shape ${formatShape(input.shape)}`,
      );
    }
  }
}

/** Shapes: input (N, C, *), weight and bias (C). */
export function groupNormForward(
  input: Tensor,
  groups: number,
  weight: Tensor | null,
  bias: Tensor | null,
  eps: number,
): GroupNormResult {
  checkGroupNorm(input, groups, weight, bias);
  checkFloating("GroupNormKernelImpl", input);
  const statistics = parameterDType(input, [weight, bias]);
  const [batch, channels, ...rest] = input.shape;
  const inner = countOf(rest);
  const perGroup = channels / groups;
  const length = perGroup * inner;
  const x = floatValues(input);
  const gamma = optionalValues(weight);
  const beta = optionalValues(bias);
  const output = floatResult(input.shape, input.dtype);
  const mean = floatResult([batch, groups], input.dtype);
  const rstd = floatResult([batch, groups], input.dtype);
  const wide = input.dtype === "float64";
  const half = input.dtype === "float16" || input.dtype === "bfloat16";
  const round = wide ? (value: number) => value : Math.fround;
  const moments: Moments = { mean: 0, variance: 0 };
  for (let row = 0; row < batch * groups && length > 0; row++) {
    if (wide) rowMoments64(x, row * length, length, moments);
    else rowMoments32(x, row * length, length, half, moments);
    const r = round(1 / round(Math.sqrt(round(Math.max(moments.variance, 0) + round(eps)))));
    mean.values[row] = moments.mean;
    rstd.values[row] = Number.isNaN(moments.variance) ? Number.NaN : r;
    for (let j = 0; j < perGroup; j++) {
      const channel = (row % groups) * perGroup + j;
      const scale = round(rstd.values[row] * (gamma === null ? 1 : gamma[channel]));
      const shift = round((beta === null ? 0 : beta[channel]) - scale * moments.mean);
      const start = row * length + j * inner;
      for (let i = start; i < start + inner; i++) output.values[i] = x[i] * scale + shift;
    }
  }
  return {
    output: rounded(output.tensor, input.dtype),
    mean: rounded(mean.tensor, statistics),
    rstd: rounded(rstd.tensor, statistics),
  };
}

export interface GroupNormGradients {
  readonly input: Tensor;
  readonly weight: Tensor;
  readonly bias: Tensor;
}

export function groupNormBackward(
  gradOutput: Tensor,
  input: Tensor,
  groups: number,
  { mean, rstd }: { readonly mean: Tensor; readonly rstd: Tensor },
  weight: Tensor | null,
): GroupNormGradients {
  const [batch, channels, ...rest] = input.shape;
  const inner = countOf(rest);
  const perGroup = channels / groups;
  const length = perGroup * inner;
  const x = floatValues(input);
  const dy = floatValues(gradOutput);
  const gamma = optionalValues(weight);
  const means = floatValues(mean);
  const rstds = floatValues(rstd);
  const dx = floatResult(input.shape, input.dtype);
  const dgamma = new Float64Array(channels);
  const dbeta = new Float64Array(channels);
  for (let row = 0; row < batch * groups; row++) {
    let sum = 0;
    let projection = 0;
    const visit = (each: (i: number, scale: number, channel: number) => void): void => {
      for (let j = 0; j < perGroup; j++) {
        const channel = (row % groups) * perGroup + j;
        const scale = gamma === null ? 1 : gamma[channel];
        const start = row * length + j * inner;
        for (let i = start; i < start + inner; i++) each(i, scale, channel);
      }
    };
    visit((i, scale, channel) => {
      const normalized = (x[i] - means[row]) * rstds[row];
      sum += dy[i] * scale;
      projection += dy[i] * scale * normalized;
      dgamma[channel] += dy[i] * normalized;
      dbeta[channel] += dy[i];
    });
    visit((i, scale) => {
      const normalized = (x[i] - means[row]) * rstds[row];
      dx.values[i] = rstds[row] * (dy[i] * scale - sum / length - (normalized * projection) / length);
    });
  }
  const dtype = weight?.dtype ?? input.dtype;
  return {
    input: rounded(dx.tensor, input.dtype),
    weight: asTensor(Float64Array.from(dgamma), [channels], dtype),
    bias: asTensor(Float64Array.from(dbeta), [channels], dtype),
  };
}
