/** Whether whole tensors are equal or close. */
import { sameShape } from "../tensor/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { eq } from "./comparison.ts";
import { item } from "./copy.ts";
import { all } from "./reductions.ts";
import { type CloseOptions, isclose } from "./selection.ts";

/** Same shape and elements, of whatever dtypes; NaN is not equal to itself. */
export function equal(a: Tensor, b: Tensor): boolean {
  return sameShape(a.shape, b.shape) && item(all(eq(a, b))) === true;
}

/** Whether isclose holds everywhere; the shapes broadcast. */
export const allclose = (a: Tensor, b: Tensor, options: CloseOptions = {}): boolean =>
  Boolean(item(all(isclose(a, b, options))));
