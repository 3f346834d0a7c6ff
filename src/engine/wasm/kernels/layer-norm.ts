/**
 * Layer norm forward over rows of float32 (Ba, Kiros and Hinton 2016), in four ways with the same bits. Arrays in the
 * processor's own caches, and the shortest rows: while one pair of rows is normalized the statistics of the next are taken in
 * the same loop, so that loads, arithmetic and stores overlap. Arrays beyond them: one row at a time is written, line by line,
 * which a processor does without reading the lines first; two rows in turns would cost it a third more traffic. In memory:
 * rows are measured, and then normalized out of the cache; one stream of memory at a time is what processors prefetch best.
 */
import { room } from "./room";
import {
  blockBytes, conclude, lineBytes, measure, rowMean, rowVariance, shiftOf, wholeLines,
} from "./row-statistics";
import { at, foldSquares, foldSum, load4, multiplyAdd, store4, sumsOfLanes } from "./simd";

// @ts-ignore: decorator
@inline
function reciprocalRoot(variance: f32, eps: f32): f32 {
  return <f32>1 / sqrt<f32>(variance + eps);
}

/** (x - mean) * rstd * gamma + beta. */
// @ts-ignore: decorator
@inline
function normalized(x: v128, mean: v128, rstd: v128, gamma: v128, beta: v128): v128 {
  return multiplyAdd(f32x4.mul(f32x4.sub(x, mean), rstd), gamma, beta);
}

// @ts-ignore: decorator
@inline
function normalizeLine(x: usize, y: usize, gamma: usize, beta: usize, mean: v128, rstd: v128): void {
  const a = normalized(load4(x), mean, rstd, load4(gamma), load4(beta));
  const b = normalized(load4(x + 16), mean, rstd, load4(gamma + 16), load4(beta + 16));
  const c = normalized(load4(x + 32), mean, rstd, load4(gamma + 32), load4(beta + 32));
  const d = normalized(load4(x + 48), mean, rstd, load4(gamma + 48), load4(beta + 48));
  store4(y, a);
  store4(y + 16, b);
  store4(y + 32, c);
  store4(y + 48, d);
}

/** What is left of a row behind its whole lines. */
function normalizeRest(x: usize, y: usize, gamma: usize, beta: usize, features: i32, mean: f32, rstd: f32): void {
  const m = f32x4.splat(mean);
  const r = f32x4.splat(rstd);
  const bytes = (<usize>features) << 2;
  let i = wholeLines(features);
  for (; i + 16 <= bytes; i += 16) store4(y + i, normalized(load4(x + i), m, r, load4(gamma + i), load4(beta + i)));
  for (; i < bytes; i += 4) {
    store<f32>(y + i, (load<f32>(x + i) - mean) * rstd * load<f32>(gamma + i) + load<f32>(beta + i));
  }
}

/** Whole lines from `from` to `to` of one row. */
// @ts-ignore: decorator
@inline
function normalizeLines(x: usize, y: usize, gamma: usize, beta: usize, from: usize, to: usize, mean: f32, rstd: f32): void {
  const m = f32x4.splat(mean);
  const r = f32x4.splat(rstd);
  for (let i = from; i < to; i += lineBytes) normalizeLine(x + i, y + i, gamma + i, beta + i, m, r);
}

function normalize(x: usize, y: usize, gamma: usize, beta: usize, features: i32, mean: f32, rstd: f32): void {
  normalizeLines(x, y, gamma, beta, 0, wholeLines(features), mean, rstd);
  if ((features & 15) !== 0) normalizeRest(x, y, gamma, beta, features, mean, rstd);
}

/** Measures a row and keeps its statistics. */
// @ts-ignore: decorator
@inline
function measureInto(row: usize, features: i32, eps: f32, mean: usize, rstd: usize): void {
  measure(row, features);
  store<f32>(mean, rowMean);
  store<f32>(rstd, reciprocalRoot(rowVariance, eps));
}

/** A vector of row a and one of row b. */
// @ts-ignore: decorator
@inline
function normalizeTwo(
  a: usize, b: usize, toA: usize, toB: usize, gamma: usize, beta: usize, meanA: v128, meanB: v128, rstdA: v128, rstdB: v128,
): void {
  const g = load4(gamma);
  const h = load4(beta);
  store4(toA, normalized(load4(a), meanA, rstdA, g, h));
  store4(toB, normalized(load4(b), meanB, rstdB, g, h));
}

/**
 * `conclude` for two rows of whole lines in the lanes of a vector; totals are the sums of both rows and then those of their
 * squares.
 */
// @ts-ignore: decorator
@inline
function concludePair(rows: usize, features: i32, shifts: v128, totals: v128, eps: f32, mean: usize, rstd: usize): void {
  const offsets = f32x4.mul(totals, f32x4.splat(1 / <f32>features));
  const squares = f32x4.mul(offsets, offsets);
  const variances = f32x4.sub(v128.shuffle<i32>(offsets, offsets, 2, 3, 2, 3), squares);
  v128.store64_lane(mean, f32x4.add(shifts, offsets), 0);
  v128.store64_lane(rstd, f32x4.div(f32x4.splat(1), f32x4.sqrt(f32x4.add(variances, f32x4.splat(eps)))), 0);
  const isSound = v128.and(f32x4.le(squares, variances), f32x4.lt(variances, f32x4.splat(f32.POSITIVE_INFINITY)));
  if ((i32x4.bitmask(isSound) & 3) === 3) return;
  measureInto(rows, features, eps, mean, rstd);
  measureInto(rows + ((<usize>features) << 2), features, eps, mean + 4, rstd + 4);
}

/** An even count of rows, pair by pair: rows c and d are measured while a and b are normalized with shared loads of gamma and beta. */
function forwardPairs(
  x: usize, y: usize, mean: usize, rstd: usize, gamma: usize, beta: usize,
  first: i32, last: i32, features: i32, eps: f32,
): void {
  const bytes = (<usize>features) << 2;
  const lines = wholeLines(features);
  let a = x + <usize>first * bytes;
  let outA = y + <usize>first * bytes;
  measureInto(a, features, eps, at(mean, first), at(rstd, first));
  measureInto(a + bytes, features, eps, at(mean, first + 1), at(rstd, first + 1));
  for (let r = first; ; r += 2) {
    const meanA = load<f32>(at(mean, r));
    const meanB = load<f32>(at(mean, r), 4);
    const rstdA = load<f32>(at(rstd, r));
    const rstdB = load<f32>(at(rstd, r), 4);
    const b = a + bytes;
    const outB = outA + bytes;
    if (r + 2 >= last) {
      normalize(a, outA, gamma, beta, features, meanA, rstdA);
      normalize(b, outB, gamma, beta, features, meanB, rstdB);
      return;
    }
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
    while (i < lines) {
      const blockEnd = min(i + blockBytes, lines);
      let sumC = f32x4.splat(0);
      let sumD = f32x4.splat(0);
      let squareC = f32x4.splat(0);
      let squareD = f32x4.splat(0);
      for (; i < blockEnd; i += lineBytes) {
        const pC = c + i;
        let t0 = f32x4.sub(load4(pC), kC);
        let t1 = f32x4.sub(load4(pC + 16), kC);
        let t2 = f32x4.sub(load4(pC + 32), kC);
        let t3 = f32x4.sub(load4(pC + 48), kC);
        sumC = f32x4.add(sumC, foldSum(t0, t1, t2, t3));
        squareC = f32x4.add(squareC, foldSquares(t0, t1, t2, t3));
        const pD = d + i;
        t0 = f32x4.sub(load4(pD), kD);
        t1 = f32x4.sub(load4(pD + 16), kD);
        t2 = f32x4.sub(load4(pD + 32), kD);
        t3 = f32x4.sub(load4(pD + 48), kD);
        sumD = f32x4.add(sumD, foldSum(t0, t1, t2, t3));
        squareD = f32x4.add(squareD, foldSquares(t0, t1, t2, t3));
        const pG = gamma + i;
        const pH = beta + i;
        const pA = a + i;
        const pB = b + i;
        const toA = outA + i;
        const toB = outB + i;
        normalizeTwo(pA, pB, toA, toB, pG, pH, mA, mB, sA, sB);
        normalizeTwo(pA + 16, pB + 16, toA + 16, toB + 16, pG + 16, pH + 16, mA, mB, sA, sB);
        normalizeTwo(pA + 32, pB + 32, toA + 32, toB + 32, pG + 32, pH + 32, mA, mB, sA, sB);
        normalizeTwo(pA + 48, pB + 48, toA + 48, toB + 48, pG + 48, pH + 48, mA, mB, sA, sB);
      }
      sumsC = f32x4.add(sumsC, sumC);
      sumsD = f32x4.add(sumsD, sumD);
      squaresC = f32x4.add(squaresC, squareC);
      squaresD = f32x4.add(squaresD, squareD);
    }
    if ((features & 15) !== 0) {
      normalizeRest(a, outA, gamma, beta, features, meanA, rstdA);
      normalizeRest(b, outB, gamma, beta, features, meanB, rstdB);
      conclude(c, features, shiftC, sumsC, squaresC);
      store<f32>(at(mean, r + 2), rowMean);
      store<f32>(at(rstd, r + 2), reciprocalRoot(rowVariance, eps));
      conclude(d, features, shiftD, sumsD, squaresD);
      store<f32>(at(mean, r + 3), rowMean);
      store<f32>(at(rstd, r + 3), reciprocalRoot(rowVariance, eps));
    } else {
      const shifts = f32x4.replace_lane(f32x4.splat(shiftC), 1, shiftD);
      const totals = sumsOfLanes(sumsC, sumsD, squaresC, squaresD);
      concludePair(c, features, shifts, totals, eps, at(mean, r + 2), at(rstd, r + 2));
    }
    a = c;
    outA = outB + bytes;
  }
}

/** One row at a time: while it is written the statistics of the next are taken. */
function forwardPipelined(
  x: usize, y: usize, mean: usize, rstd: usize, gamma: usize, beta: usize,
  first: i32, last: i32, features: i32, eps: f32,
): void {
  const bytes = (<usize>features) << 2;
  const lines = wholeLines(features);
  let row = x + <usize>first * bytes;
  let out = y + <usize>first * bytes;
  measureInto(row, features, eps, at(mean, first), at(rstd, first));
  for (let r = first; r + 1 < last; r++, row += bytes, out += bytes) {
    const m = v128.load_splat<f32>(at(mean, r));
    const s = v128.load_splat<f32>(at(rstd, r));
    const next = row + bytes;
    const shift = shiftOf(next);
    const k = f32x4.splat(shift);
    let sums = f32x4.splat(0);
    let squares = f32x4.splat(0);
    let i: usize = 0;
    while (i < lines) {
      const blockEnd = min(i + blockBytes, lines);
      let sum = f32x4.splat(0);
      let square = f32x4.splat(0);
      for (; i < blockEnd; i += lineBytes) {
        const p = next + i;
        const a = f32x4.sub(load4(p), k);
        const b = f32x4.sub(load4(p + 16), k);
        const c = f32x4.sub(load4(p + 32), k);
        const d = f32x4.sub(load4(p + 48), k);
        sum = f32x4.add(sum, foldSum(a, b, c, d));
        square = f32x4.add(square, foldSquares(a, b, c, d));
        normalizeLine(row + i, out + i, gamma + i, beta + i, m, s);
      }
      sums = f32x4.add(sums, sum);
      squares = f32x4.add(squares, square);
    }
    if ((features & 15) !== 0) {
      normalizeRest(row, out, gamma, beta, features, load<f32>(at(mean, r)), load<f32>(at(rstd, r)));
    }
    conclude(next, features, shift, sums, squares);
    store<f32>(at(mean, r + 1), rowMean);
    store<f32>(at(rstd, r + 1), reciprocalRoot(rowVariance, eps));
  }
  normalize(row, out, gamma, beta, features, load<f32>(at(mean, last - 1)), load<f32>(at(rstd, last - 1)));
}

/** In memory rows up to this length go in pairs all the same. */
const longestPaired = 64;
/** In memory rows up to this length are pipelined one by one. */
const longestPipelined = 256;
/** Rows up to this length lie in first-level cache together with gamma, beta, the result and the row that comes next. */
const longestShort = 1024;
/** Of longer rows, so many bytes are measured, and stay in second-level cache, before they are normalized, panel by panel. */
const groupBytes = 384 * 1024;
const mostGroupRows = 16;
const panelBytes: usize = 4096;

/** Short rows, one by one; a read of every line of the next row has it fetched while this one is written. */
function forwardRows(
  x: usize, y: usize, mean: usize, rstd: usize, gamma: usize, beta: usize,
  first: i32, last: i32, features: i32, eps: f32,
): void {
  const bytes = (<usize>features) << 2;
  const lines = wholeLines(features);
  let row = x + <usize>first * bytes;
  let out = y + <usize>first * bytes;
  let touched = 0;
  for (let r = first; r < last; r++, row += bytes, out += bytes) {
    measureInto(row, features, eps, at(mean, r), at(rstd, r));
    const m = v128.load_splat<f32>(at(mean, r));
    const s = v128.load_splat<f32>(at(rstd, r));
    const next = r + 1 < last ? row + bytes : row;
    for (let i: usize = 0; i < lines; i += lineBytes) {
      touched |= load<i32>(next + i);
      normalizeLine(row + i, out + i, gamma + i, beta + i, m, s);
    }
    if ((features & 15) !== 0) {
      normalizeRest(row, out, gamma, beta, features, load<f32>(at(mean, r)), load<f32>(at(rstd, r)));
    }
  }
  // A result that nobody used would not be read at all.
  store<i32>(room, touched);
}

/** Long rows: gamma and beta are read once for a group. */
function forwardPanels(
  x: usize, y: usize, mean: usize, rstd: usize, gamma: usize, beta: usize,
  first: i32, last: i32, features: i32, eps: f32,
): void {
  const bytes = (<usize>features) << 2;
  const lines = wholeLines(features);
  const groupRows = min(mostGroupRows, max(1, groupBytes / <i32>bytes));
  for (let start = first; start < last; start += groupRows) {
    const end = min(start + groupRows, last);
    for (let r = start; r < end; r++) measureInto(x + <usize>r * bytes, features, eps, at(mean, r), at(rstd, r));
    for (let panel: usize = 0; panel < lines; panel += panelBytes) {
      const panelEnd = min(panel + panelBytes, lines);
      for (let r = start; r < end; r++) {
        const o = <usize>r * bytes;
        normalizeLines(x + o, y + o, gamma, beta, panel, panelEnd, load<f32>(at(mean, r)), load<f32>(at(rstd, r)));
      }
    }
    if ((features & 15) === 0) continue;
    for (let r = start; r < end; r++) {
      const o = <usize>r * bytes;
      normalizeRest(x + o, y + o, gamma, beta, features, load<f32>(at(mean, r)), load<f32>(at(rstd, r)));
    }
  }
}

/** Where the arrays lie, by their size: in the processor's own caches, in caches that it may have to share, or in memory. */
const inOwnCaches = 0;
const inCaches = 1;

/**
 * Rows `first` to `last` of x (rows x features, sixteen features or more). mean and rstd have one value a row; gamma and
 * beta have `features`. y may be x. `reach`: 0, 1 or 2, as above.
 */
export function layerNormForward(
  x: usize, y: usize, mean: usize, rstd: usize, gamma: usize, beta: usize,
  first: i32, last: i32, features: i32, eps: f32, reach: i32,
): void {
  if (reach === inOwnCaches || features <= longestPaired) {
    forwardInPairs(x, y, mean, rstd, gamma, beta, first, last, features, eps);
  } else if (features > longestShort) forwardPanels(x, y, mean, rstd, gamma, beta, first, last, features, eps);
  else if (reach === inCaches || features <= longestPipelined) {
    forwardPipelined(x, y, mean, rstd, gamma, beta, first, last, features, eps);
  } else forwardRows(x, y, mean, rstd, gamma, beta, first, last, features, eps);
}

/** Pairs of rows, and the row that may be left. */
function forwardInPairs(
  x: usize, y: usize, mean: usize, rstd: usize, gamma: usize, beta: usize,
  first: i32, last: i32, features: i32, eps: f32,
): void {
  const even = first + ((last - first) & ~1);
  if (even > first) forwardPairs(x, y, mean, rstd, gamma, beta, first, even, features, eps);
  if (even === last) return;
  const offset = <usize>even * ((<usize>features) << 2);
  measureInto(x + offset, features, eps, at(mean, even), at(rstd, even));
  normalize(x + offset, y + offset, gamma, beta, features, load<f32>(at(mean, even)), load<f32>(at(rstd, even)));
}

/** Bytes of a group of rows, whose sums are normalized while they lie in the caches. */
const sumGroupBytes = 64 * 1024;

/** sum = x + branch. */
function addVectors(x: usize, branch: usize, sum: usize, bytes: usize): void {
  let i: usize = 0;
  for (; i + 32 <= bytes; i += 32) {
    store4(sum + i, f32x4.add(load4(x + i), load4(branch + i)));
    store4(sum + i + 16, f32x4.add(load4(x + i + 16), load4(branch + i + 16)));
  }
  for (; i < bytes; i += 4) store<f32>(sum + i, load<f32>(x + i) + load<f32>(branch + i));
}

/** sum = x + branch, and y = layer norm of sum, group by group of rows: what a pre-norm block's residual stream does. */
export function addLayerNormForward(
  x: usize, branch: usize, sum: usize, y: usize, mean: usize, rstd: usize, gamma: usize, beta: usize,
  first: i32, last: i32, features: i32, eps: f32, reach: i32,
): void {
  const bytes = (<usize>features) << 2;
  const rows = max(2, (sumGroupBytes / <i32>bytes) & ~1);
  for (let start = first; start < last; start += rows) {
    const end = min(start + rows, last);
    const o = <usize>start * bytes;
    addVectors(x + o, branch + o, sum + o, <usize>(end - start) * bytes);
    // The sums lie in the caches; the result may not.
    if (reach === inOwnCaches) forwardInPairs(sum, y, mean, rstd, gamma, beta, start, end, features, eps);
    else forwardPipelined(sum, y, mean, rstd, gamma, beta, start, end, features, eps);
  }
}
