/** The history of a tensor one of whose views was changed in place (PyTorch's CopySlices). */
import { allocateStrided } from "../tensor/make.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { clone, copyInPlace } from "./functions/copy.ts";
import { asStrided } from "./functions/strided.ts";
import { type Edge, type Gradients, Node } from "./node.ts";
import { geometryIn, type ViewGeometry } from "./views.ts";

/** Passes the gradient of the base on, but lets that of the changed part go through the operation that changed it. */
class CopySlices extends Node {
  constructor(
    baseEdge: Edge | null,
    base: Tensor,
    private readonly strides: readonly number[],
    private readonly geometry: ViewGeometry,
    /** The operation that changed the view. */
    private readonly change: Edge,
  ) {
    super("CopySlices", [baseEdge, ...change.node.nextEdges.slice(1)], [{ shape: base.shape, dtype: base.dtype }]);
    // The old history of the view is that of the base: what is asked of the base is asked of the view.
    change.node.nextEdges = this.nextEdges;
  }

  apply([gradient]: readonly (Tensor | null)[]): Gradients {
    if (gradient === null) return this.nextEdges.map(() => null);
    const result = copyInPlace(allocateStrided(gradient.shape, this.strides, gradient.dtype), gradient);
    const { shape, strides, offset } = this.geometry;
    const part = asStrided(result, shape, strides, result.offset + offset);
    const { node, index } = this.change;
    const outputs: Gradients = node.outputs.map(() => null);
    outputs[index] = clone(part);
    const [own, ...others] = node.apply(outputs);
    if (this.needs(0)) copyInPlace(part, own ?? 0);
    return [this.needs(0) ? result : null, ...others];
  }

  override release(): void {
    this.change.node.release();
  }
}

/** The node that becomes the base's maker after `change` has written to `view`. */
export const copySlices = (base: Tensor, baseEdge: Edge | null, view: Tensor, change: Edge): Node =>
  new CopySlices(baseEdge, base, base.strides, geometryIn(base, view), change);
