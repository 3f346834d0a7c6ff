/** The exponential of square matrices. */
import type { Tensor } from "../tensor/tensor.ts";
import { worked } from "../work.ts";
import { identityOf } from "./dense/lu.ts";
import { forEachMatrix } from "./matrices.ts";
import { contiguous } from "./views.ts";

function product(a: Float64Array, b: Float64Array, n: number): Float64Array {
  const result = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    worked(n * n);
    for (let k = 0; k < n; k++) {
      const factor = a[i * n + k];
      for (let j = 0; j < n; j++) result[i * n + j] += factor * b[k * n + j];
    }
  }
  return result;
}

/** The largest sum of a column's sizes; NaN where there is one. */
function columnNorm(matrix: Float64Array, n: number): number {
  let most = 0;
  for (let j = 0; j < n; j++) {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += Math.abs(matrix[i * n + j]);
    most = Math.max(most, sum);
  }
  return most;
}

/** The terms of the series after which those of a matrix of norm 1/2 are below a double's precision. */
const terms = 18;

/** Scaling and squaring (Moler and Van Loan, "Nineteen dubious ways", 2003, method 3): a series of the matrix halved often enough. */
function exponential(matrix: Float64Array, n: number): Float64Array {
  const norm = columnNorm(matrix, n);
  if (!Number.isFinite(norm)) return new Float64Array(n * n).fill(Number.NaN);
  const halvings = norm <= 0.5 ? 0 : Math.ceil(Math.log2(norm)) + 1;
  const scaled = matrix.map((value) => value / 2 ** halvings);
  const identity = identityOf(n);
  // Horner: I + A (I + A/2 (I + A/3 (...))).
  let total = identity;
  for (let k = terms; k >= 1; k--) {
    total = product(scaled, total, n).map((value, i) => identity[i] + value / k);
  }
  for (let i = 0; i < halvings; i++) total = product(total, total, n);
  return total;
}

/** e to the power of each square matrix, computed in doubles and rounded once. The caller has checked the input. */
export function matrixExponential(input: Tensor): Tensor {
  const n = input.shape[input.shape.length - 1];
  return contiguous(forEachMatrix(input, [n, n], (matrix) => exponential(matrix, n)));
}
