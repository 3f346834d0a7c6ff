/** Where elements are not zero. */

import { runtimeError } from "../errors.ts";
import { allocateStrided } from "../tensor/make.ts";
import { newPlaces } from "../tensor/places.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { Writer } from "../tensor/walk.ts";
import { worked } from "../work.ts";
import { toNumbers } from "./copy.ts";
import { select, unsqueeze } from "./views.ts";

/** The indices of all elements that are not zero, a row each, in row-major order: shape [count, dimensions]. */
export function nonzero(input: Tensor): Tensor {
  const values = toNumbers(input);
  const rank = input.shape.length;
  let count = 0;
  for (const value of values) if (value !== 0) count++;
  const found = newPlaces(count);
  for (let i = 0, at = 0; at < count; i++) if (values[i] !== 0) found[at++] = i;
  // A column lies together in memory, as PyTorch has it.
  const result = allocateStrided([found.length, rank], [1, Math.max(found.length, 1)], "int64");
  const entries = new Float64Array(found.length * rank);
  for (let row = 0; row < found.length; row++) {
    let rest = found[row];
    worked(4 * rank);
    for (let dim = rank - 1; dim >= 0; dim--) {
      const size = input.shape[dim];
      entries[row * rank + dim] = rest % size;
      rest = Math.floor(rest / size);
    }
  }
  new Writer(result).write(entries, entries.length);
  return result;
}

/** One index vector for each dimension (`nonzero(as_tuple=True)`). */
export function nonzeroTuple(input: Tensor): Tensor[] {
  const whole = nonzero(input.shape.length === 0 ? unsqueeze(input, 0) : input);
  return Array.from({ length: whole.shape[1] }, (_, dim) => select(whole, 1, dim));
}

/** The truth of a one-element tensor. RuntimeError for others. */
export function truth(input: Tensor): boolean {
  const count = input.elementCount;
  if (count === 0) throw runtimeError("Boolean value of Tensor with no values is ambiguous");
  if (count > 1) throw runtimeError("Boolean value of Tensor with more than one value is ambiguous");
  return toNumbers(input)[0] !== 0;
}
