/** product, permutations, combinations, combinations_with_replacement. */
import { toArgumentSize } from "../../runtime/builtins/receive.ts";
import { overflowError, typeError, valueError } from "../../runtime/errors.ts";
import { checkElements } from "../../runtime/limits.ts";
import type { Machine, PyType, Value } from "../../runtime/objects/object.ts";
import { PyTuple } from "../../runtime/objects/sequence.ts";
import { integerOf, toArray } from "../../runtime/protocols/index.ts";
import { recipe } from "./recipe.ts";

/** Checks for an interrupt every few thousand results. */
function* checked(machine: Machine, results: Iterable<Value>): Iterator<Value> {
  let count = 0;
  for (const result of results) {
    if ((++count & 0xfff) === 0) machine.checkInterrupt();
    yield result;
  }
}

function* product(pools: readonly (readonly Value[])[]): Iterable<Value> {
  if (pools.some((pool) => pool.length === 0)) return;
  const indices = pools.map(() => 0);
  for (;;) {
    yield new PyTuple(pools.map((pool, i) => pool[indices[i]]));
    let at = pools.length - 1;
    while (at >= 0 && indices[at] === pools[at].length - 1) indices[at--] = 0;
    if (at < 0) return;
    indices[at]++;
  }
}

function* permutations(pool: readonly Value[], r: number): Iterable<Value> {
  const n = pool.length;
  if (r > n) return;
  const indices = pool.map((_value, i) => i);
  const cycles = Array.from({ length: r }, (_, i) => n - i);
  const current = (): Value => new PyTuple(indices.slice(0, r).map((i) => pool[i]));
  yield current();
  for (;;) {
    let i = r - 1;
    for (; i >= 0; i--) {
      if (--cycles[i] > 0) break;
      // This place has seen all that follow: put its element back at the end.
      indices.push(...indices.splice(i, 1));
      cycles[i] = n - i;
    }
    if (i < 0) return;
    const other = n - cycles[i];
    [indices[i], indices[other]] = [indices[other], indices[i]];
    yield current();
  }
}

function* combinations(pool: readonly Value[], r: number): Iterable<Value> {
  const n = pool.length;
  if (r > n) return;
  const indices = Array.from({ length: r }, (_, i) => i);
  for (;;) {
    yield new PyTuple(indices.map((i) => pool[i]));
    let at = r - 1;
    while (at >= 0 && indices[at] === at + n - r) at--;
    if (at < 0) return;
    indices[at]++;
    for (let i = at + 1; i < r; i++) indices[i] = indices[i - 1] + 1;
  }
}

function* combinationsWithReplacement(pool: readonly Value[], r: number): Iterable<Value> {
  const n = pool.length;
  if (n === 0 && r > 0) return;
  const indices = new Array<number>(r).fill(0);
  for (;;) {
    yield new PyTuple(indices.map((i) => pool[i]));
    let at = r - 1;
    while (at >= 0 && indices[at] === n - 1) at--;
    if (at < 0) return;
    indices.fill(indices[at] + 1, at);
  }
}

function size(machine: Machine, value: Value): number {
  const count = toArgumentSize(machine, value);
  if (count < 0) throw valueError("r must be non-negative");
  checkElements(count);
  return count;
}

export const combinatorics: readonly PyType[] = [
  recipe("product(*iterables, repeat=1)", (machine, sources: Value[], repeat: Value) => {
    const times = toArgumentSize(machine, repeat);
    if (times < 0) throw valueError("repeat argument cannot be negative");
    if (sources.length * times >= Number.MAX_SAFE_INTEGER) throw overflowError("repeat argument too large");
    const pools = times === 0 || sources.length === 0 ? [] : sources.map((source) => toArray(machine, source));
    checkElements(pools.length * times);
    const repeated = pools.length === 0 ? [] : Array.from({ length: times }, () => pools).flat();
    return checked(machine, product(repeated));
  }),
  recipe("permutations(iterable, r=None)", (machine, values: Value, r: Value) => {
    const pool = toArray(machine, values);
    if (r !== null && integerOf(r) === undefined) throw typeError("Expected int as r");
    return checked(machine, permutations(pool, r === null ? pool.length : size(machine, r)));
  }),
  recipe("combinations(iterable, r)", (machine, values: Value, r: Value) => {
    const wanted = toArgumentSize(machine, r);
    return checked(machine, combinations(toArray(machine, values), size(machine, wanted)));
  }),
  recipe("combinations_with_replacement(iterable, r)", (machine, values: Value, r: Value) => {
    const wanted = toArgumentSize(machine, r);
    return checked(machine, combinationsWithReplacement(toArray(machine, values), size(machine, wanted)));
  }),
];
