/** Methods that bytes have of text: padding, partition, prefixes, splitting from the right, translation. */

import { worked } from "../../../engine/work.ts";
import { typeError, valueError } from "../errors.ts";
import { formatPercent } from "../format/percent.ts";
import { checkText } from "../limits.ts";
import { PyBytes } from "../objects/bytes.ts";
import { NativeFunction } from "../objects/function.ts";
import type { Machine, Value } from "../objects/object.ts";
import { PyList, PyTuple } from "../objects/sequence.ts";
import { bytesType } from "../objects/types.ts";
import { typeName } from "../protocols/index.ts";
import * as split from "../text/split.ts";
import type { Methods } from "./define.ts";
import { checkBytes, receiveBytes, toArgumentSize, toInt } from "./receive.ts";

/** Bytes as the string of the same code units, so that string algorithms serve for both. */
export function toBinaryText(data: Uint8Array): string {
  const parts: string[] = [];
  for (let i = 0; i < data.length; i += 4096) {
    worked(4 * 4096);
    parts.push(String.fromCharCode(...data.subarray(i, i + 4096)));
  }
  return parts.join("");
}

export function fromBinaryText(text: string): PyBytes {
  worked(32 + text.length);
  const data = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) data[i] = text.charCodeAt(i);
  return new PyBytes(data);
}

function textIn(value: Value): string {
  const data = receiveBytes(value);
  if (data === undefined) throw typeError(`a bytes-like object is required, not '${typeName(value)}'`);
  return toBinaryText(data);
}

function separatorIn(value: Value): string {
  const text = textIn(value);
  if (text === "") throw valueError("empty separator");
  return text;
}

export function installBytesText(methods: Methods<Uint8Array>): void {
  methods.one("__mod__", (machine, self, values) =>
    fromBinaryText(formatPercent(machine, toBinaryText(self), values, "bytes")),
  );
  installPadding(methods);
  const triple = (...parts: string[]): PyTuple => new PyTuple(parts.map(fromBinaryText));
  methods.one("partition", (_machine, self, value) => {
    const [text, between] = [toBinaryText(self), separatorIn(value)];
    const at = text.indexOf(between);
    return at < 0 ? triple(text, "", "") : triple(text.slice(0, at), between, text.slice(at + between.length));
  });
  methods.one("rpartition", (_machine, self, value) => {
    const [text, between] = [toBinaryText(self), separatorIn(value)];
    const at = text.lastIndexOf(between);
    return at < 0 ? triple("", "", text) : triple(text.slice(0, at), between, text.slice(at + between.length));
  });
  methods.one("removeprefix", (_machine, self, value) => {
    const [text, prefix] = [toBinaryText(self), textIn(value)];
    return fromBinaryText(text.startsWith(prefix) ? text.slice(prefix.length) : text);
  });
  methods.one("removesuffix", (_machine, self, value) => {
    const [text, suffix] = [toBinaryText(self), textIn(value)];
    return fromBinaryText(suffix !== "" && text.endsWith(suffix) ? text.slice(0, -suffix.length) : text);
  });
  methods.keyword("rsplit(self, sep=None, maxsplit=-1)", (machine, self, sep: Value, maxsplit: Value) => {
    const limit = toArgumentSize(machine, maxsplit);
    const text = toBinaryText(self);
    const parts =
      sep === null
        ? split.splitSpaceFromRight(text, limit, split.byteSpace)
        : split.splitOnFromRight(text, separatorIn(sep), limit);
    return new PyList(parts.map(fromBinaryText));
  });
  methods.none("istitle", (_machine, self) => {
    const text = toBinaryText(self);
    const words = text.match(/[A-Za-z]+/g);
    return words?.every((word) => /^[A-Z][a-z]*$/.test(word)) ?? false;
  });
  methods.keyword("translate(self, table, /, delete=b'')", (_machine, self, table: Value, doomed: Value) =>
    translate(self, table, doomed),
  );
  methods.staticMethod(maketrans);
}

function installPadding(methods: Methods<Uint8Array>): void {
  const justify = (name: string, left: (missing: number, width: number) => number): void => {
    methods.positional(`${name}(self, width, fillchar=b' ', /)`, (machine, self, width, fill) => {
      const size = toArgumentSize(machine, width);
      const filler = fill === undefined ? new Uint8Array([32]) : receiveBytes(fill);
      if (filler === undefined || filler.length !== 1) {
        throw typeError(`${name}() argument 2 must be a byte string of length 1, not ${typeName(fill ?? null)}`);
      }
      const missing = Math.max(0, size - self.length);
      checkBytes(machine, width);
      checkText(size);
      const before = left(missing, size);
      const result = new Uint8Array(self.length + missing).fill(filler[0]);
      result.set(self, before);
      return new PyBytes(result);
    });
  };
  justify("ljust", () => 0);
  justify("rjust", (missing) => missing);
  justify("center", (missing, width) => Math.floor(missing / 2) + (missing & width & 1));
  methods.one("zfill", (machine, self, width) => {
    const size = toArgumentSize(machine, width);
    checkBytes(machine, width);
    checkText(size);
    const text = toBinaryText(self);
    const sign = text[0] === "+" || text[0] === "-" ? text[0] : "";
    return fromBinaryText(sign + "0".repeat(Math.max(0, size - text.length)) + text.slice(sign.length));
  });
  methods.keyword("expandtabs(self, tabsize=8)", (machine, self, size: Value) =>
    fromBinaryText(split.expandTabs(toBinaryText(self), toInt(machine, size))),
  );
}

function translate(self: Uint8Array, table: Value, doomed: Value): PyBytes {
  const removed = doomed === undefined || doomed === "" ? undefined : receiveBytes(doomed);
  const map = table === null ? null : receiveBytes(table);
  if (map === undefined) throw typeError(`a bytes-like object is required, not '${typeName(table)}'`);
  if (map !== null && map.length !== 256) throw valueError("translation table must be 256 characters long");
  const kept = removed === undefined ? self : self.filter((byte) => !removed.includes(byte));
  return new PyBytes(map === null ? kept : kept.map((byte) => map[byte]));
}

const maketrans = new NativeFunction("maketrans", (_machine: Machine, args) => {
  if (args.length !== 2) throw typeError(`maketrans expected 2 arguments, got ${args.length}`);
  const [from, to] = args.map(textIn);
  if (from.length !== to.length) throw valueError("maketrans arguments must have same length");
  const table = Uint8Array.from({ length: 256 }, (_, byte) => byte);
  for (let i = 0; i < from.length; i++) table[from.charCodeAt(i)] = to.charCodeAt(i);
  return new PyBytes(table);
});
maketrans.owner = bytesType;
