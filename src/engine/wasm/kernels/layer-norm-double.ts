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
    let c = a;
    let d = a;
    let i: usize = 0;
    // Four chains of additions, none of which waits for another.
    for (; i + 64 <= bytes; i += 64) {
      a = f64x2.add(a, v128.load(x + i));
      b = f64x2.add(b, v128.load(x + i, 16));
      c = f64x2.add(c, v128.load(x + i, 32));
      d = f64x2.add(d, v128.load(x + i, 48));
    }
    for (; i < bytes; i += 16) a = f64x2.add(a, v128.load(x + i));
    const mu = sumOfTwo(f64x2.add(f64x2.add(a, b), f64x2.add(c, d))) / n;
    const centre = f64x2.splat(mu);
    let s0 = f64x2.splat(0);
    let s1 = s0;
    let s2 = s0;
    let s3 = s0;
    let r0 = s0;
    let r1 = s0;
    let r2 = s0;
    let r3 = s0;
    for (i = 0; i + 64 <= bytes; i += 64) {
      const d0 = f64x2.sub(v128.load(x + i), centre);
      const d1 = f64x2.sub(v128.load(x + i, 16), centre);
      const d2 = f64x2.sub(v128.load(x + i, 32), centre);
      const d3 = f64x2.sub(v128.load(x + i, 48), centre);
      s0 = f64x2.add(s0, f64x2.mul(d0, d0));
      s1 = f64x2.add(s1, f64x2.mul(d1, d1));
      s2 = f64x2.add(s2, f64x2.mul(d2, d2));
      s3 = f64x2.add(s3, f64x2.mul(d3, d3));
      r0 = f64x2.add(r0, d0);
      r1 = f64x2.add(r1, d1);
      r2 = f64x2.add(r2, d2);
      r3 = f64x2.add(r3, d3);
    }
    for (; i < bytes; i += 16) {
      const d0 = f64x2.sub(v128.load(x + i), centre);
      s0 = f64x2.add(s0, f64x2.mul(d0, d0));
      r0 = f64x2.add(r0, d0);
    }
    const squares = f64x2.add(f64x2.add(s0, s1), f64x2.add(s2, s3));
    const rest = f64x2.add(f64x2.add(r0, r1), f64x2.add(r2, r3));
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

/** What a row adds to dgamma and dbeta. */
// @ts-ignore: decorator
@inline
function addParameters(x: usize, dy: usize, m: v128, s: v128, dgamma: usize, dbeta: usize, bytes: usize): void {
  for (let i: usize = 0; i < bytes; i += 16) {
    const d = v128.load(dy + i);
    const normalized = f64x2.mul(f64x2.sub(v128.load(x + i), m), s);
    v128.store(dgamma + i, f64x2.add(v128.load(dgamma + i), f64x2.mul(d, normalized)));
    v128.store(dbeta + i, f64x2.add(v128.load(dbeta + i), d));
  }
}

/** dx, and what the rows add to dgamma and dbeta; 0 for dx, or for dgamma and dbeta together, where they are not wanted. */
export function layerNormBackwardDouble(
  x: usize, dy: usize, mean: usize, rstd: usize, gamma: usize, dx: usize, dgamma: usize, dbeta: usize, rows: i32, features: i32,
): void {
  const bytes = (<usize>features) << 3;
  const n = <f64>features;
  for (let r = 0; r < rows; r++, x += bytes, dy += bytes) {
    const m = v128.load_splat<f64>(at(mean, r));
    const s = v128.load_splat<f64>(at(rstd, r));
    if (dgamma !== 0) addParameters(x, dy, m, s, dgamma, dbeta, bytes);
    if (dx === 0) continue;
    let sums = f64x2.splat(0);
    let otherSums = sums;
    let projections = sums;
    let otherProjections = sums;
    let i: usize = 0;
    // Two chains of each sum, none of which waits for another.
    for (; i + 32 <= bytes; i += 32) {
      const g = f64x2.mul(v128.load(dy + i), v128.load(gamma + i));
      const h = f64x2.mul(v128.load(dy + i, 16), v128.load(gamma + i, 16));
      const normalized = f64x2.mul(f64x2.sub(v128.load(x + i), m), s);
      const otherNormalized = f64x2.mul(f64x2.sub(v128.load(x + i, 16), m), s);
      sums = f64x2.add(sums, g);
      otherSums = f64x2.add(otherSums, h);
      projections = f64x2.add(projections, f64x2.mul(g, normalized));
      otherProjections = f64x2.add(otherProjections, f64x2.mul(h, otherNormalized));
    }
    if (i < bytes) {
      const g = f64x2.mul(v128.load(dy + i), v128.load(gamma + i));
      sums = f64x2.add(sums, g);
      projections = f64x2.add(projections, f64x2.mul(g, f64x2.mul(f64x2.sub(v128.load(x + i), m), s)));
    }
    const meanG = f64x2.splat(sumOfTwo(f64x2.add(sums, otherSums)) / n);
    const meanProjection = f64x2.splat(sumOfTwo(f64x2.add(projections, otherProjections)) / n);
    for (i = 0; i < bytes; i += 16) {
      const normalized = f64x2.mul(f64x2.sub(v128.load(x + i), m), s);
      const g = f64x2.mul(v128.load(dy + i), v128.load(gamma + i));
      v128.store(dx + i, f64x2.mul(s, f64x2.sub(f64x2.sub(g, meanG), f64x2.mul(normalized, meanProjection))));
    }
    dx += bytes;
  }
}
