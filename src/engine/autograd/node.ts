import type { Tensor } from "../tensor/tensor.ts";

/** Where a gradient goes next: input `index` of `node`. */
export interface Edge {
  readonly node: Node;
  readonly index: number;
}

/** One recorded operation (PyTorch's Node). */
export interface Node {
  /** PyTorch's class name, shown as `grad_fn=<AddBackward0>`. */
  readonly name: string;
  readonly nextEdges: readonly (Edge | null)[];
  /** Gradients of the outputs to gradients of the inputs; null where none flows. */
  apply(gradOutputs: readonly (Tensor | null)[]): (Tensor | null)[];
}
