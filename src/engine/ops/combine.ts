/** Combining values into scattered places of a tensor, for every dtype. */
import { bfloat16Bits, bfloat16Value, float16Bits, float16Value } from "../math/half.ts";
import { readScalar, writeScalar } from "../tensor/elements.ts";
import { toInt64 } from "../tensor/scalar.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { IndexWalk } from "../tensor/walk.ts";

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
  amax: (old, value) => (value > old ? value : old),
  amin: (old, value) => (value < old ? value : old),
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
  const walk = new IndexWalk(source, shape, strides);
  const to = target.storage.data;
  const from = source.storage.data;
  if (to instanceof BigInt64Array) {
    const combine = bigints[combination];
    for (const at of positions) {
      const value = toInt64(readScalar(source.storage, walk.next()));
      to[at] = combine(to[at], value);
    }
    return;
  }
  if (from instanceof BigInt64Array) throw new Error("unreachable: both tensors have one dtype");
  const { dtype } = target;
  if (combination === "add" && dtype !== "float16" && dtype !== "bfloat16" && dtype !== "bool") {
    if (to instanceof Float32Array && from instanceof Float32Array) addFloats(to, from, positions, walk);
    else for (const at of positions) to[at] += from[walk.next()];
    return;
  }
  const combine = numbers[combination];
  if (dtype === "float16") {
    for (const at of positions) to[at] = float16Bits(combine(float16Value(to[at]), float16Value(from[walk.next()])));
  } else if (dtype === "bfloat16") {
    for (const at of positions) to[at] = bfloat16Bits(combine(bfloat16Value(to[at]), bfloat16Value(from[walk.next()])));
  } else if (dtype === "bool") {
    for (const at of positions) to[at] = combine(to[at], from[walk.next()]) !== 0 ? 1 : 0;
  } else for (const at of positions) to[at] = combine(to[at], from[walk.next()]);
}

function addFloats(to: Float32Array, from: Float32Array, positions: Int32Array, walk: IndexWalk): void {
  for (let i = 0; i < positions.length; i++) to[positions[i]] += from[walk.next()];
}

/** Divides target's memory at each position by its count there (the mean of what was added). */
export function divideAt(target: Tensor, counts: ReadonlyMap<number, number>): void {
  for (const [at, count] of counts) {
    const value = readScalar(target.storage, at);
    const divided = typeof value === "bigint" ? floorQuotient(value, BigInt(count)) : Number(value) / count;
    writeScalar(target.storage, at, divided);
  }
}

const floorQuotient = (a: bigint, b: bigint): bigint => (a % b !== 0n && a < 0n !== b < 0n ? a / b - 1n : a / b);
