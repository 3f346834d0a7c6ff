/** How an iterator class of itertools is made: a signature and a JavaScript generator. */
import { bindNative } from "../../runtime/builtins/define.ts";
import { GeneratedIterator, iteratorType } from "../../runtime/builtins/iterators.ts";
import { typeError } from "../../runtime/errors.ts";
import type { Machine, PyType, Value } from "../../runtime/objects/object.ts";
import { parseSignature } from "../../runtime/objects/signature.ts";
import { getIterator, nextOf } from "../../runtime/protocols/index.ts";

const stepsBetweenChecks = 0xfff;

/** A class whose instances run a generator. What `start` does before the first `yield` of its result happens in the call. */
export function recipe(signature: string, start: (machine: Machine, ...bound: never[]) => Iterator<Value>): PyType {
  const parsed = parseSignature(signature);
  const type = iteratorType(parsed.name, "itertools");
  // The signature text makes the parameter types of `start` true.
  const begin = start as (machine: Machine, ...bound: unknown[]) => Iterator<Value>;
  const { parameters } = parsed;
  const takesNoKeywords = parameters.every(({ kind }) => kind === "positional-only" || kind === "var-positional");
  // As `PyArg_UnpackTuple` counts.
  const unpacked = parameters.every(({ kind }) => kind === "positional-only");
  const count = parameters.length;
  type.construct = (machine, actual, args, keywords) => {
    // This one reads its keywords by hand.
    if (parsed.name === "zip_longest" && [...(keywords?.keys() ?? [])].some((name) => name !== "fillvalue")) {
      throw typeError("zip_longest() got an unexpected keyword argument");
    }
    if (keywords !== null && keywords.size > 0 && takesNoKeywords) {
      throw typeError(`${parsed.name}() takes no keyword arguments`);
    }
    if (unpacked && args.length !== count) {
      throw typeError(`${parsed.name} expected ${count} argument${count === 1 ? "" : "s"}, got ${args.length}`);
    }
    return new GeneratedIterator(actual, begin(machine, ...bindNative(parsed, args, keywords)));
  };
  return type;
}

/** The values of an iterable whose `iter()` runs now, not at the first value. */
export function stepsOf(machine: Machine, values: Value): Iterable<Value> & Iterator<Value> {
  const iterator = getIterator(machine, values);
  let count = 0;
  return {
    next() {
      if ((++count & stepsBetweenChecks) === 0) machine.checkInterrupt();
      const value = nextOf(machine, iterator);
      return value === undefined ? { done: true, value: undefined } : { done: false, value };
    },
    [Symbol.iterator]() {
      return this;
    },
  };
}
