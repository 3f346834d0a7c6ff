/** Copies, conversions, and reading values out of a tensor. */

import { runtimeError } from "../errors.ts";
import { copyElements, copyOf } from "../tensor/copy.ts";
import type { DType } from "../tensor/dtype.ts";
import { readNumber, readScalar } from "../tensor/elements.ts";
import type { Scalar } from "../tensor/scalar.ts";
import { countOf, sameShape } from "../tensor/shape.ts";
import { admit, Storage } from "../tensor/storage.ts";
import { isDense } from "../tensor/strides.ts";
import { Tensor } from "../tensor/tensor.ts";
import { IndexWalk, Reader } from "../tensor/walk.ts";
import { worked } from "../work.ts";
import { denseStrides } from "./pointwise/layout.ts";
import { checkNoInternalOverlap } from "./pointwise/out.ts";
import { expand } from "./views.ts";

/** A copy with the memory order of the input kept (`clone`, preserve_format). */
export function clone(input: Tensor): Tensor {
  return convertPreserving(input, input.dtype);
}

/** A fresh tensor of another dtype, or the tensor itself where it has that dtype (`to`). */
export function to(input: Tensor, dtype: DType): Tensor {
  return input.dtype === dtype ? input : convertPreserving(input, dtype);
}

/** A tensor of zeros with another's shape and memory order (`empty_like`). */
export function emptyLike(input: Tensor, dtype: DType = input.dtype): Tensor {
  const strides = isDense(input) ? input.strides : denseStrides(input);
  return new Tensor(Storage.allocate(dtype, countOf(input.shape)), input.shape, strides, 0);
}

/** The values in the memory order of another tensor of their shape; themselves where they lie so. */
export function inOrderOf(values: Tensor, like: Tensor): Tensor {
  const target = emptyLike(like, values.dtype);
  if (sameShape(target.strides, values.strides) && values.offset === 0) return values;
  copyElements(target, values);
  return target;
}

function convertPreserving(input: Tensor, dtype: DType): Tensor {
  const target = emptyLike(input, dtype);
  copyElements(target, input);
  return target;
}

/** Writes source over target (`copy_`): broadcast, converted, through strides; raises the version. */
export function assign(target: Tensor, source: Tensor): Tensor {
  const expanded = expand(source, target.shape);
  checkNoInternalOverlap(target);
  target.storage.version++;
  // Overlapping memory is read whole before it is written.
  const shared = source.storage === target.storage && source !== target;
  copyElements(target, shared ? copyOf(expanded) : expanded);
  return target;
}

/** A copy, or the values written into `out`. */
export const copyTo = (input: Tensor, out?: Tensor): Tensor => (out === undefined ? clone(input) : assign(out, input));

/** The only element. RuntimeError where there are more or none. */
export function item(input: Tensor): Scalar {
  const count = input.elementCount;
  if (count !== 1) throw runtimeError(`a Tensor with ${count} elements cannot be converted to Scalar`);
  return readScalar(input.storage, input.offset);
}

/** The only element as a double; for internal use where int64 precision does not matter. */
export const itemNumber = (input: Tensor): number => {
  item(input);
  return readNumber(input.storage, input.offset);
};

/** All elements in row-major order as Scalars of the tensor's kind. */
export function toScalars(input: Tensor): Scalar[] {
  const walk = new IndexWalk(input);
  return Array.from({ length: input.elementCount }, () => readScalar(input.storage, walk.next()));
}

/** All elements in row-major order as doubles. */
export function toNumbers(input: Tensor): Float64Array<ArrayBuffer> {
  const count = input.elementCount;
  // An expanded tensor may stand for more than memory holds.
  if (count > input.storage.data.length) admit(8 * count);
  const values = new Float64Array(count);
  if (count > 0) new Reader(input).read(values, count);
  return values;
}

export type NestedScalars = Scalar | NestedScalars[];

/** Nested arrays of the values (`tolist`); a Scalar for a 0-d tensor. */
export function toNested(input: Tensor): NestedScalars {
  const scalars = toScalars(input);
  const build = (dim: number, start: number, step: number): NestedScalars => {
    if (dim === input.shape.length) return scalars[start];
    const inner = step / Math.max(input.shape[dim], 1);
    worked(8 * input.shape[dim]);
    return Array.from({ length: input.shape[dim] }, (_, i) => build(dim + 1, start + i * inner, inner));
  };
  return build(0, 0, scalars.length);
}
