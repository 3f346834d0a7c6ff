/** The steps of a norm and the terms of its gradient in WebAssembly. False where the work is left to the plain version. */
import { isInArena } from "./arena.ts";
import { wasm } from "./module.ts";
import type { FloatArray } from "./operands.ts";
import { fitsScratch, fixedRanges, operandsOf } from "./rows.ts";
import { runCalls } from "./threads.ts";

const smallestWork = 4096;
const recordDoubles = 6;

export interface StepArrays {
  /** One value a row. */
  readonly mean: Float64Array;
  readonly variance: Float64Array;
  readonly centred: Float64Array;
  readonly normalized: Float64Array;
}

/** `x`: whole rows. Fills all arrays. */
export function stepsOfRows(x: FloatArray, features: number, eps: number, isRms: boolean, out: StepArrays): boolean {
  const instance = wasm();
  const { mean, variance, centred, normalized } = out;
  if (instance === null || x.length < smallestWork || ![x, centred, normalized].every(isInArena)) return false;
  const rows = x.length / features;
  if (!fitsScratch(rows * 16)) return false;
  const call = operandsOf(instance);
  const [means, variances] = [call.outputDoubles(mean), call.outputDoubles(variance)];
  const ranges = fixedRanges(rows, features);
  const calls = ranges.map(
    ([first, last]) =>
      [
        x.byteOffset + first * features * x.BYTES_PER_ELEMENT,
        x instanceof Float64Array ? 1 : 0,
        last - first,
        features,
        eps,
        isRms ? 1 : 0,
        means + first * 8,
        variances + first * 8,
        centred.byteOffset + first * features * 8,
        normalized.byteOffset + first * features * 8,
      ] as const,
  );
  runCalls(instance, "normSteps", calls, x.length / calls.length);
  call.end();
  return true;
}

/** Fills the biased variance of each row, or its mean square. */
export function variancesOfRows(x: FloatArray, features: number, isRms: boolean, variance: Float64Array): boolean {
  const instance = wasm();
  if (instance === null || x.length < smallestWork || !isInArena(x) || !fitsScratch(variance.length * 8)) return false;
  const call = operandsOf(instance);
  const variances = call.outputDoubles(variance);
  const ranges = fixedRanges(variance.length, features);
  const calls = ranges.map(
    ([first, last]) =>
      [
        x.byteOffset + first * features * x.BYTES_PER_ELEMENT,
        x instanceof Float64Array ? 1 : 0,
        last - first,
        features,
        isRms ? 1 : 0,
        variances + first * 8,
      ] as const,
  );
  runCalls(instance, "rowVariances", calls, x.length / calls.length);
  call.end();
  return true;
}

export interface TermArrays {
  readonly direct: Float64Array;
  readonly mean: Float64Array;
  readonly variance: Float64Array;
  readonly total: Float64Array;
}

/** Over all rows: sums of squares of the terms, and the largest |sum(dx)| and |sum(dx * x_hat)| of a row. */
export interface TermSums {
  readonly direct: number;
  readonly mean: number;
  readonly variance: number;
  readonly total: number;
  readonly largestSum: number;
  readonly largestProjection: number;
}

/** Fills the terms of all rows; null where the work is left to the plain version. */
export function termsOfRows(
  x: FloatArray,
  upstream: FloatArray,
  gamma: Float64Array | null,
  features: number,
  eps: number,
  isRms: boolean,
  { direct, mean, variance, total }: TermArrays,
): TermSums | null {
  const instance = wasm();
  if (instance === null || x.length < smallestWork || !fitsScratch(features * 8)) return null;
  if (x instanceof Float64Array !== upstream instanceof Float64Array) return null;
  if (![x, upstream, direct, mean, variance, total].every(isInArena)) return null;
  const call = operandsOf(instance);
  const scale = call.inputDoubles(gamma, features, 1);
  const ranges = fixedRanges(x.length / features, features);
  const records = call.room(ranges.length * recordDoubles * 8);
  const calls = ranges.map(([first, last], i) => {
    const at = first * features;
    return [
      x.byteOffset + at * x.BYTES_PER_ELEMENT,
      upstream.byteOffset + at * x.BYTES_PER_ELEMENT,
      x instanceof Float64Array ? 1 : 0,
      scale,
      last - first,
      features,
      eps,
      isRms ? 1 : 0,
      direct.byteOffset + at * 8,
      mean.byteOffset + at * 8,
      variance.byteOffset + at * 8,
      total.byteOffset + at * 8,
      records + i * recordDoubles * 8,
    ] as const;
  });
  runCalls(instance, "gradientTerms", calls, x.length / calls.length);
  const found = new Float64Array(instance.memory.buffer, records, ranges.length * recordDoubles);
  const sums = [0, 0, 0, 0, 0, 0];
  for (let i = 0; i < found.length; i++) {
    const k = i % recordDoubles;
    sums[k] = k < 4 ? sums[k] + found[i] : Math.max(sums[k], found[i]);
  }
  call.end();
  return {
    direct: sums[0],
    mean: sums[1],
    variance: sums[2],
    total: sums[3],
    largestSum: sums[4],
    largestProjection: sums[5],
  };
}
