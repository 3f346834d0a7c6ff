/** Dropout (Srivastava et al. 2014): zeros with probability p, the rest scaled by 1 / (1 - p). */
import { runtimeError } from "../../errors.ts";
import { formatDouble } from "../../number-format.ts";
import * as ops from "../../ops/index.ts";
import type { Out } from "../../ops/options.ts";
import { dropoutMask } from "../../random/distributions.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { mul } from "./arithmetic.ts";
import { noOptions } from "./define.ts";

/** The mask lies in memory as the input does, and is drawn in that order. RuntimeError for a probability outside [0, 1]. */
export function dropout(input: Tensor, p: number, train: boolean, options: Out = noOptions): Tensor {
  if (!(p >= 0 && p <= 1)) {
    throw runtimeError(`dropout probability has to be between 0 and 1, but got ${formatDouble(p)}`);
  }
  if (p === 0 || !train || input.elementCount === 0) return input;
  if (p === 1) return mul(input, ops.zeros([], input.dtype), options);
  return mul(input, dropoutMask(ops.emptyLike(input), p), options);
}
