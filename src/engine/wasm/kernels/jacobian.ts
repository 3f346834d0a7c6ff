/** Jacobians of float64: differences of outputs, and whether they agree with gradients that lie the other way round. */

/** Rows of `length` differences, (high - low) / scale, that lie `step` bytes apart in `out`. */
export function scaledDifferences(high: usize, low: usize, scale: f64, out: usize, rows: i32, length: i32, step: usize): void {
  const scales = f64x2.splat(scale);
  const bytes = (<usize>length) << 3;
  for (let row = 0; row < rows; row++, high += bytes, low += bytes, out += step) {
    let i: usize = 0;
    for (; i + 16 <= bytes; i += 16) {
      v128.store(out + i, f64x2.div(f64x2.sub(v128.load(high + i), v128.load(low + i)), scales));
    }
    if (i < bytes) store<f64>(out + i, (load<f64>(high + i) - load<f64>(low + i)) / scale);
  }
}

/** Lanes where |gradient - difference| < atol + rtol |difference|. */
// @ts-ignore: decorator
@inline
function near(gradients: v128, differences: v128, atol: v128, rtol: v128): v128 {
  const error = f64x2.abs(f64x2.sub(gradients, differences));
  return f64x2.lt(error, f64x2.add(atol, f64x2.mul(rtol, f64x2.abs(differences))));
}

/** Columns of a block: two lines of the processor's cache. */
const blockColumns: i32 = 16;

/**
 * Whether gradients[i][j] is near differences[j][i] for all of `rows` (even) and `columns` (even); steps from row to row are
 * in bytes. What is not finite is near nothing.
 */
export function isNearTransposed(
  gradients: usize, gradientStep: usize, differences: usize, differenceStep: usize, rows: i32, columns: i32, atol: f64, rtol: f64,
): bool {
  const atols = f64x2.splat(atol);
  const rtols = f64x2.splat(rtol);
  let all = i64x2.splat(-1);
  for (let first = 0; first < columns; first += blockColumns) {
    const last = min(first + blockColumns, columns);
    for (let i = 0; i < rows; i += 2) {
      const line = gradients + (<usize>i) * gradientStep;
      const column = differences + ((<usize>i) << 3);
      for (let j = first; j < last; j += 2) {
        const a = v128.load(line + ((<usize>j) << 3));
        const b = v128.load(line + gradientStep + ((<usize>j) << 3));
        const c = v128.load(column + (<usize>j) * differenceStep);
        const d = v128.load(column + (<usize>(j + 1)) * differenceStep);
        all = v128.and(all, near(a, v128.shuffle<i64>(c, d, 0, 2), atols, rtols));
        all = v128.and(all, near(b, v128.shuffle<i64>(c, d, 1, 3), atols, rtols));
      }
    }
    if (i64x2.extract_lane(all, 0) !== -1 || i64x2.extract_lane(all, 1) !== -1) return false;
  }
  return true;
}
