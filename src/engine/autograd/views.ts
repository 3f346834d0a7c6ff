/** The history of views: rebuilt from the base when in-place operations have changed it. */

import { runtimeError } from "../errors.ts";
import type { Shape } from "../tensor/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { asStridedAdjoint } from "./functions/strided.ts";
import { gradientEdge } from "./history.ts";
import type { GradientMetadata, ViewRelation } from "./metadata.ts";
import { FormulaNode } from "./node.ts";

/** Where a view lies in its base. */
export interface ViewGeometry {
  readonly shape: Shape;
  readonly strides: Shape;
  /** Counted from the base's first element. */
  readonly offset: number;
}

export const geometryIn = (base: Tensor, view: Tensor): ViewGeometry => ({
  shape: view.shape,
  strides: view.strides,
  offset: view.offset - base.offset,
});

/** Takes a view's history anew from its base, whose memory has changed since. */
export function refreshViewHistory(tensor: Tensor, metadata: GradientMetadata, view: ViewRelation): void {
  const { base } = view;
  const edge = gradientEdge(base);
  if (edge !== null && view.origin === "multi-output" && metadata.edge !== null) {
    throw runtimeError(
      `Output ${metadata.edge.index} of ${metadata.edge.node.name} is a view and its base or another view of its base has been modified inplace. This view is the output of a function that returns multiple views. Such functions do not allow the output views to be modified inplace. You should replace the inplace operation by an out-of-place one.`,
    );
  }
  view.version = tensor.storage.version;
  if (edge === null) return;
  const baseGeometry = { shape: base.shape, strides: base.strides, offset: 0 };
  const geometry = geometryIn(base, tensor);
  const node = new FormulaNode(
    "AsStridedBackward0",
    [edge],
    [{ shape: tensor.shape, dtype: tensor.dtype }],
    ([gradient]) => [gradient === null ? null : asStridedAdjoint(gradient, geometry, baseGeometry)],
    null,
  );
  metadata.edge = { node, index: 0 };
}
