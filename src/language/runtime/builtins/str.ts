/** `str`: construction, operators, subscripts. Its methods are in str-methods.ts. */
import { overflowError, typeError } from "../errors.ts";
import { formatPercent } from "../format/percent.ts";
import { formatString } from "../format/string.ts";
import { stringRepr } from "../format/text.ts";
import { checkText } from "../limits.ts";
import { PyBytes } from "../objects/bytes.ts";
import type { Keywords, Machine, Value } from "../objects/object.ts";
import { PySlice, PyTuple } from "../objects/sequence.ts";
import { parseSignature } from "../objects/signature.ts";
import { NotImplemented } from "../objects/singletons.ts";
import { strType } from "../objects/types.ts";
import { compareText, getIterator, hash, isOfType, str, textOf, typeName, typeOf } from "../protocols/index.ts";
import { characterAt, codePoints, substring, textLength } from "../text/code-points.ts";
import { decodeBytes } from "../text/encoding.ts";
import { markSequence } from "./containers.ts";
import { bindNative, Methods } from "./define.ts";
import { toCount, wrap } from "./receive.ts";
import { resolveIndex, resolveSlice, takeSlice } from "./slices.ts";
import { installStrMethods } from "./str-methods.ts";

const constructorSignature = parseSignature("str(object='', encoding=None, errors=None)");

function construct(machine: Machine, args: readonly Value[], keywords: Keywords): string {
  if (args.length === 1 && keywords === null) return str(machine, args[0]);
  // All three parameters are plain values.
  const [object, encoding, errors] = bindNative(constructorSignature, args, keywords) as Value[];
  if (encoding === null && errors === null) return str(machine, object);
  for (const [name, value] of [
    ["encoding", encoding],
    ["errors", errors],
  ] as const) {
    if (value !== null && textOf(value) === undefined) {
      throw typeError(`str() argument '${name}' must be str, not ${typeName(value)}`);
    }
  }
  if (!(object instanceof PyBytes)) {
    if (isOfType(object, strType)) throw typeError("decoding str is not supported");
    throw typeError(`decoding to str: need a bytes-like object, ${typeName(object)} found`);
  }
  return decodeBytes(object.data, textOf(encoding) ?? "utf-8", textOf(errors) ?? "strict");
}

/** `text * times`. */
export function repeatText(machine: Machine, text: string, times: Value): string {
  const count = toCount(machine, times);
  if (count === 0 || text === "") return "";
  if (text.length > 1 && count * textLength(text) >= 2 ** 63) throw overflowError("repeated string is too long");
  checkText(text.length * count);
  return text.repeat(count);
}

function installOperators(methods: Methods<string>): void {
  methods.one("__add__", (_machine, self, other) => {
    const right = textOf(other);
    if (right === undefined) throw typeError(`can only concatenate str (not "${typeName(other)}") to str`);
    checkText(self.length + right.length);
    return self + right;
  });
  for (const name of ["__mul__", "__rmul__"]) {
    methods.one(name, (machine, self, times) => repeatText(machine, self, times));
  }
  methods.one("__mod__", (machine, self, values) => formatPercent(machine, self, values));
  methods.one("__rmod__", (machine, self, template) => {
    const left = textOf(template);
    return left === undefined ? NotImplemented : formatPercent(machine, left, self);
  });
  const compare = (name: string, holds: (order: number) => boolean): void =>
    methods.one(name, (_machine, self, other) => {
      const right = textOf(other);
      return right === undefined ? NotImplemented : holds(compareText(self, right));
    });
  compare("__eq__", (order) => order === 0);
  compare("__ne__", (order) => order !== 0);
  compare("__lt__", (order) => order < 0);
  compare("__le__", (order) => order <= 0);
  compare("__gt__", (order) => order > 0);
  compare("__ge__", (order) => order >= 0);
  methods.one("__contains__", (_machine, self, part) => {
    const text = textOf(part);
    if (text === undefined) {
      throw typeError(`'in <string>' requires string as left operand, not ${typeName(part)}`);
    }
    return self.includes(text);
  });
}

export function installStr(): void {
  strType.convert = (machine, value) => {
    const text = str(machine, value);
    return typeOf(value) === strType ? value : text;
  };
  strType.construct = (machine, type, args, keywords) => {
    const text = construct(machine, args, keywords);
    return type === strType && args.length === 1 && typeOf(args[0]) === strType ? args[0] : wrap(type, strType, text);
  };
  const methods = new Methods<string>(strType, textOf);
  methods.none("__len__", (_machine, self) => textLength(self));
  methods.none("__iter__", (machine, self) => getIterator(machine, self));
  methods.none("__str__", (_machine, self) => self);
  methods.none("__repr__", (_machine, self) => stringRepr(self));
  methods.none("__hash__", (machine, self) => hash(machine, self));
  methods.one("__format__", (machine, self, spec, receiver) => {
    const text = textOf(spec);
    if (text === undefined) throw typeError(`__format__() argument must be str, not ${typeName(spec)}`);
    if (text === "") return str(machine, receiver);
    const formatted = formatString(self, text, typeName(receiver));
    // What needs no padding is given back as it is.
    return formatted === self ? receiver : formatted;
  });
  methods.one("__getitem__", (machine, self, key) => {
    if (key instanceof PySlice) {
      const range = resolveSlice(machine, key, textLength(self));
      if (range.step === 1) return substring(self, range.start, range.stop);
      const points = codePoints(self);
      return takeSlice(points ?? self.split(""), range).join("");
    }
    return characterAt(self, resolveIndex(machine, key, textLength(self), "string"));
  });
  methods.none("__getnewargs__", (_machine, self) => new PyTuple([self]));
  installOperators(methods);
  installStrMethods(methods);
  markSequence(strType);
}
