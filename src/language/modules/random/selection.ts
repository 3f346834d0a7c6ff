/** choice, choices, sample, shuffle and randrange. */

import { log } from "../../../engine/math/libm.ts";
import { worked } from "../../../engine/work.ts";
import { toReal } from "../../runtime/builtins/float.ts";
import { toArgumentSize } from "../../runtime/builtins/receive.ts";
import { indexError, typeError, valueError } from "../../runtime/errors.ts";
import { checkElements } from "../../runtime/limits.ts";
import { add, floorDivide, type Integer, multiply, subtract } from "../../runtime/numbers/integer.ts";
import { PyBytes } from "../../runtime/objects/bytes.ts";
import { PyFloat } from "../../runtime/objects/float.ts";
import type { Machine, Value } from "../../runtime/objects/object.ts";
import { PyList, PyRange, PyTuple } from "../../runtime/objects/sequence.ts";
import { strType } from "../../runtime/objects/types.ts";
import {
  binaryOperation,
  compare,
  exactLength,
  findSpecial,
  getItem,
  index,
  integerOf,
  interruptChecker,
  isOfType,
  length,
  lessThan,
  repr,
  setItem,
  str,
  toArray,
  truth,
  typeName,
} from "../../runtime/protocols/index.ts";
import type { RandomSource } from "./source.ts";

/** A draw below a length; lengths are safe integers. */
const below = (source: RandomSource, limit: number): number => Number(source.below(limit));

export function randrange(machine: Machine, source: RandomSource, start: Value, stop: Value, step: Value): Integer {
  const from = index(machine, start);
  if (stop === null) {
    if (step !== 1) throw typeError("Missing a non-None stop argument");
    if (from > 0) return source.below(from);
    throw valueError("empty range for randrange()");
  }
  const to = index(machine, stop);
  const stride = index(machine, step);
  const width = subtract(to, from);
  const shown = (...values: Value[]): string => values.map((value) => str(machine, value)).join(", ");
  if (stride === 1) {
    if (width > 0) return add(from, source.below(width));
    throw valueError(`empty range in randrange(${shown(start, stop)})`);
  }
  if (stride === 0) throw valueError("zero step for randrange()");
  const count = floorDivide(add(width, stride > 0 ? subtract(stride, 1) : add(stride, 1)), stride);
  if (count <= 0) throw valueError(`empty range in randrange(${shown(start, stop, step)})`);
  return add(from, multiply(stride, source.below(count)));
}

export function choice(machine: Machine, source: RandomSource, sequence: Value): Value {
  const count = exactLength(machine, sequence);
  if (count === 0) throw indexError("Cannot choose from an empty sequence");
  return getItem(machine, sequence, source.below(count));
}

export function shuffle(machine: Machine, source: RandomSource, sequence: Value): void {
  const checkInterrupt = interruptChecker(machine);
  if (sequence instanceof PyList) {
    const { items } = sequence;
    for (let i = items.length - 1; i > 0; i--) {
      checkInterrupt();
      const j = below(source, i + 1);
      [items[i], items[j]] = [items[j], items[i]];
    }
    return;
  }
  for (let i = length(machine, sequence) - 1; i > 0; i--) {
    checkInterrupt();
    const j = below(source, i + 1);
    const held = getItem(machine, sequence, i);
    setItem(machine, sequence, i, getItem(machine, sequence, j));
    setItem(machine, sequence, j, held);
  }
}

/** What `collections.abc.Sequence` would accept: not sets, dicts or iterators. */
function isSequence(value: Value): boolean {
  if (value instanceof PyList || value instanceof PyTuple || value instanceof PyRange || value instanceof PyBytes)
    return true;
  if (isOfType(value, strType)) return true;
  const has = (name: string): boolean => findSpecial(value, name) !== undefined;
  return has("__getitem__") && has("__len__") && !has("keys");
}

/** Distinct indices below n, in CPython's two ways: a shrinking pool for small n, a set of the chosen for large. */
function sampleIndices(machine: Machine, source: RandomSource, n: Integer, k: number): Integer[] {
  const result: Integer[] = [];
  let poolLimit = 21;
  if (k > 5) poolLimit += 4 ** Math.ceil(log(k * 3) / log(4));
  if (n <= poolLimit) {
    checkElements(Number(n));
    const pool: number[] = [];
    for (let i = 0; i < n; i++) {
      worked(1);
      pool.push(i);
    }
    for (let i = 0; i < k; i++) {
      worked(64);
      const j = below(source, pool.length - i);
      result.push(pool[j]);
      pool[j] = pool[pool.length - i - 1];
    }
    return result;
  }
  checkElements(k);
  const chosen = new Set<Integer>();
  while (result.length < k) {
    let j = source.below(n);
    while (chosen.has(j)) j = source.below(n);
    chosen.add(j);
    result.push(j);
    if ((result.length & 0xfff) === 0) machine.checkInterrupt();
  }
  return result;
}

const lessOrEqual = (machine: Machine, a: Value, b: Value): boolean => truth(machine, compare(machine, "<=", a, b));

export function sample(machine: Machine, source: RandomSource, population: Value, k: Value, counts: Value): PyList {
  if (!isSequence(population)) {
    throw typeError("Population must be a sequence.  For dicts or sets, use sorted(d).");
  }
  const size = exactLength(machine, population);
  let total = size;
  let cumulative: number[] | null = null;
  if (counts !== null) {
    cumulative = [];
    let sum = 0;
    for (const count of toArray(machine, counts)) {
      const integer = integerOf(count);
      if (integer === undefined) throw typeError("Counts must be integers");
      sum += Number(integer);
      cumulative.push(sum);
    }
    if (cumulative.length !== size) throw valueError("The number of counts does not match the population");
    total = cumulative.pop() ?? 0;
    if (total <= 0) throw valueError("Total of counts must be greater than zero");
  }
  // CPython compares first: what cannot be compared with an int is refused by that.
  const fits = lessOrEqual(machine, 0, k) && lessOrEqual(machine, k, total);
  if (!fits) throw valueError("Sample larger than population or is negative");
  // CPython makes a list of that many Nones.
  if (integerOf(k) === undefined && findSpecial(k, "__index__") === undefined) {
    throw typeError(`can't multiply sequence by non-int of type '${typeName(k)}'`);
  }
  const wanted = index(machine, k);
  const indices = sampleIndices(machine, source, total, Number(wanted));
  const steps = cumulative;
  const places = steps === null ? indices : indices.map((at) => bisect(steps, Number(at)));
  const taken = places.map((at) => {
    worked(16);
    return getItem(machine, population, at);
  });
  return new PyList(taken);
}

/** The first place whose value exceeds x. */
function bisect(values: readonly number[], x: number, high = values.length): number {
  let low = 0;
  let end = high;
  while (low < end) {
    const middle = (low + end) >> 1;
    if (x < values[middle]) end = middle;
    else low = middle + 1;
  }
  return low;
}

function accumulate(machine: Machine, weights: readonly Value[]): Value[] {
  const sums: Value[] = [];
  for (const weight of weights) {
    sums.push(sums.length === 0 ? weight : binaryOperation(machine, "+", sums[sums.length - 1], weight));
  }
  return sums;
}

export function choices(
  machine: Machine,
  source: RandomSource,
  population: Value,
  weights: Value,
  cumulativeWeights: Value,
  k: Value,
): PyList {
  const count = length(machine, population);
  if (weights !== null && cumulativeWeights !== null) {
    throw typeError("Cannot specify both weights and cumulative weights");
  }
  if (integerOf(weights) !== undefined) {
    throw typeError(`The number of choices must be a keyword argument: k=${repr(machine, weights)}`);
  }
  const times = Math.max(0, toArgumentSize(machine, k));
  checkElements(times);
  const pick = picker(machine, source, count, weights, cumulativeWeights);
  const result: Value[] = [];
  for (let i = 0; i < times; i++) {
    result.push(getItem(machine, population, pick()));
    if ((i & 0xfff) === 0xfff) machine.checkInterrupt();
  }
  return new PyList(result);
}

/** Draws indices below `count`, evenly or by weight. */
function picker(
  machine: Machine,
  source: RandomSource,
  count: number,
  weights: Value,
  cumulativeWeights: Value,
): () => number {
  if (weights === null && cumulativeWeights === null) return () => Math.floor(source.random() * count);
  const sums = weights !== null ? accumulate(machine, toArray(machine, weights)) : toArray(machine, cumulativeWeights);
  if (sums.length !== count) throw valueError("The number of weights does not match the population");
  const total = toReal(machine, sums[count - 1]);
  if (total <= 0) throw valueError("Total of weights must be greater than zero");
  if (!Number.isFinite(total)) throw valueError("Total of weights must be finite");
  return () => {
    const target = new PyFloat(source.random() * total);
    let low = 0;
    let end = count - 1;
    while (low < end) {
      const middle = (low + end) >> 1;
      if (lessThan(machine, target, sums[middle])) end = middle;
      else low = middle + 1;
    }
    return low;
  };
}
