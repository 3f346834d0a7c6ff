/**
 * Mean and biased variance of a row, in PyTorch's order of operations (native/cpu/moments_utils.h, RowwiseMoments):
 * Welford over chunks of 16 vectors of 8 lanes, chunks merged in a binary cascade, the tail first and then the lanes.
 * float32 keeps every rounding of the vectorized build, fused multiply-adds included.
 */
import { pieceEnd, worked } from "../work.ts";
import type { FloatArray } from "./values.ts";

const { fround } = Math;
const lanes = 8;
const chunk = 16;

const reciprocals = Float32Array.from({ length: chunk }, (_, i) => 1 / (i + 1));

/** Chunks of a long row between two looks at the interrupt. */
const chunksPerLook = 2 ** 13;

/** The levels of the cascade: counts, and lane-wise means and sums of squared deviations. */
const maxDepth = 32;
const counts = new Float64Array(maxDepth);
const means = new Float32Array(maxDepth * lanes);
const squares = new Float32Array(maxDepth * lanes);
const chunkMeans = new Float32Array(lanes);
const chunkSquares = new Float32Array(lanes);

export interface Moments {
  mean: number;
  variance: number;
}

/** A loop: for so few values `fill` takes longer to call than to run. */
function clear(values: FloatArray, from: number, to: number): void {
  for (let i = from; i < to; i++) values[i] = 0;
}

/** Adds `count` values a lane, with their means and squares, to a level of the cascade. */
function merge(count: number, fromMeans: Float32Array, fromSquares: Float32Array, from: number, level: number): void {
  const before = counts[level];
  const total = before + count;
  const share = total === 0 ? 0 : fround(count / total);
  const at = level * lanes;
  for (let lane = 0; lane < lanes; lane++) {
    const delta = fround(fromMeans[from + lane] - means[at + lane]);
    means[at + lane] = means[at + lane] + share * delta;
    const scaled = fround(fround(delta * delta) * share);
    squares[at + lane] = squares[at + lane] + fround(fromSquares[from + lane] + scaled * before);
  }
  counts[level] = total;
}

/** One chunk of `length` steps; each step takes `width` lanes from where `offset` says. */
function addChunk(x: FloatArray, start: number, length: number, stride: number): void {
  clear(chunkMeans, 0, lanes);
  clear(chunkSquares, 0, lanes);
  for (let step = 0; step < length; step++) {
    const reciprocal = reciprocals[step];
    const at = start + step * stride;
    for (let lane = 0; lane < lanes; lane++) {
      const value = x[at + lane];
      const delta = fround(value - chunkMeans[lane]);
      const mean = fround(chunkMeans[lane] + delta * reciprocal);
      chunkMeans[lane] = mean;
      chunkSquares[lane] = chunkSquares[lane] + delta * fround(value - mean);
    }
  }
  merge(length, chunkMeans, chunkSquares, 0, 0);
}

/**
 * Moments of x[start .. start+n) with float32 arithmetic. `half`: the input was a half type, whose vectors hold 16 values
 * that two accumulators share.
 */
export function rowMoments32(x: FloatArray, start: number, n: number, half: boolean, into: Moments): void {
  const width = half ? 2 * lanes : lanes;
  const vectors = Math.floor(n / width);
  const chunks = Math.ceil(vectors / chunk);
  const depth = Math.max(1, Math.ceil(Math.log2(Math.max(chunks, 1))));
  clear(counts, 0, depth);
  clear(means, 0, depth * lanes);
  clear(squares, 0, depth * lanes);
  for (let i = 0; i < chunks; i++) {
    const at = start + i * chunk * width;
    const length = Math.min(chunk, vectors - i * chunk);
    if ((i + 1) % chunksPerLook === 0) worked(chunksPerLook * chunk * width);
    addChunk(x, at, length, width);
    if (half) addChunk(x, at + lanes, length, width);
    let mask = i + 1;
    for (let level = 1; level < depth && (mask & 1) === 0; level++) {
      merge(counts[level - 1], means, squares, (level - 1) * lanes, level);
      counts[level - 1] = 0;
      clear(means, (level - 1) * lanes, level * lanes);
      clear(squares, (level - 1) * lanes, level * lanes);
      mask >>= 1;
    }
  }
  for (let level = 1; level < depth; level++) merge(counts[level], means, squares, level * lanes, 0);
  finish(x, start, n, vectors * width, into);
}

/** The tail that fills no vector, then the lanes one after the other. */
function finish(x: FloatArray, start: number, n: number, done: number, into: Moments): void {
  let count = 0;
  let mean = 0;
  let square = 0;
  for (let i = done; i < n; i++) {
    const value = x[start + i];
    const delta = fround(value - mean);
    count++;
    mean = fround(mean + fround(delta / count));
    // PyTorch's build does not fuse this one.
    square = fround(square + fround(delta * fround(value - mean)));
  }
  const perLane = done / lanes;
  for (let lane = 0; lane < lanes && perLane > 0; lane++) {
    const total = count + perLane;
    const share = fround(perLane / total);
    const delta = fround(means[lane] - mean);
    mean = fround(mean + share * delta);
    const scaled = fround(fround(delta * delta) * share);
    square = fround(square + fround(squares[lane] + scaled * count));
    count = total;
  }
  into.mean = mean;
  into.variance = fround(square / n);
}

/** Moments in double precision, in two passes over the row. */
export function rowMoments64(x: FloatArray, start: number, n: number, into: Moments): void {
  let sum = 0;
  const stop = start + n;
  for (let i = start; i < stop; ) for (const end = pieceEnd(i, stop); i < end; i++) sum += x[i];
  const mean = sum / n;
  let square = 0;
  let rest = 0;
  for (let i = start; i < stop; ) {
    for (const end = pieceEnd(i, stop); i < end; i++) {
      const deviation = x[i] - mean;
      square += deviation * deviation;
      rest += deviation;
    }
  }
  into.mean = mean + rest / n;
  // what the rounding of the mean added to the squares is taken off again
  into.variance = Math.max(square - (rest * rest) / n, 0) / n;
  if (Number.isNaN(square)) into.variance = Number.NaN;
}
