/** Where the largest values of windows are: what max pooling picks. */
import { allocate } from "../tensor/make.ts";
import type { Shape } from "../tensor/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { Writer } from "../tensor/walk.ts";
import { toNumbers } from "./copy.ts";

/** For each output position along one dimension, the input positions that its window covers. */
export type Windows = readonly (readonly number[])[];

/** Windows of a fixed size; those beyond the edges are cut. */
export function fixedWindows(
  size: number,
  count: number,
  kernel: number,
  stride: number,
  padding: number,
  dilation: number,
): Windows {
  return Array.from({ length: count }, (_, i) =>
    Array.from({ length: kernel }, (_unused, k) => i * stride - padding + k * dilation).filter(
      (place) => place >= 0 && place < size,
    ),
  );
}

/** Windows that cover the input evenly (adaptive pooling). */
export function adaptiveWindows(size: number, count: number): Windows {
  return Array.from({ length: count }, (_, i) => {
    const start = Math.floor((i * size) / count);
    const end = Math.ceil(((i + 1) * size) / count);
    return Array.from({ length: end - start }, (_unused, k) => start + k);
  });
}

/**
 * The flat spatial index of the largest value of every window: input [rows, ...sizes], windows one list a dimension;
 * int64 of shape [rows, ...counts]. A NaN is larger than anything.
 */
export function largestOfWindows(input: Tensor, windows: readonly Windows[]): Tensor {
  const [rows, ...sizes] = input.shape;
  const counts: Shape = windows.map((list) => list.length);
  const result = allocate([rows, ...counts], "int64");
  const values = toNumbers(input);
  const places: number[] = [];
  const plane = sizes.reduce((total, size) => total * size, 1);
  for (let row = 0; row < rows; row++) {
    visit(windows, 0, sizes, [0], (window) => {
      let best = window[0];
      for (const place of window) {
        const value = values[row * plane + place];
        if (value > values[row * plane + best] || Number.isNaN(value)) best = place;
      }
      places.push(best);
    });
  }
  new Writer(result).write(Float64Array.from(places), places.length);
  return result;
}

/** Calls with the flat places of every window, in row-major order of the outputs. */
function visit(
  windows: readonly Windows[],
  dim: number,
  sizes: Shape,
  places: readonly number[],
  found: (window: readonly number[]) => void,
): void {
  if (dim === windows.length) {
    found(places);
    return;
  }
  for (const window of windows[dim]) {
    const inner: number[] = [];
    for (const place of places) for (const at of window) inner.push(place * sizes[dim] + at);
    visit(windows, dim + 1, sizes, inner, found);
  }
}
