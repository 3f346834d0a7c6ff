/**
 * Group norm (Wu and He 2018, arXiv:1803.08494), as torch.native_group_norm on a CPU: moments over the channels of a
 * group, then one multiply-add an element. Raw, without autograd.
 */

import { runtimeError } from "../errors.ts";
import { fma } from "../math/fma.ts";
import { countOf, formatShape } from "../tensor/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import * as fast from "../wasm/channel-runs.ts";
import { pieceEnd, worked } from "../work.ts";
import { type Moments, rowMoments32, rowMoments64 } from "./moments.ts";
import { shortRow, shortRowMoments } from "./short-rows.ts";
import {
  asTensor,
  checkFloating,
  type FloatArray,
  floatResult,
  floatValues,
  optionalValues,
  parameterDType,
  rounded,
} from "./values.ts";

/** The roundings of a computation, and how many values its vectors hold. */
interface Arithmetic {
  readonly lanes: number;
  round(value: number): number;
  /** a * b + c, as the kernels round it. */
  fma(a: number, b: number, c: number): number;
}

const exact = (value: number): number => value;
const single: Arithmetic = { lanes: 8, round: Math.fround, fma: (a, b, c) => Math.fround(a * b + c) };
const double: Arithmetic = { lanes: 4, round: exact, fma: (a, b, c) => a * b + c };
const fusedDouble: Arithmetic = { lanes: 4, round: exact, fma };

/** float64 groups of few values are computed to PyTorch's last bit, which takes fused multiply-adds. */
const arithmeticFor = (input: Tensor, length: number): Arithmetic =>
  input.dtype !== "float64" ? single : length < shortRow ? fusedDouble : double;

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
  const statistics = parameterDType(input, [weight, bias]);
  checkFloating("GroupNormKernelImpl", input);
  const [batch, channels, ...rest] = input.shape;
  const inner = countOf(rest);
  const perGroup = channels / groups;
  const length = perGroup * inner;
  const x = floatValues(input);
  const gamma = optionalValues(weight);
  const beta = optionalValues(bias);
  const output = floatResult(input.shape, input.dtype, false);
  const mean = floatResult([batch, groups], input.dtype);
  const rstd = floatResult([batch, groups], input.dtype);
  const wide = input.dtype === "float64";
  const half = input.dtype === "float16" || input.dtype === "bfloat16";
  const arithmetic = arithmeticFor(input, length);
  const moments: Moments = { mean: 0, variance: 0 };
  const layout = { batch, channels, groups, inner, perGroup };
  const isFast = takesGroups(layout, input, [x, output.values]);
  if (isFast) fastForward(layout, { x, gamma, beta, eps }, output.values, mean.values, rstd.values);
  for (let row = 0; row < batch * groups && length > 0 && !isFast; row++) {
    worked(4 * length);
    if (arithmetic === fusedDouble) shortRowMoments(x, row * length, length, moments);
    else if (wide) rowMoments64(x, row * length, length, moments);
    else rowMoments32(x, row * length, length, half, moments);
    // PyTorch adds eps, which is a double here, and takes the root in double precision.
    const r = arithmetic.round(1 / Math.sqrt(Math.max(moments.variance, 0) + eps));
    mean.values[row] = moments.mean;
    rstd.values[row] = Number.isNaN(moments.variance) ? Number.NaN : r;
    for (let j = 0; j < perGroup; j++) {
      const channel = (row % groups) * perGroup + j;
      const start = row * length + j * inner;
      const stop = start + inner;
      if (gamma === null && beta === null && !half) {
        for (let i = start; i < stop; ) {
          for (const end = pieceEnd(i, stop); i < end; i++) {
            output.values[i] = arithmetic.round(x[i] - moments.mean) * rstd.values[row];
          }
        }
        continue;
      }
      const scale = arithmetic.round(rstd.values[row] * (gamma === null ? 1 : gamma[channel]));
      const shift = arithmetic.fma(-scale, moments.mean, beta === null ? 0 : beta[channel]);
      for (let i = start; i < stop; ) {
        for (const end = pieceEnd(i, stop); i < end; i++) output.values[i] = arithmetic.fma(x[i], scale, shift);
      }
    }
  }
  return {
    output: rounded(output.tensor, input.dtype),
    mean: rounded(mean.tensor, statistics),
    rstd: rounded(rstd.tensor, statistics),
  };
}

/** What the fast versions take: the elements of one channel of one sample lie together. */
const runsOf = ({ batch, channels, inner }: Layout): fast.Runs => ({ count: batch * channels, length: inner });

const takesGroups = (layout: Layout, input: Tensor, arrays: readonly FloatArray[]): boolean =>
  input.dtype === "float32" && fast.takesRuns(runsOf(layout), arrays);

interface ForwardValues {
  readonly x: FloatArray;
  readonly gamma: FloatArray | null;
  readonly beta: FloatArray | null;
  readonly eps: number;
}

/** Moments of the groups from those of their runs, then (x - mean) * scale + shift by run. */
function fastForward(
  layout: Layout,
  { x, gamma, beta, eps }: ForwardValues,
  y: FloatArray,
  mean: FloatArray,
  rstd: FloatArray,
): void {
  const { channels, inner, perGroup } = layout;
  const runs = runsOf(layout);
  const moments = fast.measureRuns(runs, x);
  const table = new Float32Array(4 * runs.count);
  for (let first = 0, row = 0; first < runs.count; first += perGroup, row++) {
    let mu = 0;
    for (let run = first; run < first + perGroup; run++) mu += moments[2 * run] / perGroup;
    let squares = 0;
    for (let run = first; run < first + perGroup; run++) {
      squares += moments[2 * run + 1] + inner * (moments[2 * run] - mu) ** 2;
    }
    mean[row] = mu;
    rstd[row] = 1 / Math.sqrt(squares / (perGroup * inner) + eps);
    for (let run = first; run < first + perGroup; run++) {
      const c = run % channels;
      const scale = rstd[row] * (gamma === null ? 1 : gamma[c]);
      // The mean as float32 has it, and what that leaves.
      table.set([scale, (beta === null ? 0 : beta[c]) + (mean[row] - mu) * scale, mean[row]], 4 * run);
    }
  }
  fast.scaleRuns(runs, x, y, table);
}

export interface GroupNormGradients {
  readonly input: Tensor;
  readonly weight: Tensor;
  readonly bias: Tensor;
}

/** Where a group norm's input has what: `inner` values a channel of a sample, `perGroup` channels a group. */
interface Layout {
  readonly batch: number;
  readonly channels: number;
  readonly groups: number;
  readonly inner: number;
  readonly perGroup: number;
}

/** Sum of dy * x (x null: of dy) over one channel, by lanes and then the rest, as PyTorch adds. */
function channelSum(
  dy: FloatArray,
  x: FloatArray | null,
  start: number,
  inner: number,
  arithmetic: Arithmetic,
): number {
  const { lanes } = arithmetic;
  const vectorized = inner - (inner % lanes);
  worked(inner);
  let sum = 0;
  for (let lane = 0; lane < lanes && vectorized > 0; lane++) {
    let part = 0;
    for (let i = start + lane, stop = start + vectorized; i < stop; ) {
      for (const end = pieceEnd(i, stop); i < end; i += lanes) {
        part = x === null ? arithmetic.round(part + dy[i]) : arithmetic.fma(dy[i], x[i], part);
      }
    }
    sum = arithmetic.round(sum + part);
  }
  for (let i = start + vectorized; i < start + inner; i++) {
    sum = arithmetic.round(sum + (x === null ? dy[i] : arithmetic.round(dy[i] * x[i])));
  }
  return sum;
}

/** Gradients of input, weight and bias, from the sums of dy and dy * x over every channel of every sample. */
export function groupNormBackward(
  gradOutput: Tensor,
  input: Tensor,
  groups: number,
  { mean, rstd }: { readonly mean: Tensor; readonly rstd: Tensor },
  weight: Tensor | null,
): GroupNormGradients {
  const [batch, channels, ...rest] = input.shape;
  const layout = { batch, channels, groups, inner: countOf(rest), perGroup: channels / groups };
  const x = floatValues(input);
  const dy = floatValues(gradOutput);
  const gamma = optionalValues(weight);
  const means = floatValues(mean);
  const rstds = floatValues(rstd);
  const dx = floatResult(input.shape, input.dtype, false);
  const values = { dy, x, gamma, means, rstds };
  const sums = takesGroups(layout, input, [x, dy, dx.values])
    ? fastBackward(layout, values, dx.values)
    : plainBackward(layout, values, dx.values, arithmeticFor(input, layout.perGroup * layout.inner));
  const dtype = weight?.dtype ?? input.dtype;
  return {
    input: rounded(dx.tensor, input.dtype),
    weight: asTensor(sums.dgamma, [channels], dtype),
    bias: asTensor(sums.dbeta, [channels], dtype),
  };
}

interface BackwardValues {
  readonly dy: FloatArray;
  readonly x: FloatArray;
  readonly gamma: FloatArray | null;
  readonly means: FloatArray;
  readonly rstds: FloatArray;
}

/** Per channel: the sums of dy * x_hat and of dy. */
interface ParameterSums {
  readonly dgamma: Float64Array;
  readonly dbeta: Float64Array;
}

function plainBackward(layout: Layout, values: BackwardValues, dx: FloatArray, arithmetic: Arithmetic): ParameterSums {
  const { batch, channels, inner, perGroup } = layout;
  const { dy, x, means, rstds } = values;
  const products = new Float64Array(batch * channels);
  const sums = new Float64Array(batch * channels);
  for (let i = 0; i < products.length; i++) {
    products[i] = channelSum(dy, x, i * inner, inner, arithmetic);
    sums[i] = channelSum(dy, null, i * inner, inner, arithmetic);
  }
  inputGradient(layout, { ...values, products, sums }, dx, arithmetic);
  const dgamma = new Float64Array(channels);
  const dbeta = new Float64Array(channels);
  for (let i = 0; i < products.length; i++) {
    const row = Math.floor(i / perGroup);
    const c = i % channels;
    const centred = arithmetic.fma(-sums[i], means[row], products[i]);
    dgamma[c] = arithmetic.fma(centred, rstds[row], dgamma[c]);
    dbeta[c] = arithmetic.round(dbeta[c] + sums[i]);
  }
  return { dgamma, dbeta };
}

/** The same by run, about the mean. */
function fastBackward(layout: Layout, { dy, x, gamma, means, rstds }: BackwardValues, dx: FloatArray): ParameterSums {
  const { channels, inner, perGroup } = layout;
  const runs = runsOf(layout);
  const groupOf = (run: number): number => Math.floor(run / perGroup);
  const centres = Float64Array.from({ length: runs.count }, (_, run) => means[groupOf(run)]);
  const found = fast.projectRuns(runs, dy, x, centres);
  const dgamma = new Float64Array(channels);
  const dbeta = new Float64Array(channels);
  const table = new Float32Array(4 * runs.count);
  for (let first = 0; first < runs.count; first += perGroup) {
    const r = rstds[groupOf(first)];
    let sum = 0;
    let projection = 0;
    for (let run = first; run < first + perGroup; run++) {
      const c = run % channels;
      const scale = gamma === null ? 1 : gamma[c];
      sum += found[2 * run] * scale;
      projection += found[2 * run + 1] * scale;
      dbeta[c] += found[2 * run];
      dgamma[c] += found[2 * run + 1] * r;
    }
    const share = 1 / (perGroup * inner);
    for (let run = first; run < first + perGroup; run++) {
      const scale = r * (gamma === null ? 1 : gamma[run % channels]);
      table.set([scale, -projection * r ** 3 * share, centres[run], -sum * r * share], 4 * run);
    }
  }
  fast.gradientRuns(runs, dy, x, dx, table);
  return { dgamma, dbeta };
}

interface SummedValues extends BackwardValues {
  /** Of every channel of every sample. */
  readonly products: Float64Array;
  readonly sums: Float64Array;
}

/** dx = rstd * gamma * dy + b x + c, with b and c from the sums of the group. */
function inputGradient(
  { batch, channels, groups, inner, perGroup }: Layout,
  { dy, x, gamma, means, rstds, products, sums }: SummedValues,
  dx: FloatArray,
  { round, fma: multiplyAdd }: Arithmetic,
): void {
  const share = round(1 / (perGroup * inner));
  for (let row = 0; row < batch * groups; row++) {
    worked(4 * perGroup * inner);
    let product = 0;
    let sum = 0;
    for (let j = 0; j < perGroup; j++) {
      const at = row * perGroup + j;
      const scale = gamma === null ? 1 : gamma[at % channels];
      product = multiplyAdd(products[at], scale, product);
      sum = multiplyAdd(sums[at], scale, sum);
    }
    const r = rstds[row];
    const b = round(round(round(multiplyAdd(sum, means[row], -product) * r) * r) * r);
    const slope = round(b * share);
    const c = multiplyAdd(-round(sum * r), share, round(-slope * means[row]));
    for (let j = 0; j < perGroup; j++) {
      const at = row * perGroup + j;
      const scale = round(r * (gamma === null ? 1 : gamma[at % channels]));
      for (let i = at * inner, stop = i + inner; i < stop; ) {
        for (const end = pieceEnd(i, stop); i < end; i++) dx[i] = multiplyAdd(scale, dy[i], round(slope * x[i])) + c;
      }
    }
  }
}
