/** search, findall, split and sub over compiled patterns, and the methods of patterns and matches. */
import { fromBinaryText, toBinaryText } from "../../runtime/builtins/bytes-text.ts";
import { Methods } from "../../runtime/builtins/define.ts";
import { GeneratedIterator, iteratorType } from "../../runtime/builtins/iterators.ts";
import { toArgumentSize } from "../../runtime/builtins/receive.ts";
import { indexError, typeError } from "../../runtime/errors.ts";
import { checkText } from "../../runtime/limits.ts";
import { PyBytes } from "../../runtime/objects/bytes.ts";
import { PyDict } from "../../runtime/objects/dict.ts";
import type { Machine, Value } from "../../runtime/objects/object.ts";
import { PyList, PyTuple } from "../../runtime/objects/sequence.ts";
import { strType } from "../../runtime/objects/types.ts";
import { hash, index, isCallable, isOfType, repr, textOf, typeName } from "../../runtime/protocols/index.ts";
import { patternFlagText } from "./flags.ts";
import {
  find,
  findAll,
  matchType,
  PyMatch,
  PyPattern,
  patternText,
  patternType,
  type Range,
  type Subject,
  subjectOf,
} from "./pattern.ts";
import { expandTemplate, parseTemplate, type Template } from "./template.ts";

const scannerType = iteratorType("callable_iterator");

const whole = (subject: Subject): Range => ({ start: 0, end: subject.units.length });

/** `pos` and `endpos`, clamped. */
function rangeOf(machine: Machine, subject: Subject, pos: Value, endpos: Value): Range {
  const { length } = subject.units;
  const clamp = (value: Value): number => Math.min(Math.max(toArgumentSize(machine, value), 0), length);
  return { start: clamp(pos), end: clamp(endpos) };
}

/** What findall and split give for a match: the groups where there are any. */
function captured(match: PyMatch, missing: Value): Value[] {
  const { groups } = match.pattern.program;
  return Array.from({ length: groups }, (_, i) => match.group(i + 1) ?? missing);
}

const emptyOf = (pattern: PyPattern): Value => (pattern.isBytes ? new PyBytes(new Uint8Array()) : "");

function findAllValues(machine: Machine, pattern: PyPattern, subject: Subject, range: Range): PyList {
  const found: Value[] = [];
  for (const match of findAll(machine, pattern, subject, range)) {
    const { groups } = pattern.program;
    if (groups === 0) found.push(match.group(0) ?? null);
    else {
      const parts = captured(match, emptyOf(pattern));
      found.push(groups === 1 ? parts[0] : new PyTuple(parts));
    }
  }
  return new PyList(found);
}

export function split(machine: Machine, pattern: PyPattern, value: Value, limit: number): PyList {
  const subject = subjectOf(pattern, value);
  const parts: Value[] = [];
  let last = 0;
  let count = 0;
  for (const match of findAll(machine, pattern, subject, whole(subject))) {
    if (limit !== 0 && count >= limit) break;
    count++;
    const [start, end] = match.span(0);
    parts.push(subject.slice(last, start), ...captured(match, null));
    last = end;
  }
  parts.push(subject.slice(last, subject.units.length));
  return new PyList(parts);
}

/** A value as the text that results are put together from. */
function plainText(value: Value): string {
  return value instanceof PyBytes ? toBinaryText(value.data) : (textOf(value) ?? "");
}

/** What a match is replaced by: joining the parts is what finds values of a wrong type. */
function replacementOf(machine: Machine, pattern: PyPattern, replacement: Value): (match: PyMatch) => Value {
  if (isCallable(replacement)) return (match) => machine.call(replacement, [match]);
  const other = pattern.isBytes ? textOf(replacement) !== undefined : replacement instanceof PyBytes;
  if (other && !plainText(replacement).includes("\\")) return () => replacement;
  if (pattern.isBytes !== replacement instanceof PyBytes || (!pattern.isBytes && textOf(replacement) === undefined)) {
    hash(machine, replacement);
    const wanted = pattern.isBytes ? "a bytes-like object is required" : "decoding to str: need a bytes-like object";
    throw typeError(
      pattern.isBytes ? `${wanted}, not '${typeName(replacement)}'` : `${wanted}, ${typeName(replacement)} found`,
    );
  }
  const text = plainText(replacement);
  const wrap = (made: string): Value => (pattern.isBytes ? fromBinaryText(made) : made);
  if (!text.includes("\\")) return () => replacement;
  const template: Template = parseTemplate(text, pattern);
  return (match) => wrap(expandTemplate(template, match, (group) => plainText(match.group(group) ?? null)));
}

function joinParts(pattern: PyPattern, parts: readonly Value[]): string {
  return parts
    .map((part, i) => {
      if (pattern.isBytes ? part instanceof PyBytes : textOf(part) !== undefined) return plainText(part);
      const wanted = pattern.isBytes ? "a bytes-like object" : "str instance";
      throw typeError(`sequence item ${i}: expected ${wanted}, ${typeName(part)} found`);
    })
    .join("");
}

export function substitute(
  machine: Machine,
  pattern: PyPattern,
  replacement: Value,
  value: Value,
  limit: number,
): { result: Value; count: number } {
  const replace = replacementOf(machine, pattern, replacement);
  const subject = subjectOf(pattern, value);
  const parts: Value[] = [];
  let last = 0;
  let count = 0;
  let length = 0;
  for (const match of findAll(machine, pattern, subject, whole(subject))) {
    if (limit !== 0 && count >= limit) break;
    const [start, end] = match.span(0);
    const put = replace(match);
    if (last < start) parts.push(subject.slice(last, start));
    if (put !== null) parts.push(put);
    length += typeof put === "string" ? put.length : 0;
    checkText(length);
    last = end;
    count++;
  }
  if (count === 0) return { result: value, count };
  if (last < subject.units.length) parts.push(subject.slice(last, subject.units.length));
  const text = joinParts(pattern, parts);
  return { result: pattern.isBytes ? fromBinaryText(text) : text, count };
}

function groupNumber(machine: Machine, match: PyMatch, key: Value): number {
  const name = isOfType(key, strType) ? textOf(key) : undefined;
  const { groups, groupNames } = match.pattern.program;
  const group = name === undefined ? Number(index(machine, key)) : (groupNames.get(name) ?? -1);
  if (group < 0 || group > groups) throw indexError("no such group");
  return group;
}

function shownPattern(machine: Machine, pattern: PyPattern): string {
  const source = repr(machine, pattern.source);
  // CPython cuts long patterns.
  const shown = source.length > 200 ? source.slice(0, 200) : source;
  const flags = pattern.isBytes ? pattern.flags : pattern.flags & ~32;
  return flags === 0 ? `re.compile(${shown})` : `re.compile(${shown}, ${patternFlagText(flags)})`;
}

const farEnd = 9223372036854775807n;

export function installPattern(): void {
  const methods = new Methods<PyPattern>(patternType, (value) => (value instanceof PyPattern ? value : undefined));
  for (const mode of ["match", "search", "fullmatch"] as const) {
    methods.keyword(
      `${mode}(self, string, pos=0, endpos=...)`,
      (machine, self, value: Value, pos: Value, endpos: Value | undefined) => {
        const subject = subjectOf(self, value);
        return find(machine, self, subject, mode, rangeOf(machine, subject, pos, endpos ?? farEnd));
      },
    );
  }
  methods.keyword(
    "findall(self, string, pos=0, endpos=...)",
    (machine, self, value: Value, pos: Value, endpos: Value | undefined) => {
      const subject = subjectOf(self, value);
      return findAllValues(machine, self, subject, rangeOf(machine, subject, pos, endpos ?? farEnd));
    },
  );
  methods.keyword(
    "finditer(self, string, pos=0, endpos=...)",
    (machine, self, value: Value, pos: Value, endpos: Value | undefined) => {
      const subject = subjectOf(self, value);
      return new GeneratedIterator(
        scannerType,
        findAll(machine, self, subject, rangeOf(machine, subject, pos, endpos ?? farEnd)),
      );
    },
  );
  methods.keyword("split(self, string, maxsplit=0)", (machine, self, value: Value, limit: Value) =>
    split(machine, self, value, toArgumentSize(machine, limit)),
  );
  methods.keyword(
    "sub(self, repl, string, count=0)",
    (machine, self, replacement: Value, value: Value, limit: Value) =>
      substitute(machine, self, replacement, value, toArgumentSize(machine, limit)).result,
  );
  methods.keyword(
    "subn(self, repl, string, count=0)",
    (machine, self, replacement: Value, value: Value, limit: Value) => {
      const { result, count } = substitute(machine, self, replacement, value, toArgumentSize(machine, limit));
      return new PyTuple([result, count]);
    },
  );
  methods.none("__repr__", (machine, self) => shownPattern(machine, self));
  methods.none("__copy__", (_machine, self) => self);
  methods.one("__deepcopy__", (_machine, self) => self, "memo");
  methods.one(
    "__eq__",
    (_machine, self, other) =>
      other instanceof PyPattern &&
      other.flags === self.flags &&
      other.isBytes === self.isBytes &&
      patternText(other.source) === patternText(self.source),
  );
  methods.none("__hash__", (machine, self) => hash(machine, `${patternText(self.source)}/${self.flags}`));
  methods.property("pattern", (_machine, self) => self.source);
  methods.property("flags", (_machine, self) => self.flags);
  methods.property("groups", (_machine, self) => self.program.groups);
  methods.property("groupindex", (_machine, self) => PyDict.fromStrings(self.program.groupNames));
}

export function installMatch(): void {
  const methods = new Methods<PyMatch>(matchType, (value) => (value instanceof PyMatch ? value : undefined));
  methods.positional("group(self, *groups)", (machine, self, ...keys) => {
    const parts = keys.map((key) => self.group(groupNumber(machine, self, key)) ?? null);
    if (keys.length === 0) return self.group(0) ?? null;
    return parts.length === 1 ? parts[0] : new PyTuple(parts);
  });
  methods.one("__getitem__", (machine, self, key) => self.group(groupNumber(machine, self, key)) ?? null);
  methods.keyword(
    "groups(self, default=None)",
    (_machine, self, missing: Value) => new PyTuple(captured(self, missing)),
  );
  methods.keyword("groupdict(self, default=None)", (_machine, self, missing: Value) =>
    PyDict.fromStrings(
      [...self.pattern.program.groupNames].map(([name, group]): [string, Value] => [
        name,
        self.group(group) ?? missing,
      ]),
    ),
  );
  methods.positional(
    "start(self, group=0, /)",
    (machine, self, key = 0) => self.span(groupNumber(machine, self, key))[0],
  );
  methods.positional(
    "end(self, group=0, /)",
    (machine, self, key = 0) => self.span(groupNumber(machine, self, key))[1],
  );
  methods.positional(
    "span(self, group=0, /)",
    (machine, self, key = 0) => new PyTuple(self.span(groupNumber(machine, self, key))),
  );
  methods.one(
    "expand",
    (_machine, self, value) => {
      const template = parseTemplate(plainText(value), self.pattern);
      const text = expandTemplate(template, self, (group) => plainText(self.group(group) ?? null));
      return self.pattern.isBytes ? fromBinaryText(text) : text;
    },
    "template",
  );
  methods.none("__repr__", (machine, self) => {
    const [start, end] = self.span(0);
    const shown = repr(machine, self.group(0) ?? null);
    return `<re.Match object; span=(${start}, ${end}), match=${shown.length > 50 ? `${shown.slice(0, 50)}` : shown}>`;
  });
  methods.none("__copy__", (_machine, self) => self);
  methods.one("__deepcopy__", (_machine, self) => self, "memo");
  methods.none("__bool__", () => true);
  methods.property("re", (_machine, self) => self.pattern);
  methods.property("string", (_machine, self) => self.subject.value);
  methods.property("pos", (_machine, self) => self.start);
  methods.property("endpos", (_machine, self) => self.end);
  methods.property("lastindex", (_machine, self) => self.lastIndex);
  methods.property("lastgroup", (_machine, self) => {
    for (const [name, group] of self.pattern.program.groupNames) if (group === self.lastIndex) return name;
    return null;
  });
  methods.property(
    "regs",
    (_machine, self) =>
      new PyTuple(Array.from({ length: self.pattern.program.groups + 1 }, (_, group) => new PyTuple(self.span(group)))),
  );
}
