/** Running a kernel over the rows of arrays of any size: in pieces, between which an interrupt is heard. */
import { tracked, workHooks } from "../work.ts";
import { isInArena } from "./arena.ts";
import { scratchEnd, scratchStart } from "./instance.ts";
import type { WasmInstance } from "./module.ts";
import { Operands } from "./operands.ts";
import { smallestShared, threadsFor } from "./threads.ts";

/** Elements between two looks at the interrupt: a few milliseconds. */
const pieceElements = 2 ** 21;
/** Elements of arrays on the JavaScript heap that are copied in at a time: three such arrays fit in a second-level cache. */
const stagedElements = 2 ** 15;
/** A call takes rows whole, two at a time: with longer ones it would not return within a second. */
export const longestRow = 2 ** 27;
/** Scratch memory holds several rows of several arrays up to this length. */
export const longestStagedRow = 2 ** 17;

/** Elements from which the arrays of a pass (two forward, three backward) are taken to lie in memory: 32 and 48 MiB. */
export const beyondCaches = 2 ** 22;
/** Elements beyond which they leave a processor's own caches: 8 and 12 MiB. */
const beyondOwnCaches = 2 ** 20;

/** Where the arrays of a pass lie: 0 in the processor's own caches, 1 in shared ones, 2 in memory. */
export const reachOf = (elements: number): number =>
  elements >= beyondCaches ? 2 : elements > beyondOwnCaches ? 1 : 0;

export const areInArena = (arrays: readonly (ArrayBufferView | null)[]): boolean =>
  arrays.every((array) => array === null || isInArena(array));

/** Sums of so many bytes that fit in the other half of scratch memory. */
export const mostPartials = (bytes: number): number => Math.floor((scratchEnd - scratchStart) / 2 / bytes);

/** Whether scratch memory has room for so many bytes of operands, in one half of it. */
export const fitsScratch = (bytes: number): boolean => bytes <= (scratchEnd - scratchStart) / 2;

export type RowRange = readonly [first: number, last: number];

/** Calls for each thread, so that one that is held up leaves work to the others. */
const callsPerThread = 4;
/** Elements of a call that many threads share the work of. */
const smallestCall = 2 ** 16;

function rangesOf(rows: number, step: number): RowRange[] {
  const ranges: RowRange[] = [];
  for (let first = 0; first < rows; first += step) ranges.push([first, Math.min(first + step, rows)]);
  return ranges;
}

/** Even, so that kernels that take two rows at a time leave no single ones. */
const evenStep = (elements: number, length: number): number => Math.max(2, Math.floor(elements / length / 2) * 2);

/** Rows in ranges for the threads that there are: for kernels whose rows do not see each other. */
export function rowRanges(rows: number, length: number): RowRange[] {
  const threads = threadsFor(rows * length);
  if (threads === 1) return rangesOf(rows, evenStep(pieceElements, length));
  const share = Math.ceil((rows * length) / (threads * callsPerThread));
  return rangesOf(rows, evenStep(Math.min(pieceElements, Math.max(smallestCall, share)), length));
}

/** Kernels add the sums of so many rows to those of the rows before. */
const flushedRows = 64;
const mostParts = 16;
/** Of few rows ranges are shorter. */
const fewRows = { rows: 256, range: 16 };

/**
 * Rows in ranges that depend on the size alone: for kernels that sum over rows, whose roundings show where a range ends.
 * `most`: parts at most.
 */
export function fixedRanges(rows: number, length: number, most = mostParts): RowRange[] {
  const parts = rows * length < smallestShared ? 1 : Math.max(1, Math.min(most, mostParts));
  const step = Math.ceil(rows / parts);
  const unit = rows >= fewRows.rows ? flushedRows : fewRows.range;
  return rangesOf(rows, parts === 1 ? rows : Math.ceil(step / unit) * unit);
}

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
  const step = evenStep(elements, length);
  if (rows <= step) {
    run(0, rows);
    return true;
  }
  tracked("rows", rows, (tell) => {
    for (let first = 0; first < rows; first += step) {
      run(first, Math.min(first + step, rows));
      tell(first + step);
      if (first + step < rows) workHooks.checkInterrupt();
    }
  });
  return true;
}
