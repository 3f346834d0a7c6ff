/** Draws of whole numbers: ranges, permutations. */

import { runtimeError } from "../errors.ts";
import { checkNoInternalOverlap } from "../ops/pointwise/out.ts";
import { type DType, dtypes, isFloating } from "../tensor/dtype.ts";
import { allocate } from "../tensor/make.ts";
import { newPlaces } from "../tensor/places.ts";
import { cppNames, integerRange } from "../tensor/scalar.ts";
import { formatShape } from "../tensor/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { IndexWalk } from "../tensor/walk.ts";
import { worked } from "../work.ts";
import { fillWithDraws } from "./fill.ts";
import { defaultGenerator, type Generator } from "./generator.ts";

/** Ranges from here on take 64 random bits a draw, so that the remainder stays nearly uniform. */
const wideRange = 1n << 28n;

/** Up to this power of two a float dtype holds every integer. */
const precision: Readonly<Partial<Record<DType, bigint>>> = { float64: 53n, float32: 24n, float16: 11n, bfloat16: 8n };

/**
 * Fills with whole numbers from [from, to) (`random_`); without `to`, from 0 to the largest that the dtype holds.
 * RuntimeError for an empty range and bounds beyond the dtype.
 */
export function randomIntegers(
  tensor: Tensor,
  from = 0n,
  to: bigint | null = null,
  generator: Generator = defaultGenerator(),
): Tensor {
  if (to === null) return fullRange(tensor, generator);
  const { dtype } = tensor;
  if (from >= to) {
    throw runtimeError(`random_ expects 'from' to be less than 'to', but got from=${from} >= to=${to}`);
  }
  checkBounds(from, to, dtype);
  const range = to - from;
  if (dtype === "int64" && (from < -(1n << 53n) || to > 1n << 53n)) return wideInt64(tensor, from, range, generator);
  if (range >= wideRange) return fillWithDraws(tensor, () => Number((generator.random64() % range) + from));
  const width = Number(range);
  const base = Number(from);
  return fillWithDraws(tensor, () => (generator.random() % width) + base);
}

function checkBounds(from: bigint, to: bigint, dtype: DType): void {
  if (dtype === "bool") {
    if (from < 0n || from > 1n) throw runtimeError("from is out of bounds for bool");
    if (to > 2n) throw runtimeError("to - 1 is out of bounds for bool");
    return;
  }
  const range = integerRange[dtype];
  const name =
    dtype === "uint8"
      ? "unsigned char"
      : dtype === "int8"
        ? "signed char"
        : dtype === "int16"
          ? "short"
          : dtype === "int64"
            ? "long"
            : floatName(dtype);
  const limit = dtype === "float16" ? 65504n : null;
  const least = range?.[0] ?? (limit === null ? null : -limit);
  const most = range?.[1] ?? limit;
  if (least !== null && most !== null) {
    if (from < least || from > most) throw runtimeError(`from is out of bounds for ${name}`);
    if (to - 1n > most) throw runtimeError(`to - 1 is out of bounds for ${name}`);
  }
}

const floatName = (dtype: DType): string => (dtype === "float16" ? "c10::Half" : cppNames[dtype]);

/** int64 draws whose values no double holds. */
function wideInt64(tensor: Tensor, from: bigint, range: bigint, generator: Generator): Tensor {
  checkNoInternalOverlap(tensor);
  tensor.storage.version++;
  const walk = new IndexWalk(tensor);
  const { data } = tensor.storage;
  for (let left = tensor.elementCount; left > 0; left--) {
    const value = (generator.random64() % range) + from;
    if (data instanceof BigInt64Array) data[walk.next()] = value;
  }
  return tensor;
}

function fullRange(tensor: Tensor, generator: Generator): Tensor {
  const { dtype } = tensor;
  if (dtype === "int64") return wideInt64(tensor, 0n, 1n << 63n, generator);
  if (dtype === "float64") {
    const range = (1n << 53n) + 1n;
    return fillWithDraws(tensor, () => Number(generator.random64() % range));
  }
  const limit = isFloating(dtype) ? 1n << (precision[dtype] ?? 0n) : (integerRange[dtype]?.[1] ?? 1n);
  const range = Number(limit) + 1;
  return fillWithDraws(tensor, () => generator.random() % range);
}

/** A tensor of whole numbers from [low, high) (`randint`), int64 unless another dtype is asked for. */
export function randint(
  low: bigint,
  high: bigint,
  shape: readonly number[],
  dtype: DType = "int64",
  generator?: Generator,
): Tensor {
  for (const size of shape) {
    if (size < 0) {
      throw runtimeError(`Trying to create tensor with negative dimension ${size}: ${formatShape(shape)}`);
    }
  }
  return randomIntegers(allocate(shape, dtype), low, high, generator);
}

const countedSwaps = 2 ** 14;

/** The numbers 0 to n-1 in random order (`randperm`), int64 unless another dtype is asked for. */
export function randperm(n: number, dtype: DType = "int64", generator: Generator = defaultGenerator()): Tensor {
  if (n < 0) throw runtimeError(`Trying to create tensor with negative dimension ${n}: [${n}]`);
  const digits = precision[dtype];
  if (digits !== undefined && n > Number(1n << digits) + 1) {
    throw runtimeError(`n cannot be greater than ${(1n << digits) + 1n} for ${dtypes[dtype].scalarName} type.`);
  }
  const range = integerRange[dtype];
  if (range !== undefined && BigInt(n) > range[1]) {
    throw runtimeError(`value cannot be converted to type ${cppNames[dtype]} without overflow`);
  }
  const result = allocate([n], dtype);
  const order = newPlaces(n);
  for (let i = 0; i < n; i++) order[i] = i;
  for (let i = 0; i < n - 1; i++) {
    // Places at random in a large array are far from the cache.
    if (i % countedSwaps === 0) worked(8 * countedSwaps);
    const j = i + (generator.random() % (n - i));
    const moved = order[i];
    order[i] = order[j];
    order[j] = moved;
  }
  let next = 0;
  return fillWithDraws(result, () => order[next++]);
}
