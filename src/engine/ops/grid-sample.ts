/** Values of an image at any places (`F.grid_sample`), and what flows back from them. */

import { runtimeError } from "../errors.ts";
import { roundHalfEven } from "../math/rounding.ts";
import { dtypes, isFloating } from "../tensor/dtype.ts";
import { countOf, formatShape, type Shape } from "../tensor/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { worked } from "../work.ts";
import { notImplemented } from "./arithmetic.ts";
import { toNumbers } from "./copy.ts";
import { fromNumbers } from "./creation.ts";

export interface GridForm {
  readonly mode: "bilinear" | "nearest" | "bicubic";
  /** What lies outside: nothing, the nearest edge, or the image mirrored. */
  readonly padding: "zeros" | "border" | "reflection";
  /** Whether -1 and 1 are the centres of the outermost elements, or their outer edges. */
  readonly alignCorners: boolean;
}

/** RuntimeErrors in PyTorch's words. */
export function checkGrid(input: Tensor, grid: Tensor, { mode }: GridForm): void {
  const rank = input.shape.length;
  const sizes = `input with sizes ${formatShape(input.shape)} and grid with sizes ${formatShape(grid.shape)}`;
  if (input.shape[0] !== grid.shape[0]) {
    throw runtimeError(`grid_sampler(): expected grid and input to have same batch size, but got ${sizes}`);
  }
  if (grid.shape[grid.shape.length - 1] !== rank - 2) {
    throw runtimeError(
      `grid_sampler(): expected grid to have size ${rank - 2} in last dimension, but got grid with sizes ${formatShape(grid.shape)}`,
    );
  }
  const empty = input.shape.findIndex((size, i) => i >= 2 && size === 0);
  if (empty >= 0) {
    throw runtimeError(
      `grid_sampler(): expected input to have non-empty spatial dimensions, but input has sizes ${formatShape(input.shape)} with dimension ${empty} being empty`,
    );
  }
  const wanted = rank === 4 ? 4 : 5;
  if (rank !== wanted || grid.shape.length !== rank) {
    throw runtimeError(
      `grid_sampler(): expected ${wanted}D input and grid with same number of dimensions, but got ${sizes}`,
    );
  }
  if (rank === 5 && mode === "bicubic") {
    throw runtimeError("grid_sampler(): bicubic interpolation only supports 4D input");
  }
  if (!isFloating(input.dtype)) throw notImplemented(`grid_sampler_${rank - 2}d_cpu_kernel_impl`, input.dtype);
  if (input.dtype !== grid.dtype) {
    const [own, other] = [dtypes[input.dtype].scalarName, dtypes[grid.dtype].scalarName];
    throw runtimeError(`expected scalar type ${own} but found ${other}`);
  }
}

/** An element that takes part in one place's value, along one dimension: outside where `at` is negative. */
interface Tap {
  readonly at: number;
  readonly weight: number;
  /** What a step of one element does to the weight. */
  readonly slope: number;
}

/** A position in elements, and what a step of one does to it. */
type Place = readonly [position: number, slope: number];

function clipped([position, slope]: Place, size: number): Place {
  if (!(position > 0)) return [0, 0];
  return position >= size - 1 ? [size - 1, 0] : [position, slope];
}

function reflected([position, slope]: Place, low: number, high: number): Place {
  if (low === high) return [0, 0];
  const distance = Math.abs(position - low);
  const rest = distance % (high - low);
  const turned = Math.floor(distance / (high - low)) % 2 === 0 ? 1 : -1;
  const direction = turned * (position < low ? -1 : 1);
  return [turned > 0 ? rest + low : high - rest, slope * direction];
}

function padded(place: Place, size: number, { padding, alignCorners }: GridForm): Place {
  if (padding === "zeros") return place;
  if (padding === "border") return clipped(place, size);
  const [low, high] = alignCorners ? [0, size - 1] : [-0.5, size - 0.5];
  return clipped(reflected(place, low, high), size);
}

const inside = (at: number, size: number): number => (at >= 0 && at < size ? at : -1);

/** Keys' cubic, a = -0.75: the weight at a distance up to 1, and up to 2; each with its derivative. */
const near = (x: number): Place => [(1.25 * x - 2.25) * x * x + 1, (3.75 * x - 4.5) * x];
const far = (x: number): Place => [((-0.75 * x + 3.75) * x - 6) * x + 3, (-2.25 * x + 7.5) * x - 6];

/** The taps along a dimension of `size` elements for a coordinate from -1 to 1. */
function tapsOf(coordinate: number, size: number, form: GridForm, round: (value: number) => number): Tap[] {
  const { mode, alignCorners } = form;
  const shifted = round(coordinate + 1);
  const position = alignCorners ? round(round(shifted / 2) * (size - 1)) : round(round(round(shifted * size) - 1) / 2);
  const scale = (alignCorners ? size - 1 : size) / 2;
  if (mode === "bicubic") {
    const first = Math.floor(position);
    const t = round(position - first);
    const weights = [far(t + 1), near(t), near(1 - t), far(2 - t)];
    return weights.map(([weight, slope], i) => {
      const [at] = padded([first - 1 + i, 1], size, form);
      return { at: inside(Math.trunc(at), size), weight, slope: (i < 2 ? slope : -slope) * scale };
    });
  }
  const [at, slope] = padded([position, scale], size, form);
  if (mode === "nearest") return [{ at: inside(roundHalfEven(at), size), weight: 1, slope: 0 }];
  const first = Math.floor(at);
  const t = round(at - first);
  return [
    { at: inside(first, size), weight: 1 - t, slope: -slope },
    { at: inside(first + 1, size), weight: t, slope },
  ];
}

/** Every combination of taps: where the element lies in a plane (-1 outside), and the taps. */
function combined(taps: readonly Tap[][], sizes: Shape): { readonly offset: number; readonly parts: readonly Tap[] }[] {
  let all: { offset: number; parts: Tap[] }[] = [{ offset: 0, parts: [] }];
  for (const [dim, own] of taps.entries()) {
    all = all.flatMap(({ offset, parts }) =>
      own.map((tap) => ({
        offset: offset < 0 || tap.at < 0 ? -1 : offset * sizes[dim] + tap.at,
        parts: [...parts, tap],
      })),
    );
  }
  return all;
}

const weightOf = (parts: readonly Tap[]): number => parts.reduce((product, { weight }) => product * weight, 1);

/** Calls for every place of every image with its taps. */
function forEachPlace(
  input: Tensor,
  grid: Tensor,
  form: GridForm,
  visit: (image: number, place: number, taps: ReturnType<typeof combined>) => void,
): void {
  const sizes = input.shape.slice(2);
  const dims = sizes.length;
  const places = countOf(grid.shape.slice(1, -1));
  const coordinates = toNumbers(grid);
  const round = input.dtype === "float64" ? (value: number): number => value : Math.fround;
  for (let image = 0; image < input.shape[0]; image++) {
    for (let place = 0; place < places; place++) {
      worked(64 + input.shape[1] * 4);
      const start = (image * places + place) * dims;
      // The first coordinate is along the last dimension.
      const taps = sizes.map((size, dim) => tapsOf(coordinates[start + dims - 1 - dim], size, form, round));
      visit(image, place, combined(taps, sizes));
    }
  }
}

/** The input [N, C, ...] at the places of the grid [N, ..., 2 or 3]. */
export function gridSample(input: Tensor, grid: Tensor, form: GridForm): Tensor {
  checkGrid(input, grid, form);
  const [images, channels] = input.shape;
  const shape = [images, channels, ...grid.shape.slice(1, -1)];
  const [plane, places] = [countOf(input.shape.slice(2)), countOf(grid.shape.slice(1, -1))];
  const values = toNumbers(input);
  const result = new Float64Array(countOf(shape));
  forEachPlace(input, grid, form, (image, place, taps) => {
    const weights = taps.map(({ parts }) => weightOf(parts));
    for (let c = 0; c < channels; c++) {
      const start = (image * channels + c) * plane;
      let sum = 0;
      for (const [i, { offset }] of taps.entries()) sum += weights[i] * (offset < 0 ? 0 : values[start + offset]);
      result[(image * channels + c) * places + place] = sum;
    }
  });
  return fromNumbers(result, shape, input.dtype);
}

/** The gradients for the input and for the grid. */
export function gridSampleBackward(
  gradient: Tensor,
  input: Tensor,
  grid: Tensor,
  form: GridForm,
): { forInput: Tensor; forGrid: Tensor } {
  const [, channels, ...sizes] = input.shape;
  const [plane, places, dims] = [countOf(sizes), countOf(grid.shape.slice(1, -1)), sizes.length];
  const [incoming, values] = [toNumbers(gradient), toNumbers(input)];
  const forInput = new Float64Array(input.elementCount);
  const forGrid = new Float64Array(grid.elementCount);
  forEachPlace(input, grid, form, (image, place, taps) => {
    const start = (image * places + place) * dims;
    for (const { offset, parts } of taps) {
      if (offset < 0) continue;
      const weight = weightOf(parts);
      let flow = 0;
      for (let c = 0; c < channels; c++) {
        const own = incoming[(image * channels + c) * places + place];
        const element = (image * channels + c) * plane + offset;
        forInput[element] += own * weight;
        flow += own * values[element];
      }
      for (const [dim, { slope }] of parts.entries()) {
        const others = weightOf(parts.filter((_, i) => i !== dim));
        forGrid[start + dims - 1 - dim] += flow * slope * others;
      }
    }
  });
  return {
    forInput: fromNumbers(forInput, input.shape, input.dtype),
    forGrid: fromNumbers(forGrid, grid.shape, grid.dtype),
  };
}
