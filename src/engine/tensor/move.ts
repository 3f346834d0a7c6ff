/** Moving single elements of any dtype without looking at their values: gather, scatter and copies. */
import { worked } from "../work.ts";
import { type DType, dtypes, type ElementArray } from "./dtype.ts";

/** An array's memory as words of at most four bytes. */
export type Words = Uint8Array | Uint16Array | Int32Array;

/** An array's memory as whole words: moving those keeps every bit, NaN payloads too. */
export function asWords(data: ElementArray): Words {
  const { buffer, byteOffset, byteLength, BYTES_PER_ELEMENT: bytes } = data;
  if (bytes === 1) return new Uint8Array(buffer, byteOffset, byteLength);
  if (bytes === 2) return new Uint16Array(buffer, byteOffset, byteLength / 2);
  return new Int32Array(buffer, byteOffset, byteLength / 4);
}

/** Moves `n` elements between evenly spaced places; positions and steps count elements. */
export type Move = (to: Words, t: number, tStep: number, from: Words, f: number, fStep: number, n: number) => void;

// Functions with one body, so that each sees one kind of array and stays fast.
const moveBytes: Move = (to, t, tStep, from, f, fStep, n) => {
  for (let i = 0; i < n; i++, t += tStep, f += fStep) to[t] = from[f];
};
const moveHalves: Move = (to, t, tStep, from, f, fStep, n) => {
  for (let i = 0; i < n; i++, t += tStep, f += fStep) to[t] = from[f];
};
const moveWords: Move = (to, t, tStep, from, f, fStep, n) => {
  for (let i = 0; i < n; i++, t += tStep, f += fStep) to[t] = from[f];
};
const moveDoubles: Move = (to, t, tStep, from, f, fStep, n) => {
  for (let i = 0, a = 2 * t, b = 2 * f; i < n; i++, a += 2 * tStep, b += 2 * fStep) {
    to[a] = from[b];
    to[a + 1] = from[b + 1];
  }
};

export function moverOf(dtype: DType): Move {
  const { bytes } = dtypes[dtype];
  return bytes === 1 ? moveBytes : bytes === 2 ? moveHalves : bytes === 4 ? moveWords : moveDoubles;
}

/** Sources anywhere in memory are slow to read: so many between two looks at the interrupt. */
const countedSources = 2 ** 18;

/** Copies element `from[sources[i]]` to `to[start + i]`. */
export function gatherElements(dtype: DType, to: Words, start: number, from: Words, sources: ArrayLike<number>): void {
  const isWide = dtypes[dtype].bytes === 8;
  for (let first = 0; first < sources.length; first += countedSources) {
    const end = Math.min(first + countedSources, sources.length);
    worked(4 * (end - first));
    if (isWide) {
      for (let i = first, t = (start + first) * 2; i < end; i++, t += 2) {
        const s = sources[i] * 2;
        to[t] = from[s];
        to[t + 1] = from[s + 1];
      }
    } else for (let i = first; i < end; i++) to[start + i] = from[sources[i]];
  }
}
