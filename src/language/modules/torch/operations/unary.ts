/** Functions of one tensor, element by element. */
import * as engine from "../../../../engine/index.ts";
import type { Tensor } from "../../../../engine/tensor/tensor.ts";
import { define, type Options, type Target } from "./definition.ts";

const elementwise = "(Tensor input, *, Tensor out=None)";

function unary(
  name: string,
  compute: (input: Tensor, target?: Target) => Tensor,
  doc: string,
  options: Options = {},
): void {
  define(name, elementwise, (a, target) => compute(a.tensor(0), target), doc, { hasInPlace: true, ...options });
}

unary("abs", engine.abs, "Absolute value of each element.", { aliases: ["absolute"] });
unary("neg", engine.neg, "Minus each element.", { aliases: ["negative"] });
unary("sign", engine.sign, "-1, 0 or 1: the sign of each element.");
unary("sgn", engine.sgn, "-1, 0 or 1: the sign of each element.");
unary("square", engine.square, "Square of each element.");
unary("sqrt", engine.sqrt, "Square root of each element.");
unary("rsqrt", engine.rsqrt, "1 / sqrt(x) of each element.");
unary("reciprocal", engine.reciprocal, "1 / x of each element.");
unary("exp", engine.exp, "e to the power of each element.");
unary("exp2", engine.exp2, "2 to the power of each element.");
unary("expm1", engine.expm1, "exp(x) - 1, exact near zero.");
unary("log", engine.log, "Natural logarithm of each element.");
unary("log2", engine.log2, "Logarithm to base 2 of each element.");
unary("log10", engine.log10, "Logarithm to base 10 of each element.");
unary("log1p", engine.log1p, "log(1 + x), exact near zero.");
unary("sin", engine.sin, "Sine of each element.");
unary("cos", engine.cos, "Cosine of each element.");
unary("tan", engine.tan, "Tangent of each element.");
unary("asin", engine.asin, "Inverse sine of each element.", { aliases: ["arcsin"] });
unary("acos", engine.acos, "Inverse cosine of each element.", { aliases: ["arccos"] });
unary("atan", engine.atan, "Inverse tangent of each element.", { aliases: ["arctan"] });
unary("sinh", engine.sinh, "Hyperbolic sine of each element.");
unary("cosh", engine.cosh, "Hyperbolic cosine of each element.");
unary("tanh", engine.tanh, "Hyperbolic tangent of each element.");
unary("asinh", engine.asinh, "Inverse hyperbolic sine of each element.", { aliases: ["arcsinh"] });
unary("acosh", engine.acosh, "Inverse hyperbolic cosine of each element.", { aliases: ["arccosh"] });
unary("atanh", engine.atanh, "Inverse hyperbolic tangent of each element.", { aliases: ["arctanh"] });
unary("erf", engine.erf, "Error function of each element.");
unary("erfc", engine.erfc, "1 - erf(x) of each element.");
unary("erfinv", engine.erfinv, "Inverse error function of each element.");
unary("lgamma", engine.lgamma, "Logarithm of the gamma function's absolute value.");
unary("digamma", engine.digamma, "Derivative of the logarithm of the gamma function.");
unary("sigmoid", engine.sigmoid, "1 / (1 + exp(-x)) of each element.");
unary("sinc", engine.sinc, "sin(pi x) / (pi x) of each element.");
unary("deg2rad", engine.deg2rad, "Degrees to radians.");
unary("rad2deg", engine.rad2deg, "Radians to degrees.");
unary("floor", engine.floor, "The largest integer not above each element.");
unary("ceil", engine.ceil, "The smallest integer not below each element.");
unary("trunc", engine.trunc, "Each element without its fraction.", { aliases: ["fix"] });
unary("frac", engine.frac, "The fraction of each element, with its sign.");
unary("bitwise_not", engine.bitwiseNot, "Every bit inverted; for bool the logical not.");
unary("logical_not", engine.logicalNot, "True where an element is zero.");
unary("positive", engine.positive, "The tensor itself.", { hasInPlace: false });
unary("isnan", engine.isnan, "True where an element is not a number.", { hasInPlace: false });
unary("isinf", engine.isinf, "True where an element is infinite.", { hasInPlace: false });
unary("isfinite", engine.isfinite, "True where an element is neither infinite nor NaN.", { hasInPlace: false });
unary("isposinf", engine.isposinf, "True where an element is +infinity.", { hasInPlace: false });
unary("isneginf", engine.isneginf, "True where an element is -infinity.", { hasInPlace: false });
unary("signbit", engine.signbit, "True where the sign bit is set.", { hasInPlace: false });

define(
  "round",
  [elementwise, "(Tensor input, *, int decimals, Tensor out=None)"],
  (a, target) => engine.round(a.tensor(0), { decimals: a.index === 1 ? a.int(1) : undefined, ...target }),
  "Each element rounded to the nearest integer, half to even, or to so many decimals.",
  { hasInPlace: true },
);

define(
  "logit",
  "(Tensor input, float? eps=None, *, Tensor out=None)",
  (a, target) => engine.logit(a.tensor(0), { eps: a.floatOrNull(1) ?? undefined, ...target }),
  "log(x / (1 - x)) of each element, clamped to [eps, 1 - eps].",
  { hasInPlace: true },
);

define(
  "nan_to_num",
  "(Tensor input, float? nan=None, float? posinf=None, float? neginf=None, *, Tensor out=None)",
  (a, target) =>
    engine.nanToNum(a.tensor(0), {
      nan: a.float(1, 0),
      posinf: a.floatOrNull(2) ?? undefined,
      neginf: a.floatOrNull(3) ?? undefined,
      ...target,
    }),
  "NaN, +infinity and -infinity replaced by numbers.",
  { hasInPlace: true },
);
