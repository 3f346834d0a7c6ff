/** Dense linear algebra. */
import * as ops from "../../ops/index.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { records } from "../history.ts";
import { noGrad } from "../modes.ts";
import type { Formula, ManyFormula } from "../node.ts";
import { record, recordMany } from "../record.ts";
import { add, mul, neg, sub } from "./arithmetic.ts";
import { cat } from "./join.ts";
import { matmul } from "./matmul.ts";
import { prod } from "./reductions.ts";
import { maskedFill } from "./selection.ts";
import { mirrored, svd } from "./spectral.ts";
import { tril, triu } from "./triangle.ts";
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

/** Q with orthonormal columns and upper triangular R, A = Q R (reduced). */
export function qr(input: Tensor): { q: Tensor; r: Tensor } {
  const { q, r } = ops.qr(input);
  if (records(input)) recordMany("LinalgQrBackward0", [input], [q, r], [input, q, r], qrFormula);
  return { q, r };
}

const pinvFormula: Formula = (gradient, [inverse, a]) => {
  const [m, n] = a.shape.slice(-2);
  const [transposed, gradT] = [matrixTranspose(inverse), matrixTranspose(gradient)];
  if (m <= n) {
    const k = matmul(gradT, inverse);
    const spread = matmul(k, transposed);
    const outside = sub(gradT, matmul(k, a));
    const own = sub(spread, matmul(matmul(a, inverse), spread));
    return [add(sub(own, matrixTranspose(matmul(inverse, k))), matmul(matmul(transposed, inverse), outside))];
  }
  const k = matmul(inverse, gradT);
  const spread = matmul(transposed, k);
  const outside = sub(gradT, matmul(a, k));
  const own = sub(spread, matmul(matmul(spread, inverse), a));
  return [add(sub(own, matrixTranspose(matmul(k, inverse))), matmul(matmul(outside, inverse), transposed))];
};

/** A tolerance: a number, or one for each matrix. */
export type MatrixTolerance = Tensor | number;

/** max(atol, rtol * the largest singular value) of each matrix, as a column. */
export function singularCut(s: Tensor, atol: MatrixTolerance, rtol: MatrixTolerance): Tensor {
  const column = (value: MatrixTolerance): Tensor =>
    typeof value === "number" ? ops.full([], value, s.dtype) : ops.unsqueeze(value, -1);
  const most = s.shape[s.shape.length - 1] === 0 ? s : ops.narrow(s, -1, 0, 1);
  return ops.maximum(column(atol), ops.mul(most, column(rtol)));
}

/** The pseudo-inverse, with the singular values below max(atol, rtol * largest) taken as 0. */
export function pinv(input: Tensor, atol: MatrixTolerance, rtol: MatrixTolerance): Tensor {
  const { u, s, vh } = ops.svd(input, false, "linalg.pinv");
  const cut = singularCut(s, atol, rtol);
  const inverses = ops.where(ops.gt(s, cut), ops.reciprocal(s), ops.zeros([], s.dtype));
  const scaled = ops.mul(ops.transpose(vh, -2, -1), ops.unsqueeze(inverses, -2));
  const result = ops.matmul(scaled, ops.transpose(u, -2, -1));
  return records(input) ? record("LinalgPinvBackward0", [input], result, [result, input], pinvFormula) : result;
}

const choleskySolveFormula =
  (upper: boolean): Formula =>
  (gradient, [factor, x], node) => {
    const forB = choleskySolve(gradient, factor, upper);
    if (!node.needs(1)) return [forB, null];
    const common = sumWithTranspose(matmul(forB, matrixTranspose(x)));
    return [forB, neg(upper ? matmul(factor, common) : matmul(common, factor))];
  };

/** X with A X = B, given a triangle with A = L L^T (or U^T U). */
export function choleskySolve(b: Tensor, factor: Tensor, upper: boolean): Tensor {
  const lower = upper ? ops.transpose(factor, -2, -1) : factor;
  const half = ops.solveTriangular(lower, b, { upper: false, left: true, unitriangular: false });
  const transposed = ops.transpose(lower, -2, -1);
  const result = ops.solveTriangular(transposed, half, { upper: true, left: true, unitriangular: false });
  if (!records(b, factor)) return result;
  return record("CholeskySolveBackward0", [b, factor], result, [factor, result], choleskySolveFormula(upper));
}

const choleskyInverseFormula =
  (upper: boolean): Formula =>
  (gradient, [factor, inverse]) => {
    const common = matmul(inverse, matmul(sumWithTranspose(gradient), inverse));
    return [neg(upper ? matmul(factor, common) : matmul(common, factor))];
  };

/** The inverse of A, given a triangle with A = L L^T (or U^T U). */
export function choleskyInverse(factor: Tensor, upper: boolean): Tensor {
  const n = factor.shape[factor.shape.length - 1];
  const identity = ops.expand(ops.eye(n, undefined, factor.dtype), factor.shape);
  const result = noGrad(() => choleskySolve(identity, factor, upper));
  if (!records(factor)) return result;
  return record("CholeskyInverseBackward0", [factor], result, [factor, result], choleskyInverseFormula(upper));
}

const triangularFormula =
  (upper: boolean, left: boolean, unitriangular: boolean): Formula =>
  (gradient, [a, x], node) => {
    const forB = solveTriangular(matrixTranspose(a), gradient, { upper: !upper, left, unitriangular });
    if (!node.needs(0)) return [null, forB];
    const whole = left ? matmul(forB, matrixTranspose(x)) : matmul(matrixTranspose(x), forB);
    const kept = unitriangular ? 1 : 0;
    return [neg(upper ? triu(whole, kept) : tril(whole, -kept)), forB];
  };

export interface TriangularOptions {
  readonly upper: boolean;
  /** A X = B; else X A = B. */
  readonly left?: boolean;
  /** The diagonal counts as ones. */
  readonly unitriangular?: boolean;
}

/** X with A X = B for a triangular A, whose other triangle is not read. */
export function solveTriangular(a: Tensor, b: Tensor, options: TriangularOptions): Tensor {
  const { upper, left = true, unitriangular = false } = options;
  const result = ops.solveTriangular(a, b, { upper, left, unitriangular });
  if (!records(a, b)) return result;
  const formula = triangularFormula(upper, left, unitriangular);
  return record("LinalgSolveTriangularBackward0", [a, b], result, [a, result], formula);
}
