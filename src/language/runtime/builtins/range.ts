/** `range` and `slice`. */
import { indexError, overflowError, typeError, valueError } from "../errors.ts";
import {
  absolute,
  add,
  floorDivide,
  type Integer,
  integerText,
  modulo,
  multiply,
  negate,
  normalize,
  subtract,
} from "../numbers/integer.ts";
import type { Machine, Value } from "../objects/object.ts";
import { PyRange, PySlice, PyTuple } from "../objects/sequence.ts";
import { NotImplemented } from "../objects/singletons.ts";
import { rangeType, sliceType } from "../objects/types.ts";
import { sliceHash } from "../protocols/hash.ts";
import { equals, findSpecial, hash, index, integerOf, maximumSize, repr, typeName } from "../protocols/index.ts";
import { rangeIterator } from "../protocols/iteration.ts";
import { compareSequences, comparisonMethods } from "./containers.ts";
import { Methods } from "./define.ts";
import { sliceIndex } from "./slices.ts";

/** `len(range)`, of any size. */
export function rangeCount({ start, stop, step }: PyRange): Integer {
  const span = step > 0 ? subtract(stop, start) : subtract(start, stop);
  return span <= 0 ? 0 : add(floorDivide(subtract(span, 1), absolute(step)), 1);
}

const element = (range: PyRange, at: Integer): Integer => add(range.start, multiply(at, range.step));

/** The position of an int in a range, or -1. */
function position(range: PyRange, value: Integer): Integer {
  const offset = subtract(value, range.start);
  if (modulo(offset, range.step) !== 0) return -1;
  const at = floorDivide(offset, range.step);
  return at >= 0 && at < rangeCount(range) ? at : -1;
}

function reversedRange(range: PyRange): PyRange {
  const count = rangeCount(range);
  const step = negate(range.step);
  const start = element(range, subtract(count, 1));
  return new PyRange(start, add(start, multiply(count, step)), step);
}

/** As `resolveSlice`, of any number of elements, and with a step of any size. */
function resolveExactly(machine: Machine, slice: PySlice, length: bigint): Record<"start" | "stop" | "step", Integer> {
  const part = (value: Value): bigint | null => (value === null ? null : BigInt(sliceIndex(machine, value)));
  const step = part(slice.step) ?? 1n;
  if (step === 0n) throw valueError("slice step cannot be zero");
  const [lowest, highest] = step < 0n ? [-1n, length - 1n] : [0n, length];
  const clamp = (at: bigint | null, missing: bigint): Integer => {
    if (at === null) return normalize(missing);
    const shifted = at < 0n ? at + length : at;
    return normalize(shifted < lowest ? lowest : shifted > highest ? highest : shifted);
  };
  const start = clamp(part(slice.start), step < 0n ? highest : lowest);
  return { start, stop: clamp(part(slice.stop), step < 0n ? lowest : highest), step: normalize(step) };
}

function subrange(machine: Machine, range: PyRange, slice: PySlice): PyRange {
  const { start, stop, step } = resolveExactly(machine, slice, BigInt(rangeCount(range)));
  return new PyRange(element(range, start), element(range, stop), multiply(range.step, step));
}

/** Search of a value that is not an int: by comparison, one by one. */
function search(machine: Machine, range: PyRange, value: Value): Integer {
  const steps = rangeIterator(range);
  let at = 0;
  for (let item = steps.next(machine); item !== undefined; item = steps.next(machine)) {
    if (equals(machine, item, value)) return at;
    if ((++at & 0xfff) === 0) machine.checkInterrupt();
  }
  return -1;
}

function locate(machine: Machine, range: PyRange, value: Value): Integer {
  const integer = typeof value === "object" ? undefined : integerOf(value);
  return integer === undefined ? search(machine, range, value) : position(range, integer);
}

/** What makes two ranges equal: the same elements. */
function identityKey(range: PyRange): PyTuple {
  const count = rangeCount(range);
  if (count === 0) return new PyTuple([count, null, null]);
  return new PyTuple([count, range.start, count === 1 ? null : range.step]);
}

export function installRange(): void {
  rangeType.subclassable = false;
  rangeType.construct = (machine, _type, args, keywords) => {
    if (keywords !== null && keywords.size > 0) throw typeError("range() takes no keyword arguments");
    if (args.length === 0) throw typeError("range expected at least 1 argument, got 0");
    if (args.length > 3) throw typeError(`range expected at most 3 arguments, got ${args.length}`);
    const values = args.map((argument) => index(machine, argument));
    if (values.length === 1) return new PyRange(0, values[0], 1);
    const step = values[2] ?? 1;
    if (step === 0) throw valueError("range() arg 3 must not be zero");
    return new PyRange(values[0], values[1], step);
  };
  const methods = new Methods<PyRange>(rangeType, (value) => (value instanceof PyRange ? value : undefined));
  methods.none("__len__", (_machine, self) => {
    const count = rangeCount(self);
    if (count > maximumSize) throw overflowError("Python int too large to convert to C ssize_t");
    return count;
  });
  methods.none("__bool__", (_machine, self) => rangeCount(self) !== 0);
  methods.none("__iter__", (_machine, self) => rangeIterator(self));
  methods.none("__reversed__", (_machine, self) => rangeIterator(reversedRange(self)));
  methods.none("__repr__", (_machine, { start, stop, step }) => {
    const shown = step === 1 ? [start, stop] : [start, stop, step];
    return `range(${shown.map(integerText).join(", ")})`;
  });
  methods.none("__hash__", (machine, self) => hash(machine, identityKey(self)));
  methods.one("__getitem__", (machine, self, key) => {
    if (key instanceof PySlice) return subrange(machine, self, key);
    const at = rangeSubscript(machine, key);
    const count = rangeCount(self);
    const place = at < 0 ? add(at, count) : at;
    if (place < 0 || place >= count) throw indexError("range object index out of range");
    return element(self, place);
  });
  methods.one("__contains__", (machine, self, value) => locate(machine, self, value) >= 0);
  methods.one("__eq__", (machine, self, other) =>
    other instanceof PyRange ? equals(machine, identityKey(self), identityKey(other)) : NotImplemented,
  );
  methods.one("__ne__", (machine, self, other) =>
    other instanceof PyRange ? !equals(machine, identityKey(self), identityKey(other)) : NotImplemented,
  );
  methods.one("index", (machine, self, value) => {
    const at = locate(machine, self, value);
    if (at < 0) {
      const found = typeof value !== "object" && integerOf(value) !== undefined;
      throw valueError(found ? `${repr(machine, value)} is not in range` : "sequence.index(x): x not in sequence");
    }
    return at;
  });
  methods.one("count", (machine, self, value) => (locate(machine, self, value) < 0 ? 0 : 1));
  methods.property("start", (_machine, self) => self.start);
  methods.property("stop", (_machine, self) => self.stop);
  methods.property("step", (_machine, self) => self.step);
}

function rangeSubscript(machine: Machine, key: Value): Integer {
  if (integerOf(key) === undefined && findSpecial(key, "__index__") === undefined) {
    throw typeError(`range indices must be integers or slices, not ${typeName(key)}`);
  }
  return index(machine, key);
}

export function installSlice(): void {
  sliceType.subclassable = false;
  sliceType.construct = (_machine, _type, args, keywords) => {
    if (keywords !== null && keywords.size > 0) throw typeError("slice() takes no keyword arguments");
    if (args.length === 0) throw typeError("slice expected at least 1 argument, got 0");
    if (args.length > 3) throw typeError(`slice expected at most 3 arguments, got ${args.length}`);
    if (args.length === 1) return new PySlice(null, args[0], null);
    return new PySlice(args[0], args[1], args[2] ?? null);
  };
  const methods = new Methods<PySlice>(sliceType, (value) => (value instanceof PySlice ? value : undefined));
  const parts = (slice: PySlice): Value[] => [slice.start, slice.stop, slice.step];
  methods.none(
    "__repr__",
    (machine, self) =>
      `slice(${parts(self)
        .map((part) => repr(machine, part))
        .join(", ")})`,
  );
  methods.none("__hash__", (machine, self) => sliceHash(parts(self).map((part) => hash(machine, part))));
  for (const [name, op] of comparisonMethods) {
    methods.one(name, (machine, self, other) =>
      other instanceof PySlice ? compareSequences(machine, op, parts(self), parts(other)) : NotImplemented,
    );
  }
  methods.one("indices", (machine, self, length) => {
    const size = index(machine, length);
    if (size < 0) throw valueError("length should not be negative");
    const { start, stop, step } = resolveExactly(machine, self, BigInt(size));
    return new PyTuple([start, stop, step]);
  });
  methods.property("start", (_machine, self) => self.start);
  methods.property("stop", (_machine, self) => self.stop);
  methods.property("step", (_machine, self) => self.step);
}
