import type { Tensor } from "../tensor/tensor.ts";

/**
 * The last argument of pointwise operations. With `out` the result is written there, through its strides, after
 * PyTorch's checks of dtype, shape and overlap: `exp(x, { out: x })` is `x.exp_()`.
 */
export interface Out {
  readonly out?: Tensor;
}
