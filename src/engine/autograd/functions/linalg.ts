/** Dense linear algebra. */
import { TorchError } from "../../errors.ts";
import * as ops from "../../ops/index.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { records } from "../history.ts";
import type { Formula, ManyFormula } from "../node.ts";
import { record, recordMany } from "../record.ts";
import { add, mul, neg } from "./arithmetic.ts";
import { matmul } from "./matmul.ts";
import { tril } from "./triangle.ts";
import { matrixTranspose, unsqueeze } from "./views.ts";

/** A scalar for each matrix as a factor of the matrix. */
const asFactor = (values: Tensor): Tensor => unsqueeze(unsqueeze(values, -1), -1);

const detFormula: Formula = (gradient, [a, result]) => [mul(asFactor(mul(gradient, result)), matrixTranspose(inv(a)))];

/** The determinant of each square matrix. Its gradient needs the inverse. */
export function det(input: Tensor): Tensor {
  const result = ops.det(input);
  return records(input) ? record("LinalgDetBackward0", [input], result, [input, result], detFormula) : result;
}

const slogdetFormula: ManyFormula = ([, gradient], [a]) => [
  gradient === null ? null : mul(asFactor(gradient), matrixTranspose(inv(a))),
];

/** The sign of the determinant and the logarithm of its size. */
export function slogdet(input: Tensor): { sign: Tensor; logabsdet: Tensor } {
  const { sign, logabsdet } = ops.slogdet(input);
  if (records(input)) recordMany("LinalgSlogdetBackward0", [input], [sign, logabsdet], [input], slogdetFormula);
  return { sign, logabsdet };
}

const invFormula: Formula = (gradient, [result]) => {
  const transposed = matrixTranspose(result);
  return [neg(matmul(transposed, matmul(gradient, transposed)))];
};

/** The inverse of each square matrix. */
export function inv(input: Tensor): Tensor {
  const result = ops.inv(input);
  return records(input) ? record("LinalgInvExBackward0", [input], result, [result], invFormula) : result;
}

const solveFormula =
  (isVector: boolean): Formula =>
  (gradient, [a, x], node) => {
    const forB = solve(matrixTranspose(a), gradient);
    if (!node.needs(0)) return [null, forB];
    const column = (values: Tensor): Tensor => (isVector ? unsqueeze(values, -1) : values);
    return [neg(matmul(column(forB), matrixTranspose(column(x)))), forB];
  };

/** X with A X = B. */
export function solve(a: Tensor, b: Tensor): Tensor {
  const result = ops.solve(a, b);
  if (!records(a, b)) return result;
  const isVector = b.shape.length === 1 || b.shape.length === a.shape.length - 1;
  return record("LinalgSolveExBackward0", [a, b], result, [a, result], solveFormula(isVector));
}

/** The lower triangle with half of its diagonal. */
const halfTriangle = (matrix: Tensor): Tensor => {
  const lower = tril(matrix);
  const diagonal = ops.eye(matrix.shape[matrix.shape.length - 1], undefined, matrix.dtype);
  return mul(lower, ops.sub(1, ops.mul(diagonal, 0.5)));
};

const choleskyFormula: Formula = (gradient, [factor]) => {
  const transposed = matrixTranspose(factor);
  const inner = halfTriangle(matmul(transposed, gradient));
  const symmetric = mul(sumWithTranspose(inner), 0.5);
  return [solve(transposed, matrixTranspose(solve(transposed, matrixTranspose(symmetric))))];
};

const sumWithTranspose = (matrix: Tensor): Tensor => add(matrix, matrixTranspose(matrix));

/** The lower triangular L with L L^T = A. */
export function cholesky(input: Tensor): Tensor {
  const result = ops.cholesky(input);
  return records(input) ? record("LinalgCholeskyExBackward0", [input], result, [result], choleskyFormula) : result;
}

/** For decompositions whose derivatives the engine does not have. */
const withoutDerivative =
  (name: string): ManyFormula =>
  () => {
    throw new TorchError(
      "NotImplementedError",
      `the derivative of torch.linalg.${name} is not part of the cell language yet`,
    );
  };

/** Q with orthonormal columns and upper triangular R, A = Q R (reduced). */
export function qr(input: Tensor): { q: Tensor; r: Tensor } {
  const { q, r } = ops.qr(input);
  if (records(input)) recordMany("LinalgQrBackward0", [input], [q, r], [], withoutDerivative("qr"));
  return { q, r };
}

/** The singular values of each matrix, largest first. */
export function singularValues(input: Tensor): Tensor {
  const result = ops.singularValues(input);
  if (records(input)) recordMany("LinalgSvdBackward0", [input], [result], [], withoutDerivative("svd"));
  return result;
}
