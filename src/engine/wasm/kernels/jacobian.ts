/** Jacobians of float64: whether gradients agree with differences of outputs, which lie the other way round. */
import { multiplyAddDoubles } from "./simd";

/** Side of the square tiles: a cache line of gradients. */
const tileSide: i32 = 16;
/**
 * The comparison takes gradients in float32, of which twice as many fit in the caches, and multiplies them instead of
 * dividing the differences. So much less than the tolerance is asked for, which is more than both can make a difference of.
 */
const margin: f64 = 1e-6;
const roundings: f64 = 2e-7;

/** Doubles as float32; `count` is even. */
export function narrowDoubles(from: usize, to: usize, count: i32): void {
  const end = from + ((<usize>count) << 3);
  for (; from + 32 <= end; from += 32, to += 16) {
    const low = f32x4.demote_f64x2_zero(v128.load(from));
    const high = f32x4.demote_f64x2_zero(v128.load(from, 16));
    v128.store(to, v128.shuffle<i64>(low, high, 0, 2));
  }
  if (from < end) v128.store64_lane(to, f32x4.demote_f64x2_zero(v128.load(from)), 0);
}

/** Lanes where |gradient * scale - difference| < atol + rtol |difference|. */
// @ts-ignore: decorator
@inline
function near(gradients: v128, differences: v128, scale: v128, atol: v128, rtol: v128): v128 {
  const error = f64x2.abs(f64x2.sub(f64x2.mul(gradients, scale), differences));
  return f64x2.lt(error, multiplyAddDoubles(rtol, f64x2.abs(differences), atol));
}

/** Two float32 as doubles. */
// @ts-ignore: decorator
@inline
function widened(address: usize): v128 {
  return f64x2.promote_low_f32x4(v128.load64_zero(address));
}

/**
 * Whether gradients[i][j] (float32) is well within atol + rtol |d| of d = (high[j][i] - low[j][i]) / scale, for all of
 * `rows` (even) and `columns` (even); steps from row to row are in bytes. What is not finite is near nothing. False may
 * also mean that a value lies at the tolerance's edge.
 */
export function isNearDifferences(
  gradients: usize, gradientStep: usize, low: usize, high: usize, step: usize, rows: i32, columns: i32,
  scale: f64, atol: f64, rtol: f64,
): bool {
  const scales = f64x2.splat(scale);
  const atols = f64x2.splat(atol * scale * (1 - margin));
  const rtols = f64x2.splat(rtol * (1 - margin) - roundings);
  let all = i64x2.splat(-1);
  for (let firstRow = 0; firstRow < rows; firstRow += tileSide) {
    const lastRow = min(firstRow + tileSide, rows);
    for (let firstColumn = 0; firstColumn < columns; firstColumn += tileSide) {
      const lastColumn = min(firstColumn + tileSide, columns);
      for (let j = firstColumn; j < lastColumn; j += 2) {
        const column = (<usize>j) * step;
        for (let i = firstRow; i < lastRow; i += 2) {
          const line = gradients + (<usize>i) * gradientStep + ((<usize>j) << 2);
          const place = column + ((<usize>i) << 3);
          const next = place + step;
          const a = f64x2.sub(v128.load(high + place), v128.load(low + place));
          const b = f64x2.sub(v128.load(high + next), v128.load(low + next));
          all = v128.and(all, near(widened(line), v128.shuffle<i64>(a, b, 0, 2), scales, atols, rtols));
          all = v128.and(all, near(widened(line + gradientStep), v128.shuffle<i64>(a, b, 1, 3), scales, atols, rtols));
        }
      }
    }
    if (i64x2.extract_lane(all, 0) !== -1 || i64x2.extract_lane(all, 1) !== -1) return false;
  }
  return true;
}
