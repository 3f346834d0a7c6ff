/** Moments, extremes and a histogram of float32 values in one pass, and counts in given bins. */
import { highHalf, load4, lowHalf, multiplyAddDoubles, sumOfTwo } from "./simd";

/** What one block leaves: eleven doubles. */
const recordBytes: usize = 88;

// @ts-ignore: decorator
@inline
function leastOfLanes(v: v128): f32 {
  return min(min(f32x4.extract_lane(v, 0), f32x4.extract_lane(v, 1)), min(f32x4.extract_lane(v, 2), f32x4.extract_lane(v, 3)));
}

// @ts-ignore: decorator
@inline
function greatestOfLanes(v: v128): f32 {
  return max(max(f32x4.extract_lane(v, 0), f32x4.extract_lane(v, 1)), max(f32x4.extract_lane(v, 2), f32x4.extract_lane(v, 3)));
}

/** Counts a value by the upper half of its bits: sign, exponent and seven bits of fraction. */
// @ts-ignore: decorator
@inline
function countKey(p: usize, keys: usize): void {
  const cell = keys + (<usize>load<u16>(p, 2) << 2);
  store<u32>(cell, load<u32>(cell) + 1);
}

/**
 * For each block of `blockSize` values a record [count of finite values, mean, m2, m3, m4, min, max, zeros, NaN, inf,
 * -inf], the moments being sums of powers of x - mean; and all values into `keys`, 65536 counts.
 */
export function describeBlocks(x: usize, count: i32, blockSize: i32, records: usize, keys: usize): void {
  const end = x + ((<usize>count) << 2);
  let record = records;
  for (let start = x; start < end; start += (<usize>blockSize) << 2, record += recordBytes) {
    const blockEnd = min(start + ((<usize>blockSize) << 2), end);
    if (!describeBlock(start, blockEnd, keys, record)) describeMixedBlock(start, blockEnd, record);
  }
}

/** Values whose mean is the shift of their block. */
const shiftValues: usize = 16;

/**
 * One pass: sums of powers of x - shift, the shift being the mean of the first few. The counting of keys is in the same
 * loop because it keeps other units of the processor busy than the sums do. False where values are not finite, or the
 * shift lies so far from the mean that the sums lose digits: then the record is not written.
 */
function describeBlock(start: usize, end: usize, keys: usize, record: usize): bool {
  const n = <f64>(<i32>((end - start) >> 2));
  const shift = shiftOf(start, end);
  const shifts = f64x2.splat(shift);
  let firsts = f64x2.splat(0);
  let seconds = f64x2.splat(0);
  let thirds = f64x2.splat(0);
  let fourths = f64x2.splat(0);
  let least = f32x4.splat(f32.MAX_VALUE);
  let most = f32x4.splat(-f32.MAX_VALUE);
  let zeros = i32x4.splat(0);
  const nothing = f32x4.splat(0);
  let p = start;
  for (; p + 16 <= end; p += 16) {
    const v = load4(p);
    countKey(p, keys);
    countKey(p + 4, keys);
    countKey(p + 8, keys);
    countKey(p + 12, keys);
    least = f32x4.pmin(least, v);
    most = f32x4.pmax(most, v);
    // A comparison gives -1 where it holds.
    zeros = i32x4.sub(zeros, f32x4.eq(v, nothing));
    const a = f64x2.sub(lowHalf(v), shifts);
    const b = f64x2.sub(highHalf(v), shifts);
    const a2 = f64x2.mul(a, a);
    const b2 = f64x2.mul(b, b);
    firsts = f64x2.add(firsts, f64x2.add(a, b));
    seconds = f64x2.add(seconds, f64x2.add(a2, b2));
    thirds = f64x2.add(thirds, multiplyAddDoubles(a2, a, f64x2.mul(b2, b)));
    fourths = f64x2.add(fourths, multiplyAddDoubles(a2, a2, f64x2.mul(b2, b2)));
  }
  let first = sumOfTwo(firsts);
  let second = sumOfTwo(seconds);
  let third = sumOfTwo(thirds);
  let fourth = sumOfTwo(fourths);
  let low = leastOfLanes(least);
  let high = greatestOfLanes(most);
  let none = i32x4.extract_lane(zeros, 0) + i32x4.extract_lane(zeros, 1) + i32x4.extract_lane(zeros, 2) + i32x4.extract_lane(zeros, 3);
  for (; p < end; p += 4) {
    countKey(p, keys);
    const v = load<f32>(p);
    const d = <f64>v - shift;
    const square = d * d;
    first += d;
    second += square;
    third += square * d;
    fourth += square * square;
    low = min(low, v);
    high = max(high, v);
    if (v === 0) none++;
  }
  const correction = first / n;
  const squared = correction * correction;
  const variance = second / n - squared;
  // Not so of NaN and infinities either.
  if (!(squared <= variance || low === high)) return false;
  store<f64>(record, n);
  store<f64>(record, shift + correction, 8);
  store<f64>(record, max<f64>(0, variance * n), 16);
  store<f64>(record, third - 3 * correction * second + 2 * n * squared * correction, 24);
  store<f64>(record, max<f64>(0, fourth - 4 * correction * third + 6 * squared * second - 3 * n * squared * squared), 32);
  store<f64>(record, <f64>low, 40);
  store<f64>(record, <f64>high, 48);
  store<f64>(record, <f64>none, 56);
  store<f64>(record, 0, 64);
  store<f64>(record, 0, 72);
  store<f64>(record, 0, 80);
  return true;
}

function shiftOf(start: usize, end: usize): f64 {
  const last = min(start + shiftValues * 4, end);
  let sum: f64 = 0;
  for (let p = start; p < last; p += 4) sum += <f64>load<f32>(p);
  return sum / <f64>(<i32>((last - start) >> 2));
}

/** Two passes over the finite values of a block, whatever they are; the others are counted. */
function describeMixedBlock(start: usize, end: usize, record: usize): void {
  let count: f64 = 0;
  let sum: f64 = 0;
  let low = f32.MAX_VALUE;
  let high = -f32.MAX_VALUE;
  let zeros: f64 = 0;
  let nan: f64 = 0;
  let positive: f64 = 0;
  let negative: f64 = 0;
  for (let p = start; p < end; p += 4) {
    const v = load<f32>(p);
    if (v - v === 0) {
      count++;
      sum += <f64>v;
      low = min(low, v);
      high = max(high, v);
      if (v === 0) zeros++;
    } else if (v !== v) nan++;
    else if (v > 0) positive++;
    else negative++;
  }
  store<f64>(record, count);
  store<f64>(record, zeros, 56);
  store<f64>(record, nan, 64);
  store<f64>(record, positive, 72);
  store<f64>(record, negative, 80);
  if (count === 0) {
    memory.fill(record + 16, 0, 24);
    store<f64>(record, NaN, 8);
    store<f64>(record, NaN, 40);
    store<f64>(record, NaN, 48);
    return;
  }
  store<f64>(record, <f64>low, 40);
  store<f64>(record, <f64>high, 48);
  centralMoments(start, end, count, sum / count, record);
}

/** Sums of the first four powers of x - mean, then shifted by what the mean's rounding left in the first. */
function centralMoments(start: usize, end: usize, n: f64, mean: f64, record: usize): void {
  let first: f64 = 0;
  let second: f64 = 0;
  let third: f64 = 0;
  let fourth: f64 = 0;
  for (let p = start; p < end; p += 4) {
    const d = <f64>load<f32>(p) - mean;
    if (d - d !== 0) continue;
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
