/** Walking a tensor as the rows of one dimension. */
import { readScalar } from "../tensor/elements.ts";
import { viewOf } from "../tensor/make.ts";
import { toInt64 } from "../tensor/scalar.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { IndexWalk, Reader, Writer } from "../tensor/walk.ts";
import { unsqueeze } from "./views.ts";

export interface Rows {
  /** How many rows there are, and how long each is. */
  readonly count: number;
  readonly length: number;
  /** The sizes of the other dimensions. */
  readonly shape: number[];
}

/** The tensor seen with a dimension last; a 0-d tensor as one row of one. */
export function dimLast(input: Tensor, dim: number): Tensor {
  if (input.shape.length === 0) return unsqueeze(input, 0);
  const order = input.shape.map((_, i) => i).filter((i) => i !== dim);
  order.push(dim);
  return viewOf(
    input,
    order.map((i) => input.shape[i]),
    order.map((i) => input.strides[i]),
  );
}

export function rowsOf(input: Tensor, dim: number): Rows {
  const shape = input.shape.filter((_, i) => i !== dim);
  const length = input.shape.length === 0 ? 1 : input.shape[dim];
  let count = 1;
  for (const size of shape) count *= size;
  return { count, length, shape };
}

/**
 * Visits every row along a dimension, in row-major order of the others. The buffer is reused. Values keep their order:
 * int64 that doubles cannot hold are replaced by their ranks, so that comparisons stay right.
 */
export function forEachRow(input: Tensor, dim: number, visit: (row: Float64Array, index: number) => void): void {
  const { count, length } = rowsOf(input, dim);
  const last = dimLast(input, dim);
  const reader = new Reader(last);
  const row = new Float64Array(length);
  for (let i = 0; i < count; i++) {
    if (!reader.read(row, length)) row.set(ranks(last, i, length));
    visit(row, i);
  }
}

/** The rank of each int64 of a row among the row's distinct values. */
function ranks(last: Tensor, rowIndex: number, length: number): number[] {
  const walk = new IndexWalk(last);
  for (let skip = rowIndex * length; skip > 0; skip--) walk.next();
  const values = Array.from({ length }, () => toInt64(readScalar(last.storage, walk.next())));
  const distinct = [...new Set(values)].sort((a, b) => (a < b ? -1 : 1));
  const rankOf = new Map(distinct.map((value, rank) => [value, rank]));
  return values.map((value) => rankOf.get(value) ?? 0);
}

/** Writes a row at a time into a tensor along a dimension. */
export function rowWriter(target: Tensor, dim: number): (row: Float64Array) => void {
  const writer = new Writer(dimLast(target, dim));
  return (row) => writer.write(row, row.length);
}

/** Transforms every row in place, from one tensor's dimension to another's. */
export function mapRows(
  input: Tensor,
  target: Tensor,
  dim: number,
  transform: (row: Float64Array, index: number) => void,
): void {
  const { count, length } = rowsOf(input, dim);
  const reader = new Reader(dimLast(input, dim));
  const writer = new Writer(dimLast(target, dim));
  const row = new Float64Array(length);
  for (let i = 0; i < count; i++) {
    reader.read(row, length);
    transform(row, i);
    writer.write(row, length);
  }
}
