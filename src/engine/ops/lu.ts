/** LU factors with partial pivoting as results of their own, and systems of equations solved with them. */
import { linAlgError, runtimeError, valueError } from "../errors.ts";
import { dtypes } from "../tensor/dtype.ts";
import { allocate } from "../tensor/make.ts";
import { broadcastTwo, countOf, formatShape, sameShape } from "../tensor/shape.ts";
import { isContiguous } from "../tensor/strides.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { Writer } from "../tensor/walk.ts";
import { add } from "./arithmetic.ts";
import { assign, toNumbers } from "./copy.ts";
import { arange, eye, fromNumbers } from "./creation.ts";
import { type Factors, factorize, solveFactored, solveTransposed } from "./dense/lu.ts";
import {
  allocateColumns,
  batchElement,
  checkFloating,
  checkIsMatrix,
  checkKernel,
  checkSquare,
  decomposed,
} from "./matrices.ts";
import { tril, triu } from "./triangle.ts";
import { contiguous, expand, narrow, reshape, squeeze, transpose, unsqueeze } from "./views.ts";

/** L below the diagonal (which is ones) and U on it and above; the row (from 1) each step exchanged with; the first zero pivot, or 0. */
export interface LuFactors {
  readonly lu: Tensor;
  readonly pivots: Tensor;
  readonly info: Tensor;
}

/** The factors of each matrix. `name` is for the message about too few dimensions. */
export function luFactor(input: Tensor, pivot = true, name = "torch.lu_factor"): LuFactors {
  if (input.shape.length < 2) {
    throw runtimeError(
      `${name}: Expected tensor with 2 or more dimensions. Got size: ${formatShape(input.shape)} instead`,
    );
  }
  if (input.elementCount > 0) checkKernel("lu_cpu", input);
  if (!pivot) throw runtimeError("linalg.lu_factor: LU without pivoting is not implemented on the CPU");
  const [rows, columns] = input.shape.slice(-2);
  const [lu, pivots, info] = decomposed(
    input,
    [[rows, columns], [Math.min(rows, columns)], []],
    (matrix) => {
      const factors = factorize(matrix, rows, columns, input.dtype === "float32");
      return [factors.lu, factors.exchanges.map((row) => row + 1), [factors.singular]];
    },
    [input.dtype, "int32", "int32"],
  );
  return { lu, pivots, info };
}

/** RuntimeError where a matrix had a zero pivot. */
export function checkFactored(name: string, input: Tensor, info: Tensor): void {
  const place = toNumbers(info).findIndex((value) => value !== 0);
  if (place < 0) return;
  const step = toNumbers(info)[place];
  throw runtimeError(
    `${name}: ${batchElement(input, place)}U[${step},${step}] is zero and using it on lu_solve would result in a division by zero. If you still want to perform the factorization, consider calling linalg.lu(A, pivot) or linalg.lu_factor_ex(A, pivot)`,
  );
}

/** The order of rows that exchanges (from 1) lead to: row i of the permuted matrix is row order[i] of the given one. */
function orderOf(exchanges: ArrayLike<number>, rows: number): Int32Array {
  const order = Int32Array.from({ length: rows }, (_, i) => i);
  for (let i = 0; i < exchanges.length; i++) {
    const other = exchanges[i] - 1;
    [order[i], order[other]] = [order[other], order[i]];
  }
  return order;
}

/** The permutation matrices P with A = P L U that exchanges stand for. */
export function permutation(lu: Tensor, pivots: Tensor): Tensor {
  if (lu.shape.length < 2) {
    throw runtimeError(
      `torch.lu_unpack: Expected tensor with 2 or more dimensions. Got size: ${formatShape(lu.shape)} instead`,
    );
  }
  if (pivots.dtype !== "int32") {
    throw runtimeError(
      "torch.lu_unpack: LU_pivots is expected to be a contiguous tensor of torch.int32 dtype.\nNote: this function is intended to be used with the output produced by torch.linalg.lu_factor",
    );
  }
  const lead = lu.shape.slice(0, -2);
  const [rows, columns] = lu.shape.slice(-2);
  const wanted = [...lead, Math.min(rows, columns)];
  if (!sameShape(pivots.shape, wanted)) {
    throw valueError(
      `Expected LU_pivots to have shape ${formatShape(wanted)} but got ${formatShape(pivots.shape)} instead.`,
    );
  }
  const exchanges = toNumbers(pivots);
  if (exchanges.some((row) => row < 1 || row > rows)) {
    throw runtimeError(
      "pivots passed to lu_unpack must be between 1 and LU.size(-2) inclusive.Did you properly pass the result of lu_factor?",
    );
  }
  const steps = Math.min(rows, columns);
  const values = new Float64Array(countOf(lead) * rows * rows);
  for (let b = 0; b < countOf(lead); b++) {
    const order = orderOf(exchanges.subarray(b * steps, (b + 1) * steps), rows);
    for (let i = 0; i < rows; i++) values[(b * rows + order[i]) * rows + i] = 1;
  }
  return fromNumbers(values, [...lead, rows, rows], lu.dtype);
}

/** Which of several batched matrices belongs to each of a broadcast batch. */
const placesOf = (lead: readonly number[], broadcast: readonly number[]): Float64Array =>
  toNumbers(expand(reshape(arange(0n, BigInt(countOf(lead)), 1n), [...lead]), [...broadcast]));

interface System {
  readonly factors: readonly Factors[];
  /** Whether the factors are of the transposed coefficients. */
  readonly isTransposed: boolean;
  readonly lead: readonly number[];
  readonly n: number;
  readonly right: Tensor;
  /** A X = B; else X A = B. */
  readonly left: boolean;
}

/** X for every right-hand side of a broadcast batch. X lies as LAPACK leaves it: by columns, or by rows where A is to its right. */
function solveSystem({ factors, isTransposed, lead, n, right, left }: System): Tensor {
  const whole = broadcastTwo(right.shape.slice(0, -2), lead);
  const [rows, columns] = right.shape.slice(-2);
  const width = left ? columns : rows;
  const shape = [...whole, rows, columns];
  const result = left ? allocateColumns(whole, rows, columns, right.dtype) : allocate(shape, right.dtype);
  const wide = expand(right, shape);
  // X A = B is A^T X^T = B^T.
  const sides = toNumbers(left ? wide : transpose(wide, -2, -1));
  const writer = new Writer(left ? result : transpose(result, -2, -1));
  for (const [i, place] of placesOf(lead, whole).entries()) {
    const side = sides.subarray(i * n * width, (i + 1) * n * width);
    const solveOne = isTransposed === left ? solveTransposed : solveFactored;
    writer.write(solveOne(factors[place], side, width), n * width);
  }
  return result;
}

/** RuntimeErrors unless A and B fit in A X = B (or X A = B). */
function checkSystem(name: string, a: Tensor, b: Tensor, left: boolean): void {
  checkSquare(name, a);
  checkIsMatrix(name, b, "B");
  const n = a.shape[a.shape.length - 1];
  const [rows, columns] = b.shape.slice(-2);
  if ((left ? rows : columns) === n) return;
  throw runtimeError(
    `${name}: Incompatible shapes of A and B for the equation ${left ? "AX = B" : "XA = B"} (${n}x${n} and ${rows}x${columns})`,
  );
}

function checkSameDType(name: string, first: string, a: Tensor, b: Tensor): void {
  if (a.dtype === b.dtype) return;
  const [own, other] = [dtypes[a.dtype].scalarName, dtypes[b.dtype].scalarName];
  throw runtimeError(
    `${name}: Expected ${first} and B to have the same dtype, but found ${first} of type ${own} and B of type ${other} instead`,
  );
}

/** A batch's matrices as row-major doubles. */
function* matricesOf(input: Tensor): Generator<Float64Array> {
  const size = countOf(input.shape.slice(-2));
  const values = toNumbers(input);
  for (let i = 0; i < countOf(input.shape.slice(0, -2)); i++) yield values.slice(i * size, (i + 1) * size);
}

export interface LuSolveForm {
  /** A X = B; else X A = B. */
  readonly left: boolean;
  /** With the transpose of A. */
  readonly adjoint: boolean;
}

/** X with A X = B, given the factors of A; the leading dimensions broadcast. */
export function luSolve(lu: Tensor, pivots: Tensor, b: Tensor, { left, adjoint }: LuSolveForm): Tensor {
  const name = "linalg.lu_solve";
  if (dtypes[lu.dtype].kind !== "float") checkFloating(`torch.${name}`, lu);
  checkSameDType(name, "LU", lu, b);
  if (pivots.dtype !== "int32") {
    throw runtimeError(`${name}: pivots should be a Tensor of scalar type torch.int32`);
  }
  checkSquare(`torch.${name}`, lu);
  checkSystem(name, lu, b, left);
  const n = lu.shape[lu.shape.length - 1];
  const lead = lu.shape.slice(0, -2);
  if (pivots.shape[pivots.shape.length - 1] !== n) {
    throw runtimeError(`${name}: Number of pivots per batch should be same as the dimension of the matrix`);
  }
  if (!sameShape(pivots.shape, lu.shape.slice(0, -1))) {
    throw runtimeError(
      `${name}: Expected LU.shape[:-1] and pivots.shape to be the same, but got pivots with shape ${formatShape(pivots.shape)} instead`,
    );
  }
  const exchanges = toNumbers(pivots);
  if (exchanges.some((row) => row < 1))
    throw runtimeError(
      "Pivots given to lu_solve must all be greater or equal to 1. Did you properly pass the result of lu_factor?",
    );
  if (exchanges.some((row) => row > n)) {
    throw runtimeError(
      "Pivots given to lu_solve must all be smaller or equal to LU.size(-2). Did you properly pass the result of lu_factor?",
    );
  }
  checkKernel("lu_solve_cpu", lu);
  const factors = [...matricesOf(lu)].map((matrix, i): Factors => {
    const own = exchanges.subarray(i * n, (i + 1) * n);
    return {
      lu: matrix,
      rows: n,
      columns: n,
      order: orderOf(own, n),
      exchanges: Int32Array.from(own, (row) => row - 1),
      sign: 1,
      singular: 0,
    };
  });
  return solveSystem({ factors, isTransposed: adjoint, lead, n, right: b, left });
}

/** Whether a right-hand side is a vector for each matrix. */
export const isVectorSide = (a: Tensor, b: Tensor): boolean =>
  b.shape.length === 1 || (b.shape.length === a.shape.length - 1 && b.shape.every((s, i) => s === a.shape[i]));

/**
 * X with A X = B (or X A = B), and for each A 0, or the place (from 1) of the first zero pivot: X is not finite there. Like
 * PyTorch it factorizes the transpose of a row-major matrix. `check`: the function's name in a LinAlgError for such a pivot.
 */
export function solveEx(a: Tensor, b: Tensor, left = true, check?: string): { result: Tensor; info: Tensor } {
  const name = "linalg.solve";
  if (dtypes[a.dtype].kind !== "float") checkFloating(name, a);
  checkSameDType(name, "A", a, b);
  checkIsMatrix(name, a);
  const isVector = isVectorSide(a, b);
  const right = isVector ? unsqueeze(b, -1) : b;
  checkSystem(name, a, right, left);
  if (isVector && !left) {
    throw runtimeError(
      "linalg.solve: Vector broadcasting of the left hand side is not supported for left=False. In this case linalg.solve is equivalent to B / A.squeeze(-1)",
    );
  }
  const lead = a.shape.slice(0, -2);
  broadcastTwo(right.shape.slice(0, -2), lead);
  checkKernel("lu_cpu", a);
  const n = a.shape[a.shape.length - 1];
  const isTransposed = isContiguous(a);
  const factors = [...matricesOf(isTransposed ? transpose(a, -2, -1) : a)].map((matrix) =>
    factorize(matrix, n, n, a.dtype === "float32"),
  );
  const singular = factors.findIndex((each) => each.singular > 0);
  if (check !== undefined && singular >= 0) {
    throw linAlgError(`${check}: ${batchElement(a, singular)}The solver failed because the input matrix is singular.`);
  }
  const result = solveSystem({ factors, isTransposed, lead, n, right, left });
  const infos = factors.map((each) => each.singular);
  return { result: isVector ? vectorsOf(result) : result, info: fromNumbers(infos, lead, "int32") };
}

/** The vectors of a solution. A batch of them lies in memory as a matrix does. */
function vectorsOf(columns: Tensor): Tensor {
  const vectors = squeeze(columns, [-1]);
  if (vectors.shape.length < 2) return contiguous(vectors);
  const [count, n] = vectors.shape.slice(-2);
  const result = allocateColumns(vectors.shape.slice(0, -2), count, n, vectors.dtype);
  return assign(result, vectors);
}

/** X with A X = B, or X A = B. LinAlgError where A is singular. */
export const solve = (a: Tensor, b: Tensor, left = true): Tensor => solveEx(a, b, left, "torch.linalg.solve").result;

/** L and U, each on its own: [*, m, k] and [*, k, n] of [*, m, n], with k the smaller. */
export function triangles(lu: Tensor): { l: Tensor; u: Tensor } {
  const [rows, columns] = lu.shape.slice(-2);
  const k = Math.min(rows, columns);
  const ones = eye(rows, k, lu.dtype);
  return { l: add(tril(contiguous(narrow(lu, -1, 0, k)), -1), ones), u: triu(contiguous(narrow(lu, -2, 0, k))) };
}
