/** Blocks of a matrix by the value of each that lies farthest from a centre, in WebAssembly. */
import { isInArena } from "./arena.ts";
import { wasm } from "./module.ts";
import type { FloatArray } from "./operands.ts";
import { operandsOf } from "./rows.ts";
import { runCalls } from "./threads.ts";

const smallestWork = 16384;
const mostCells = 2 ** 16;

interface Blocks {
  readonly columns: number;
  readonly rowsPerBlock: number;
  readonly columnsPerBlock: number;
  readonly centre: number;
}

/** The values of all cells, row-major; null where the work is left to the plain version. */
export function farthestOfBlocks(
  x: FloatArray | undefined,
  { columns, rowsPerBlock, columnsPerBlock, centre }: Blocks,
): Float64Array | null {
  const instance = wasm();
  if (x === undefined || instance === null || x.length < smallestWork || !isInArena(x)) return null;
  const rows = x.length / columns;
  const gridRows = Math.ceil(rows / rowsPerBlock);
  const gridColumns = Math.ceil(columns / columnsPerBlock);
  const cells = gridRows * gridColumns;
  if (cells > mostCells) return null;
  const call = operandsOf(instance);
  const values = call.room(cells * 8);
  const distances = call.room(cells * 8);
  new Float64Array(instance.memory.buffer, values, cells).fill(0);
  new Float64Array(instance.memory.buffer, distances, cells).fill(-1);
  const calls = Array.from(
    { length: gridRows },
    (_, i) =>
      [
        x.byteOffset + i * rowsPerBlock * columns * x.BYTES_PER_ELEMENT,
        x instanceof Float64Array ? 1 : 0,
        Math.min(rowsPerBlock, rows - i * rowsPerBlock),
        columns,
        rowsPerBlock,
        columnsPerBlock,
        centre,
        values + i * gridColumns * 8,
        distances + i * gridColumns * 8,
      ] as const,
  );
  runCalls(instance, "blockExtremes", calls, x.length / calls.length);
  const found = new Float64Array(instance.memory.buffer, values, cells).slice();
  call.end();
  return found;
}
