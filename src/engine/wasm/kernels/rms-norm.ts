/**
 * RMS norm over rows of float32 (Zhang and Sennrich 2019). Rows in the caches: one is normalized while the squares of the
 * next are summed. Large arrays: a row is measured, and then normalized out of the cache.
 */
import { room } from "./room";
import { blockBytes, lineBytes, wholeLines } from "./row-statistics";
import { at, foldSquares, load4, multiplyAdd, multiplySubtract, store4, sumOfLanes } from "./simd";

/** Rows whose contributions to dgamma are gathered before they are added to the total. */
const rowsPerFlush = 64;
/** Rows up to this length lie in first-level cache together with gamma, the result and the row that comes next. */
const longestShort = 1024;

// @ts-ignore: decorator
@inline
function squaresOfLine(p: usize): v128 {
  return foldSquares(load4(p), load4(p + 16), load4(p + 32), load4(p + 48));
}

// @ts-ignore: decorator
@inline
function scaleVector(x: usize, y: usize, gamma: usize, scale: v128): void {
  store4(y, f32x4.mul(f32x4.mul(load4(x), scale), load4(gamma)));
}

// @ts-ignore: decorator
@inline
function scaleLine(x: usize, y: usize, gamma: usize, scale: v128): void {
  scaleVector(x, y, gamma, scale);
  scaleVector(x + 16, y + 16, gamma + 16, scale);
  scaleVector(x + 32, y + 32, gamma + 32, scale);
  scaleVector(x + 48, y + 48, gamma + 48, scale);
}

/** The sum of a row's squares, from that over its whole lines. */
// @ts-ignore: decorator
@inline
function concludeSquares(row: usize, bytes: usize, lines: usize, total: v128): f32 {
  let sum = sumOfLanes(total);
  for (let i = lines; i < bytes; i += 4) sum += load<f32>(row + i) * load<f32>(row + i);
  return sum;
}

function sumOfSquares(row: usize, bytes: usize, lines: usize): f32 {
  let total = f32x4.splat(0);
  let i: usize = 0;
  while (i < lines) {
    const blockEnd = min(i + blockBytes, lines);
    let sum = f32x4.splat(0);
    for (; i < blockEnd; i += lineBytes) sum = f32x4.add(sum, squaresOfLine(row + i));
    total = f32x4.add(total, sum);
  }
  return concludeSquares(row, bytes, lines, total);
}

// @ts-ignore: decorator
@inline
function scaleRest(x: usize, y: usize, gamma: usize, bytes: usize, lines: usize, scale: f32): void {
  for (let i = lines; i < bytes; i += 4) store<f32>(y + i, load<f32>(x + i) * scale * load<f32>(gamma + i));
}

/** Scales a row and sums the squares of the next. */
function scaleAndMeasure(x: usize, y: usize, gamma: usize, next: usize, bytes: usize, lines: usize, scale: f32): f32 {
  const s = f32x4.splat(scale);
  let total = f32x4.splat(0);
  let i: usize = 0;
  while (i < lines) {
    const blockEnd = min(i + blockBytes, lines);
    let sum = f32x4.splat(0);
    for (; i < blockEnd; i += lineBytes) {
      sum = f32x4.add(sum, squaresOfLine(next + i));
      scaleLine(x + i, y + i, gamma + i, s);
    }
    total = f32x4.add(total, sum);
  }
  // Before the rest is written: y may be x.
  const squares = concludeSquares(next, bytes, lines, total);
  scaleRest(x, y, gamma, bytes, lines, scale);
  return squares;
}

/** Scales a row; a read of every line of the next has it fetched meanwhile. */
function scaleAndTouch(x: usize, y: usize, gamma: usize, next: usize, bytes: usize, lines: usize, scale: f32): i32 {
  const s = f32x4.splat(scale);
  let touched = 0;
  for (let i: usize = 0; i < lines; i += lineBytes) {
    touched |= load<i32>(next + i);
    scaleLine(x + i, y + i, gamma + i, s);
  }
  scaleRest(x, y, gamma, bytes, lines, scale);
  return touched;
}

function scaleRow(x: usize, y: usize, gamma: usize, bytes: usize, lines: usize, scale: f32): void {
  const s = f32x4.splat(scale);
  for (let i: usize = 0; i < lines; i += lineBytes) scaleLine(x + i, y + i, gamma + i, s);
  scaleRest(x, y, gamma, bytes, lines, scale);
}

/**
 * y = x / sqrt(mean(x^2) + eps) * gamma for `rows` rows; rstd has one value a row. `isLarge`: the arrays do not fit in the
 * caches.
 */
export function rmsNormForward(
  x: usize, y: usize, rstd: usize, gamma: usize, rows: i32, features: i32, eps: f32, isLarge: bool,
): void {
  const bytes = (<usize>features) << 2;
  const lines = wholeLines(features);
  const n = <f32>features;
  let squares: f32 = isLarge ? 0 : sumOfSquares(x, bytes, lines);
  let touched = 0;
  for (let r = 0; r < rows; r++, x += bytes, y += bytes) {
    if (isLarge) squares = sumOfSquares(x, bytes, lines);
    const scale: f32 = 1 / sqrt<f32>(squares / n + eps);
    store<f32>(at(rstd, r), scale);
    const isLast = r + 1 === rows;
    const next = isLast ? x : x + bytes;
    if (isLast || (isLarge && features > longestShort)) scaleRow(x, y, gamma, bytes, lines, scale);
    else if (isLarge) touched |= scaleAndTouch(x, y, gamma, next, bytes, lines, scale);
    else squares = scaleAndMeasure(x, y, gamma, next, bytes, lines, scale);
  }
  // A result that nobody used would not be read at all.
  store<i32>(room, touched);
}

/** Adds the sums of some rows to the total, and clears them. */
function flush(dgamma: usize, part: usize, bytes: usize): void {
  let i: usize = 0;
  for (; i + 16 <= bytes; i += 16) {
    store4(dgamma + i, f32x4.add(load4(dgamma + i), load4(part + i)));
    store4(part + i, f32x4.splat(0));
  }
  for (; i < bytes; i += 4) {
    store<f32>(dgamma + i, load<f32>(dgamma + i) + load<f32>(part + i));
    store<f32>(part + i, 0);
  }
}

/** dy * x_hat: what an element adds to its dgamma. */
// @ts-ignore: decorator
@inline
function productAt(x: usize, dy: usize, scale: v128): v128 {
  return f32x4.mul(load4(dy), f32x4.mul(load4(x), scale));
}

/** The sum of dy * x_hat * gamma over a row, whose dy * x_hat are added to `part`. */
function project(x: usize, dy: usize, gamma: usize, part: usize, bytes: usize, lines: usize, scale: f32): f32 {
  const s = f32x4.splat(scale);
  let projections = f32x4.splat(0);
  let i: usize = 0;
  while (i < lines) {
    const blockEnd = min(i + blockBytes, lines);
    let projection = f32x4.splat(0);
    for (; i < blockEnd; i += lineBytes) {
      const pX = x + i;
      const pD = dy + i;
      const pG = gamma + i;
      const to = part + i;
      const a = productAt(pX, pD, s);
      const b = productAt(pX + 16, pD + 16, s);
      const c = productAt(pX + 32, pD + 32, s);
      const d = productAt(pX + 48, pD + 48, s);
      store4(to, f32x4.add(load4(to), a));
      store4(to + 16, f32x4.add(load4(to + 16), b));
      store4(to + 32, f32x4.add(load4(to + 32), c));
      store4(to + 48, f32x4.add(load4(to + 48), d));
      const low = multiplyAdd(b, load4(pG + 16), f32x4.mul(a, load4(pG)));
      const high = multiplyAdd(d, load4(pG + 48), f32x4.mul(c, load4(pG + 32)));
      projection = f32x4.add(projection, f32x4.add(low, high));
    }
    projections = f32x4.add(projections, projection);
  }
  let sum = sumOfLanes(projections);
  for (; i < bytes; i += 4) {
    const product = load<f32>(dy + i) * (load<f32>(x + i) * scale);
    store<f32>(part + i, load<f32>(part + i) + product);
    sum += product * load<f32>(gamma + i);
  }
  return sum;
}

/** dx = rstd * (dy * gamma - x_hat * share) at one vector. */
// @ts-ignore: decorator
@inline
function gradientAt(x: usize, dy: usize, gamma: usize, dx: usize, scale: v128, share: v128): void {
  const g = f32x4.mul(load4(dy), load4(gamma));
  store4(dx, f32x4.mul(scale, multiplySubtract(f32x4.mul(load4(x), scale), share, g)));
}

function gradientRow(x: usize, dy: usize, gamma: usize, dx: usize, bytes: usize, lines: usize, scale: f32, share: f32): void {
  const s = f32x4.splat(scale);
  const p = f32x4.splat(share);
  let i: usize = 0;
  for (; i < lines; i += lineBytes) {
    const pX = x + i;
    const pD = dy + i;
    const pG = gamma + i;
    const to = dx + i;
    gradientAt(pX, pD, pG, to, s, p);
    gradientAt(pX + 16, pD + 16, pG + 16, to + 16, s, p);
    gradientAt(pX + 32, pD + 32, pG + 32, to + 32, s, p);
    gradientAt(pX + 48, pD + 48, pG + 48, to + 48, s, p);
  }
  for (; i < bytes; i += 4) {
    const g = load<f32>(dy + i) * load<f32>(gamma + i);
    store<f32>(dx + i, scale * (g - load<f32>(x + i) * scale * share));
  }
}

/** dx (0: not wanted), and the part of dgamma that the rows have. */
export function rmsNormBackward(
  x: usize, dy: usize, rstd: usize, gamma: usize, dx: usize, dgamma: usize, rows: i32, features: i32,
): void {
  const bytes = (<usize>features) << 2;
  const lines = wholeLines(features);
  const inverse: f32 = 1 / <f32>features;
  memory.fill(room, 0, bytes);
  memory.fill(dgamma, 0, bytes);
  for (let r = 0; r < rows; r++, x += bytes, dy += bytes) {
    const scale = load<f32>(at(rstd, r));
    const projection = project(x, dy, gamma, room, bytes, lines, scale);
    if (dx !== 0) {
      gradientRow(x, dy, gamma, dx, bytes, lines, scale, projection * inverse);
      dx += bytes;
    }
    if ((r & (rowsPerFlush - 1)) === rowsPerFlush - 1 || r + 1 === rows) flush(dgamma, room, bytes);
  }
}
