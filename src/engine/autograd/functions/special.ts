/** Functions of `torch.special`. */
import * as ops from "../../ops/index.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { div, mul, sub } from "./arithmetic.ts";
import { unary } from "./define.ts";
import { where } from "./selection.ts";
import { exp, sgn } from "./unary.ts";

export const i0 = unary("i0", "I0Backward0", ops.i0, "input", (g, x) => mul(g, i1(x)));
export const i0e = unary("i0e", "SpecialI0EBackward0", ops.i0e, "input", (g, x) =>
  mul(g, sub(i1e(x), mul(sgn(x), i0e(x)))),
);
/** I1(x) / x, which is 1/2 at 0. */
const overArgument = (value: Tensor, x: Tensor): Tensor => {
  const isZero = ops.eq(x, 0);
  return where(isZero, 0.5, div(value, where(isZero, 1, x)));
};
export const i1 = unary("i1", "SpecialI1Backward0", ops.i1, "input", (g, x) =>
  mul(g, sub(i0(x), overArgument(i1(x), x))),
);
export const i1e = unary("i1e", "SpecialI1EBackward0", ops.i1e, "input", (g, x) =>
  mul(g, sub(sub(i0e(x), mul(sgn(x), i1e(x))), overArgument(i1e(x), x))),
);
export const erfcx = unary("erfcx", "SpecialErfcxBackward0", ops.erfcx, "input", (g, x) =>
  mul(g, sub(mul(mul(x, erfcx(x)), 2), 2 / Math.sqrt(Math.PI))),
);
export const logNdtr = unary("log_ndtr", "SpecialLogNdtrBackward0", ops.logNdtr, "input", (g, x) =>
  mul(div(g, erfcx(mul(x, -Math.SQRT1_2))), Math.sqrt(2 / Math.PI)),
);
export const ndtri = unary("ndtri", "SpecialNdtriBackward0", ops.ndtri, "output", (g, y) =>
  mul(g, mul(exp(mul(mul(y, y), 0.5)), Math.sqrt(2 * Math.PI))),
);
