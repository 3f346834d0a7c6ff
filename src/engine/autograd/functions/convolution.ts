/** Convolutions: each of the three is a gradient of the others, so that derivatives of any order stay among them. */

import { notImplementedError, runtimeError } from "../../errors.ts";
import type { Convolution } from "../../ops/convolution.ts";
import * as raw from "../../ops/convolution.ts";
import * as ops from "../../ops/index.ts";
import { type DType, dtypes, isFloating } from "../../tensor/dtype.ts";
import { allocateStrided } from "../../tensor/make.ts";
import { channelsLastStrides, suggestsChannelsLast } from "../../tensor/memory-format.ts";
import { checkSizes, formatShape, type Shape } from "../../tensor/shape.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { records } from "../history.ts";
import type { Formula } from "../node.ts";
import { record } from "../record.ts";
import { pad } from "./padding.ts";
import { sum } from "./reductions.ts";
import { narrow, squeeze, unsqueeze } from "./views.ts";

/** The gradient of a bias: the sum over all but the channels. */
const biasGradient = (gradient: Tensor): Tensor =>
  sum(gradient, { dims: gradient.shape.map((_, i) => i).filter((i) => i !== 1) });

/** The values with their channels closest together in memory. */
function laidOut(values: Tensor, channelsLast: boolean): Tensor {
  if (!channelsLast) return values;
  const { shape } = values;
  // The place of a sequence's height is no dimension of it.
  const strides =
    shape.length === 3 ? channelsLastStrides([shape[0], shape[1], 1, shape[2]]) : channelsLastStrides(shape);
  if (shape.length === 3) strides.splice(2, 1);
  return ops.assign(allocateStrided(shape, strides, values.dtype), values);
}

/** Adds a bias to fresh values. */
function addBias(values: Tensor, bias: Tensor | null): void {
  if (bias === null) return;
  ops.add(values, ops.reshape(bias, [1, bias.shape[0], ...values.shape.slice(2).map(() => 1)]), { out: values });
}

function forward(
  input: Tensor,
  weight: Tensor,
  how: Convolution,
  bias: Tensor | null = null,
  channelsLast = false,
): Tensor {
  const result = laidOut(raw.convolve(input, weight, how), channelsLast);
  addBias(result, bias);
  if (!records(input, weight, bias)) return result;
  const kernel = weight.shape.slice(2);
  const sizes = input.shape.slice(2);
  const formula: Formula = (gradient, [x, w], node) => [
    node.needs(0) ? inputGradient(gradient, w, sizes, how) : null,
    node.needs(1) ? weightGradient(gradient, x, kernel, how) : null,
    node.needs(2) ? biasGradient(gradient) : null,
  ];
  return record("ConvolutionBackward0", [input, weight, bias], result, [input, weight], formula);
}

/** The gradient for an input of these sizes; the transposed convolution is the same. */
function inputGradient(
  gradient: Tensor,
  weight: Tensor,
  sizes: Shape,
  how: Convolution,
  bias: Tensor | null = null,
): Tensor {
  const result = raw.convolveTransposed(gradient, weight, sizes, how);
  addBias(result, bias);
  if (!records(gradient, weight, bias)) return result;
  const formula: Formula = (outer, [g, w], node) => [
    node.needs(0) ? cutTo(g.shape, forward(outer, w, how)) : null,
    node.needs(1) ? weightGradient(g, outer, w.shape.slice(2), how) : null,
    node.needs(2) ? biasGradient(outer) : null,
  ];
  return record("ConvolutionBackward0", [gradient, weight, bias], result, [gradient, weight], formula);
}

/** The first places of each dimension: an output padding as wide as the stride makes room for one window more. */
function cutTo(shape: Shape, values: Tensor): Tensor {
  let result = values;
  for (let dim = 2; dim < shape.length; dim++) {
    if (result.shape[dim] > shape[dim]) result = narrow(result, dim, 0, shape[dim]);
  }
  return result;
}

function weightGradient(gradient: Tensor, input: Tensor, kernel: Shape, how: Convolution): Tensor {
  const result = raw.convolveWeight(gradient, input, kernel, how);
  if (!records(gradient, input)) return result;
  const formula: Formula = (outer, [g, x], node) => [
    node.needs(0) ? cutTo(g.shape, forward(x, outer, how)) : null,
    node.needs(1) ? inputGradient(g, outer, x.shape.slice(2), how) : null,
  ];
  return record("ConvolutionBackwardBackward0", [gradient, input], result, [gradient, input], formula);
}

export interface ConvolutionOptions {
  readonly bias?: Tensor | null;
  readonly stride: Shape;
  /** Sizes, or what `conv2d(..., padding="same")` says: "same", "valid"; RuntimeError for another text. */
  readonly padding: Shape | string;
  readonly dilation: Shape;
  readonly groups: number;
  /** Of a transposed convolution: the added size at one side of the output. */
  readonly outputPadding?: Shape;
}

/** A list for each spatial dimension; a lone number stands for all. */
function spread(name: string, given: Shape | string, count: number): Shape {
  if (typeof given === "string") throw new Error(`${name}="${given}" was not resolved`);
  if (given.length === count) return given;
  if (given.length === 1) return new Array<number>(count).fill(given[0]);
  throw runtimeError(
    `expected ${name} to be a single integer value or a list of ${count} values to match the convolution dimensions, but got ${name}=${formatShape(given)}`,
  );
}

function checkedOptions(options: ConvolutionOptions, weight: Tensor): Convolution & { outputPadding: Shape } {
  const spatial = weight.shape.length - 2;
  if (spatial <= 0) throw runtimeError("weight should have at least three dimensions");
  if (options.groups <= 0) throw runtimeError("non-positive groups is not supported");
  const stride = spread("stride", options.stride, spatial);
  const padding = spread("padding", options.padding, spatial);
  const dilation = spread("dilation", options.dilation, spatial);
  const outputPadding = spread("output_padding", options.outputPadding ?? [0], spatial);
  if (padding.some((p) => p < 0)) throw runtimeError("negative padding is not supported");
  if (outputPadding.some((p) => p < 0)) throw runtimeError("negative output_padding is not supported");
  if (stride.some((s) => s <= 0)) throw runtimeError("non-positive stride is not supported");
  if (dilation.some((d) => d <= 0)) throw runtimeError("dilation should be greater than zero");
  return { stride, padding, dilation, groups: options.groups, outputPadding };
}

function checkShapes(input: Tensor, weight: Tensor, bias: Tensor | null, groups: number, transposed: boolean): void {
  const [w, x] = [formatShape(weight.shape), formatShape(input.shape)];
  const [rank, wanted] = [input.shape.length, weight.shape.length];
  if (rank !== wanted) {
    throw runtimeError(
      `Expected ${wanted}-dimensional input for ${wanted}-dimensional weight ${w}, but got ${rank}-dimensional input of size ${x} instead`,
    );
  }
  if (weight.shape[0] < groups) {
    throw runtimeError(
      `Given groups=${groups}, expected weight to be at least ${groups} at dimension 0, but got weight of size ${w} instead`,
    );
  }
  if (weight.shape[0] % groups !== 0) {
    throw runtimeError(
      `Given groups=${groups}, expected weight to be divisible by ${groups} at dimension 0, but got weight of size [${w}] instead`,
    );
  }
  const channels = transposed ? weight.shape[0] : weight.shape[1] * groups;
  const given = transposed ? "transposed=1" : `groups=${groups}`;
  if (input.shape[1] !== channels) {
    throw runtimeError(
      `Given ${given}, weight of size ${w}, expected input${x} to have ${channels} channels, but got ${input.shape[1]} channels instead`,
    );
  }
  const outputs = transposed ? weight.shape[1] * groups : weight.shape[0];
  if (bias !== null && (bias.shape.length !== 1 || bias.shape[0] !== outputs)) {
    throw runtimeError(
      `Given ${transposed ? "transposed=1, " : ""}weight of size ${w}, expected bias to be 1-dimensional with ${outputs} elements, but got bias of size ${formatShape(bias.shape)} instead`,
    );
  }
}

function checkKernel(input: Shape, kernel: Shape, { padding, dilation }: Convolution): void {
  const padded = input.map((size, i) => size + 2 * padding[i]);
  const wide = kernel.map((size, i) => dilation[i] * (size - 1) + 1);
  if (padded.some((size, i) => size < wide[i])) {
    throw runtimeError(
      `Calculated padded input size per channel: (${padded.join(" x ")}). Kernel size: (${wide.join(" x ")}). Kernel size can't be greater than actual input size`,
    );
  }
}

const typeText: Readonly<Record<DType, string>> = {
  float32: "float",
  float64: "double",
  float16: "c10::Half",
  bfloat16: "c10::BFloat16",
  int64: "long int",
  int32: "int",
  int16: "short int",
  int8: "signed char",
  uint8: "unsigned char",
  bool: "bool",
};

/** Untransposed convolutions look at the bias before all else. */
function checkBiasType(input: Tensor, bias: Tensor | null): void {
  if (bias === null || bias.dtype === input.dtype) return;
  throw runtimeError(
    `Input type (${typeText[input.dtype]}) and bias type (${typeText[bias.dtype]}) should be the same`,
  );
}

/** Whether PyTorch gives this float32 convolution to oneDNN, whose words for a wrong type are other ones. */
function usesOneDnn(input: Tensor, weight: Tensor, { groups, outputPadding, stride }: Checked): boolean {
  if (input.dtype !== "float32") return false;
  if (outputPadding.some((p, i) => p >= stride[i])) return false;
  const [height, width] = weight.shape.slice(-2);
  const size = input.shape.slice(0, 4).reduce((total, n) => total * n, 1);
  return groups > 1 || (height > 3 && width > 3) || input.shape[0] > 1 || size > 20480;
}

type Checked = Convolution & { outputPadding: Shape };

function checkWeightType(input: Tensor, weight: Tensor, bias: Tensor | null, how: Checked): void {
  const [own, other] = [dtypes[input.dtype].scalarName, dtypes[weight.dtype].scalarName];
  if (weight.dtype !== input.dtype) {
    if (!usesOneDnn(input, weight, how)) throw runtimeError(`expected scalar type ${own} but found ${other}`);
    throw runtimeError(
      `Input type (torch.${own}Tensor) and weight type (torch.${other}Tensor) should be the same or input should be a MKLDNN tensor and weight is a dense tensor`,
    );
  }
  if (bias !== null && bias.dtype !== input.dtype) {
    const found = dtypes[bias.dtype].scalarName;
    if (!usesOneDnn(input, weight, how)) throw runtimeError(`expected scalar type ${own} but found ${found}`);
    throw runtimeError(
      `Input type (torch.${own}Tensor) and bias type (torch.${found}Tensor) should be the same or input should be a MKLDNN tensor and bias is a dense tensor`,
    );
  }
}

/** Floats and int64 always; other integers in the plain kernel alone. */
function checkKernelType({ dtype, shape }: Tensor, how: Convolution, transposed: boolean): void {
  if (isFloating(dtype) || dtype === "int64") return;
  const spatial = Math.max(shape.length - 2, 2);
  const isDilated = how.dilation.some((d) => d !== 1);
  if (!transposed && !isDilated && dtype !== "bool") return;
  const plain = isDilated ? "slow_conv_dilated<>" : spatial === 3 ? "compute_columns3d" : "slow_conv2d_cpu";
  const kernel = transposed ? `slow_conv_transpose${spatial}d_out_cpu` : plain;
  throw notImplementedError(`"${kernel}" not implemented for '${dtypes[dtype].scalarName}'`);
}

function checkTypes(input: Tensor, weight: Tensor, bias: Tensor | null, how: Checked, transposed: boolean): void {
  checkKernelType(input, how, transposed);
  checkWeightType(input, weight, bias, how);
}

/** `padding="same"`: what keeps the sizes; where that is odd, the end of a dimension gets one more. */
function samePadding(input: Tensor, weight: Tensor, options: ConvolutionOptions): [Tensor, number[]] {
  const rank = weight.shape.length;
  const [w, x] = [formatShape(weight.shape), formatShape(input.shape)];
  if (rank <= 2) throw runtimeError("weight should have at least three dimensions");
  if (options.groups <= 0) throw runtimeError("non-positive groups is not supported");
  if (input.shape.length !== rank) {
    throw runtimeError(
      `Expected ${rank}-dimensional input for ${rank}-dimensional weight${w}, but got ${input.shape.length}-dimensional input of size ${x} instead`,
    );
  }
  const spatial = rank - 2;
  for (const [name, given] of [
    ["stride", options.stride],
    ["dilation", options.dilation],
  ] as const) {
    if (given.length !== spatial && given.length !== 1) {
      throw runtimeError(`${name} cannot broadcast to ${spatial} dimensions`);
    }
  }
  if (options.stride.some((s) => s !== 1)) {
    throw runtimeError("padding='same' is not supported for strided convolutions");
  }
  const totals = weight.shape.slice(2).map((size, i) => (options.dilation[i] ?? options.dilation[0]) * (size - 1));
  const before = totals.map((total) => Math.floor(total / 2));
  const more = totals.map((total, i) => total - 2 * before[i]);
  if (more.every((extra) => extra === 0)) return [input, before];
  return [
    pad(
      input,
      [...more].reverse().flatMap((extra) => [0, extra]),
    ),
    before,
  ];
}

/** Whether the result has its channels closest together in memory: where input or weight has. */
function givesChannelsLast(input: Tensor, weight: Tensor): boolean {
  if (input.shape.length === 5 && input.dtype === "float64") return false;
  if (input.shape.length > 3) return suggestsChannelsLast(input) || suggestsChannelsLast(weight);
  // A transposed sequence is copied, so that it does not pass for one by accident.
  const sequence = suggestsChannelsLast(ops.unsqueeze(ops.contiguous(input), 2));
  return sequence || suggestsChannelsLast(ops.unsqueeze(weight, 2));
}

/**
 * Convolution over `spatial` dimensions (`conv1d`, `conv2d`, `conv3d`, and transposed). Input [batch, channels, ...] or
 * without the batch; weight [outputs, channels / groups, ...], transposed [channels, outputs / groups, ...].
 * RuntimeErrors for ranks, channels, sizes and dtypes that do not fit.
 */
export function convolution(
  input: Tensor,
  weight: Tensor,
  options: ConvolutionOptions,
  spatial: number,
  transposed = false,
): Tensor {
  const name = `conv${transposed ? "_transpose" : ""}${spatial}d`;
  const rank = input.shape.length;
  const bias = options.bias ?? null;
  if (!transposed && typeof options.padding !== "string") checkBiasType(input, bias);
  if (rank !== spatial + 1 && rank !== spatial + 2) {
    throw runtimeError(
      `Expected ${spatial + 1}D (unbatched) or ${spatial + 2}D (batched) input to ${name}, but got input of size: ${formatShape(input.shape)}`,
    );
  }
  if (rank === spatial + 2) return batched(input, weight, options, transposed);
  return squeeze(batched(unsqueeze(input, 0), weight, options, transposed), [0]);
}

function batched(input: Tensor, weight: Tensor, options: ConvolutionOptions, transposed: boolean): Tensor {
  const { padding } = options;
  if (padding === "same") {
    const [padded, symmetric] = samePadding(input, weight, options);
    return batched(padded, weight, { ...options, padding: symmetric }, transposed);
  }
  if (typeof padding === "string") {
    if (padding !== "valid") throw runtimeError(`Invalid padding string: '${padding}'`);
    return batched(input, weight, { ...options, padding: [0] }, transposed);
  }
  const bias = options.bias ?? null;
  const how = checkedOptions({ ...options, padding }, weight);
  checkShapes(input, weight, bias, how.groups, transposed);
  const sizes = input.shape.slice(2);
  const kernel = weight.shape.slice(2);
  if (!transposed) checkKernel(sizes, kernel, how);
  const isEmpty = input.shape[0] === 0 || input.shape[1] === 0;
  if (!isEmpty) {
    if (input.elementCount === 0) {
      throw runtimeError(
        `Only zero batch or zero channel inputs are supported, but got input shape: ${formatShape(input.shape)}`,
      );
    }
  }
  if (!transposed) {
    if (!isEmpty) checkTypes(input, weight, bias, how, false);
    return forward(input, weight, how, bias, !isEmpty && givesChannelsLast(input, weight));
  }
  const outputSizes = sizes.map(
    (size, i) =>
      (size - 1) * how.stride[i] - 2 * how.padding[i] + how.dilation[i] * (kernel[i] - 1) + how.outputPadding[i] + 1,
  );
  if (!isEmpty) {
    checkTransposed(how, sizes, outputSizes);
    checkTypes(input, weight, bias, how, true);
  } else {
    checkSizes([input.shape[0], weight.shape[1] * how.groups, ...outputSizes]);
  }
  return inputGradient(input, weight, outputSizes, how, bias);
}

function checkTransposed({ outputPadding, stride, dilation }: Checked, sizes: Shape, outputSizes: Shape): void {
  // Sequences are images of height one.
  const images = (values: Shape, fill: number): Shape => (values.length === 1 ? [fill, ...values] : values);
  if (!outputPadding.every((p, i) => p < stride[i] || p < dilation[i])) {
    const names = ["depth", "height", "width"].slice(-Math.max(sizes.length, 2));
    const list = (what: string, values: Shape): string =>
      names.map((dim, i) => `${what}_${dim}: ${values[i]}`).join(" ");
    throw runtimeError(
      `output padding must be smaller than either stride or dilation, but got ${list("output_padding", images(outputPadding, 0))} ${list("stride", images(stride, 1))} ${list("dilation", images(dilation, 1))}`,
    );
  }
  if (outputSizes.some((size) => size < 1)) {
    const text = (values: Shape): string => images(values, 1).join(" x ");
    throw runtimeError(
      `Given input size per channel: (${text(sizes)}). Calculated output size per channel: (${text(outputSizes)}). Output size is too small`,
    );
  }
}

/** The windows of an input as columns (`F.unfold`): [batch, channels * taps, positions]. */
export function unfoldWindows(input: Tensor, kernel: Shape, how: Convolution): Tensor {
  const result = raw.unfoldWindows(input, kernel, how);
  if (!records(input)) return result;
  const sizes = input.shape.slice(2);
  return record("Im2ColBackward0", [input], result, [], (gradient) => [foldWindows(gradient, sizes, kernel, how)]);
}

/** Columns back in their places (`F.fold`): [batch, channels, ...sizes]. */
export function foldWindows(columns: Tensor, sizes: Shape, kernel: Shape, how: Convolution): Tensor {
  const result = raw.foldWindows(columns, sizes, kernel, how);
  if (!records(columns)) return result;
  return record("Col2ImBackward0", [columns], result, [], (gradient) => [unfoldWindows(gradient, kernel, how)]);
}
