/** Layer norm over rows of float64, two passes over a row for its statistics: what gradient checks run on. */
import { sumOfTwo } from "./simd";

// @ts-ignore: decorator
@inline
function at(base: usize, index: i32): usize {
  return base + ((<usize>index) << 3);
}

/** Rows of x, even in length; mean and rstd have one value a row, gamma and beta one a column. */
export function layerNormForwardDouble(
  x: usize, y: usize, mean: usize, rstd: usize, gamma: usize, beta: usize, rows: i32, features: i32, eps: f64,
): void {
  const bytes = (<usize>features) << 3;
  const n = <f64>features;
  for (let r = 0; r < rows; r++, x += bytes, y += bytes) {
    let a = f64x2.splat(0);
    let b = a;
    let i: usize = 0;
    for (; i + 32 <= bytes; i += 32) {
      a = f64x2.add(a, v128.load(x + i));
      b = f64x2.add(b, v128.load(x + i + 16));
    }
    if (i < bytes) a = f64x2.add(a, v128.load(x + i));
    const mu = sumOfTwo(f64x2.add(a, b)) / n;
    const centre = f64x2.splat(mu);
    let squares = f64x2.splat(0);
    let rest = f64x2.splat(0);
    let otherSquares = f64x2.splat(0);
    let otherRest = f64x2.splat(0);
    // Two chains of additions, none of which waits for the other.
    for (i = 0; i + 32 <= bytes; i += 32) {
      const d = f64x2.sub(v128.load(x + i), centre);
      const e = f64x2.sub(v128.load(x + i, 16), centre);
      squares = f64x2.add(squares, f64x2.mul(d, d));
      otherSquares = f64x2.add(otherSquares, f64x2.mul(e, e));
      rest = f64x2.add(rest, d);
      otherRest = f64x2.add(otherRest, e);
    }
    if (i < bytes) {
      const d = f64x2.sub(v128.load(x + i), centre);
      squares = f64x2.add(squares, f64x2.mul(d, d));
      rest = f64x2.add(rest, d);
    }
    squares = f64x2.add(squares, otherSquares);
    rest = f64x2.add(rest, otherRest);
    // What the rounding of the mean added to the squares is taken off again.
    const left = sumOfTwo(rest);
    const square = sumOfTwo(squares);
    const corrected = mu + left / n;
    const variance = isNaN(square) ? f64.NaN : max<f64>(square - (left * left) / n, 0) / n;
    const scale = 1 / sqrt<f64>(variance + eps);
    store<f64>(at(mean, r), corrected);
    store<f64>(at(rstd, r), scale);
    const m = f64x2.splat(corrected);
    const s = f64x2.splat(scale);
    for (i = 0; i < bytes; i += 16) {
      const normalized = f64x2.mul(f64x2.sub(v128.load(x + i), m), s);
      v128.store(y + i, f64x2.add(f64x2.mul(normalized, v128.load(gamma + i)), v128.load(beta + i)));
    }
  }
}

/** dx (0: not wanted), and what the rows add to dgamma and dbeta. */
export function layerNormBackwardDouble(
  x: usize, dy: usize, mean: usize, rstd: usize, gamma: usize, dx: usize, dgamma: usize, dbeta: usize, rows: i32, features: i32,
): void {
  const bytes = (<usize>features) << 3;
  const n = <f64>features;
  for (let r = 0; r < rows; r++, x += bytes, dy += bytes) {
    const m = v128.load_splat<f64>(at(mean, r));
    const s = v128.load_splat<f64>(at(rstd, r));
    let sums = f64x2.splat(0);
    let projections = f64x2.splat(0);
    for (let i: usize = 0; i < bytes; i += 16) {
      const d = v128.load(dy + i);
      const normalized = f64x2.mul(f64x2.sub(v128.load(x + i), m), s);
      const product = f64x2.mul(d, normalized);
      v128.store(dgamma + i, f64x2.add(v128.load(dgamma + i), product));
      v128.store(dbeta + i, f64x2.add(v128.load(dbeta + i), d));
      const g = v128.load(gamma + i);
      sums = f64x2.add(sums, f64x2.mul(d, g));
      projections = f64x2.add(projections, f64x2.mul(product, g));
    }
    if (dx === 0) continue;
    const meanG = f64x2.splat(sumOfTwo(sums) / n);
    const meanProjection = f64x2.splat(sumOfTwo(projections) / n);
    for (let i: usize = 0; i < bytes; i += 16) {
      const normalized = f64x2.mul(f64x2.sub(v128.load(x + i), m), s);
      const g = f64x2.mul(v128.load(dy + i), v128.load(gamma + i));
      v128.store(dx + i, f64x2.mul(s, f64x2.sub(f64x2.sub(g, meanG), f64x2.mul(normalized, meanProjection))));
    }
    dx += bytes;
  }
}
