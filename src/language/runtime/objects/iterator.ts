import { type Integer, normalize } from "../numbers/integer.ts";
import { type Machine, PyObject, type PyType, type Value } from "./object.ts";
import { PyList, PyRange, PyTuple } from "./sequence.ts";
import { listIteratorType, longRangeIteratorType, rangeIteratorType, tupleIteratorType } from "./types.ts";

/** A Python iterator written in TypeScript. `next` gives the next value, or undefined at the end. */
export abstract class PyIterator extends PyObject {
  abstract next(machine: Machine): Value | undefined;
  /** `__length_hint__`, where it is known. */
  lengthHint(): Integer | null {
    return null;
  }
  /**
   * What a copy is made of: a callable, its arguments, and the state to set; null where none can be made.
   * @param builtin a builtin by its name
   */
  parts(_builtin: (name: string) => Value): Value[] | null {
    return null;
  }
}

/** An iterator from a function that gives the next value or undefined: `new NativeIterator(mapType, (machine) => ...)`. */
export class NativeIterator extends PyIterator {
  constructor(
    readonly type: PyType,
    private readonly step: (machine: Machine) => Value | undefined,
    /** The arguments with which its type, or the builtin named, makes it as it stands now. */
    private readonly again: (() => Value[]) | null = null,
    private readonly maker: string | null = null,
    /** How many values it still has, where that is known. */
    private readonly remaining: (() => number) | null = null,
  ) {
    super();
  }
  override lengthHint(): number | null {
    return this.remaining === null ? null : this.remaining();
  }
  override parts(builtin: (name: string) => Value): Value[] | null {
    if (this.again === null) return null;
    return [this.maker === null ? this.type : builtin(this.maker), new PyTuple(this.again())];
  }
  next(machine: Machine): Value | undefined {
    return this.step(machine);
  }
}

/** Over a list that may change meanwhile. */
export class ListIterator extends PyIterator {
  index = 0;
  constructor(public list: PyList | null) {
    super();
  }
  get type(): PyType {
    return listIteratorType;
  }
  next(): Value | undefined {
    if (this.list === null) return undefined;
    if (this.index < this.list.items.length) return this.list.items[this.index++];
    this.list = null;
    return undefined;
  }
  override parts(builtin: (name: string) => Value): Value[] {
    const args = new PyTuple([this.list ?? new PyList([])]);
    return this.list === null ? [builtin("iter"), args] : [builtin("iter"), args, this.index];
  }
  override lengthHint(): number {
    return this.list === null ? 0 : this.list.items.length - this.index;
  }
}

/** Over an array that does not change: a tuple's items, a snapshot. */
export class ArrayIterator extends PyIterator {
  index = 0;
  constructor(
    readonly items: readonly Value[],
    readonly type: PyType = tupleIteratorType,
  ) {
    super();
  }
  next(): Value | undefined {
    return this.index < this.items.length ? this.items[this.index++] : undefined;
  }
  override parts(builtin: (name: string) => Value): Value[] | null {
    if (this.type !== tupleIteratorType) return null;
    return [builtin("iter"), new PyTuple([new PyTuple(this.items.slice(this.index))])];
  }
  override lengthHint(): number {
    return this.items.length - this.index;
  }
}

/** Over a range whose bounds are numbers. */
export class RangeIterator extends PyIterator {
  constructor(
    public current: number,
    public remaining: number,
    readonly step: number,
  ) {
    super();
  }
  get type(): PyType {
    return rangeIteratorType;
  }
  next(): Value | undefined {
    if (this.remaining <= 0) return undefined;
    this.remaining--;
    const value = this.current;
    this.current = value + this.step;
    return value;
  }
  override parts(builtin: (name: string) => Value): Value[] {
    const rest = new PyRange(this.current, this.current + this.remaining * this.step, this.step);
    return [builtin("iter"), new PyTuple([rest]), null];
  }
  override lengthHint(): number {
    return this.remaining;
  }
}

/** CPython steps through ranges in its own 64-bit ints where it can. */
const mostOf64Bits = 2n ** 63n - 1n;

/** Over a range that does not stay among numbers. */
export class LongRangeIterator extends PyIterator {
  readonly type: PyType;
  private current: bigint;
  private readonly stop: bigint;
  private readonly step: bigint;
  constructor(range: PyRange) {
    super();
    this.current = BigInt(range.start);
    this.stop = BigInt(range.stop);
    this.step = BigInt(range.step);
    const past = this.stop + this.step - (this.step > 0n ? 1n : -1n);
    const fits = [this.current, this.stop, this.step, this.remaining, past].every(
      (value) => value <= mostOf64Bits && value >= -mostOf64Bits - 1n,
    );
    this.type = fits ? rangeIteratorType : longRangeIteratorType;
  }
  private get remaining(): bigint {
    const span = this.step > 0n ? this.stop - this.current : this.current - this.stop;
    const stride = this.step > 0n ? this.step : -this.step;
    return span <= 0n ? 0n : (span - 1n) / stride + 1n;
  }
  next(): Value | undefined {
    if (this.step > 0n ? this.current >= this.stop : this.current <= this.stop) return undefined;
    const value = normalize(this.current);
    this.current += this.step;
    return value;
  }
  override parts(builtin: (name: string) => Value): Value[] {
    const end = normalize(this.current + this.remaining * this.step);
    return [builtin("iter"), new PyTuple([new PyRange(normalize(this.current), end, normalize(this.step))]), null];
  }
  override lengthHint(): Integer {
    return normalize(this.remaining);
  }
}
