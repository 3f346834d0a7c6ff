/**
 * Sums in the order of PyTorch's kernel (see ops/reduce/cascade.ts): 32 neighbouring columns of float32 side by side, or 16
 * of float64, each down its rows through four levels of partial sums.
 */
import { room } from "./room";
import { load4, store4 } from "./simd";

const columns = 32;
const levels = 4;
const rowOfSums: usize = columns * 4;

/** Where a cascade leaves its sums; behind them, those of the upper levels. */
// @ts-ignore: decorator
@inline
function upperSums(): usize {
  return room + rowOfSums;
}

// @ts-ignore: decorator
@inline
function ceilLog2(x: i32): i32 {
  return x <= 2 ? 1 : 32 - clz(x - 1);
}

/** out[c] = the sum of x[r * step + c] over rows, for the columns of T. Steps are bytes. */
function cascade<T>(x: usize, step: usize, rows: i32, out: usize): void {
  let a0 = v128.splat<T>(0);
  let a1 = a0;
  let a2 = a0;
  let a3 = a0;
  let a4 = a0;
  let a5 = a0;
  let a6 = a0;
  let a7 = a0;
  const upper = upperSums();
  memory.fill(upper, 0, (levels - 1) * rowOfSums);
  const power = max(4, ceilLog2(rows) / levels);
  const block = 1 << power;
  const mask = block - 1;
  let p = x;
  for (let row = 0; row < rows; ) {
    const end = row + block <= rows ? row + block : rows;
    const isWhole = end - row === block;
    for (; row < end; row++, p += step) {
      a0 = v128.add<T>(a0, load4(p));
      a1 = v128.add<T>(a1, load4(p + 16));
      a2 = v128.add<T>(a2, load4(p + 32));
      a3 = v128.add<T>(a3, load4(p + 48));
      a4 = v128.add<T>(a4, load4(p + 64));
      a5 = v128.add<T>(a5, load4(p + 80));
      a6 = v128.add<T>(a6, load4(p + 96));
      a7 = v128.add<T>(a7, load4(p + 112));
    }
    if (!isWhole) break;
    // A full block goes up a level; a level that is full too goes up with it.
    store4(upper, v128.add<T>(load4(upper), a0));
    store4(upper + 16, v128.add<T>(load4(upper + 16), a1));
    store4(upper + 32, v128.add<T>(load4(upper + 32), a2));
    store4(upper + 48, v128.add<T>(load4(upper + 48), a3));
    store4(upper + 64, v128.add<T>(load4(upper + 64), a4));
    store4(upper + 80, v128.add<T>(load4(upper + 80), a5));
    store4(upper + 96, v128.add<T>(load4(upper + 96), a6));
    store4(upper + 112, v128.add<T>(load4(upper + 112), a7));
    a0 = v128.splat<T>(0);
    a1 = a0;
    a2 = a0;
    a3 = a0;
    a4 = a0;
    a5 = a0;
    a6 = a0;
    a7 = a0;
    let count = row >> power;
    for (let level = 1; level < levels - 1 && (count & mask) === 0; level++, count >>= power) {
      const above = upper + <usize>level * rowOfSums;
      for (let i: usize = 0; i < rowOfSums; i += 16) {
        store4(above + i, v128.add<T>(load4(above + i), load4(above - rowOfSums + i)));
        store4(above - rowOfSums + i, v128.splat<T>(0));
      }
    }
  }
  store4(out, a0);
  store4(out + 16, a1);
  store4(out + 32, a2);
  store4(out + 48, a3);
  store4(out + 64, a4);
  store4(out + 80, a5);
  store4(out + 96, a6);
  store4(out + 112, a7);
  for (let level = 0; level < levels - 1; level++) {
    const from = upper + <usize>level * rowOfSums;
    for (let i: usize = 0; i < rowOfSums; i += 16) store4(out + i, v128.add<T>(load4(out + i), load4(from + i)));
  }
}

/** out[c] += the sum down each of `width` columns, a multiple of 32. */
export function sumColumns(x: usize, rows: i32, width: i32, step: usize, out: usize): void {
  for (let c = 0; c < width; c += columns) {
    const offset = (<usize>c) << 2;
    cascade<f32>(x + offset, step, rows, room);
    for (let i: usize = 0; i < rowOfSums; i += 16) store4(out + offset + i, f32x4.add(load4(out + offset + i), load4(room + i)));
  }
}

/** out[r] += the sum of each row of `length` elements, eight at least: four vectors of eight lanes at a time. */
export function sumRows(x: usize, rows: i32, length: i32, step: usize, out: usize): void {
  const vectors = length >> 3;
  const groups = vectors >> 2;
  for (let r = 0; r < rows; r++, x += step, out += 4) {
    cascade<f32>(x, rowOfSums, groups, room);
    let low = load4(room);
    let high = load4(room + 16);
    // Vectors that fill no group of four join the first one.
    let p = x + <usize>groups * rowOfSums;
    for (let v = groups << 2; v < vectors; v++, p += 32) {
      low = f32x4.add(low, load4(p));
      high = f32x4.add(high, load4(p + 16));
    }
    for (let k: usize = 32; k < rowOfSums; k += 32) {
      low = f32x4.add(low, load4(room + k));
      high = f32x4.add(high, load4(room + k + 16));
    }
    let sum: f32 = 0;
    for (let i = vectors << 3; i < length; i++, p += 4) sum += load<f32>(p);
    sum += f32x4.extract_lane(low, 0);
    sum += f32x4.extract_lane(low, 1);
    sum += f32x4.extract_lane(low, 2);
    sum += f32x4.extract_lane(low, 3);
    sum += f32x4.extract_lane(high, 0);
    sum += f32x4.extract_lane(high, 1);
    sum += f32x4.extract_lane(high, 2);
    sum += f32x4.extract_lane(high, 3);
    store<f32>(out, load<f32>(out) + sum);
  }
}

/** The sum of a row of `length` doubles, four at least: four vectors of four lanes at a time. */
function rowSumDouble(x: usize, length: i32): f64 {
  const vectors = length >> 2;
  const groups = vectors >> 2;
  cascade<f64>(x, rowOfSums, groups, room);
  let low = load4(room);
  let high = load4(room + 16);
  let p = x + <usize>groups * rowOfSums;
  for (let v = groups << 2; v < vectors; v++, p += 32) {
    low = f64x2.add(low, load4(p));
    high = f64x2.add(high, load4(p + 16));
  }
  for (let k: usize = 32; k < rowOfSums; k += 32) {
    low = f64x2.add(low, load4(room + k));
    high = f64x2.add(high, load4(room + k + 16));
  }
  let sum: f64 = 0;
  for (let i = vectors << 2; i < length; i++, p += 8) sum += load<f64>(p);
  sum += f64x2.extract_lane(low, 0);
  sum += f64x2.extract_lane(low, 1);
  sum += f64x2.extract_lane(high, 0);
  return sum + f64x2.extract_lane(high, 1);
}

/** out[r] += the sum of each row of `length` doubles, four at least. */
export function sumRowsDouble(x: usize, rows: i32, length: i32, step: usize, out: usize): void {
  for (let r = 0; r < rows; r++, x += step, out += 8) store<f64>(out, load<f64>(out) + rowSumDouble(x, length));
}

/**
 * out[i] = the sum of `length` doubles of x, of which those at `part` (an address in x) are replaced by the i-th of `count`
 * segments of `width` doubles, `step` bytes apart. The last of them stays in x.
 */
export function sumsOfReplaced(
  x: usize, length: i32, part: usize, segments: usize, width: i32, step: usize, count: i32, out: usize,
): void {
  for (let i = 0; i < count; i++, segments += step, out += 8) {
    memory.copy(part, segments, (<usize>width) << 3);
    store<f64>(out, rowSumDouble(x, length));
  }
}

/** out (float64)[i] = the sum of `count` float32 arrays of `length` elements, `step` bytes apart, in their order. */
export function sumParts(parts: usize, count: i32, step: usize, length: i32, out: usize): void {
  let i = 0;
  for (; i + 4 <= length; i += 4, parts += 16, out += 32) {
    let low = f64x2.splat(0);
    let high = low;
    let p = parts;
    for (let k = 0; k < count; k++, p += step) {
      const v = load4(p);
      low = f64x2.add(low, f64x2.promote_low_f32x4(v));
      high = f64x2.add(high, f64x2.promote_low_f32x4(v128.shuffle<i32>(v, v, 2, 3, 0, 1)));
    }
    store4(out, low);
    store4(out + 16, high);
  }
  for (; i < length; i++, parts += 4, out += 8) {
    let sum: f64 = 0;
    let p = parts;
    for (let k = 0; k < count; k++, p += step) sum += <f64>load<f32>(p);
    store<f64>(out, sum);
  }
}
