/** float16 and bfloat16 to and from float32, eight at a time, rounded to the nearest and ties to even (see math/half.ts). */
import { load4, store4 } from "./simd";

// @ts-ignore: decorator
@inline
function word(value: i32): v128 {
  return i32x4.splat(value);
}

/** The 16 bits of float16 in each 32-bit lane. */
// @ts-ignore: decorator
@inline
function float16Bits(v: v128): v128 {
  const sign = v128.and(i32x4.shr_u(v, 16), word(0x8000));
  const magnitude = v128.and(v, word(0x7fffffff));
  // Normal numbers: the exponent's bias changes by 112, and 13 bits are rounded off.
  const odd = v128.and(i32x4.shr_u(magnitude, 13), word(1));
  const normal = i32x4.shr_u(i32x4.add(i32x4.add(magnitude, word(0xfff - 0x38000000)), odd), 13);
  // Adding 0.5 lines the last bit up with 2^-24, the smallest step of float16, so the addition rounds.
  const small = i32x4.sub(f32x4.add(magnitude, f32x4.splat(0.5)), word(0x3f000000));
  let bits = v128.bitselect(small, normal, i32x4.lt_s(magnitude, word(0x38800000)));
  // 65520 and above round to infinity.
  bits = v128.bitselect(word(0x7c00), bits, i32x4.ge_s(magnitude, word(0x477ff000)));
  bits = v128.bitselect(word(0x7e00), bits, i32x4.gt_s(magnitude, word(0x7f800000)));
  return v128.or(sign, bits);
}

// @ts-ignore: decorator
@inline
function bfloat16Bits(v: v128): v128 {
  const odd = v128.and(i32x4.shr_u(v, 16), word(1));
  const rounded = i32x4.shr_u(i32x4.add(i32x4.add(v, word(0x7fff)), odd), 16);
  return v128.bitselect(word(0x7fc0), rounded, i32x4.gt_s(v128.and(v, word(0x7fffffff)), word(0x7f800000)));
}

/** float32 from the bits of float16 in 32-bit lanes. */
// @ts-ignore: decorator
@inline
function fromFloat16(bits: v128): v128 {
  const sign = i32x4.shl(v128.and(bits, word(0x8000)), 16);
  const magnitude = v128.and(bits, word(0x7fff));
  const normal = i32x4.add(i32x4.shl(magnitude, 13), word(0x38000000));
  const small = f32x4.mul(f32x4.convert_i32x4_s(magnitude), f32x4.splat(5.9604644775390625e-8));
  let value = v128.bitselect(small, normal, i32x4.lt_s(magnitude, word(0x0400)));
  value = v128.or(v128.bitselect(word(0x7f800000), value, i32x4.eq(magnitude, word(0x7c00))), sign);
  return v128.bitselect(word(0x7fc00000), value, i32x4.gt_s(magnitude, word(0x7c00)));
}

// @ts-ignore: decorator
@inline
function toBits(v: v128, isBrain: bool): v128 {
  return isBrain ? bfloat16Bits(v) : float16Bits(v);
}

// @ts-ignore: decorator
@inline
function fromBits(bits: v128, isBrain: bool): v128 {
  return isBrain ? i32x4.shl(bits, 16) : fromFloat16(bits);
}

// @ts-ignore: decorator
@inline
function narrow(to: usize, from: usize, count: i32, isBrain: bool): void {
  let i = 0;
  for (; i + 8 <= count; i += 8, from += 32, to += 16) {
    const low = toBits(load4(from), isBrain);
    const high = toBits(load4(from + 16), isBrain);
    v128.store(to, i16x8.narrow_i32x4_u(low, high));
  }
  for (; i < count; i++, from += 4, to += 2) {
    store<u16>(to, <u16>i32x4.extract_lane(toBits(v128.load32_splat(from), isBrain), 0));
  }
}

// @ts-ignore: decorator
@inline
function widen(to: usize, from: usize, count: i32, isBrain: bool): void {
  let i = 0;
  for (; i + 8 <= count; i += 8, from += 16, to += 32) {
    const bits = v128.load(from);
    store4(to, fromBits(i32x4.extend_low_i16x8_u(bits), isBrain));
    store4(to + 16, fromBits(i32x4.extend_high_i16x8_u(bits), isBrain));
  }
  for (; i < count; i++, from += 2, to += 4) {
    store<i32>(to, i32x4.extract_lane(fromBits(i32x4.splat(<i32>load<u16>(from)), isBrain), 0));
  }
}

export function float16FromFloat32(to: usize, from: usize, count: i32): void {
  narrow(to, from, count, false);
}

export function bfloat16FromFloat32(to: usize, from: usize, count: i32): void {
  narrow(to, from, count, true);
}

export function float32FromFloat16(to: usize, from: usize, count: i32): void {
  widen(to, from, count, false);
}

export function float32FromBfloat16(to: usize, from: usize, count: i32): void {
  widen(to, from, count, true);
}
