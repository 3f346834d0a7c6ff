/** `str.format`: replacement fields, resolved only through the language's own attribute and item access. */
import { indexError, keyError, valueError } from "../errors.ts";
import type { Integer } from "../numbers/integer.ts";
import { parseInteger } from "../numbers/parse.ts";
import type { Machine, Value } from "../objects/object.ts";
import { format, getAttribute, getItem, maximumSize, repr, str } from "../protocols/index.ts";
import { escapeNonAscii } from "./text.ts";

/** Where fields find their values. */
export interface FormatArguments {
  /** The positional arguments; null where there can be none (`format_map`). */
  readonly positional: readonly Value[] | null;
  /** Throws KeyError where the name is unknown. */
  readonly named: (name: string) => Value;
}

interface Numbering {
  mode: "unknown" | "automatic" | "manual";
  next: number;
}

interface Field {
  readonly name: string;
  readonly conversion: string;
  readonly spec: string;
  readonly nested: boolean;
}

/** `str.format` allows fields in a format spec, but no deeper. */
const deepest = 2;

class Scanner {
  private at = 0;
  constructor(private readonly text: string) {}

  /** The next piece of literal text, with the field that follows it where there is one; null at the end. */
  next(): { literal: string; field: Field | null } | null {
    const { text } = this;
    if (this.at >= text.length) return null;
    const start = this.at;
    while (this.at < text.length && text[this.at] !== "{" && text[this.at] !== "}") this.at++;
    if (this.at >= text.length) return { literal: text.slice(start), field: null };
    const brace = text[this.at++];
    const doubled = text[this.at] === brace;
    if (brace === "}" && !doubled) throw valueError("Single '}' encountered in format string");
    if (this.at >= text.length) throw valueError("Single '{' encountered in format string");
    if (doubled) {
      this.at++;
      return { literal: text.slice(start, this.at - 1), field: null };
    }
    return { literal: text.slice(start, this.at - 1), field: this.field() };
  }

  private field(): Field {
    const { text } = this;
    const start = this.at;
    let terminator = "";
    while (this.at < text.length && terminator === "") {
      const c = text[this.at++];
      if (c === "{") throw valueError("unexpected '{' in field name");
      if (c === "[") {
        while (this.at < text.length && text[this.at] !== "]") this.at++;
      } else if (c === "}" || c === ":" || c === "!") terminator = c;
    }
    if (terminator === "") throw valueError("expected '}' before end of string");
    const name = text.slice(start, this.at - 1);
    if (terminator === "}") return { name, conversion: "", spec: "", nested: false };
    let conversion = "";
    if (terminator === "!") {
      if (this.at >= text.length) throw valueError("end of string while looking for conversion specifier");
      conversion = String.fromCodePoint(text.codePointAt(this.at) ?? 0);
      this.at += conversion.length;
      if (this.at < text.length) {
        const c = text[this.at++];
        if (c === "}") return { name, conversion, spec: "", nested: false };
        if (c !== ":") throw valueError("expected ':' after conversion specifier");
      }
    }
    return { name, conversion, ...this.spec() };
  }

  private spec(): { spec: string; nested: boolean } {
    const start = this.at;
    let open = 1;
    let nested = false;
    while (this.at < this.text.length) {
      const c = this.text[this.at++];
      if (c === "{") {
        nested = true;
        open++;
      } else if (c === "}" && --open === 0) return { spec: this.text.slice(start, this.at - 1), nested };
    }
    throw valueError("unmatched '{' in format spec");
  }
}

const digits = /^\p{Nd}+$/u;

/** Digits as a place, as CPython takes them. */
function placeOf(text: string): Integer {
  const place = parseInteger(text, 10);
  if (place > maximumSize) throw valueError("Too many decimal digits in format string");
  return place;
}

function convert(machine: Machine, value: Value, conversion: string): Value {
  if (conversion === "") return value;
  if (conversion === "r") return repr(machine, value);
  if (conversion === "s") return str(machine, value);
  if (conversion === "a") return escapeNonAscii(repr(machine, value));
  const code = conversion.codePointAt(0) ?? 0;
  const shown = code > 32 && code < 127 ? conversion : `\\x${code.toString(16)}`;
  throw valueError(`Unknown conversion specifier ${shown}`);
}

function positional(args: FormatArguments, position: Integer): Value {
  if (args.positional === null) throw valueError("Format string contains positional fields");
  if (position >= args.positional.length) {
    throw indexError(`Replacement index ${position} out of range for positional args tuple`);
  }
  return args.positional[Number(position)];
}

/** The value that a field name starts from, and its rest: accesses like `.name` and `[key]`. */
function first(name: string, args: FormatArguments, numbering: Numbering): { value: Value; rest: string } {
  const end = /[.[]/.exec(name)?.index ?? name.length;
  const head = name.slice(0, end);
  const rest = name.slice(end);
  const numbered = digits.test(head);
  if (head === "" || numbered) {
    const mode = numbered ? "manual" : "automatic";
    if (numbering.mode === "unknown") numbering.mode = mode;
    if (numbering.mode !== mode) {
      throw valueError(
        numbered
          ? "cannot switch from automatic field numbering to manual field specification"
          : "cannot switch from manual field specification to automatic field numbering",
      );
    }
    return { value: positional(args, numbered ? placeOf(head) : numbering.next++), rest };
  }
  return { value: args.named(head), rest };
}

function resolve(machine: Machine, name: string, args: FormatArguments, numbering: Numbering): Value {
  let { value, rest } = first(name, args, numbering);
  while (rest !== "") {
    if (rest[0] === ".") {
      const end = /[.[]/.exec(rest.slice(1))?.index ?? rest.length - 1;
      const attribute = rest.slice(1, end + 1);
      if (attribute === "") throw valueError("Empty attribute in format string");
      value = getAttribute(machine, value, attribute);
      rest = rest.slice(end + 1);
    } else if (rest[0] === "[") {
      const end = rest.indexOf("]");
      if (end < 0) throw valueError("Missing ']' in format string");
      const key = rest.slice(1, end);
      if (key === "") throw valueError("Empty attribute in format string");
      value = getItem(machine, value, digits.test(key) ? placeOf(key) : key);
      rest = rest.slice(end + 1);
    } else throw valueError("Only '.' or '[' may follow ']' in format field specifier");
  }
  return value;
}

function expand(
  machine: Machine,
  template: string,
  args: FormatArguments,
  numbering: Numbering,
  depth: number,
): string {
  if (depth <= 0) throw valueError("Max string recursion exceeded");
  const scanner = new Scanner(template);
  let result = "";
  for (let piece = scanner.next(); piece !== null; piece = scanner.next()) {
    result += piece.literal;
    if (piece.field === null) continue;
    const { name, conversion, spec, nested } = piece.field;
    const value = convert(machine, resolve(machine, name, args, numbering), conversion);
    result += format(machine, value, nested ? expand(machine, spec, args, numbering, depth - 1) : spec);
  }
  return result;
}

/** `template.format(*args, **keywords)`. */
export function formatTemplate(machine: Machine, template: string, args: FormatArguments): string {
  return expand(machine, template, args, { mode: "unknown", next: 0 }, deepest);
}

/** Named arguments out of a map of keywords. */
export function namedFrom(keywords: ReadonlyMap<string, Value> | null): (name: string) => Value {
  return (name) => {
    const value = keywords?.get(name);
    if (value === undefined) throw keyError(name);
    return value;
  };
}
