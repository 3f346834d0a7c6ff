/** What losses add up: noted by the sums and means over all elements, for whoever runs a function to find out. */
import type { Tensor } from "../tensor/tensor.ts";
import { gradFnOf } from "./history.ts";
import type { Node } from "./node.ts";

export interface ObservedSum {
  readonly terms: Tensor;
  /** Of the terms' memory when they were added. */
  readonly version: number;
  readonly isMean: boolean;
}

let observed: Map<Node, ObservedSum> | null = null;

/** `result` is recorded as the sum or mean of all of `terms`. */
export function noteSum(result: Tensor, terms: Tensor, isMean: boolean): void {
  const node = observed === null ? null : gradFnOf(result);
  if (node !== null) observed?.set(node, { terms, version: terms.storage.version, isMean });
}

/** What a function returns, and its sums by the nodes that recorded them. */
export function observingSums<T>(run: () => T): { readonly result: T; readonly sums: ReadonlyMap<Node, ObservedSum> } {
  const outer = observed;
  const sums = new Map<Node, ObservedSum>();
  observed = sums;
  try {
    return { result: run(), sums };
  } finally {
    observed = outer;
  }
}
