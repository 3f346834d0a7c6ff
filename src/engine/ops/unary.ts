/** Functions of one tensor, element by element. */
import { runtimeError } from "../errors.ts";
import { isFloating } from "../tensor/dtype.ts";
import { floatResult } from "../tensor/promotion.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { div, mul, notImplemented } from "./arithmetic.ts";
import { copyTo, to } from "./copy.ts";
import { full } from "./creation.ts";
import * as arithmetic from "./kernels/arithmetic.ts";
import * as functions from "./kernels/functions.ts";
import type { Kernel } from "./kernels/kernel.ts";
import type { Out } from "./options.ts";
import { pointwise } from "./pointwise/pointwise.ts";

type Unary = (input: Tensor, options?: Out) => Tensor;

/** Integers and bool give the default dtype. */
const floatFunction =
  (kernel: Kernel, float32 = kernel): Unary =>
  (input, { out } = {}) => {
    const compute = floatResult(input.dtype);
    return pointwise(compute === "float32" ? float32 : kernel, [input], { compute }, out);
  };

export const sqrt = floatFunction(arithmetic.sqrt);
export const rsqrt = floatFunction(arithmetic.rsqrt, arithmetic.rsqrtFloat32);
export const reciprocal = floatFunction(arithmetic.reciprocal);
export const exp = floatFunction(functions.exp);
export const exp2 = floatFunction(functions.exp2);
export const expm1 = floatFunction(functions.expm1);
export const log = floatFunction(functions.log);
export const log2 = floatFunction(functions.log2);
export const log10 = floatFunction(functions.log10);
export const log1p = floatFunction(functions.log1p);
export const sin = floatFunction(functions.sin);
export const cos = floatFunction(functions.cos);
export const tan = floatFunction(functions.tan);
export const asin = floatFunction(functions.asin);
export const acos = floatFunction(functions.acos);
export const atan = floatFunction(functions.atan);
export const sinh = floatFunction(functions.sinh);
export const cosh = floatFunction(functions.cosh);
export const tanh = floatFunction(functions.tanh);
export const asinh = floatFunction(functions.asinh);
export const acosh = floatFunction(functions.acosh);
export const atanh = floatFunction(functions.atanh);
export const i0 = floatFunction(functions.i0);
export const i0e = floatFunction(functions.i0e);
export const i1 = floatFunction(functions.i1);
export const i1e = floatFunction(functions.i1e);
export const erfcx = floatFunction(functions.erfcx);
export const logNdtr = floatFunction(functions.logNdtr);
export const ndtri = floatFunction(functions.ndtri);
export const entr = floatFunction(functions.entr);
export const erf = floatFunction(functions.erf);
export const erfc = floatFunction(functions.erfc);
export const erfinv = floatFunction(functions.erfinv);
export const lgamma = floatFunction(functions.lgamma);
export const digamma = floatFunction(functions.digamma);
export const sigmoid = floatFunction(functions.sigmoid, functions.sigmoidFloat32);
export const sinc = floatFunction(functions.sinc, functions.sincFloat32);
export const deg2rad = floatFunction(functions.deg2rad, functions.deg2radFloat32);
export const rad2deg = floatFunction(functions.rad2deg, functions.rad2degFloat32);

/** log(x / (1 - x)), x first clamped to [eps, 1 - eps] where eps is given. */
export function logit(input: Tensor, { eps, out }: Out & { readonly eps?: number } = {}): Tensor {
  const compute = floatResult(input.dtype);
  const low = eps ?? -Infinity;
  return pointwise(functions.logit, [input, low, eps === undefined ? Infinity : 1 - eps], { compute }, out);
}

/** RuntimeError for bool. */
export const abs: Unary = (input, { out } = {}) => {
  if (input.dtype === "bool") throw notImplemented("abs_cpu", "bool");
  return pointwise(arithmetic.abs, [input], { compute: input.dtype }, out);
};

/** RuntimeError for bool. */
export const neg: Unary = (input, { out } = {}) => {
  if (input.dtype === "bool") {
    throw runtimeError(
      "Negation, the `-` operator, on a bool tensor is not supported. If you are trying to invert a mask, use the `~` or `logical_not()` operator instead.",
    );
  }
  return pointwise(arithmetic.neg, [input], { compute: input.dtype }, out);
};

/** RuntimeError for bool. */
export const positive: Unary = (input) => {
  if (input.dtype === "bool") throw runtimeError("The `+` operator, on a bool tensor is not supported.");
  return input;
};

export const sign: Unary = (input, { out } = {}) => pointwise(arithmetic.sign, [input], { compute: input.dtype }, out);
/** The sign; the same as `sign` for real numbers. */
export const sgn = sign;
export const square: Unary = (input, { out } = {}) =>
  pointwise(
    input.dtype === "int32" ? arithmetic.mulInt32 : arithmetic.square,
    input.dtype === "int32" ? [input, input] : [input],
    { compute: input.dtype === "bool" ? "int64" : input.dtype },
    out,
  );

/** Integers are their own roundings; bool has none. */
const rounding =
  (kernel: Kernel, name: string): Unary =>
  (input, { out } = {}) => {
    if (input.dtype === "bool") throw notImplemented(name, "bool");
    if (!isFloating(input.dtype)) return copyTo(input, out);
    return pointwise(kernel, [input], { compute: input.dtype }, out);
  };

export const floor = rounding(arithmetic.floor, "floor_vml_cpu");
export const ceil = rounding(arithmetic.ceil, "ceil_vml_cpu");
export const trunc = rounding(arithmetic.trunc, "trunc_vml_cpu");
const roundToInteger = rounding(arithmetic.round, "round_vml_cpu");

/** To the nearest, halves to even; `decimals` places after the point, or before it where negative. */
export function round(input: Tensor, { decimals, out }: Out & { readonly decimals?: number } = {}): Tensor {
  if (decimals === undefined) return roundToInteger(input, { out });
  if (decimals === 0 && !isFloating(input.dtype)) throw notImplemented("round_vml_cpu", input.dtype);
  if (decimals === 0) return roundToInteger(input, { out });
  const { dtype } = input;
  if (!isFloating(dtype)) throw notImplemented("round_cpu", dtype);
  // Half types are scaled in single precision.
  const wide = dtype === "float64" ? dtype : "float32";
  const power = full([], 10 ** Math.abs(decimals), wide);
  const [scale, unscale] = decimals > 0 ? [mul, div] : [div, mul];
  const source = to(input, wide);
  const rounded = unscale(roundToInteger(scale(source, power)), power, wide === dtype ? { out } : {});
  return wide === dtype ? rounded : copyTo(to(rounded, dtype), out);
}

export const frac: Unary = (input, { out } = {}) => {
  if (!isFloating(input.dtype)) throw notImplemented("frac_cpu", input.dtype);
  return pointwise(arithmetic.frac, [input], { compute: input.dtype }, out);
};
