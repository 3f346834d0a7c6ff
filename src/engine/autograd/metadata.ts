import type { Tensor } from "../tensor/tensor.ts";
import type { Node } from "./node.ts";

/** The autograd state of a tensor (PyTorch's AutogradMeta). */
export interface GradientMetadata {
  requiresGrad: boolean;
  grad: Tensor | null;
  /** The recorded operation that made this tensor; null for a leaf. */
  gradFn: Node | null;
  /** Which of the node's outputs this tensor is. */
  outputIndex: number;
  retainsGrad: boolean;
}
