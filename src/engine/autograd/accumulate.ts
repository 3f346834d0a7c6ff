/** Adding a gradient to a leaf's `grad`. */
import * as ops from "../ops/index.ts";
import { copyOf } from "../tensor/copy.ts";
import { isContiguous } from "../tensor/strides.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { add } from "./functions/arithmetic.ts";
import { clone } from "./functions/copy.ts";
import { metadataOf } from "./metadata.ts";
import { isGradEnabled } from "./modes.ts";

/**
 * The first gradient is kept as it is where it is `owned` (nothing else holds it) and lies as the leaf does, else copied;
 * later ones are added in place, or to a new tensor where the backward pass is itself recorded.
 */
export function accumulate(variable: Tensor, gradient: Tensor, owned: boolean): void {
  const metadata = metadataOf(variable);
  const total = metadata.grad;
  if (isGradEnabled()) {
    metadata.grad = total === null ? clone(gradient) : add(total, gradient);
  } else if (total === null) {
    metadata.grad = owned && isContiguous(gradient) ? gradient : copyOf(gradient);
  } else {
    ops.add(total, gradient, { out: total });
  }
}
