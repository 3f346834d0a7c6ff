/** Values from JSON text, with CPython's errors. */
import { worked } from "../../../engine/work.ts";
import { parseInteger } from "../../runtime/numbers/parse.ts";
import { PyDict } from "../../runtime/objects/dict.ts";
import { PyFloat } from "../../runtime/objects/float.ts";
import type { Machine, Value } from "../../runtime/objects/object.ts";
import { PyList, PyTuple } from "../../runtime/objects/sequence.ts";

export interface DecodeOptions {
  readonly strict: boolean;
  readonly objectHook: Value;
  readonly objectPairsHook: Value;
  readonly parseFloat: Value;
  readonly parseInt: Value;
  readonly parseConstant: Value;
  /** Makes the error that is thrown for text that is not JSON. */
  readonly fail: (message: string, position: number) => unknown;
}

const number = /-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?/y;
const space = /[ \t\n\r]*/y;
const constants: readonly (readonly [string, number])[] = [
  ["NaN", Number.NaN],
  ["Infinity", Infinity],
  ["-Infinity", -Infinity],
];
const escapes: Readonly<Record<string, string>> = {
  '"': '"',
  "\\": "\\",
  "/": "/",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
};

export class Decoder {
  private at = 0;
  private steps = 0;
  constructor(
    private readonly machine: Machine,
    private readonly text: string,
    private readonly options: DecodeOptions,
  ) {}

  /** The one value of the whole text. */
  decode(): Value {
    this.skip();
    const value = this.value();
    this.skip();
    if (this.at < this.text.length) throw this.options.fail("Extra data", this.at);
    return value;
  }

  /** The value that starts at a place, and where it ends. */
  rawDecode(start: number): { value: Value; end: number } {
    this.at = start;
    return { value: this.value(), end: this.at };
  }

  private skip(): void {
    space.lastIndex = this.at;
    space.test(this.text);
    this.at = space.lastIndex;
  }

  private value(): Value {
    if ((++this.steps & 0xfff) === 0) this.machine.checkInterrupt();
    const { text } = this;
    switch (text[this.at]) {
      case '"':
        return this.string();
      case "{":
        return this.object();
      case "[":
        return this.array();
      case "n":
        if (text.startsWith("null", this.at)) return this.constant(4, null);
        break;
      case "t":
        if (text.startsWith("true", this.at)) return this.constant(4, true);
        break;
      case "f":
        if (text.startsWith("false", this.at)) return this.constant(5, false);
        break;
    }
    return this.number();
  }

  private constant(length: number, value: Value): Value {
    this.at += length;
    return value;
  }

  private number(): Value {
    number.lastIndex = this.at;
    const match = number.exec(this.text);
    if (match !== null) {
      this.at = number.lastIndex;
      const isFloat = match[1] !== undefined || match[2] !== undefined;
      const reader = isFloat ? this.options.parseFloat : this.options.parseInt;
      if (reader !== null) return this.machine.call(reader, [match[0]]);
      return isFloat ? new PyFloat(Number(match[0])) : parseInteger(match[0], 10);
    }
    for (const [name, value] of constants) {
      if (!this.text.startsWith(name, this.at)) continue;
      this.at += name.length;
      const { parseConstant } = this.options;
      return parseConstant === null ? new PyFloat(value) : this.machine.call(parseConstant, [name]);
    }
    throw this.options.fail("Expecting value", this.at);
  }

  private string(): string {
    const begin = this.at;
    let result = "";
    let start = ++this.at;
    for (; ; this.at++) {
      const c = this.text[this.at];
      if (c === undefined) throw this.options.fail("Unterminated string starting at", begin);
      if (c === '"') {
        result += this.text.slice(start, this.at);
        this.at++;
        return result;
      }
      if (c < " " && this.options.strict) throw this.options.fail("Invalid control character at", this.at);
      worked(4);
      if (c !== "\\") continue;
      result += this.text.slice(start, this.at) + this.escape(begin);
      start = this.at + 1;
    }
  }

  /** After a backslash; leaves the place at the escape's last character. */
  private escape(begin: number): string {
    const letter = this.text[++this.at];
    if (letter === undefined) throw this.options.fail("Unterminated string starting at", begin);
    if (letter !== "u") {
      if (!Object.hasOwn(escapes, letter)) throw this.options.fail("Invalid \\escape", this.at - 1);
      return escapes[letter];
    }
    const digits = this.text.slice(this.at + 1, this.at + 5);
    if (!/^[0-9a-fA-F]{4}$/.test(digits)) throw this.options.fail("Invalid \\uXXXX escape", this.at);
    this.at += 4;
    // A pair of surrogates joins by itself: strings are UTF-16 inside.
    return String.fromCharCode(Number.parseInt(digits, 16));
  }

  private array(): PyList {
    const items: Value[] = [];
    this.at++;
    this.skip();
    if (this.text[this.at] === "]") {
      this.at++;
      return new PyList(items);
    }
    for (;;) {
      items.push(this.value());
      this.skip();
      const c = this.text[this.at];
      if (c === "]") {
        this.at++;
        return new PyList(items);
      }
      if (c !== ",") throw this.options.fail("Expecting ',' delimiter", this.at);
      this.at++;
      this.skip();
    }
  }

  private object(): Value {
    const pairs: [string, Value][] = [];
    this.at++;
    this.skip();
    if (this.text[this.at] !== "}") this.pairs(pairs);
    this.at++;
    const { objectHook, objectPairsHook } = this.options;
    if (objectPairsHook !== null) {
      return this.machine.call(objectPairsHook, [new PyList(pairs.map((pair) => new PyTuple(pair)))]);
    }
    const dict = PyDict.fromStrings(pairs);
    return objectHook === null ? dict : this.machine.call(objectHook, [dict]);
  }

  private pairs(pairs: [string, Value][]): void {
    for (;;) {
      if (this.text[this.at] !== '"') {
        throw this.options.fail("Expecting property name enclosed in double quotes", this.at);
      }
      const name = this.string();
      this.skip();
      if (this.text[this.at] !== ":") throw this.options.fail("Expecting ':' delimiter", this.at);
      this.at++;
      this.skip();
      pairs.push([name, this.value()]);
      this.skip();
      const c = this.text[this.at];
      if (c === "}") return;
      if (c !== ",") throw this.options.fail("Expecting ',' delimiter", this.at);
      this.at++;
      this.skip();
    }
  }
}
