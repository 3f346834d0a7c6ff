/** RMS norm's row kernels in WebAssembly. Each returns false where it leaves the work to the composition. */
import { wasm } from "./module.ts";
import type { FloatArray } from "./operands.ts";
import { PartedSums } from "./parted-sums.ts";
import {
  areInArena,
  beyondCaches,
  fitsScratch,
  fixedRanges,
  forRowRanges,
  longestStagedRow,
  mostPartials,
  operandsOf,
  type RowRange,
  rowRanges,
} from "./rows.ts";
import { runCalls } from "./threads.ts";

export interface RmsNormForwardArguments {
  readonly x: FloatArray;
  readonly rows: number;
  readonly features: number;
  readonly gamma: FloatArray | null;
  readonly eps: number;
  readonly y: FloatArray;
  readonly rstd: FloatArray;
}

export interface RmsNormBackwardArguments {
  readonly x: FloatArray;
  readonly dy: FloatArray;
  readonly rows: number;
  readonly features: number;
  readonly gamma: FloatArray | null;
  readonly rstd: FloatArray;
  readonly dx: FloatArray;
  /** Zeros, where the sums over the rows go. */
  readonly dgamma: FloatArray | null;
}

/** As for layer norm: long rows are always the kernel's, whatever their number. */
const longRow = 256;

export const isWorth = (features: number): boolean => features >= longRow && features <= longestStagedRow;

export function rmsNormForward({ x, rows, features, gamma, eps, y, rstd }: RmsNormForwardArguments): boolean {
  const instance = wasm();
  if (instance === null || !isWorth(features)) return false;
  const isLarge = y.length >= beyondCaches ? 1 : 0;
  const run = (first: number, last: number, ranges: readonly RowRange[]): void => {
    const call = operandsOf(instance);
    const [from, to] = [first * features, last * features];
    const source = call.input(x.subarray(from, to), to - from);
    const target = call.output(y.subarray(from, to));
    const roots = call.output(rstd.subarray(first, last));
    const weights = call.input(gamma, features, 1);
    const bytes = 4 * features;
    runCalls(
      instance,
      "rmsNormForward",
      ranges.map(([a, b]) => [
        source + a * bytes,
        target + a * bytes,
        roots + a * 4,
        weights,
        b - a,
        features,
        eps,
        isLarge,
      ]),
      (to - from) / ranges.length,
    );
    call.end();
  };
  if (areInArena([x, y]) && fitsScratch(4 * (rows + features))) {
    run(0, rows, rowRanges(rows, features));
    return true;
  }
  return forRowRanges(rows, features, [x, y], (first, last) => run(first, last, [[0, last - first]]));
}

export function rmsNormBackward(a: RmsNormBackwardArguments): boolean {
  const { x, dy, rows, features, gamma, rstd, dx, dgamma } = a;
  const instance = wasm();
  if (instance === null || !isWorth(features) || !(dy instanceof Float32Array)) return false;
  const run = (first: number, last: number, ranges: readonly RowRange[], sums: FloatArray | null): void => {
    const call = operandsOf(instance);
    const [from, to] = [first * features, last * features];
    const values = call.input(x.subarray(from, to), to - from);
    const gradients = call.input(dy.subarray(from, to), to - from);
    const roots = call.input(rstd.subarray(first, last), last - first);
    const weights = call.input(gamma, features, 1);
    const target = call.output(dx.subarray(from, to));
    const bytes = 4 * features;
    const partials = call.room(bytes * ranges.length);
    runCalls(
      instance,
      "rmsNormBackward",
      ranges.map(([a, b], i) => {
        const row = a * bytes;
        const sum = partials + i * bytes;
        return [values + row, gradients + row, roots + a * 4, weights, target + row, sum, b - a, features];
      }),
      (to - from) / ranges.length,
    );
    if (sums !== null) call.sumParts(sums, partials, ranges.length, bytes);
    call.end();
  };
  if (areInArena([x, dy, dx]) && fitsScratch(4 * rows + 16 * features)) {
    run(0, rows, fixedRanges(rows, features, mostPartials(4 * features)), dgamma);
    return true;
  }
  const sums = new PartedSums(dgamma);
  const done = forRowRanges(rows, features, [x, dy, dx], (first, last) => {
    run(first, last, [[0, last - first]], sums.part);
    sums.add();
  });
  sums.deliver();
  return done;
}
