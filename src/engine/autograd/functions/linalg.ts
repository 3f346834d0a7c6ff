/** Dense linear algebra. */
import { runtimeError } from "../../errors.ts";
import * as ops from "../../ops/index.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { records } from "../history.ts";
import type { Formula, ManyFormula } from "../node.ts";
import { record, recordMany } from "../record.ts";
import { add, mul, neg } from "./arithmetic.ts";
import { cat } from "./join.ts";
import { solve } from "./lu.ts";
import { matmul } from "./matmul.ts";
import { prod } from "./reductions.ts";
import { maskedFill } from "./selection.ts";
import { mirrored, svd } from "./spectral.ts";
import { tril, triu } from "./triangle.ts";
import { solveTriangular } from "./triangular.ts";
import { expand, matrixTranspose, narrow, unsqueeze } from "./views.ts";

/** A scalar for each matrix as a factor of the matrix. */
const asFactor = (values: Tensor): Tensor => unsqueeze(unsqueeze(values, -1), -1);

const detFormula: Formula = (gradient, [a, result]) => {
  if (ops.truth(ops.any(ops.eq(result, 0)))) return [mul(asFactor(gradient), cofactors(a))];
  return [mul(asFactor(mul(gradient, result)), matrixTranspose(inv(a)))];
};

/** What a determinant's derivative is where the matrix has no inverse: each singular value gives way to the others' product. */
function cofactors(a: Tensor): Tensor {
  const { u, s, vh } = svd(a, false);
  const n = s.shape[s.shape.length - 1];
  const wide = expand(unsqueeze(s, -2), [...s.shape, n]);
  const others = prod(maskedFill(wide, ops.to(ops.eye(n), "bool"), 1), { dim: -1 });
  const turn = mul(ops.det(u), ops.det(vh));
  return mul(asFactor(turn), matmul(mul(u, unsqueeze(others, -2)), vh));
}

/** The determinant of each square matrix. Its gradient needs the inverse. */
export function det(input: Tensor): Tensor {
  const result = ops.det(input);
  return records(input) ? record("LinalgDetBackward0", [input], result, [input, result], detFormula) : result;
}

const inverseTransposedFormula: Formula = (gradient, [result]) => [
  neg(matmul(matmul(result, matrixTranspose(gradient)), result)),
];

/** The transposed inverse, not finite where there is none. */
function inverseTransposed(a: Tensor): Tensor {
  const result = ops.inverseTransposed(a);
  return records(a) ? record("LinalgLuSolveBackward0", [a], result, [result], inverseTransposedFormula) : result;
}

const slogdetFormula: ManyFormula = ([, gradient], [a]) => [
  gradient === null ? null : mul(asFactor(gradient), inverseTransposed(a)),
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
  return recordInverse(input, ops.inv(input));
}

/** The inverse of each square matrix, and for each 0, or the place (from 1) of the zero pivot that leaves it undefined. */
export function invEx(input: Tensor): { inverse: Tensor; info: Tensor } {
  const { inverse, info } = ops.invEx(input);
  return { inverse: recordInverse(input, inverse), info };
}

function recordInverse(input: Tensor, result: Tensor): Tensor {
  return records(input) ? record("LinalgInvExBackward0", [input], result, [result], invFormula) : result;
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
  const divided = (matrix: Tensor): Tensor => solveTriangular(transposed, matrix, { upper: true });
  return [divided(matrixTranspose(divided(matrixTranspose(symmetric))))];
};

const sumWithTranspose = (matrix: Tensor): Tensor => add(matrix, matrixTranspose(matrix));

/** The lower triangular L with L L^T = A, or the upper U with U^T U = A. `isOld`: torch.cholesky, which words its errors otherwise. */
export function cholesky(input: Tensor, upper = false, isOld = false): Tensor {
  const result = ops.cholesky(input, upper, isOld ? "cholesky" : "linalg.cholesky");
  return recordCholesky(input, result, upper, isOld ? "CholeskyBackward0" : "LinalgCholeskyExBackward0");
}

/** `cholesky`, and for each matrix 0, or the order (from 1) of the first minor that is not positive. */
export function choleskyEx(input: Tensor, upper = false): { factor: Tensor; info: Tensor } {
  const { factor, info } = ops.choleskyEx(input, upper);
  return { factor: recordCholesky(input, factor, upper, "LinalgCholeskyExBackward0"), info };
}

function recordCholesky(input: Tensor, result: Tensor, upper: boolean, name: string): Tensor {
  if (!records(input)) return result;
  const formula: Formula = upper
    ? (gradient, [factor], node) => choleskyFormula(matrixTranspose(gradient), [matrixTranspose(factor)], node)
    : choleskyFormula;
  return record(name, [input], result, [result], formula);
}

/** The gradient of X = Q R with a square or tall X. */
function tallQrGradient(q: Tensor, r: Tensor, gradQ: Tensor | null, gradR: Tensor | null): Tensor {
  const transposed = matrixTranspose(q);
  const ofR = gradR === null ? null : matmul(gradR, matrixTranspose(r));
  const ofQ = gradQ === null ? null : neg(matmul(transposed, gradQ));
  const inner = ofR === null ? ofQ : ofQ === null ? ofR : add(ofR, ofQ);
  if (inner === null) throw new Error("unreachable: a formula is called with a gradient");
  const spread = matmul(q, mirrored(triu(inner)));
  const whole = gradQ === null ? spread : add(spread, gradQ);
  return matrixTranspose(solve(r, matrixTranspose(whole)));
}

const qrFormula: ManyFormula = ([gradQ, gradR], [a, q, r]) => {
  const [m, n] = r.shape.slice(-2);
  if (m >= n) return [tallQrGradient(q, r, gradQ, gradR)];
  // A wide matrix is [X Y] = Q [U V]: Y = Q V adds to the gradient of Q.
  const y = narrow(a, -1, m, n - m);
  const gradV = gradR === null ? null : narrow(gradR, -1, m, n - m);
  const gradU = gradR === null ? null : narrow(gradR, -1, 0, m);
  const throughY = gradV === null ? null : matmul(y, matrixTranspose(gradV));
  const wholeQ = throughY === null ? gradQ : gradQ === null ? throughY : add(gradQ, throughY);
  const forX = tallQrGradient(q, narrow(r, -1, 0, m), wholeQ, gradU);
  const forY = gradV === null ? ops.zeros(y.shape, y.dtype) : matmul(q, gradV);
  return [cat([forX, forY], -1)];
};

/**
 * Q with orthonormal columns and upper triangular R, A = Q R: "reduced", "complete" (Q is square) or "r" (Q is left out).
 * RuntimeError in the backward pass where PyTorch has no derivative.
 */
export function qr(input: Tensor, mode: ops.QrMode = "reduced"): { q: Tensor; r: Tensor } {
  const { q, r } = ops.qr(input, mode);
  if (!records(input)) return { q, r };
  const formula: ManyFormula = (gradients, saved, node) => {
    if (mode === "r") {
      throw runtimeError(
        "The derivative of linalg.qr depends on Q, which is not computed when mode='r'. Please use linalg.qr(A, mode='reduced') if you are going to require gradients.",
      );
    }
    const [m, n] = input.shape.slice(-2);
    if (mode === "complete" && m > n) {
      throw runtimeError("The QR decomposition is not differentiable when mode='complete' and nrows > ncols.");
    }
    return qrFormula(gradients, saved, node);
  };
  recordMany("LinalgQrBackward0", [input], [q, r], [input, q, r], formula);
  return { q, r };
}
