/** The methods of `str`. */
import { LookupError, typeError, valueError } from "../errors.ts";
import { formatTemplate, namedFrom } from "../format/template.ts";
import { isPrintable } from "../format/text.ts";
import { checkText } from "../limits.ts";
import { PyBytes } from "../objects/bytes.ts";
import { PyDict } from "../objects/dict.ts";
import { NativeFunction } from "../objects/function.ts";
import type { Machine, Value } from "../objects/object.ts";
import { Raised } from "../objects/raised.ts";
import { PyList, PyTuple } from "../objects/sequence.ts";
import { dictType, strType } from "../objects/types.ts";
import { fastList, getItem, integerOf, textOf, truth, typeName } from "../protocols/index.ts";
import * as cases from "../text/case.ts";
import { charactersOf, indexOfOffset, substring, textLength } from "../text/code-points.ts";
import { encodeText } from "../text/encoding.ts";
import * as split from "../text/split.ts";
import { type Methods, positionalFunction } from "./define.ts";
import { bounds, toArgumentSize, toInt } from "./receive.ts";

/** A str argument; `place` is how CPython names it in its TypeError. */
function text(value: Value, place: string): string {
  const result = textOf(value);
  if (result === undefined) throw typeError(`${place} must be str, not ${value === null ? "None" : typeName(value)}`);
  return result;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII
const ascii = /^[\x00-\x7f]*$/;

/** The parts belong to the list. */
const list = (parts: string[]): PyList => new PyList(parts);

type Search = "find" | "rfind" | "index" | "rindex" | "count";

/** The part of `self` between bounds, and where it starts. */
function window(machine: Machine, self: string, start: Value | undefined, stop: Value | undefined) {
  if (start === undefined && stop === undefined) return { part: self, from: 0, valid: true };
  const [from, to] = bounds(machine, start, stop, textLength(self));
  return { part: substring(self, from, to), from, valid: from <= to };
}

function search(machine: Machine, name: Search, self: string, args: readonly Value[]): number {
  const [wanted, start, stop] = args;
  const { part, from, valid } = window(machine, self, start, stop);
  const needle = textOf(wanted);
  if (needle === undefined) throw typeError(`must be str, not ${typeName(wanted)}`);
  if (name === "count") return valid ? split.countOccurrences(part, needle) : 0;
  const fromRight = name === "rfind" || name === "rindex";
  const at = valid ? (fromRight ? part.lastIndexOf(needle) : part.indexOf(needle)) : -1;
  if (at >= 0) return from + indexOfOffset(part, at);
  if (name === "index" || name === "rindex") throw valueError("substring not found");
  return -1;
}

function affix(machine: Machine, name: "startswith" | "endswith", self: string, args: readonly Value[]): boolean {
  const [wanted, start, stop] = args;
  const { part, valid } = window(machine, self, start, stop);
  const test = (candidate: string): boolean =>
    valid && (name === "startswith" ? part.startsWith(candidate) : part.endsWith(candidate));
  if (wanted instanceof PyTuple) {
    return wanted.items.some((item) => {
      const candidate = textOf(item);
      if (candidate === undefined) throw typeError(`tuple for ${name} must only contain str, not ${typeName(item)}`);
      return test(candidate);
    });
  }
  const candidate = textOf(wanted);
  if (candidate === undefined) {
    throw typeError(`${name} first arg must be str or a tuple of str, not ${typeName(wanted)}`);
  }
  return test(candidate);
}

function separator(value: Value): string | null {
  if (value === null) return null;
  const result = textOf(value);
  if (result === undefined) throw typeError(`must be str or None, not ${typeName(value)}`);
  if (result === "") throw valueError("empty separator");
  return result;
}

function installSplitting(methods: Methods<string>): void {
  methods.keyword("split(self, sep=None, maxsplit=-1)", (machine, self, sep: Value, maxsplit: Value) => {
    const limit = toArgumentSize(machine, maxsplit);
    const between = separator(sep);
    return list(between === null ? split.splitSpace(self, limit) : split.splitOn(self, between, limit));
  });
  methods.keyword("rsplit(self, sep=None, maxsplit=-1)", (machine, self, sep: Value, maxsplit: Value) => {
    const limit = toArgumentSize(machine, maxsplit);
    const between = separator(sep);
    return list(
      between === null ? split.splitSpaceFromRight(self, limit) : split.splitOnFromRight(self, between, limit),
    );
  });
  methods.keyword("splitlines(self, keepends=False)", (machine, self, keep: Value) =>
    list(split.splitLines(self, truth(machine, keep))),
  );
  methods.one(
    "partition",
    (_machine, self, sep) => {
      const between = partSeparator(sep);
      const at = self.indexOf(between);
      return new PyTuple(at < 0 ? [self, "", ""] : [self.slice(0, at), between, self.slice(at + between.length)]);
    },
    "sep",
  );
  methods.one(
    "rpartition",
    (_machine, self, sep) => {
      const between = partSeparator(sep);
      const at = self.lastIndexOf(between);
      return new PyTuple(at < 0 ? ["", "", self] : [self.slice(0, at), between, self.slice(at + between.length)]);
    },
    "sep",
  );
  const sides = { strip: "both", lstrip: "left", rstrip: "right" } as const;
  for (const name of ["strip", "lstrip", "rstrip"] as const) {
    methods.positional(`${name}(self, chars=None, /)`, (_machine, self, chars = null) => {
      const characters = textOf(chars);
      if (chars !== null && characters === undefined) throw typeError(`${name} arg must be None or str`);
      return split.strip(self, characters ?? null, sides[name]);
    });
  }
}

function partSeparator(value: Value): string {
  const result = textOf(value);
  if (result === undefined) throw typeError(`must be str, not ${typeName(value)}`);
  if (result === "") throw valueError("empty separator");
  return result;
}

function fillCharacter(value: Value): string {
  const result = textOf(value);
  if (result === undefined) throw typeError(`The fill character must be a unicode character, not ${typeName(value)}`);
  if (textLength(result) !== 1) throw typeError("The fill character must be exactly one character long");
  return result;
}

function installPadding(methods: Methods<string>): void {
  const justify = (name: string, left: (missing: number, width: number) => number): void =>
    methods.positional(`${name}(self, width, fillchar=' ', /)`, (machine, self, width, fill = " ") => {
      const size = toArgumentSize(machine, width);
      const character = fillCharacter(fill);
      const missing = size - textLength(self);
      if (missing <= 0) return self;
      checkText(size);
      const before = left(missing, size);
      return character.repeat(before) + self + character.repeat(missing - before);
    });
  justify("ljust", () => 0);
  justify("rjust", (missing) => missing);
  // CPython puts the odd space to the left where the width is odd.
  justify("center", (missing, width) => Math.floor(missing / 2) + (missing & width & 1));
  methods.one(
    "zfill",
    (machine, self, width) => {
      const size = toArgumentSize(machine, width);
      const missing = size - textLength(self);
      if (missing <= 0) return self;
      checkText(size);
      const sign = self[0] === "+" || self[0] === "-" ? self[0] : "";
      return sign + "0".repeat(missing) + self.slice(sign.length);
    },
    "width",
  );
  methods.keyword("expandtabs(self, tabsize=8)", (machine, self, size: Value) =>
    split.expandTabs(self, toInt(machine, size)),
  );
}

function installCases(methods: Methods<string>): void {
  const mapped: [string, (value: string) => string][] = [
    ["upper", (value) => value.toUpperCase()],
    ["lower", (value) => value.toLowerCase()],
    ["title", cases.title],
    ["capitalize", cases.capitalize],
    ["swapcase", cases.swapCase],
    ["casefold", cases.caseFold],
  ];
  for (const [name, map] of mapped) methods.none(name, (_machine, self) => map(self));
  const tests: [string, (value: string) => boolean][] = [
    ["isalpha", cases.isAlpha],
    ["isdigit", cases.isDigit],
    ["isdecimal", cases.isDecimal],
    ["isnumeric", cases.isNumeric],
    ["isalnum", cases.isAlphanumeric],
    ["isspace", cases.isSpace],
    ["islower", cases.isLower],
    ["isupper", cases.isUpper],
    ["istitle", cases.isTitle],
    ["isidentifier", cases.isIdentifier],
    ["isprintable", (value) => charactersOf(value).every(isPrintable)],
    ["isascii", (value) => ascii.test(value)],
  ];
  for (const [name, test] of tests) methods.none(name, (_machine, self) => test(self));
}

function join(machine: Machine, self: string, values: Value): string {
  const parts: string[] = [];
  let length = 0;
  for (const value of fastList(machine, values, "can only join an iterable")) {
    const part = textOf(value);
    if (part === undefined) {
      throw typeError(`sequence item ${parts.length}: expected str instance, ${typeName(value)} found`);
    }
    parts.push(part);
    length += part.length + self.length;
    if ((parts.length & 0xfff) === 0) machine.checkInterrupt();
  }
  checkText(length);
  return parts.join(self);
}

function replace(machine: Machine, self: string, old: Value, replacement: Value, count: Value): string {
  const from = text(old, "replace() argument 1");
  const to = text(replacement, "replace() argument 2");
  const times = toArgumentSize(machine, count);
  if (to.length > from.length) {
    const found = split.countOccurrences(self, from);
    checkText(self.length + (times < 0 ? found : Math.min(found, times)) * (to.length - from.length));
  }
  return split.replaceText(self, from, to, times);
}

function translate(machine: Machine, self: string, table: Value): string {
  let result = "";
  let steps = 0;
  for (const character of self) {
    if ((++steps & 0xfff) === 0) {
      machine.checkInterrupt();
      checkText(result.length);
    }
    let mapped: Value;
    if (table instanceof PyDict && table.type === dictType) {
      const held = table.get(machine, character.codePointAt(0) ?? 0);
      if (held === undefined) {
        result += character;
        continue;
      }
      mapped = held;
    } else
      try {
        mapped = getItem(machine, table, character.codePointAt(0) ?? 0);
      } catch (error) {
        if (!(error instanceof Raised && error.exception.type.isSubtypeOf(LookupError))) throw error;
        result += character;
        continue;
      }
    const code = integerOf(mapped);
    const replacement = textOf(mapped);
    if (replacement !== undefined) result += replacement;
    else if (code !== undefined) {
      if (code < 0 || code > 0x10ffff) throw valueError("character mapping must be in range(0x110000)");
      result += String.fromCodePoint(Number(code));
    } else if (mapped !== null) throw typeError("character mapping must return integer, None or str");
  }
  return result;
}

function makeTranslation(machine: Machine, x: Value, y: Value | undefined, z: Value | undefined): PyDict {
  const table = new PyDict();
  if (y === undefined) {
    if (!(x instanceof PyDict)) throw typeError("if you give only one argument to maketrans it must be a dict");
    for (const [key, value] of x.entries()) {
      const character = textOf(key);
      if (character !== undefined && textLength(character) !== 1) {
        throw valueError("string keys in translate table must be of length 1");
      }
      if (character === undefined && integerOf(key) === undefined) {
        throw typeError("keys in translate table must be strings or integers");
      }
      table.set(machine, character === undefined ? key : (character.codePointAt(0) ?? 0), value);
    }
    return table;
  }
  const to = Array.from(text(y, "maketrans() argument 2"));
  const dropped = z === undefined ? "" : text(z, "maketrans() argument 3");
  const from = Array.from(
    translationPart(x, "first maketrans argument must be a string if there is a second argument"),
  );
  if (from.length !== to.length) throw valueError("the first two maketrans arguments must have equal length");
  for (const [i, c] of from.entries()) table.set(machine, c.codePointAt(0) ?? 0, to[i].codePointAt(0) ?? 0);
  for (const c of dropped) table.set(machine, c.codePointAt(0) ?? 0, null);
  return table;
}

function translationPart(value: Value, message: string): string {
  const result = textOf(value);
  if (result === undefined) throw typeError(message);
  return result;
}

function installFormat(methods: Methods<string>): void {
  const method = new NativeFunction("format", (machine, args, keywords) => {
    const template = textOf(args[0] ?? null);
    if (template === undefined) {
      if (args.length === 0) throw typeError("unbound method str.format() needs an argument");
      throw typeError(`descriptor 'format' for 'str' objects doesn't apply to a '${typeName(args[0])}' object`);
    }
    return formatTemplate(machine, template, { positional: args.slice(1), named: namedFrom(keywords) });
  });
  method.owner = strType;
  strType.attributes.set("format", method);
  methods.one(
    "format_map",
    (machine, self, mapping) =>
      formatTemplate(machine, self, { positional: null, named: (name) => getItem(machine, mapping, name) }),
    "mapping",
  );
}

export function installStrMethods(methods: Methods<string>): void {
  for (const name of ["find", "rfind", "index", "rindex", "count"] as const) {
    methods.parsed(`${name}(self, sub, start=None, end=None, /)`, (machine, self, ...args) =>
      search(machine, name, self, args),
    );
  }
  for (const name of ["startswith", "endswith"] as const) {
    methods.parsed(`${name}(self, prefix, start=None, end=None, /)`, (machine, self, ...args) =>
      affix(machine, name, self, args),
    );
  }
  methods.one("join", join, "iterable");
  methods.positional("replace(self, old, new, count=-1, /)", (machine, self, old, replacement, count = -1) =>
    replace(machine, self, old, replacement, count),
  );
  methods.one(
    "removeprefix",
    (_machine, self, value) => {
      const prefix = text(value, "removeprefix() argument");
      return self.startsWith(prefix) ? self.slice(prefix.length) : self;
    },
    "prefix",
  );
  methods.one(
    "removesuffix",
    (_machine, self, value) => {
      const suffix = text(value, "removesuffix() argument");
      return suffix !== "" && self.endsWith(suffix) ? self.slice(0, -suffix.length) : self;
    },
    "suffix",
  );
  methods.one("translate", translate, "table");
  methods.staticMethod(
    positionalFunction("maketrans(x, y=..., z=..., /)", (machine, x, y, z) => makeTranslation(machine, x, y, z)),
  );
  methods.keyword(
    "encode(self, encoding='utf-8', errors='strict')",
    (_machine, self, encoding: Value, errors: Value) =>
      new PyBytes(
        encodeText(self, text(encoding, "encode() argument 'encoding'"), text(errors, "encode() argument 'errors'")),
      ),
  );
  installSplitting(methods);
  installPadding(methods);
  installCases(methods);
  installFormat(methods);
}
