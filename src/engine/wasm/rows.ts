/** Running a kernel over the rows of arrays of any size: in pieces, between which an interrupt is heard. */
import { workHooks } from "../work.ts";
import { isInArena } from "./arena.ts";
import type { WasmInstance } from "./module.ts";
import { Operands } from "./operands.ts";

/** Elements between two looks at the interrupt: a few milliseconds. */
const pieceElements = 2 ** 21;
/** Elements of arrays on the JavaScript heap that are copied in at a time: three such arrays fit in a second-level cache. */
const stagedElements = 2 ** 15;
/** Scratch memory holds several rows of several arrays up to this length. */
export const longestStagedRow = 2 ** 17;

let operands: Operands | null = null;

export function operandsOf(instance: WasmInstance): Operands {
  operands ??= new Operands(instance);
  operands.begin();
  return operands;
}

/**
 * Calls `run` with consecutive ranges of rows. Where an array lies on the JavaScript heap, the ranges are small enough
 * to be copied. False, and nothing done, where a row is too long for that.
 */
export function forRowRanges(
  rows: number,
  length: number,
  arrays: readonly (ArrayBufferView | null)[],
  run: (first: number, last: number) => void,
): boolean {
  const isStaged = arrays.some((array) => array !== null && !isInArena(array));
  if (isStaged && length > longestStagedRow) return false;
  const elements = isStaged ? stagedElements : pieceElements;
  // Even, so that kernels that take two rows at a time leave no single ones.
  const step = Math.max(2, Math.floor(elements / length / 2) * 2);
  for (let first = 0; first < rows; first += step) {
    run(first, Math.min(first + step, rows));
    if (first + step < rows) workHooks.checkInterrupt();
  }
  return true;
}
