/** In-place operations: what they refuse, and how they rewrite history. */
import { runtimeError } from "../errors.ts";
import * as ops from "../ops/index.ts";
import { checkCastable } from "../ops/pointwise/out.ts";
import { copyOf } from "../tensor/copy.ts";
import { allocate } from "../tensor/make.ts";
import { formatShape, sameShape } from "../tensor/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { copySlices } from "./copy-slices.ts";
import { gradientEdge, isLeaf, requiresGrad } from "./history.ts";
import { metadataOf } from "./metadata.ts";
import { isGradEnabled, isInferenceModeEnabled } from "./modes.ts";
import { type Edge, FormulaNode, type Node } from "./node.ts";
import { refreshViewHistory } from "./views.ts";

/**
 * Throws where an in-place change of the tensor is not allowed. `recorded` says that the change has a history of its own,
 * because another operand requires a gradient.
 */
export function checkInPlace(target: Tensor, recorded = false): void {
  if (target.storage.inference && !isInferenceModeEnabled()) {
    throw runtimeError(
      "Inplace update to inference tensor outside InferenceMode is not allowed.You can make a clone to get a normal tensor before doing inplace update.See https://github.com/pytorch/rfcs/pull/17 for more details.",
    );
  }
  if (!isGradEnabled() || target.gradient === null) return;
  const { view } = target.gradient;
  const wanted = requiresGrad(target);
  if (view === null) {
    if (wanted && isLeaf(target)) {
      throw runtimeError("a leaf Variable that requires grad is being used in an in-place operation.");
    }
    return;
  }
  const baseWanted = requiresGrad(view.base);
  if (recorded || wanted || baseWanted) refuseView(target);
  if ((baseWanted || wanted) && isLeaf(view.base)) {
    throw runtimeError("a view of a leaf Variable that requires grad is being used in an in-place operation.");
  }
}

/** Views that can not be changed in place, by how they were made. */
function refuseView(target: Tensor): void {
  const origin = target.gradient?.view?.origin;
  const edge = target.gradient?.edge ?? null;
  const what = edge === null ? "A view" : `Output ${edge.index} of ${edge.node.name} is a view and`;
  switch (origin) {
    case "no-grad":
      throw runtimeError(
        "A view was created in no_grad mode and is being modified inplace with grad mode enabled. Given that this use case is ambiguous and error-prone, it is forbidden. You can clarify your code by moving both the view and the inplace either both inside the no_grad block (if you don't want the inplace to be tracked) or both outside (if you want the inplace to be tracked).",
      );
    case "inference":
      throw runtimeError(
        "A view was created in inference mode and is being modified inplace with grad mode enabled. Given that this use case is ambiguous and error-prone, it is forbidden. You can clarify your code by moving both the view and the inplace either both inside the inference_mode block (if you don't want the inplace to be tracked) or both outside (if you want the inplace to be tracked).",
      );
    case "multi-output":
      throw runtimeError(
        `${what} is being modified inplace. This view is the output of a function that returns multiple views. Such functions do not allow the output views to be modified inplace. You should replace the inplace operation by an out-of-place one.`,
      );
    case "custom-function":
      throw runtimeError(
        `${what} is being modified inplace. This view was created inside a custom Function (or because an input was returned as-is) and the autograd logic to handle view+inplace would override the custom backward associated with the custom Function, leading to incorrect gradients. This behavior is forbidden. You can fix this by cloning the output of the custom Function.`,
      );
    default:
  }
}

/** Makes `edge` the target's history; where the target is a view, its base's history is changed with it. */
export function rebaseHistory(target: Tensor, edge: Edge): void {
  const metadata = metadataOf(target);
  const { view } = metadata;
  if (view === null) {
    metadata.edge = edge;
    return;
  }
  const { base } = view;
  const node = copySlices(base, gradientEdge(base), target, edge);
  metadataOf(base).edge = { node, index: 0 };
  refreshViewHistory(target, metadata, view);
}

/**
 * What a node keeps of an in-place operation: its result now lies in the target, and the target's old values, if they are
 * kept, must be copied before they are overwritten.
 */
function keepOldValues(node: Node, target: Tensor): void {
  if (!(node instanceof FormulaNode) || node.saved === null || !node.saved.includes(target)) return;
  const old = copyOf(target);
  // The copy has the history that the target had; it is no view any more.
  old.gradient = target.gradient === null ? null : { ...target.gradient, view: null };
  node.saved = node.saved.replacing(target, old);
}

/** Writes a result over a tensor as an in-place operation does, its history included. */
export function replaceInPlace(target: Tensor, result: Tensor): Tensor {
  if (result === target) return target;
  const edge = isGradEnabled() ? (result.gradient?.edge ?? null) : null;
  checkInPlace(target, edge !== null);
  if (!sameShape(result.shape, target.shape)) {
    throw runtimeError(
      `output with shape ${formatShape(target.shape)} doesn't match the broadcast shape ${formatShape(result.shape)}`,
    );
  }
  checkCastable(result.dtype, target.dtype);
  if (edge !== null) keepOldValues(edge.node, target);
  ops.assign(target, result);
  if (edge !== null) {
    if (edge.node instanceof FormulaNode && edge.node.saved?.includes(result) && result.dtype === target.dtype) {
      edge.node.saved = edge.node.saved.replacing(result, target);
    }
    rebaseHistory(target, edge);
  }
  return target;
}

/** Writes a result into the tensor of an `out=` argument, which takes its shape. RuntimeError where gradients would be lost. */
export function writeOut(out: Tensor, result: Tensor, name = "out"): Tensor {
  if (isGradEnabled() && (requiresGrad(out) || requiresGrad(result))) throw outRefused(name);
  checkCastable(result.dtype, out.dtype);
  if (!sameShape(out.shape, result.shape)) {
    const fresh = allocate(result.shape, out.dtype);
    if (fresh.elementCount > out.storage.data.length) out.storage = fresh.storage;
    out.shape = fresh.shape;
    out.strides = fresh.strides;
  }
  return ops.assign(out, result);
}

export const outRefused = (name: string): Error =>
  runtimeError(
    `${name}(): functions with out=... arguments don't support automatic differentiation, but one of the arguments requires grad.`,
  );
