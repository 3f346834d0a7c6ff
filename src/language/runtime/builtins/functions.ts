/** The builtin functions that work on any value. */

import { AttributeError, overflowError, StopIteration, typeError, valueError } from "../errors.ts";
import { escapeNonAscii } from "../format/text.ts";
import { powerModulo } from "../numbers/integer.ts";
import { PyBytes } from "../objects/bytes.ts";
import { PyDict } from "../objects/dict.ts";
import { PyFloat } from "../objects/float.ts";
import { NativeFunction } from "../objects/function.ts";
import { NativeIterator, PyIterator } from "../objects/iterator.ts";
import type { Machine, Value } from "../objects/object.ts";
import { Raised } from "../objects/raised.ts";
import { PyList } from "../objects/sequence.ts";
import { NotImplemented } from "../objects/singletons.ts";
import { callableIteratorType, intType } from "../objects/types.ts";
import { integerOf } from "../protocols/conversion.ts";
import {
  binaryOperation,
  callSpecial,
  compare,
  deleteAttribute,
  exactLength,
  findSpecial,
  formatted,
  getAttribute,
  getIterator,
  hash,
  identicalOrEqual,
  identity,
  index,
  isCallable,
  isInstance,
  isSubclass,
  iterate,
  repr,
  setAttribute,
  textOf,
  toList,
  truth,
  trySpecial,
  typeName,
  typeOf,
} from "../protocols/index.ts";
import { endOf } from "../protocols/iteration.ts";
import { textLength } from "../text/code-points.ts";
import { functionOfNone, functionOfOne, keywordFunction, positionalFunction } from "./define.ts";
import { sortedOrder, sortKeys } from "./sort.ts";
import { sum } from "./sum.ts";

const stepsBetweenChecks = 0xfff;

/** Tests items until one decides. */
function decide(machine: Machine, values: Value, deciding: boolean): boolean {
  let steps = 0;
  for (const value of iterate(machine, values)) {
    if (truth(machine, value) === deciding) return deciding;
    if ((++steps & stepsBetweenChecks) === 0) machine.checkInterrupt();
  }
  return !deciding;
}

function radixText(machine: Machine, value: Value, prefix: string, radix: number): string {
  const number = index(machine, value);
  const digits = (number < 0 ? -number : number).toString(radix);
  return `${number < 0 ? "-" : ""}${prefix}${digits}`;
}

function ord(value: Value): number {
  const text = textOf(value);
  if (text !== undefined) {
    const count = textLength(text);
    if (count === 1) return text.codePointAt(0) ?? 0;
    throw typeError(`ord() expected a character, but string of length ${count} found`);
  }
  if (value instanceof PyBytes) {
    if (value.data.length === 1) return value.data[0];
    throw typeError(`ord() expected a character, but string of length ${value.data.length} found`);
  }
  throw typeError(`ord() expected string of length 1, but ${typeName(value)} found`);
}

function divmod(machine: Machine, a: Value, b: Value): Value {
  const forward = trySpecial(machine, a, "__divmod__", b);
  if (forward !== undefined && forward !== NotImplemented) return forward;
  const reflected = typeOf(a) === typeOf(b) ? undefined : trySpecial(machine, b, "__rdivmod__", a);
  if (reflected !== undefined && reflected !== NotImplemented) return reflected;
  throw typeError(`unsupported operand type(s) for divmod(): '${typeName(a)}' and '${typeName(b)}'`);
}

function pow(machine: Machine, base: Value, exponent: Value, modulus: Value): Value {
  if (modulus === null) return binaryOperation(machine, "**", base, exponent);
  const [a, b, m] = [integerOf(base), integerOf(exponent), integerOf(modulus)];
  const plain = typeOf(base).lookup("__pow__") === intType.lookup("__pow__");
  if (plain && a !== undefined && b !== undefined && m !== undefined) return powerModulo(machine, a, b, m);
  const result = trySpecial(machine, base, "__pow__", exponent, modulus);
  if (result !== undefined && result !== NotImplemented) return result;
  if ([base, exponent, modulus].some((value) => value instanceof PyFloat)) {
    throw typeError("pow() 3rd argument not allowed unless all arguments are integers");
  }
  const names = [base, exponent, modulus].map((value) => `'${typeName(value)}'`);
  throw typeError(`unsupported operand type(s) for ** or pow(): ${names.join(", ")}`);
}

/** `min` and `max`. */
function extreme(name: "min" | "max"): NativeFunction {
  const op = name === "min" ? "<" : ">";
  return new NativeFunction(name, (machine, args, keywords) => {
    if (args.length === 0) throw typeError(`${name} expected at least 1 argument, got 0`);
    for (const keyword of keywords?.keys() ?? []) {
      if (keyword !== "key" && keyword !== "default") {
        throw typeError(`'${keyword}' is an invalid keyword argument for ${name}()`);
      }
    }
    const key = keywords?.get("key") ?? null;
    const fallback = keywords?.get("default");
    if (args.length > 1 && fallback !== undefined) {
      throw typeError(`Cannot specify a default for ${name}() with multiple positional arguments`);
    }
    let best: Value | undefined;
    let bestKey: Value = null;
    let steps = 0;
    for (const value of args.length > 1 ? args : iterate(machine, args[0])) {
      const valueKey = key === null ? value : machine.call(key, [value]);
      if (best === undefined || truth(machine, compare(machine, op, valueKey, bestKey))) {
        best = value;
        bestKey = valueKey;
      }
      if ((++steps & stepsBetweenChecks) === 0) machine.checkInterrupt();
    }
    if (best !== undefined) return best;
    if (fallback === undefined) throw valueError(`${name}() iterable argument is empty`);
    return fallback;
  });
}

function next(machine: Machine, iterator: Value, fallback: Value | undefined): Value {
  if (iterator instanceof PyIterator) {
    const value = iterator.next(machine);
    if (value !== undefined) return value;
    if (fallback !== undefined) return fallback;
    throw endOf(iterator);
  }
  const method = findSpecial(iterator, "__next__");
  if (method === undefined) throw typeError(`'${typeName(iterator)}' object is not an iterator`);
  try {
    return callSpecial(machine, method, iterator, []);
  } catch (error) {
    // The StopIteration itself passes on, as its value may be wanted.
    if (fallback !== undefined && isRaised(error, StopIteration)) return fallback;
    throw error;
  }
}

const isRaised = (error: unknown, type: typeof StopIteration): error is Raised =>
  error instanceof Raised && error.exception.type.isSubtypeOf(type);

function iter(machine: Machine, source: Value, sentinel: Value | undefined): Value {
  if (sentinel === undefined) return getIterator(machine, source);
  if (!isCallable(source)) throw typeError("iter(object, sentinel): object must be callable");
  let done = false;
  return new NativeIterator(callableIteratorType, (running) => {
    if (done) return undefined;
    const value = running.call(source, []);
    done = identicalOrEqual(running, sentinel, value);
    return done ? undefined : value;
  });
}

function round(machine: Machine, number: Value, digits: Value): Value {
  const method = findSpecial(number, "__round__");
  if (method === undefined) throw typeError(`type ${typeName(number)} doesn't define __round__ method`);
  return callSpecial(machine, method, number, digits === null ? [] : [digits]);
}

function attributeName(value: Value): string {
  const text = textOf(value);
  if (text === undefined) throw typeError(`attribute name must be string, not '${typeName(value)}'`);
  return text;
}

function getAttributeOr(machine: Machine, object: Value, name: string, fallback: Value | undefined): Value {
  if (fallback === undefined) return getAttribute(machine, object, name);
  try {
    return getAttribute(machine, object, name);
  } catch (error) {
    if (isRaised(error, AttributeError)) return fallback;
    throw error;
  }
}

function vars(machine: Machine, object: Value | undefined): Value {
  if (object === undefined) return machine.currentLocals();
  const dict = getAttributeOr(machine, object, "__dict__", false);
  if (dict === false) throw typeError("vars() argument must have __dict__ attribute");
  return dict;
}

function sorted(machine: Machine, values: Value, key: Value, reverse: boolean): PyList {
  const items = toList(machine, values);
  const keys = key === null ? [...items] : sortKeys(machine, items, key);
  if (reverse) {
    // Reversed before and after, so that equal elements keep their order.
    items.reverse();
    keys.reverse();
  }
  const result = sortedOrder(machine, keys).map((at) => items[at]);
  return new PyList(reverse ? result.reverse() : result);
}

export const builtinFunctions: readonly NativeFunction[] = [
  functionOfOne("abs(x, /)", (machine, x) => {
    const result = trySpecial(machine, x, "__abs__");
    if (result === undefined) throw typeError(`bad operand type for abs(): '${typeName(x)}'`);
    return result;
  }),
  functionOfOne("all(iterable, /)", (machine, values) => decide(machine, values, false)),
  functionOfOne("any(iterable, /)", (machine, values) => decide(machine, values, true)),
  functionOfOne("ascii(obj, /)", (machine, value) => escapeNonAscii(repr(machine, value))),
  functionOfOne("bin(number, /)", (machine, value) => radixText(machine, value, "0b", 2)),
  functionOfOne("oct(number, /)", (machine, value) => radixText(machine, value, "0o", 8)),
  functionOfOne("hex(number, /)", (machine, value) => radixText(machine, value, "0x", 16)),
  functionOfOne("callable(obj, /)", (_machine, value) => isCallable(value)),
  functionOfOne("chr(i, /)", (machine, value) => {
    const code = index(machine, value);
    if (code < -(2 ** 31) || code >= 2 ** 31) throw overflowError("Python int too large to convert to C int");
    if (code < 0 || code > 0x10ffff) throw valueError("chr() arg not in range(0x110000)");
    return String.fromCodePoint(Number(code));
  }),
  functionOfOne("ord(c, /)", (_machine, value) => ord(value)),
  functionOfOne("hash(obj, /)", (machine, value) => hash(machine, value)),
  functionOfOne("id(obj, /)", (_machine, value) => identity(value)),
  functionOfOne("len(obj, /)", (machine, value) => exactLength(machine, value)),
  functionOfOne("repr(obj, /)", (machine, value) => repr(machine, value)),
  functionOfNone("globals", (machine) => PyDict.view(machine.currentGlobals())),
  functionOfNone("locals", (machine) => machine.currentLocals()),
  positionalFunction("delattr(obj, name, /)", (machine, object, name) => {
    deleteAttribute(machine, object, attributeName(name));
    return null;
  }),
  positionalFunction("setattr(obj, name, value, /)", (machine, object, name, value) => {
    setAttribute(machine, object, attributeName(name), value);
    return null;
  }),
  positionalFunction("getattr(obj, name, default=..., /)", (machine, object, name, fallback) =>
    getAttributeOr(machine, object, attributeName(name), fallback),
  ),
  positionalFunction("hasattr(obj, name, /)", (machine, object, name) => {
    try {
      getAttribute(machine, object, attributeName(name));
      return true;
    } catch (error) {
      if (isRaised(error, AttributeError)) return false;
      throw error;
    }
  }),
  positionalFunction("divmod(x, y, /)", divmod),
  positionalFunction("format(value, format_spec='', /)", (machine, value, spec = "") => {
    const text = textOf(spec);
    if (text === undefined) throw typeError(`format() argument 2 must be str, not ${typeName(spec)}`);
    return formatted(machine, value, text);
  }),
  positionalFunction("isinstance(obj, class_or_tuple, /)", isInstance),
  positionalFunction("issubclass(cls, class_or_tuple, /)", isSubclass),
  positionalFunction("iter(object, sentinel=..., /)", iter),
  positionalFunction("next(iterator, default=..., /)", next),
  positionalFunction("vars(object=..., /)", vars),
  keywordFunction("pow(base, exp, mod=None)", (machine, base: Value, exponent: Value, modulus: Value) =>
    pow(machine, base, exponent, modulus),
  ),
  keywordFunction("round(number, ndigits=None)", (machine, number: Value, digits: Value) =>
    round(machine, number, digits),
  ),
  keywordFunction("sum(iterable, /, start=0)", (machine, values: Value, start: Value) => sum(machine, values, start)),
  sortedFunction(),
  extreme("min"),
  extreme("max"),
];

/** Only `sorted` mixes the count error of positional functions with keywords. */
function sortedFunction(): NativeFunction {
  const bound = keywordFunction(
    "sorted(iterable, /, *, key=None, reverse=False)",
    (machine, values: Value, key: Value, reverse: Value) => sorted(machine, values, key, truth(machine, reverse)),
  );
  return new NativeFunction(
    "sorted",
    (machine, args, keywords) => {
      if (args.length !== 1) throw typeError(`sorted expected 1 argument, got ${args.length}`);
      for (const name of keywords?.keys() ?? []) {
        if (name !== "key" && name !== "reverse") {
          throw typeError(`'${name}' is an invalid keyword argument for sort()`);
        }
      }
      return bound.code(machine, args, keywords);
    },
    bound.signature,
  );
}
