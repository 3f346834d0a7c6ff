/** Plane rotations on row-major matrices, as LAPACK's iterations make and apply them. */
import { worked } from "../../work.ts";

/** A dense row-major matrix. */
export interface Matrix {
  readonly data: Float64Array;
  readonly rows: number;
  readonly columns: number;
}

export function identity(n: number): Matrix {
  const data = new Float64Array(n * n);
  for (let i = 0; i < n; i++) data[i * n + i] = 1;
  return { data, rows: n, columns: n };
}

export interface Rotation {
  readonly c: number;
  readonly s: number;
  /** What (f, g) becomes: (r, 0). */
  readonly r: number;
}

/** The rotation that turns (f, g) into (r, 0). */
export function rotationFor(f: number, g: number): Rotation {
  if (g === 0) return { c: 1, s: 0, r: f };
  if (f === 0) return { c: 0, s: g < 0 ? -1 : 1, r: Math.abs(g) };
  const length = Math.hypot(f, g);
  const r = f < 0 ? -length : length;
  return { c: Math.abs(f) / length, s: g / r, r };
}

/** Columns j and j + 1 become c a_j + s a_(j+1) and c a_(j+1) - s a_j. */
export function rotateColumns({ data, rows, columns }: Matrix, j: number, c: number, s: number): void {
  worked(rows);
  for (let i = 0; i < rows; i++) {
    const at = i * columns + j;
    const next = data[at + 1];
    data[at + 1] = c * next - s * data[at];
    data[at] = s * next + c * data[at];
  }
}

/** Rows j and j + 1, in the same way. */
export function rotateRows({ data, columns }: Matrix, j: number, c: number, s: number): void {
  worked(columns);
  for (let i = 0; i < columns; i++) {
    const at = j * columns + i;
    const next = data[at + columns];
    data[at + columns] = c * next - s * data[at];
    data[at] = s * next + c * data[at];
  }
}

export function swapColumns({ data, rows, columns }: Matrix, a: number, b: number): void {
  for (let i = 0; i < rows; i++) {
    const kept = data[i * columns + a];
    data[i * columns + a] = data[i * columns + b];
    data[i * columns + b] = kept;
  }
}

export function swapRows({ data, columns }: Matrix, a: number, b: number): void {
  for (let i = 0; i < columns; i++) {
    const kept = data[a * columns + i];
    data[a * columns + i] = data[b * columns + i];
    data[b * columns + i] = kept;
  }
}

/** The magnitude of x with the sign of y. */
export const withSign = (x: number, y: number): number => (y < 0 || Object.is(y, -0) ? -Math.abs(x) : Math.abs(x));

export interface Reflection {
  /** I - tau v v^T, where v[0] = 1. */
  readonly tau: number;
  readonly v: Float64Array;
  /** What the vector becomes: (beta, 0, ..., 0). */
  readonly beta: number;
}

/** The Householder reflection that leaves only the first element of a vector. */
export function reflectionFor(x: Float64Array): Reflection {
  const v = x.slice();
  const alpha = x.length === 0 ? 0 : x[0];
  let rest = 0;
  for (let i = 1; i < x.length; i++) rest = Math.hypot(rest, x[i]);
  if (v.length > 0) v[0] = 1;
  if (rest === 0) {
    v.fill(0, 1);
    return { tau: 0, v, beta: alpha };
  }
  const beta = -withSign(Math.hypot(alpha, rest), alpha);
  for (let i = 1; i < v.length; i++) v[i] = x[i] / (alpha - beta);
  return { tau: (beta - alpha) / beta, v, beta };
}

/** Applies I - tau v v^T from the left to the rows from `top`, of the columns from `left` on. */
export function reflectRows(matrix: Matrix, { tau, v }: Reflection, top: number, left: number): void {
  if (tau === 0) return;
  const { data, columns } = matrix;
  worked(v.length * (columns - left));
  for (let j = left; j < columns; j++) {
    let sum = 0;
    for (let i = 0; i < v.length; i++) sum += v[i] * data[(top + i) * columns + j];
    for (let i = 0; i < v.length; i++) data[(top + i) * columns + j] -= tau * v[i] * sum;
  }
}

/** Applies I - tau v v^T from the right to the columns from `left`, of the rows from `top` on. */
export function reflectColumns(matrix: Matrix, { tau, v }: Reflection, top: number, left: number): void {
  if (tau === 0) return;
  const { data, rows, columns } = matrix;
  worked(v.length * (rows - top));
  for (let i = top; i < rows; i++) {
    let sum = 0;
    for (let j = 0; j < v.length; j++) sum += v[j] * data[i * columns + left + j];
    for (let j = 0; j < v.length; j++) data[i * columns + left + j] -= tau * v[j] * sum;
  }
}
