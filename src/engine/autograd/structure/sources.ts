/**
 * Gradient checks where each element of an output depends on one element of an input at most: pointwise functions, and
 * weights and biases that are broadcast. All elements of the input are moved at once, and a backward pass asks for one
 * output of each.
 *
 * Which element an output depends on is read off the bits of elements' numbers: those with the bit are moved, then those
 * without, and an output must change with one of the halves only. The backward pass is tested in the same halves.
 */

import { writeScalar } from "../../tensor/elements.ts";
import { allocate } from "../../tensor/make.ts";
import { castNumber } from "../../tensor/scalar.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { storagePositions } from "../../tensor/walk.ts";
import { isClose } from "../closeness.ts";
import {
  type Agreement,
  type Evaluate,
  glance,
  gradientOf,
  isRepeated,
  isRunTwice,
  isSame,
  type Root,
  scatter,
  snapshot,
  type Verdict,
  withMoved,
  writeSeeds,
} from "./moves.ts";

/** For every output, and each of its elements, the element of the input that it depends on; -1 where it does on none. */
export type Sources = readonly Int32Array[];

const none = -1;

const lowestBits = (count: number): number[] => {
  const bits: number[] = [];
  for (let bit = 1; bit < count; bit *= 2) bits.push(bit);
  return bits;
};

/** Which elements of the outputs have other bits than before; null where the outputs are not of the same sizes. */
function changes(before: readonly Float64Array[], after: readonly Float64Array[]): Uint8Array[] | null {
  if (before.length !== after.length || before.some(({ length }, i) => length !== after[i].length)) return null;
  return before.map((values, i) => {
    const others = after[i];
    const changed = new Uint8Array(values.length);
    for (let k = 0; k < values.length; k++) {
      const value = values[k];
      // Most are the same, and neither zero nor NaN.
      if ((value !== others[k] || value === 0) && !isSame(value, others[k])) changed[k] = 1;
    }
    return changed;
  });
}

/** The sources, or null where an output depends on more than one element, or on something else. */
export function sourcesOf(evaluate: Evaluate, input: Tensor, outputs: readonly Tensor[], eps: number): Sources | null {
  const count = input.elementCount;
  if (count === 0) return null;
  const before = snapshot(outputs);
  if (changes(before, glance(evaluate()))?.every((changed) => !changed.includes(1)) !== true) return null;
  const positions = storagePositions(input);
  const next = scatter();
  const moved = (size: number, isMoved: (element: number) => boolean): Uint8Array[] | null =>
    withMoved(
      input,
      positions,
      (element) => (isMoved(element) ? next() * size : 0),
      () => changes(before, glance(evaluate())),
    );
  const bits = lowestBits(count);
  const sources = before.map(({ length }) => new Int32Array(length));
  const known = before.map(({ length }) => new Uint8Array(length));
  for (const bit of bits) {
    // A step that changes what is far from linear finds dependences only; that of the differences names the sources.
    for (const size of [1, eps]) {
      const withBit = moved(size, (element) => (element & bit) !== 0);
      const without = moved(size, (element) => (element & bit) === 0);
      if (withBit === null || without === null) return null;
      for (let i = 0; i < sources.length; i++) {
        const [own, met, yes, no] = [sources[i], known[i], withBit[i], without[i]];
        for (let k = 0; k < own.length; k++) {
          if (yes[k] + no[k] === 2) return null;
          if (size !== eps) continue;
          met[k] += yes[k] + no[k];
          if (yes[k] === 1) own[k] += bit;
        }
      }
    }
  }
  if (bits.length === 0) return sources;
  for (let i = 0; i < sources.length; i++) {
    for (let k = 0; k < sources[i].length; k++) {
      if (known[i][k] === 0) sources[i][k] = none;
      else if (known[i][k] !== bits.length || sources[i][k] >= count) return null;
    }
  }
  return sources;
}

/** Outputs when every element of the input is lower, and higher, and how far apart the two are. */
export interface AllMoved {
  readonly low: readonly Float64Array[];
  readonly high: readonly Float64Array[];
  /** Of each element: what is stored is rounded to the input's dtype. */
  readonly steps: Float64Array;
}

/** Null where an output moves that was found to depend on nothing. */
export function moveAll(evaluate: Evaluate, input: Tensor, sources: Sources, eps: number): AllMoved | null {
  const positions = storagePositions(input);
  const stored = (by: number): { values: Float64Array[]; at: Float64Array } =>
    withMoved(
      input,
      positions,
      () => by,
      () => ({ values: snapshot(evaluate()), at: snapshot([input])[0] }),
    );
  const low = stored(-eps);
  const high = stored(eps);
  const isLike = (values: readonly Float64Array[]): boolean =>
    values.length === sources.length && values.every(({ length }, i) => length === sources[i].length);
  if (!isLike(low.values) || !isLike(high.values)) return null;
  const isStray = sources.some((own, i) =>
    own.some((source, k) => source === none && !Object.is(low.values[i][k], high.values[i][k])),
  );
  if (isStray) return null;
  return { low: low.values, high: high.values, steps: high.at.map((value, i) => value - low.at[i]) };
}

/** Whether the backward pass takes gradients of outputs to their sources only. */
function isLocal(root: Tensor, input: Tensor, own: Int32Array): boolean {
  const next = scatter();
  const found = (isSeeded: (source: number) => boolean): Float64Array | null => {
    const seed = allocate(root.shape, root.dtype);
    writeSeeds(seed, (k) => isSeeded(own[k]), next);
    return gradientOf(root, input, seed);
  };
  if (own.includes(none) && found((source) => source === none)?.every((value) => value === 0) !== true) return false;
  return lowestBits(input.elementCount).every((bit) =>
    [0, bit].every((half) =>
      found((source) => source !== none && (source & bit) === half)?.every(
        (value, element) => value === 0 || (element & bit) === half,
      ),
    ),
  );
}

/** The outputs' elements in layers, each of which has one element of every source at most. */
function layersOf(own: Int32Array, sources: number): number[][] {
  const met = new Uint32Array(sources);
  const layers: number[][] = [];
  for (let k = 0; k < own.length; k++) {
    const source = own[k];
    if (source === none) continue;
    const layer = met[source]++;
    if (layer === layers.length) layers.push([]);
    layers[layer].push(k);
  }
  return layers;
}

/** For every root, whether its Jacobian by an input agrees with central differences, by PyTorch's rule. */
export function verdictsBySources(
  evaluate: Evaluate,
  input: Tensor,
  roots: readonly Root[],
  sources: Sources,
  agreement: Agreement,
): Verdict[] {
  const moved = moveAll(evaluate, input, sources, agreement.eps);
  return roots.map(({ root, index }) => {
    const own = sources[index];
    if (moved === null || !isLocal(root, input, own)) return "unclear";
    const [low, high] = [moved.low[index], moved.high[index]];
    let verdict: Verdict = "agrees";
    const seed = allocate(root.shape, root.dtype);
    for (const [pass, layer] of layersOf(own, input.elementCount).entries()) {
      for (const k of layer) writeScalar(seed.storage, k, 1);
      const first = gradientOf(root, input, seed);
      const second = isRunTwice(pass) ? gradientOf(root, input, seed) : first;
      for (const k of layer) writeScalar(seed.storage, k, 0);
      if (first === null || second === null || !isRepeated(first, second, agreement.nondetTol)) return "unclear";
      const isRight = (k: number): boolean =>
        isClose(first[own[k]], castNumber(high[k] - low[k], root.dtype) / (2 * agreement.eps), agreement);
      if (!layer.every(isRight)) verdict = "differs";
    }
    return verdict;
  });
}
