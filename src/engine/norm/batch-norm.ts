/**
 * Batch norm (Ioffe and Szegedy 2015, arXiv:1502.03167), as torch.native_batch_norm on a CPU: sums in double precision,
 * one multiply-add an element. Raw, without autograd.
 */

import { runtimeError } from "../errors.ts";
import { roundBfloat16, roundFloat16 } from "../math/half.ts";
import { assign } from "../ops/copy.ts";
import { permute } from "../ops/views.ts";
import type { DType } from "../tensor/dtype.ts";
import { allocateStrided } from "../tensor/make.ts";
import { channelsLastStrides, suggestsChannelsLast } from "../tensor/memory-format.ts";
import { countOf } from "../tensor/shape.ts";
import { isContiguous } from "../tensor/strides.ts";
import type { Tensor } from "../tensor/tensor.ts";
import * as fast from "../wasm/channel-runs.ts";
import { worked } from "../work.ts";
import {
  asTensor,
  checkFloating,
  computeDType,
  type FloatArray,
  floatResult,
  floatValues,
  optionalValues,
  parameterDType,
  rounded,
} from "./values.ts";

export interface BatchNormOptions {
  readonly weight?: Tensor | null;
  readonly bias?: Tensor | null;
  readonly runningMean?: Tensor | null;
  readonly runningVar?: Tensor | null;
  readonly training: boolean;
  readonly momentum: number;
  readonly eps: number;
}

export interface BatchNormResult {
  readonly output: Tensor;
  /** Per channel: what the backward pass of training needs. Empty in evaluation. */
  readonly mean: Tensor;
  readonly rstd: Tensor;
}

interface Layout {
  readonly batch: number;
  readonly channels: number;
  readonly inner: number;
}

/** Input (N, C, *): how far apart the elements of a channel lie. */
function layoutOf(input: Tensor): Layout {
  const [batch, channels = 1, ...rest] = input.shape;
  return { batch, channels, inner: countOf(rest) };
}

function checkSize(name: string, tensor: Tensor | null | undefined, channels: number): void {
  if (tensor && tensor.elementCount !== channels) {
    throw runtimeError(`${name} should contain ${channels} elements not ${tensor.elementCount}`);
  }
}

/** Rounds as the statistics' dtype does. */
const rounders: Partial<Record<DType, (value: number) => number>> = {
  float64: (value) => value,
  float16: roundFloat16,
  bfloat16: roundBfloat16,
};
const rounder = (dtype: DType): ((value: number) => number) => rounders[dtype] ?? Math.fround;

interface ChannelMoments {
  readonly mean: Float64Array;
  /** Sum of squared deviations. */
  readonly squares: Float64Array;
  readonly count: number;
}

/** What the fast versions take: the elements of one channel of one sample lie together. */
const runsOf = ({ batch, channels, inner }: Layout): fast.Runs => ({ count: batch * channels, length: inner });

function channelMoments(x: FloatArray, layout: Layout): ChannelMoments {
  const { batch, channels, inner } = layout;
  const count = batch * inner;
  if (fast.takesRuns(runsOf(layout), [x])) return mergeRuns(fast.measureRuns(runsOf(layout), x), layout);
  const mean = new Float64Array(channels);
  const squares = new Float64Array(channels);
  for (let c = 0; c < channels; c++) {
    let sum = 0;
    for (let n = 0; n < batch; n++) {
      const start = (n * channels + c) * inner;
      worked(inner);
      for (let i = start; i < start + inner; i++) sum += x[i];
    }
    const mu = sum / count;
    let square = 0;
    for (let n = 0; n < batch; n++) {
      const start = (n * channels + c) * inner;
      worked(inner);
      for (let i = start; i < start + inner; i++) square += (x[i] - mu) ** 2;
    }
    mean[c] = mu;
    squares[c] = square;
  }
  return { mean, squares, count };
}

/** Channels' moments from those of their runs, which are of one length (Chan, Golub and LeVeque 1983). */
function mergeRuns(runs: Float64Array, { batch, channels, inner }: Layout): ChannelMoments {
  const mean = new Float64Array(channels);
  const squares = new Float64Array(channels);
  for (let run = 0; run < batch * channels; run++) mean[run % channels] += runs[2 * run] / batch;
  for (let run = 0; run < batch * channels; run++) {
    squares[run % channels] += runs[2 * run + 1] + inner * (runs[2 * run] - mean[run % channels]) ** 2;
  }
  return { mean, squares, count: batch * inner };
}

function updateRunning(running: Tensor | null | undefined, values: Float64Array, momentum: number): void {
  if (!running) return;
  const old = floatValues(running);
  const next = Float64Array.from(values, (value, c) => momentum * value + (1 - momentum) * old[c]);
  assign(running, asTensor(next, running.shape, running.dtype));
}

export function batchNormForward(input: Tensor, options: BatchNormOptions): BatchNormResult {
  const { weight = null, bias = null, runningMean, runningVar, training, momentum, eps } = options;
  checkFloating("batch_norm", input);
  const layout = layoutOf(input);
  const { channels } = layout;
  checkSize("running_mean", runningMean, channels);
  checkSize("running_var", runningVar, channels);
  checkSize("weight", weight, channels);
  checkSize("bias", bias, channels);
  if (!training && !(runningMean && runningVar))
    throw runtimeError(`${runningMean ? "running_var" : "running_mean"} must be defined in evaluation mode`);
  const statistics = parameterDType(input, [weight, bias, runningMean ?? null, runningVar ?? null]);
  const keep = rounder(statistics);
  const round = rounder(computeDType(input.dtype));
  const x = floatValues(input);
  const mean = new Float64Array(channels);
  const rstd = new Float64Array(channels);
  if (training) {
    const moments = channelMoments(x, layout);
    // bfloat16 has a division by integers of its own in PyTorch; the other dtypes divide in a wider one.
    const over = (square: number, count: number): number =>
      statistics === "bfloat16" ? roundBfloat16(roundBfloat16(square) / count) : square / count;
    for (let c = 0; c < channels; c++) {
      mean[c] = keep(moments.mean[c]);
      rstd[c] = keep(1 / Math.sqrt(over(moments.squares[c], moments.count) + eps));
    }
    updateRunning(runningMean, moments.mean, momentum);
    updateRunning(
      runningVar,
      moments.squares.map((square) => over(square, moments.count - 1)),
      momentum,
    );
  } else if (runningMean && runningVar) {
    mean.set(floatValues(runningMean));
    const variance = floatValues(runningVar);
    for (let c = 0; c < channels; c++) rstd[c] = round(1 / round(Math.sqrt(round(variance[c] + round(eps)))));
  }
  const output = floatResult(input.shape, input.dtype, false);
  const parameters = { mean, rstd, weight: optionalValues(weight), bias: optionalValues(bias) };
  if (inMemoryOrder(input)) {
    const isFast = input.dtype === "float32" && fast.takesRuns(runsOf(layout), [x, output.values]);
    if (isFast) fast.scaleRuns(runsOf(layout), x, output.values, scaleTable(layout, parameters));
    else transform(x, output.values, layout, parameters, round);
  } else transformStrided(x, output.values, layout, parameters, keep);
  const kept = training ? [channels] : [0];
  return {
    output: laidOutAs(input, rounded(output.tensor, input.dtype)),
    mean: asTensor(training ? Float64Array.from(mean) : new Float64Array(0), kept, statistics),
    rstd: asTensor(training ? Float64Array.from(rstd) : new Float64Array(0), kept, statistics),
  };
}

/** Images with their channels innermost stay so; all else is row-major. */
function laidOutAs(input: Tensor, output: Tensor): Tensor {
  if (isContiguous(input) || !(inMemoryOrder(input) || suggestsChannelsLast(input))) return output;
  const { shape, dtype } = output;
  return assign(allocateStrided(shape, channelsLastStrides(shape), dtype), output);
}

interface Parameters {
  readonly mean: Float64Array;
  readonly rstd: Float64Array;
  readonly weight: FloatArray | null;
  readonly bias: FloatArray | null;
}

/** Row-major, or with the channels innermost: PyTorch takes another path for all else. */
function inMemoryOrder(input: Tensor): boolean {
  if (input.elementCount === 1 || isContiguous(input)) return true;
  const rank = input.shape.length;
  if (rank < 4) return false;
  const [batch, channels, ...rest] = input.shape.map((_, i) => i);
  return isContiguous(permute(input, [batch, ...rest, channels]));
}

/** y = x * alpha + beta, alpha = rstd * weight, beta = bias - mean * alpha. */
function transform(
  x: FloatArray,
  y: FloatArray,
  { batch, channels, inner }: Layout,
  { mean, rstd, weight, bias }: Parameters,
  round: (value: number) => number,
): void {
  for (let c = 0; c < channels; c++) {
    const alpha = round(rstd[c] * (weight === null ? 1 : weight[c]));
    const beta = round((bias === null ? 0 : bias[c]) - mean[c] * alpha);
    for (let n = 0; n < batch; n++) {
      const start = (n * channels + c) * inner;
      worked(inner);
      for (let i = start; i < start + inner; i++) y[i] = x[i] * alpha + beta;
    }
  }
}

/** What is taken off before a product: the mean as float32 has it. */
function centreOf(mean: number): number {
  const centre = Math.fround(mean);
  return Number.isFinite(centre) ? centre : 0;
}

/** The same by run, about the mean: offsets cost no digits. */
function scaleTable({ batch, channels }: Layout, { mean, rstd, weight, bias }: Parameters): Float32Array {
  const table = new Float32Array(4 * batch * channels);
  for (let run = 0; run < batch * channels; run++) {
    const c = run % channels;
    const alpha = rstd[c] * (weight === null ? 1 : weight[c]);
    const centre = centreOf(mean[c]);
    table.set([alpha, (bias === null ? 0 : bias[c]) + (centre - mean[c]) * alpha, centre], 4 * run);
  }
  return table;
}

/** y = ((x - mean) * rstd) * weight + bias, each step rounded: what PyTorch computes for strided inputs. */
function transformStrided(
  x: FloatArray,
  y: FloatArray,
  { batch, channels, inner }: Layout,
  { mean, rstd, weight, bias }: Parameters,
  round: (value: number) => number,
): void {
  for (let c = 0; c < channels; c++) {
    const scale = weight === null ? 1 : weight[c];
    const shift = bias === null ? 0 : bias[c];
    for (let n = 0; n < batch; n++) {
      const start = (n * channels + c) * inner;
      worked(inner);
      for (let i = start; i < start + inner; i++) {
        y[i] = round(round(round(round(x[i] - mean[c]) * rstd[c]) * scale) + shift);
      }
    }
  }
}

export interface BatchNormGradients {
  readonly input: Tensor;
  readonly weight: Tensor | null;
  readonly bias: Tensor | null;
}

interface BackwardValues {
  readonly dy: FloatArray;
  readonly x: FloatArray;
  readonly dx: FloatArray;
  readonly gamma: FloatArray | null;
  readonly mean: FloatArray;
  readonly rstd: FloatArray;
  readonly training: boolean;
  /** Per channel: the sums of dy * x_hat and of dy. */
  readonly dgamma: Float64Array;
  readonly dbeta: Float64Array;
}

function plainBackward({ batch, channels, inner }: Layout, values: BackwardValues): void {
  const { dy, x, dx, gamma, mean, rstd, training, dgamma, dbeta } = values;
  const count = batch * inner;
  for (let c = 0; c < channels; c++) {
    let sum = 0;
    let projection = 0;
    for (let n = 0; n < batch; n++) {
      const start = (n * channels + c) * inner;
      worked(inner);
      for (let i = start; i < start + inner; i++) {
        sum += dy[i];
        projection += (x[i] - mean[c]) * dy[i];
      }
    }
    const gain = rstd[c] * (gamma === null ? 1 : gamma[c]);
    const k = (projection * rstd[c] * rstd[c]) / count;
    for (let n = 0; n < batch; n++) {
      const start = (n * channels + c) * inner;
      worked(inner);
      for (let i = start; i < start + inner; i++) {
        dx[i] = training ? (dy[i] - sum / count - (x[i] - mean[c]) * k) * gain : dy[i] * gain;
      }
    }
    dgamma[c] = projection * rstd[c];
    dbeta[c] = sum;
  }
}

/** The same by run. */
function fastBackward(layout: Layout, values: BackwardValues): void {
  const { batch, channels, inner } = layout;
  const { dy, x, dx, gamma, mean, rstd, training, dgamma, dbeta } = values;
  const runs = runsOf(layout);
  const count = batch * inner;
  const centres = Float64Array.from({ length: runs.count }, (_, run) => mean[run % channels]);
  const sums = fast.projectRuns(runs, dy, x, centres);
  for (let run = 0; run < runs.count; run++) {
    dbeta[run % channels] += sums[2 * run];
    dgamma[run % channels] += sums[2 * run + 1] * rstd[run % channels];
  }
  const table = new Float32Array(4 * runs.count);
  for (let run = 0; run < runs.count; run++) {
    const c = run % channels;
    const gain = rstd[c] * (gamma === null ? 1 : gamma[c]);
    const slope = (-dgamma[c] * rstd[c] * gain) / count;
    const centre = centreOf(mean[c]);
    const rest = (centre - mean[c]) * slope - (dbeta[c] / count) * gain;
    table.set(training ? [gain, slope, centre, rest] : [gain], 4 * run);
  }
  if (training) fast.gradientRuns(runs, dy, x, dx, table);
  else fast.scaleRuns(runs, dy, dx, table);
}

/** Gradients of input, weight and bias. `mean` and `rstd` are those of the batch in training, of the buffers otherwise. */
export function batchNormBackward(
  gradOutput: Tensor,
  input: Tensor,
  weight: Tensor | null,
  { mean, rstd }: { readonly mean: FloatArray; readonly rstd: FloatArray },
  training: boolean,
): BatchNormGradients {
  const layout = layoutOf(input);
  const { channels } = layout;
  const dx = floatResult(input.shape, input.dtype, false);
  const dgamma = new Float64Array(channels);
  const dbeta = new Float64Array(channels);
  const values = {
    ...{ dy: floatValues(gradOutput), x: floatValues(input), dx: dx.values, gamma: optionalValues(weight) },
    ...{ mean, rstd, training, dgamma, dbeta },
  };
  const isFast = input.dtype === "float32" && fast.takesRuns(runsOf(layout), [values.x, values.dy, values.dx]);
  if (isFast) fastBackward(layout, values);
  else plainBackward(layout, values);
  const dtype = weight?.dtype ?? input.dtype;
  const parameter = (sums: Float64Array): Tensor =>
    asTensor(computeDType(dtype) === "float64" ? sums : Float32Array.from(sums), [channels], dtype);
  return { input: rounded(dx.tensor, input.dtype), weight: parameter(dgamma), bias: parameter(dbeta) };
}
