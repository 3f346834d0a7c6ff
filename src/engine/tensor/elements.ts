/** Single elements, and runs of elements converted to and from doubles: the only place that knows every dtype's array. */
import { bfloat16Bits, bfloat16Value, float16Bits, float16Value, float16Values } from "../math/half.ts";
import type { DType, ElementArray } from "./dtype.ts";
import { asScalar, castNumber, type Scalar, toInt64 } from "./scalar.ts";
import type { Storage } from "./storage.ts";

/**
 * Converts `count` elements from `start`, `step` apart, to doubles at `into[at]`. False where an int64 lay outside
 * +-2^53, so that the double is not exact.
 */
export type Load = (
  data: ElementArray,
  start: number,
  step: number,
  into: Float64Array,
  at: number,
  count: number,
) => boolean;

/** Writes doubles as elements: rounded once for floats, wrapped for integers, non-zero for bool. */
export type Store = (
  data: ElementArray,
  start: number,
  step: number,
  from: Float64Array,
  at: number,
  count: number,
) => void;

// A storage's dtype decides the class of its array (dtypes[dtype].makeArray), and these functions are only reached
// through tables keyed by that dtype: this is what makes the array casts of this file safe.

const twoTo32 = 4294967296;
const int64Limit = 2 ** 63;
/** |high word| below this: the integer is exact in a double. */
const exactHigh = 2 ** 21;

/** The 32-bit words of an int64 array, low word first: much cheaper to read than BigInts. */
const wordCache = new WeakMap<BigInt64Array, Int32Array>();
function int64Words(data: BigInt64Array): Int32Array {
  let words = wordCache.get(data);
  if (words === undefined) {
    words = new Int32Array(data.buffer, data.byteOffset, data.length * 2);
    wordCache.set(data, words);
  }
  return words;
}

export const loaders: Readonly<Record<DType, Load>> = {
  float64(data, start, step, into, at, count) {
    const source = data as Float64Array;
    if (step === 1 && count > 32) into.set(source.subarray(start, start + count), at);
    else for (let i = 0, s = start; i < count; i++, s += step) into[at + i] = source[s];
    return true;
  },
  float32(data, start, step, into, at, count) {
    const source = data as Float32Array;
    if (step === 1) for (let i = 0; i < count; i++) into[at + i] = source[start + i];
    else for (let i = 0, s = start; i < count; i++, s += step) into[at + i] = source[s];
    return true;
  },
  float16(data, start, step, into, at, count) {
    const source = data as Uint16Array;
    const values = float16Values();
    for (let i = 0, s = start; i < count; i++, s += step) into[at + i] = values[source[s]];
    return true;
  },
  bfloat16(data, start, step, into, at, count) {
    const source = data as Uint16Array;
    for (let i = 0, s = start; i < count; i++, s += step) into[at + i] = bfloat16Value(source[s]);
    return true;
  },
  int64(data, start, step, into, at, count) {
    const words = int64Words(data as BigInt64Array);
    let exact = true;
    for (let i = 0, s = start * 2; i < count; i++, s += step * 2) {
      const high = words[s + 1];
      if (high >= exactHigh || high < -exactHigh) exact = false;
      into[at + i] = high * twoTo32 + (words[s] >>> 0);
    }
    return exact;
  },
  int32(data, start, step, into, at, count) {
    const source = data as Int32Array;
    for (let i = 0, s = start; i < count; i++, s += step) into[at + i] = source[s];
    return true;
  },
  int16(data, start, step, into, at, count) {
    const source = data as Int16Array;
    for (let i = 0, s = start; i < count; i++, s += step) into[at + i] = source[s];
    return true;
  },
  int8(data, start, step, into, at, count) {
    const source = data as Int8Array;
    for (let i = 0, s = start; i < count; i++, s += step) into[at + i] = source[s];
    return true;
  },
  uint8(data, start, step, into, at, count) {
    const source = data as Uint8Array;
    for (let i = 0, s = start; i < count; i++, s += step) into[at + i] = source[s];
    return true;
  },
  bool(data, start, step, into, at, count) {
    const source = data as Uint8Array;
    for (let i = 0, s = start; i < count; i++, s += step) into[at + i] = source[s];
    return true;
  },
};

export const storers: Readonly<Record<DType, Store>> = {
  float64(data, start, step, from, at, count) {
    const target = data as Float64Array;
    for (let i = 0, s = start; i < count; i++, s += step) target[s] = from[at + i];
  },
  float32(data, start, step, from, at, count) {
    const target = data as Float32Array;
    if (step === 1) for (let i = 0; i < count; i++) target[start + i] = from[at + i];
    else for (let i = 0, s = start; i < count; i++, s += step) target[s] = from[at + i];
  },
  float16(data, start, step, from, at, count) {
    const target = data as Uint16Array;
    for (let i = 0, s = start; i < count; i++, s += step) target[s] = float16Bits(from[at + i]);
  },
  bfloat16(data, start, step, from, at, count) {
    const target = data as Uint16Array;
    for (let i = 0, s = start; i < count; i++, s += step) target[s] = bfloat16Bits(from[at + i]);
  },
  int64(data, start, step, from, at, count) {
    const words = int64Words(data as BigInt64Array);
    for (let i = 0, s = start * 2; i < count; i++, s += step * 2) {
      const value = Math.trunc(from[at + i]);
      if (value >= -int64Limit && value < int64Limit) {
        const high = Math.floor(value / twoTo32);
        words[s] = (value - high * twoTo32) | 0;
        words[s + 1] = high;
      } else {
        words[s] = 0;
        words[s + 1] = -2147483648;
      }
    }
  },
  int32(data, start, step, from, at, count) {
    const target = data as Int32Array;
    for (let i = 0, s = start; i < count; i++, s += step) target[s] = from[at + i];
  },
  int16(data, start, step, from, at, count) {
    const target = data as Int16Array;
    for (let i = 0, s = start; i < count; i++, s += step) target[s] = from[at + i];
  },
  int8(data, start, step, from, at, count) {
    const target = data as Int8Array;
    for (let i = 0, s = start; i < count; i++, s += step) target[s] = from[at + i];
  },
  uint8(data, start, step, from, at, count) {
    const target = data as Uint8Array;
    for (let i = 0, s = start; i < count; i++, s += step) target[s] = from[at + i];
  },
  bool(data, start, step, from, at, count) {
    const target = data as Uint8Array;
    for (let i = 0, s = start; i < count; i++, s += step) target[s] = from[at + i] !== 0 ? 1 : 0;
  },
};

/** One element as a double (an int64 beyond 2^53 is rounded). */
export function readNumber(storage: Storage, index: number): number {
  const value = storage.data[index];
  if (typeof value === "bigint") return Number(value);
  if (storage.dtype === "float16") return float16Value(value);
  return storage.dtype === "bfloat16" ? bfloat16Value(value) : value;
}

/** One element as the Scalar of its kind: a number for floats, a bigint for integers, a boolean for bool. */
export function readScalar(storage: Storage, index: number): Scalar {
  const value = storage.data[index];
  return typeof value === "bigint" ? value : asScalar(readNumber(storage, index), storage.dtype);
}

/** Writes one element, converted as C++ would (see castNumber); range errors are the caller's. */
export function writeScalar(storage: Storage, index: number, value: Scalar): void {
  const { data, dtype } = storage;
  if (data instanceof BigInt64Array) data[index] = toInt64(value);
  else if (dtype === "float16") data[index] = float16Bits(Number(value));
  else if (dtype === "bfloat16") data[index] = bfloat16Bits(Number(value));
  else data[index] = castNumber(Number(value), dtype);
}
