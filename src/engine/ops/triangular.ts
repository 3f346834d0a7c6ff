/** Systems of equations with triangular matrices, and with products of two. */
import { linAlgError, runtimeError } from "../errors.ts";
import { dtypes } from "../tensor/dtype.ts";
import { broadcastTwo } from "../tensor/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { worked } from "../work.ts";
import { toNumbers } from "./copy.ts";
import { batchElement, checkIsMatrix, checkKernel, checkSquare, forEachMatrix } from "./matrices.ts";
import { expand } from "./views.ts";

export interface TriangularForm {
  readonly upper: boolean;
  /** A X = B; else X A = B. */
  readonly left: boolean;
  /** The diagonal counts as ones. */
  readonly unitriangular: boolean;
}

/** Solves in place for one row-major matrix and right-hand sides of [rows, columns]. */
function substitute(
  matrix: Float64Array,
  x: Float64Array,
  rows: number,
  columns: number,
  { upper, left, unitriangular }: TriangularForm,
): void {
  const n = left ? rows : columns;
  // X A = B is A^T X^T = B^T: the same loop with rows and columns exchanged.
  const coefficient = (i: number, j: number): number => (left ? matrix[i * n + j] : matrix[j * n + i]);
  const fromTop = upper !== left;
  for (let c = 0; c < (left ? columns : rows); c++) {
    worked(n * n);
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
}

/** X with A X = B, or X A = B, for triangular matrices whose other triangle is not read; the leading dimensions broadcast. */
export function solveTriangular(a: Tensor, b: Tensor, form: TriangularForm): Tensor {
  const name = "linalg.solve_triangular";
  checkSquare(name, a);
  checkIsMatrix(name, b, "B");
  const n = a.shape[a.shape.length - 1];
  const [rows, columns] = b.shape.slice(-2);
  if ((form.left ? rows : columns) !== n) {
    const equation = form.left ? "AX = B" : "XA = B";
    throw runtimeError(
      `${name}: Incompatible shapes of A and B for the equation ${equation} (${n}x${n} and ${rows}x${columns})`,
    );
  }
  const lead = broadcastTwo(a.shape.slice(0, -2), b.shape.slice(0, -2));
  checkKernel("triangular_solve_cpu", a);
  const right = toNumbers(expand(b, [...lead, rows, columns]));
  return forEachMatrix(expand(a, [...lead, n, n]), [rows, columns], (matrix, index) => {
    const x = right.slice(index * rows * columns, (index + 1) * rows * columns);
    substitute(matrix, x, rows, columns, form);
    return x;
  });
}

/** X with A X = B, given a triangle with A = L L^T (or U^T U); the leading dimensions broadcast. */
export function choleskySolve(b: Tensor, factor: Tensor, upper: boolean): Tensor {
  for (const [letter, tensor] of [
    ["b", b],
    ["u", factor],
  ] as const) {
    if (tensor.shape.length < 2) {
      throw runtimeError(
        `${letter} should have at least 2 dimensions, but has ${tensor.shape.length} dimensions instead`,
      );
    }
  }
  if (b.dtype !== factor.dtype) {
    const [own, other] = [dtypes[b.dtype].scalarName, dtypes[factor.dtype].scalarName];
    throw runtimeError(
      `Expected b and A to have the same dtype, but found b of type ${own} and A of type ${other} instead.`,
    );
  }
  const [height, n] = factor.shape.slice(-2);
  const [rows, columns] = b.shape.slice(-2);
  if (height !== n) {
    throw runtimeError(`A must be batches of square matrices, but they are ${height} by ${n} matrices`);
  }
  if (rows !== n) {
    throw runtimeError(
      `Incompatible matrix sizes for cholesky_solve: each A matrix is ${n} by ${n} but each b matrix is ${rows} by ${columns}`,
    );
  }
  const lead = broadcastTwo(b.shape.slice(0, -2), factor.shape.slice(0, -2));
  checkKernel("cholesky_solve_cpu", b);
  const right = toNumbers(expand(b, [...lead, rows, columns]));
  return forEachMatrix(expand(factor, [...lead, n, n]), [rows, columns], (matrix, index) => {
    const x = right.slice(index * rows * columns, (index + 1) * rows * columns);
    solveWithFactor(matrix, x, rows, columns, upper);
    return x;
  });
}

/** A^-1 B in place, given one triangle. */
function solveWithFactor(triangle: Float64Array, x: Float64Array, n: number, columns: number, upper: boolean): void {
  const transposed = new Float64Array(n * n);
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) transposed[j * n + i] = triangle[i * n + j];
  const [lower, higher] = upper ? [transposed, triangle] : [triangle, transposed];
  substitute(lower, x, n, columns, { upper: false, left: true, unitriangular: false });
  substitute(higher, x, n, columns, { upper: true, left: true, unitriangular: false });
}

/** The inverse of A, given a triangle with A = L L^T (or U^T U). LinAlgError where the triangle is singular. */
export function choleskyInverse(factor: Tensor, upper: boolean): Tensor {
  checkSquare("cholesky_inverse", factor);
  checkKernel("cholesky_inverse_out_cpu", factor);
  const n = factor.shape[factor.shape.length - 1];
  return forEachMatrix(factor, [n, n], (matrix, index) => {
    for (let i = 0; i < n; i++) {
      if (matrix[i * n + i] !== 0) continue;
      throw linAlgError(
        `cholesky_inverse: ${batchElement(factor, index)}The diagonal element ${i + 1} is zero, the inversion could not be completed because the input matrix is singular.`,
      );
    }
    const x = new Float64Array(n * n);
    for (let i = 0; i < n; i++) x[i * n + i] = 1;
    solveWithFactor(matrix, x, n, n, upper);
    return x;
  });
}
