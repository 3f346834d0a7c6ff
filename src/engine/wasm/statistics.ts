/** One pass over float32 values in WebAssembly. Each function returns null where it leaves the work to the plain version. */
import type { Bins } from "../statistics/bins.ts";
import { CELLS, emptyKeyHistogram, type KeyHistogram } from "../statistics/key-histogram.ts";
import { emptyMoments, type Moments, mergeMoments } from "../statistics/moments.ts";
import { tracked } from "../work.ts";
import { isInArena } from "./arena.ts";
import { wasm } from "./module.ts";
import { operandsOf } from "./rows.ts";
import { runCalls, threadsFor } from "./threads.ts";

export interface Gathered {
  readonly moments: Moments;
  readonly keys: KeyHistogram;
}

const smallestWork = 16384;
const blockSize = 8192;
const recordDoubles = 11;
/** Values of one call to the kernel: scratch memory holds them where they lie on the JavaScript heap. */
const pieceSize = 128 * blockSize;

const recordsBytes = (pieceSize / blockSize) * recordDoubles * 8;
const countsBytes = CELLS * 4;

function* pieces(values: Float32Array): Generator<Float32Array> {
  for (let start = 0; start < values.length; start += pieceSize) yield values.subarray(start, start + pieceSize);
}

/** The pieces in groups that go through the kernel at the same time. */
function* groups(values: Float32Array, size: number): Generator<Float32Array[]> {
  let group: Float32Array[] = [];
  for (const piece of pieces(values)) {
    group.push(piece);
    if (group.length < size) continue;
    yield group;
    group = [];
  }
  if (group.length > 0) yield group;
}

/** The same for any number of threads: blocks are merged in their order, and counts are whole numbers. */
export function describeFloats(values: Float32Array, checkInterrupt?: () => void): Gathered | null {
  const instance = wasm();
  if (values.length < smallestWork || instance === null) return null;
  const { kernels, memory } = instance;
  const isPlaced = isInArena(values);
  const lanes = isPlaced ? threadsFor(values.length) : 1;
  // The counts stay in scratch memory until all pieces are in them. A tensor has fewer elements than 32 bits count.
  const call = operandsOf(instance);
  const counts = call.room(lanes * countsBytes);
  kernels.fillBytes(counts, 0, lanes * countsBytes);
  const records = call.room(lanes * recordsBytes);
  const found = new Float64Array(memory.buffer, records, (lanes * recordsBytes) / 8);
  const staged = isPlaced ? null : new Float32Array(memory.buffer, call.room(pieceSize * 4), pieceSize);
  let moments = emptyMoments;
  tracked("statistics", values.length, (tell) => {
    let done = 0;
    for (const group of groups(values, lanes)) {
      staged?.set(group[0]);
      const calls = group.map((piece, lane): Parameters<typeof kernels.describeBlocks> => {
        const from = (staged ?? piece).byteOffset;
        return [from, piece.length, blockSize, records + lane * recordsBytes, counts + lane * countsBytes];
      });
      runCalls(instance, "describeBlocks", calls, pieceSize);
      group.forEach(({ length }, lane) => {
        const first = (lane * recordsBytes) / 8;
        const blocks = Math.ceil(length / blockSize);
        for (let i = 0; i < blocks; i++)
          moments = mergeMoments(moments, blockMoments(found, first + i * recordDoubles));
        done += length;
      });
      tell(done);
      checkInterrupt?.();
    }
  });
  const tables = new Uint32Array(memory.buffer, counts, lanes * CELLS);
  const keys = emptyKeyHistogram();
  for (let cell = 0; cell < CELLS; cell++) {
    for (let at = cell; at < tables.length; at += CELLS) keys.counts[cell] += tables[at];
  }
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
