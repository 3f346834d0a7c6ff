import type { Tensor } from "../tensor/tensor.ts";
import type { AccumulateGrad, Edge } from "./node.ts";

/** How a view came to be, as far as it limits in-place changes (PyTorch's CreationMeta). */
export type ViewOrigin = "recorded" | "no-grad" | "inference" | "multi-output" | "custom-function";

/** What a view knows of the tensor that it looks into. */
export interface ViewRelation {
  readonly base: Tensor;
  readonly origin: ViewOrigin;
  /** The storage's version when the view's history was taken; the history is rebuilt where it has moved on. */
  version: number;
}

/** The autograd state of a tensor (PyTorch's AutogradMeta). */
export interface GradientMetadata {
  /** Asked for by the user; a tensor with history requires gradients too. */
  requiresGrad: boolean;
  grad: Tensor | null;
  /** The output of the recorded operation that made this tensor; null for a leaf. */
  edge: Edge | null;
  /** Where a leaf's gradients arrive; made when the leaf is first used. */
  accumulator: AccumulateGrad | null;
  view: ViewRelation | null;
  retainsGrad: boolean;
}

export const emptyMetadata = (): GradientMetadata => ({
  requiresGrad: false,
  grad: null,
  edge: null,
  accumulator: null,
  view: null,
  retainsGrad: false,
});

/** The tensor's metadata, made where it has none. */
export function metadataOf(tensor: Tensor): GradientMetadata {
  tensor.gradient ??= emptyMetadata();
  return tensor.gradient;
}
