/** Pooling: the largest or the mean value of windows. Shapes: [channels, ...sizes] or [batch, channels, ...sizes]. */

import { runtimeError } from "../../errors.ts";
import * as ops from "../../ops/index.ts";
import {
  adaptiveSpans,
  allocatePooled,
  averageOfWindows,
  type Divide,
  fixedSpans,
  largestOfWindows,
  type Spans,
  spreadOverWindows,
} from "../../ops/pooling.ts";
import {
  checkAdaptive,
  checkAdaptiveGradient,
  checkElements,
  checkedCounts,
  checkMaxPool1d,
  checkOne,
  checkPoolable,
  checkSequence,
  completePooling,
  type Pooling,
} from "../../ops/pooling-checks.ts";
import { isFloating } from "../../tensor/dtype.ts";
import { suggestsChannelsLast } from "../../tensor/memory-format.ts";
import { integerRange } from "../../tensor/scalar.ts";
import type { Shape } from "../../tensor/shape.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { Writer } from "../../tensor/walk.ts";
import { records } from "../history.ts";
import { record } from "../record.ts";
import { gather } from "./gather.ts";
import { mean } from "./reductions.ts";
import { maskedFill } from "./selection.ts";
import { reshape, squeeze, unsqueeze } from "./views.ts";

/** Whether a pooled tensor keeps its channels last: only a batch of images can have them so. */
const keepsChannelsLast = (input: Tensor, spatial: number): boolean =>
  input.shape.length === spatial + 2 && suggestsChannelsLast(input);

/** The picked values and where they were, in flat spatial positions. */
function pick(input: Tensor, spans: readonly Spans[], node: string): [Tensor, Tensor] {
  const spatial = spans.length;
  const counts = spans.map((list) => list.length);
  const outer = input.shape.slice(0, -spatial);
  const plane = input.shape.slice(-spatial).reduce((total, size) => total * size, 1);
  const { places, empty } = largestOfWindows(input, spans);
  const channelsLast = spatial > 1 && keepsChannelsLast(input, spatial);
  const indices = allocatePooled([...outer, ...counts], "int64", channelsLast);
  new Writer(indices).write(places, places.length);
  const count = counts.reduce((total, size) => total * size, 1);
  const flatIndices = ops.reshape(indices, [...outer, count]);
  const index = empty === null ? flatIndices : ops.minimum(flatIndices, ops.scalarTensor(BigInt(plane - 1), "int64"));
  let found = ops.gather(ops.reshape(input, [...outer, plane]), -1, index);
  if (empty !== null) {
    // A dilated window in the padding may hold nothing: its value is the least there is.
    const isEmpty = ops.to(ops.fromNumbers(empty, [...outer, count], "float32"), "bool");
    found = ops.maskedFill(
      found,
      isEmpty,
      isFloating(input.dtype) ? -Infinity : (integerRange[input.dtype]?.[0] ?? 0n),
    );
  }
  const values = allocatePooled([...outer, ...counts], input.dtype, channelsLast);
  ops.assign(values, ops.reshape(found, [...outer, ...counts]));
  if (!records(input)) return [values, indices];
  const picked = record(node, [input], values, [input, indices], (gradient) => {
    if (node === "AdaptiveMaxPool2DBackward0") checkAdaptiveGradient(gradient, "adaptive_max_pooling2d");
    const all = reshape(gradient, [...outer, count]);
    const shares = empty === null ? all : maskedFill(all, ops.ge(flatIndices, BigInt(plane)), 0n);
    return [reshape(spreadTo(shares, index, plane), input.shape)];
  });
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
function asImage(pooling: Pooling, name: string): Pooling {
  const { kernel, padding, dilation, ceilMode } = pooling;
  const stride = pooling.stride.length === 0 ? kernel : pooling.stride;
  checkOne(name, "kernel_size", kernel);
  checkOne(name, "stride", stride);
  checkOne(name, "padding", padding);
  checkOne(name, "dilation", dilation);
  return {
    kernel: [1, ...kernel],
    stride: [1, ...stride],
    padding: [0, ...padding],
    dilation: [1, ...dilation],
    ceilMode,
  };
}

function spansOf(input: Tensor, counts: readonly number[], { kernel, stride, padding, dilation }: Pooling): Spans[] {
  const sizes = input.shape.slice(-counts.length);
  return counts.map((count, i) =>
    fixedSpans(sizes[i], count, {
      kernel: kernel[i],
      stride: stride[i],
      padding: padding[i],
      dilation: dilation[i],
    }),
  );
}

/** Max pooling over `spatial` dimensions with the flat indices of what was picked (`max_pool2d_with_indices`). */
export function maxPoolWithIndices(input: Tensor, pooling: Pooling, spatial: number): [Tensor, Tensor] {
  if (spatial === 1) {
    checkSequence(input, "max_pool1d");
    const [values, indices] = maxPoolWithIndices(unsqueeze(input, -2), asImage(pooling, "max_pool1d"), 2);
    return [squeeze(values, [-2]), squeeze(indices, [-2])];
  }
  const name = `max_pool${spatial}d`;
  const full = completePooling(pooling, spatial, name);
  const rank = input.shape.length;
  if (rank !== spatial + 1 && rank !== spatial + 2) {
    throw runtimeError(`non-empty ${spatial + 1}D or ${spatial + 2}D (batch mode) tensor expected for input`);
  }
  const counts = checkedCounts(input, full, "max_pool3d_with_indices_out_cpu_template()", false);
  checkPoolable(input, "all", keepsChannelsLast(input, spatial) ? `${name}_channels_last` : name);
  return pick(input, spansOf(input, counts, full), `MaxPool${spatial}DWithIndicesBackward0`);
}

/** Max pooling over `spatial` dimensions. */
export function maxPool(input: Tensor, pooling: Pooling, spatial: number): Tensor {
  if (spatial !== 1) return maxPoolWithIndices(input, pooling, spatial)[0];
  checkMaxPool1d(input, pooling);
  if (records(input)) return maxPoolWithIndices(input, pooling, 1)[0];
  checkPoolable(input, "all", "max_pool1d_impl");
  const stride = pooling.stride.length === 0 ? pooling.kernel : pooling.stride;
  const full = { ...pooling, stride };
  const size = input.shape[input.shape.length - 1];
  const room = size + 2 * pooling.padding[0] - pooling.dilation[0] * (pooling.kernel[0] - 1) - 1;
  const most = Math.floor((room + (pooling.ceilMode ? stride[0] - 1 : 0)) / stride[0]) + 1;
  const startsBeyond = pooling.ceilMode && (most - 1) * stride[0] >= size + pooling.padding[0];
  return pick(input, spansOf(input, [startsBeyond ? most - 1 : most], full), "")[0];
}

const adaptiveKernel = (input: Tensor, spatial: number, name: string): string =>
  spatial === 3 ? `${name}_cpu` : keepsChannelsLast(input, spatial) ? `${name}_channels_last` : name;

/** Max pooling to given sizes. */
export function adaptiveMaxPool(input: Tensor, sizes: Shape, spatial: number): [Tensor, Tensor] {
  const name = `adaptive_max_pool${spatial}d`;
  if (spatial === 1) {
    checkSequence(input, name);
    checkOne(name, "output_size", sizes);
    checkElements(input.shape, 1, name);
    const [values, indices] = adaptiveMaxPool(unsqueeze(input, -2), [1, ...sizes], 2);
    return [squeeze(values, [-2]), squeeze(indices, [-2])];
  }
  checkAdaptive(input, sizes, spatial, name);
  checkPoolable(input, "floating", adaptiveKernel(input, spatial, name));
  const own = input.shape.slice(-spatial);
  const spans = own.map((size, i) => adaptiveSpans(size, sizes[i]));
  return pick(input, spans, `AdaptiveMaxPool${spatial}DBackward0`);
}

export interface AveragePooling extends Omit<Pooling, "dilation"> {
  readonly countIncludePad: boolean;
  readonly divisor: number | null;
}

/** Means of windows whose gradient spreads them back; the gradient of that are the means again. */
function averaged(input: Tensor, spans: readonly Spans[], factors: Divide, node: string, channelsLast = false): Tensor {
  const result = averageOfWindows(input, spans, factors, channelsLast);
  if (!records(input)) return result;
  const sizes = input.shape.slice(-spans.length);
  return record(node, [input], result, [], (gradient) => {
    if (node === "AdaptiveAvgPool2DBackward0") checkAdaptiveGradient(gradient, "adaptive_avg_pool2d");
    return [spread(gradient, sizes, spans, factors, node)];
  });
}

function spread(gradient: Tensor, sizes: Shape, spans: readonly Spans[], factors: Divide, node: string): Tensor {
  const result = spreadOverWindows(gradient, sizes, spans, factors);
  if (!records(gradient)) return result;
  return record(node.replace("Backward0", "BackwardBackward0"), [gradient], result, [], (outer) => [
    averaged(outer, spans, factors, node),
  ]);
}

/** Mean pooling over `spatial` dimensions. */
export function averagePool(input: Tensor, pooling: AveragePooling, spatial: number): Tensor {
  const name = `avg_pool${spatial}d`;
  if (spatial === 1) {
    checkSequence(input, name);
    const image = asImage({ ...pooling, dilation: [1] }, name);
    return squeeze(averagePool(unsqueeze(input, -2), { ...pooling, ...image }, 2), [-2]);
  }
  const full = completePooling({ ...pooling, dilation: [1] }, spatial, name);
  const rank = input.shape.length;
  if (spatial === 3 && rank !== 4 && rank !== 5) {
    throw runtimeError("non-empty 4D or 5D (batch mode) tensor expected for input");
  }
  if (pooling.divisor === 0) throw runtimeError("divisor must be not zero");
  const counts = checkedCounts(input, full, "avg_pool3d()", spatial === 3);
  const channelsLast = keepsChannelsLast(input, spatial);
  checkPoolable(input, "floatingOrLong", channelsLast ? `${name}_channels_last` : name);
  const { divisor, countIncludePad } = pooling;
  const factors: Divide = (depth, height, width) => {
    if (divisor !== null) return [divisor];
    const counted = (span: Spans[number]): number => (countIncludePad ? span.padded : span.end - span.start);
    return [counted(depth) * counted(height) * counted(width)];
  };
  return averaged(input, spansOf(input, counts, full), factors, `AvgPool${spatial}DBackward0`, channelsLast);
}

/** Mean pooling to given sizes. */
export function adaptiveAveragePool(input: Tensor, sizes: Shape, spatial: number): Tensor {
  const name = `adaptive_avg_pool${spatial}d`;
  if (spatial === 1) {
    checkSequence(input, name);
    checkOne(name, "output_size", sizes);
    return squeeze(adaptiveAveragePool(unsqueeze(input, -2), [1, ...sizes], 2), [-2]);
  }
  if (sizes.length !== spatial) throw runtimeError(`${name}: output_size must be ${spatial}`);
  const negative = sizes.some((size) => size < 0);
  if (negative) {
    throw runtimeError(
      `${name}: elements of output_size must be greater than or equal to 0 but received {${sizes.slice(0, 2).join(", ")}${sizes
        .slice(2)
        .map((size) => `,${size}`)
        .join("")}}`,
    );
  }
  const spatialDims = sizes.map((_, i) => i - spatial);
  if (sizes.every((size) => size === 1)) return mean(input, { dims: spatialDims, keepdim: true });
  checkAdaptive(input, sizes, spatial, name);
  const hasNothing = spatial === 2 && (input.elementCount === 0 || sizes.includes(0));
  if (!hasNothing) checkPoolable(input, "floating", adaptiveKernel(input, spatial, name));
  const own = input.shape.slice(-spatial);
  const spans = own.map((size, i) => adaptiveSpans(size, sizes[i]));
  const factors: Divide = (...window) => window.map(({ start, end }) => end - start);
  const channelsLast = spatial === 2 && keepsChannelsLast(input, spatial);
  return averaged(input, spans, factors, `AdaptiveAvgPool${spatial}DBackward0`, channelsLast);
}
