/** What dense linear algebra shares: the checks of its arguments, and a loop over the matrices of a batch. */

import { notImplementedError, runtimeError } from "../errors.ts";
import { type DType, dtypes, isFloating } from "../tensor/dtype.ts";
import { allocate } from "../tensor/make.ts";
import { countOf, type Shape } from "../tensor/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { Reader, Writer } from "../tensor/walk.ts";
import { worked } from "../work.ts";
import { transpose } from "./views.ts";

/** RuntimeError unless a tensor has two dimensions or more. */
export function checkIsMatrix(name: string, input: Tensor, argument = "A"): void {
  if (input.shape.length < 2) {
    throw runtimeError(`${name}: The input tensor ${argument} must have at least 2 dimensions.`);
  }
}

export function checkSquare(name: string, input: Tensor, argument = "A"): void {
  checkIsMatrix(name, input, argument);
  const [rows, columns] = input.shape.slice(-2);
  if (rows !== columns) {
    throw runtimeError(
      `${name}: ${argument} must be batches of square matrices, but they are ${rows} by ${columns} matrices`,
    );
  }
}

/** RuntimeError unless a tensor is of a floating dtype that the decompositions have. */
export function checkFloating(name: string, input: Tensor): void {
  if (input.dtype === "float32" || input.dtype === "float64") return;
  const what = isFloating(input.dtype)
    ? "Low precision dtypes not supported."
    : "Expected a floating point or complex tensor as input.";
  throw runtimeError(`${name}: ${what} Got ${dtypes[input.dtype].scalarName}`);
}

/** NotImplementedError, in the words of a kernel, unless a tensor is of a dtype that the decompositions have. */
export function checkKernel(kernel: string, input: Tensor): void {
  if (input.dtype === "float32" || input.dtype === "float64") return;
  throw notImplementedError(`"${kernel}" not implemented for '${dtypes[input.dtype].scalarName}'`);
}

export function checkMatrix(name: string, input: Tensor, square: boolean): void {
  if (square) checkSquare(name, input);
  else checkIsMatrix(name, input);
  checkFloating(name, input);
}

/** Zeroed matrices that lie in memory column after column, as LAPACK leaves its results. */
export function allocateColumns(lead: Shape, rows: number, columns: number, dtype: DType): Tensor {
  return transpose(allocate([...lead, columns, rows], dtype), -2, -1);
}

/** Results of one matrix: a number, a vector, or a matrix, which lies column after column. */
export type ResultShape = readonly [] | readonly [number] | readonly [number, number];

/** What a matrix costs, however small it is. */
const matrixWork = 512;

/** Runs `decompose` on every matrix of a batch; it gives the values (row-major) of each result for one matrix. */
export function decomposed(
  input: Tensor,
  shapes: readonly ResultShape[],
  decompose: (matrix: Float64Array, index: number) => readonly ArrayLike<number>[],
  dtypes: readonly DType[] = shapes.map(() => input.dtype),
): Tensor[] {
  const lead = input.shape.slice(0, -2);
  const results = shapes.map((shape, i) =>
    shape.length === 2 ? allocateColumns(lead, ...shape, dtypes[i]) : allocate([...lead, ...shape], dtypes[i]),
  );
  const writers = results.map((result) => new Writer(result));
  const size = countOf(input.shape.slice(-2));
  const matrix = new Float64Array(size);
  const reader = new Reader(input);
  for (let i = 0; i < countOf(lead); i++) {
    reader.read(matrix, size);
    worked(matrixWork);
    for (const [k, values] of decompose(matrix, i).entries()) {
      if (values.length > 0) writers[k].write(Float64Array.from(values), values.length);
    }
  }
  return results;
}

/** `decomposed` with one result. */
export function forEachMatrix(
  input: Tensor,
  shape: ResultShape,
  solve: (matrix: Float64Array, index: number) => ArrayLike<number>,
): Tensor {
  return decomposed(input, [shape], (matrix, index) => [solve(matrix, index)])[0];
}

/** Names the matrix of a batch in an error. */
export const batchElement = (input: Tensor, index: number): string =>
  input.shape.length > 2 ? `(Batch element ${index}): ` : "";
