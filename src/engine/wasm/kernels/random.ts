/**
 * Random draws: MT19937 (Matsumoto and Nishimura 1998; see random/mersenne-twister.ts), and float32 uniform and normal draws
 * made of its words in place. Each step rounds as the plain version does.
 */
import { load4, store4 } from "./simd";

const stateWords = 624;
const middle = 397;

// @ts-ignore: decorator
@inline
function twist4(upper: v128, lower: v128): v128 {
  const joined = v128.or(v128.and(upper, i32x4.splat(0x80000000)), v128.and(lower, i32x4.splat(0x7fffffff)));
  const isOdd = i32x4.neg(v128.and(lower, i32x4.splat(1)));
  return v128.xor(i32x4.shr_u(joined, 1), v128.and(isOdd, i32x4.splat(0x9908b0df)));
}

// @ts-ignore: decorator
@inline
function twist(upper: u32, lower: u32): u32 {
  return (((upper & 0x80000000) | (lower & 0x7fffffff)) >> 1) ^ ((lower & 1) !== 0 ? 0x9908b0df : 0);
}

/** One word of the state from those after it and from the one `distance` words away. */
// @ts-ignore: decorator
@inline
function renew(state: usize, i: i32, following: i32, other: i32): void {
  const at = state + ((<usize>i) << 2);
  const next = load<u32>(state + ((<usize>following) << 2));
  store<u32>(at, load<u32>(state + ((<usize>other) << 2)) ^ twist(load<u32>(at), next));
}

function refill(state: usize): void {
  const before = stateWords - middle;
  let i = 0;
  for (; i + 4 <= before; i += 4) {
    const p = state + ((<usize>i) << 2);
    store4(p, v128.xor(load4(p + middle * 4), twist4(load4(p), load4(p + 4))));
  }
  for (; i < before; i++) renew(state, i, i + 1, i + middle);
  for (; i + 4 < stateWords; i += 4) {
    const p = state + ((<usize>i) << 2);
    store4(p, v128.xor(load4(p - (stateWords - middle) * 4), twist4(load4(p), load4(p + 4))));
  }
  for (; i < stateWords - 1; i++) renew(state, i, i + 1, i + middle - stateWords);
  renew(state, stateWords - 1, 0, middle - 1);
}

// @ts-ignore: decorator
@inline
function temper4(v: v128): v128 {
  v = v128.xor(v, i32x4.shr_u(v, 11));
  v = v128.xor(v, v128.and(i32x4.shl(v, 7), i32x4.splat(0x9d2c5680)));
  v = v128.xor(v, v128.and(i32x4.shl(v, 15), i32x4.splat(0xefc60000)));
  return v128.xor(v, i32x4.shr_u(v, 18));
}

/** Draws `count` words from the state's word `next` on (624: it is used up). The place of the next. */
export function mersenneWords(state: usize, next: i32, out: usize, count: i32): i32 {
  while (count > 0) {
    if (next === stateWords) {
      refill(state);
      next = 0;
    }
    const n = min(stateWords - next, count);
    const from = state + ((<usize>next) << 2);
    const bytes = (<usize>n) << 2;
    let i: usize = 0;
    for (; i + 16 <= bytes; i += 16) store4(out + i, temper4(load4(from + i)));
    for (; i < bytes; i += 4) store<i32>(out + i, i32x4.extract_lane(temper4(v128.load32_splat(from + i)), 0));
    out += bytes;
    next += n;
    count -= n;
  }
  return next;
}

/** Words to draws in [0, 1) * width + low: a float32 has 24 random bits. */
export function uniformFloats(x: usize, count: i32, width: f64, low: f64): void {
  const w = f64x2.splat(width * 5.9604644775390625e-8);
  const l = f64x2.splat(low);
  const mask = i32x4.splat(0xffffff);
  const bytes = (<usize>count) << 2;
  let i: usize = 0;
  for (; i + 16 <= bytes; i += 16) {
    const bits = v128.and(load4(x + i), mask);
    const first = f64x2.add(f64x2.mul(f64x2.convert_low_i32x4_s(bits), w), l);
    const second = f64x2.add(f64x2.mul(f64x2.convert_low_i32x4_s(v128.shuffle<i32>(bits, bits, 2, 3, 0, 1)), w), l);
    const low32 = f32x4.demote_f64x2_zero(first);
    store4(x + i, v128.shuffle<i32>(low32, f32x4.demote_f64x2_zero(second), 0, 1, 4, 5));
  }
  for (; i < bytes; i += 4) {
    store<f32>(x + i, <f32>(<f64>(load<i32>(x + i) & 0xffffff) * (width * 5.9604644775390625e-8) + low));
  }
}

// Box-Muller on two lanes at a time. Values are float32 kept in doubles: products are exact there, and a multiply-add rounded
// to float32 at its end is what the plain version computes.

// @ts-ignore: decorator
@inline
function rounded(v: v128): v128 {
  return f64x2.promote_low_f32x4(f32x4.demote_f64x2_zero(v));
}

// @ts-ignore: decorator
@inline
function product(a: v128, b: v128): v128 {
  return rounded(f64x2.mul(a, b));
}

// @ts-ignore: decorator
@inline
function fused(a: v128, b: v128, c: v128): v128 {
  return rounded(f64x2.add(f64x2.mul(a, b), c));
}

/** A constant as float32 has it. */
// @ts-ignore: decorator
@inline
function single(value: f32): v128 {
  return f64x2.splat(<f64>value);
}

/** The natural logarithm of numbers in (0, 1], after Cephes (see random/box-muller.ts). */
// @ts-ignore: decorator
@inline
function logarithm(argument: v128): v128 {
  const bits = f32x4.demote_f64x2_zero(argument);
  const half = v128.or(v128.and(bits, i32x4.splat(0x007fffff)), i32x4.splat(0x3f000000));
  const mantissa = f64x2.promote_low_f32x4(half);
  const isSmall = f64x2.lt(mantissa, single(0.70710678118654752));
  let exponent = f64x2.convert_low_i32x4_s(i32x4.sub(i32x4.shr_s(bits, 23), i32x4.splat(0x7e)));
  exponent = f64x2.sub(exponent, v128.and(f64x2.splat(1), isSmall));
  let x = rounded(f64x2.sub(mantissa, f64x2.splat(1)));
  x = rounded(f64x2.add(x, v128.and(mantissa, isSmall)));
  const square = product(x, x);
  let y = single(7.0376836292e-2);
  y = fused(y, x, single(-1.151461031e-1));
  y = fused(y, x, single(1.167699874e-1));
  y = fused(y, x, single(-1.2420140846e-1));
  y = fused(y, x, single(1.4249322787e-1));
  y = fused(y, x, single(-1.6668057665e-1));
  y = fused(y, x, single(2.0000714765e-1));
  y = fused(y, x, single(-2.4999993993e-1));
  y = fused(y, x, single(3.3333331174e-1));
  y = product(y, x);
  y = fused(y, square, product(exponent, single(-2.1219444e-4)));
  y = fused(f64x2.neg(square), f64x2.splat(0.5), y);
  x = rounded(f64x2.add(x, y));
  return fused(exponent, single(0.693359375), x);
}

// @ts-ignore: decorator
@inline
function cosineOf(square: v128): v128 {
  let cosine = fused(single(2.443315711809948e-5), square, single(-1.388731625493765e-3));
  cosine = product(fused(cosine, square, single(4.166664568298827e-2)), square);
  cosine = fused(cosine, square, f64x2.neg(product(square, f64x2.splat(0.5))));
  return rounded(f64x2.add(cosine, f64x2.splat(1)));
}

// @ts-ignore: decorator
@inline
function sineOf(angle: v128, square: v128): v128 {
  let sine = fused(single(-1.9515295891e-4), square, single(8.3321608736e-3));
  sine = product(fused(sine, square, single(-1.6666654611e-1)), square);
  return fused(sine, angle, angle);
}

/** All bits of a lane where a bit of the octant is set. */
// @ts-ignore: decorator
@inline
function whereSet(octant: v128, bit: i32): v128 {
  return i64x2.extend_low_i32x4_s(i32x4.ne(v128.and(octant, i32x4.splat(bit)), i32x4.splat(0)));
}

// @ts-ignore: decorator
@inline
function storeTwo(address: usize, value: v128, std: v128, mean: v128): void {
  v128.store64_lane(address, f32x4.demote_f64x2_zero(f64x2.add(f64x2.mul(value, std), mean)), 0);
}

/** Uniform draws to normal ones, in groups of sixteen: the first half of a group gives radii, the second angles. */
export function normalFloats(x: usize, count: i32, mean: f64, std: f64): void {
  const m = f64x2.splat(mean);
  const s = f64x2.splat(std);
  const sign = f64x2.splat(-0.0);
  const end = x + ((<usize>count) << 2);
  for (; x < end; x += 64) {
    for (let p = x; p < x + 32; p += 8) {
      const first = f64x2.promote_low_f32x4(v128.load64_zero(p));
      const second = f64x2.promote_low_f32x4(v128.load64_zero(p + 32));
      const log = logarithm(rounded(f64x2.sub(f64x2.splat(1), first)));
      const radius = rounded(f64x2.sqrt(product(f64x2.splat(-2), log)));
      const angle = product(single(6.283185307179586), second);
      // To within an eighth of a turn of zero, in three steps, so that no digit is lost.
      const turns = product(angle, single(1.27323954473516));
      const octant = v128.and(i32x4.add(i32x4.trunc_sat_f64x2_s_zero(turns), i32x4.splat(1)), i32x4.splat(~1));
      const n = f64x2.convert_low_i32x4_s(octant);
      let a = fused(n, single(-0.78515625), angle);
      a = fused(n, single(-2.4187564849853516e-4), a);
      a = fused(n, single(-3.774894977445941e-8), a);
      const square = product(a, a);
      const cosine = cosineOf(square);
      const sine = sineOf(a, square);
      const swap = whereSet(octant, 2);
      const up = v128.bitselect(cosine, sine, swap);
      const across = v128.bitselect(sine, cosine, swap);
      const sineSign = v128.and(sign, whereSet(octant, 4));
      const cosineSign = v128.andnot(sign, whereSet(i32x4.sub(octant, i32x4.splat(2)), 4));
      storeTwo(p, product(radius, v128.xor(across, cosineSign)), s, m);
      storeTwo(p + 32, product(radius, v128.xor(up, sineSign)), s, m);
    }
  }
}
