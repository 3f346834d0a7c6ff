/** Vector norms. */
import * as ops from "../../ops/index.ts";
import { foldedDims } from "../../ops/reduce/plan.ts";
import type { TypedReduceOptions } from "../../ops/reductions.ts";
import type { Scalar } from "../../tensor/scalar.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { records } from "../history.ts";
import type { Formula } from "../node.ts";
import { record } from "../record.ts";
import { abs, div, mul, pow } from "./arithmetic.ts";
import { to } from "./copy.ts";
import { withFoldedDims } from "./reductions.ts";
import { maskedFill } from "./selection.ts";
import { sgn } from "./unary.ts";

/** The gradient of the p-norm; where the norm is 0 it is taken as 0. */
const normFormula =
  (p: number, dims: readonly number[] | undefined): Formula =>
  (gradient, [x, result]) => {
    const g = withFoldedDims(gradient, x.shape, dims);
    const norm = withFoldedDims(result, x.shape, dims);
    if (p === 0) return [null];
    if (p === 1) return [mul(sgn(x), g)];
    const flat = ops.eq(norm, 0);
    if (p === 2) return [mul(g, maskedFill(div(x, norm), flat, 0))];
    if (Math.abs(p) === Infinity) {
      const size = ops.abs(x);
      const chosen = to(ops.logicalOr(ops.eq(size, norm), ops.isnan(size)), g.dtype);
      const count = ops.sum(chosen, { dims: foldedDims(x, dims), keepdim: true });
      return [mul(sgn(x), mul(div(g, count), chosen))];
    }
    if (p < 1) {
      const scaled = maskedFill(mul(sgn(x), pow(abs(x), p - 1)), ops.eq(x, 0), 0);
      return [mul(mul(scaled, g), pow(norm, 1 - p))];
    }
    const scale = maskedFill(div(g, pow(norm, p - 1)), flat, 0);
    if (p < 2) return [mul(mul(sgn(x), pow(abs(x), p - 1)), scale)];
    return [mul(mul(x, pow(abs(x), p - 2)), scale)];
  };

/** The p-norm over dimensions (`torch.linalg.vector_norm`). */
export function vectorNorm(input: Tensor, order: Scalar = 2, options: TypedReduceOptions = {}): Tensor {
  if (!records(input)) return ops.vectorNorm(input, order, options);
  const { dtype, dims, keepdim } = options;
  const source = dtype === undefined ? input : to(input, dtype);
  const result = ops.vectorNorm(source, order, { dims, keepdim });
  return record("LinalgVectorNormBackward0", [source], result, [source, result], normFormula(Number(order), dims));
}
