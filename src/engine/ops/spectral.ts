/** Singular values and eigenvalues, one matrix of a batch after another. Computed in doubles, rounded to the dtype once. */
import { linAlgError, runtimeError } from "../errors.ts";
import { isFloating } from "../tensor/dtype.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { singularParts } from "./dense/singular.ts";
import { symmetricEigen } from "./dense/symmetric.ts";
import { batchElement, checkFloating, checkIsMatrix, checkKernel, checkSquare, decomposed } from "./matrices.ts";

/** The first `kept` columns of a row-major matrix with `width` columns. */
function firstColumns(matrix: Float64Array, width: number, kept: number): Float64Array {
  if (width === kept) return matrix;
  const rows = matrix.length / width;
  return Float64Array.from({ length: rows * kept }, (_, i) => matrix[Math.floor(i / kept) * width + (i % kept)]);
}

/** A = U diag(S) Vh, S falling; with all of U and Vh, or only the vectors that belong to S. LinAlgError for NaN and infinity. */
export function svd(input: Tensor, fullMatrices = true): { u: Tensor; s: Tensor; vh: Tensor } {
  checkIsMatrix("linalg.svd", input);
  if (!isFloating(input.dtype)) checkFloating("linalg.svd", input);
  if (input.elementCount > 0) checkKernel("linalg_svd_cpu", input);
  const [m, n] = input.shape.slice(-2);
  const k = Math.min(m, n);
  const [width, height] = fullMatrices ? [m, n] : [k, k];
  const [u, s, vh] = decomposed(input, [[m, width], [k], [height, n]], (matrix, index) => {
    const hasNan = matrix.some(Number.isNaN);
    const parts = singularParts(matrix, m, n);
    if (parts === null) {
      // LAPACK looks for NaN alone beforehand, and infinities keep its iteration from converging.
      const why = hasNan
        ? "contained non-finite values."
        : `is ill-conditioned or has too many repeated singular values (error code: ${Math.max(k - 1, 1)}).`;
      throw linAlgError(
        `linalg.svd: ${batchElement(input, index)}The algorithm failed to converge because the input matrix ${why}`,
      );
    }
    return [firstColumns(parts.u, m, width), parts.values, parts.vt.slice(0, height * n)];
  });
  return { u, s, vh };
}

/** The singular values of each matrix, largest first. */
export function singularValues(input: Tensor): Tensor {
  return svd(input, false).s;
}

/** Eigenvalues (rising) and eigenvectors (columns) of symmetric matrices, of which one triangle is read. */
export function eigh(input: Tensor, uplo = "L"): { values: Tensor; vectors: Tensor } {
  checkSquare("linalg.eigh", input);
  const letter = uplo.toUpperCase();
  if (letter !== "L" && letter !== "U") throw runtimeError(`Expected UPLO argument to be 'L' or 'U', but got ${uplo}`);
  const n = input.shape[input.shape.length - 1];
  if (input.elementCount > 0) checkKernel("linalg_eigh_cpu", input);
  const [values, vectors] = decomposed(input, [[n], [n, n]], (matrix, index) => {
    const parts = symmetricEigen(matrix, n, letter === "U");
    if (parts === null) {
      throw linAlgError(
        `linalg.eigh: ${batchElement(input, index)}The algorithm failed to converge because the input matrix is ill-conditioned or has too many repeated eigenvalues (error code: ${Math.max(n - 1, 1)}).`,
      );
    }
    return [parts.values, parts.vectors];
  });
  return { values, vectors };
}
