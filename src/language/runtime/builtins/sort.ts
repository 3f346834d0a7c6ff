/** `list.sort`: stable, interruptible, comparing as CPython's timsort begins to (count a run, insert by bisection, merge). */
import { worked } from "../../../engine/work.ts";
import { PyFloat } from "../objects/float.ts";
import type { Machine, Value } from "../objects/object.ts";
import { compareText, lessThan } from "../protocols/comparison.ts";

type Less = (a: Value, b: Value) => boolean;

/** Above this, sorting is done in steps that an interrupt can stop. */
const quickLength = 1 << 16;
const stepsBetweenChecks = 1 << 12;

/** One comparison for all keys, where they are of one simple kind. */
function simpleOrder(keys: readonly Value[]): ((a: Value, b: Value) => number) | null {
  const first = keys[0];
  // The casts restate what `every` has checked.
  if (typeof first === "number" && keys.every((key) => typeof key === "number")) {
    return (a, b) => (a as number) - (b as number);
  }
  if (typeof first === "string" && keys.every((key) => typeof key === "string")) {
    return (a, b) => compareText(a as string, b as string);
  }
  if (first instanceof PyFloat && keys.every((key) => key instanceof PyFloat && !Number.isNaN(key.value))) {
    return (a, b) => (a as PyFloat).value - (b as PyFloat).value;
  }
  return null;
}

/** The order of the keys' indices that sorts them, equal ones in their own order. */
export function sortedOrder(
  machine: Machine,
  keys: readonly Value[],
  /** Where the order is made: what it has come to is there where a comparison fails. */
  order: number[] = [],
): number[] {
  for (let i = 0; i < keys.length; i++) order.push(i);
  if (keys.length < 2) return order;
  const simple = simpleOrder(keys);
  if (simple !== null && keys.length <= quickLength) return order.sort((a, b) => simple(keys[a], keys[b]));
  const less: Less = simple === null ? (a, b) => lessThan(machine, a, b) : (a, b) => simple(a, b) < 0;
  let steps = 0;
  mergeSort(order, (a, b) => {
    if (++steps >= stepsBetweenChecks) {
      steps = 0;
      machine.checkInterrupt();
    }
    return less(keys[a], keys[b]);
  });
  return order;
}

type IndexLess = (a: number, b: number) => boolean;

/** The end of the ascending run at `low`; a strictly descending one is reversed in place first. */
function countRun(order: number[], low: number, high: number, less: IndexLess): number {
  let end = low + 1;
  if (end === high) return end;
  const descending = less(order[end], order[low]);
  end++;
  while (end < high && less(order[end], order[end - 1]) === descending) end++;
  if (descending) {
    for (let i = low, j = end - 1; i < j; i++, j--) [order[i], order[j]] = [order[j], order[i]];
  }
  return end;
}

/** Sorts [low, high), of which [low, start) is sorted already, by bisection and insertion. */
function insertionSort(order: number[], low: number, start: number, high: number, less: IndexLess): void {
  for (let i = start; i < high; i++) {
    const pivot = order[i];
    let left = low;
    let right = i;
    while (left < right) {
      const middle = (left + right) >> 1;
      if (less(pivot, order[middle])) right = middle;
      else left = middle + 1;
    }
    order.copyWithin(left + 1, left, i);
    order[left] = pivot;
  }
}

function minimumRun(length: number): number {
  let n = length;
  let rest = 0;
  while (n >= 64) {
    rest |= n & 1;
    n >>= 1;
  }
  return n + rest;
}

function merge(order: number[], low: number, middle: number, high: number, less: IndexLess): void {
  const left = order.slice(low, middle);
  let i = 0;
  let j = middle;
  let to = low;
  try {
    while (i < left.length && j < high) order[to++] = less(order[j], left[i]) ? order[j++] : left[i++];
  } finally {
    // After an error too nothing is missing.
    while (i < left.length) order[to++] = left[i++];
  }
}

function mergeSort(order: number[], less: IndexLess): void {
  const { length } = order;
  const shortest = minimumRun(length);
  /** Starts of the runs found so far; lengths fall from the first to the last, so that merges stay balanced. */
  const starts: number[] = [];
  const runLength = (i: number, end: number): number => (i + 1 < starts.length ? starts[i + 1] : end) - starts[i];
  for (let low = 0; low < length; ) {
    let end = countRun(order, low, length, less);
    if (end - low < shortest) {
      const forced = Math.min(low + shortest, length);
      insertionSort(order, low, end, forced, less);
      end = forced;
    }
    starts.push(low);
    while (starts.length > 1) {
      const last = starts.length - 1;
      const finished = end === length;
      if (!finished && runLength(last - 1, end) > 2 * runLength(last, end)) break;
      merge(order, starts[last - 1], starts[last], end, less);
      starts.pop();
    }
    low = end;
  }
}

/** What the items are sorted by. */
export function sortKeys(machine: Machine, items: readonly Value[], key: Value): Value[] {
  return items.map((item) => {
    worked(64);
    return machine.call(key, [item]);
  });
}
