/** Singular values and eigenvalues, one matrix of a batch after another. Computed in doubles, rounded to the dtype once. */
import { linAlgError, runtimeError } from "../errors.ts";
import { allocate } from "../tensor/make.ts";
import { countOf } from "../tensor/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { Reader, Writer } from "../tensor/walk.ts";
import { checkMatrix } from "./decompositions.ts";
import { singularParts } from "./dense/singular.ts";
import { symmetricEigen } from "./dense/symmetric.ts";

/** Runs `decompose` on every matrix; it gives the values of one matrix of each result. */
function decomposed(
  input: Tensor,
  shapes: readonly (readonly number[])[],
  decompose: (matrix: Float64Array, index: number) => readonly Float64Array[],
): Tensor[] {
  const lead = input.shape.slice(0, -2);
  const results = shapes.map((shape) => allocate([...lead, ...shape], input.dtype));
  const writers = results.map((result) => new Writer(result));
  const size = countOf(input.shape.slice(-2));
  const matrix = new Float64Array(size);
  const reader = new Reader(input);
  for (let i = 0; i < countOf(lead); i++) {
    reader.read(matrix, size);
    for (const [k, values] of decompose(matrix, i).entries()) {
      if (values.length > 0) writers[k].write(values, values.length);
    }
  }
  return results;
}

/** The first `kept` columns of a row-major matrix with `width` columns. */
function firstColumns(matrix: Float64Array, width: number, kept: number): Float64Array {
  if (width === kept) return matrix;
  const rows = matrix.length / width;
  return Float64Array.from({ length: rows * kept }, (_, i) => matrix[Math.floor(i / kept) * width + (i % kept)]);
}

const notFinite = (name: string): Error =>
  linAlgError(`${name}: The algorithm failed to converge because the input matrix contained non-finite values.`);

/** A = U diag(S) Vh, S falling; with all of U and Vh, or only the vectors that belong to S. LinAlgError for NaN and infinity. */
export function svd(input: Tensor, fullMatrices = true, name = "linalg.svd"): { u: Tensor; s: Tensor; vh: Tensor } {
  checkMatrix(name, input, false);
  const [m, n] = input.shape.slice(-2);
  const k = Math.min(m, n);
  const [width, height] = fullMatrices ? [m, n] : [k, k];
  const shapes = [[m, width], [k], [height, n]]; // biome-ignore format: a table
  const [u, s, vh] = decomposed(input, shapes, (matrix) => {
    const parts = singularParts(matrix, m, n);
    if (parts === null) throw notFinite(name);
    return [firstColumns(parts.u, m, width), parts.values, parts.vt.slice(0, height * n)];
  });
  return { u, s, vh };
}

/** The singular values of each matrix, largest first. */
export function singularValues(input: Tensor): Tensor {
  return svd(input, false, "linalg.svdvals").s;
}

/** Eigenvalues (rising) and eigenvectors (columns) of symmetric matrices, of which one triangle is read. */
export function eigh(input: Tensor, uplo = "L", name = "linalg.eigh"): { values: Tensor; vectors: Tensor } {
  checkMatrix(name, input, true);
  const letter = uplo.toUpperCase();
  if (letter !== "L" && letter !== "U") throw runtimeError(`Expected UPLO argument to be 'L' or 'U', but got ${uplo}`);
  const n = input.shape[input.shape.length - 1];
  const batched = input.shape.length > 2;
  const [values, vectors] = decomposed(input, [[n], [n, n]], (matrix, index) => {
    const parts = symmetricEigen(matrix, n, letter === "U");
    if (parts === null) {
      const where = batched ? `(Batch element ${index}): ` : "";
      throw linAlgError(
        `${name}: ${where}The algorithm failed to converge because the input matrix is ill-conditioned or has too many repeated eigenvalues (error code: ${Math.max(n - 1, 1)}).`,
      );
    }
    return [parts.values, parts.vectors];
  });
  return { values, vectors };
}
