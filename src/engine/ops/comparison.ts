/** Comparisons, predicates and logic: their results are bool. */
import { resultType } from "../tensor/promotion.ts";
import type { Tensor } from "../tensor/tensor.ts";
import * as comparisons from "./kernels/comparisons.ts";
import type { Kernel } from "./kernels/kernel.ts";
import type { Out } from "./options.ts";
import { type Operand, pointwise } from "./pointwise/pointwise.ts";

/** A number wraps to an integer dtype it does not fit: `uint8 < -3` compares with 253. */
const comparison =
  (kernel: Kernel) =>
  (a: Operand, b: Operand, { out }: Out = {}): Tensor =>
    pointwise(kernel, [a, b], { compute: resultType(a, b), result: "bool" }, out);

export const eq = comparison(comparisons.eq);
export const ne = comparison(comparisons.ne);
export const lt = comparison(comparisons.lt);
export const le = comparison(comparisons.le);
export const gt = comparison(comparisons.gt);
export const ge = comparison(comparisons.ge);

const logical =
  (kernel: Kernel) =>
  (a: Operand, b: Operand, { out }: Out = {}): Tensor =>
    pointwise(kernel, [a, b], { compute: resultType(a, b), result: out?.dtype ?? "bool" }, out);

export const logicalAnd = logical(comparisons.logicalAnd);
export const logicalOr = logical(comparisons.logicalOr);
export const logicalXor = logical(comparisons.logicalXor);
export const logicalNot = (input: Tensor, { out }: Out = {}): Tensor =>
  pointwise(comparisons.logicalNot, [input], { compute: input.dtype, result: out?.dtype ?? "bool" }, out);

const predicate =
  (kernel: Kernel) =>
  (input: Tensor): Tensor =>
    pointwise(kernel, [input], { compute: input.dtype, result: "bool" });

export const isnan = predicate(comparisons.isnan);
export const isinf = predicate(comparisons.isinf);
export const isfinite = predicate(comparisons.isfinite);
export const isposinf = predicate(comparisons.isposinf);
export const isneginf = predicate(comparisons.isneginf);
export const signbit = predicate(comparisons.signbit);
