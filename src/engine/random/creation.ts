/** Fresh tensors of random numbers. */
import type { DType } from "../tensor/dtype.ts";
import { allocate } from "../tensor/make.ts";
import { defaultDType } from "../tensor/promotion.ts";
import { checkSizes, type Shape } from "../tensor/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import type { Generator } from "./generator.ts";
import { normal } from "./normal.ts";
import { uniform } from "./uniform.ts";

/** Uniform draws from [0, 1). RuntimeError for an integer dtype or a negative size. */
export function rand(shape: Shape, dtype: DType = defaultDType(), generator?: Generator): Tensor {
  checkSizes(shape);
  return uniform(allocate(shape, dtype), 0, 1, generator);
}

/** Draws of mean 0 and standard deviation 1. RuntimeError for an integer dtype or a negative size. */
export function randn(shape: Shape, dtype: DType = defaultDType(), generator?: Generator): Tensor {
  checkSizes(shape);
  return normal(allocate(shape, dtype), 0, 1, generator);
}
