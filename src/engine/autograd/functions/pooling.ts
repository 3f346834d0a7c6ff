/** Pooling: the largest or the mean value of windows. Shapes: [channels, ...sizes] or [batch, channels, ...sizes]. */

import { runtimeError } from "../../errors.ts";
import type { Convolution } from "../../ops/convolution.ts";
import * as ops from "../../ops/index.ts";
import { adaptiveWindows, fixedWindows, largestOfWindows, type Windows } from "../../ops/pooling.ts";
import { formatShape, type Shape } from "../../tensor/shape.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { records } from "../history.ts";
import { record } from "../record.ts";
import { alongDim } from "./along-dim.ts";
import { div, mul } from "./arithmetic.ts";
import { sumWindows } from "./convolution.ts";
import { gather } from "./gather.ts";
import { pad } from "./padding.ts";
import { mean } from "./reductions.ts";
import { named } from "./rename.ts";
import { reshape, squeeze, unsqueeze } from "./views.ts";

export interface Pooling {
  readonly kernel: Shape;
  /** The kernel's sizes where empty. */
  readonly stride: Shape;
  readonly padding: Shape;
  readonly dilation: Shape;
  readonly ceilMode: boolean;
}

/** Lists of one number a dimension. */
function complete(pooling: Pooling, spatial: number): Pooling {
  const spread = (sizes: Shape): Shape => (sizes.length === 1 ? new Array<number>(spatial).fill(sizes[0]) : sizes);
  const kernel = spread(pooling.kernel);
  const stride = pooling.stride.length === 0 ? kernel : spread(pooling.stride);
  return {
    kernel,
    stride,
    padding: spread(pooling.padding),
    dilation: spread(pooling.dilation),
    ceilMode: pooling.ceilMode,
  };
}

/** The number of windows along one dimension. With `ceilMode` the last one may begin inside and end beyond the input. */
function windowCount(
  size: number,
  kernel: number,
  stride: number,
  padding: number,
  dilation: number,
  ceil: boolean,
): number {
  const room = size + 2 * padding - dilation * (kernel - 1) - 1;
  const count = Math.floor((room + (ceil ? stride - 1 : 0)) / stride) + 1;
  return ceil && (count - 1) * stride >= size + padding ? count - 1 : count;
}

function outputSizes(input: Tensor, { kernel, stride, padding, dilation, ceilMode }: Pooling): number[] {
  const spatial = kernel.length;
  const sizes = input.shape.slice(-spatial);
  if (stride.some((s) => s === 0)) throw runtimeError("stride should not be zero");
  for (let i = 0; i < spatial; i++) {
    if (padding[i] < 0) throw runtimeError(`pad must be non-negative, but got pad: ${padding[i]}`);
    if (padding[i] > kernel[i] / 2) {
      throw runtimeError(
        `pad should be at most half of effective kernel size, but got pad=${padding[i]}, kernel_size=${kernel[i]} and dilation=${dilation[i]}`,
      );
    }
  }
  const counts = sizes.map((size, i) => windowCount(size, kernel[i], stride[i], padding[i], dilation[i], ceilMode));
  if (counts.some((count) => count < 1)) {
    const channels = input.shape[input.shape.length - spatial - 1];
    const text = (all: Shape): string => [channels, ...(spatial === 1 ? [1, ...all] : all)].join("x");
    throw runtimeError(
      `Given input size: (${text(sizes)}). Calculated output size: (${text(counts)}). Output size is too small`,
    );
  }
  return counts;
}

function checkRank(input: Tensor, spatial: number, name: string): void {
  const rank = input.shape.length;
  if (rank === spatial + 1 || rank === spatial + 2) return;
  const wanted = `Expected ${spatial + 1}D or ${spatial + 2}D`;
  throw runtimeError(
    name.startsWith("max_pool") && spatial === 2
      ? `non-empty 3D or 4D (batch mode) tensor expected for input`
      : `${name}(): ${wanted} tensor, but got ${formatShape(input.shape)}`,
  );
}

/** The input as rows of planes. */
const asRows = (input: Tensor, spatial: number): Tensor => reshape(input, [-1, ...input.shape.slice(-spatial)]);

/** The picked values and where they were, in flat spatial positions. */
function pick(input: Tensor, windows: readonly Windows[], node: string): [Tensor, Tensor] {
  const spatial = windows.length;
  const counts = windows.map((list) => list.length);
  const outer = input.shape.slice(0, -spatial);
  const plane = input.shape.slice(-spatial).reduce((total, size) => total * size, 1);
  const places = largestOfWindows(ops.reshape(input, [-1, ...input.shape.slice(-spatial)]), windows);
  const flat = (tensor: Tensor, length: number): Tensor => reshape(tensor, [...outer, length]);
  const indices = ops.reshape(places, [...outer, ...counts]);
  const count = counts.reduce((total, size) => total * size, 1);
  const index = ops.reshape(indices, [...outer, count]);
  const values = ops.reshape(ops.gather(ops.reshape(input, [...outer, plane]), -1, index), [...outer, ...counts]);
  if (!records(input)) return [values, indices];
  const picked = record(node, [input], values, [input, indices], (gradient) => [
    reshape(spreadTo(flat(gradient, count), index, plane), input.shape),
  ]);
  return [picked, indices];
}

/** Values at their places in zeros, added where places are equal; the gradient of that is the choice again. */
function spreadTo(values: Tensor, index: Tensor, length: number): Tensor {
  const shape = [...values.shape.slice(0, -1), length];
  const result = ops.scatterAdd(ops.zeros(shape, values.dtype), -1, index, values);
  if (!records(values)) return result;
  return record("ScatterAddBackward0", [values], result, [], (gradient) => [gather(gradient, -1, index)]);
}

/** Sequences are pooled as images of height one, as in PyTorch. */
const asImage = (pooling: Pooling): Pooling => ({
  kernel: [1, ...pooling.kernel],
  stride: pooling.stride.length === 0 ? [] : [1, ...pooling.stride],
  padding: [0, ...pooling.padding],
  dilation: [1, ...pooling.dilation],
  ceilMode: pooling.ceilMode,
});

/** Max pooling over `spatial` dimensions with the flat indices of what was picked. */
export function maxPool(input: Tensor, pooling: Pooling, spatial: number): [Tensor, Tensor] {
  checkRank(input, spatial, `max_pool${spatial}d`);
  if (spatial === 1) {
    const [values, indices] = maxPool(unsqueeze(input, -2), asImage(pooling), 2);
    return [squeeze(values, [-2]), squeeze(indices, [-2])];
  }
  const full = complete(pooling, spatial);
  const counts = outputSizes(input, full);
  const sizes = input.shape.slice(-spatial);
  const windows = counts.map((count, i) =>
    fixedWindows(sizes[i], count, full.kernel[i], full.stride[i], full.padding[i], full.dilation[i]),
  );
  return pick(input, windows, spatial === 3 ? "MaxPool3DWithIndicesBackward0" : "MaxPool2DWithIndicesBackward0");
}

/** Max pooling to given sizes; null keeps a dimension's. */
export function adaptiveMaxPool(input: Tensor, sizes: readonly (number | null)[], spatial: number): [Tensor, Tensor] {
  checkRank(input, spatial, `adaptive_max_pool${spatial}d`);
  if (spatial === 1) {
    const [values, indices] = adaptiveMaxPool(unsqueeze(input, -2), [1, ...sizes], 2);
    return [squeeze(values, [-2]), squeeze(indices, [-2])];
  }
  const own = input.shape.slice(-spatial);
  const windows = own.map((size, i) => adaptiveWindows(size, sizes[i] ?? size));
  return pick(input, windows, `AdaptiveMaxPool${spatial === 3 ? 3 : 2}DBackward0`);
}

export interface AveragePooling extends Omit<Pooling, "dilation"> {
  readonly countIncludePad: boolean;
  readonly divisor: number | null;
}

/** Mean pooling over `spatial` dimensions. */
export function averagePool(input: Tensor, pooling: AveragePooling, spatial: number): Tensor {
  checkRank(input, spatial, `avg_pool${spatial}d`);
  if (spatial === 1) {
    const image = asImage({ ...pooling, dilation: [1] });
    return squeeze(averagePool(unsqueeze(input, -2), { ...pooling, ...image }, 2), [-2]);
  }
  if (pooling.divisor === 0) throw runtimeError("divisor must be not zero");
  const full = complete({ ...pooling, dilation: [1] }, spatial);
  const counts = outputSizes(input, full);
  const outer = input.shape.slice(0, -spatial);
  const sizes = input.shape.slice(-spatial);
  const rows = unsqueeze(asRows(input, spatial), 1);
  // With ceil_mode the last window may reach beyond the padding: zeros there, which no count includes.
  const beyond = sizes.map((size, i) =>
    Math.max(0, (counts[i] - 1) * full.stride[i] + full.kernel[i] - (size + 2 * full.padding[i])),
  );
  const pads = sizes.flatMap((_, i) => [full.padding[i], full.padding[i] + beyond[i]]);
  const order = Array.from({ length: spatial }, (_, i) => spatial - 1 - i).flatMap((i) => [
    pads[2 * i],
    pads[2 * i + 1],
  ]);
  const how: Convolution = {
    stride: full.stride,
    padding: sizes.map(() => 0),
    dilation: sizes.map(() => 1),
    groups: 1,
  };
  const sums = sumWindows(pad(rows, order), full.kernel, how);
  const divisor = divisors(sizes, counts, full, pooling);
  return named(
    reshape(div(sums, ops.to(divisor, input.dtype)), [...outer, ...counts]),
    `AvgPool${spatial === 3 ? 3 : 2}DBackward0`,
  );
}

/** What each window is divided by: [1, 1, ...counts]. */
function divisors(sizes: Shape, counts: Shape, full: Pooling, { countIncludePad, divisor }: AveragePooling): Tensor {
  let result = ops.full([1, 1, ...counts.map(() => 1)], divisor ?? 1, "float64");
  if (divisor !== null) return result;
  for (const [i, count] of counts.entries()) {
    const lengths = Array.from({ length: count }, (_, o) => {
      const start = o * full.stride[i] - full.padding[i];
      const end = Math.min(start + full.kernel[i], sizes[i] + full.padding[i]);
      return countIncludePad ? end - start : Math.min(end, sizes[i]) - Math.max(start, 0);
    });
    const shape = [1, 1, ...counts.map((_, k) => (k === i ? count : 1))];
    result = ops.mul(result, ops.fromNumbers(lengths, shape, "float64"));
  }
  return result;
}

/** A matrix that averages windows of one dimension: [count, size]. */
function averagingMatrix(size: number, windows: Windows, like: Tensor): Tensor {
  const values = new Array<number>(windows.length * size).fill(0);
  for (const [row, window] of windows.entries()) for (const at of window) values[row * size + at] = 1 / window.length;
  return ops.fromNumbers(values, [windows.length, size], like.dtype);
}

/** Mean pooling to given sizes; null keeps a dimension's. */
export function adaptiveAveragePool(input: Tensor, sizes: readonly (number | null)[], spatial: number): Tensor {
  checkRank(input, spatial, `adaptive_avg_pool${spatial}d`);
  if (spatial === 1) return squeeze(adaptiveAveragePool(unsqueeze(input, -2), [1, ...sizes], 2), [-2]);
  const own = input.shape.slice(-spatial);
  if (own.every((size, i) => (sizes[i] ?? size) === 1)) {
    return mean(input, { dims: own.map((_, i) => i - spatial), keepdim: true });
  }
  let result = mul(input, 1n);
  for (const [i, size] of own.entries()) {
    const count = sizes[i] ?? size;
    if (count === size) continue;
    const dim = input.shape.length - spatial + i;
    result = alongDim(result, dim, averagingMatrix(size, adaptiveWindows(size, count), input));
  }
  return named(result, `AdaptiveAvgPool${spatial === 3 ? 3 : 2}DBackward0`);
}
