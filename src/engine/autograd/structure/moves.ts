/** Moving elements of an input, and asking for gradients of outputs, many at a time: what finds structure and uses it. */
import * as ops from "../../ops/index.ts";
import { readNumber, writeScalar } from "../../tensor/elements.ts";
import { sameShape } from "../../tensor/shape.ts";
import { contiguousStrides } from "../../tensor/strides.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { grad } from "../backward.ts";
import type { Tolerance } from "../closeness.ts";

/** Evaluates the function at its inputs as they are. */
export type Evaluate = () => readonly Tensor[];

/** An output to start backward passes from: a copy, so that a node's in-place changes of what it is given do no harm. */
export interface Root {
  readonly root: Tensor;
  /** Its place among all outputs. */
  readonly index: number;
}

export interface Agreement extends Tolerance {
  readonly eps: number;
  readonly nondetTol: number;
}

/** `unclear`: the structure does not hold for the backward pass, and the Jacobians have to be looked at in full. */
export type Verdict = "agrees" | "differs" | "unclear";

/** Fewer elements than this are checked one at a time. */
export const fewestElements = 32;

/** Whether two numbers have the same bits, all NaN being one. */
export const isSame = (a: number, b: number): boolean =>
  a === b ? a !== 0 || Object.is(a, b) : Number.isNaN(a) && Number.isNaN(b);

/** Repeatable numbers between 1/2 and 1 with both signs: none is near zero, and sums of them do not cancel. */
export function scatter(): () => number {
  let state = 0x2545f491;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    const size = 0.5 + (state >>> 9) / 2 ** 24;
    return (state & 1) === 0 ? size : -size;
  };
}

/** Halves of `count` things of which, for every two, one holds the first and not the second. */
export function* halves(count: number): Generator<(item: number) => boolean> {
  for (let bit = 1; bit < count; bit *= 2) {
    yield (item) => (item & bit) !== 0;
    yield (item) => (item & bit) === 0;
  }
}

/** A float64 tensor that is all of its memory, in order. */
export const isWhole = ({ dtype, shape, strides, offset, elementCount, storage }: Tensor): boolean =>
  dtype === "float64" &&
  offset === 0 &&
  storage.data.length === elementCount &&
  strides.every((stride, d) => shape[d] === 1 || stride === contiguousStrides(shape)[d]);

export function valuesOf({ storage }: Tensor): Float64Array {
  if (!(storage.data instanceof Float64Array)) throw new Error("float64 storage is a Float64Array");
  return storage.data;
}

/** The outputs' values as they are now: for a look before anything else runs. */
export const glance = (tensors: readonly Tensor[]): Float64Array[] =>
  tensors.map((tensor) => (isWhole(tensor) ? valuesOf(tensor) : ops.toNumbers(tensor)));

/** The outputs' values, out of reach of later changes. */
export const snapshot = (tensors: readonly Tensor[]): Float64Array[] => tensors.map((tensor) => ops.toNumbers(tensor));

/** Changes some of a tensor's elements, runs, and puts them back. */
export function withMoved<T>(input: Tensor, positions: Int32Array, move: (index: number) => number, run: () => T): T {
  const { storage } = input;
  const { data } = storage;
  const count = positions.length;
  const originals = new Float64Array(count);
  const isDouble = data instanceof Float64Array;
  for (let i = 0; i < count; i++) originals[i] = isDouble ? data[positions[i]] : readNumber(storage, positions[i]);
  const write = (i: number, value: number): void => {
    if (isDouble) data[positions[i]] = value;
    else writeScalar(storage, positions[i], value);
  };
  try {
    for (let i = 0; i < count; i++) {
      const by = move(i);
      if (by !== 0) write(i, originals[i] + by);
    }
    return run();
  } finally {
    for (let i = 0; i < count; i++) write(i, originals[i]);
  }
}

/** Writes some elements of a fresh tensor, in order. */
export function writeSeeds(seed: Tensor, isSeeded: (element: number) => boolean, next: () => number): void {
  const { data } = seed.storage;
  const isDouble = data instanceof Float64Array;
  for (let i = 0; i < seed.elementCount; i++) {
    if (!isSeeded(i)) continue;
    if (isDouble) data[i] = next();
    else writeScalar(seed.storage, i, next());
  }
}

/** The input's gradient as numbers: zeros where there is none, null where it is not like the input. */
export function gradientOf(root: Tensor, input: Tensor, seed: Tensor): Float64Array | null {
  const [gradient] = grad([root], [input], [seed], { retainGraph: true, allowUnused: true });
  if (gradient === null) return new Float64Array(input.elementCount);
  if (!sameShape(gradient.shape, input.shape) || gradient.dtype !== input.dtype) return null;
  return ops.toNumbers(gradient);
}

/** Of many backward passes the first few, and some of the others, are run twice: they must give the same. */
export const isRunTwice = (pass: number): boolean => pass < 4 || pass % 16 === 0;

/** Whether two backward passes gave the same. */
export function isRepeated(first: Float64Array, second: Float64Array, tolerance: number): boolean {
  for (let i = 0; i < first.length; i++) if (!(Math.abs(first[i] - second[i]) <= tolerance)) return false;
  return true;
}
