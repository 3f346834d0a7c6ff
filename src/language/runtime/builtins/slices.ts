/** Indices and slices of sequences, as CPython's `PySlice_AdjustIndices` and `sq_item` take them. */
import { indexError, typeError, valueError } from "../errors.ts";
import type { Integer } from "../numbers/integer.ts";
import type { Machine, Value } from "../objects/object.ts";
import type { PySlice } from "../objects/sequence.ts";
import { index, maximumSize } from "../protocols/conversion.ts";
import { findSpecial } from "../protocols/special.ts";
import { typeName } from "../protocols/types.ts";

export interface SliceRange {
  readonly start: number;
  readonly stop: number;
  readonly step: number;
  /** How many elements it selects. */
  readonly count: number;
}

const limit = Number.MAX_SAFE_INTEGER;

/** A part of a slice that is not None. */
export function sliceIndex(machine: Machine, value: Value): Integer {
  if (typeof value === "number") return value;
  if (findSpecial(value, "__index__") === undefined) {
    throw typeError("slice indices must be integers or None or have an __index__ method");
  }
  return index(machine, value);
}

function bound(machine: Machine, value: Value): number {
  const result = sliceIndex(machine, value);
  return typeof result === "number" ? result : result > 0n ? limit : -limit;
}

/** A slice whose parts have been asked for their indices. */
interface SliceBounds {
  readonly start: number | null;
  readonly stop: number | null;
  readonly step: number;
}

/** The parts as numbers: the step first, as CPython's `PySlice_Unpack` asks them. */
export function unpackSlice(machine: Machine, slice: PySlice): SliceBounds {
  const step = slice.step === null ? 1 : bound(machine, slice.step);
  if (step === 0) throw valueError("slice step cannot be zero");
  const start = slice.start === null ? null : bound(machine, slice.start);
  return { start, stop: slice.stop === null ? null : bound(machine, slice.stop), step };
}

/** What the bounds select of a sequence of this length. */
export function adjustSlice(bounds: SliceBounds, length: number): SliceRange {
  const { step } = bounds;
  const clamp = (at: number | null, missing: number): number => {
    if (at === null) return missing;
    if (at < 0) return Math.max(at + length, step < 0 ? -1 : 0);
    return Math.min(at, step < 0 ? length - 1 : length);
  };
  const start = clamp(bounds.start, step < 0 ? length - 1 : 0);
  const stop = clamp(bounds.stop, step < 0 ? -1 : length);
  const span = step > 0 ? stop - start : start - stop;
  const count = span <= 0 ? 0 : Math.floor((span - 1) / Math.abs(step)) + 1;
  return { start, stop, step, count };
}

/** What a slice selects of a sequence of this length. */
export const resolveSlice = (machine: Machine, slice: PySlice, length: number): SliceRange =>
  adjustSlice(unpackSlice(machine, slice), length);

/** The selected elements of an array. */
export function takeSlice<T>(items: readonly T[], { start, step, count }: SliceRange): T[] {
  if (step === 1) return items.slice(start, start + count);
  const result: T[] = [];
  for (let i = 0, at = start; i < count; i++, at += step) result.push(items[at]);
  return result;
}

/** A sequence index in range; `kind` names the sequence in errors ("list", "tuple"). */
export function resolveIndex(
  machine: Machine,
  key: Value,
  length: number,
  kind: string,
  message = `${kind} index out of range`,
): number {
  const at = typeof key === "number" ? key : subscript(machine, key, kind);
  const place = at < 0 ? at + length : at;
  if (place < 0 || place >= length) throw indexError(message);
  return place;
}

function subscript(machine: Machine, key: Value, kind: string): number {
  if (typeof key !== "boolean" && typeof key !== "bigint" && findSpecial(key, "__index__") === undefined) {
    const wanted = kind === "string" ? "string indices must be integers" : `${kind} indices must be integers or slices`;
    throw typeError(`${wanted}, not ${kind === "string" ? `'${typeName(key)}'` : typeName(key)}`);
  }
  const at = index(machine, key);
  if (at <= maximumSize && at >= -maximumSize - 1n) return Number(at);
  throw indexError(`cannot fit '${typeName(key)}' into an index-sized integer`);
}
