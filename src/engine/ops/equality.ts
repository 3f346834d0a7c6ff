/** Whether whole tensors are equal or close. */
import { runtimeError } from "../errors.ts";
import { cppTypeNames } from "../tensor/names.ts";
import { sameShape } from "../tensor/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { eq } from "./comparison.ts";
import { item } from "./copy.ts";
import { all } from "./reductions.ts";
import { type CloseOptions, isclose } from "./selection.ts";

/** Same shape and elements; NaN is not equal to itself. RuntimeError where the dtypes differ. */
export function equal(a: Tensor, b: Tensor): boolean {
  if (a.dtype !== b.dtype) {
    throw runtimeError(
      `Expected object of data type ${cppTypeNames[a.dtype]} but got data type ${cppTypeNames[b.dtype]} for argument 'other' in call to equal`,
    );
  }
  return sameShape(a.shape, b.shape) && item(all(eq(a, b))) === true;
}

/** Whether isclose holds everywhere; the shapes broadcast. */
export const allclose = (a: Tensor, b: Tensor, options: CloseOptions = {}): boolean =>
  Boolean(item(all(isclose(a, b, options))));
