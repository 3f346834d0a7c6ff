/** `bytes`. */
import { worked } from "../../../engine/work.ts";
import { overflowError, typeError, valueError } from "../errors.ts";
import { bytesRepr } from "../format/text.ts";
import { checkElements, checkText } from "../limits.ts";
import type { Integer } from "../numbers/integer.ts";
import { PyBytes } from "../objects/bytes.ts";
import { ArrayIterator } from "../objects/iterator.ts";
import type { Machine, PyType, Value } from "../objects/object.ts";
import { Raised } from "../objects/raised.ts";
import { PyList, PySlice, PyTuple } from "../objects/sequence.ts";
import { parseSignature } from "../objects/signature.ts";
import { NotImplemented } from "../objects/singletons.ts";
import { bytesIteratorType, bytesType, strType } from "../objects/types.ts";
import {
  fastList,
  findSpecial,
  index,
  isOfType,
  iterate,
  textOf,
  truth,
  trySpecial,
  typeName,
} from "../protocols/index.ts";
import { decodeBytes, encodeText } from "../text/encoding.ts";
import { hashBytes } from "../text/siphash.ts";
import * as split from "../text/split.ts";
import { fromBinaryText, installBytesText, toBinaryText } from "./bytes-text.ts";
import { comparisonMethods, markSequence } from "./containers.ts";
import { bindNative, Methods } from "./define.ts";
import { bounds, checkBytes, isIndex, receiveBytes, toArgumentSize, toCount, toInt, toSize } from "./receive.ts";
import { resolveIndex, resolveSlice, takeSlice } from "./slices.ts";

const constructorSignature = parseSignature("bytes(source=..., encoding=None, errors=None)");

function byte(machine: Machine, value: Value): number {
  const result = index(machine, value);
  if (result < 0 || result > 255) throw valueError("bytes must be in range(0, 256)");
  return Number(result);
}

function construct(machine: Machine, args: readonly Value[], keywords: ReadonlyMap<string, Value> | null): Uint8Array {
  const [source, encoding, errors] = bindNative(constructorSignature, args, keywords);
  // Parameters without `*` are bound to plain values.
  const value = source as Value | undefined;
  if (value === undefined) return new Uint8Array();
  const text = textOf(value);
  const codec = textOf(encoding as Value);
  if (text !== undefined) {
    if (codec === undefined) throw typeError("string argument without an encoding");
    return encodeText(text, codec, textOf(errors as Value) ?? "strict");
  }
  if (codec !== undefined) throw typeError("encoding without a string argument");
  const made = trySpecial(machine, value, "__bytes__");
  if (made instanceof PyBytes) return made.data;
  const data = receiveBytes(value);
  if (data !== undefined) return data;
  if (isIndex(value)) {
    const count = toSize(machine, value);
    if (count < 0) throw valueError("negative count");
    checkBytes(machine, value);
    checkText(count);
    return new Uint8Array(count);
  }
  if (findSpecial(value, "__iter__") === undefined) {
    throw typeError(`cannot convert '${typeName(value)}' object to bytes`);
  }
  return bytesFrom(machine, value);
}

/** The bytes of an iterable of small ints. */
export function bytesFrom(machine: Machine, value: Value): Uint8Array {
  const bytes: number[] = [];
  for (const item of iterate(machine, value)) {
    bytes.push(byte(machine, item));
    if ((bytes.length & 0xfff) !== 0) continue;
    machine.checkInterrupt();
    checkElements(bytes.length);
  }
  return Uint8Array.from(bytes);
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  for (let i = 0; i < a.length && i < b.length; i++) if (a[i] !== b[i]) return a[i] - b[i];
  return a.length - b.length;
}

/** A bytes argument as binary text; an int (where allowed) as one byte. */
function part(machine: Machine, value: Value, integers: boolean): string {
  const data = receiveBytes(value);
  if (data !== undefined) return toBinaryText(data);
  if (integers && isIndex(value)) {
    const code = index(machine, value);
    if (code < 0 || code > 255) throw valueError("byte must be in range(0, 256)");
    return String.fromCharCode(Number(code));
  }
  throw typeError(
    integers
      ? `argument should be integer or bytes-like object, not '${typeName(value)}'`
      : `a bytes-like object is required, not '${typeName(value)}'`,
  );
}

/** The index of what has one; undefined for all else, also where asking for it fails. */
function byteOf(machine: Machine, value: Value): Integer | undefined {
  if (!isIndex(value)) return undefined;
  try {
    return index(machine, value);
  } catch (error) {
    if (error instanceof Raised) return undefined;
    throw error;
  }
}

function installOperators(methods: Methods<Uint8Array>): void {
  methods.one("__add__", (_machine, self, other, receiver) => {
    const right = receiveBytes(other);
    if (right === undefined) throw typeError(`can't concat ${typeName(other)} to ${typeName(receiver)}`);
    checkText(self.length + right.length);
    const joined = new Uint8Array(self.length + right.length);
    joined.set(self);
    joined.set(right, self.length);
    return new PyBytes(joined);
  });
  for (const name of ["__mul__", "__rmul__"]) {
    methods.one(name, (machine, self, times) => {
      const count = toCount(machine, times);
      const size = self.length * count;
      if (self.length > 1 && size >= 2 ** 63) throw overflowError("repeated bytes are too long");
      checkText(size);
      const result = new Uint8Array(size);
      if (size > 0) result.set(self);
      // Each step doubles what is there.
      for (let done = self.length; done < size; done *= 2) result.copyWithin(done, 0, Math.min(done, size - done));
      return new PyBytes(result);
    });
  }
  for (const [name, op] of comparisonMethods) {
    methods.one(name, (_machine, self, other) => {
      const right = receiveBytes(other);
      if (right === undefined) return NotImplemented;
      const order = compareBytes(self, right);
      if (op === "==") return order === 0;
      if (op === "!=") return order !== 0;
      if (op === "<") return order < 0;
      if (op === "<=") return order <= 0;
      return op === ">" ? order > 0 : order >= 0;
    });
  }
  methods.one("__contains__", (machine, self, value) => {
    const sought = receiveBytes(value) === undefined ? byteOf(machine, value) : value;
    if (sought === undefined) throw typeError(`a bytes-like object is required, not '${typeName(value)}'`);
    return toBinaryText(self).includes(part(machine, sought, true));
  });
}

/** What stands for a match; each counts as work. */
const counted =
  (map: (match: string) => string) =>
  (match: string): string => {
    worked(32);
    return map(match);
  };

/** ASCII-only case mapping: other bytes stay. */
const asciiUpper = (text: string): string =>
  text.replace(
    /[a-z]+/g,
    counted((run) => run.toUpperCase()),
  );
const asciiLower = (text: string): string =>
  text.replace(
    /[A-Z]+/g,
    counted((run) => run.toLowerCase()),
  );

function installText(methods: Methods<Uint8Array>): void {
  const mapped: [string, (text: string) => string][] = [
    ["upper", asciiUpper],
    ["lower", asciiLower],
    [
      "title",
      (text) =>
        text.replace(
          /[A-Za-z]+/g,
          counted((run) => asciiUpper(run[0]) + asciiLower(run.slice(1))),
        ),
    ],
    ["capitalize", (text) => asciiUpper(text.slice(0, 1)) + asciiLower(text.slice(1))],
    [
      "swapcase",
      (text) =>
        text.replace(
          /[A-Za-z]/g,
          counted((c) => (c < "a" ? c.toLowerCase() : c.toUpperCase())),
        ),
    ],
  ];
  for (const [name, map] of mapped) methods.none(name, (_machine, self) => fromBinaryText(map(toBinaryText(self))));
  const tests: [string, RegExp][] = [
    ["isalpha", /^[A-Za-z]+$/],
    ["isdigit", /^[0-9]+$/],
    ["isalnum", /^[A-Za-z0-9]+$/],
    ["isspace", /^[ \t\n\r\v\f]+$/],
    ["isupper", /^(?=.*[A-Z])[^a-z]*$/s],
    ["islower", /^(?=.*[a-z])[^A-Z]*$/s],
  ];
  for (const [name, test] of tests) methods.none(name, (_machine, self) => test.test(toBinaryText(self)));
  methods.none("isascii", (_machine, self) => self.every((value) => value < 128));
  const sides = { strip: "both", lstrip: "left", rstrip: "right" } as const;
  for (const name of ["strip", "lstrip", "rstrip"] as const) {
    methods.positional(`${name}(self, bytes=None, /)`, (machine, self, chars = null) => {
      const characters = chars === null ? " \t\n\r\v\f" : part(machine, chars, false);
      return fromBinaryText(split.strip(toBinaryText(self), characters, sides[name]));
    });
  }
  methods.keyword("split(self, sep=None, maxsplit=-1)", (machine, self, sep: Value, maxsplit: Value) => {
    const limit = toArgumentSize(machine, maxsplit);
    const text = toBinaryText(self);
    const parts =
      sep === null
        ? split.splitSpace(text, limit, split.byteSpace)
        : split.splitOn(text, notEmpty(part(machine, sep, false)), limit);
    return new PyList(parts.map(fromBinaryText));
  });
  methods.keyword(
    "splitlines(self, keepends=False)",
    (machine, self, keep: Value) =>
      new PyList(split.splitLines(toBinaryText(self), truth(machine, keep), /\r\n|\r|\n/g).map(fromBinaryText)),
  );
}

function notEmpty(separator: string): string {
  if (separator === "") throw valueError("empty separator");
  return separator;
}

function installSearch(methods: Methods<Uint8Array>): void {
  for (const name of ["find", "rfind", "index", "rindex", "count"] as const) {
    methods.parsed(`${name}(self, sub, start=None, end=None, /)`, (machine, self, sub, start, stop) => {
      const [from, to] = bounds(machine, start, stop, self.length);
      const wanted = part(machine, sub, true);
      const text = from <= to ? toBinaryText(self.subarray(from, to)) : "";
      if (name === "count") return from <= to ? split.countOccurrences(text, wanted) : 0;
      const found = name.startsWith("r") ? text.lastIndexOf(wanted) : text.indexOf(wanted);
      const at = from <= to ? found : -1;
      if (at < 0 && name.endsWith("index")) throw valueError("subsection not found");
      return at < 0 ? -1 : from + at;
    });
  }
  for (const name of ["startswith", "endswith"] as const) {
    methods.parsed(`${name}(self, prefix, start=None, end=None, /)`, (machine, self, prefix, start, stop) => {
      const [from, to] = bounds(machine, start, stop, self.length);
      const text = from <= to ? toBinaryText(self.subarray(from, to)) : "";
      const candidates = prefix instanceof PyTuple ? prefix.items : [prefix];
      return candidates.some((candidate) => {
        if (receiveBytes(candidate) === undefined && candidate === prefix) {
          throw typeError(`${name} first arg must be bytes or a tuple of bytes, not ${typeName(candidate)}`);
        }
        const wanted = part(machine, candidate, false);
        return from <= to && (name === "startswith" ? text.startsWith(wanted) : text.endsWith(wanted));
      });
    });
  }
  methods.positional("replace(self, old, new, count=-1, /)", (machine, self, old, replacement, count = -1) =>
    fromBinaryText(
      split.replaceText(
        toBinaryText(self),
        part(machine, old, false),
        part(machine, replacement, false),
        toArgumentSize(machine, count),
      ),
    ),
  );
  methods.one("join", (machine, self, values) => {
    const parts: string[] = [];
    for (const value of fastList(machine, values, "can only join an iterable")) {
      const data = receiveBytes(value);
      if (data === undefined) {
        throw typeError(`sequence item ${parts.length}: expected a bytes-like object, ${typeName(value)} found`);
      }
      parts.push(toBinaryText(data));
    }
    return fromBinaryText(parts.join(toBinaryText(self)));
  });
}

const hexDigits = Array.from({ length: 256 }, (_, value) => value.toString(16).padStart(2, "0"));

function hexText(data: Uint8Array, separator: string, group: number): string {
  const digits: string[] = [];
  for (const value of data) {
    worked(16);
    digits.push(hexDigits[value]);
  }
  if (separator === "" || group === 0) return digits.join("");
  const size = Math.abs(group) || 1;
  const groups: string[] = [];
  // Groups count from the right, or from the left where the size is negative.
  const first = group > 0 ? digits.length % size || size : size;
  for (let at = 0, end = first; at < digits.length; at = end, end += size) groups.push(digits.slice(at, end).join(""));
  return groups.join(separator);
}

function fromHex(machine: Machine, type: PyType, value: Value): Value {
  const text = textOf(value);
  if (text === undefined) throw typeError(`fromhex() argument must be str, not ${typeName(value)}`);
  const bytes: number[] = [];
  for (let at = 0; at < text.length; ) {
    if (/\s/.test(text[at])) {
      at++;
      continue;
    }
    const pair = text.slice(at, at + 2);
    worked(32);
    if (!/^[0-9a-fA-F]{2}$/.test(pair)) {
      const place = /^[0-9a-fA-F]/.test(pair) ? at + 1 : at;
      throw valueError(`non-hexadecimal number found in fromhex() arg at position ${place}`);
    }
    bytes.push(Number.parseInt(pair, 16));
    at += 2;
  }
  const made = new PyBytes(Uint8Array.from(bytes));
  return type === bytesType ? made : machine.call(type, [made]);
}

export function installBytes(): void {
  bytesType.construct = (machine, type, args, keywords) => new PyBytes(construct(machine, args, keywords), type);
  const methods = new Methods<Uint8Array>(bytesType, receiveBytes);
  methods.none("__len__", (_machine, self) => self.length);
  methods.none("__iter__", (_machine, self) => new ArrayIterator(Array.from(self), bytesIteratorType));
  methods.none("__repr__", (_machine, self) => bytesRepr(self));
  methods.none("__hash__", (_machine, self) => hashBytes(self));
  methods.none("__bytes__", (_machine, self) => new PyBytes(self));
  methods.one("__getitem__", (machine, self, key) => {
    if (key instanceof PySlice) {
      return new PyBytes(Uint8Array.from(takeSlice(Array.from(self), resolveSlice(machine, key, self.length))));
    }
    return self[resolveIndex(machine, key, self.length, "byte", "index out of range")];
  });
  methods.keyword(
    "decode(self, encoding='utf-8', errors='strict')",
    (_machine, self, encoding: Value, errors: Value) => {
      if (!isOfType(encoding, strType))
        throw typeError(`decode() argument 'encoding' must be str, not ${typeName(encoding)}`);
      return decodeBytes(self, textOf(encoding) ?? "utf-8", textOf(errors) ?? "strict");
    },
  );
  methods.keyword("hex(self, sep='', bytes_per_sep=1)", (machine, self, separator: Value, group: Value) =>
    hexText(self, textOf(separator) ?? "", toInt(machine, group)),
  );
  methods.classMethod("fromhex(string, /)", fromHex);
  installOperators(methods);
  installBytesText(methods);
  markSequence(bytesType);
  installText(methods);
  installSearch(methods);
}
