/** Functions that see gradients as they pass. Each registration returns what takes it back. */

import { runtimeError } from "../errors.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { accumulatorOf, gradientEdge } from "./history.ts";
import type { GradientHook, Node } from "./node.ts";

function remove<T>(list: T[], item: T): void {
  const at = list.indexOf(item);
  if (at >= 0) list.splice(at, 1);
}

/** Calls the hook with the tensor's gradient when it is complete; what it returns replaces the gradient. */
export function registerHook(tensor: Tensor, hook: GradientHook): () => void {
  const edge = gradientEdge(tensor);
  if (edge === null) throw runtimeError("cannot register a hook on a tensor that doesn't require gradient");
  const list = hooksOf(edge.node, edge.index);
  list.push(hook);
  return () => remove(list, hook);
}

function hooksOf(node: Node, index: number): GradientHook[] {
  const hooks = node.ensureHooks().tensor;
  let list = hooks.get(index);
  if (list === undefined) {
    list = [];
    hooks.set(index, list);
  }
  return list;
}

/** Calls the hook after a gradient has been added to a leaf's `grad`. */
export function registerPostAccumulateHook(leaf: Tensor, hook: (leaf: Tensor) => void): () => void {
  const { postAccumulateHooks } = accumulatorOf(leaf);
  postAccumulateHooks.push(hook);
  return () => remove(postAccumulateHooks, hook);
}
