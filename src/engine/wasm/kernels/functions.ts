/** Functions of four float32 at a time. */
import { multiplyAdd, multiplySubtract } from "./simd";

// @ts-ignore: decorator
@inline
function constant(value: f32): v128 {
  return f32x4.splat(value);
}

/** 2^n for integers n that are exponents of normal numbers. */
// @ts-ignore: decorator
@inline
function powerOfTwo(n: v128): v128 {
  return i32x4.shl(i32x4.add(n, i32x4.splat(127)), 23);
}

/**
 * e^x in the steps of the plain version (math/exp-float32.ts, after SLEEF's expf): x = n ln 2 + s with |s| <= ln(2) / 2, a
 * polynomial in s, and 2^n in two factors, so that results below the normal range are rounded once.
 */
// @ts-ignore: decorator
@inline
export function exp4(x: v128): v128 {
  // Beyond these the result is infinite or zero all the same. min and max keep a NaN.
  const clamped = f32x4.max(f32x4.min(x, constant(100)), constant(-105));
  const n = f32x4.nearest(f32x4.mul(clamped, constant(1.44269504088896341)));
  let s = multiplySubtract(n, constant(0.693145751953125), clamped);
  s = multiplySubtract(n, constant(1.428606765330187e-6), s);
  let u = multiplyAdd(constant(0.00019852761761285), s, constant(0.00139304355252534));
  u = multiplyAdd(u, s, constant(0.0083333607763052));
  u = multiplyAdd(u, s, constant(0.041666485369205475));
  u = multiplyAdd(u, s, constant(0.1666666716337204));
  u = multiplyAdd(u, s, constant(0.5));
  u = f32x4.add(constant(1), multiplyAdd(f32x4.mul(s, s), u, s));
  const exponent = i32x4.trunc_sat_f32x4_s(n);
  const half = i32x4.shr_s(exponent, 1);
  return f32x4.mul(f32x4.mul(u, powerOfTwo(half)), powerOfTwo(i32x4.sub(exponent, half)));
}

/**
 * The error function, within 1.5 units in the last place: x + x P(x^2) up to 1, then 1 - exp(-Q(|x|)). Both polynomials
 * were fitted for the least largest relative error of the result.
 */
// @ts-ignore: decorator
@inline
export function erf4(x: v128): v128 {
  const sign = constant(-0.0);
  // From 4 on the result is 1.
  const t = f32x4.min(v128.andnot(x, sign), constant(4.1));
  const square = f32x4.mul(t, t);
  let p = multiplyAdd(constant(7.853857823647559e-5), square, constant(-0.0008010193123482168));
  p = multiplyAdd(p, square, constant(0.005188327748328447));
  p = multiplyAdd(p, square, constant(-0.026853812858462334));
  p = multiplyAdd(p, square, constant(0.1128358542919159));
  p = multiplyAdd(p, square, constant(-0.3761262595653534));
  p = multiplyAdd(p, square, constant(0.12837916612625122));
  const near = multiplyAdd(p, t, t);
  let q = multiplyAdd(constant(-0.00018638042092788965), t, constant(0.0029476701747626066));
  q = multiplyAdd(q, t, constant(-0.0218381118029356));
  q = multiplyAdd(q, t, constant(0.10310684889554977));
  q = multiplyAdd(q, t, constant(0.6381447315216064));
  q = multiplyAdd(q, t, constant(1.127089262008667));
  q = multiplyAdd(q, t, constant(0.0003415069659240544));
  const far = f32x4.sub(constant(1), exp4(f32x4.neg(q)));
  const size = v128.bitselect(near, far, f32x4.le(t, constant(1)));
  // A NaN has failed the comparison and is in both.
  return v128.bitselect(x, size, sign);
}

/** 1 / (1 + e^-x). */
// @ts-ignore: decorator
@inline
export function sigmoid4(x: v128): v128 {
  return f32x4.div(constant(1), f32x4.add(constant(1), exp4(f32x4.neg(x))));
}

/** The hyperbolic tangent: x + x P(x^2) up to 0.625, then 1 - 2 / (e^2|x| + 1). */
// @ts-ignore: decorator
@inline
export function tanh4(x: v128): v128 {
  const sign = constant(-0.0);
  const t = v128.andnot(x, sign);
  const square = f32x4.mul(t, t);
  let p = multiplyAdd(constant(-0.005659984890371561), square, constant(0.02059098519384861));
  p = multiplyAdd(p, square, constant(-0.05372106656432152));
  p = multiplyAdd(p, square, constant(0.13331127166748047));
  p = multiplyAdd(p, square, constant(-0.3333325982093811));
  const near = multiplyAdd(f32x4.mul(p, square), t, t);
  const e = exp4(f32x4.add(t, t));
  const far = f32x4.sub(constant(1), f32x4.div(constant(2), f32x4.add(e, constant(1))));
  const size = v128.bitselect(near, far, f32x4.le(t, constant(0.625)));
  return v128.bitselect(x, size, sign);
}

/** x/2 (1 + erf(x / sqrt 2)), each step rounded as PyTorch rounds it. */
// @ts-ignore: decorator
@inline
export function gelu4(x: v128): v128 {
  const e = erf4(f32x4.mul(x, constant(0.70710678118654752)));
  return f32x4.mul(f32x4.mul(x, constant(0.5)), f32x4.add(constant(1), e));
}

/** Phi(x) + x phi(x), for Phi and phi the normal distribution and its density. */
// @ts-ignore: decorator
@inline
export function geluSlope4(x: v128): v128 {
  const cumulative = f32x4.mul(constant(0.5), f32x4.add(constant(1), erf4(f32x4.mul(x, constant(0.70710678118654752)))));
  const density = f32x4.mul(exp4(f32x4.mul(f32x4.mul(x, x), constant(-0.5))), constant(0.3989422804014327));
  return multiplyAdd(x, density, cumulative);
}

// @ts-ignore: decorator
@inline
const tanhScale: f32 = 0.7978845608028654;
// @ts-ignore: decorator
@inline
const cubicShare: f32 = 0.044715;

/** The tanh approximation of GELU (Hendrycks and Gimpel 2016). */
// @ts-ignore: decorator
@inline
export function geluTanh4(x: v128): v128 {
  const cube = f32x4.mul(f32x4.mul(x, x), x);
  const inner = f32x4.mul(constant(tanhScale), f32x4.add(x, f32x4.mul(constant(cubicShare), cube)));
  return f32x4.mul(f32x4.mul(constant(0.5), x), f32x4.add(constant(1), tanh4(inner)));
}

// @ts-ignore: decorator
@inline
export function geluTanhSlope4(x: v128): v128 {
  const square = f32x4.mul(x, x);
  const inner = f32x4.mul(constant(tanhScale), multiplyAdd(f32x4.mul(constant(cubicShare), square), x, x));
  const t = tanh4(inner);
  const innerSlope = f32x4.mul(constant(tanhScale), multiplyAdd(constant(3 * cubicShare), square, constant(1)));
  const half = constant(0.5);
  const tail = f32x4.mul(f32x4.mul(f32x4.mul(half, x), multiplySubtract(t, t, constant(1))), innerSlope);
  return multiplyAdd(half, f32x4.add(constant(1), t), tail);
}

/** s (1 + x (1 - s)) for s the sigmoid of x. */
// @ts-ignore: decorator
@inline
export function siluSlope4(x: v128): v128 {
  const s = sigmoid4(x);
  return f32x4.mul(s, multiplyAdd(x, f32x4.sub(constant(1), s), constant(1)));
}
