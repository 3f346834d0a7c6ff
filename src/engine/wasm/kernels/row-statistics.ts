/**
 * Mean and variance of rows of float32 in one pass. All ways through a row (alone, beside another, while a third is
 * written) add in the same order, so that a row's statistics do not depend on its neighbours: lines of sixteen elements,
 * each folded to four lanes, then what fills no line.
 */
import { at, foldSquares, foldSum, load4, sumOfLanes } from "./simd";

/** Sixteen elements: a cache line. */
// @ts-ignore: decorator
@inline
export const lineBytes: usize = 64;
// @ts-ignore: decorator
@inline
export const halfLine: usize = lineBytes / 2;
/** Bytes that one accumulator takes before it is added to a second level: float32 sums lose digits with length. */
// @ts-ignore: decorator
@inline
export const blockBytes: usize = 64 * lineBytes;

/** Bytes of a row in whole lines. */
// @ts-ignore: decorator
@inline
export function wholeLines(features: i32): usize {
  return (<usize>(features & ~15)) << 2;
}

/** Statistics of one row, as the functions below leave them. */
export let rowMean: f32 = 0;
export let rowVariance: f32 = 0;

/** What is left of a row behind its whole lines: sums of x - shift and of its square. */
let restSum: f32 = 0;
let restSquare: f32 = 0;

/**
 * A value near the row's mean. Sums of x - shift and of its square keep their digits however far from zero the row lies,
 * so that one pass is enough.
 */
// @ts-ignore: decorator
@inline
export function shiftOf(row: usize): f32 {
  return sumOfLanes(foldSum(load4(row), load4(row + 16), load4(row + 32), load4(row + 48))) * 0.0625;
}

function sumRest(row: usize, features: i32, shift: f32): void {
  let sum: f32 = 0;
  let square: f32 = 0;
  const end = at(row, features);
  for (let p = row + wholeLines(features); p < end; p += 4) {
    const d = load<f32>(p) - shift;
    sum += d;
    square += d * d;
  }
  restSum = sum;
  restSquare = square;
}

/** Four float32 as the sum of their first and of their last two in double precision. */
// @ts-ignore: decorator
@inline
function widened(v: v128): v128 {
  return f64x2.add(f64x2.promote_low_f32x4(v), f64x2.promote_low_f32x4(v128.shuffle<i32>(v, v, 2, 3, 0, 1)));
}

/**
 * Statistics in two passes in double precision over a row that is in cache: for rows that begin far from their mean, whose
 * float32 sums overflow, or that hold NaN or infinities.
 */
function wideStatistics(row: usize, features: i32): void {
  const vectorEnd = row + ((<usize>(features & ~3)) << 2);
  const end = at(row, features);
  let sums = f64x2.splat(0);
  let p = row;
  for (; p < vectorEnd; p += 16) sums = f64x2.add(sums, widened(load4(p)));
  let sum = f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1);
  for (; p < end; p += 4) sum += <f64>load<f32>(p);
  const mean = sum / <f64>features;
  const centre = f64x2.splat(mean);
  sums = f64x2.splat(0);
  for (p = row; p < vectorEnd; p += 8) {
    const d = f64x2.sub(f64x2.promote_low_f32x4(v128.load64_zero(p)), centre);
    sums = f64x2.add(sums, f64x2.mul(d, d));
  }
  let squares = f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1);
  for (; p < end; p += 4) {
    const d = <f64>load<f32>(p) - mean;
    squares += d * d;
  }
  rowVariance = <f32>(squares / <f64>features);
  rowMean = isNaN(squares) ? f32.NaN : <f32>mean;
}

/** From the sums over a row's whole lines to its mean and variance. */
export function conclude(row: usize, features: i32, shift: f32, sums: v128, squares: v128): void {
  let sum = sumOfLanes(sums);
  let square = sumOfLanes(squares);
  if ((features & 15) !== 0) {
    sumRest(row, features, shift);
    sum += restSum;
    square += restSquare;
  }
  const inverse: f32 = 1 / <f32>features;
  const offset = sum * inverse;
  rowMean = shift + offset;
  rowVariance = square * inverse - offset * offset;
  // Also where a NaN is among them: the shift was so far from the mean that the subtraction has cancelled digits.
  if (!(offset * offset <= rowVariance) || !isFinite(rowVariance)) wideStatistics(row, features);
}

/** Mean and variance of one row of sixteen elements or more. */
export function measure(row: usize, features: i32): void {
  const shift = shiftOf(row);
  const k = f32x4.splat(shift);
  const end = row + wholeLines(features);
  let sums = f32x4.splat(0);
  let squares = f32x4.splat(0);
  let p = row;
  while (p < end) {
    const blockEnd = min(p + blockBytes, end);
    let sum = f32x4.splat(0);
    let square = f32x4.splat(0);
    for (; p < blockEnd; p += lineBytes) {
      const a = f32x4.sub(load4(p), k);
      const b = f32x4.sub(load4(p + 16), k);
      const c = f32x4.sub(load4(p + 32), k);
      const d = f32x4.sub(load4(p + 48), k);
      sum = f32x4.add(sum, foldSum(a, b, c, d));
      square = f32x4.add(square, foldSquares(a, b, c, d));
    }
    sums = f32x4.add(sums, sum);
    squares = f32x4.add(squares, square);
  }
  conclude(row, features, shift, sums, squares);
}
