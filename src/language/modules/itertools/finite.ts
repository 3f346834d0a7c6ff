/** Iterators that end with their input: accumulate, chain, compress, islice, takewhile, ... */

import { GeneratedIterator } from "../../runtime/builtins/iterators.ts";
import { toArgumentSize } from "../../runtime/builtins/receive.ts";
import { typeError, valueError } from "../../runtime/errors.ts";
import { checkElements } from "../../runtime/limits.ts";
import type { Integer } from "../../runtime/numbers/integer.ts";
import { ClassMethod } from "../../runtime/objects/descriptor.ts";
import { NativeFunction } from "../../runtime/objects/function.ts";
import type { Machine, PyType, Value } from "../../runtime/objects/object.ts";
import { Raised } from "../../runtime/objects/raised.ts";
import { PyTuple } from "../../runtime/objects/sequence.ts";
import {
  binaryOperation,
  findSpecial,
  getIterator,
  index,
  iterate,
  nextOf,
  toArray,
  truth,
} from "../../runtime/protocols/index.ts";
import { recipe, stepsOf } from "./recipe.ts";

const checkEvery = 0xfff;

function* accumulate(machine: Machine, source: Iterable<Value>, callee: Value, initial: Value | null): Iterator<Value> {
  let total: Value | undefined = initial ?? undefined;
  if (total !== undefined) yield total;
  for (const value of source) {
    if (total === undefined) total = value;
    else total = callee === null ? binaryOperation(machine, "+", total, value) : machine.call(callee, [total, value]);
    yield total;
  }
}

function* chain(machine: Machine, sources: Iterable<Value>): Iterator<Value> {
  for (const source of sources) {
    machine.checkInterrupt();
    for (const value of stepsOf(machine, source)) yield value;
  }
}

function* compress(machine: Machine, data: Iterator<Value>, selectors: Iterator<Value>): Iterator<Value> {
  for (;;) {
    const value = data.next();
    const selector = selectors.next();
    if (value.done || selector.done) return;
    if (truth(machine, selector.value)) yield value.value;
  }
}

function* dropWhile(machine: Machine, test: Value, source: Iterable<Value>): Iterator<Value> {
  let dropping = true;
  for (const value of source) {
    if (dropping && truth(machine, machine.call(test, [value]))) continue;
    dropping = false;
    yield value;
  }
}

function* takeWhile(machine: Machine, test: Value, source: Iterable<Value>): Iterator<Value> {
  for (const value of source) {
    if (!truth(machine, machine.call(test, [value]))) return;
    yield value;
  }
}

function* filterFalse(machine: Machine, test: Value, source: Iterable<Value>): Iterator<Value> {
  for (const value of source) {
    if (!truth(machine, test === null ? value : machine.call(test, [value]))) yield value;
  }
}

function* starMap(machine: Machine, callee: Value, source: Iterable<Value>): Iterator<Value> {
  for (const args of source) yield machine.call(callee, toArray(machine, args));
}

function* pairwise(source: Iterable<Value>): Iterator<Value> {
  let previous: Value | undefined;
  for (const value of source) {
    if (previous !== undefined) yield new PyTuple([previous, value]);
    previous = value;
  }
}

function* batched(source: Iterable<Value>, size: number): Iterator<Value> {
  let batch: Value[] = [];
  for (const value of source) {
    batch.push(value);
    if ((batch.length & 0xfff) === 0) checkElements(batch.length);
    if (batch.length < size) continue;
    yield new PyTuple(batch);
    batch = [];
  }
  if (batch.length > 0) yield new PyTuple(batch);
}

const sliceError = (which: string) =>
  valueError(`${which} for islice() must be None or an integer: 0 <= x <= sys.maxsize.`);

/** A bound as CPython reads it: -1 stands for what cannot be read. */
function sliceBound(machine: Machine, value: Value): number {
  if (typeof value !== "number" && findSpecial(value, "__index__") === undefined) return -1;
  let bound: Integer;
  try {
    bound = index(machine, value);
  } catch (error) {
    if (error instanceof Raised) return -1;
    throw error;
  }
  if (typeof bound === "number") return bound;
  if (BigInt.asIntN(64, bound) !== bound) return -1;
  return bound > 0n ? Number.MAX_SAFE_INTEGER : -Number.MAX_SAFE_INTEGER;
}

function islice(machine: Machine, values: Value, bounds: readonly Value[]): Iterator<Value> {
  if (bounds.length === 0) throw typeError("islice expected at least 2 arguments, got 1");
  if (bounds.length > 3) throw typeError(`islice expected at most 4 arguments, got ${bounds.length + 1}`);
  const single = bounds.length === 1;
  const [startValue, stopValue, stepValue = null] = single ? [null, bounds[0]] : bounds;
  const start = startValue === null ? 0 : sliceBound(machine, startValue);
  let stop = Number.POSITIVE_INFINITY;
  if (stopValue !== null) {
    stop = sliceBound(machine, stopValue);
    if (stop === -1) throw sliceError("Stop argument");
  }
  if (start < 0 || stop < 0) throw sliceError("Indices");
  const step = stepValue === null ? 1 : sliceBound(machine, stepValue);
  if (step < 1) throw valueError("Step for islice() must be a positive integer or None.");
  return sliceSteps(machine, getIterator(machine, values), start, stop, step);
}

function* sliceSteps(machine: Machine, iterator: Value, start: number, stop: number, step: number): Iterator<Value> {
  let wanted = start;
  let at = 0;
  // What lies before the start is consumed first, whatever the stop is.
  for (; at < start; at++) {
    if (nextOf(machine, iterator) === undefined) return;
    if ((at & checkEvery) === checkEvery) machine.checkInterrupt();
  }
  for (; wanted < stop; at++) {
    const value = nextOf(machine, iterator);
    if (value === undefined) return;
    if (at === wanted) {
      yield value;
      wanted += step;
    }
    if ((at & checkEvery) === checkEvery) machine.checkInterrupt();
  }
  // What lies between the last element taken and the stop is consumed too, as CPython does.
  for (; at < stop && stop !== Number.POSITIVE_INFINITY; at++) if (nextOf(machine, iterator) === undefined) return;
}

function* zipLongest(machine: Machine, iterators: (Value | undefined)[], fill: Value): Iterator<Value> {
  for (let active = iterators.length; active > 0; ) {
    const items: Value[] = [];
    for (let i = 0; i < iterators.length; i++) {
      const iterator = iterators[i];
      const value = iterator === undefined ? undefined : nextOf(machine, iterator);
      if (value === undefined && iterator !== undefined) {
        iterators[i] = undefined;
        if (--active === 0) return;
      }
      items.push(value === undefined ? fill : value);
    }
    yield new PyTuple(items);
  }
}

const chainType = recipe("chain(*iterables)", (machine, sources: Value[]) => chain(machine, sources));
chainType.attributes.set(
  "from_iterable",
  new ClassMethod(
    new NativeFunction("from_iterable", (machine, args) => {
      if (args.length !== 2)
        throw typeError(`chain.from_iterable() takes exactly one argument (${args.length - 1} given)`);
      return new GeneratedIterator(chainType, chain(machine, lazily(machine, args[1])));
    }),
  ),
);

function lazily(machine: Machine, values: Value): Iterable<Value> {
  return iterate(machine, getIterator(machine, values));
}

export const finite: readonly PyType[] = [
  chainType,
  recipe("accumulate(iterable, func=None, *, initial=None)", (machine, values: Value, callee: Value, initial: Value) =>
    accumulate(machine, stepsOf(machine, values), callee, initial),
  ),
  recipe("compress(data, selectors)", (machine, data: Value, selectors: Value) =>
    compress(machine, stepsOf(machine, data), stepsOf(machine, selectors)),
  ),
  recipe("dropwhile(predicate, iterable, /)", (machine, test: Value, values: Value) =>
    dropWhile(machine, test, stepsOf(machine, values)),
  ),
  recipe("takewhile(predicate, iterable, /)", (machine, test: Value, values: Value) =>
    takeWhile(machine, test, stepsOf(machine, values)),
  ),
  recipe("filterfalse(function, iterable, /)", (machine, test: Value, values: Value) =>
    filterFalse(machine, test, stepsOf(machine, values)),
  ),
  recipe("starmap(function, iterable, /)", (machine, callee: Value, values: Value) =>
    starMap(machine, callee, stepsOf(machine, values)),
  ),
  recipe("pairwise(iterable, /)", (machine, values: Value) => pairwise(stepsOf(machine, values))),
  recipe("batched(iterable, n)", (machine, values: Value, size: Value) => {
    const count = toArgumentSize(machine, size);
    if (count < 1) throw valueError("n must be at least one");
    return batched(stepsOf(machine, values), count);
  }),
  recipe("islice(*args)", (machine, [values, ...bounds]: Value[]) => {
    if (values === undefined) throw typeError("islice expected at least 2 arguments, got 0");
    return islice(machine, values, bounds);
  }),
  recipe("zip_longest(*iterables, fillvalue=None)", (machine, sources: Value[], fill: Value) =>
    zipLongest(
      machine,
      sources.map((source) => getIterator(machine, source)),
      fill,
    ),
  ),
];
