/** Where runs of values have their extremes, in WebAssembly. Null where the work is left to the plain version. */
import { isInArena } from "./arena.ts";
import { wasm } from "./module.ts";
import type { FloatArray } from "./operands.ts";
import { operandsOf } from "./rows.ts";
import { runCalls } from "./threads.ts";

const smallestWork = 16384;
/** Runs of one array at most: their results lie in scratch memory. */
const mostRuns = 2 ** 14;
const callsOfRuns = 16;

/** Three positions a run, of its first least value, its first greatest and its first NaN; -1 where there is none. */
export function extremesInRuns(values: FloatArray | undefined, runs: number): Float64Array | null {
  const instance = wasm();
  if (
    values === undefined ||
    instance === null ||
    values.length < smallestWork ||
    runs > mostRuns ||
    !isInArena(values)
  )
    return null;
  const call = operandsOf(instance);
  const out = call.room(runs * 24);
  const share = Math.ceil(runs / callsOfRuns);
  const calls = Array.from(
    { length: Math.ceil(runs / share) },
    (_, i) =>
      [
        values.byteOffset,
        values instanceof Float64Array ? 1 : 0,
        values.length,
        runs,
        i * share,
        Math.min(runs, (i + 1) * share),
        out + i * share * 24,
      ] as const,
  );
  runCalls(instance, "runExtremes", calls, values.length / calls.length);
  const found = new Float64Array(instance.memory.buffer, out, runs * 3).slice();
  call.end();
  return found;
}
