/** Copies between tensors in the arena. Each function returns false where it leaves the work to the plain version. */
import type { ElementArray } from "../tensor/dtype.ts";
import { isInArena } from "./arena.ts";
import { wasm } from "./module.ts";

const smallestWork = 4096;

/** Bytes that follow one another. */
export function copyBytes(
  to: ElementArray,
  toByte: number,
  from: ElementArray,
  fromByte: number,
  bytes: number,
): boolean {
  if (bytes < smallestWork || !isInArena(to) || !isInArena(from)) return false;
  const kernels = wasm()?.kernels;
  if (kernels === undefined) return false;
  kernels.copyBytes(to.byteOffset + toByte, from.byteOffset + fromByte, bytes);
  return true;
}

/** A plane of 32-bit elements: `rows` by `columns`, the target's rows contiguous. Positions and steps count elements. */
export interface PlaneCopy {
  readonly rows: number;
  readonly columns: number;
  readonly toRow: number;
  readonly fromRow: number;
  readonly fromColumn: number;
}

/** How planes are copied between two arrays, or null. */
export function planeCopier(
  to: ElementArray,
  from: ElementArray,
  { rows, columns, toRow, fromRow, fromColumn }: PlaneCopy,
): ((toStart: number, fromStart: number) => void) | null {
  if (to.BYTES_PER_ELEMENT !== 4 || !isInArena(to) || !isInArena(from)) return null;
  const kernels = wasm()?.kernels;
  if (kernels === undefined) return null;
  const [target, source] = [to.byteOffset, from.byteOffset];
  if (fromColumn === 1) {
    return (t, f) => kernels.copyRows(target + t * 4, toRow * 4, source + f * 4, fromRow * 4, rows, columns);
  }
  if (fromRow !== 1) return null;
  return (t, f) => kernels.copyTransposed(target + t * 4, toRow * 4, source + f * 4, fromColumn * 4, rows, columns);
}
