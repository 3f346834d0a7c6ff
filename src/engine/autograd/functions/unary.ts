/** Functions of one tensor, element by element. */

import { polygamma as polygammaOf, trigamma } from "../../math/gamma.ts";
import * as ops from "../../ops/index.ts";
import type { Out } from "../../ops/options.ts";
import { isFloating } from "../../tensor/dtype.ts";
import { defaultDType } from "../../tensor/promotion.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { records } from "../history.ts";
import type { Formula } from "../node.ts";
import { record } from "../record.ts";
import { add, div, mul, neg, pow, rsub, sub } from "./arithmetic.ts";
import { zerosLike } from "./copy.ts";
import { differentiable, noOptions, unary } from "./define.ts";
import { logitBackward, sigmoidBackward, tanhBackward } from "./fused.ts";
import { maskedFill } from "./selection.ts";

export const sqrt = unary("sqrt", "SqrtBackward0", ops.sqrt, "output", (g, y) => div(g, mul(y, 2)));
export const rsqrt = unary("rsqrt", "RsqrtBackward0", ops.rsqrt, "output", (g, y) => mul(mul(g, pow(y, 3n)), -0.5));
export const reciprocal = unary("reciprocal", "ReciprocalBackward0", ops.reciprocal, "output", (g, y) =>
  mul(neg(g), mul(y, y)),
);
export const exp = unary("exp", "ExpBackward0", ops.exp, "output", (g, y) => mul(g, y));
export const exp2 = unary("exp2", "Exp2Backward0", ops.exp2, "output", (g, y) => mul(mul(g, y), Math.LN2));
export const expm1 = unary("expm1", "Expm1Backward0", ops.expm1, "output", (g, y) => mul(g, add(y, 1n)));
export const log = unary("log", "LogBackward0", ops.log, "input", (g, x) => div(g, x));
export const log2 = unary("log2", "Log2Backward0", ops.log2, "input", (g, x) => div(g, mul(x, Math.LN2)));
export const log10 = unary("log10", "Log10Backward0", ops.log10, "input", (g, x) => div(g, mul(x, Math.LN10)));
export const log1p = unary("log1p", "Log1PBackward0", ops.log1p, "input", (g, x) => div(g, add(x, 1n)));
export const sin = unary("sin", "SinBackward0", ops.sin, "input", (g, x) => mul(g, cos(x)));
export const cos = unary("cos", "CosBackward0", ops.cos, "input", (g, x) => mul(g, neg(sin(x))));
export const tan = unary("tan", "TanBackward0", ops.tan, "output", (g, y) => mul(g, add(pow(y, 2n), 1n)));
export const asin = unary("asin", "AsinBackward0", ops.asin, "input", (g, x) => mul(g, rsqrt(add(mul(neg(x), x), 1n))));
export const acos = unary("acos", "AcosBackward0", ops.acos, "input", (g, x) =>
  mul(g, neg(rsqrt(add(mul(neg(x), x), 1n)))),
);
export const atan = unary("atan", "AtanBackward0", ops.atan, "input", (g, x) => div(g, add(mul(x, x), 1n)));
export const sinh = unary("sinh", "SinhBackward0", ops.sinh, "input", (g, x) => mul(g, cosh(x)));
export const cosh = unary("cosh", "CoshBackward0", ops.cosh, "input", (g, x) => mul(g, sinh(x)));
export const tanh = unary("tanh", "TanhBackward0", ops.tanh, "output", (g, y) => tanhBackward(g, y));
export const asinh = unary("asinh", "AsinhBackward0", ops.asinh, "input", (g, x) => mul(g, rsqrt(add(pow(x, 2n), 1n))));
export const acosh = unary("acosh", "AcoshBackward0", ops.acosh, "input", (g, x) => mul(g, rsqrt(sub(pow(x, 2n), 1n))));
export const atanh = unary("atanh", "AtanhBackward0", ops.atanh, "input", (g, x) =>
  mul(g, div(1, rsub(pow(x, 2n), 1n))),
);
const twoOverRootPi = 2 / Math.sqrt(Math.PI);
export const entr = unary("entr", "SpecialEntrBackward0", ops.entr, "input", (g, x) => mul(g, sub(neg(log(x)), 1)));
export const erf = unary("erf", "ErfBackward0", ops.erf, "input", (g, x) =>
  mul(mul(exp(neg(pow(x, 2n))), twoOverRootPi), g),
);
export const erfc = unary("erfc", "ErfcBackward0", ops.erfc, "input", (g, x) =>
  mul(mul(exp(neg(pow(x, 2n))), -twoOverRootPi), g),
);
export const erfinv = unary("erfinv", "ErfinvBackward0", ops.erfinv, "input", (g, x) =>
  mul(mul(exp(pow(erfinv(x), 2n)), 0.5 * Math.sqrt(Math.PI)), g),
);
export const lgamma = unary("lgamma", "LgammaBackward0", ops.lgamma, "input", (g, x) => mul(g, digamma(x)));
export const digamma = unary("digamma", "DigammaBackward0", ops.digamma, "input", (g, x) => mul(g, polygamma(1, x)));
export const sigmoid = unary("sigmoid", "SigmoidBackward0", ops.sigmoid, "output", (g, y) => sigmoidBackward(g, y));
export const sinc = unary("sinc", "SincBackward0", ops.sinc, "input", (g, x) => {
  const angle = mul(x, Math.PI);
  const square = mul(mul(x, x), Math.PI);
  const slope = div(sub(mul(mul(cos(angle), angle), 1), sin(angle)), square);
  // Also where the square of a tiny number is zero.
  return maskedFill(mul(g, slope), ops.eq(square, 0), 0);
});
export const deg2rad = unary("deg2rad", "Deg2RadBackward0", ops.deg2rad, "nothing", (g) => deg2rad(g));
export const rad2deg = unary("rad2deg", "Rad2DegBackward0", ops.rad2deg, "nothing", (g) => rad2deg(g));

export const sign = unary("sign", "SignBackward0", ops.sign, "nothing", (g) => zerosLike(g));
export const sgn = unary("sgn", "SgnBackward0", ops.sgn, "nothing", (g) => zerosLike(g));
export const floor = unary("floor", "FloorBackward0", ops.floor, "nothing", (g) => zerosLike(g));
export const ceil = unary("ceil", "CeilBackward0", ops.ceil, "nothing", (g) => zerosLike(g));
export const trunc = unary("trunc", "TruncBackward0", ops.trunc, "nothing", (g) => zerosLike(g));
export const frac = unary("frac", "FracBackward0", ops.frac, "nothing", (g) => g);

const roundFormula: Formula = (gradient) => [zerosLike(gradient)];

export function round(input: Tensor, options: Out & { readonly decimals?: number } = noOptions): Tensor {
  const name = options.decimals === undefined ? "RoundBackward0" : "RoundBackward1";
  return differentiable(
    "round",
    [input],
    options,
    () => ops.round(input, options),
    () => record(name, [input], ops.round(input, { decimals: options.decimals }), [], roundFormula),
  );
}

const logitFormula =
  (eps: number | undefined): Formula =>
  (gradient, [x]) => [logitBackward(gradient, x, eps)];

export function logit(input: Tensor, options: Out & { readonly eps?: number } = noOptions): Tensor {
  const { eps } = options;
  return differentiable(
    "logit",
    [input],
    options,
    () => ops.logit(input, options),
    () => record("LogitBackward0", [input], ops.logit(input, { eps }), [input], logitFormula(eps)),
  );
}

const polygammaFormula =
  (n: number): Formula =>
  (gradient, [x]) => [mul(gradient, polygamma(n + 1, x))];

/** The n-th derivative of digamma (`torch.polygamma`), n from 0 on. */
export function polygamma(n: number, input: Tensor): Tensor {
  if (n === 0) return digamma(input);
  const values = ops.toNumbers(input);
  const dtype = isFloating(input.dtype) ? input.dtype : defaultDType();
  const round = dtype === "float64" ? undefined : Math.fround;
  for (const [i, x] of values.entries()) values[i] = n === 1 ? trigamma(x, round) : polygammaOf(n, x);
  const result = ops.assign(ops.emptyLike(input, dtype), ops.fromNumbers(values, input.shape, dtype));
  return records(input) ? record("PolygammaBackward0", [input], result, [input], polygammaFormula(n)) : result;
}
