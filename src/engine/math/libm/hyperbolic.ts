/**
 * Hyperbolic functions and their inverses by Sun's fdlibm (1993), as glibc computes them.
 */
import { fma } from "../fma.ts";
import { exp } from "./exp.ts";
import { log } from "./log.ts";
import { log1p } from "./log1p.ts";

const ln2 = Math.LN2;
const view = new Float64Array(1);
const words = new Int32Array(view.buffer);
/** Above this exp overflows before the result does. */
const expOverflow = 709.782712893384;
const largest = 710.4758600739439;

export function cosh(x: number): number {
  const size = Math.abs(x);
  if (size < 0.5 * ln2) {
    const t = expm1(size);
    const w = 1 + t;
    return size < 2 ** -55 ? w : 1 + (t * t) / (w + w);
  }
  if (size < 22) {
    const t = exp(size);
    return 0.5 * t + 0.5 / t;
  }
  return overflowing(size);
}

/** exp(size) / 2 where exp itself may overflow. */
function overflowing(size: number): number {
  if (size < expOverflow) return 0.5 * exp(size);
  if (size <= largest) {
    const half = exp(0.5 * size);
    return 0.5 * half * half;
  }
  return size * Infinity;
}

export function sinh(x: number): number {
  if (!Number.isFinite(x)) return x;
  const size = Math.abs(x);
  const half = x < 0 ? -0.5 : 0.5;
  if (size < 22) {
    if (size < 2 ** -28) return x;
    const t = expm1(size);
    if (size < 1) return half * (2 * t - (t * t) / (t + 1));
    return half * (t + t / (t + 1));
  }
  return 2 * half * overflowing(size);
}

export function tanh(x: number): number {
  const size = Math.abs(x);
  if (size < 2 ** -55) return x * (1 + x);
  if (size >= 22) return Math.sign(x);
  if (size >= 1) return Math.sign(x) * (1 - 2 / (expm1(2 * size) + 2));
  if (Number.isNaN(x)) return x;
  const t = expm1(-2 * size);
  return (Math.sign(x) * -t) / (t + 2);
}

export function atanh(x: number): number {
  const size = Math.abs(x);
  if (size < 2 ** -28 || Number.isNaN(x)) return x;
  if (size >= 1) return size === 1 ? x * Infinity : Number.NaN;
  const twice = size + size;
  const t = size < 0.5 ? 0.5 * log1p(twice + (twice * size) / (1 - size)) : 0.5 * log1p(twice / (1 - size));
  return x < 0 ? -t : t;
}

export function asinh(x: number): number {
  if (!Number.isFinite(x)) return x;
  const size = Math.abs(x);
  if (size < 2 ** -28) return x;
  let w: number;
  if (size > 2 ** 28) w = log(size) + ln2;
  else if (size > 2) w = log(2 * size + 1 / (Math.sqrt(x * x + 1) + size));
  else {
    const square = x * x;
    w = log1p(size + square / (1 + Math.sqrt(1 + square)));
  }
  return x < 0 ? -w : w;
}

export function acosh(x: number): number {
  if (!(x >= 1)) return Number.NaN;
  if (x > 2 ** 28) return x === Infinity ? x : log(x) + ln2;
  if (x === 1) return 0;
  if (x > 2) return log(2 * x - 1 / (x + Math.sqrt(x * x - 1)));
  const t = x - 1;
  return log1p(t + Math.sqrt(2 * t + t * t));
}

/** 2^(k/3) for k = -2 to 2. */
const factors = [0.6299605249474365, 0.7937005259840997, 1, 1.2599210498948732, 1.5874010519681996];
/** The cube root of a number in [1/2, 1), about; highest power first. */
const rootPolynomial = [
  -0.14526389938548637, 0.7849323449766392, -1.8346927748361308, 2.4469312256353444, -2.114994941673713,
  1.508191937815849, 0.35489576504391984,
];

/** The cube root as glibc finds it: a polynomial of the fraction, one step of Halley's method, a factor for the exponent. */
export function cbrt(x: number): number {
  if (x === 0 || !Number.isFinite(x)) return x;
  let fraction = Math.abs(x);
  let exponent = 0;
  while (fraction >= 1) {
    fraction /= 2;
    exponent++;
  }
  while (fraction < 0.5) {
    fraction *= 2;
    exponent--;
  }
  let u = 0;
  for (const coefficient of rootPolynomial) u = u * fraction + coefficient;
  const cube = u * u * u;
  const third = Math.trunc(exponent / 3);
  const root = ((u * (cube + 2 * fraction)) / (2 * cube + fraction)) * factors[2 + (exponent % 3)];
  return Math.sign(x) * root * 2 ** third;
}

const inverseLn2 = Math.LOG2E;
const ln2High = 0.6931471803691238;
const ln2Low = 1.9082149292705877e-10;

/** exp(x) - 1, with the polynomial's terms in pairs, fused, as glibc takes them. */
export function expm1(x: number): number {
  if (Number.isNaN(x) || x === 0) return x;
  if (x > expOverflow) return Infinity;
  if (x < -56 * ln2) return -1;
  const size = Math.abs(x);
  let k = 0;
  let reduced = x;
  let lost = 0;
  if (size > 0.5 * ln2) {
    k = size < 1.5 * ln2 ? Math.sign(x) : Math.trunc(inverseLn2 * x + Math.sign(x) * 0.5);
    const high = x - k * ln2High;
    const low = k * ln2Low;
    reduced = high - low;
    lost = high - reduced - low;
  } else if (size < 2 ** -54) return x;
  const half = 0.5 * reduced;
  const square = reduced * half;
  const fourth = square * square;
  const first = fma(square, -0.03333333333333313, 1);
  const second = fma(square, -0.0000793650757867488, 0.0015873015872548146);
  const third = fma(square, -2.0109921818362437e-7, 0.000004008217827329362);
  const series = fma(fourth * fourth, third, fma(fourth, second, first));
  const t = fma(-series, half, 3);
  let e = square * ((series - t) / fma(-reduced, t, 6));
  if (k === 0) return reduced - fma(reduced, e, -square);
  e = fma(reduced, e - lost, -lost);
  e -= square;
  if (k === -1) return 0.5 * (reduced - e) - 0.5;
  if (k === 1) return reduced < -0.25 ? -2 * (e - (reduced + 0.5)) : 1 + 2 * (reduced - e);
  if (k <= -2 || k > 56) {
    const y = 1 - (e - reduced);
    return k === 1024 ? y * 2 * 2 ** 1023 - 1 : y * 2 ** k - 1;
  }
  if (k < 20) return (1 - 2 ** -k - (e - reduced)) * 2 ** k;
  return (reduced - (e + 2 ** -k) + 1) * 2 ** k;
}

const log10Of2High = 0.30102999566361177;
const log10Of2Low = 3.694239077158931e-13;
const inverseLn10 = Math.LOG10E;

export function log10(x: number): number {
  if (!(x > 0) || x === Infinity) return x === 0 ? -Infinity : x > 0 ? x : Number.NaN;
  const subnormal = x < 2 ** -1022;
  view[0] = subnormal ? x * 2 ** 54 : x;
  const exponent = (words[1] >> 20) - 1023 - (subnormal ? 54 : 0);
  const below = exponent < 0 ? 1 : 0;
  words[1] = (words[1] & 0xfffff) | ((0x3ff - below) << 20);
  const y = exponent + below;
  return y * log10Of2Low + inverseLn10 * log(view[0]) + y * log10Of2High;
}
