/**
 * Layer norm backward over rows of float32. With g = dy * gamma and x_hat = (x - mean) * rstd a row takes two passes: one
 * for the sums of g and of g * x_hat, and for its part of dgamma and dbeta; and one for
 * dx = rstd * (g - mean(g) - x_hat * mean(g * x_hat)).
 */
import { gradientFour, gradientPair, gradientRow } from "./layer-norm-gradient";
import { room } from "./room";
import { blockBytes, halfLine, lineBytes, wholeLines } from "./row-statistics";
import { at, load4, multiplyAdd, store4, sumOfLanes, sumsOfLanes } from "./simd";

/** Rows whose contributions to dgamma and dbeta are gathered before they are added to the totals. */
const rowsPerFlush = 64;

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

/** The sums of g and of g * x_hat over what is left of a row behind its whole lines. */
let restSum: f32 = 0;
let restProjection: f32 = 0;

/** The first pass over that rest. */
function sumRest(
  x: usize, dy: usize, mean: f32, rstd: f32, gamma: usize, partGamma: usize, partBeta: usize, features: i32,
): void {
  let sum: f32 = 0;
  let projection: f32 = 0;
  const bytes = (<usize>features) << 2;
  for (let i = wholeLines(features); i < bytes; i += 4) {
    let d = load<f32>(dy + i);
    const normalized = (load<f32>(x + i) - mean) * rstd;
    store<f32>(partGamma + i, load<f32>(partGamma + i) + d * normalized);
    store<f32>(partBeta + i, load<f32>(partBeta + i) + d);
    d *= load<f32>(gamma + i);
    sum += d;
    projection += d * normalized;
  }
  restSum = sum;
  restProjection = projection;
}

/** One row's part of dgamma and dbeta, and its dx (0: not wanted). */
function backwardRow(
  x: usize, dy: usize, mean: f32, rstd: f32, gamma: usize, dx: usize, partGamma: usize, partBeta: usize, features: i32,
): void {
  const m = f32x4.splat(mean);
  const r = f32x4.splat(rstd);
  const lines = wholeLines(features);
  let sums = f32x4.splat(0);
  let projections = f32x4.splat(0);
  let i: usize = 0;
  while (i < lines) {
    const blockEnd = min(i + blockBytes, lines);
    let sum = f32x4.splat(0);
    let projection = f32x4.splat(0);
    for (; i < blockEnd; i += lineBytes) {
      const pX = x + i;
      const pD = dy + i;
      const pG = gamma + i;
      const toGamma = partGamma + i;
      const toBeta = partBeta + i;
      let a = load4(pD);
      let b = load4(pD + 16);
      let c = load4(pD + 32);
      let d = load4(pD + 48);
      store4(toBeta, f32x4.add(load4(toBeta), a));
      store4(toBeta + 16, f32x4.add(load4(toBeta + 16), b));
      store4(toBeta + 32, f32x4.add(load4(toBeta + 32), c));
      store4(toBeta + 48, f32x4.add(load4(toBeta + 48), d));
      const e = f32x4.mul(f32x4.sub(load4(pX), m), r);
      const f = f32x4.mul(f32x4.sub(load4(pX + 16), m), r);
      const g = f32x4.mul(f32x4.sub(load4(pX + 32), m), r);
      const h = f32x4.mul(f32x4.sub(load4(pX + 48), m), r);
      store4(toGamma, multiplyAdd(a, e, load4(toGamma)));
      store4(toGamma + 16, multiplyAdd(b, f, load4(toGamma + 16)));
      store4(toGamma + 32, multiplyAdd(c, g, load4(toGamma + 32)));
      store4(toGamma + 48, multiplyAdd(d, h, load4(toGamma + 48)));
      a = f32x4.mul(a, load4(pG));
      b = f32x4.mul(b, load4(pG + 16));
      c = f32x4.mul(c, load4(pG + 32));
      d = f32x4.mul(d, load4(pG + 48));
      // By halves of a line, as two rows together do.
      sum = f32x4.add(f32x4.add(sum, f32x4.add(a, b)), f32x4.add(c, d));
      projection = f32x4.add(projection, multiplyAdd(b, f, f32x4.mul(a, e)));
      projection = f32x4.add(projection, multiplyAdd(d, h, f32x4.mul(c, g)));
    }
    sums = f32x4.add(sums, sum);
    projections = f32x4.add(projections, projection);
  }
  let sum = sumOfLanes(sums);
  let projection = sumOfLanes(projections);
  const hasRest = (features & 15) !== 0;
  if (hasRest) {
    sumRest(x, dy, mean, rstd, gamma, partGamma, partBeta, features);
    sum += restSum;
    projection += restProjection;
  }
  if (dx === 0) return;
  const inverse: f32 = 1 / <f32>features;
  const slope: f32 = -rstd * rstd * projection * inverse;
  const shift: f32 = -rstd * sum * inverse;
  gradientRow(x, dy, mean, rstd, gamma, dx, slope, shift, features);
}

/**
 * The first pass of two rows together: gamma and the parts of dgamma and dbeta are loaded and stored once for both. Leaves
 * what the second pass needs at `slopes` and `shifts`, one value a row. Needs whole lines.
 */
function projectPair(
  x: usize, dy: usize, means: usize, rstds: usize, gamma: usize, slopes: usize, shifts: usize,
  partGamma: usize, partBeta: usize, features: i32,
): void {
  const bytes = (<usize>features) << 2;
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
    // Half a line: for more the values of two rows find no registers.
    for (; i < blockEnd; i += halfLine) {
      const pA = dy + i;
      const pB = pA + bytes;
      let a = load4(pA);
      let b = load4(pA + 16);
      let c = load4(pB);
      let d = load4(pB + 16);
      const toBeta = partBeta + i;
      store4(toBeta, f32x4.add(f32x4.add(load4(toBeta), a), c));
      store4(toBeta + 16, f32x4.add(f32x4.add(load4(toBeta + 16), b), d));
      const xA = x + i;
      const xB = xA + bytes;
      const e = f32x4.mul(f32x4.sub(load4(xA), mA), rA);
      const f = f32x4.mul(f32x4.sub(load4(xA + 16), mA), rA);
      const g = f32x4.mul(f32x4.sub(load4(xB), mB), rB);
      const h = f32x4.mul(f32x4.sub(load4(xB + 16), mB), rB);
      const toGamma = partGamma + i;
      store4(toGamma, multiplyAdd(c, g, multiplyAdd(a, e, load4(toGamma))));
      store4(toGamma + 16, multiplyAdd(d, h, multiplyAdd(b, f, load4(toGamma + 16))));
      const low = load4(gamma + i);
      const high = load4(gamma + i + 16);
      a = f32x4.mul(a, low);
      b = f32x4.mul(b, high);
      c = f32x4.mul(c, low);
      d = f32x4.mul(d, high);
      sumA = f32x4.add(sumA, f32x4.add(a, b));
      sumB = f32x4.add(sumB, f32x4.add(c, d));
      projectionA = f32x4.add(projectionA, multiplyAdd(b, f, f32x4.mul(a, e)));
      projectionB = f32x4.add(projectionB, multiplyAdd(d, h, f32x4.mul(c, g)));
    }
    sumsA = f32x4.add(sumsA, sumA);
    sumsB = f32x4.add(sumsB, sumB);
    projectionsA = f32x4.add(projectionsA, projectionA);
    projectionsB = f32x4.add(projectionsB, projectionB);
  }
  const inverse: f32 = 1 / <f32>features;
  const roots = v128.load64_zero(rstds);
  const totals = sumsOfLanes(sumsA, sumsB, projectionsA, projectionsB);
  const n = f32x4.splat(inverse);
  const ofSums = f32x4.mul(f32x4.mul(f32x4.neg(roots), totals), n);
  const ofProjections = v128.shuffle<i32>(totals, totals, 2, 3, 2, 3);
  v128.store64_lane(shifts, ofSums, 0);
  v128.store64_lane(slopes, f32x4.mul(f32x4.mul(f32x4.mul(f32x4.neg(roots), roots), ofProjections), n), 0);
}

/** Rows up to this length lie in first-level cache together with gamma, the sums and the result. */
const longestShort = 1024;

/** Where the arrays lie, by their size: in the processor's own caches, in caches that it may have to share, or in memory. */
const inOwnCaches = 0;
const inMemory = 2;

/**
 * Two rows together need whole lines. Beyond the processor's own caches short rows go alone: a dx that is written two rows in
 * turns takes them twice as long there.
 */
// @ts-ignore: decorator
@inline
function goesAlone(features: i32, reach: i32): bool {
  return (features & 15) !== 0 || (features <= longestShort && reach !== inOwnCaches);
}

/** Four rows of x and of dy up to this length, in bytes, lie in second-level cache. */
const longestOfFour: usize = 64 * 1024;

/** Reads every line of some rows: a stream by itself is what processors prefetch best. */
// @ts-ignore: decorator
@inline
function touch(from: usize, bytes: usize): i32 {
  let touched = 0;
  for (let i: usize = 0; i < bytes; i += lineBytes) touched |= load<i32>(from + i);
  return touched;
}

/** to += from. */
// @ts-ignore: decorator
@inline
function addInto(to: usize, from: usize, bytes: usize): void {
  let i: usize = 0;
  for (; i + 16 <= bytes; i += 16) store4(to + i, f32x4.add(load4(to + i), load4(from + i)));
  for (; i < bytes; i += 4) store<f32>(to + i, load<f32>(to + i) + load<f32>(from + i));
}

/**
 * dx for rows `first` to `last` (0: not wanted), and their part of dgamma and dbeta. Rows have sixteen features or more.
 * `reach`: 0, 1 or 2, as above. `residual` (0: none): gradients that reach x beside the norm, added to dx.
 */
export function layerNormBackward(
  x: usize, dy: usize, mean: usize, rstd: usize, gamma: usize, dx: usize, dgamma: usize, dbeta: usize,
  first: i32, last: i32, features: i32, reach: i32, residual: usize,
): void {
  const bytes = (<usize>features) << 2;
  const partGamma = room;
  const partBeta = room + bytes;
  memory.fill(room, 0, 2 * bytes);
  memory.fill(dgamma, 0, bytes);
  memory.fill(dbeta, 0, bytes);
  const slopes = partBeta + bytes;
  const shifts = slopes + 16;
  const alone = goesAlone(features, reach);
  const goByFour = !alone && reach === inMemory && bytes <= longestOfFour;
  let touched = 0;
  for (let block = first; block < last; block += rowsPerFlush) {
    const end = min(block + rowsPerFlush, last);
    let r = block;
    for (; goByFour && r + 4 <= end; r += 4) {
      const o = <usize>r * bytes;
      touched |= touch(x + o, 4 * bytes) | touch(dy + o, 4 * bytes);
      for (let q = 0; q < 4; q += 2) {
        const p = o + <usize>q * bytes;
        projectPair(
          x + p, dy + p, at(mean, r + q), at(rstd, r + q), gamma, at(slopes, q), at(shifts, q), partGamma, partBeta, features,
        );
      }
      if (dx === 0) continue;
      gradientFour(x + o, dy + o, at(mean, r), at(rstd, r), gamma, slopes, shifts, dx + o, features);
      if (residual !== 0) addInto(dx + o, residual + o, 4 * bytes);
    }
    for (; !alone && r + 2 <= end; r += 2) {
      const o = <usize>r * bytes;
      if (reach === inMemory) touched |= touch(x + o, 2 * bytes) | touch(dy + o, 2 * bytes);
      projectPair(x + o, dy + o, at(mean, r), at(rstd, r), gamma, slopes, shifts, partGamma, partBeta, features);
      if (dx === 0) continue;
      gradientPair(x + o, dy + o, at(mean, r), at(rstd, r), gamma, slopes, shifts, dx + o, features);
      if (residual !== 0) addInto(dx + o, residual + o, 2 * bytes);
    }
    for (; r < end; r++) {
      const o = <usize>r * bytes;
      backwardRow(x + o, dy + o, load<f32>(at(mean, r)), load<f32>(at(rstd, r)), gamma, dx === 0 ? 0 : dx + o, partGamma, partBeta, features);
      if (residual !== 0) addInto(dx + o, residual + o, bytes);
    }
    flush(dgamma, partGamma, features);
    flush(dbeta, partBeta, features);
  }
  // A result that nobody used would not be read at all.
  store<i32>(room, touched);
}
