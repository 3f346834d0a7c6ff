/** Pooling over windows, raw: where the largest values are, means, and means spread back. */
import { roundBfloat16, roundFloat16 } from "../math/half.ts";
import type { DType } from "../tensor/dtype.ts";
import { allocate, allocateStrided } from "../tensor/make.ts";
import { channelsLastStrides } from "../tensor/memory-format.ts";
import type { Shape } from "../tensor/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { Writer } from "../tensor/walk.ts";
import { worked } from "../work.ts";
import { toNumbers } from "./copy.ts";

/** A window along one dimension: places from `start` to before `end`, inside the input; `step` between neighbours. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly step: number;
  /** The length with what lies in the padding, for means that count it. */
  readonly padded: number;
}

/** The windows of a dimension, one an output position. */
export type Spans = readonly Span[];

export interface WindowSteps {
  readonly kernel: number;
  readonly stride: number;
  readonly padding: number;
  readonly dilation: number;
}

/** Windows of a fixed size; those beyond the edges are cut. */
export function fixedSpans(size: number, count: number, { kernel, stride, padding, dilation }: WindowSteps): Spans {
  return Array.from({ length: count }, (_, i) => {
    worked(8);
    const first = i * stride - padding;
    const end = Math.min(first + (kernel - 1) * dilation + 1, size);
    const start = first < 0 ? first + Math.ceil(-first / dilation) * dilation : first;
    return { start, end, step: dilation, padded: Math.min(first + kernel, size + padding) - first };
  });
}

/** Windows that cover the input evenly (adaptive pooling). */
export function adaptiveSpans(size: number, count: number): Spans {
  return Array.from({ length: count }, (_, i) => {
    worked(8);
    const start = Math.floor((i * size) / count);
    const end = Math.ceil(((i + 1) * size) / count);
    return { start, end, step: 1, padded: end - start };
  });
}

const counts = (spans: readonly Spans[]): number[] => spans.map((list) => list.length);
const product = (sizes: Shape): number => sizes.reduce((total, size) => total * size, 1);

/** Windows in three dimensions; fewer are filled up in front with one of one place. */
function threeDimensions(spans: readonly Spans[]): readonly [Spans, Spans, Spans] {
  const whole: Spans = [{ start: 0, end: 1, step: 1, padded: 1 }];
  const [width, height = whole, depth = whole] = [...spans].reverse();
  return [depth, height, width];
}

/** Calls with every window in row-major order of the outputs: its spans along the three dimensions. */
function forEachWindow(spans: readonly Spans[], visit: (depth: Span, height: Span, width: Span) => void): void {
  const [depths, heights, widths] = threeDimensions(spans);
  for (const depth of depths) {
    for (const height of heights) {
      for (const width of widths) {
        worked(16);
        visit(depth, height, width);
      }
    }
  }
}

/** Calls with every place of a window, in order: flat positions of a plane whose last two sizes are given. */
function forEachPlace(
  [depth, height, width]: readonly [Span, Span, Span],
  rows: number,
  columns: number,
  visit: (place: number) => void,
): void {
  for (let d = depth.start; d < depth.end; d += depth.step) {
    for (let h = height.start; h < height.end; h += height.step) {
      const line = (d * rows + h) * columns;
      worked(width.end - width.start);
      for (let w = width.start; w < width.end; w += width.step) visit(line + w);
    }
  }
}

/** A fresh tensor for outputs [...outer, ...counts], its channels last in memory where they were. */
export const allocatePooled = (shape: Shape, dtype: DType, channelsLast: boolean): Tensor =>
  channelsLast ? allocateStrided(shape, channelsLastStrides(shape), dtype) : allocate(shape, dtype);

export interface Largest {
  /** Flat positions in the spatial plane. */
  readonly places: Float64Array<ArrayBuffer>;
  /** One where a window holds no element, its place being where it would begin; null where there is none such. */
  readonly empty: Float64Array<ArrayBuffer> | null;
}

/** The flat place of the largest value of every window of every plane of `input` [..., ...sizes]. NaN is the largest. */
export function largestOfWindows(input: Tensor, spans: readonly Spans[]): Largest {
  const sizes = input.shape.slice(-spans.length);
  const [rows, columns] = [sizes[sizes.length - 2] ?? 1, sizes[sizes.length - 1]];
  const plane = product(sizes);
  const planes = product(input.shape.slice(0, -spans.length));
  const values = toNumbers(input);
  const places = new Float64Array(planes * product(counts(spans)));
  const empty = new Float64Array(places.length);
  let at = 0;
  let hasEmpty = false;
  for (let start = 0; start < planes * plane; start += plane) {
    forEachWindow(spans, (depth, height, width) => {
      let best = (depth.start * rows + height.start) * columns + width.start;
      let most = -Infinity;
      let isEmpty = true;
      forEachPlace([depth, height, width], rows, columns, (place) => {
        const value = values[start + place];
        isEmpty = false;
        if (value > most || Number.isNaN(value)) {
          most = value;
          best = place;
        }
      });
      if (isEmpty) {
        hasEmpty = true;
        empty[at] = 1;
      }
      places[at++] = best;
    });
  }
  return { places, empty: hasEmpty ? empty : null };
}

/** What sums of windows are divided by: the factors, one division each. */
export type Divide = (depth: Span, height: Span, width: Span) => readonly number[];

const toDType: Readonly<Partial<Record<DType, (x: number) => number>>> = {
  float32: Math.fround,
  float16: roundFloat16,
  bfloat16: roundBfloat16,
  int64: Math.trunc,
};
const identity = (x: number): number => x;

/** Means of windows: input [..., ...sizes], output [..., ...counts]. Sums and quotients of half types are float32's. */
export function averageOfWindows(
  input: Tensor,
  spans: readonly Spans[],
  factors: Divide,
  channelsLast: boolean,
): Tensor {
  const sizes = input.shape.slice(-spans.length);
  const [rows, columns] = [sizes[sizes.length - 2] ?? 1, sizes[sizes.length - 1]];
  const plane = product(sizes);
  const outer = input.shape.slice(0, -spans.length);
  const planes = product(outer);
  const round = input.dtype === "float64" ? identity : input.dtype === "int64" ? Math.trunc : Math.fround;
  const values = toNumbers(input);
  const result = allocatePooled([...outer, ...counts(spans)], input.dtype, channelsLast);
  const means = new Float64Array(result.elementCount);
  let at = 0;
  for (let start = 0; start < planes * plane; start += plane) {
    forEachWindow(spans, (depth, height, width) => {
      let sum = 0;
      forEachPlace([depth, height, width], rows, columns, (place) => {
        sum = round(sum + values[start + place]);
      });
      for (const factor of factors(depth, height, width)) sum = round(sum / factor);
      means[at++] = sum;
    });
  }
  new Writer(result).write(means, means.length);
  return result;
}

/** The gradient of `averageOfWindows`: [..., ...counts] back to [..., ...sizes]. */
export function spreadOverWindows(gradient: Tensor, sizes: Shape, spans: readonly Spans[], factors: Divide): Tensor {
  const [rows, columns] = [sizes[sizes.length - 2] ?? 1, sizes[sizes.length - 1]];
  const plane = product(sizes);
  const outer = gradient.shape.slice(0, -spans.length);
  const planes = product(outer);
  const round = toDType[gradient.dtype] ?? identity;
  const values = toNumbers(gradient);
  const spread = new Float64Array(planes * plane);
  let at = 0;
  for (let start = 0; start < planes * plane; start += plane) {
    forEachWindow(spans, (depth, height, width) => {
      let share = values[at++];
      for (const factor of factors(depth, height, width)) share = round(share / factor);
      forEachPlace([depth, height, width], rows, columns, (place) => {
        spread[start + place] = round(spread[start + place] + share);
      });
    });
  }
  const result = allocate([...outer, ...sizes], gradient.dtype);
  new Writer(result).write(spread, spread.length);
  return result;
}
