/** Combining values into scattered places of a tensor, for every dtype. */
import { largerOf, smallerOf } from "../math/bigint.ts";
import { bfloat16Bits, bfloat16Value, float16Bits, float16Value } from "../math/half.ts";
import type { DType } from "../tensor/dtype.ts";
import { readScalar, writeScalar } from "../tensor/elements.ts";
import { toInt64 } from "../tensor/scalar.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { storagePositions } from "../tensor/walk.ts";
import { worked } from "../work.ts";

export type Combination = "assign" | "add" | "multiply" | "amax" | "amin";

const numbers: Readonly<Record<Combination, (old: number, value: number) => number>> = {
  assign: (_, value) => value,
  add: (old, value) => old + value,
  multiply: (old, value) => old * value,
  amax: (old, value) => (Number.isNaN(value) || value > old ? value : old),
  amin: (old, value) => (Number.isNaN(value) || value < old ? value : old),
};

const bigints: Readonly<Record<Combination, (old: bigint, value: bigint) => bigint>> = {
  assign: (_, value) => value,
  add: (old, value) => old + value,
  multiply: (old, value) => old * value,
  amax: largerOf,
  amin: smallerOf,
};

/**
 * For each i: target memory at positions[i] becomes combine(it, i-th element of source). One rounding a step, in order.
 * Both have the same dtype; the source is read in row-major order with `shape` and `strides`.
 */
export function combineInto(
  target: Tensor,
  positions: Int32Array,
  source: Tensor,
  combination: Combination,
  shape: readonly number[] = source.shape,
  strides: readonly number[] = source.strides,
): void {
  const places = storagePositions(source, shape, strides);
  const to = target.storage.data;
  const from = source.storage.data;
  if (to instanceof BigInt64Array) {
    const combine = bigints[combination];
    for (let i = 0; i < positions.length; i++) {
      worked(16);
      const at = positions[i];
      to[at] = combine(to[at], toInt64(readScalar(source.storage, places[i])));
    }
    return;
  }
  if (from instanceof BigInt64Array) throw new Error("unreachable: both tensors have one dtype");
  const { dtype } = target;
  if (combination === "add" && dtype !== "float16" && dtype !== "bfloat16" && dtype !== "bool") {
    if (to instanceof Float32Array && from instanceof Float32Array) addFloats(to, from, positions, places);
    else {
      for (let i = 0; i < positions.length; i++) {
        worked(4);
        to[positions[i]] += from[places[i]];
      }
    }
    return;
  }
  const combine = numbers[combination];
  const [read, write] = elementAccess(dtype);
  for (let i = 0; i < positions.length; i++) {
    worked(8);
    const at = positions[i];
    to[at] = write(combine(read(to[at]), read(from[places[i]])));
  }
}

/** Places between two looks at the interrupt. */
const countedPlaces = 2 ** 18;

const same = (value: number): number => value;

/** How an element of an array becomes a number, and back; narrow integers wrap by themselves. */
function elementAccess(dtype: DType): readonly [(element: number) => number, (value: number) => number] {
  if (dtype === "float16") return [float16Value, float16Bits];
  if (dtype === "bfloat16") return [bfloat16Value, bfloat16Bits];
  return dtype === "bool" ? [same, (value) => (value !== 0 ? 1 : 0)] : [same, same];
}

function addFloats(to: Float32Array, from: Float32Array, positions: Int32Array, places: Int32Array): void {
  for (let first = 0; first < positions.length; first += countedPlaces) {
    const end = Math.min(first + countedPlaces, positions.length);
    worked(4 * (end - first));
    for (let i = first; i < end; i++) to[positions[i]] += from[places[i]];
  }
}

/** Divides target's memory at each position by how often it is there and `more` (the mean of what was added). */
export function divideAt(target: Tensor, positions: Int32Array, more: number): void {
  const counts = new Int32Array(target.storage.data.length);
  for (const at of positions) counts[at]++;
  for (const at of positions) {
    worked(16);
    if (counts[at] === 0) continue;
    const count = counts[at] + more;
    counts[at] = 0;
    const value = readScalar(target.storage, at);
    const divided = typeof value === "bigint" ? floorQuotient(value, BigInt(count)) : Number(value) / count;
    writeScalar(target.storage, at, divided);
  }
}

const floorQuotient = (a: bigint, b: bigint): bigint => (a % b !== 0n && a < 0n !== b < 0n ? a / b - 1n : a / b);
