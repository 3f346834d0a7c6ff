/** Moments, extremes and a histogram of float32 values in one pass: a block is in first-level cache while it is used twice. */
import { load4 } from "./simd";

/** What one block leaves: eight doubles. */
const recordBytes: usize = 64;

// @ts-ignore: decorator
@inline
function lowHalf(v: v128): v128 {
  return f64x2.promote_low_f32x4(v);
}

// @ts-ignore: decorator
@inline
function highHalf(v: v128): v128 {
  return f64x2.promote_low_f32x4(v128.shuffle<i32>(v, v, 2, 3, 0, 1));
}

// @ts-ignore: decorator
@inline
function sumOfTwo(v: v128): f64 {
  return f64x2.extract_lane(v, 0) + f64x2.extract_lane(v, 1);
}

/** Counts values by the upper half of their bits: sign, exponent and seven bits of fraction. */
// @ts-ignore: decorator
@inline
function countKeys(p: usize, end: usize, keys: usize): void {
  for (; p + 16 <= end; p += 16) {
    const low = load<u64>(p);
    const high = load<u64>(p, 8);
    const a = keys + ((<usize>(low >> 16) & 0xffff) << 2);
    const b = keys + (<usize>(low >> 48) << 2);
    const c = keys + ((<usize>(high >> 16) & 0xffff) << 2);
    const d = keys + (<usize>(high >> 48) << 2);
    store<u32>(a, load<u32>(a) + 1);
    store<u32>(b, load<u32>(b) + 1);
    store<u32>(c, load<u32>(c) + 1);
    store<u32>(d, load<u32>(d) + 1);
  }
  for (; p < end; p += 4) {
    const cell = keys + (<usize>load<u16>(p, 2) << 2);
    store<u32>(cell, load<u32>(cell) + 1);
  }
}

/**
 * For each block of `blockSize` values a record [sum, mean, m2, m3, m4, min, max, zeros], the moments being sums of powers
 * of x - mean; and all values into `keys`, 65536 counts. A block whose sum is not finite has no moments: the caller looks
 * at it again.
 */
export function describeBlocks(x: usize, count: i32, blockSize: i32, records: usize, keys: usize): void {
  const end = x + ((<usize>count) << 2);
  let record = records;
  for (let start = x; start < end; start += (<usize>blockSize) << 2, record += recordBytes) {
    const blockEnd = min(start + ((<usize>blockSize) << 2), end);
    describeBlock(start, blockEnd, record);
    countKeys(start, blockEnd, keys);
  }
}

function describeBlock(start: usize, end: usize, record: usize): void {
  const n = <f64>(<i32>((end - start) >> 2));
  let sumLow = f64x2.splat(0);
  let sumHigh = f64x2.splat(0);
  let least = f32x4.splat(f32.MAX_VALUE);
  let most = f32x4.splat(-f32.MAX_VALUE);
  let zeros = i32x4.splat(0);
  const nothing = f32x4.splat(0);
  let p = start;
  for (; p + 16 <= end; p += 16) {
    const v = load4(p);
    sumLow = f64x2.add(sumLow, lowHalf(v));
    sumHigh = f64x2.add(sumHigh, highHalf(v));
    least = f32x4.pmin(least, v);
    most = f32x4.pmax(most, v);
    // A comparison gives -1 where it holds.
    zeros = i32x4.sub(zeros, f32x4.eq(v, nothing));
  }
  let sum = sumOfTwo(f64x2.add(sumLow, sumHigh));
  let low = min(min(f32x4.extract_lane(least, 0), f32x4.extract_lane(least, 1)), min(f32x4.extract_lane(least, 2), f32x4.extract_lane(least, 3)));
  let high = max(max(f32x4.extract_lane(most, 0), f32x4.extract_lane(most, 1)), max(f32x4.extract_lane(most, 2), f32x4.extract_lane(most, 3)));
  let none = i32x4.extract_lane(zeros, 0) + i32x4.extract_lane(zeros, 1) + i32x4.extract_lane(zeros, 2) + i32x4.extract_lane(zeros, 3);
  for (; p < end; p += 4) {
    const v = load<f32>(p);
    sum += <f64>v;
    low = min(low, v);
    high = max(high, v);
    if (v === 0) none++;
  }
  store<f64>(record, sum);
  if (!isFinite(sum)) return;
  centralMoments(start, end, n, sum / n, record);
  store<f64>(record, <f64>low, 40);
  store<f64>(record, <f64>high, 48);
  store<f64>(record, <f64>none, 56);
}

/** Sums of the first four powers of x - mean, then shifted by what the mean's rounding left in the first. */
function centralMoments(start: usize, end: usize, n: f64, mean: f64, record: usize): void {
  const centre = f64x2.splat(mean);
  let firsts = f64x2.splat(0);
  let seconds = f64x2.splat(0);
  let thirds = f64x2.splat(0);
  let fourths = f64x2.splat(0);
  let p = start;
  for (; p + 16 <= end; p += 16) {
    const v = load4(p);
    const a = f64x2.sub(lowHalf(v), centre);
    const b = f64x2.sub(highHalf(v), centre);
    const a2 = f64x2.mul(a, a);
    const b2 = f64x2.mul(b, b);
    firsts = f64x2.add(firsts, f64x2.add(a, b));
    seconds = f64x2.add(seconds, f64x2.add(a2, b2));
    thirds = f64x2.add(thirds, f64x2.add(f64x2.mul(a2, a), f64x2.mul(b2, b)));
    fourths = f64x2.add(fourths, f64x2.add(f64x2.mul(a2, a2), f64x2.mul(b2, b2)));
  }
  let first = sumOfTwo(firsts);
  let second = sumOfTwo(seconds);
  let third = sumOfTwo(thirds);
  let fourth = sumOfTwo(fourths);
  for (; p < end; p += 4) {
    const d = <f64>load<f32>(p) - mean;
    const square = d * d;
    first += d;
    second += square;
    third += square * d;
    fourth += square * square;
  }
  const correction = first / n;
  const shiftedThird = third - 3 * correction * second;
  store<f64>(record, mean + correction, 8);
  store<f64>(record, max<f64>(0, second - n * correction * correction), 16);
  store<f64>(record, shiftedThird, 24);
  store<f64>(record, fourth - 4 * correction * shiftedThird, 32);
}

/** Cells of two doubles among [below, bin 0, ..., bin n-1, above, not finite]. */
// @ts-ignore: decorator
@inline
function cellsOf(v: v128, start: v128, width: v128, upper: v128, bins: v128): v128 {
  const position = f64x2.floor(f64x2.div(f64x2.sub(v, start), width));
  const inside = f64x2.pmin(f64x2.pmax(f64x2.add(position, f64x2.splat(1)), f64x2.splat(0)), bins);
  const cell = f64x2.add(inside, v128.and(f64x2.gt(v, upper), f64x2.splat(1)));
  // The difference of NaN and of infinities with themselves is not zero.
  const isFinite = f64x2.eq(f64x2.sub(v, v), f64x2.splat(0));
  return i32x4.trunc_sat_f64x2_s_zero(v128.bitselect(cell, f64x2.add(bins, f64x2.splat(2)), isFinite));
}

// @ts-ignore: decorator
@inline
function countCell(counts: usize, index: i32): void {
  const cell = counts + ((<usize>index) << 2);
  store<u32>(cell, load<u32>(cell) + 1);
}

/**
 * Adds to `counts` (32-bit): [below, bin 0, ..., bin n-1, above, not finite]; the last bin holds its upper edge too.
 */
export function countInBins(x: usize, count: i32, start: f64, width: f64, bins: i32, counts: usize): void {
  const starts = f64x2.splat(start);
  const widths = f64x2.splat(width);
  const uppers = f64x2.splat(start + width * <f64>bins);
  const last = f64x2.splat(<f64>bins);
  const end = x + ((<usize>count) << 2);
  let p = x;
  for (; p + 16 <= end; p += 16) {
    const v = load4(p);
    const low = cellsOf(lowHalf(v), starts, widths, uppers, last);
    const high = cellsOf(highHalf(v), starts, widths, uppers, last);
    countCell(counts, i32x4.extract_lane(low, 0));
    countCell(counts, i32x4.extract_lane(low, 1));
    countCell(counts, i32x4.extract_lane(high, 0));
    countCell(counts, i32x4.extract_lane(high, 1));
  }
  for (; p < end; p += 4) {
    const cell = cellsOf(f64x2.splat(<f64>load<f32>(p)), starts, widths, uppers, last);
    countCell(counts, i32x4.extract_lane(cell, 0));
  }
}
