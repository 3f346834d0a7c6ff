/** LU with partial pivoting, and what is solved with it, of row-major matrices. */
import { worked } from "../../work.ts";

export interface Factors {
  /** L below the diagonal (which is ones), U on it and above. */
  readonly lu: Float64Array;
  readonly rows: number;
  readonly columns: number;
  /** Row i of the permuted matrix is row order[i] of the given one. */
  readonly order: Int32Array;
  /** The row (from 0) that each step was exchanged with. */
  readonly exchanges: Int32Array;
  readonly sign: number;
  /** The first column without a pivot, from 1; 0 where there is none. */
  readonly singular: number;
}

/** What a matrix costs, however small it is. */
const matrixWork = 512;

/**
 * The factors by LAPACK's steps, so that what is zero and what is rounding alone are the same: a column is multiplied by the
 * reciprocal of its pivot, and each step takes its product from all that is left. `single` rounds as float32 does.
 */
export function factorize(matrix: Float64Array, rows: number, columns: number, single: boolean): Factors {
  worked(matrixWork);
  const lu = single ? Float32Array.from(matrix) : matrix.slice();
  const round = single ? Math.fround : (value: number): number => value;
  const order = Int32Array.from({ length: rows }, (_, i) => i);
  const steps = Math.min(rows, columns);
  const exchanges = Int32Array.from({ length: steps }, (_, i) => i);
  let sign = 1;
  let singular = 0;
  for (let k = 0; k < steps; k++) {
    worked((rows - k) * (columns - k));
    let pivot = k;
    for (let row = k + 1; row < rows; row++) {
      if (Math.abs(lu[row * columns + k]) > Math.abs(lu[pivot * columns + k])) pivot = row;
    }
    exchanges[k] = pivot;
    if (lu[pivot * columns + k] === 0) {
      if (singular === 0) singular = k + 1;
      continue;
    }
    if (pivot !== k) {
      for (let j = 0; j < columns; j++) {
        [lu[pivot * columns + j], lu[k * columns + j]] = [lu[k * columns + j], lu[pivot * columns + j]];
      }
      [order[pivot], order[k]] = [order[k], order[pivot]];
      sign = -sign;
    }
    const reciprocal = round(1 / lu[k * columns + k]);
    for (let row = k + 1; row < rows; row++) {
      lu[row * columns + k] *= reciprocal;
      const factor = lu[row * columns + k];
      for (let j = k + 1; j < columns; j++) lu[row * columns + j] -= round(factor * lu[k * columns + j]);
    }
  }
  return { lu: Float64Array.from(lu), rows, columns, order, exchanges, sign, singular };
}

/** X with A X = B for `width` right-hand sides, row-major [n, width]. Divides by a zero pivot as by any other number. */
export function solveFactored({ lu, rows: n, order }: Factors, right: Float64Array, width: number): Float64Array {
  const x = new Float64Array(n * width);
  for (let c = 0; c < width; c++) {
    worked(n * n);
    for (let row = 0; row < n; row++) {
      let sum = right[order[row] * width + c];
      for (let k = 0; k < row; k++) sum -= lu[row * n + k] * x[k * width + c];
      x[row * width + c] = sum;
    }
    for (let row = n - 1; row >= 0; row--) {
      let sum = x[row * width + c];
      for (let k = row + 1; k < n; k++) sum -= lu[row * n + k] * x[k * width + c];
      x[row * width + c] = sum / lu[row * n + row];
    }
  }
  return x;
}

/** X with A^T X = B. */
export function solveTransposed({ lu, rows: n, order }: Factors, right: Float64Array, width: number): Float64Array {
  const x = new Float64Array(n * width);
  const y = new Float64Array(n);
  for (let c = 0; c < width; c++) {
    worked(n * n);
    for (let row = 0; row < n; row++) {
      let sum = right[row * width + c];
      for (let k = 0; k < row; k++) sum -= lu[k * n + row] * y[k];
      y[row] = sum / lu[row * n + row];
    }
    for (let row = n - 1; row >= 0; row--) {
      for (let k = row + 1; k < n; k++) y[row] -= lu[k * n + row] * y[k];
    }
    for (let row = 0; row < n; row++) x[order[row] * width + c] = y[row];
  }
  return x;
}

export function identityOf(n: number): Float64Array {
  const identity = new Float64Array(n * n);
  for (let i = 0; i < n; i++) identity[i * n + i] = 1;
  return identity;
}
