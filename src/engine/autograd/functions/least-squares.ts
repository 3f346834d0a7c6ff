/** Least squares: X with the smallest |A X - B|, by the pseudo-inverse. */
import { notImplementedError, runtimeError } from "../../errors.ts";
import * as ops from "../../ops/index.ts";
import { allocateColumns } from "../../ops/matrices.ts";
import { copyElements } from "../../tensor/copy.ts";
import { dtypes } from "../../tensor/dtype.ts";
import { finfo } from "../../tensor/limits.ts";
import { broadcastTwo, wrapDim } from "../../tensor/shape.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { records } from "../history.ts";
import type { ManyFormula } from "../node.ts";
import { recordMany } from "../record.ts";
import { add, mul, sub } from "./arithmetic.ts";
import { matmul } from "./matmul.ts";
import { pinv, pinvGradient, rawPinv, singularCut } from "./pseudo-inverse.ts";
import { sumToSize } from "./sum-to-size.ts";
import { matrixTranspose, squeeze, unsqueeze } from "./views.ts";

const name = "torch.linalg.lstsq";
const drivers = ["gels", "gelsy", "gelsd", "gelss"] as const;
type Driver = (typeof drivers)[number];

/** What is singular below this part of the largest singular value. */
export const standardTolerance = (input: Tensor): number => {
  if (input.dtype !== "float32" && input.dtype !== "float64") {
    throw runtimeError("This function doesn't handle types other than float and double");
  }
  const rank = input.shape.length;
  const [m, n] = [input.shape[wrapDim(-2, rank)], input.shape[wrapDim(-1, rank)]];
  return finfo(input.dtype).eps * Math.max(m, n);
};

/** PyTorch's checks, in its order; whether B is a vector for each matrix. */
function checkArguments(a: Tensor, b: Tensor): boolean {
  if (a.shape.length < 2) throw runtimeError(`${name}: input must have at least 2 dimensions.`);
  if (b.shape.length < 1) throw runtimeError(`${name}: other must have at least 1 dimension.`);
  if (a.dtype !== b.dtype) {
    throw runtimeError(
      `${name}: Expected input and other to have the same dtype, but got input's dtype ${dtypes[a.dtype].scalarName} and other's dtype ${dtypes[b.dtype].scalarName}`,
    );
  }
  const difference = a.shape.length - b.shape.length;
  if (difference < 0 || difference > 1) {
    throw runtimeError(
      `${name}: input.dim() must be greater or equal to other.dim() and (input.dim() - other.dim()) <= 1`,
    );
  }
  const isVector = ops.isVectorSide(a, b);
  const rows = isVector ? b.shape[b.shape.length - 1] : b.shape[b.shape.length - 2];
  if (a.shape[a.shape.length - 2] !== rows) {
    throw runtimeError(`${name}: input.size(-2) should match other.size(${isVector ? -1 : -2})`);
  }
  return isVector;
}

function driverOf(text: string): Driver {
  const found = drivers.find((driver) => driver === text.toLowerCase());
  if (found !== undefined) return found;
  throw runtimeError(`${name}: parameter \`driver\` should be one of (gels, gelsy, gelsd, gelss)`);
}

/** The solution in memory as LAPACK leaves it: columns of max(m, n) elements, of which the first n are X. */
function inColumns(solution: Tensor, height: number): Tensor {
  const [n, width] = solution.shape.slice(-2);
  const whole = allocateColumns(solution.shape.slice(0, -2), height, width, solution.dtype);
  const top = ops.narrow(whole, -2, 0, n);
  copyElements(top, solution);
  return top;
}

const lstsqFormula =
  (isVector: boolean): ManyFormula =>
  ([gradX, gradResiduals], [a, b, x], node) => {
    const column = (values: Tensor): Tensor => (isVector ? unsqueeze(values, -1) : values);
    const [right, solution] = [column(b), column(x)];
    const parts: { a: Tensor; b: Tensor }[] = [];
    if (gradX !== null) {
      const inverse = pinv(a, 0, standardTolerance(a));
      const g = column(gradX);
      const forA = node.needs(0) ? pinvGradient(matmul(g, matrixTranspose(right)), inverse, a) : null;
      parts.push({ a: forA ?? ops.zeros(a.shape, a.dtype), b: matmul(matrixTranspose(inverse), g) });
    }
    if (gradResiduals !== null && gradResiduals.elementCount > 0) {
      const scaled = mul(mul(sub(matmul(a, solution), right), unsqueeze(gradResiduals, -2)), 2);
      parts.push({ a: matmul(scaled, matrixTranspose(solution)), b: mul(scaled, -1) });
    }
    if (parts.length === 0) return [null, null];
    const total = parts.reduce((left, other) => ({ a: add(left.a, other.a), b: add(left.b, other.b) }));
    const forB = isVector ? squeeze(total.b, [-1]) : total.b;
    return [sumToSize(total.a, a.shape), sumToSize(forB, b.shape)];
  };

export interface LeastSquares {
  readonly solution: Tensor;
  /** Empty where LAPACK's driver gives none: for "gelsy", m <= n, or a matrix without full rank. */
  readonly residuals: Tensor;
  readonly rank: Tensor;
  readonly singularValues: Tensor;
}

/** `torch.linalg.lstsq`. RuntimeErrors in PyTorch's words for shapes, dtypes and drivers. */
export function lstsq(a: Tensor, b: Tensor, rcond: number | null, driverText: string): LeastSquares {
  const isVector = checkArguments(a, b);
  const driver = driverOf(driverText);
  const cut = rcond ?? standardTolerance(a);
  if (a.dtype !== "float32" && a.dtype !== "float64") {
    throw notImplementedError(`"linalg_lstsq_cpu" not implemented for '${dtypes[a.dtype].scalarName}'`);
  }
  const right = isVector ? ops.unsqueeze(b, -1) : b;
  const [m, n] = a.shape.slice(-2);
  const lead = broadcastTwo(a.shape.slice(0, -2), right.shape.slice(0, -2));
  const values = ops.singularValues(a);
  const isEmpty = values.shape[values.shape.length - 1] === 0;
  const rank = isEmpty
    ? ops.zeros(a.shape.slice(0, -2), "int64")
    : ops.sum(ops.gt(values, singularCut(ops.narrow(values, -1, 0, 1), 0, cut)), { dims: [-1] });
  const inverse = rawPinv(a, 0, cut);
  const found = ops.expand(ops.matmul(inverse, right), [...lead, n, right.shape[right.shape.length - 1]]);
  const solution = inColumns(found, Math.max(m, n));
  const isFull = rank.elementCount === 0 || ops.truth(ops.all(ops.eq(rank, n)));
  const hasResiduals = m > n && driver !== "gelsy" && (driver === "gels" || isFull);
  const residuals = hasResiduals
    ? ops.sum(ops.square(ops.sub(ops.matmul(a, found), right)), { dims: [-2] })
    : ops.zeros([0], a.dtype);
  const outputs = {
    solution: isVector ? ops.squeeze(solution, [-1]) : solution,
    residuals,
    rank: driver === "gels" ? ops.zeros([0], "int64") : rank,
    singularValues: driver === "gelsd" || driver === "gelss" ? values : ops.zeros([0], a.dtype),
  };
  if (records(a, b)) {
    const saved = [a, b, outputs.solution];
    recordMany("LinalgLstsqBackward0", [a, b], [outputs.solution, residuals], saved, lstsqFormula(isVector));
  }
  return outputs;
}
