import {
  IndexError,
  OverflowError,
  raised,
  StopIteration,
  TypeError as TypeErrorType,
  typeError,
  ValueError,
} from "../errors.ts";
import { checkElements } from "../limits.ts";
import type { Integer } from "../numbers/integer.ts";
import { NativeFunction } from "../objects/function.ts";
import { PyGenerator } from "../objects/generator.ts";
import {
  ArrayIterator,
  ListIterator,
  LongRangeIterator,
  NativeIterator,
  PyIterator,
  RangeIterator,
} from "../objects/iterator.ts";
import { type Machine, PyObject, type PyType, type Value } from "../objects/object.ts";
import { Raised } from "../objects/raised.ts";
import { PyList, PyRange, PyTuple } from "../objects/sequence.ts";
import { NotImplemented } from "../objects/singletons.ts";
import {
  asciiIteratorType,
  listType,
  sequenceIteratorType,
  strIteratorType,
  strType,
  tupleType,
} from "../objects/types.ts";
import { textLength } from "../text/code-points.ts";
import { asLength, integerOf, maximumSize } from "./conversion.ts";
import { callSpecial, findSpecial } from "./special.ts";
import { isOfType, typeName, typeOf } from "./types.ts";

/** `iter(value)`: a {@link PyIterator}, or a user's object with `__next__`. */
export function getIterator(machine: Machine, value: Value): PyObject {
  if (value instanceof PyList && value.type === listType) return new ListIterator(value);
  if (value instanceof PyTuple && value.type === tupleType) return new ArrayIterator(value.items);
  if (value instanceof PyRange) return rangeIterator(value);
  if (typeof value === "string") return stringIterator(value);
  const method = findSpecial(value, "__iter__");
  if (method !== undefined) {
    const iterator = callSpecial(machine, method, value, []);
    if (iterator instanceof PyIterator) return iterator;
    if (findSpecial(iterator, "__next__") === undefined) {
      throw typeError(`iter() returned non-iterator of type '${typeName(iterator)}'`);
    }
    // Only objects have __next__.
    return iterator as PyObject;
  }
  const type = typeOf(value);
  const item = type.lookup("__iter__") === null ? undefined : findSpecial(value, "__getitem__");
  if (item === undefined || !hasSequence(type)) throw typeError(`'${typeName(value)}' object is not iterable`);
  return new SequenceIterator(value, item);
}

/** Whether a type has items by number. A type written in C that has items but no length is a mapping: matches of re are. */
export function hasSequence(type: PyType): boolean {
  const item = type.lookup("__getitem__");
  if (item === undefined || item === null) return false;
  return !(item instanceof NativeFunction) || type.lookup("__len__") !== undefined;
}

/** The iterator's next value, or undefined at its end. */
export function nextOf(machine: Machine, iterator: Value): Value | undefined {
  if (iterator instanceof PyIterator) return iterator.next(machine);
  const method = findSpecial(iterator, "__next__");
  if (method === undefined) throw typeError(`'${typeName(iterator)}' object is not an iterator`);
  try {
    return callSpecial(machine, method, iterator, []);
  } catch (error) {
    if (error instanceof Raised && error.exception.type.isSubtypeOf(StopIteration)) return undefined;
    throw error;
  }
}

/** The StopIteration of an iterator that has ended; a generator's has what it returned, once. */
export function endOf(iterator: PyIterator): Raised {
  const value = iterator instanceof PyGenerator ? iterator.returned : null;
  if (iterator instanceof PyGenerator) iterator.returned = null;
  return value === null ? raised(StopIteration) : raised(StopIteration, value);
}

/** The values of any Python iterable, as a JavaScript iterable. */
export function iterate(machine: Machine, value: Value): Iterable<Value> {
  if (value instanceof PyTuple && value.type === tupleType) return value.items;
  return steps(machine, getIterator(machine, value));
}

/** All values of an iterable, in a new array. */
export function toArray(machine: Machine, value: Value): Value[] {
  if ((value instanceof PyList && value.type === listType) || (value instanceof PyTuple && value.type === tupleType)) {
    return [...value.items];
  }
  const items: Value[] = [];
  for (const item of iterate(machine, value)) {
    items.push(item);
    if ((items.length & 0xfff) === 0) {
      machine.checkInterrupt();
      checkElements(items.length);
    }
  }
  return items;
}

/**
 * All values of an iterable as `list()` takes them: CPython asks a class for `__len__` or `__length_hint__` first, whose
 * errors but TypeError are the call's.
 */
export function toList(machine: Machine, value: Value): Value[] {
  if (!(value instanceof PyObject && (value.type.heap || value instanceof SequenceIterator))) {
    return toArray(machine, value);
  }
  const iterator = getIterator(machine, value);
  askLength(machine, value);
  const items: Value[] = [];
  for (const item of steps(machine, iterator)) {
    items.push(item);
    if ((items.length & 0xfff) === 0) {
      machine.checkInterrupt();
      checkElements(items.length);
    }
  }
  return items;
}

/** The values as `PySequence_Fast` takes them: an iterable's own length is not asked for, its iterator's is. */
export function fastList(machine: Machine, value: Value, refusal: string): Value[] {
  const plain = value instanceof PyList || value instanceof PyTuple;
  if (plain && (value.type === listType || value.type === tupleType)) return toArray(machine, value);
  let iterator: PyObject;
  try {
    iterator = getIterator(machine, value);
  } catch (error) {
    if (error instanceof Raised && error.exception.type.isSubtypeOf(TypeErrorType)) throw typeError(refusal);
    throw error;
  }
  return toList(machine, iterator);
}

/** Asks an object of a Python class for its length, for what its method does besides. */
export function askLength(machine: Machine, value: Value): void {
  if (value instanceof SequenceIterator) {
    if (findSpecial(value.sequence, "__len__") !== undefined) askLength(machine, value.sequence);
  } else if (value instanceof PyObject && value.type.heap) lengthHint(machine, value);
}

/** How many values an object says that it has, by `__len__` or `__length_hint__`; undefined where it does not. */
export function lengthHint(machine: Machine, value: Value): Integer | undefined {
  for (const name of ["__len__", "__length_hint__"]) {
    const method = findSpecial(value, name);
    if (method === undefined) continue;
    let result: Value;
    try {
      result = callSpecial(machine, method, value, []);
      if (name === "__len__") return asLength(machine, result);
    } catch (error) {
      if (error instanceof Raised && error.exception.type.isSubtypeOf(TypeErrorType)) continue;
      throw error;
    }
    if (result === NotImplemented) return undefined;
    const hint = integerOf(result);
    if (hint === undefined) throw typeError(`__length_hint__ must be an integer, not ${typeName(result)}`);
    if (hint > maximumSize || hint < -maximumSize - 1n) {
      throw raised(OverflowError, "Python int too large to convert to C ssize_t");
    }
    if (hint < 0) throw raised(ValueError, "__length_hint__() should return >= 0");
    return hint;
  }
  return undefined;
}

/** The values that an iterator still has. What loops over them can be interrupted, however long they are. */
export function* steps(machine: Machine, iterator: PyObject): Iterable<Value> {
  let count = 0;
  for (let value = nextOf(machine, iterator); value !== undefined; value = nextOf(machine, iterator)) {
    yield value;
    if ((++count & 0xfff) === 0) machine.checkInterrupt();
  }
}

/** What a native loop calls at each step, so that it sees interrupts without asking every time. */
export function interruptChecker(machine: Machine): () => void {
  let steps = 0;
  return () => {
    if ((++steps & 0xfff) === 0) machine.checkInterrupt();
  };
}

/** The number of values of a range whose bounds are numbers. */
export function rangeLength(start: number, stop: number, step: number): number {
  if (step > 0) return stop > start ? Math.floor((stop - start - 1) / step) + 1 : 0;
  return start > stop ? Math.floor((start - stop - 1) / -step) + 1 : 0;
}

export function rangeIterator(range: PyRange): PyIterator {
  const { start, stop, step } = range;
  if (typeof start === "number" && typeof stop === "number" && typeof step === "number") {
    return new RangeIterator(start, rangeLength(start, stop, step), step);
  }
  return new LongRangeIterator(range);
}

/** By code point. */
function stringIterator(text: string): PyObject {
  let position = 0;
  // CPython has a type of its own for text without other characters.
  const type = /^[\0-\x7f]*$/.test(text) ? asciiIteratorType : strIteratorType;
  return new NativeIterator(
    type,
    () => {
      if (position >= text.length) return undefined;
      const character = String.fromCodePoint(text.codePointAt(position) ?? 0);
      position += character.length;
      return character;
    },
    () => [text.slice(position)],
    "iter",
    () => textLength(text.slice(position)),
  );
}

/** The old protocol: `__getitem__` with 0, 1, ... until IndexError. */
class SequenceIterator extends PyIterator {
  private index = 0;
  constructor(
    readonly sequence: Value,
    private readonly getItem: Value,
  ) {
    super();
  }
  get type(): PyType {
    return sequenceIteratorType;
  }
  next(machine: Machine): Value | undefined {
    if (this.index < 0) return undefined;
    try {
      return callSpecial(machine, this.getItem, this.sequence, [this.index++]);
    } catch (error) {
      if (error instanceof Raised) {
        const { type } = error.exception;
        if (type.isSubtypeOf(IndexError) || type.isSubtypeOf(StopIteration)) {
          this.index = -1;
          return undefined;
        }
      }
      throw error;
    }
  }
}

/** True for str and its subclasses: what code that takes "a name or several" asks. */
export function isText(value: Value): boolean {
  return typeof value === "string" || isOfType(value, strType);
}
