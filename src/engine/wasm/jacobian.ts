/** Jacobians of float64 in WebAssembly. */
import { isInArena } from "./arena.ts";
import { wasm } from "./module.ts";

/** A matrix of float32 inside an array: where it starts, and how far its rows lie apart. */
export interface Matrix {
  readonly values: Float32Array;
  readonly start: number;
  readonly step: number;
}

/** Outputs of two moves of an input, whose differences are divided by `scale`. */
export interface Differences {
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** Of both. */
  readonly start: number;
  readonly step: number;
  readonly scale: number;
}

/** Below, gradients and their products with the scale lose digits. */
const smallest = { atol: 1e-30, product: 1e-290 };

/** Doubles as float32, for a quick look at them. */
export function narrowDoubles(from: Float64Array, to: Float32Array, start: number): void {
  const instance = wasm();
  if (instance === null || from.length % 2 !== 0 || !isInArena(from) || !isInArena(to)) to.set(from, start);
  else instance.kernels.narrowDoubles(from.byteOffset, to.byteOffset + start * 4, from.length);
}

/**
 * Whether gradients[i][j], which float32 has rounded, was strictly within atol + rtol |d| of d = (high[j][i] - low[j][i]) / scale, for all `rows` and
 * `columns`. False may also mean that a value is not finite, or at the edge of the tolerance; null that this is for the
 * plain version to find out.
 */
export function isNearDifferences(
  gradients: Matrix,
  { low, high, start, step, scale }: Differences,
  rows: number,
  columns: number,
  { atol, rtol }: { readonly atol: number; readonly rtol: number },
): boolean | null {
  const instance = wasm();
  if (instance === null || rows % 2 !== 0 || columns % 2 !== 0) return null;
  if (!(atol > smallest.atol && atol * scale > smallest.product)) return null;
  if (![gradients.values, low, high].every(isInArena)) return null;
  const found = instance.kernels.isNearDifferences(
    gradients.values.byteOffset + gradients.start * 4,
    gradients.step * 4,
    low.byteOffset + start * 8,
    high.byteOffset + start * 8,
    step * 8,
    rows,
    columns,
    scale,
    atol,
    rtol,
  );
  return found !== 0;
}
