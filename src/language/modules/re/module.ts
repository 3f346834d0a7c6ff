/** The module `re`, on our own matcher: CPython's syntax and results, and every pattern can be interrupted. */

import { fromBinaryText } from "../../runtime/builtins/bytes-text.ts";
import { keywordFunction } from "../../runtime/builtins/define.ts";
import { toInt } from "../../runtime/builtins/receive.ts";
import { Exception, indexError, keyError, raised, typeError, valueError } from "../../runtime/errors.ts";
import { PyBytes } from "../../runtime/objects/bytes.ts";
import { PyException } from "../../runtime/objects/exception.ts";
import type { NativeFunction } from "../../runtime/objects/function.ts";
import { type Machine, PyType, type Value } from "../../runtime/objects/object.ts";
import type { Raised } from "../../runtime/objects/raised.ts";
import { PyTuple } from "../../runtime/objects/sequence.ts";
import { native } from "../../runtime/objects/signature.ts";
import { callMethod, hash, textOf, typeName } from "../../runtime/protocols/index.ts";
import { nativeModule } from "../native-module.ts";
import type { ModuleDefinition } from "../registry.ts";
import { compilePattern } from "./compiler.ts";
import { flagNames, flagType, flagValue, installFlags } from "./flags.ts";
import { flagBits, PatternError } from "./nodes.ts";
import { installMatch, installPattern } from "./operations.ts";
import { parsePattern } from "./parser.ts";
import { matchType, PyPattern, patternText, patternType } from "./pattern.ts";

const errorType = new PyType("error", [Exception], "re");
errorType.construct = (_machine, type, args) => new PyException(type, new PyTuple(args));

/** The `re.error` for a pattern that cannot be read. */
function patternError(problem: PatternError, pattern: Value): Raised {
  const text = patternText(pattern);
  const { message, position } = problem;
  const before = position === null ? "" : Array.from(text).slice(0, position).join("");
  const line = before.split("\n").length;
  const column = Array.from(before.slice(before.lastIndexOf("\n") + 1)).length + 1;
  const place =
    position === null
      ? ""
      : ` at position ${position}${text.includes("\n") ? ` (line ${line}, column ${column})` : ""}`;
  const error = raised(errorType, message + place);
  const { attributes } = error.exception;
  attributes.set("msg", message);
  attributes.set("pattern", pattern);
  attributes.set("pos", position);
  attributes.set("lineno", position === null ? null : line);
  attributes.set("colno", position === null ? null : column);
  if (problem.missing !== null) {
    error.exception.context = keyError(problem.missing).exception;
    error.exception.suppressContext = true;
  }
  if (problem.pastEnd) {
    error.exception.context = indexError("string index out of range").exception;
    error.exception.suppressContext = true;
  }
  return error;
}

/** Runs what may meet a bad pattern or template, whose problem becomes a `re.error`. */
function readable<T>(pattern: Value, read: () => T): T {
  try {
    return read();
  } catch (problem) {
    if (problem instanceof PatternError) throw patternError(problem, pattern);
    throw problem;
  }
}

const recent = new Map<string, PyPattern>();
const recentSize = 256;

function effectiveFlags(flags: number, isBytes: boolean): number {
  if (isBytes) {
    if (flags & flagBits.UNICODE) throw valueError("cannot use UNICODE flag with a bytes pattern");
    return flags | flagBits.ASCII;
  }
  if (flags & flagBits.LOCALE) throw valueError("cannot use LOCALE flag with a str pattern");
  if (flags & flagBits.ASCII && flags & flagBits.UNICODE) throw valueError("ASCII and UNICODE flags are incompatible");
  return flags & flagBits.ASCII ? flags : flags | flagBits.UNICODE;
}

function compileValue(machine: Machine, pattern: Value, flags: number): PyPattern {
  if (pattern instanceof PyPattern) {
    if (flags !== 0) throw valueError("cannot process flags argument with a compiled pattern");
    return pattern;
  }
  // The cache of CPython asks for the hash of whatever it is given.
  hash(machine, pattern);
  const text = patternText(pattern);
  const isBytes = pattern instanceof PyBytes;
  const key = `${isBytes ? "b" : "s"}${flags}/${text}`;
  const known = recent.get(key);
  if (known !== undefined) return known;
  const effective = effectiveFlags(flags, isBytes);
  const made = readable(pattern, () => {
    const parsed = parsePattern(text, effective, isBytes);
    const shown = isBytes && !(flags & flagBits.ASCII) ? parsed.flags & ~flagBits.ASCII : parsed.flags;
    // An inline (?a) takes the place of UNICODE.
    const fixed = shown & flagBits.ASCII && !isBytes ? shown & ~flagBits.UNICODE : shown;
    return new PyPattern(isBytes ? pattern : text, compilePattern(parsed), fixed);
  });
  if (recent.size >= recentSize) recent.clear();
  recent.set(key, made);
  return made;
}

const flagsOf = (machine: Machine, value: Value): number => toInt(machine, value);

/** A module function that compiles and then calls the pattern's method of the same name. */
function delegate(signature: string, order: readonly number[]): NativeFunction {
  const made = native(signature, (machine: Machine, ...values: Value[]) => {
    const compiled = compileValue(machine, values[0], flagsOf(machine, values[values.length - 1]));
    return readable(values[1], () =>
      callMethod(
        machine,
        compiled,
        made.name,
        order.map((at) => values[at]),
      ),
    );
  });
  return made;
}

const special = /[\t\n\v\f\r #$&()*+\-.?[\\\]^{|}~]/g;

const functions: readonly NativeFunction[] = [
  native("compile(pattern, flags=0)", (machine, pattern: Value, flags: Value) =>
    compileValue(machine, pattern, flagsOf(machine, flags)),
  ),
  delegate("match(pattern, string, flags=0)", [1]),
  delegate("search(pattern, string, flags=0)", [1]),
  delegate("fullmatch(pattern, string, flags=0)", [1]),
  delegate("findall(pattern, string, flags=0)", [1]),
  delegate("finditer(pattern, string, flags=0)", [1]),
  delegate("split(pattern, string, maxsplit=0, flags=0)", [1, 2]),
  delegate("sub(pattern, repl, string, count=0, flags=0)", [1, 2, 3]),
  delegate("subn(pattern, repl, string, count=0, flags=0)", [1, 2, 3]),
  native("escape(pattern)", (_machine, pattern: Value) => {
    if (pattern instanceof PyBytes) return fromBinaryText(patternText(pattern).replace(special, "\\$&"));
    const text = textOf(pattern);
    if (text === undefined) throw typeError(`decoding to str: need a bytes-like object, ${typeName(pattern)} found`);
    return text.replace(special, "\\$&");
  }),
  keywordFunction("purge()", () => {
    recent.clear();
    return null;
  }),
];

let installed = false;

export const reModule: ModuleDefinition = {
  name: "re",
  create: () => {
    if (!installed) {
      installed = true;
      patternType.nativeName = "re.Pattern";
      matchType.nativeName = "re.Match";
      installFlags();
      installPattern();
      installMatch();
      PyType.epoch++;
    }
    const flags = flagNames.flatMap(([name, letter, bit]): [string, Value][] =>
      letter === ""
        ? [[name, flagValue(bit)]]
        : [
            [name, flagValue(bit)],
            [letter, flagValue(bit)],
          ],
    );
    return nativeModule("re", [...functions, flagType, patternType, matchType, errorType], {
      ...Object.fromEntries(flags),
      NOFLAG: flagValue(0),
    });
  },
};
