/**
 * Derivatives of singular values, eigenvalues and their vectors. The formulas are those of Giles, "An extended collection of
 * matrix derivative results" (2008), and of Townsend, "Differentiating the singular value decomposition" (2016).
 */
import * as ops from "../../ops/index.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { records } from "../history.ts";
import type { ManyFormula } from "../node.ts";
import { recordMany } from "../record.ts";
import { add, div, mul, sub } from "./arithmetic.ts";
import { matmul } from "./matmul.ts";
import { maskedFill } from "./selection.ts";
import { diagEmbed, tril } from "./triangle.ts";
import { diagonal, matrixTranspose, narrow, unsqueeze } from "./views.ts";

const skew = (matrix: Tensor): Tensor => sub(matrix, matrixTranspose(matrix));
const identityLike = (matrix: Tensor): Tensor =>
  ops.eye(matrix.shape[matrix.shape.length - 1], undefined, matrix.dtype);

/** The matrix with a number on its diagonal, whatever is there: infinities leave NaN. */
const onDiagonal = (matrix: Tensor, value: number): Tensor =>
  maskedFill(matrix, ops.ne(identityLike(matrix), 0), value);

/** b_j - b_i off the diagonal, 1 on it. */
function gaps(values: Tensor): Tensor {
  const differences = sub(unsqueeze(values, -2), unsqueeze(values, -1));
  return onDiagonal(differences, 1);
}

const svdFormula: ManyFormula = ([fullU, gradS, fullVh], [allU, s, allVh]) => {
  const k = s.shape[s.shape.length - 1];
  const [u, vh] = [narrow(allU, -1, 0, k), narrow(allVh, -2, 0, k)];
  const gradU = fullU === null ? null : narrow(fullU, -1, 0, k);
  const gradVh = fullVh === null ? null : narrow(fullVh, -2, 0, k);
  const [m, n] = [u.shape[u.shape.length - 2], vh.shape[vh.shape.length - 1]];
  const [acrossColumns, acrossRows] = [unsqueeze(s, -2), unsqueeze(s, -1)];
  const parts: Tensor[] = [];
  if (gradS !== null) parts.push(diagEmbed(gradS));
  if (gradU !== null || gradVh !== null) {
    const e = gaps(mul(s, s));
    if (gradU !== null) parts.push(mul(div(skew(matmul(matrixTranspose(u), gradU)), e), acrossColumns));
    if (gradVh !== null) parts.push(mul(acrossRows, div(skew(matmul(vh, matrixTranspose(gradVh))), e)));
  }
  let total = matmul(
    matmul(
      u,
      parts.reduce((a, b) => add(a, b)),
    ),
    vh,
  );
  if (gradU !== null && m > k) {
    const scaled = div(gradU, acrossColumns);
    const outside = sub(scaled, matmul(u, matmul(matrixTranspose(u), scaled)));
    total = add(total, matmul(outside, vh));
  }
  if (gradVh !== null && n > k) {
    const scaled = div(gradVh, acrossRows);
    const outside = sub(scaled, matmul(matmul(scaled, matrixTranspose(vh)), vh));
    total = add(total, matmul(u, outside));
  }
  return [total];
};

/** A = U diag(S) Vh. Gradients reach U and Vh through the vectors that belong to S. */
export function svd(input: Tensor, fullMatrices = true): { u: Tensor; s: Tensor; vh: Tensor } {
  const parts = ops.svd(input, fullMatrices);
  const { u, s, vh } = parts;
  if (records(input)) recordMany("LinalgSvdBackward0", [input], [u, s, vh], [u, s, vh], svdFormula);
  return parts;
}

/** The singular values of each matrix, largest first. */
export function singularValues(input: Tensor): Tensor {
  if (!records(input)) return ops.singularValues(input);
  return svd(input, false).s;
}

const eighFormula: ManyFormula = ([gradValues, gradVectors], [values, vectors]) => {
  const transposed = matrixTranspose(vectors);
  const parts: Tensor[] = [];
  if (gradVectors !== null) {
    parts.push(onDiagonal(div(matmul(transposed, gradVectors), gaps(values)), 0));
  }
  if (gradValues !== null) parts.push(diagEmbed(gradValues));
  return [
    matmul(
      vectors,
      matmul(
        parts.reduce((a, b) => add(a, b)),
        transposed,
      ),
    ),
  ];
};

/** Eigenvalues (rising) and eigenvectors of symmetric matrices, of which one triangle is read. */
export function eigh(input: Tensor, uplo = "L"): { values: Tensor; vectors: Tensor } {
  const { values, vectors } = ops.eigh(input, uplo);
  if (records(input)) recordMany("LinalgEighBackward0", [input], [values, vectors], [values, vectors], eighFormula);
  return { values, vectors };
}

/** The upper triangle with its mirror image, the diagonal once. */
export const mirrored = (matrix: Tensor): Tensor => {
  const lower = tril(matrixTranspose(matrix));
  return sub(add(lower, matrixTranspose(lower)), diagEmbed(diagonal(lower, 0, -2, -1)));
};
