/** The builtin classes whose instances iterate lazily: enumerate, zip, map, filter, reversed. */
import { IndexError, StopIteration, typeError, valueError } from "../errors.ts";
import { add, type Integer } from "../numbers/integer.ts";
import { NativeIterator } from "../objects/iterator.ts";
import type { Machine, Value } from "../objects/object.ts";
import { Raised } from "../objects/raised.ts";
import { PyTuple } from "../objects/sequence.ts";
import { parseSignature } from "../objects/signature.ts";
import {
  callSpecial,
  getItem,
  getIterator,
  index,
  length,
  nextOf,
  truth,
  typeName,
  typeOf,
} from "../protocols/index.ts";
import { hasSequence } from "../protocols/iteration.ts";
import { bindNative } from "./define.ts";
import { enumerateType, filterType, mapType, reversedType, zipType } from "./iterators.ts";

const enumerateSignature = parseSignature("enumerate(iterable, start=0)");

function installEnumerate(): void {
  enumerateType.construct = (machine, type, args, keywords) => {
    if (args.length === 0 && keywords === null) throw typeError("enumerate() missing required argument 'iterable'");
    for (const name of keywords?.keys() ?? []) {
      if (name !== "iterable" && name !== "start")
        throw typeError(`'${name}' is an invalid keyword argument for enumerate()`);
    }
    // Both parameters are plain values.
    const [values, start] = bindNative(enumerateSignature, args, keywords) as Value[];
    let count: Integer = index(machine, start);
    const iterator = getIterator(machine, values);
    return new NativeIterator(
      type,
      (running) => {
        const value = nextOf(running, iterator);
        if (value === undefined) return undefined;
        const pair = new PyTuple([count, value]);
        count = typeof count === "number" && count < 2 ** 52 ? count + 1 : add(count, 1);
        return pair;
      },
      () => [iterator, count],
    );
  };
}

/** The error of `zip(strict=True)` when argument `at` ended first (or goes on where the others ended). */
function unequal(at: number, what: "shorter" | "longer") {
  const others = at === 1 ? "argument 1" : `arguments 1-${at}`;
  return valueError(`zip() argument ${at + 1} is ${what} than ${others}`);
}

function zipNext(machine: Machine, iterators: readonly Value[], strict: boolean): Value | undefined {
  const items: Value[] = [];
  for (const iterator of iterators) {
    const value = nextOf(machine, iterator);
    if (value !== undefined) {
      items.push(value);
      continue;
    }
    if (!strict) return undefined;
    if (items.length > 0) throw unequal(items.length, "shorter");
    for (let i = 1; i < iterators.length; i++) {
      if (nextOf(machine, iterators[i]) !== undefined) throw unequal(i, "longer");
    }
    return undefined;
  }
  return new PyTuple(items);
}

function installZip(): void {
  zipType.construct = (machine, type, args, keywords) => {
    for (const name of keywords?.keys() ?? []) {
      if (name !== "strict") throw typeError(`'${name}' is an invalid keyword argument for zip()`);
    }
    const strict = truth(machine, keywords?.get("strict") ?? false);
    const iterators = args.map((values) => getIterator(machine, values));
    let done = iterators.length === 0;
    return new NativeIterator(
      type,
      (running) => {
        if (done) return undefined;
        const value = zipNext(running, iterators, strict);
        done = value === undefined;
        return value;
      },
      () => iterators,
    );
  };
}

function installMap(): void {
  mapType.construct = (machine, type, args, keywords) => {
    if (keywords !== null && keywords.size > 0) throw typeError("map() takes no keyword arguments");
    if (args.length < 2) throw typeError("map() must have at least two arguments.");
    const [callee, ...sources] = args;
    const iterators = sources.map((values) => getIterator(machine, values));
    return new NativeIterator(
      type,
      (running) => {
        const values: Value[] = [];
        for (const iterator of iterators) {
          const value = nextOf(running, iterator);
          if (value === undefined) return undefined;
          values.push(value);
        }
        return running.call(callee, values);
      },
      () => [callee, ...iterators],
    );
  };
}

function installFilter(): void {
  filterType.construct = (machine, type, args, keywords) => {
    if (keywords !== null && keywords.size > 0) throw typeError("filter() takes no keyword arguments");
    if (args.length !== 2) throw typeError(`filter expected 2 arguments, got ${args.length}`);
    const [test, values] = args;
    const iterator = getIterator(machine, values);
    return new NativeIterator(
      type,
      (running) => {
        for (let steps = 1; ; steps++) {
          const value = nextOf(running, iterator);
          if (value === undefined) return undefined;
          if (truth(running, test === null ? value : running.call(test, [value]))) return value;
          if ((steps & 0xfff) === 0) running.checkInterrupt();
        }
      },
      () => [test, iterator],
    );
  };
}

function installReversed(): void {
  reversedType.construct = (machine, type, args, keywords) => {
    if (keywords !== null && keywords.size > 0) throw typeError("reversed() takes no keyword arguments");
    if (args.length !== 1) throw typeError(`reversed expected 1 argument, got ${args.length}`);
    const [sequence] = args;
    const method = typeOf(sequence).lookup("__reversed__");
    if (method !== undefined && method !== null) return callSpecial(machine, method, sequence, []);
    const isSequence = method !== null && hasSequence(typeOf(sequence));
    if (!isSequence) throw typeError(`'${typeName(sequence)}' object is not reversible`);
    let at = length(machine, sequence) - 1;
    const step = (running: Machine): Value | undefined => {
      if (at < 0) return undefined;
      try {
        return getItem(running, sequence, at--);
      } catch (error) {
        if (!(error instanceof Raised)) throw error;
        const { type: kind } = error.exception;
        if (!kind.isSubtypeOf(IndexError) && !kind.isSubtypeOf(StopIteration)) throw error;
        at = -1;
        return undefined;
      }
    };
    return new NativeIterator(type, step, null, null, () => at + 1);
  };
}

export function installLazy(): void {
  installEnumerate();
  installZip();
  installMap();
  installFilter();
  installReversed();
}
