/** Largest, smallest, middle and most frequent values, with where they are. */
import { indexError } from "../errors.ts";
import { wrapDim } from "../tensor/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { notImplemented } from "./arithmetic.ts";
import { to } from "./copy.ts";
import { full } from "./creation.ts";
import { amax, amin, checkNotEmpty } from "./reductions.ts";
import type { ValuesAndIndices } from "./scan.ts";
import { pickAlong, placeInOrder, selectByOrder, sortOrder } from "./sort.ts";
import { flatten, view } from "./views.ts";

/** The first place of the largest (or smallest) value of a row; of the first NaN where there is one. */
function extremePlace(row: Float64Array, largest: boolean): number {
  let place = 0;
  for (let i = 0; i < row.length; i++) {
    if (Number.isNaN(row[i])) return i;
    if (largest ? row[i] > row[place] : row[i] < row[place]) place = i;
  }
  return place;
}

/** The wrapped dimension. IndexError where it is empty. */
function checkRow(name: string, input: Tensor, dim: number): number {
  const d = wrapDim(dim, input.shape.length);
  if (input.shape.length > 0 && input.shape[d] === 0) {
    throw indexError(`${name}(): Expected reduction dim ${d} to have non-zero size.`);
  }
  return d;
}

/** The largest value along a dimension and its first place. */
export const maxAlong = (input: Tensor, dim: number, keepdim = false): ValuesAndIndices =>
  pickAlong(input, checkRow("max", input, dim), keepdim, (row) => extremePlace(row, true));

export const minAlong = (input: Tensor, dim: number, keepdim = false): ValuesAndIndices =>
  pickAlong(input, checkRow("min", input, dim), keepdim, (row) => extremePlace(row, false));

/** The largest of all elements. */
export function max(input: Tensor): Tensor {
  checkNotEmpty("max", input, undefined);
  return amax(input);
}

export function min(input: Tensor): Tensor {
  checkNotEmpty("min", input, undefined);
  return amin(input);
}

export interface ArgOptions {
  /** Left out: the place in the flattened tensor. */
  readonly dim?: number;
  readonly keepdim?: boolean;
}

function argExtreme(name: string, input: Tensor, { dim, keepdim = false }: ArgOptions, largest: boolean): Tensor {
  // A dimension of size 1 has its only place whatever the dtype.
  const trivial = dim !== undefined && input.shape[wrapDim(dim, input.shape.length)] === 1;
  if (input.dtype === "bool" && !trivial) throw notImplemented(`${name}_cpu`, "bool");
  if (dim === undefined) {
    if (input.elementCount === 0) {
      throw indexError(`${name}(): Expected reduction dim to be specified for input.numel() == 0.`);
    }
    const { indices } = pickAlong(flatten(input), 0, false, (row) => extremePlace(row, largest));
    return keepdim
      ? view(
          indices,
          input.shape.map(() => 1),
        )
      : indices;
  }
  return pickAlong(input, checkRow(name, input, dim), keepdim, (row) => extremePlace(row, largest)).indices;
}

/** Where the largest value is, the first of equals. */
export const argmax = (input: Tensor, options: ArgOptions = {}): Tensor => argExtreme("argmax", input, options, true);
export const argmin = (input: Tensor, options: ArgOptions = {}): Tensor => argExtreme("argmin", input, options, false);

/** The place of the lower median, counting NaN or leaving it out. */
function medianPlace(row: Float64Array, ignoreNan: boolean): number {
  if (!row.some(Number.isNaN)) return placeInOrder(row, (row.length - 1) >> 1);
  const numbers = row.reduce((count, value) => (Number.isNaN(value) ? count : count + 1), 0);
  if (!ignoreNan || numbers === 0) return row.findIndex(Number.isNaN);
  return sortOrder(row, false)[(numbers - 1) >> 1];
}

function middleAlong(input: Tensor, dim: number, keepdim: boolean, ignoreNan: boolean): ValuesAndIndices {
  if (input.dtype === "bool") throw notImplemented("median_out", "bool");
  return pickAlong(input, checkRow("median", input, dim), keepdim, (row) => medianPlace(row, ignoreNan));
}

/** The lower of the middle values along a dimension; NaN where there is one. RuntimeError for bool. */
export const medianAlong = (input: Tensor, dim: number, keepdim = false): ValuesAndIndices =>
  middleAlong(input, dim, keepdim, false);

/** The lower of the middle values that are not NaN. */
export const nanmedianAlong = (input: Tensor, dim: number, keepdim = false): ValuesAndIndices =>
  middleAlong(input, dim, keepdim, true);

function medianOfAll(input: Tensor, ignoreNan: boolean): Tensor {
  if (input.dtype === "bool") throw notImplemented("median_cpu", "bool");
  if (input.elementCount === 0) return to(full([], NaN, "float32"), input.dtype);
  return pickAlong(flatten(input), 0, false, (row) => medianPlace(row, ignoreNan)).values;
}

export const median = (input: Tensor): Tensor => medianOfAll(input, false);
export const nanmedian = (input: Tensor): Tensor => medianOfAll(input, true);

/** The most frequent value along a dimension, the smallest of equally frequent ones, and its last place. */
export function mode(input: Tensor, dim = -1, keepdim = false): ValuesAndIndices {
  const d = checkRow("mode", input, dim);
  return selectByOrder(input, d, keepdim, (order, row) => {
    let best = order[0];
    let longest = 0;
    for (let start = 0; start < order.length; ) {
      let end = start;
      while (end < order.length && row[order[end]] === row[order[start]]) end++;
      end = Math.max(end, start + 1);
      if (end - start > longest) {
        longest = end - start;
        best = order[end - 1];
      }
      start = end;
    }
    return best;
  });
}
