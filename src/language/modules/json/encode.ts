/** JSON text from values, as CPython's encoder writes it. */

import { worked } from "../../../engine/work.ts";
import { sortedOrder } from "../../runtime/builtins/sort.ts";
import { raised, typeError, ValueError, valueError } from "../../runtime/errors.ts";
import { floatRepr } from "../../runtime/format/float.ts";
import { integerText } from "../../runtime/numbers/integer.ts";
import { PyDict } from "../../runtime/objects/dict.ts";
import type { Machine, PyObject, Value } from "../../runtime/objects/object.ts";
import { PyList, PyTuple } from "../../runtime/objects/sequence.ts";
import { doubleOf, integerOf, textOf, typeName } from "../../runtime/protocols/index.ts";
import { fastList } from "../../runtime/protocols/iteration.ts";

export interface EncodeOptions {
  readonly skipKeys: boolean;
  readonly ensureAscii: boolean;
  readonly checkCircular: boolean;
  readonly allowNaN: boolean;
  /** null: everything on one line. */
  readonly indent: string | null;
  readonly itemSeparator: string;
  readonly keySeparator: string;
  readonly sortKeys: boolean;
  /** What is tried for values that JSON has no form for; throws TypeError where nothing helps. */
  readonly fallback: (machine: Machine, value: Value) => Value;
}

const short: Readonly<Record<string, string>> = {
  '"': '\\"',
  "\\": "\\\\",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
  "\f": "\\f",
  "\b": "\\b",
};

export function encodeString(text: string, ensureAscii: boolean): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: JSON escapes control characters
  const special = ensureAscii ? /["\\\u0000-\u001f]|[^\u0000-\u007e]/g : /["\\\u0000-\u001f]/g;
  const escaped = text.replace(special, (c) => {
    worked(64);
    return Object.hasOwn(short, c) ? short[c] : `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
  return `"${escaped}"`;
}

function encodeFloat(x: number, allowNaN: boolean): string {
  if (Number.isFinite(x)) return floatRepr(x);
  if (!allowNaN) throw valueError(`Out of range float values are not JSON compliant: ${floatRepr(x)}`);
  return Number.isNaN(x) ? "NaN" : x > 0 ? "Infinity" : "-Infinity";
}

class Encoder {
  private readonly parts: string[] = [];
  private readonly open = new Set<PyObject>();
  private steps = 0;
  constructor(
    private readonly machine: Machine,
    private readonly options: EncodeOptions,
  ) {}

  text(): string {
    return this.parts.join("");
  }

  /** The text of a value that has no parts; undefined for all others. */
  private scalar(value: Value): string | undefined {
    if (value === null) return "null";
    if (typeof value === "boolean") return value ? "true" : "false";
    const text = textOf(value);
    if (text !== undefined) return encodeString(text, this.options.ensureAscii);
    const integer = integerOf(value);
    if (integer !== undefined) return integerText(integer);
    const double = doubleOf(value);
    return double === undefined ? undefined : encodeFloat(double, this.options.allowNaN);
  }

  private key(value: Value): string | undefined {
    const text = textOf(value);
    if (text !== undefined) return text;
    const scalar = this.scalar(value);
    if (scalar !== undefined) return scalar;
    if (this.options.skipKeys) return undefined;
    throw typeError(`keys must be str, int, float, bool or None, not ${typeName(value)}`);
  }

  private newline(depth: number): string {
    const { indent } = this.options;
    return indent === null ? "" : `\n${indent.repeat(depth)}`;
  }

  write(value: Value, depth = 0): void {
    if ((++this.steps & 0xfff) === 0) this.machine.checkInterrupt();
    const scalar = this.scalar(value);
    if (scalar !== undefined) {
      this.parts.push(scalar);
      return;
    }
    // Only objects have no scalar form.
    const object = value as PyObject;
    if (this.options.checkCircular) {
      if (this.open.has(object)) throw raised(ValueError, "Circular reference detected");
      this.open.add(object);
    }
    if (value instanceof PyList || value instanceof PyTuple)
      this.writeArray(fastList(this.machine, value, "_iterencode_list needs a sequence"), depth);
    else if (value instanceof PyDict) this.writeObject(value, depth);
    else this.write(this.options.fallback(this.machine, value), depth);
    this.open.delete(object);
  }

  private writeArray(items: readonly Value[], depth: number): void {
    if (items.length === 0) {
      this.parts.push("[]");
      return;
    }
    this.parts.push("[");
    items.forEach((item, i) => {
      if (i > 0) this.parts.push(this.options.itemSeparator);
      this.parts.push(this.newline(depth + 1));
      this.write(item, depth + 1);
    });
    this.parts.push(this.newline(depth), "]");
  }

  private writeObject(dict: PyDict, depth: number): void {
    let entries = [...dict.entries()];
    if (this.options.sortKeys) {
      const order = sortedOrder(
        this.machine,
        entries.map(([key]) => key),
      );
      entries = order.map((at) => entries[at]);
    }
    if (entries.length === 0) {
      this.parts.push("{}");
      return;
    }
    this.parts.push("{");
    let first = true;
    for (const [key, value] of entries) {
      const name = this.key(key);
      if (name === undefined) continue;
      if (!first) this.parts.push(this.options.itemSeparator);
      first = false;
      this.parts.push(this.newline(depth + 1), encodeString(name, this.options.ensureAscii), this.options.keySeparator);
      this.write(value, depth + 1);
    }
    this.parts.push(this.newline(depth), "}");
  }
}

export function encode(machine: Machine, value: Value, options: EncodeOptions): string {
  const encoder = new Encoder(machine, options);
  encoder.write(value);
  return encoder.text();
}
