/** Jacobians of float64 in WebAssembly. Each function leaves the work to the plain version where it returns null or false. */
import { isInArena } from "./arena.ts";
import { wasm } from "./module.ts";

/** A matrix of doubles inside an array: where it starts, and how far its rows lie apart. */
export interface Matrix {
  readonly values: Float64Array;
  readonly start: number;
  readonly step: number;
}

/** Rows of `length` differences, (high - low) / scale, in the rows of `to`. */
export function scaledDifferences(
  high: Float64Array,
  low: Float64Array,
  scale: number,
  to: Matrix,
  rows: number,
  length: number,
): boolean {
  const instance = wasm();
  if (instance === null || ![high, low, to.values].every(isInArena)) return false;
  const address = to.values.byteOffset + to.start * 8;
  instance.kernels.scaledDifferences(high.byteOffset, low.byteOffset, scale, address, rows, length, to.step * 8);
  return true;
}

/**
 * Whether gradients[i][j] is strictly within atol + rtol |differences[j][i]| of differences[j][i], for all `rows` and
 * `columns`; false may also mean that a value is not finite.
 */
export function isNearTransposed(
  gradients: Matrix,
  differences: Matrix,
  rows: number,
  columns: number,
  { atol, rtol }: { readonly atol: number; readonly rtol: number },
): boolean | null {
  const instance = wasm();
  if (instance === null || rows % 2 !== 0 || columns % 2 !== 0) return null;
  if (!isInArena(gradients.values) || !isInArena(differences.values)) return null;
  const address = ({ values, start }: Matrix): number => values.byteOffset + start * 8;
  const found = instance.kernels.isNearTransposed(
    address(gradients),
    gradients.step * 8,
    address(differences),
    differences.step * 8,
    rows,
    columns,
    atol,
    rtol,
  );
  return found !== 0;
}
