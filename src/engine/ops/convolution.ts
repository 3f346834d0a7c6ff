/**
 * Convolution over one to three spatial dimensions by products of matrices: the windows of the input are the rows of one
 * (im2col). The three functions are each other's gradients, so that derivatives of any order stay among them.
 */
import { allocate, allocateUnset } from "../tensor/make.ts";
import type { Shape } from "../tensor/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { Writer } from "../tensor/walk.ts";
import { worked } from "../work.ts";
import { add } from "./arithmetic.ts";
import { assign, toNumbers } from "./copy.ts";
import { mm } from "./matmul.ts";
import { narrow, permute, reshape, t, view } from "./views.ts";

/** How the window moves: a number for each spatial dimension, and the count of groups of channels. */
export interface Convolution {
  readonly stride: Shape;
  readonly padding: Shape;
  readonly dilation: Shape;
  readonly groups: number;
}

/** Sizes in three dimensions; fewer are filled up with ones in front. */
interface Geometry {
  readonly input: Shape;
  readonly kernel: Shape;
  readonly output: Shape;
  readonly stride: Shape;
  readonly padding: Shape;
  readonly dilation: Shape;
  /** Window positions, and elements of a window in one channel. */
  readonly positions: number;
  readonly taps: number;
}

const three = (sizes: Shape, fill: number): number[] => [...new Array<number>(3 - sizes.length).fill(fill), ...sizes];
const product = (sizes: Shape): number => sizes.reduce((total, size) => total * size, 1);

/** The sizes that a convolution gives. */
export function convolvedSizes(input: Shape, kernel: Shape, { stride, padding, dilation }: Convolution): number[] {
  return input.map((size, i) =>
    Math.floor((size + 2 * padding[i] - dilation[i] * (kernel[i] - 1) - 1) / stride[i] + 1),
  );
}

function geometryOf(input: Shape, kernel: Shape, output: Shape, how: Convolution): Geometry {
  return {
    input: three(input, 1),
    kernel: three(kernel, 1),
    output: three(output, 1),
    stride: three(how.stride, 1),
    padding: three(how.padding, 0),
    dilation: three(how.dilation, 1),
    positions: product(output),
    taps: product(kernel),
  };
}

/** Visits every element of every window that lies inside the input: its place among the columns, and in the input. */
function forEachTap(
  { input, kernel, output, stride, padding, dilation }: Geometry,
  channels: number,
  visit: (column: number, place: number) => void,
): void {
  const [depth, height, width] = input;
  const [kd, kh, kw] = kernel;
  const depthOfRow = channels * kd * kh * kw;
  let row = 0;
  for (let od = 0; od < output[0]; od++) {
    for (let oh = 0; oh < output[1]; oh++) {
      for (let ow = 0; ow < output[2]; ow++, row += depthOfRow) {
        let column = row;
        worked(depthOfRow);
        for (let c = 0; c < channels; c++) {
          for (let i = 0; i < kd; i++) {
            const d = od * stride[0] - padding[0] + i * dilation[0];
            for (let j = 0; j < kh; j++) {
              const h = oh * stride[1] - padding[1] + j * dilation[1];
              const inside = d >= 0 && d < depth && h >= 0 && h < height;
              const line = ((c * depth + d) * height + h) * width;
              const start = ow * stride[2] - padding[2];
              for (let k = 0; k < kw; k++, column++) {
                const w = start + k * dilation[2];
                if (inside && w >= 0 && w < width) visit(column, line + w);
              }
            }
          }
        }
      }
    }
  }
}

/** Windows of one sample's channels as rows: [positions, channels * taps]. */
function columnsOf(values: Float64Array, geometry: Geometry, channels: number, like: Tensor): Tensor {
  const columns = new Float64Array(geometry.positions * channels * geometry.taps);
  forEachTap(geometry, channels, (column, place) => {
    columns[column] = values[place];
  });
  const result = allocateUnset([geometry.positions, channels * geometry.taps], like.dtype);
  new Writer(result).write(columns, columns.length);
  return result;
}

/** The sum of windows at their places in the input. */
function scatterColumns(columns: Tensor, geometry: Geometry, channels: number, into: Float64Array): void {
  const values = toNumbers(columns);
  into.fill(0);
  forEachTap(geometry, channels, (column, place) => {
    into[place] += values[column];
  });
}

/** A group's part of one sample: [1, channels, ...] of [batch, groups * channels, ...]. */
const part = (tensor: Tensor, sample: number, group: number, channels: number): Tensor =>
  narrow(narrow(tensor, 0, sample, 1), 1, group * channels, channels);

/** Rows of a group's weight: [outputs, channels * taps]. */
const groupWeight = (weight: Tensor, group: number, outputs: number): Tensor =>
  reshape(narrow(weight, 0, group * outputs, outputs), [outputs, -1]);

/** The output's gradient as rows of positions: [positions, outputs]. */
const rowsOfPositions = (gradient: Tensor, sample: number, group: number, outputs: number): Tensor =>
  t(reshape(part(gradient, sample, group, outputs), [outputs, -1]));

/** input [batch, channels, ...] and weight [outputs, channels / groups, ...] give [batch, outputs, ...]. */
export function convolve(input: Tensor, weight: Tensor, how: Convolution): Tensor {
  const [batch, channels, ...sizes] = input.shape;
  const [outputs, inGroup, ...kernel] = weight.shape;
  const outputSizes = convolvedSizes(sizes, kernel, how);
  const geometry = geometryOf(sizes, kernel, outputSizes, how);
  const result = allocate([batch, outputs, ...outputSizes], input.dtype);
  if (result.elementCount === 0 || channels === 0) return result;
  const flat = view(result, [batch, outputs, geometry.positions]);
  const outGroup = outputs / how.groups;
  for (let sample = 0; sample < batch; sample++) {
    for (let group = 0; group < how.groups; group++) {
      const columns = columnsOf(toNumbers(part(input, sample, group, inGroup)), geometry, inGroup, input);
      const rows = mm(columns, t(groupWeight(weight, group, outGroup)));
      assign(reshape(part(flat, sample, group, outGroup), [outGroup, geometry.positions]), t(rows));
    }
  }
  return result;
}

/** The gradient for an input of the given spatial sizes: also the transposed convolution of `gradient`. */
export function convolveTransposed(gradient: Tensor, weight: Tensor, sizes: Shape, how: Convolution): Tensor {
  const [batch, outputs, ...outputSizes] = gradient.shape;
  const [, inGroup, ...kernel] = weight.shape;
  const geometry = geometryOf(sizes, kernel, outputSizes, how);
  const result = allocate([batch, inGroup * how.groups, ...sizes], gradient.dtype);
  if (result.elementCount === 0) return result;
  const outGroup = outputs / how.groups;
  const sums = new Float64Array(inGroup * product(sizes));
  const writer = new Writer(result);
  for (let sample = 0; sample < batch; sample++) {
    for (let group = 0; group < how.groups; group++) {
      const rows = rowsOfPositions(gradient, sample, group, outGroup);
      scatterColumns(mm(rows, groupWeight(weight, group, outGroup)), geometry, inGroup, sums);
      writer.write(sums, sums.length);
    }
  }
  return result;
}

/** The gradient for a weight with the given kernel sizes. */
export function convolveWeight(gradient: Tensor, input: Tensor, kernel: Shape, how: Convolution): Tensor {
  const [batch, channels, ...sizes] = input.shape;
  const [, outputs, ...outputSizes] = gradient.shape;
  const geometry = geometryOf(sizes, kernel, outputSizes, how);
  const inGroup = channels / how.groups;
  const outGroup = outputs / how.groups;
  const result = allocate([outputs, inGroup, ...kernel], gradient.dtype);
  if (result.elementCount === 0) return result;
  const flat = view(result, [outputs, inGroup * geometry.taps]);
  for (let group = 0; group < how.groups; group++) {
    const sum = narrow(flat, 0, group * outGroup, outGroup);
    for (let sample = 0; sample < batch; sample++) {
      const columns = columnsOf(toNumbers(part(input, sample, group, inGroup)), geometry, inGroup, input);
      const share = mm(t(rowsOfPositions(gradient, sample, group, outGroup)), columns);
      add(sum, share, { out: sum });
    }
  }
  return result;
}

/** The windows of an input [batch, channels, ...] as columns: [batch, channels * taps, positions] (`F.unfold`). */
export function unfoldWindows(input: Tensor, kernel: Shape, how: Convolution): Tensor {
  const [batch, channels, ...sizes] = input.shape;
  const geometry = geometryOf(sizes, kernel, convolvedSizes(sizes, kernel, how), how);
  const result = allocate([batch, channels * geometry.taps, geometry.positions], input.dtype);
  for (let sample = 0; sample < batch; sample++) {
    const columns = columnsOf(toNumbers(narrow(input, 0, sample, 1)), geometry, channels, input);
    assign(reshape(narrow(result, 0, sample, 1), [channels * geometry.taps, geometry.positions]), t(columns));
  }
  return result;
}

/** Columns back in their places, overlapping ones added (`F.fold`): [batch, channels, ...sizes]. */
export function foldWindows(columns: Tensor, sizes: Shape, kernel: Shape, how: Convolution): Tensor {
  const geometry = geometryOf(sizes, kernel, convolvedSizes(sizes, kernel, how), how);
  const [batch, depth] = columns.shape;
  const channels = depth / geometry.taps;
  const result = allocate([batch, channels, ...sizes], columns.dtype);
  const sums = new Float64Array(channels * product(sizes));
  const writer = new Writer(result);
  const rows = permute(columns, [0, 2, 1]);
  for (let sample = 0; sample < batch; sample++) {
    scatterColumns(reshape(narrow(rows, 0, sample, 1), [geometry.positions, depth]), geometry, channels, sums);
    writer.write(sums, sums.length);
  }
  return result;
}
