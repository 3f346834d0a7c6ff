/** The module `json`: the texts are made and read here, the classes around them in json.py. */

import { keywordFunction } from "../../runtime/builtins/define.ts";
import { raised, StopIteration, typeError } from "../../runtime/errors.ts";
import { codePointLength } from "../../runtime/format/layout.ts";
import { PyException } from "../../runtime/objects/exception.ts";
import type { Machine, Value } from "../../runtime/objects/object.ts";
import { Raised } from "../../runtime/objects/raised.ts";
import { PyTuple } from "../../runtime/objects/sequence.ts";
import { index, textOf, truth, typeName } from "../../runtime/protocols/index.ts";
import { binaryOperation } from "../../runtime/protocols/operations.ts";
import source from "../python/json.py";
import type { ModuleDefinition } from "../registry.ts";
import { type DecodeOptions, Decoder } from "./decode.ts";
import { encode } from "./encode.ts";

function indentText(machine: Machine, value: Value): string | null {
  if (value === null) return null;
  return textOf(value) ?? textOf(binaryOperation(machine, "*", " ", value)) ?? "";
}

/** Throws what the Python class `JSONDecodeError` makes. */
function failure(machine: Machine, error: Value, text: string): DecodeOptions["fail"] {
  return (message, unit) => {
    const position = codePointLength(text.slice(0, unit));
    const made = machine.call(error, [message, text, position]);
    if (!(made instanceof PyException)) return typeError("json: no error class");
    // CPython's scanner ends in StopIteration where no value starts, and that is what the error comes `from None` of.
    if (message === "Expecting value") {
      made.context = raised(StopIteration, position).exception;
      made.suppressContext = true;
    }
    return new Raised(made);
  };
}

const encodeFunction = keywordFunction(
  "_encode(value, skipkeys, ensure_ascii, check_circular, allow_nan, indent, item_separator, key_separator, sort_keys, default)",
  (
    machine,
    value: Value,
    skipKeys: Value,
    ensureAscii: Value,
    checkCircular: Value,
    allowNaN: Value,
    indent: Value,
    itemSeparator: Value,
    keySeparator: Value,
    sortKeys: Value,
    fallback: Value,
  ) =>
    encode(machine, value, {
      skipKeys: truth(machine, skipKeys),
      ensureAscii: truth(machine, ensureAscii),
      checkCircular: truth(machine, checkCircular),
      allowNaN: truth(machine, allowNaN),
      // A text alone is never indented: CPython does not look at what the indent is.
      indent: textOf(value) === undefined ? indentText(machine, indent) : null,
      itemSeparator: textOf(itemSeparator) ?? ", ",
      keySeparator: textOf(keySeparator) ?? ": ",
      sortKeys: truth(machine, sortKeys),
      fallback: (running, object) => running.call(fallback, [object]),
    }),
);

const decodeFunction = keywordFunction(
  "_decode(text, error, strict, object_hook, object_pairs_hook, parse_float, parse_int, parse_constant, start)",
  (
    machine,
    value: Value,
    error: Value,
    strict: Value,
    objectHook: Value,
    objectPairsHook: Value,
    readFloat: Value,
    readInt: Value,
    parseConstant: Value,
    start: Value,
  ) => {
    const text = textOf(value);
    if (text === undefined) {
      throw typeError(`the JSON object must be str, bytes or bytearray, not ${typeName(value)}`);
    }
    const decoder = new Decoder(machine, text, {
      strict: truth(machine, strict),
      objectHook,
      objectPairsHook,
      parseFloat: readFloat,
      parseInt: readInt,
      parseConstant,
      fail: failure(machine, error, text),
    });
    if (start === null) return decoder.decode();
    const { value: decoded, end } = decoder.rawDecode(Number(index(machine, start)));
    return new PyTuple([decoded, end]);
  },
);

export const jsonModule: ModuleDefinition = {
  name: "json",
  source,
  globals: () => [
    ["_encode", encodeFunction],
    ["_decode", decodeFunction],
  ],
};
