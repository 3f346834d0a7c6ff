/** Small dense linear algebra: LU, Cholesky, QR and singular values, one matrix of a batch after another. */
import { linAlgError, runtimeError } from "../errors.ts";
import { type DType, dtypes, isFloating } from "../tensor/dtype.ts";
import { allocate } from "../tensor/make.ts";
import { broadcastTwo, countOf } from "../tensor/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { Reader, Writer } from "../tensor/walk.ts";
import { toNumbers } from "./copy.ts";
import { householder } from "./householder.ts";
import { expand, squeeze, unsqueeze } from "./views.ts";

export function checkMatrix(name: string, input: Tensor, square: boolean): void {
  const rank = input.shape.length;
  if (rank < 2) {
    throw runtimeError(`${name}: The input tensor A must have at least 2 dimensions.`);
  }
  const [rows, columns] = input.shape.slice(-2);
  if (square && rows !== columns) {
    throw runtimeError(`${name}: A must be batches of square matrices, but they are ${rows} by ${columns} matrices`);
  }
  if (input.dtype !== "float32" && input.dtype !== "float64") {
    const what = isFloating(input.dtype)
      ? "Low precision dtypes not supported."
      : "Expected a floating point or complex tensor as input.";
    throw runtimeError(`${name}: ${what} Got ${dtypes[input.dtype].scalarName}`);
  }
}

/** Runs `solve` on every matrix of a batch; results have `width` values each. */
function forEachMatrix(
  input: Tensor,
  shape: readonly number[],
  width: number,
  dtype: DType,
  solve: (matrix: Float64Array, index: number) => ArrayLike<number>,
): Tensor {
  const batch = countOf(input.shape.slice(0, -2));
  const result = allocate([...input.shape.slice(0, -2), ...shape], dtype);
  const size = countOf(input.shape.slice(-2));
  const matrix = new Float64Array(size);
  const reader = new Reader(input);
  const writer = new Writer(result);
  for (let i = 0; i < batch; i++) {
    reader.read(matrix, size);
    if (width > 0) writer.write(Float64Array.from(solve(matrix, i)), width);
  }
  return result;
}

interface Factors {
  readonly lu: Float64Array;
  readonly pivots: Int32Array;
  readonly sign: number;
  /** The first column without a pivot, from 1; 0 where the matrix is regular. */
  readonly singular: number;
}

/** LU with partial pivoting of a row-major n x n matrix. */
function factor(matrix: Float64Array, n: number): Factors {
  const lu = matrix.slice();
  const pivots = Int32Array.from({ length: n }, (_, i) => i);
  let sign = 1;
  let singular = 0;
  for (let column = 0; column < n; column++) {
    let pivot = column;
    for (let row = column + 1; row < n; row++) {
      if (Math.abs(lu[row * n + column]) > Math.abs(lu[pivot * n + column])) pivot = row;
    }
    if (lu[pivot * n + column] === 0) {
      if (singular === 0) singular = column + 1;
      continue;
    }
    if (pivot !== column) {
      for (let k = 0; k < n; k++) {
        [lu[pivot * n + k], lu[column * n + k]] = [lu[column * n + k], lu[pivot * n + k]];
      }
      [pivots[pivot], pivots[column]] = [pivots[column], pivots[pivot]];
      sign = -sign;
    }
    for (let row = column + 1; row < n; row++) {
      const factorOf = lu[row * n + column] / lu[column * n + column];
      lu[row * n + column] = factorOf;
      for (let k = column + 1; k < n; k++) lu[row * n + k] -= factorOf * lu[column * n + k];
    }
  }
  return { lu, pivots, sign, singular };
}

/** Solves for `width` right-hand sides, row-major [n, width]. */
function solveFactored({ lu, pivots }: Factors, n: number, right: Float64Array, width: number): Float64Array {
  const x = new Float64Array(n * width);
  for (let c = 0; c < width; c++) {
    for (let row = 0; row < n; row++) {
      let sum = right[pivots[row] * width + c];
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

/** The determinant of each square matrix. */
export function det(input: Tensor): Tensor {
  checkMatrix("linalg.det", input, true);
  const n = input.shape[input.shape.length - 1];
  return forEachMatrix(input, [], 1, input.dtype, (matrix) => {
    const { lu, sign } = factor(matrix, n);
    let product = sign;
    for (let i = 0; i < n; i++) product *= lu[i * n + i];
    return [product];
  });
}

/** The sign of the determinant and the logarithm of its size. */
export function slogdet(input: Tensor): { sign: Tensor; logabsdet: Tensor } {
  checkMatrix("linalg.slogdet", input, true);
  const n = input.shape[input.shape.length - 1];
  const diagonals = (matrix: Float64Array): { sign: number; logarithm: number } => {
    const { lu, sign } = factor(matrix, n);
    let total = sign;
    let logarithm = 0;
    for (let i = 0; i < n; i++) {
      total *= Math.sign(lu[i * n + i]);
      logarithm += Math.log(Math.abs(lu[i * n + i]));
    }
    return { sign: total, logarithm };
  };
  return {
    sign: forEachMatrix(input, [], 1, input.dtype, (matrix) => [diagonals(matrix).sign]),
    logabsdet: forEachMatrix(input, [], 1, input.dtype, (matrix) => [diagonals(matrix).logarithm]),
  };
}

/** The inverse of each square matrix. LinAlgError where one is singular. */
export function inv(input: Tensor): Tensor {
  checkMatrix("linalg.inv", input, true);
  const n = input.shape[input.shape.length - 1];
  const identity = new Float64Array(n * n);
  for (let i = 0; i < n; i++) identity[i * n + i] = 1;
  const batched = input.shape.length > 2;
  return forEachMatrix(input, [n, n], n * n, input.dtype, (matrix, index) => {
    const factors = factor(matrix, n);
    if (factors.singular > 0) {
      const where = batched ? `(Batch element ${index}): ` : "";
      throw linAlgError(
        `linalg.inv: ${where}The diagonal element ${factors.singular} is zero, the inversion could not be completed because the input matrix is singular.`,
      );
    }
    return solveFactored(factors, n, identity, n);
  });
}

/** X with A X = B. B is a vector for each matrix, or matrices of columns. LinAlgError where A is singular. */
export function solve(a: Tensor, b: Tensor): Tensor {
  checkMatrix("linalg.solve", a, true);
  const n = a.shape[a.shape.length - 1];
  const isVector =
    b.shape.length === 1 || (b.shape.length === a.shape.length - 1 && b.shape.every((s, i) => s === a.shape[i]));
  const columns = isVector ? unsqueeze(b, -1) : b;
  if (columns.shape[columns.shape.length - 2] !== n) {
    throw runtimeError(
      `linalg.solve: Incompatible shapes of A and B for the equation AX = B (${n}x${n} and ${columns.shape.slice(-2).join("x")})`,
    );
  }
  const width = columns.shape[columns.shape.length - 1];
  const right = toNumbers(expand(columns, [...a.shape.slice(0, -2), n, width]));
  const result = forEachMatrix(a, [n, width], n * width, a.dtype, (matrix, index) => {
    const factors = factor(matrix, n);
    if (factors.singular > 0) {
      throw linAlgError("torch.linalg.solve: The solver failed because the input matrix is singular.");
    }
    return solveFactored(factors, n, right.subarray(index * n * width, (index + 1) * n * width), width);
  });
  return isVector ? squeeze(result, [-1]) : result;
}

/** The lower triangular L with L L^T = A. LinAlgError where A is not positive-definite. */
export function cholesky(input: Tensor): Tensor {
  checkMatrix("linalg.cholesky", input, true);
  const n = input.shape[input.shape.length - 1];
  const batched = input.shape.length > 2;
  return forEachMatrix(input, [n, n], n * n, input.dtype, (matrix, index) => {
    const lower = new Float64Array(n * n);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j <= i; j++) {
        let sum = matrix[i * n + j];
        for (let k = 0; k < j; k++) sum -= lower[i * n + k] * lower[j * n + k];
        if (i !== j) lower[i * n + j] = sum / lower[j * n + j];
        else if (sum > 0) lower[i * n + i] = Math.sqrt(sum);
        else {
          const where = batched ? `(Batch element ${index}): ` : "";
          throw linAlgError(
            `linalg.cholesky: ${where}The factorization could not be completed because the input is not positive-definite (the leading minor of order ${i + 1} is not positive-definite).`,
          );
        }
      }
    }
    return lower;
  });
}

/** Q with orthonormal columns and upper triangular R, A = Q R (reduced). */
export function qr(input: Tensor): { q: Tensor; r: Tensor } {
  checkMatrix("linalg.qr", input, false);
  const [m, n] = input.shape.slice(-2);
  const k = Math.min(m, n);
  const single = input.dtype === "float32";
  return {
    q: forEachMatrix(input, [m, k], m * k, input.dtype, (matrix) => householder(matrix, m, n, single).q),
    r: forEachMatrix(input, [k, n], k * n, input.dtype, (matrix) => householder(matrix, m, n, single).r),
  };
}

/** X with A X = B, or X A = B, for triangular matrices whose other triangle is not read; the leading dimensions broadcast. */
export function solveTriangular(
  a: Tensor,
  b: Tensor,
  { upper, left, unitriangular }: { upper: boolean; left: boolean; unitriangular: boolean },
): Tensor {
  checkMatrix("linalg.solve_triangular", a, true);
  if (b.shape.length < 2) {
    throw runtimeError("linalg.solve_triangular: The input tensor B must have at least 2 dimensions.");
  }
  const n = a.shape[a.shape.length - 1];
  const [rows, columns] = b.shape.slice(-2);
  if ((left ? rows : columns) !== n) {
    const equation = left ? "AX = B" : "XA = B";
    throw runtimeError(
      `linalg.solve_triangular: Incompatible shapes of A and B for the equation ${equation} (${n}x${n} and ${rows}x${columns})`,
    );
  }
  const lead = broadcastTwo(a.shape.slice(0, -2), b.shape.slice(0, -2));
  const right = toNumbers(expand(b, [...lead, rows, columns]));
  const whole = expand(a, [...lead, n, n]);
  return forEachMatrix(whole, [rows, columns], rows * columns, b.dtype, (matrix, index) => {
    const x = right.slice(index * rows * columns, (index + 1) * rows * columns);
    // X A = B is A^T X^T = B^T: the same loop with rows and columns exchanged.
    const coefficient = (i: number, j: number): number => (left ? matrix[i * n + j] : matrix[j * n + i]);
    const fromTop = upper !== left;
    for (let c = 0; c < (left ? columns : rows); c++) {
      const at = (i: number): number => (left ? i * columns + c : c * columns + i);
      for (let step = 0; step < n; step++) {
        const i = fromTop ? step : n - 1 - step;
        let sum = x[at(i)];
        for (let done = 0; done < step; done++) {
          const j = fromTop ? done : n - 1 - done;
          sum -= coefficient(i, j) * x[at(j)];
        }
        x[at(i)] = unitriangular ? sum : sum / coefficient(i, i);
      }
    }
    return x;
  });
}
