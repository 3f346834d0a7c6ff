/** What a tensor shows of its history: leaf or not, gradient, the node that made it. */
import { runtimeError } from "../errors.ts";
import { isFloating } from "../tensor/dtype.ts";
import { viewOf } from "../tensor/make.ts";
import { Storage } from "../tensor/storage.ts";
import { Tensor } from "../tensor/tensor.ts";
import { accumulate } from "./accumulate.ts";
import { add } from "./functions/arithmetic.ts";
import { clone } from "./functions/copy.ts";
import { type GradientMetadata, metadataOf } from "./metadata.ts";
import { isGradEnabled } from "./modes.ts";
import { AccumulateGrad, type Edge, type Node } from "./node.ts";
import { refreshViewHistory } from "./views.ts";

/** The tensor's edge; a view whose base has changed since gets a new history first. */
function currentEdge(metadata: GradientMetadata, tensor: Tensor): Edge | null {
  const { view } = metadata;
  if (view !== null && view.version !== tensor.storage.version) refreshViewHistory(tensor, metadata, view);
  return metadata.edge;
}

export function requiresGrad(tensor: Tensor): boolean {
  const { gradient } = tensor;
  if (gradient === null) return false;
  return gradient.requiresGrad || currentEdge(gradient, tensor) !== null;
}

/** No operation made it, or none that was recorded. */
export const isLeaf = (tensor: Tensor): boolean => gradFnOf(tensor) === null;

/** The recorded operation that made the tensor; null for a leaf. */
export function gradFnOf(tensor: Tensor): Node | null {
  const { gradient } = tensor;
  return gradient === null ? null : (currentEdge(gradient, tensor)?.node ?? null);
}

/** Where the tensor's gradient goes; null where it requires none. */
export function gradientEdge(tensor: Tensor): Edge | null {
  const { gradient } = tensor;
  if (gradient === null) return null;
  const edge = currentEdge(gradient, tensor);
  if (edge !== null || !gradient.requiresGrad) return edge;
  return { node: accumulatorOf(tensor), index: 0 };
}

/** The node that adds up a leaf's gradients. */
export function accumulatorOf(leaf: Tensor): AccumulateGrad {
  const metadata = metadataOf(leaf);
  metadata.accumulator ??= new AccumulateGrad(leaf, accumulate);
  return metadata.accumulator;
}

export const gradOf = (tensor: Tensor): Tensor | null => tensor.gradient?.grad ?? null;
export function setGrad(tensor: Tensor, grad: Tensor | null): void {
  if (grad !== null || tensor.gradient !== null) metadataOf(tensor).grad = grad;
}

/** Asks for gradients of a leaf, or no longer. RuntimeError for tensors that are not floats, and those with history. */
export function setRequiresGrad(tensor: Tensor, wanted: boolean): Tensor {
  if (!isLeaf(tensor)) {
    if (!wanted) {
      throw runtimeError(
        "you can only change requires_grad flags of leaf variables. If you want to use a computed variable in a subgraph that doesn't require differentiation use var_no_grad = var.detach().",
      );
    }
    return tensor;
  }
  if (wanted && !isFloating(tensor.dtype)) {
    throw runtimeError("only Tensors of floating point dtype can require gradients");
  }
  if (wanted && tensor.storage.inference) {
    throw runtimeError("Setting requires_grad=True on inference tensor outside InferenceMode is not allowed.");
  }
  if (wanted || tensor.gradient !== null) metadataOf(tensor).requiresGrad = wanted;
  return tensor;
}

/** The same memory without history; changes are seen on both sides. */
export function detach(tensor: Tensor): Tensor {
  return viewOf(tensor, tensor.shape, tensor.strides);
}

/** Forgets the history, in place. RuntimeError for a view. */
export function detach_(tensor: Tensor): Tensor {
  const { gradient } = tensor;
  if (gradient === null) return tensor;
  if (gradient.view !== null && gradient.view.origin === "recorded") {
    throw runtimeError(
      "Can't detach views in-place. Use detach() instead. If you are using DistributedDataParallel (DDP) for training, and gradient_as_bucket_view is set as True, gradients are views of DDP buckets, and hence detach_() cannot be called on these gradients. To fix this error, please refer to the Optimizer.zero_grad() function in torch/optim/optimizer.py as the solution.",
    );
  }
  gradient.edge = null;
  gradient.requiresGrad = false;
  return tensor;
}

/** `x.data`: the same memory without history, whose changes no version check sees. */
export function dataOf(tensor: Tensor): Tensor {
  const { storage } = tensor;
  return new Tensor(new Storage(storage.dtype, storage.data), tensor.shape, tensor.strides, tensor.offset);
}

/** `x.data = value`: gives the tensor the value's memory, shape and dtype, and keeps its autograd state. */
export function withData(tensor: Tensor, value: Tensor): Tensor {
  tensor.storage = value.storage;
  tensor.shape = value.shape;
  tensor.strides = value.strides;
  tensor.offset = value.offset;
  return tensor;
}

export const isInference = (tensor: Tensor): boolean => tensor.storage.inference;

/** Keeps the gradient of a tensor that is not a leaf in its `grad`. RuntimeError where it requires none. */
export function retainGrad(tensor: Tensor): void {
  if (!requiresGrad(tensor)) throw runtimeError("can't retain_grad on Tensor that has requires_grad=False");
  const metadata = metadataOf(tensor);
  const edge = currentEdge(metadata, tensor);
  if (edge === null || metadata.retainsGrad) return;
  metadata.retainsGrad = true;
  edge.node.ensureHooks().retain.set(edge.index, (gradient) => {
    metadata.grad = metadata.grad === null ? clone(gradient) : add(gradient, metadata.grad);
    return null;
  });
}

/** Whether an operation on these inputs is recorded. */
export function records(...inputs: readonly unknown[]): boolean {
  return recordsAny(inputs);
}

/** The same of a list, which may be longer than what one call takes as arguments. */
export function recordsAny(inputs: readonly unknown[]): boolean {
  if (!isGradEnabled()) return false;
  for (const input of inputs)
    if (input instanceof Tensor && input.gradient !== null && requiresGrad(input)) return true;
  return false;
}
