/** One pass over float32 values in WebAssembly. Each function returns null where it leaves the work to the plain version. */
import type { Bins } from "../statistics/bins.ts";
import { CELLS, emptyKeyHistogram, type KeyHistogram } from "../statistics/key-histogram.ts";
import { emptyMoments, type Moments, mergeMoments } from "../statistics/moments.ts";
import { tracked } from "../work.ts";
import { isInArena } from "./arena.ts";
import { wasm } from "./module.ts";
import { operandsOf } from "./rows.ts";

export interface Gathered {
  readonly moments: Moments;
  readonly keys: KeyHistogram;
}

const smallestWork = 16384;
const blockSize = 8192;
const recordDoubles = 11;
/** Values of one call to the kernel: scratch memory holds them where they lie on the JavaScript heap. */
const pieceSize = 128 * blockSize;

function* pieces(values: Float32Array): Generator<Float32Array> {
  for (let start = 0; start < values.length; start += pieceSize) yield values.subarray(start, start + pieceSize);
}

export function describeFloats(values: Float32Array, checkInterrupt?: () => void): Gathered | null {
  const instance = wasm();
  if (values.length < smallestWork || instance === null) return null;
  const { kernels, memory } = instance;
  // The counts stay in scratch memory until all pieces are in them. A tensor has fewer elements than 32 bits count.
  const call = operandsOf(instance);
  const counts = call.room(CELLS * 4);
  kernels.fillBytes(counts, 0, CELLS * 4);
  const records = call.room((pieceSize / blockSize) * recordDoubles * 8);
  const found = new Float64Array(memory.buffer, records, (pieceSize / blockSize) * recordDoubles);
  const staged = isInArena(values) ? null : new Float32Array(memory.buffer, call.room(pieceSize * 4), pieceSize);
  let moments = emptyMoments;
  tracked("statistics", values.length, (tell) => {
    let done = 0;
    for (const piece of pieces(values)) {
      staged?.set(piece);
      kernels.describeBlocks((staged ?? piece).byteOffset, piece.length, blockSize, records, counts);
      const blocks = Math.ceil(piece.length / blockSize);
      for (let i = 0; i < blocks; i++) moments = mergeMoments(moments, blockMoments(found, i * recordDoubles));
      done += piece.length;
      tell(done);
      checkInterrupt?.();
    }
  });
  const table = new Uint32Array(memory.buffer, counts, CELLS);
  const keys = emptyKeyHistogram();
  for (let cell = 0; cell < CELLS; cell++) keys.counts[cell] = table[cell];
  call.end();
  return { moments, keys };
}

function blockMoments(records: Float64Array, at: number): Moments {
  const count = records[at];
  return {
    count,
    mean: records[at + 1],
    m2: records[at + 2],
    m3: records[at + 3],
    m4: records[at + 4],
    min: records[at + 5],
    max: records[at + 6],
    zeros: records[at + 7],
    nan: records[at + 8],
    positiveInfinity: records[at + 9],
    negativeInfinity: records[at + 10],
  };
}

/** Counts in bins, [below, bin 0, ..., bin n-1, above]. */
export function countFloats(values: Float32Array, bins: Bins, checkInterrupt?: () => void): Float64Array | null {
  const instance = wasm();
  if (values.length < smallestWork || instance === null) return null;
  const table = new Uint32Array(bins.count + 3);
  for (const piece of pieces(values)) {
    const call = operandsOf(instance);
    const counts = call.updatedWords(table);
    const x = call.input(piece, piece.length);
    instance.kernels.countInBins(x, piece.length, bins.start, bins.width, bins.count, counts);
    call.end();
    checkInterrupt?.();
  }
  // The last cell counts what is not finite.
  return Float64Array.from(table.subarray(0, bins.count + 2));
}
