/** One pass over float32 values in WebAssembly. Each function returns null where it leaves the work to the plain version. */
import type { Bins } from "../statistics/bins.ts";
import { CELLS, emptyKeyHistogram, type KeyHistogram } from "../statistics/key-histogram.ts";
import { emptyMoments, type Moments, mergeMoments, momentsOfChunk } from "../statistics/moments.ts";
import { wasm } from "./module.ts";
import { operandsOf } from "./rows.ts";

export interface Gathered {
  readonly moments: Moments;
  readonly keys: KeyHistogram;
}

const smallestWork = 16384;
const blockSize = 2048;
const recordDoubles = 8;
/** Values of one call to the kernel: scratch memory holds them where they lie on the JavaScript heap. */
const pieceSize = 512 * blockSize;

function* pieces(values: Float32Array): Generator<Float32Array> {
  for (let start = 0; start < values.length; start += pieceSize) yield values.subarray(start, start + pieceSize);
}

export function describeFloats(values: Float32Array, checkInterrupt?: () => void): Gathered | null {
  const instance = wasm();
  if (values.length < smallestWork || instance === null) return null;
  const keys = emptyKeyHistogram();
  let moments = emptyMoments;
  // A tensor has fewer elements than a 32-bit count holds.
  const table = new Uint32Array(CELLS);
  for (const piece of pieces(values)) {
    const blocks = Math.ceil(piece.length / blockSize);
    const call = operandsOf(instance);
    const records = call.room(blocks * recordDoubles * 8);
    const counts = call.counts(table);
    instance.kernels.describeBlocks(call.input(piece, piece.length), piece.length, blockSize, records, counts);
    call.end();
    const found = new Float64Array(instance.memory.buffer, records, blocks * recordDoubles);
    for (let i = 0; i < blocks; i++) {
      const end = Math.min((i + 1) * blockSize, piece.length);
      moments = mergeMoments(moments, blockMoments(found, i, piece, i * blockSize, end));
    }
    checkInterrupt?.();
  }
  for (let cell = 0; cell < CELLS; cell++) keys.counts[cell] = table[cell];
  return { moments, keys };
}

function blockMoments(records: Float64Array, block: number, values: Float32Array, start: number, end: number): Moments {
  const at = block * recordDoubles;
  const sum = records[at];
  if (sum - sum !== 0) return momentsOfChunk(Float64Array.from(values.subarray(start, end)));
  return {
    count: end - start,
    mean: records[at + 1],
    m2: records[at + 2],
    m3: records[at + 3],
    m4: records[at + 4],
    min: records[at + 5],
    max: records[at + 6],
    zeros: records[at + 7],
    nan: 0,
    positiveInfinity: 0,
    negativeInfinity: 0,
  };
}

/** Counts in bins, [below, bin 0, ..., bin n-1, above]. */
export function countFloats(values: Float32Array, bins: Bins, checkInterrupt?: () => void): Float64Array | null {
  const instance = wasm();
  if (values.length < smallestWork || instance === null) return null;
  const table = new Uint32Array(bins.count + 3);
  for (const piece of pieces(values)) {
    const call = operandsOf(instance);
    const counts = call.counts(table);
    const x = call.input(piece, piece.length);
    instance.kernels.countInBins(x, piece.length, bins.start, bins.width, bins.count, counts);
    call.end();
    checkInterrupt?.();
  }
  // The last cell counts what is not finite.
  return Float64Array.from(table.subarray(0, bins.count + 2));
}
