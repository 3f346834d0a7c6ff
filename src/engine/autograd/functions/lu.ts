/** LU factors, and systems of equations solved by them. */
import * as ops from "../../ops/index.ts";
import type { LuSolveForm } from "../../ops/lu.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { records } from "../history.ts";
import { isGradEnabled } from "../modes.ts";
import type { Formula, ManyFormula } from "../node.ts";
import { record, recordMany } from "../record.ts";
import { add, neg } from "./arithmetic.ts";
import { cat } from "./join.ts";
import { matmul } from "./matmul.ts";
import { pad } from "./padding.ts";
import { sumToSize } from "./sum-to-size.ts";
import { tril, triu } from "./triangle.ts";
import { solveTriangular } from "./triangular.ts";
import { matrixTranspose, narrow, squeeze, unsqueeze } from "./views.ts";

export { checkFactored, permutation } from "../../ops/lu.ts";

/** The sum of those that are there. */
function sumOf(first: Tensor | null, second: Tensor | null): Tensor {
  if (first !== null && second !== null) return add(first, second);
  const there = first ?? second;
  if (there === null) throw new Error("unreachable: a formula is called with a gradient");
  return there;
}

const lower = { upper: false, left: false } as const;
const unitUpper = { upper: true, unitriangular: true } as const;

interface Unpacked {
  readonly p: Tensor;
  readonly l: Tensor;
  readonly u: Tensor;
}

/** The gradient of A = P L U from those of L and U: square, wide and tall matrices have their own. */
function luGradient({ p, l, u }: Unpacked, gradL: Tensor | null, gradU: Tensor | null): Tensor {
  const [m, k] = l.shape.slice(-2);
  const n = u.shape[u.shape.length - 1];
  const [lTransposed, uTransposed] = [matrixTranspose(l), matrixTranspose(u)];
  const rest = (gradient: Tensor | null, like: Tensor, dim: number, count: number): Tensor => {
    const part = narrow(gradient ?? like, dim, k, count);
    return gradient === null ? ops.zeros(part.shape, part.dtype) : part;
  };
  if (m === n) {
    const ofL = gradL && tril(matmul(lTransposed, gradL), -1);
    const ofU = gradU && triu(matmul(gradU, uTransposed));
    const inner = solveTriangular(uTransposed, sumOf(ofL, ofU), lower);
    return matmul(p, solveTriangular(lTransposed, inner, unitUpper));
  }
  if (m < n) {
    const ofL = gradL && matmul(lTransposed, gradL);
    const ofU = gradU && neg(matmul(triu(gradU), uTransposed));
    const head = solveTriangular(matrixTranspose(narrow(u, -1, 0, k)), tril(sumOf(ofL, ofU), -1), lower);
    const first = gradU === null ? head : add(head, triu(narrow(gradU, -1, 0, k)));
    return matmul(p, solveTriangular(lTransposed, cat([first, rest(gradU, u, -1, n - k)], -1), unitUpper));
  }
  const ofU = gradU && matmul(gradU, uTransposed);
  const ofL = gradL && neg(matmul(lTransposed, tril(gradL, -1)));
  const head = solveTriangular(matrixTranspose(narrow(l, -2, 0, k)), triu(sumOf(ofU, ofL)), unitUpper);
  const first = gradL === null ? head : add(head, tril(narrow(gradL, -2, 0, k), -1));
  return matmul(p, solveTriangular(uTransposed, cat([first, rest(gradL, l, -2, m - k)], -2), lower));
}

const luFactorFormula: ManyFormula = ([gradient], [lu, pivots]) => {
  if (gradient === null) return [null];
  const k = Math.min(...lu.shape.slice(-2));
  return [luGradient(luUnpack(lu, pivots), narrow(gradient, -1, 0, k), narrow(gradient, -2, 0, k))];
};

/** The factors of each matrix in one tensor, the exchanges of rows, and for each matrix 0 or the place of its first zero pivot. */
export function luFactor(input: Tensor, pivot = true): ops.LuFactors {
  const { lu, pivots, info } = ops.luFactor(input, pivot);
  if (records(input)) {
    recordMany("LinalgLuFactorExBackward0", [input], [lu, pivots, info], [lu, pivots], luFactorFormula);
  }
  return { lu, pivots, info };
}

const luFormula: ManyFormula = ([gradL, gradU], [p, l, u]) => [luGradient({ p, l, u }, gradL, gradU)];

/** P, L and U with A = P L U. */
export function lu(input: Tensor, pivot = true): Unpacked {
  const factors = ops.luFactor(input, pivot, "linalg.lu");
  const p = ops.permutation(factors.lu, factors.pivots);
  const { l, u } = ops.triangles(factors.lu);
  if (records(input)) recordMany("LinalgLuBackward0", [input], [l, u], [p, l, u], luFormula);
  return { p, l, u };
}

const luUnpackFormula: ManyFormula = ([gradL, gradU], [packed]) => {
  const [m, n] = packed.shape.slice(-2);
  const k = Math.min(m, n);
  const ofL = gradL && pad(tril(gradL, -1), [0, n - k]);
  const ofU = gradU && pad(triu(gradU), [0, 0, 0, m - k]);
  return [sumOf(ofL, ofU)];
};

/** P, L and U of the factors that `luFactor` gives; RuntimeErrors where the pivots are none of its. */
export function luUnpack(packed: Tensor, pivots: Tensor): Unpacked {
  const p = ops.permutation(packed, pivots);
  return { p, ...luTriangles(packed) };
}

/** L and U of the factors that `luFactor` gives. */
export function luTriangles(packed: Tensor): { l: Tensor; u: Tensor } {
  const { l, u } = ops.triangles(packed);
  if (records(packed)) recordMany("LuUnpackBackward0", [packed], [l, u], [packed], luUnpackFormula);
  return { l, u };
}

const luSolveFormula =
  ({ left, adjoint }: LuSolveForm, sideShape: readonly number[]): Formula =>
  (gradient, [packed, pivots, x], node) => {
    const forB = node.needs(1)
      ? sumToSize(luSolve(packed, pivots, gradient, { left, adjoint: !adjoint }), sideShape)
      : null;
    if (!node.needs(0)) return [null, forB];
    const { p, l, u } = luUnpack(packed, pivots);
    const [lTransposed, uTransposed] = [matrixTranspose(l), matrixTranspose(u)];
    const [own, turned] = left ? [x, matrixTranspose(x)] : [matrixTranspose(x), x];
    const [ofGradient, turnedGradient] = left
      ? [gradient, matrixTranspose(gradient)]
      : [matrixTranspose(gradient), gradient];
    if (left !== adjoint) {
      const inner = solveTriangular(uTransposed, neg(matmul(ofGradient, turned)), { upper: false });
      const ofL = tril(solveTriangular(lTransposed, matmul(inner, uTransposed), unitUpper), -1);
      return [sumToSize(add(ofL, triu(inner)), packed.shape), forB];
    }
    const permuted = neg(matmul(matmul(matmul(matrixTranspose(p), own), turnedGradient), p));
    const inner = solveTriangular(lTransposed, permuted, { ...unitUpper, left: false });
    const ofU = triu(solveTriangular(uTransposed, matmul(lTransposed, inner), lower));
    return [sumToSize(add(tril(inner, -1), ofU), packed.shape), forB];
  };

/** X with A X = B (or X A = B, or with the transpose of A), given the factors of A. */
export function luSolve(packed: Tensor, pivots: Tensor, b: Tensor, form: LuSolveForm): Tensor {
  const result = ops.luSolve(packed, pivots, b, form);
  if (!records(packed, b)) return result;
  const formula = luSolveFormula(form, b.shape);
  return record("LinalgLuSolveBackward0", [packed, b], result, [packed, pivots, result], formula);
}

const solveFormula =
  (isVector: boolean, left: boolean, sideShape: readonly number[]): Formula =>
  (gradient, [a, x], node) => {
    const column = (values: Tensor): Tensor => (isVector ? unsqueeze(values, -1) : values);
    // Where no second derivative is asked for a singular matrix gives what its factors give.
    const check = isGradEnabled() ? "torch.linalg.solve" : undefined;
    const forB = solveEx(matrixTranspose(a), column(gradient), left, check).result;
    const side = isVector ? squeeze(forB, [-1]) : forB;
    const whole = sumToSize(side, sideShape);
    if (!node.needs(0)) return [null, whole];
    const turned = matrixTranspose(column(x));
    return [sumToSize(neg(left ? matmul(forB, turned) : matmul(turned, forB)), a.shape), whole];
  };

/** `solve`, and for each A 0 or the place of the zero pivot that leaves X undefined. `check`: the name in a LinAlgError there. */
export function solveEx(a: Tensor, b: Tensor, left = true, check?: string): { result: Tensor; info: Tensor } {
  const { result, info } = ops.solveEx(a, b, left, check);
  if (!records(a, b)) return { result, info };
  const formula = solveFormula(ops.isVectorSide(a, b), left, b.shape);
  return { result: record("LinalgSolveExBackward0", [a, b], result, [a, result], formula), info };
}

/** X with A X = B, or X A = B where `left` is false. LinAlgError where A is singular. */
export const solve = (a: Tensor, b: Tensor, left = true): Tensor => solveEx(a, b, left, "torch.linalg.solve").result;
