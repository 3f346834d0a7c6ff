/** Sorting and what follows from it. NaN counts as the largest value. Sorts are stable. */
import { indexError, runtimeError } from "../errors.ts";
import { allocate } from "../tensor/make.ts";
import { wrapDim } from "../tensor/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { worked } from "../work.ts";
import { notImplemented } from "./arithmetic.ts";
import { emptyLike, inOrderOf } from "./copy.ts";
import { gather } from "./gather.ts";
import { forEachRow, mapRows, rowsOf, rowWriter } from "./rows.ts";
import type { ValuesAndIndices } from "./scan.ts";
import { unsqueeze, view } from "./views.ts";

/**
 * The stable order of a row: the index of the smallest (or largest) value first. NaN comes last, or first in descending
 * order.
 */
export function sortOrder(row: Float64Array, descending: boolean): Int32Array {
  let keys = row;
  if (descending) {
    keys = new Float64Array(row.length);
    for (let i = 0; i < row.length; i++) keys[i] = -row[i];
  }
  const order = new Int32Array(row.length);
  let numbers = 0;
  for (let i = 0; i < row.length; i++) if (!Number.isNaN(row[i])) order[numbers++] = i;
  if (numbers === row.length) return mergeSort(keys, order);
  const missing = row.length - numbers;
  const sorted = mergeSort(keys, order.slice(0, numbers));
  order.set(sorted, descending ? missing : 0);
  let at = descending ? 0 : numbers;
  for (let i = 0; i < row.length; i++) if (Number.isNaN(row[i])) order[at++] = i;
  return order;
}

/** Sorts indices by their keys, equal keys in the order given: short runs by insertion, then merged bottom-up. */
function mergeSort(keys: Float64Array, given: Int32Array): Int32Array {
  const count = given.length;
  const run = 16;
  for (let start = 0; start < count; start += run) {
    const end = Math.min(start + run, count);
    for (let i = start + 1; i < end; i++) {
      const moving = given[i];
      const key = keys[moving];
      let j = i;
      for (; j > start && key < keys[given[j - 1]]; j--) given[j] = given[j - 1];
      given[j] = moving;
    }
  }
  let order: Int32Array = given;
  let scratch: Int32Array = new Int32Array(count);
  for (let width = run; width < count; width *= 2) {
    for (let start = 0; start < count; start += 2 * width) {
      const middle = Math.min(start + width, count);
      const end = Math.min(start + 2 * width, count);
      worked(end - start);
      let left = start;
      let right = middle;
      for (let k = start; k < end; k++) {
        const takeLeft = right >= end || (left < middle && !(keys[order[right]] < keys[order[left]]));
        scratch[k] = takeLeft ? order[left++] : order[right++];
      }
    }
    [order, scratch] = [scratch, order];
  }
  return order;
}

/** The index that stands at `place` in the ascending stable order of a row without NaN, without sorting it (Hoare 1961). */
export function placeInOrder(row: Float64Array, place: number): number {
  const values = row.slice();
  let [low, high] = [0, values.length - 1];
  while (low < high) {
    const pivot = values[(low + high) >> 1];
    let [i, j] = [low, high];
    while (i <= j) {
      while (values[i] < pivot) i++;
      while (values[j] > pivot) j--;
      if (i <= j) {
        const swapped = values[i];
        values[i++] = values[j];
        values[j--] = swapped;
      }
    }
    if (place <= j) high = j;
    else if (place >= i) low = i;
    else break;
  }
  const found = values[place];
  let smaller = 0;
  for (let i = 0; i < row.length; i++) if (row[i] < found) smaller++;
  let left = place - smaller;
  for (let i = 0; i < row.length; i++) if (row[i] === found && left-- === 0) return i;
  return 0;
}

/** The values of a float tensor in ascending order along a dimension, NaN last. */
export function sortedValues(input: Tensor, dim: number): Tensor {
  const result = allocate(input.shape, input.dtype);
  mapRows(input, result, wrapDim(dim, input.shape.length), (row) => {
    row.sort();
  });
  return result;
}

/**
 * The first `keep` of each row's order, as an index tensor with that length in the dimension; with `inOrder` in the input's
 * order of memory where all are kept.
 */
function orderIndices(input: Tensor, dim: number, descend: boolean, keep: number, inOrder = false): Tensor {
  const shape = input.shape.map((size, i) => (i === dim ? keep : size));
  const isWhole = keep === (input.shape[dim] ?? 1);
  const indices = inOrder && isWhole ? emptyLike(input, "int64") : allocate(shape, "int64");
  if (indices.elementCount === 0) return indices;
  const write = rowWriter(indices, dim);
  const places = new Float64Array(keep);
  forEachRow(input, dim, (row) => {
    const order = sortOrder(row, descend);
    for (let i = 0; i < keep; i++) places[i] = order[i];
    write(places);
  });
  return indices;
}

export interface SortOptions {
  readonly dim?: number;
  readonly descending?: boolean;
}

/** Values in order along a dimension, and where they came from. */
export function sort(input: Tensor, { dim = -1, descending: descend = false }: SortOptions = {}): ValuesAndIndices {
  const d = wrapDim(dim, input.shape.length);
  const indices = orderIndices(input, d, descend, input.shape[d] ?? 1, true);
  return { values: inOrderOf(gather(input, d, indices), input), indices };
}

export const argsort = (input: Tensor, options: SortOptions = {}): Tensor => sort(input, options).indices;

/** All values in order, flattened along the first dimension (`msort`). */
export const msort = (input: Tensor): Tensor => sort(input, { dim: 0 }).values;

export interface TopkOptions {
  readonly dim?: number;
  readonly largest?: boolean;
}

/** The k largest (or smallest) values along a dimension, in order, and where they are. */
export function topk(input: Tensor, k: number, { dim = -1, largest = true }: TopkOptions = {}): ValuesAndIndices {
  const d = wrapDim(dim, input.shape.length);
  if (!(k >= 0 && k <= (input.shape[d] ?? 1))) throw runtimeError("selected index k out of range");
  if (input.dtype === "bool" && input.shape.length > 0) throw notImplemented("topk_cpu", "bool");
  const indices = orderIndices(input, d, largest, k);
  return { values: gather(input, d, indices), indices };
}

/** Picks one place of each row: the index it has, from the row's ascending order. */
export function selectByOrder(
  input: Tensor,
  dim: number,
  keepdim: boolean,
  pick: (order: Int32Array, row: Float64Array) => number,
): ValuesAndIndices {
  return pickAlong(input, dim, keepdim, (row) => pick(sortOrder(row, false), row));
}

/** Picks one place of each row, and the value there. */
export function pickAlong(
  input: Tensor,
  dim: number,
  keepdim: boolean,
  pick: (row: Float64Array) => number,
): ValuesAndIndices {
  const { shape } = rowsOf(input, dim);
  const keptShape = input.shape.map((size, i) => (i === dim ? 1 : size));
  const wide = input.shape.length === 0 ? unsqueeze(input, 0) : input;
  const indices = allocate(input.shape.length === 0 ? [1] : keptShape, "int64");
  const write = rowWriter(indices, dim);
  const one = new Float64Array(1);
  if (indices.elementCount > 0) {
    forEachRow(input, dim, (row) => {
      one[0] = pick(row);
      write(one);
    });
  }
  const values = gather(wide, dim, indices);
  const final = input.shape.length === 0 ? [] : keepdim ? keptShape : shape;
  return { values: view(values, final), indices: view(indices, final) };
}

/** The k-th smallest value along a dimension, k from 1. */
export function kthvalue(input: Tensor, k: number, dim = -1, keepdim = false): ValuesAndIndices {
  const d = wrapDim(dim, input.shape.length);
  if (input.shape[d] === 0) {
    throw indexError(`kthvalue(): Expected reduction dim ${d} to have non-zero size.`);
  }
  if (!(k >= 1 && k <= (input.shape[d] ?? 1))) {
    throw runtimeError(`kthvalue(): selected number k out of range for dimension ${d}`);
  }
  if (input.dtype === "bool" && input.shape.length > 0) throw notImplemented("kthvalue_cpu", "bool");
  return pickAlong(input, d, keepdim, (row) =>
    row.some(Number.isNaN) ? sortOrder(row, false)[k - 1] : placeInOrder(row, k - 1),
  );
}
