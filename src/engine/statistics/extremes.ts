import { extremesInRuns } from "../wasm/extremes.ts";
import { CHUNK, type NumberSource } from "./source.ts";

/** Where a run of values has its first least value, its first greatest, and its first NaN; -1 where it has none. */
export interface RunExtremes {
  readonly low: number;
  readonly high: number;
  readonly nan: number;
}

/** The extremes of `runs` consecutive runs that a source falls into, as even as can be: run i begins at floor(i * length / runs). */
export function extremesOfRuns(source: NumberSource, runs: number, checkInterrupt?: () => void): RunExtremes[] {
  const fast = extremesInRuns(source.floats ?? source.doubles, runs);
  if (fast !== null) {
    return Array.from({ length: runs }, (_, i) => ({
      low: fast[3 * i],
      high: fast[3 * i + 1],
      nan: fast[3 * i + 2],
    }));
  }
  const buffer = new Float64Array(Math.min(CHUNK, source.length));
  return Array.from({ length: runs }, (_, run) => {
    if (run % 64 === 63) checkInterrupt?.();
    const from = Math.floor((run * source.length) / runs);
    const to = Math.floor(((run + 1) * source.length) / runs);
    return extremesBetween(source, from, to, buffer);
  });
}

function extremesBetween(source: NumberSource, from: number, to: number, buffer: Float64Array): RunExtremes {
  let [low, high, nan] = [-1, -1, -1];
  let least = Infinity;
  let most = -Infinity;
  for (let start = from; start < to; start += buffer.length) {
    const piece = buffer.subarray(0, Math.min(buffer.length, to - start));
    source.read(start, piece);
    for (let i = 0; i < piece.length; i++) {
      const value = piece[i];
      if (value < least || (low < 0 && value === Infinity)) {
        least = value;
        low = start + i;
      }
      if (value > most || (high < 0 && value === -Infinity)) {
        most = value;
        high = start + i;
      }
      if (nan < 0 && Number.isNaN(value)) nan = start + i;
    }
  }
  return { low, high, nan };
}

/** Positions of the first least and the first greatest value; none where all are NaN. */
export function extremePositions(source: NumberSource, checkInterrupt?: () => void): number[] {
  const runs = extremesOfRuns(source, Math.max(1, Math.min(256, Math.floor(source.length / CHUNK))), checkInterrupt);
  const valueAt = valuesOf(source);
  let [low, high] = [-1, -1];
  for (const run of runs) {
    if (run.low < 0) continue;
    if (low < 0 || valueAt(run.low) < valueAt(low)) low = run.low;
    if (high < 0 || valueAt(run.high) > valueAt(high)) high = run.high;
  }
  return low < 0 ? [] : [low, high];
}

/** Reads single elements. */
export function valuesOf(source: NumberSource): (index: number) => number {
  const one = new Float64Array(1);
  return (index) => {
    source.read(index, one);
    return one[0];
  };
}
