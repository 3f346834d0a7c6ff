/** Systems of equations with triangular matrices, and with the products that Cholesky factors stand for. */
import * as ops from "../../ops/index.ts";
import type { TriangularForm } from "../../ops/triangular.ts";
import type { Shape } from "../../tensor/shape.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { records } from "../history.ts";
import type { Formula } from "../node.ts";
import { record } from "../record.ts";
import { add, neg } from "./arithmetic.ts";
import { matmul } from "./matmul.ts";
import { sumToSize } from "./sum-to-size.ts";
import { tril, triu } from "./triangle.ts";
import { matrixTranspose } from "./views.ts";

const sumWithTranspose = (matrix: Tensor): Tensor => add(matrix, matrixTranspose(matrix));

const choleskySolveFormula =
  (upper: boolean, sideShape: Shape): Formula =>
  (gradient, [factor, x], node) => {
    const forB = choleskySolve(gradient, factor, upper);
    const whole = sumToSize(forB, sideShape);
    if (!node.needs(1)) return [whole, null];
    const common = sumWithTranspose(matmul(forB, matrixTranspose(x)));
    return [whole, sumToSize(neg(upper ? matmul(factor, common) : matmul(common, factor)), factor.shape)];
  };

/** X with A X = B, given a triangle with A = L L^T (or U^T U). */
export function choleskySolve(b: Tensor, factor: Tensor, upper: boolean): Tensor {
  const result = ops.choleskySolve(b, factor, upper);
  if (!records(b, factor)) return result;
  return record("CholeskySolveBackward0", [b, factor], result, [factor, result], choleskySolveFormula(upper, b.shape));
}

const choleskyInverseFormula =
  (upper: boolean): Formula =>
  (gradient, [factor, inverse]) => {
    const common = matmul(inverse, matmul(sumWithTranspose(gradient), inverse));
    return [neg(upper ? matmul(factor, common) : matmul(common, factor))];
  };

/** The inverse of A, given a triangle with A = L L^T (or U^T U). */
export function choleskyInverse(factor: Tensor, upper: boolean): Tensor {
  const result = ops.choleskyInverse(factor, upper);
  if (!records(factor)) return result;
  return record("CholeskyInverseBackward0", [factor], result, [factor, result], choleskyInverseFormula(upper));
}

const triangularFormula =
  ({ upper, left, unitriangular }: TriangularForm, sideShape: Shape): Formula =>
  (gradient, [a, x], node) => {
    const forB = solveTriangular(matrixTranspose(a), gradient, { upper: !upper, left, unitriangular });
    const side = sumToSize(forB, sideShape);
    if (!node.needs(0)) return [null, side];
    const whole = left ? matmul(forB, matrixTranspose(x)) : matmul(matrixTranspose(x), forB);
    const kept = unitriangular ? 1 : 0;
    return [sumToSize(neg(upper ? triu(whole, kept) : tril(whole, -kept)), a.shape), side];
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
  const form = { upper, left, unitriangular };
  const result = ops.solveTriangular(a, b, form);
  if (!records(a, b)) return result;
  const formula = triangularFormula(form, b.shape);
  return record("LinalgSolveTriangularBackward0", [a, b], result, [a, result], formula);
}
