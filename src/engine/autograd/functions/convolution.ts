/** Convolutions: each of the three is a gradient of the others, so that derivatives of any order stay among them. */

import { runtimeError } from "../../errors.ts";
import * as raw from "../../ops/convolution.ts";
import { type Convolution, convolvedSizes } from "../../ops/convolution.ts";
import * as ops from "../../ops/index.ts";
import { isFloating } from "../../tensor/dtype.ts";
import { formatShape, type Shape } from "../../tensor/shape.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { records } from "../history.ts";
import type { Formula } from "../node.ts";
import { record } from "../record.ts";
import { sum } from "./reductions.ts";
import { reshape, squeeze, unsqueeze } from "./views.ts";

/** The gradient of a bias: the sum over all but the channels. */
const biasGradient = (gradient: Tensor): Tensor =>
  sum(gradient, { dims: gradient.shape.map((_, i) => i).filter((i) => i !== 1) });

/** Adds a bias to fresh values. */
function addBias(values: Tensor, bias: Tensor | null): void {
  if (bias === null) return;
  ops.add(values, ops.reshape(bias, [1, bias.shape[0], ...values.shape.slice(2).map(() => 1)]), { out: values });
}

function forward(input: Tensor, weight: Tensor, how: Convolution, bias: Tensor | null = null): Tensor {
  const result = raw.convolve(input, weight, how);
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
    node.needs(0) ? forward(outer, w, how) : null,
    node.needs(1) ? weightGradient(g, outer, w.shape.slice(2), how) : null,
    node.needs(2) ? biasGradient(outer) : null,
  ];
  return record("ConvolutionBackward0", [gradient, weight, bias], result, [gradient, weight], formula);
}

function weightGradient(gradient: Tensor, input: Tensor, kernel: Shape, how: Convolution): Tensor {
  const result = raw.convolveWeight(gradient, input, kernel, how);
  if (!records(gradient, input)) return result;
  const formula: Formula = (outer, [g, x], node) => [
    node.needs(0) ? forward(x, outer, how) : null,
    node.needs(1) ? inputGradient(g, outer, x.shape.slice(2), how) : null,
  ];
  return record("ConvolutionBackwardBackward0", [gradient, input], result, [gradient, input], formula);
}

export interface ConvolutionOptions {
  readonly bias?: Tensor | null;
  readonly stride: Shape;
  readonly padding: Shape;
  readonly dilation: Shape;
  readonly groups: number;
  /** Of a transposed convolution: the added size at one side of the output. */
  readonly outputPadding?: Shape;
}

/** A list for each spatial dimension; a lone number stands for all. */
function spread(name: string, given: Shape, count: number): Shape {
  if (given.length === count) return given;
  if (given.length === 1) return new Array<number>(count).fill(given[0]);
  throw runtimeError(
    `expected ${name} to be a single integer value or a list of ${count} values to match the convolution dimensions, but got ${name}=${formatShape(given)}`,
  );
}

function checkedOptions(options: ConvolutionOptions, spatial: number): Convolution & { outputPadding: Shape } {
  const stride = spread("stride", options.stride, spatial);
  const padding = spread("padding", options.padding, spatial);
  const dilation = spread("dilation", options.dilation, spatial);
  const outputPadding = spread("output_padding", options.outputPadding ?? [0], spatial);
  if (padding.some((p) => p < 0)) throw runtimeError("negative padding is not supported");
  if (outputPadding.some((p) => p < 0)) throw runtimeError("negative output_padding is not supported");
  if (stride.some((s) => s <= 0)) throw runtimeError("non-positive stride is not supported");
  if (dilation.some((d) => d <= 0)) {
    throw runtimeError(`dilation should be greater than zero, but got ${formatShape(dilation)}`);
  }
  if (options.groups <= 0) throw runtimeError(`expected groups to be greater than 0, but got groups=${options.groups}`);
  return { stride, padding, dilation, groups: options.groups, outputPadding };
}

function checkShapes(input: Tensor, weight: Tensor, bias: Tensor | null, groups: number, transposed: boolean): void {
  const [w, x] = [formatShape(weight.shape), formatShape(input.shape)];
  if (weight.shape[0] < groups) {
    throw runtimeError(
      `Given groups=${groups}, expected weight to be at least ${groups} at dimension 0, but got weight of size [${w}] instead`,
    );
  }
  if (weight.shape[0] % groups !== 0) {
    throw runtimeError(
      `Given groups=${groups}, expected weight to be divisible by ${groups} at dimension 0, but got weight of size [${w}] instead`,
    );
  }
  const channels = transposed ? weight.shape[0] : weight.shape[1] * groups;
  if (input.shape[1] !== channels) {
    throw runtimeError(
      `Given ${transposed ? "transposed=1" : `groups=${groups}`}, weight of size ${w}, expected input${x} to have ${channels} channels, but got ${input.shape[1]} channels instead`,
    );
  }
  const outputs = transposed ? weight.shape[1] * groups : weight.shape[0];
  if (bias !== null && (bias.shape.length !== 1 || bias.shape[0] !== outputs)) {
    throw runtimeError(
      `Given ${transposed ? "transposed=1" : ""}${transposed ? ", " : ""}weight of size ${w}, expected bias to be 1-dimensional with ${outputs} elements, but got bias of size ${formatShape(bias.shape)} instead`,
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

const typeText: Readonly<Record<string, string>> = {
  float32: "float",
  float64: "double",
  float16: "c10::Half",
  bfloat16: "c10::BFloat16",
  int64: "long int",
  int32: "int",
};

function checkTypes(input: Tensor, weight: Tensor, bias: Tensor | null): void {
  const name = (tensor: Tensor): string => typeText[tensor.dtype] ?? tensor.dtype;
  for (const [what, other] of [
    ["weight", weight],
    ["bias", bias],
  ] as const) {
    if (other !== null && other.dtype !== input.dtype) {
      throw runtimeError(`Input type (${name(input)}) and ${what} type (${name(other)}) should be the same`);
    }
  }
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
  if (rank !== spatial + 1 && rank !== spatial + 2) {
    throw runtimeError(
      `Expected ${spatial + 1}D (unbatched) or ${spatial + 2}D (batched) input to ${name}, but got input of size: ${formatShape(input.shape)}`,
    );
  }
  if (rank === spatial + 1) return squeeze(convolution(unsqueeze(input, 0), weight, options, spatial, transposed), [0]);
  const bias = options.bias ?? null;
  const how = checkedOptions(options, spatial);
  if (isFloating(input.dtype) || isFloating(weight.dtype)) checkTypes(input, weight, bias);
  checkShapes(input, weight, bias, how.groups, transposed);
  const sizes = input.shape.slice(2);
  const kernel = weight.shape.slice(2);
  if (transposed) {
    checkOutputPadding(how, kernel);
    const outputSizes = sizes.map(
      (size, i) =>
        (size - 1) * how.stride[i] - 2 * how.padding[i] + how.dilation[i] * (kernel[i] - 1) + how.outputPadding[i] + 1,
    );
    return inputGradient(input, weight, outputSizes, how, bias);
  }
  checkKernel(sizes, kernel, how);
  return forward(input, weight, how, bias);
}

function checkOutputPadding(
  { outputPadding, stride, dilation }: Convolution & { outputPadding: Shape },
  kernel: Shape,
): void {
  if (outputPadding.every((p, i) => p < stride[i] || p < dilation[i])) return;
  const names = ["depth", "height", "width"].slice(3 - kernel.length);
  const list = (what: string, values: Shape): string => names.map((dim, i) => `${what}_${dim}: ${values[i]}`).join(" ");
  throw runtimeError(
    `output padding must be smaller than either stride or dilation, but got ${list("output_padding", outputPadding)} ${list("stride", stride)} ${list("dilation", dilation)}`,
  );
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

/** Sums over windows of every channel: [batch, channels, ...]. */
export function sumWindows(input: Tensor, kernel: Shape, how: Convolution): Tensor {
  const [batch, channels, ...sizes] = input.shape;
  const alone = reshape(input, [batch * channels, 1, ...sizes]);
  const sums = forward(alone, ops.ones([1, 1, ...kernel], input.dtype), { ...how, groups: 1 });
  return reshape(sums, [batch, channels, ...convolvedSizes(sizes, kernel, how)]);
}
