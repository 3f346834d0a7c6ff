/** Compiled patterns and their matches as values of the language. */

import { toBinaryText } from "../../runtime/builtins/bytes-text.ts";
import { MemoryError, raised, typeError } from "../../runtime/errors.ts";
import { PyBytes } from "../../runtime/objects/bytes.ts";
import { type Machine, PyObject, PyType, type Value } from "../../runtime/objects/object.ts";
import { objectType } from "../../runtime/objects/types.ts";
import { textOf, typeName } from "../../runtime/protocols/index.ts";
import { codePoints } from "../../runtime/text/code-points.ts";
import type { Program } from "./compiler.ts";
import { type MatchOptions, runProgram, type Slots } from "./matcher.ts";

export const patternType = new PyType("Pattern", [objectType], "re");
export const matchType = new PyType("Match", [objectType], "re");

export class PyPattern extends PyObject {
  constructor(
    /** str or bytes, as it was given. */
    readonly source: Value,
    readonly program: Program,
    readonly flags: number,
  ) {
    super();
  }
  get type(): PyType {
    return patternType;
  }
  get isBytes(): boolean {
    return this.source instanceof PyBytes;
  }
}

/** A text or bytes to search, in the form that the matcher reads. */
export interface Subject {
  readonly value: Value;
  readonly units: Uint16Array | Uint32Array;
  /** The part between two places, as the subject's own type. */
  slice(start: number, end: number): Value;
}

let lastText = "";
let lastUnits: Uint16Array | Uint32Array = new Uint16Array();

/** A string's code points; the last string's are kept, as loops match the same one again and again. */
function unitsOf(text: string): Uint16Array | Uint32Array {
  if (text === lastText) return lastUnits;
  const points = codePoints(text);
  if (points !== null) lastUnits = Uint32Array.from(points, (point) => point.codePointAt(0) ?? 0);
  else {
    const units = new Uint16Array(text.length);
    for (let i = 0; i < text.length; i++) units[i] = text.charCodeAt(i);
    lastUnits = units;
  }
  lastText = text;
  return lastUnits;
}

export function subjectOf(pattern: PyPattern, value: Value): Subject {
  const text = textOf(value);
  if (text !== undefined) {
    if (pattern.isBytes) throw typeError("cannot use a bytes pattern on a string-like object");
    const points = codePoints(text);
    return {
      value,
      units: unitsOf(text),
      slice: (start, end) => (points === null ? text.slice(start, end) : points.slice(start, end).join("")),
    };
  }
  if (!(value instanceof PyBytes)) throw typeError(`expected string or bytes-like object, got '${typeName(value)}'`);
  if (!pattern.isBytes) throw typeError("cannot use a string pattern on a bytes-like object");
  const { data } = value;
  return { value, units: Uint16Array.from(data), slice: (start, end) => new PyBytes(data.slice(start, end)) };
}

export class PyMatch extends PyObject {
  constructor(
    readonly pattern: PyPattern,
    readonly subject: Subject,
    readonly slots: Slots,
    readonly start: number,
    readonly end: number,
  ) {
    super();
  }
  get type(): PyType {
    return matchType;
  }
  /** Where a group matched; [-1, -1] where it took no part. */
  span(group: number): [number, number] {
    const start = this.slots[2 * group];
    const end = this.slots[2 * group + 1];
    return start < 0 || end < 0 ? [-1, -1] : [start, end];
  }
  /** What a group matched; undefined where it took no part. */
  group(group: number): Value | undefined {
    const [start, end] = this.span(group);
    return start < 0 ? undefined : this.subject.slice(start, end);
  }
  get lastIndex(): number | null {
    const last = this.slots[2 * (this.pattern.program.groups + 1)];
    return last < 0 ? null : last;
  }
}

export interface Range {
  readonly start: number;
  readonly end: number;
}

/** One attempt or search; null where nothing matches. */
export function find(
  machine: Machine,
  pattern: PyPattern,
  subject: Subject,
  mode: MatchOptions["mode"],
  range: Range,
  mustAdvance = false,
): PyMatch | null {
  const slots = runProgram(pattern.program, {
    subject: subject.units,
    start: range.start,
    end: range.end,
    mode,
    mustAdvance,
    interrupted: () => machine.checkInterrupt(),
    outOfMemory: () => {
      throw raised(MemoryError);
    },
  });
  return slots === null ? null : new PyMatch(pattern, subject, slots, range.start, range.end);
}

/** Every match from left to right; an empty one may follow where another ended, but not at the same place twice. */
export function* findAll(machine: Machine, pattern: PyPattern, subject: Subject, range: Range): Generator<PyMatch> {
  let start = range.start;
  let mustAdvance = false;
  while (start <= range.end) {
    machine.checkInterrupt();
    const match = find(machine, pattern, subject, "search", { start, end: range.end }, mustAdvance);
    if (match === null) return;
    yield match;
    const [from, to] = match.span(0);
    mustAdvance = from === to;
    start = to;
  }
}

/** The text of a bytes or str pattern, one character a byte. */
export function patternText(value: Value): string {
  if (value instanceof PyBytes) return toBinaryText(value.data);
  const text = textOf(value);
  if (text === undefined) throw typeError("first argument must be string or compiled pattern");
  return text;
}
