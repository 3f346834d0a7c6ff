/** The steps of a norm and the terms of its gradient, in float64, for rows of float32 or float64. */
import { sumOfTwo } from "./simd";

// @ts-ignore: decorator
@inline
function pairAt<T>(p: usize): v128 {
  if (sizeof<T>() == 8) return v128.load(p);
  return f64x2.promote_low_f32x4(v128.load64_zero(p));
}

let rowMean: f64 = 0;
let rowVariance: f64 = 0;

/** Mean and biased variance of a row, or 0 and its mean square, in two passes. */
// @ts-ignore: decorator
@inline
function measureRow<T>(row: usize, features: i32, isRms: i32): void {
  const n = <f64>features;
  const end = row + <usize>features * sizeof<T>();
  const step: usize = sizeof<T>() * 4;
  let mean: f64 = 0;
  let a = f64x2.splat(0);
  let b = a;
  let p = row;
  if (!isRms) {
    for (; p + step <= end; p += step) {
      a = f64x2.add(a, pairAt<T>(p));
      b = f64x2.add(b, pairAt<T>(p + sizeof<T>() * 2));
    }
    let sum = sumOfTwo(f64x2.add(a, b));
    for (; p < end; p += sizeof<T>()) sum += <f64>load<T>(p);
    mean = sum / n;
  }
  const centre = f64x2.splat(mean);
  a = f64x2.splat(0);
  b = a;
  for (p = row; p + step <= end; p += step) {
    const c = f64x2.sub(pairAt<T>(p), centre);
    const d = f64x2.sub(pairAt<T>(p + sizeof<T>() * 2), centre);
    a = f64x2.add(a, f64x2.mul(c, c));
    b = f64x2.add(b, f64x2.mul(d, d));
  }
  let squares = sumOfTwo(f64x2.add(a, b));
  for (; p < end; p += sizeof<T>()) {
    const d = <f64>load<T>(p) - mean;
    squares += d * d;
  }
  rowMean = mean;
  rowVariance = squares / n;
}

// @ts-ignore: decorator
@inline
function stepsOf<T>(
  x: usize, rows: i32, features: i32, eps: f64, isRms: i32, means: usize, variances: usize, centred: usize, normalized: usize,
): void {
  const bytes = <usize>features * sizeof<T>();
  for (let r = 0; r < rows; r++, x += bytes, means += 8, variances += 8) {
    measureRow<T>(x, features, isRms);
    store<f64>(means, rowMean);
    store<f64>(variances, rowVariance);
    const centre = f64x2.splat(rowMean);
    const std = sqrt<f64>(rowVariance + eps);
    const stds = f64x2.splat(std);
    const end = x + bytes;
    let p = x;
    for (; p + sizeof<T>() * 2 <= end; p += sizeof<T>() * 2, centred += 16, normalized += 16) {
      const distance = f64x2.sub(pairAt<T>(p), centre);
      v128.store(centred, distance);
      v128.store(normalized, f64x2.div(distance, stds));
    }
    if (p < end) {
      const distance = <f64>load<T>(p) - rowMean;
      store<f64>(centred, distance);
      store<f64>(normalized, distance / std);
      centred += 8;
      normalized += 8;
    }
  }
}

// @ts-ignore: decorator
@inline
function variancesOf<T>(x: usize, rows: i32, features: i32, isRms: i32, variances: usize): void {
  for (let r = 0; r < rows; r++, x += <usize>features * sizeof<T>(), variances += 8) {
    measureRow<T>(x, features, isRms);
    store<f64>(variances, rowVariance);
  }
}

/** The biased variance of each row, or its mean square. */
export function rowVariances(x: usize, isDouble: i32, rows: i32, features: i32, isRms: i32, variances: usize): void {
  if (isDouble) variancesOf<f64>(x, rows, features, isRms, variances);
  else variancesOf<f32>(x, rows, features, isRms, variances);
}

/** Rows of x; fills mean and variance (one value a row; 0 and the mean square where `isRms`), x - mean and x_hat. */
export function normSteps(
  x: usize, isDouble: i32, rows: i32, features: i32, eps: f64, isRms: i32, means: usize, variances: usize, centred: usize,
  normalized: usize,
): void {
  if (isDouble) stepsOf<f64>(x, rows, features, eps, isRms, means, variances, centred, normalized);
  else stepsOf<f32>(x, rows, features, eps, isRms, means, variances, centred, normalized);
}

// @ts-ignore: decorator
@inline
function termsOf<T>(
  x: usize, upstream: usize, gamma: usize, rows: i32, features: i32, eps: f64, isRms: i32, direct: usize, mean: usize,
  variance: usize, total: usize, record: usize,
): void {
  const bytes = <usize>features * sizeof<T>();
  const n = <f64>features;
  const pairs = features & ~1;
  const width: usize = sizeof<T>();
  let directSquares: f64 = 0;
  let meanSquares: f64 = 0;
  let varianceSquares: f64 = 0;
  let totalSquares: f64 = 0;
  let mostSum: f64 = 0;
  let mostProjection: f64 = 0;
  for (let r = 0; r < rows; r++, x += bytes, upstream += bytes) {
    measureRow<T>(x, features, isRms);
    const mu = rowMean;
    const rstd = 1 / sqrt<f64>(rowVariance + eps);
    const centre = f64x2.splat(mu);
    const scale = f64x2.splat(rstd);
    let sums = f64x2.splat(0);
    let products = sums;
    let i = 0;
    for (; i < pairs; i += 2) {
      const at = <usize>i * width;
      const g = f64x2.mul(pairAt<T>(upstream + at), v128.load(gamma + ((<usize>i) << 3)));
      const hat = f64x2.mul(f64x2.sub(pairAt<T>(x + at), centre), scale);
      sums = f64x2.add(sums, g);
      products = f64x2.add(products, f64x2.mul(g, hat));
    }
    let sumOfG = sumOfTwo(sums);
    let sumOfProducts = sumOfTwo(products);
    if (i < features) {
      const g = <f64>load<T>(upstream + <usize>i * width) * load<f64>(gamma + ((<usize>i) << 3));
      sumOfG += g;
      sumOfProducts += g * ((<f64>load<T>(x + <usize>i * width) - mu) * rstd);
    }
    const throughMean: f64 = isRms ? -0.0 : (-sumOfG / n) * rstd;
    const meanProjection = sumOfProducts / n;
    const means = f64x2.splat(throughMean);
    const projections = f64x2.splat(meanProjection);
    let directs = f64x2.splat(0);
    let variances = directs;
    let totals = directs;
    let sum2 = directs;
    let projection2 = directs;
    for (i = 0; i < pairs; i += 2, direct += 16, mean += 16, variance += 16, total += 16) {
      const at = <usize>i * width;
      const g = f64x2.mul(pairAt<T>(upstream + at), v128.load(gamma + ((<usize>i) << 3)));
      const hat = f64x2.mul(f64x2.sub(pairAt<T>(x + at), centre), scale);
      const d = f64x2.mul(g, scale);
      const v = f64x2.mul(f64x2.mul(f64x2.neg(hat), projections), scale);
      const dx = f64x2.add(f64x2.add(d, means), v);
      v128.store(direct, d);
      v128.store(mean, means);
      v128.store(variance, v);
      v128.store(total, dx);
      directs = f64x2.add(directs, f64x2.mul(d, d));
      variances = f64x2.add(variances, f64x2.mul(v, v));
      totals = f64x2.add(totals, f64x2.mul(dx, dx));
      sum2 = f64x2.add(sum2, dx);
      projection2 = f64x2.add(projection2, f64x2.mul(dx, hat));
    }
    directSquares += sumOfTwo(directs);
    varianceSquares += sumOfTwo(variances);
    totalSquares += sumOfTwo(totals);
    let sum = sumOfTwo(sum2);
    let projection = sumOfTwo(projection2);
    if (i < features) {
      const g = <f64>load<T>(upstream + <usize>i * width) * load<f64>(gamma + ((<usize>i) << 3));
      const hat = (<f64>load<T>(x + <usize>i * width) - mu) * rstd;
      const d = g * rstd;
      const v = -hat * meanProjection * rstd;
      const dx = d + throughMean + v;
      store<f64>(direct, d);
      store<f64>(mean, throughMean);
      store<f64>(variance, v);
      store<f64>(total, dx);
      direct += 8;
      mean += 8;
      variance += 8;
      total += 8;
      directSquares += d * d;
      varianceSquares += v * v;
      totalSquares += dx * dx;
      sum += dx;
      projection += dx * hat;
    }
    meanSquares += n * throughMean * throughMean;
    mostSum = max<f64>(mostSum, abs<f64>(sum));
    mostProjection = max<f64>(mostProjection, abs<f64>(projection));
  }
  store<f64>(record, directSquares);
  store<f64>(record, meanSquares, 8);
  store<f64>(record, varianceSquares, 16);
  store<f64>(record, totalSquares, 24);
  store<f64>(record, mostSum, 32);
  store<f64>(record, mostProjection, 40);
}

/**
 * Rows of x and of the gradient of y; gamma in float64. Fills the direct term, those through mean and variance, and their
 * sum dx; and `record` [their sums of squares; the largest |sum(dx)| and |sum(dx * x_hat)| of a row].
 */
export function gradientTerms(
  x: usize, upstream: usize, isDouble: i32, gamma: usize, rows: i32, features: i32, eps: f64, isRms: i32, direct: usize,
  mean: usize, variance: usize, total: usize, record: usize,
): void {
  if (isDouble) termsOf<f64>(x, upstream, gamma, rows, features, eps, isRms, direct, mean, variance, total, record);
  else termsOf<f32>(x, upstream, gamma, rows, features, eps, isRms, direct, mean, variance, total, record);
}
