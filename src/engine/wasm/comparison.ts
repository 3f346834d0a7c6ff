/** One pass over two arrays that should agree, in WebAssembly. Null where the work is left to the plain version. */
import { tracked, workHooks } from "../work.ts";
import { isInArena } from "./arena.ts";
import { wasm } from "./module.ts";
import type { FloatArray } from "./operands.ts";
import { operandsOf } from "./rows.ts";
import { runCalls } from "./threads.ts";

const smallestWork = 16384;
/** Values of a block, and doubles of its record. */
export const blockValues = 2048;
const recordDoubles = 8;
/** Counts of a table of magnitudes; zeros go to the last. Two tables take turns. */
const zeroCell = 2800;
const tableWords = 2816;
/** Doubles of an entry of the edges. */
const entryDoubles = 3;
/** Values between two looks at the records, and the calls that share them: fixed, so that sums have the same bits on any number of threads. */
const pieceValues = 2 ** 24;
/** Values of arrays on the JavaScript heap that are copied in at a time. */
const stagedValues = 2 ** 18;
const callsOfPiece = 16;
const mostCells = 64 * 64;

/** What one block of values leaves; null where the caller has to look at it itself. */
export interface BlockErrors {
  readonly sum: number;
  readonly sumOfSquares: number;
  readonly largest: number;
  readonly largestRelative: number;
  readonly largestExcess: number;
  readonly outside: number;
  readonly ulp: number;
}

/** Blocks of a matrix whose largest error is wanted. */
export interface ErrorGrid {
  readonly columns: number;
  readonly rowsPerBlock: number;
  readonly columnsPerBlock: number;
  readonly gridColumns: number;
  readonly cells: number;
}

/** The bins of each exponent of a double: see decades.ts. */
export interface MagnitudeEdges {
  readonly firstBin: Int32Array;
  readonly firstEdge: Float64Array;
  readonly secondEdge: Float64Array;
}

export interface BlockComparison {
  /** Counts of errors by bin; the last is of zeros. */
  readonly decades: Float64Array;
  /** The largest error of each cell; -1 where none was seen. */
  readonly grid: Float64Array | null;
}

/** Calls `visit` for every block in order. */
export function compareInBlocks(
  a: FloatArray,
  b: FloatArray,
  { atol, rtol }: { readonly atol: number; readonly rtol: number },
  edges: MagnitudeEdges,
  map: ErrorGrid | null,
  visit: (start: number, errors: BlockErrors | null) => void,
): BlockComparison | null {
  const instance = wasm();
  const isDouble = a instanceof Float64Array;
  if (instance === null || a.length < smallestWork || isDouble !== b instanceof Float64Array) return null;
  const cells = map?.cells ?? 0;
  if (cells > mostCells) return null;
  const isStaged = !isInArena(a) || !isInArena(b);
  const step = isStaged ? stagedValues : pieceValues;
  const decades = new Float64Array(zeroCell + 1);
  const grid = map === null ? null : new Float64Array(cells).fill(-1);
  const { memory } = instance;
  tracked("comparison", a.length, (tell) => {
    for (let start = 0; start < a.length; start += step) {
      const count = Math.min(step, a.length - start);
      const call = operandsOf(instance);
      const table = call.inputDoubles(edgeTable(edges), edges.firstBin.length * entryDoubles);
      const input = (values: FloatArray): number => {
        const piece = values.subarray(start, start + count);
        return isDouble ? call.inputDoubles(piece, count) : call.input(piece, count);
      };
      const [first, second] = [input(a), input(b)];
      const blocks = Math.ceil(count / blockValues);
      const records = call.room(blocks * recordDoubles * 8);
      const share = Math.ceil(blocks / callsOfPiece);
      const calls = Math.ceil(blocks / share);
      const counts = call.room(calls * 2 * tableWords * 4);
      const grids = map === null ? 0 : call.room(calls * cells * 8);
      new Uint32Array(memory.buffer, counts, calls * 2 * tableWords).fill(0);
      const found = new Float64Array(memory.buffer, records, blocks * recordDoubles);
      if (map !== null) new Float64Array(memory.buffer, grids, calls * cells).fill(-1);
      const size = isDouble ? 8 : 4;
      runCalls(
        instance,
        "compareFloats",
        Array.from({ length: calls }, (_, i) => {
          const from = i * share * blockValues;
          return [
            first + from * size,
            second + from * size,
            Math.min(share * blockValues, count - from),
            isDouble ? 1 : 0,
            atol,
            rtol,
            records + i * share * recordDoubles * 8,
            counts + i * 2 * tableWords * 4,
            table,
            map === null ? 0 : grids + i * cells * 8,
            start + from,
            map?.columns ?? 0,
            map?.rowsPerBlock ?? 0,
            map?.columnsPerBlock ?? 0,
            map?.gridColumns ?? 0,
          ] as const;
        }),
        share * blockValues,
      );
      const tables = new Uint32Array(memory.buffer, counts, calls * 2 * tableWords);
      for (let i = 0; i < calls; i++) {
        const at = 2 * i * tableWords;
        // What filled the last vector is taken off one of the two, which may go below zero.
        for (let k = 0; k <= zeroCell; k++) decades[k] += (tables[at + k] + tables[at + tableWords + k]) >>> 0;
      }
      if (grid !== null) {
        const parts = new Float64Array(memory.buffer, grids, calls * cells);
        for (let i = 0; i < parts.length; i++) grid[i % cells] = Math.max(grid[i % cells], parts[i]);
      }
      // What visits may use scratch memory themselves.
      const kept = found.slice();
      call.end();
      for (let block = 0; block < blocks; block++) {
        visit(start + block * blockValues, blockErrors(kept, block * recordDoubles));
      }
      tell(start + count);
      if (start + count < a.length) workHooks.checkInterrupt();
    }
  });
  return { decades, grid };
}

function blockErrors(records: Float64Array, at: number): BlockErrors | null {
  if (records[at] === 0) return null;
  return {
    sum: records[at + 1],
    sumOfSquares: records[at + 2],
    largest: records[at + 3],
    largestRelative: records[at + 4],
    largestExcess: records[at + 5],
    outside: records[at + 6],
    ulp: records[at + 7],
  };
}

const edgeTables = new WeakMap<MagnitudeEdges, Float64Array>();

/** Two edges and a bin for each exponent; zeros have the exponent 0. */
function edgeTable(edges: MagnitudeEdges): Float64Array {
  const known = edgeTables.get(edges);
  if (known !== undefined) return known;
  const { firstBin, firstEdge, secondEdge } = edges;
  const entries = new Float64Array(firstBin.length * entryDoubles);
  const words = new Int32Array(entries.buffer);
  for (let exponent = 0; exponent < firstBin.length; exponent++) {
    const at = exponent * entryDoubles;
    entries[at] = exponent === 0 ? Infinity : firstEdge[exponent];
    entries[at + 1] = exponent === 0 ? Infinity : secondEdge[exponent];
    words[(at + 2) * 2] = exponent === 0 ? zeroCell : firstBin[exponent];
  }
  edgeTables.set(edges, entries);
  return entries;
}
