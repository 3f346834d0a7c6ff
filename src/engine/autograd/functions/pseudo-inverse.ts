/** The pseudo-inverse (Moore-Penrose), and the tolerances of what counts as singular. */
import * as ops from "../../ops/index.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { records } from "../history.ts";
import type { Formula } from "../node.ts";
import { record } from "../record.ts";
import { add, sub } from "./arithmetic.ts";
import { matmul } from "./matmul.ts";
import { matrixTranspose } from "./views.ts";

/** The gradient of the pseudo-inverse (Golub and Pereyra 1973). */
export function pinvGradient(gradient: Tensor, inverse: Tensor, a: Tensor): Tensor {
  const [m, n] = a.shape.slice(-2);
  const [transposed, gradT] = [matrixTranspose(inverse), matrixTranspose(gradient)];
  if (m <= n) {
    const k = matmul(gradT, inverse);
    const spread = matmul(k, transposed);
    const outside = sub(gradT, matmul(k, a));
    const own = sub(spread, matmul(matmul(a, inverse), spread));
    return add(sub(own, matrixTranspose(matmul(inverse, k))), matmul(matmul(transposed, inverse), outside));
  }
  const k = matmul(inverse, gradT);
  const spread = matmul(transposed, k);
  const outside = sub(gradT, matmul(a, k));
  const own = sub(spread, matmul(matmul(spread, inverse), a));
  return add(sub(own, matrixTranspose(matmul(k, inverse))), matmul(matmul(outside, inverse), transposed));
}

/** A tolerance: a number, or one for each matrix. */
export type MatrixTolerance = Tensor | number;

/** max(atol, rtol * the largest singular value) of each matrix, as a column of doubles. */
export function singularCut(largest: Tensor, atol: MatrixTolerance, rtol: MatrixTolerance): Tensor {
  const column = (value: MatrixTolerance): Tensor =>
    ops.unsqueeze(typeof value === "number" ? ops.full([], value, "float64") : value, -1);
  return ops.maximum(column(atol), ops.mul(column(rtol), largest));
}

const pinvFormula: Formula = (gradient, [inverse, a]) => [pinvGradient(gradient, inverse, a)];

/** The pseudo-inverse, with the singular values below max(atol, rtol * largest) taken as 0; of a symmetric matrix by its lower triangle. */
export function pinv(input: Tensor, atol: MatrixTolerance, rtol: MatrixTolerance, isSymmetric = false): Tensor {
  const result = isSymmetric && input.elementCount > 0 ? symmetricPinv(input, atol, rtol) : rawPinv(input, atol, rtol);
  return records(input) ? record("LinalgPinvBackward0", [input], result, [result, input], pinvFormula) : result;
}

const inverseAbove = (values: Tensor, sizes: Tensor, cut: Tensor): Tensor =>
  ops.unsqueeze(ops.where(ops.gt(sizes, cut), ops.reciprocal(values), ops.zeros([], values.dtype)), -2);

/** `pinv` without history. */
export function rawPinv(input: Tensor, atol: MatrixTolerance, rtol: MatrixTolerance): Tensor {
  const { u, s, vh } = ops.svd(input, false);
  const v = ops.transpose(vh, -2, -1);
  if (input.elementCount === 0) return ops.matmul(v, ops.transpose(u, -2, -1));
  const cut = singularCut(ops.narrow(s, -1, 0, 1), atol, rtol);
  return ops.matmul(ops.mul(v, inverseAbove(s, s, cut)), ops.transpose(u, -2, -1));
}

function symmetricPinv(input: Tensor, atol: MatrixTolerance, rtol: MatrixTolerance): Tensor {
  const { values, vectors } = ops.eigh(input);
  const sizes = ops.abs(values);
  const cut = singularCut(ops.amax(sizes, { dims: [-1], keepdim: true }), atol, rtol);
  return ops.matmul(ops.mul(vectors, inverseAbove(values, sizes, cut)), ops.transpose(vectors, -2, -1));
}
