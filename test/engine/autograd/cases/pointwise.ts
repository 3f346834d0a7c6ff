import * as engine from "../../../../src/engine/index.ts";
import { any, between, type GradientCase, given, isPositive, positive } from "./case.ts";

const { exp, exp2, expm1, sin, cos, tan, tanh, sinh, cosh, erf, erfc, sigmoid, atan, asinh, square, neg, abs } = engine;
const { sqrt, rsqrt, reciprocal, log, log2, log10, log1p, lgamma, digamma, asin, acos, acosh, atanh, erfinv, entr } =
  engine;
const { silu, mish, logSigmoid, softsign, tanhshrink, relu, hardsigmoid, hardswish, sinc, selu, relu6 } = engine;
const { i0, i0e, i1, i1e, erfcx, logNdtr, ndtri } = engine;
const { deg2rad, rad2deg, frac, softshrink, hardshrink, clone, cloneContiguous, contiguous, alias } = engine;

const onReals = { i0, i0e, i1, i1e, erfcx, logNdtr, exp, exp2, expm1, sin, cos, tanh, sinh, cosh, erf, erfc, sigmoid, atan, asinh, square, neg, abs, silu, mish, logSigmoid, softsign, tanhshrink, relu, hardsigmoid, hardswish, sinc, selu, relu6, deg2rad, rad2deg, frac, softshrink, hardshrink, clone, cloneContiguous, contiguous, alias }; // biome-ignore format: a list
const onPositive = { entr, sqrt, rsqrt, reciprocal, log, log2, log10, log1p, lgamma, digamma }; // biome-ignore format: a list
const onUnitInterval = { asin, acos: acos, atanh, erfinv, tan };

type Unary = (input: engine.Tensor) => engine.Tensor;
const table = (functions: Readonly<Record<string, Unary>>, inputs: () => engine.Tensor): GradientCase[] =>
  Object.entries(functions).map(([name, run]) => ({ name, run: (x) => run(x), inputs: [inputs()] }));

const { add, sub, rsub, mul, div, trueDivide, pow, remainder, fmod, atan2, hypot, logaddexp, logaddexp2 } = engine;
const { maximum, minimum, fmax, fmin, xlogy, copysign } = engine;

const ofTwo: GradientCase[] = Object.entries({
  atan2,
  hypot,
  logaddexp,
  logaddexp2,
  maximum,
  minimum,
  fmax,
  fmin,
  mul,
  sub,
  rsub,
  trueDivide,
  copysign,
  nextafter: engine.nextafter,
}).map(
  // biome-ignore format: a list
  ([name, run]) => ({ name, run: (a, b) => run(a, b), inputs: [any(2, 3), positive(3)] }),
);

export const pointwiseCases: readonly GradientCase[] = [
  { name: "frexp", run: (x) => engine.frexp(x).mantissa, inputs: [given([0.6, 1.3, -2.7, 5.1])] },
  ...table(onReals, () => any(2, 3)),
  ...table(onPositive, () => positive(2, 3)),
  ...table(onUnitInterval, () => between(-0.9, 0.9, 3)),
  ...ofTwo,
  { name: "ndtri", run: (x) => ndtri(x), inputs: [between(0.05, 0.95, 4)] },
  { name: "acosh", run: (x) => acosh(x), inputs: [between(1.1, 3, 3)] },
  { name: "logit", run: (x) => engine.logit(x), inputs: [between(0.1, 0.9, 3)] },
  { name: "logit", detail: "eps", run: (x) => engine.logit(x, { eps: 0.2 }), inputs: [given([0.1, 0.3, 0.6, 0.95])] },
  { name: "polygamma", run: (x) => engine.polygamma(2, x), inputs: [positive(3)] },
  { name: "positive", run: (x) => engine.positive(x), inputs: [any(3)] },
  { name: "add", detail: "alpha", run: (a, b) => add(a, b, { alpha: 2.5 }), inputs: [any(2, 3), any(3)] },
  { name: "div", run: (a, b) => div(a, b), inputs: [any(2, 3), positive(3)] },
  { name: "div", detail: "of a number", run: (a) => div(3, a), inputs: [positive(3)] },
  { name: "pow", run: (a, b) => pow(a, b), inputs: [positive(2, 3), any(3)] },
  { name: "pow", detail: "a number", run: (a) => pow(a, 3n), inputs: [any(2, 3)] },
  { name: "pow", detail: "of a number", run: (a) => pow(2, a), inputs: [any(3)] },
  { name: "remainder", run: (a, b) => remainder(a, b), inputs: [given([0.7, 1.9, 1.1]), given([0.5, 0.6, 0.8])] },
  { name: "fmod", run: (a, b) => fmod(a, b), inputs: [given([0.7, -1.9, 1.1]), given([0.5, 0.6, 0.8])] },
  { name: "xlogy", run: (a, b) => xlogy(a, b), inputs: [any(3), positive(3)] },
  { name: "where", run: (a, b) => engine.where(isPositive(a), a, b), inputs: [any(2, 3), any(3)] },
  { name: "clamp", run: (a) => engine.clamp(a, { min: -0.5, max: 0.7 }), inputs: [any(6)] },
  {
    name: "clamp",
    detail: "tensors",
    run: (a, low, high) => engine.clamp(a, { min: low, max: high }),
    inputs: [any(6), between(-1, -0.2, 6), between(0.2, 1, 6)],
  },
  { name: "clampMin", run: (a, low) => engine.clampMin(a, low), inputs: [any(6), any(6)] },
  { name: "clampMax", run: (a) => engine.clampMax(a, 0.3), inputs: [any(6)] },
  { name: "maskedFill", run: (a, v) => engine.maskedFill(a, isPositive(a), v), inputs: [any(4), any()] },
  { name: "nanToNum", run: (a) => engine.nanToNum(a), inputs: [any(3)] },
  { name: "lerp", run: (a, b, w) => engine.lerp(a, b, w), inputs: [any(3), any(3), any(3)] },
  { name: "lerp", detail: "a number", run: (a, b) => engine.lerp(a, b, 0.3), inputs: [any(3), any(3)] },
  {
    name: "addcmul",
    run: (a, b, c) => engine.addcmul(a, b, c, { value: 0.3 }),
    inputs: [any(2, 3), any(3), any(2, 1)],
  },
  {
    name: "addcdiv",
    run: (a, b, c) => engine.addcdiv(a, b, c, { value: 0.3 }),
    inputs: [any(2, 3), any(3), positive(2, 1)],
  },
  { name: "gelu", run: (a) => engine.gelu(a), inputs: [any(4)] },
  { name: "gelu", detail: "tanh", run: (a) => engine.gelu(a, { approximate: "tanh" }), inputs: [any(4)] },
  { name: "softplus", run: (a) => engine.softplus(a, 2, 1), inputs: [any(5)] },
  { name: "leakyRelu", run: (a) => engine.leakyRelu(a), inputs: [any(4)] },
  { name: "prelu", run: (a, b) => engine.prelu(a, b), inputs: [any(2, 3), any(3)] },
  { name: "elu", run: (a) => engine.elu(a, { alpha: 1.3 }), inputs: [any(5)] },
  { name: "celu", run: (a) => engine.celu(a, 1.3), inputs: [any(5)] },
  { name: "hardtanh", run: (a) => engine.hardtanh(a), inputs: [any(5)] },
  { name: "threshold", run: (a) => engine.threshold(a, 0.1, 2), inputs: [any(5)] },
  { name: "glu", run: (a) => engine.glu(a, 1), inputs: [any(2, 4)] },
  { name: "dropout", run: (a) => engine.dropout(a, 0, true), inputs: [any(3)] },
  { name: "to", run: (a) => engine.to(engine.to(a, "float64"), "float64"), inputs: [any(3)] },
];
