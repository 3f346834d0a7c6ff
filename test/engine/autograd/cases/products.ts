import * as engine from "../../../../src/engine/index.ts";
import { any, type GradientCase } from "./case.ts";

/** A A^T + 1: positive definite. */
const definite = (a: engine.Tensor): engine.Tensor =>
  engine.add(engine.matmul(a, engine.transpose(a, 0, 1)), engine.eye(3, 3, "float64"));

/** Singular values and both kinds of vectors. */
const separable = (a: engine.Tensor): engine.Tensor[] => Object.values(engine.svd(a, false));

const matmulShapes: readonly (readonly [number[], number[]])[] = [
  [[3], [3]],
  [[2, 3], [3]],
  [[3], [3, 2]],
  [
    [2, 3],
    [3, 2],
  ],
  [
    [2, 2, 3],
    [3, 2],
  ],
  [[2, 2, 3], [3]],
  [[3], [2, 3, 2]],
  [
    [2, 1, 2, 3],
    [3, 3, 2],
  ],
];

export const productCases: readonly GradientCase[] = [
  ...matmulShapes.map(([a, b]) => ({
    name: "matmul",
    detail: `[${a}] [${b}]`,
    run: (x: engine.Tensor, y: engine.Tensor) => engine.matmul(x, y),
    inputs: [any(...a), any(...b)],
  })),
  { name: "mm", run: (a, b) => engine.mm(a, b), inputs: [any(2, 3), any(3, 2)] },
  { name: "bmm", run: (a, b) => engine.bmm(a, b), inputs: [any(2, 2, 3), any(2, 3, 2)] },
  { name: "mv", run: (a, b) => engine.mv(a, b), inputs: [any(2, 3), any(3)] },
  { name: "dot", run: (a, b) => engine.dot(a, b), inputs: [any(3), any(3)] },
  { name: "outer", run: (a, b) => engine.outer(a, b), inputs: [any(3), any(2)] },
  {
    name: "addmm",
    run: (a, b, c) => engine.addmm(a, b, c, { beta: 0.5, alpha: 2 }),
    inputs: [any(2), any(2, 3), any(3, 2)],
  },
  { name: "addmv", run: (a, b, c) => engine.addmv(a, b, c), inputs: [any(2), any(2, 3), any(3)] },
  { name: "addr", run: (a, b, c) => engine.addr(a, b, c), inputs: [any(2, 3), any(2), any(3)] },
  { name: "baddbmm", run: (a, b, c) => engine.baddbmm(a, b, c), inputs: [any(2, 2, 2), any(2, 2, 3), any(2, 3, 2)] },
  { name: "addbmm", run: (a, b, c) => engine.addbmm(a, b, c), inputs: [any(2, 2), any(2, 2, 3), any(2, 3, 2)] },
  { name: "linear", run: (a, b, c) => engine.linear(a, b, c), inputs: [any(2, 2, 3), any(4, 3), any(4)] },
  { name: "linear", detail: "a vector", run: (a, b, c) => engine.linear(a, b, c), inputs: [any(3), any(4, 3), any(4)] },
  { name: "trace", run: (a) => engine.trace(a), inputs: [any(3, 3)] },
  { name: "einsum", run: (a, b) => engine.einsum("bij,bjk->ik", [a, b]), inputs: [any(2, 2, 3), any(2, 3, 2)] },
  { name: "tensordot", run: (a, b) => engine.tensordot(a, b, 1), inputs: [any(2, 3), any(3, 2)] },
  { name: "kron", run: (a, b) => engine.kron(a, b), inputs: [any(2, 2), any(2)] },
  { name: "inner", run: (a, b) => engine.inner(a, b), inputs: [any(2, 3), any(4, 3)] },
  { name: "det", run: (a) => engine.det(a), inputs: [any(3, 3)] },
  { name: "slogdet", run: (a) => engine.slogdet(a).logabsdet, inputs: [any(3, 3)] },
  { name: "inv", run: (a) => engine.inv(definite(a)), inputs: [any(3, 3)] },
  { name: "solve", run: (a, b) => engine.solve(definite(a), b), inputs: [any(3, 3), any(3, 2)] },
  { name: "solve", detail: "a vector", run: (a, b) => engine.solve(definite(a), b), inputs: [any(3, 3), any(3)] },
  {
    name: "solveEx",
    detail: "from the right",
    run: (a, b) => engine.solveEx(definite(a), b, false).result,
    inputs: [any(3, 3), any(2, 3)],
  },
  { name: "luFactor", run: (a) => engine.luFactor(definite(a)).lu, inputs: [any(3, 3)] },
  ...[any(3, 3), any(2, 4), any(4, 2)].map(
    (matrix): GradientCase => ({
      name: "lu",
      detail: matrix.shape.join(" by "),
      run: (a) => {
        const { l, u } = engine.lu(a);
        return [l, u];
      },
      inputs: [matrix],
    }),
  ),
  { name: "luTriangles", run: (a) => Object.values(engine.luTriangles(a)), inputs: [any(3, 4)] },
  { name: "luUnpack", run: (a) => [engine.luUnpack(a, engine.luFactor(a).pivots).u], inputs: [any(3, 3)] },
  ...[true, false].flatMap((left) =>
    [true, false].map(
      (adjoint): GradientCase => ({
        name: "luSolve",
        detail: `${left ? "left" : "right"}${adjoint ? ", transposed" : ""}`,
        run: (a, b) => {
          const pivots = engine.fromNumbers([3, 2, 3], [3], "int32");
          return engine.luSolve(definite(a), pivots, b, { left, adjoint });
        },
        inputs: [any(3, 3), any(3, 3)],
      }),
    ),
  ),
  { name: "cholesky", run: (a) => engine.cholesky(definite(a)), inputs: [any(3, 3)] },
  {
    name: "choleskySolve",
    run: (b, a) => engine.choleskySolve(b, engine.cholesky(definite(a)), false),
    inputs: [any(3, 2), any(3, 3)],
  },
  {
    name: "choleskyInverse",
    run: (a) => engine.choleskyInverse(engine.cholesky(definite(a)), false),
    inputs: [any(3, 3)],
  },
  ...[true, false].flatMap((upper) =>
    [true, false].map((left) => ({
      name: "solveTriangular",
      detail: `${upper ? "upper" : "lower"}, ${left ? "left" : "right"}`,
      run: (a: engine.Tensor, b: engine.Tensor) => engine.solveTriangular(definite(a), b, { upper, left }),
      inputs: [any(3, 3), any(3, 3)],
    })),
  ),
  ...[any(4, 2), any(2, 4), any(3, 3)].flatMap((matrix) => {
    const detail = `${matrix.shape.join(" by ")}`;
    return [
      { name: "svd", detail: `${detail}, its parts`, run: separable, inputs: [matrix] },
      { name: "singularValues", detail, run: (a: engine.Tensor) => engine.singularValues(a), inputs: [matrix] },
      { name: "qr", detail, run: (a: engine.Tensor) => Object.values(engine.qr(a)), inputs: [matrix] },
      { name: "pinv", detail, run: (a: engine.Tensor) => engine.pinv(a, 0, 1e-12), inputs: [matrix] },
    ];
  }),
  { name: "cholesky", detail: "upper", run: (a) => engine.cholesky(definite(a), true), inputs: [any(3, 3)] },
  { name: "pinv", detail: "symmetric", run: (a) => engine.pinv(definite(a), 0, 1e-12, true), inputs: [any(3, 3)] },
  { name: "choleskyEx", run: (a) => engine.choleskyEx(definite(a)).factor, inputs: [any(3, 3)] },
  { name: "invEx", run: (a) => engine.invEx(definite(a)).inverse, inputs: [any(3, 3)] },
  { name: "matrixPower", run: (a) => engine.matrixPower(definite(a), -3), inputs: [any(3, 3)] },
  { name: "matrixPower", detail: "5", run: (a) => engine.matrixPower(a, 5), inputs: [any(2, 3, 3)] },
  { name: "matrixExponential", run: (a) => engine.matrixExponential(a), inputs: [any(2, 3, 3)] },
  ...([2, -2, "nuc"] as const).map((order) => ({
    name: "cond",
    detail: `${order}`,
    run: (a: engine.Tensor) => engine.cond(a, order, ""),
    inputs: [any(3, 3)],
  })),
  { name: "multiDot", run: (...a) => engine.multiDot(a), inputs: [any(2, 3), any(3, 4), any(4, 1), any(1, 2)] },
  { name: "multiDot", detail: "vectors", run: (...a) => engine.multiDot(a), inputs: [any(3), any(3, 4), any(4)] },
  { name: "linalgCross", run: (a, b) => engine.linalgCross(a, b, 1), inputs: [any(2, 3, 1), any(1, 3, 2)] },
  ...[any(4, 2), any(2, 4), any(3, 3)].map((matrix) => ({
    name: "lstsq",
    detail: `${matrix.shape.join(" by ")}`,
    run: (a: engine.Tensor, b: engine.Tensor) => {
      const { solution, residuals } = engine.lstsq(a, b, null, "gelsd");
      return residuals.elementCount > 0 ? [solution, residuals] : [solution];
    },
    inputs: [matrix, any(matrix.shape[0], 2)],
  })),
  { name: "eigh", run: (a) => Object.values(engine.eigh(definite(a))), inputs: [any(3, 3)] },
  { name: "eigh", detail: "upper", run: (a) => Object.values(engine.eigh(definite(a), "U")), inputs: [any(3, 3)] },
];
