/** What lists, tuples, dicts and sets share: recursive reprs, lexicographic comparison, search. */

import { valueError } from "../errors.ts";
import { checkElements } from "../limits.ts";
import { NativeFunction } from "../objects/function.ts";
import type { Machine, PyObject, PyType, Value } from "../objects/object.ts";
import { type Comparison, compare, identicalOrEqual } from "../protocols/comparison.ts";
import { repr } from "../protocols/text.ts";
import { toCount } from "./receive.ts";

const stepsBetweenChecks = 0xfff;

/** The containers whose repr is being made, so that one that holds itself ends. */
const active = new Set<PyObject>();

/** `text()`, or `ellipsis` for a container that is already being shown. */
export function guardRecursion(container: PyObject, ellipsis: string, text: () => string): string {
  if (active.has(container)) return ellipsis;
  active.add(container);
  try {
    return text();
  } finally {
    active.delete(container);
  }
}

/** The reprs of items, joined. */
export function reprItems(machine: Machine, items: Iterable<Value>): string {
  const pieces: string[] = [];
  let parts: string[] = [];
  machine.checkInterrupt();
  for (const item of items) {
    parts.push(repr(machine, item));
    if (parts.length <= stepsBetweenChecks) continue;
    // Piece by piece: one list of millions of texts costs more than their characters.
    pieces.push(parts.join(", "));
    parts = [];
    machine.checkInterrupt();
  }
  if (parts.length > 0) pieces.push(parts.join(", "));
  return pieces.join(", ");
}

/** Longer sequences are copied faster by `concat`, shorter ones by being spread. */
const longestSpread = 64;

export const concatenated = (a: readonly Value[], b: readonly Value[]): Value[] =>
  a.length + b.length <= longestSpread ? [...a, ...b] : a.concat(b);

/** Lexicographic comparison: the first pair that differs decides, else the lengths. */
export function compareSequences(machine: Machine, op: Comparison, a: readonly Value[], b: readonly Value[]): Value {
  // Short sequences within sequences can take as long as one long sequence.
  machine.checkInterrupt();
  if (a.length !== b.length && (op === "==" || op === "!=")) return op === "!=";
  for (let i = 0; i < a.length && i < b.length; i++) {
    if ((i & stepsBetweenChecks) === stepsBetweenChecks) machine.checkInterrupt();
    if (identicalOrEqual(machine, a[i], b[i])) continue;
    if (op === "==") return false;
    if (op === "!=") return true;
    return compare(machine, op, a[i], b[i]);
  }
  switch (op) {
    case "==":
      return a.length === b.length;
    case "!=":
      return a.length !== b.length;
    case "<":
      return a.length < b.length;
    case "<=":
      return a.length <= b.length;
    case ">":
      return a.length > b.length;
    case ">=":
      return a.length >= b.length;
  }
}

export const comparisonMethods: readonly (readonly [string, Comparison])[] = [
  ["__eq__", "=="],
  ["__ne__", "!="],
  ["__lt__", "<"],
  ["__le__", "<="],
  ["__gt__", ">"],
  ["__ge__", ">="],
];

/** The first index in [start, stop) whose item equals the value, or -1. */
export function findItem(
  machine: Machine,
  items: readonly Value[],
  value: Value,
  start = 0,
  stop = Number.POSITIVE_INFINITY,
): number {
  for (let i = start; i < items.length && i < stop; i++) {
    if ((i & stepsBetweenChecks) === stepsBetweenChecks) machine.checkInterrupt();
    if (identicalOrEqual(machine, items[i], value)) return i;
  }
  return -1;
}

export function countItems(machine: Machine, items: readonly Value[], value: Value): number {
  let count = 0;
  for (let i = 0; i < items.length; i++) {
    if ((i & stepsBetweenChecks) === stepsBetweenChecks) machine.checkInterrupt();
    if (identicalOrEqual(machine, items[i], value)) count++;
  }
  return count;
}

/** `items * times`. */
export function repeatItems(machine: Machine, items: readonly Value[], times: Value): Value[] {
  const count = toCount(machine, times);
  if (items.length === 0 || count === 0) return [];
  checkElements(items.length * count);
  if (items.length === 1) return new Array<Value>(count).fill(items[0]);
  const result: Value[] = [];
  for (let i = 0; i < count; i++) {
    for (const item of items) result.push(item);
    if ((i & stepsBetweenChecks) === stepsBetweenChecks) machine.checkInterrupt();
  }
  return result;
}

export function notInList(machine: Machine, value: Value) {
  return valueError(`${repr(machine, value)} is not in list`);
}

/** Joining and repeating are tried after the other operand's own methods, as CPython's sequence slots are. */
export function markSequence(type: PyType): void {
  for (const name of ["__add__", "__iadd__", "__mul__", "__rmul__", "__imul__"]) {
    const method = type.attributes.get(name);
    if (method instanceof NativeFunction) method.sequence = true;
  }
}
