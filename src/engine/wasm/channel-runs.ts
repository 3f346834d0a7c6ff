/**
 * Batch, group and instance norm in WebAssembly, over runs: the elements of one channel of one sample. Null or false where
 * the work is left to the plain version: other dtypes, memory outside the arena, short runs, and work so small that
 * PyTorch's last bit shows.
 */
import { isInArena } from "./arena.ts";
import { type WasmInstance, wasm } from "./module.ts";
import type { FloatArray } from "./operands.ts";
import { fitsScratch, longestRow, operandsOf, rowRanges } from "./rows.ts";
import { runCalls } from "./threads.ts";

export interface Runs {
  readonly count: number;
  /** Elements of each. */
  readonly length: number;
}

const smallestWork = 32768;
const shortestRun = 16;
/** Bytes of a run in scratch memory: coefficients, centres and results. */
const bytesOfRun = 40;

/** Whether runs of these arrays are the kernels'. */
export function takesRuns({ count, length }: Runs, arrays: readonly FloatArray[]): boolean {
  if (length < shortestRun || length > longestRow || count * length < smallestWork || !fitsScratch(count * bytesOfRun))
    return false;
  return wasm() !== null && arrays.every((array) => array instanceof Float32Array && isInArena(array));
}

function instance(): WasmInstance {
  const found = wasm();
  if (found === null) throw new Error("takesRuns was asked before");
  return found;
}

/** The ranges of runs that the threads take, in elements' bytes too. */
function ranges({ count, length }: Runs): { first: number; runs: number; offset: number }[] {
  return rowRanges(count, length).map(([first, last]) => ({ first, runs: last - first, offset: first * length * 4 }));
}

/** Of each run [mean, sum of squared deviations]. */
export function measureRuns(runs: Runs, x: FloatArray): Float64Array {
  const call = operandsOf(instance());
  const found = new Float64Array(2 * runs.count);
  const out = call.outputDoubles(found);
  const parts = ranges(runs);
  runCalls(
    instance(),
    "measureRuns",
    parts.map(({ first, runs: n, offset }) => [x.byteOffset + offset, n, runs.length, out + first * 16]),
    (runs.count * runs.length) / parts.length,
  );
  call.end();
  return found;
}

/** Of each run [sum of dy, sum of dy * (x - centre)]. */
export function projectRuns(runs: Runs, dy: FloatArray, x: FloatArray, centres: Float64Array): Float64Array {
  const call = operandsOf(instance());
  const found = new Float64Array(2 * runs.count);
  const out = call.outputDoubles(found);
  const centre = call.inputDoubles(centres, runs.count);
  const parts = ranges(runs);
  runCalls(
    instance(),
    "projectRuns",
    parts.map(({ first, runs: n, offset }) => {
      return [dy.byteOffset + offset, x.byteOffset + offset, centre + first * 8, n, runs.length, out + first * 16];
    }),
    (runs.count * runs.length) / parts.length,
  );
  call.end();
  return found;
}

/** y = (x - c) * a + b, `table` having [a, b, c, 0] of each run. */
export function scaleRuns(runs: Runs, x: FloatArray, y: FloatArray, table: Float32Array): void {
  const call = operandsOf(instance());
  const coefficients = call.input(table, table.length);
  const parts = ranges(runs);
  runCalls(
    instance(),
    "scaleRuns",
    parts.map(({ first, runs: n, offset }) => {
      return [x.byteOffset + offset, y.byteOffset + offset, coefficients + first * 16, n, runs.length];
    }),
    (runs.count * runs.length) / parts.length,
  );
  call.end();
}

/** dx = dy * a + (x - c) * b + d, `table` having [a, b, c, d] of each run. */
export function gradientRuns(runs: Runs, dy: FloatArray, x: FloatArray, dx: FloatArray, table: Float32Array): void {
  const call = operandsOf(instance());
  const coefficients = call.input(table, table.length);
  const parts = ranges(runs);
  runCalls(
    instance(),
    "gradientRuns",
    parts.map(({ first, runs: n, offset }) => {
      const [g, v, to] = [dy.byteOffset + offset, x.byteOffset + offset, dx.byteOffset + offset];
      return [g, v, to, coefficients + first * 16, n, runs.length];
    }),
    (runs.count * runs.length) / parts.length,
  );
  call.end();
}
