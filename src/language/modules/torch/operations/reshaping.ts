/** Changing a tensor's shape itself: `transpose_`, `unsqueeze_`, `resize_`. */

import { metadataOf } from "../../../../engine/autograd/metadata.ts";
import { runtimeError } from "../../../../engine/errors.ts";
import * as engine from "../../../../engine/index.ts";
import { assign } from "../../../../engine/ops/copy.ts";
import { allocate } from "../../../../engine/tensor/make.ts";
import { checkSizes, countOf, sameShape } from "../../../../engine/tensor/shape.ts";
import { contiguousStrides } from "../../../../engine/tensor/strides.ts";
import type { Tensor } from "../../../../engine/tensor/tensor.ts";

/** Gives a tensor the shape, strides and history of a view of itself. RuntimeError for a leaf that requires gradients. */
export function becomeView(tensor: Tensor, view: Tensor): Tensor {
  const edge = view.gradient?.edge ?? null;
  if (edge !== null) {
    if (engine.isLeaf(tensor)) {
      throw runtimeError("a leaf Variable that requires grad is being used in an in-place operation.");
    }
    metadataOf(tensor).edge = edge;
  }
  tensor.shape = view.shape;
  tensor.strides = view.strides;
  tensor.offset = view.offset;
  tensor.storage.version++;
  return tensor;
}

/** A row-major tensor of another shape over the same memory, which grows where it is too small. */
export function resize(tensor: Tensor, shape: readonly number[]): Tensor {
  if (engine.requiresGrad(tensor)) throw runtimeError("cannot resize variables that require grad");
  checkSizes(shape);
  if (sameShape(tensor.shape, shape)) return tensor;
  const needed = tensor.offset + countOf(shape);
  if (needed > tensor.storage.data.length) {
    const grown = allocate([needed], tensor.dtype);
    const old = tensor.storage.data.length;
    const before = engine.asStrided(tensor, [old], [1], 0);
    assign(engine.narrow(grown, 0, 0, old), before);
    tensor.storage = grown.storage;
  }
  tensor.shape = [...shape];
  tensor.strides = contiguousStrides(shape);
  return tensor;
}
