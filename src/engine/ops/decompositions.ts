/** Small dense linear algebra: LU, Cholesky and QR, one matrix of a batch after another. */
import { linAlgError } from "../errors.ts";
import { isContiguous } from "../tensor/strides.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { worked } from "../work.ts";
import { zeros } from "./creation.ts";
import { factorize, identityOf, solveFactored, solveTransposed } from "./dense/lu.ts";
import { householder } from "./householder.ts";
import { batchElement, checkKernel, checkMatrix, checkSquare, decomposed, forEachMatrix } from "./matrices.ts";
import { transpose } from "./views.ts";

const lastOf = (input: Tensor): number => input.shape[input.shape.length - 1];

const isSingle = (input: Tensor): boolean => input.dtype === "float32";

/** Of row-major matrices PyTorch factorizes the transpose, whose determinant is the same: it lies as LAPACK reads. */
const easierToFactorize = (input: Tensor): Tensor => (isContiguous(input) ? transpose(input, -2, -1) : input);

/** The determinant of each square matrix. */
export function det(input: Tensor): Tensor {
  checkMatrix("linalg.det", input, true);
  const n = lastOf(input);
  return forEachMatrix(easierToFactorize(input), [], (matrix) => {
    const { lu, sign } = factorize(matrix, n, n, isSingle(input));
    let product = sign;
    for (let i = 0; i < n; i++) product *= lu[i * n + i];
    return [product];
  });
}

/** The sign of the determinant and the logarithm of its size. */
export function slogdet(input: Tensor): { sign: Tensor; logabsdet: Tensor } {
  checkMatrix("linalg.slogdet", input, true);
  const n = lastOf(input);
  const [sign, logabsdet] = decomposed(easierToFactorize(input), [[], []], (matrix) => {
    const factors = factorize(matrix, n, n, isSingle(input));
    let total = factors.sign;
    let logarithm = 0;
    for (let i = 0; i < n; i++) {
      total *= Math.sign(factors.lu[i * n + i]);
      logarithm += Math.log(Math.abs(factors.lu[i * n + i]));
    }
    return [[total], [logarithm]];
  });
  return { sign, logabsdet };
}

/** The inverse of each square matrix. LinAlgError where one is singular. */
export function inv(input: Tensor): Tensor {
  checkMatrix("linalg.inv", input, true);
  const n = lastOf(input);
  const identity = identityOf(n);
  return forEachMatrix(input, [n, n], (matrix, index) => {
    const factors = factorize(matrix, n, n, isSingle(input));
    if (factors.singular > 0) {
      throw linAlgError(
        `linalg.inv: ${batchElement(input, index)}The diagonal element ${factors.singular} is zero, the inversion could not be completed because the input matrix is singular.`,
      );
    }
    return solveFactored(factors, identity, n);
  });
}

/** The inverse of each square matrix, and an int32 for each: 0, or the place (from 1) of the first zero on U's diagonal. */
export function invEx(input: Tensor): { inverse: Tensor; info: Tensor } {
  checkMatrix("linalg.inv", input, true);
  const n = lastOf(input);
  const identity = identityOf(n);
  const dtypes = [input.dtype, "int32"] as const;
  const [inverse, info] = decomposed(
    input,
    [[n, n], []],
    (matrix) => {
      const factors = factorize(matrix, n, n, isSingle(input));
      return [solveFactored(factors, identity, n), [factors.singular]];
    },
    dtypes,
  );
  return { inverse, info };
}

/**
 * The transposed inverse, with infinities and NaN for a singular matrix. Like PyTorch it factorizes the transpose of a
 * row-major matrix, and other matrices as they are: it shows in where the infinities are.
 */
export function inverseTransposed(input: Tensor): Tensor {
  const n = lastOf(input);
  const identity = identityOf(n);
  if (!isContiguous(input)) {
    return forEachMatrix(input, [n, n], (matrix) =>
      solveTransposed(factorize(matrix, n, n, isSingle(input)), identity, n),
    );
  }
  return forEachMatrix(transpose(input, -2, -1), [n, n], (matrix) =>
    solveFactored(factorize(matrix, n, n, isSingle(input)), identity, n),
  );
}

/** The order (from 1) of the first leading minor that is not positive, and the factor as far as it goes. */
export function choleskyFactor(
  matrix: Float64Array,
  n: number,
  upper: boolean,
): { order: number; values: Float64Array } {
  const values = new Float64Array(n * n);
  const at = (i: number, j: number): number => (upper ? j * n + i : i * n + j);
  for (let i = 0; i < n; i++) {
    worked(i * i);
    for (let j = 0; j <= i; j++) {
      let sum = matrix[at(i, j)];
      for (let k = 0; k < j; k++) sum -= values[at(i, k)] * values[at(j, k)];
      if (i !== j) values[at(i, j)] = sum / values[at(j, j)];
      else if (sum > 0) values[at(i, i)] = Math.sqrt(sum);
      else return { order: i + 1, values };
    }
  }
  return { order: 0, values };
}

/** The lower triangular L with L L^T = A, or the upper U with U^T U = A. LinAlgError where A is not positive-definite. */
export function cholesky(input: Tensor, upper = false, name = "linalg.cholesky"): Tensor {
  if (name === "linalg.cholesky") checkMatrix(name, input, true);
  else {
    checkSquare(name, input);
    checkKernel("cholesky_cpu", input);
  }
  const n = lastOf(input);
  return forEachMatrix(input, [n, n], (matrix, index) => {
    const { order, values } = choleskyFactor(matrix, n, upper);
    if (order === 0) return values;
    throw linAlgError(
      `${name}: ${batchElement(input, index)}The factorization could not be completed because the input is not positive-definite (the leading minor of order ${order} is not positive-definite).`,
    );
  });
}

/** The factor as far as it goes, and an int32 for each matrix: 0, or the order (from 1) of the first minor that is not positive. */
export function choleskyEx(input: Tensor, upper = false): { factor: Tensor; info: Tensor } {
  checkMatrix("linalg.cholesky", input, true);
  const n = lastOf(input);
  const dtypes = [input.dtype, "int32"] as const;
  const [factor, info] = decomposed(
    input,
    [[n, n], []],
    (matrix) => {
      const { order, values } = choleskyFactor(matrix, n, upper);
      return [values, [order]];
    },
    dtypes,
  );
  return { factor, info };
}

export type QrMode = "reduced" | "complete" | "r";

/** A row-major matrix with columns of zeros appended. */
function widened(matrix: Float64Array, columns: number, width: number): Float64Array {
  const wide = new Float64Array((matrix.length / columns) * width);
  for (let i = 0; i < matrix.length; i++) wide[Math.floor(i / columns) * width + (i % columns)] = matrix[i];
  return wide;
}

/** Q with orthonormal columns and upper triangular R, A = Q R. "complete": a square Q; "r": an empty one. */
export function qr(input: Tensor, mode: QrMode = "reduced"): { q: Tensor; r: Tensor } {
  checkMatrix("linalg.qr", input, false);
  const [m, n] = input.shape.slice(-2);
  const k = mode === "complete" ? m : Math.min(m, n);
  const single = input.dtype === "float32";
  const [q, r] = decomposed(input, [mode === "r" ? [0, 0] : [m, k], [k, n]], (matrix) => {
    if (k <= n) {
      const parts = householder(matrix, m, n, single);
      return [mode === "r" ? [] : parts.q, parts.r];
    }
    if (n === 0) return [identityOf(m), []];
    // Reflections of the matrix with zeros appended leave the same first columns, and the rest of the basis.
    const parts = householder(widened(matrix, n, k), m, k, single);
    return [parts.q, parts.r.filter((_, i) => i % k < n)];
  });
  return { q: mode === "r" ? zeros([0], input.dtype) : q, r };
}
