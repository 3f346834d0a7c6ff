/** Triangles and diagonals of matrices. */
import { runtimeError } from "../errors.ts";
import { copyElements, copyOf } from "../tensor/copy.ts";
import type { DType } from "../tensor/dtype.ts";
import { allocate } from "../tensor/make.ts";
import { newPlaces } from "../tensor/places.ts";
import { wrapDim } from "../tensor/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { Writer } from "../tensor/walk.ts";
import { worked } from "../work.ts";
import { assign } from "./copy.ts";
import { fill, zeros } from "./creation.ts";
import type { Out } from "./options.ts";
import { hasInternalOverlap } from "./pointwise/out.ts";
import { diagonal, flatten, movedim, slice } from "./views.ts";

function triangle(
  name: string,
  input: Tensor,
  out: Tensor | undefined,
  columns: (row: number) => [number, number],
): Tensor {
  const rank = input.shape.length;
  if (rank < 2) throw runtimeError(`${name}: input tensor must have at least 2 dimensions`);
  if (out === input && hasInternalOverlap(out)) return clearAround(out, columns);
  const source = copyOf(input);
  const result = allocate(input.shape, input.dtype);
  const rows = input.shape[rank - 2];
  for (let row = 0; row < rows; row++) {
    const [from, to] = columns(row);
    const first = Math.max(from, 0);
    const last = Math.min(to, input.shape[rank - 1]);
    if (first >= last) continue;
    const part = (tensor: Tensor): Tensor => slice(slice(tensor, rank - 2, row, row + 1), rank - 1, first, last);
    copyElements(part(result), part(source));
  }
  return out === undefined ? result : assign(out, result);
}

/** Zeros around the triangle, where elements share memory: what any of them asks for is written. */
function clearAround(target: Tensor, columns: (row: number) => [number, number]): Tensor {
  const rank = target.shape.length;
  const width = target.shape[rank - 1];
  for (let row = 0; row < target.shape[rank - 2]; row++) {
    const [from, to] = columns(row);
    const line = slice(target, rank - 2, row, row + 1);
    fill(slice(line, rank - 1, 0, Math.min(Math.max(from, 0), width)), 0n);
    fill(slice(line, rank - 1, Math.min(Math.max(to, 0), width), width), 0n);
  }
  return target;
}

/** The elements on and below a diagonal of every matrix, zero elsewhere. RuntimeError below two dimensions. */
export const tril = (input: Tensor, diagonalOffset = 0, { out }: Out = {}): Tensor =>
  triangle("tril", input, out, (row) => [0, row + diagonalOffset + 1]);

/** The elements on and above a diagonal of every matrix, zero elsewhere. */
export const triu = (input: Tensor, diagonalOffset = 0, { out }: Out = {}): Tensor =>
  triangle("triu", input, out, (row) => [row + diagonalOffset, Number.MAX_SAFE_INTEGER]);

/** Row and column indices of a triangle, as a 2 x n tensor. */
function triangleIndices(
  rows: number,
  columns: number,
  inside: (row: number) => readonly [start: number, end: number],
  dtype: DType,
): Tensor {
  if (rows < 0) throw runtimeError(`row must be non-negative, got${rows}`);
  if (columns < 0) throw runtimeError(`col must be non-negative, got${columns}`);
  const range = (row: number): [start: number, end: number] => {
    worked(1);
    const [start, end] = inside(row);
    return [Math.max(start, 0), Math.min(end, columns)];
  };
  let count = 0;
  for (let row = 0; row < rows; row++) {
    const [start, end] = range(row);
    count += Math.max(end - start, 0);
  }
  const result = allocate([2, count], dtype);
  const places = newPlaces(2 * count);
  let at = 0;
  for (let row = 0; row < rows; row++) {
    const [start, end] = range(row);
    for (let column = start; column < end; column++, at++) {
      places[at] = row;
      places[count + at] = column;
    }
    worked(Math.max(end - start, 0));
  }
  new Writer(result).write(places, 2 * count);
  return result;
}

export const trilIndices = (rows: number, columns: number, offset = 0, dtype: DType = "int64"): Tensor =>
  triangleIndices(rows, columns, (row) => [0, row + offset + 1], dtype);
export const triuIndices = (rows: number, columns: number, offset = 0, dtype: DType = "int64"): Tensor =>
  triangleIndices(rows, columns, (row) => [row + offset, columns], dtype);

/** The diagonal of a matrix, or a matrix with the vector on its diagonal. */
export function diag(input: Tensor, offset = 0): Tensor {
  const rank = input.shape.length;
  if (rank === 1) return diagEmbed(input, offset);
  if (rank === 2) return copyOf(diagonal(input, offset));
  throw runtimeError(`diag(): Supports 1D or 2D tensors. Got ${rank}D`);
}

/** Matrices with the last dimension on a diagonal of two new ones. */
export function diagEmbed(input: Tensor, offset = 0, dim1 = -2, dim2 = -1): Tensor {
  const rank = input.shape.length + 1;
  const a = wrapDim(dim1, rank);
  const b = wrapDim(dim2, rank);
  if (a === b) throw runtimeError(`diagonal dimensions cannot be identical ${dim1}, ${dim2}`);
  const size = input.shape[rank - 2] + Math.abs(offset);
  const stacked = zeros([...input.shape.slice(0, -1), size, size], input.dtype);
  const result = movedim(stacked, [rank - 2, rank - 1], [a, b]);
  copyElements(diagonal(result, offset, a, b), input);
  return result;
}

/** A square matrix with the flattened input on its diagonal. */
export const diagflat = (input: Tensor, offset = 0): Tensor => diagEmbed(flatten(input), offset);
