/**
 * Layer norm over rows of float32 (Ba, Kiros and Hinton 2016). Each row is read from memory once: while one pair of
 * rows is normalized, the statistics of the next are taken in the same loop, so that loads, arithmetic and stores overlap.
 */
import { room } from "./room";
import { at, load4, multiplyAdd, store4, sumOfLanes } from "./simd";

/** Elements that one lane-wise accumulator takes before it is added to a second level: float32 sums lose digits with length. */
const blockBytes: usize = 256 * 4;

/** Rows whose contributions to dgamma and dbeta are gathered before they are added to the totals. */
const rowsPerFlush = 64;

/** Statistics of one row, as the functions below leave them. */
let rowMean: f32 = 0;
let rowVariance: f32 = 0;

/**
 * A value near the row's mean. Sums of x - shift and of its square keep their digits however far from zero the row lies,
 * so that one pass is enough.
 */
// @ts-ignore: decorator
@inline
function shiftOf(row: usize): f32 {
  const sum = f32x4.add(f32x4.add(load4(row), load4(row + 16)), f32x4.add(load4(row + 32), load4(row + 48)));
  return sumOfLanes(sum) * 0.0625;
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

/** From the sums of x - shift and of its squares to mean and variance. */
// @ts-ignore: decorator
@inline
function conclude(row: usize, features: i32, shift: f32, sum: f32, squares: f32): void {
  const inverse: f32 = 1 / <f32>features;
  const offset = sum * inverse;
  rowMean = shift + offset;
  rowVariance = squares * inverse - offset * offset;
  // Also where a NaN is among them: the shift was so far from the mean that the subtraction has cancelled digits.
  if (!(offset * offset <= rowVariance) || !isFinite(rowVariance)) wideStatistics(row, features);
}

/** Mean and variance of one row of any length. */
function statistics(row: usize, features: i32): void {
  const shift = features >= 16 ? shiftOf(row) : load<f32>(row);
  const k = f32x4.splat(shift);
  const vectorEnd = row + ((<usize>(features & ~3)) << 2);
  let sums = f32x4.splat(0);
  let squares = f32x4.splat(0);
  let p = row;
  while (p < vectorEnd) {
    const blockEnd = min(p + blockBytes, vectorEnd);
    let s = f32x4.splat(0);
    let q = f32x4.splat(0);
    for (; p < blockEnd; p += 16) {
      const d = f32x4.sub(load4(p), k);
      s = f32x4.add(s, d);
      q = multiplyAdd(d, d, q);
    }
    sums = f32x4.add(sums, s);
    squares = f32x4.add(squares, q);
  }
  let sum = sumOfLanes(sums);
  let square = sumOfLanes(squares);
  for (const end = at(row, features); p < end; p += 4) {
    const d = load<f32>(p) - shift;
    sum += d;
    square += d * d;
  }
  conclude(row, features, shift, sum, square);
}

/** y = (x - mean) * rstd * gamma + beta for one row. */
function normalize(x: usize, y: usize, gamma: usize, beta: usize, features: i32, mean: f32, rstd: f32): void {
  const m = f32x4.splat(mean);
  const r = f32x4.splat(rstd);
  const vectorBytes = (<usize>(features & ~3)) << 2;
  let i: usize = 0;
  for (; i < vectorBytes; i += 16) {
    const normalized = f32x4.mul(f32x4.sub(load4(x + i), m), r);
    store4(y + i, multiplyAdd(normalized, load4(gamma + i), load4(beta + i)));
  }
  for (const bytes = (<usize>features) << 2; i < bytes; i += 4) {
    store<f32>(y + i, (load<f32>(x + i) - mean) * rstd * load<f32>(gamma + i) + load<f32>(beta + i));
  }
}

// @ts-ignore: decorator
@inline
function reciprocalRoot(variance: f32, eps: f32): f32 {
  return <f32>1 / sqrt<f32>(variance + eps);
}

/**
 * Normalizes two rows while it takes the sums of the next two; both share the loads of gamma and beta. Needs whole vectors
 * and an even count of rows.
 */
function forwardPairs(
  x: usize, y: usize, mean: usize, rstd: usize, gamma: usize, beta: usize,
  first: i32, last: i32, features: i32, eps: f32,
): void {
  const bytes = (<usize>features) << 2;
  let a = x + <usize>first * bytes;
  let out = y + <usize>first * bytes;
  statistics(a, features);
  let meanA = rowMean;
  let varianceA = rowVariance;
  statistics(a + bytes, features);
  let meanB = rowMean;
  let varianceB = rowVariance;
  for (let r = first; ; r += 2) {
    const rstdA = reciprocalRoot(varianceA, eps);
    const rstdB = reciprocalRoot(varianceB, eps);
    store<f32>(at(mean, r), meanA);
    store<f32>(at(mean, r), meanB, 4);
    store<f32>(at(rstd, r), rstdA);
    store<f32>(at(rstd, r), rstdB, 4);
    const b = a + bytes;
    const outB = out + bytes;
    if (r + 2 >= last) {
      normalize(a, out, gamma, beta, features, meanA, rstdA);
      normalize(b, outB, gamma, beta, features, meanB, rstdB);
      return;
    }
    // Rows c and d are measured while a and b are normalized.
    const c = b + bytes;
    const d = c + bytes;
    const shiftC = shiftOf(c);
    const shiftD = shiftOf(d);
    const kC = f32x4.splat(shiftC);
    const kD = f32x4.splat(shiftD);
    const mA = f32x4.splat(meanA);
    const mB = f32x4.splat(meanB);
    const sA = f32x4.splat(rstdA);
    const sB = f32x4.splat(rstdB);
    let sumsC = f32x4.splat(0);
    let sumsD = f32x4.splat(0);
    let squaresC = f32x4.splat(0);
    let squaresD = f32x4.splat(0);
    let i: usize = 0;
    while (i < bytes) {
      const blockEnd = min(i + blockBytes, bytes);
      let sumC = f32x4.splat(0);
      let sumD = f32x4.splat(0);
      let squareC = f32x4.splat(0);
      let squareD = f32x4.splat(0);
      for (; i < blockEnd; i += 16) {
        let t = f32x4.sub(load4(c + i), kC);
        sumC = f32x4.add(sumC, t);
        squareC = multiplyAdd(t, t, squareC);
        t = f32x4.sub(load4(d + i), kD);
        sumD = f32x4.add(sumD, t);
        squareD = multiplyAdd(t, t, squareD);
        const g = load4(gamma + i);
        const h = load4(beta + i);
        store4(out + i, multiplyAdd(f32x4.mul(f32x4.sub(load4(a + i), mA), sA), g, h));
        store4(outB + i, multiplyAdd(f32x4.mul(f32x4.sub(load4(b + i), mB), sB), g, h));
      }
      sumsC = f32x4.add(sumsC, sumC);
      sumsD = f32x4.add(sumsD, sumD);
      squaresC = f32x4.add(squaresC, squareC);
      squaresD = f32x4.add(squaresD, squareD);
    }
    conclude(c, features, shiftC, sumOfLanes(sumsC), sumOfLanes(squaresC));
    meanA = rowMean;
    varianceA = rowVariance;
    conclude(d, features, shiftD, sumOfLanes(sumsD), sumOfLanes(squaresD));
    meanB = rowMean;
    varianceB = rowVariance;
    a = c;
    out = outB + bytes;
  }
}

/**
 * Rows `first` to `last` of x (rows x features). mean and rstd have one value a row; gamma and beta have `features`.
 * y may be x.
 */
export function layerNormForward(
  x: usize, y: usize, mean: usize, rstd: usize, gamma: usize, beta: usize,
  first: i32, last: i32, features: i32, eps: f32,
): void {
  let r = first;
  if ((features & 3) === 0 && features >= 16 && last - first >= 2) {
    const even = first + ((last - first) & ~1);
    forwardPairs(x, y, mean, rstd, gamma, beta, first, even, features, eps);
    r = even;
  }
  for (; r < last; r++) {
    const offset = <usize>r * ((<usize>features) << 2);
    statistics(x + offset, features);
    const scale = reciprocalRoot(rowVariance, eps);
    store<f32>(at(mean, r), rowMean);
    store<f32>(at(rstd, r), scale);
    normalize(x + offset, y + offset, gamma, beta, features, rowMean, scale);
  }
}

/** Adds a buffer of `features` values to another and clears it. */
function flush(total: usize, part: usize, features: i32): void {
  const vectorBytes = (<usize>(features & ~3)) << 2;
  let i: usize = 0;
  for (; i < vectorBytes; i += 16) {
    store4(total + i, f32x4.add(load4(total + i), load4(part + i)));
    store4(part + i, f32x4.splat(0));
  }
  for (const bytes = (<usize>features) << 2; i < bytes; i += 4) {
    store<f32>(total + i, load<f32>(total + i) + load<f32>(part + i));
    store<f32>(part + i, 0);
  }
}

/** One row's part of dgamma and dbeta, and its dx (0: not wanted). */
function backwardRow(
  x: usize, dy: usize, mean: f32, rstd: f32, gamma: usize, dx: usize, partGamma: usize, partBeta: usize, features: i32,
): void {
  const m = f32x4.splat(mean);
  const r = f32x4.splat(rstd);
  const vectorBytes = (<usize>(features & ~3)) << 2;
  const bytes = (<usize>features) << 2;
  let sums = f32x4.splat(0);
  let projections = f32x4.splat(0);
  let i: usize = 0;
  while (i < vectorBytes) {
    const blockEnd = min(i + blockBytes, vectorBytes);
    let sum = f32x4.splat(0);
    let projection = f32x4.splat(0);
    for (; i < blockEnd; i += 16) {
      let d = load4(dy + i);
      const normalized = f32x4.mul(f32x4.sub(load4(x + i), m), r);
      store4(partGamma + i, multiplyAdd(d, normalized, load4(partGamma + i)));
      store4(partBeta + i, f32x4.add(load4(partBeta + i), d));
      d = f32x4.mul(d, load4(gamma + i));
      sum = f32x4.add(sum, d);
      projection = multiplyAdd(d, normalized, projection);
    }
    sums = f32x4.add(sums, sum);
    projections = f32x4.add(projections, projection);
  }
  let sum = sumOfLanes(sums);
  let projection = sumOfLanes(projections);
  for (; i < bytes; i += 4) {
    let d = load<f32>(dy + i);
    const normalized = (load<f32>(x + i) - mean) * rstd;
    store<f32>(partGamma + i, load<f32>(partGamma + i) + d * normalized);
    store<f32>(partBeta + i, load<f32>(partBeta + i) + d);
    d *= load<f32>(gamma + i);
    sum += d;
    projection += d * normalized;
  }
  if (dx === 0) return;
  const inverse: f32 = 1 / <f32>features;
  const slope: f32 = -rstd * rstd * projection * inverse;
  const shift: f32 = -rstd * sum * inverse;
  const slopes = f32x4.splat(slope);
  const shifts = f32x4.splat(shift);
  for (i = 0; i < vectorBytes; i += 16) {
    const g = f32x4.mul(load4(dy + i), load4(gamma + i));
    store4(dx + i, multiplyAdd(g, r, multiplyAdd(f32x4.sub(load4(x + i), m), slopes, shifts)));
  }
  for (; i < bytes; i += 4) {
    const g = load<f32>(dy + i) * load<f32>(gamma + i);
    store<f32>(dx + i, g * rstd + ((load<f32>(x + i) - mean) * slope + shift));
  }
}

/** Two rows together: gamma and the parts of dgamma and dbeta are loaded and stored once for both. Needs whole vectors. */
function backwardPair(
  x: usize, dy: usize, means: usize, rstds: usize, gamma: usize, dx: usize, partGamma: usize, partBeta: usize, features: i32,
): void {
  const bytes = (<usize>features) << 2;
  const xB = x + bytes;
  const dyB = dy + bytes;
  const mA = v128.load_splat<f32>(means);
  const mB = v128.load_splat<f32>(means, 4);
  const rA = v128.load_splat<f32>(rstds);
  const rB = v128.load_splat<f32>(rstds, 4);
  let sumsA = f32x4.splat(0);
  let sumsB = f32x4.splat(0);
  let projectionsA = f32x4.splat(0);
  let projectionsB = f32x4.splat(0);
  let i: usize = 0;
  while (i < bytes) {
    const blockEnd = min(i + blockBytes, bytes);
    let sumA = f32x4.splat(0);
    let sumB = f32x4.splat(0);
    let projectionA = f32x4.splat(0);
    let projectionB = f32x4.splat(0);
    for (; i < blockEnd; i += 16) {
      let dA = load4(dy + i);
      let dB = load4(dyB + i);
      const normalizedA = f32x4.mul(f32x4.sub(load4(x + i), mA), rA);
      const normalizedB = f32x4.mul(f32x4.sub(load4(xB + i), mB), rB);
      store4(partGamma + i, multiplyAdd(dB, normalizedB, multiplyAdd(dA, normalizedA, load4(partGamma + i))));
      store4(partBeta + i, f32x4.add(load4(partBeta + i), f32x4.add(dA, dB)));
      const g = load4(gamma + i);
      dA = f32x4.mul(dA, g);
      dB = f32x4.mul(dB, g);
      sumA = f32x4.add(sumA, dA);
      sumB = f32x4.add(sumB, dB);
      projectionA = multiplyAdd(dA, normalizedA, projectionA);
      projectionB = multiplyAdd(dB, normalizedB, projectionB);
    }
    sumsA = f32x4.add(sumsA, sumA);
    sumsB = f32x4.add(sumsB, sumB);
    projectionsA = f32x4.add(projectionsA, projectionA);
    projectionsB = f32x4.add(projectionsB, projectionB);
  }
  if (dx === 0) return;
  const inverse: f32 = 1 / <f32>features;
  const a = load<f32>(rstds);
  const b = load<f32>(rstds, 4);
  const slopeA = f32x4.splat(-a * a * sumOfLanes(projectionsA) * inverse);
  const slopeB = f32x4.splat(-b * b * sumOfLanes(projectionsB) * inverse);
  const shiftA = f32x4.splat(-a * sumOfLanes(sumsA) * inverse);
  const shiftB = f32x4.splat(-b * sumOfLanes(sumsB) * inverse);
  const dxB = dx + bytes;
  for (i = 0; i < bytes; i += 16) {
    const g = load4(gamma + i);
    const restA = multiplyAdd(f32x4.sub(load4(x + i), mA), slopeA, shiftA);
    const restB = multiplyAdd(f32x4.sub(load4(xB + i), mB), slopeB, shiftB);
    store4(dx + i, multiplyAdd(f32x4.mul(load4(dy + i), g), rA, restA));
    store4(dxB + i, multiplyAdd(f32x4.mul(load4(dyB + i), g), rB, restB));
  }
}

/** dx for rows `first` to `last` (0: not wanted), and their part of dgamma and dbeta. */
export function layerNormBackward(
  x: usize, dy: usize, mean: usize, rstd: usize, gamma: usize, dx: usize, dgamma: usize, dbeta: usize,
  first: i32, last: i32, features: i32,
): void {
  const bytes = (<usize>features) << 2;
  const partGamma = room;
  const partBeta = room + bytes;
  memory.fill(room, 0, 2 * bytes);
  memory.fill(dgamma, 0, bytes);
  memory.fill(dbeta, 0, bytes);
  // At 1024 features all rows start in the same sets of the first-level cache, which then has no room for two pairs.
  const pairs = (features & 3) === 0 && features !== 1024;
  for (let block = first; block < last; block += rowsPerFlush) {
    const end = min(block + rowsPerFlush, last);
    let r = block;
    if (pairs) {
      for (; r + 2 <= end; r += 2) {
        const o = <usize>r * bytes;
        backwardPair(x + o, dy + o, at(mean, r), at(rstd, r), gamma, dx === 0 ? 0 : dx + o, partGamma, partBeta, features);
      }
    }
    for (; r < end; r++) {
      const o = <usize>r * bytes;
      backwardRow(x + o, dy + o, load<f32>(at(mean, r)), load<f32>(at(rstd, r)), gamma, dx === 0 ? 0 : dx + o, partGamma, partBeta, features);
    }
    flush(dgamma, partGamma, features);
    flush(dbeta, partBeta, features);
  }
}
