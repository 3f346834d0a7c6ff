/** Sizes and dimensions: checked and worded as PyTorch does. */
import { indexError, runtimeError } from "../errors.ts";

export type Shape = readonly number[];

export const formatShape = (shape: Shape): string => `[${shape.join(", ")}]`;

export function countOf(shape: Shape): number {
  let count = 1;
  for (const size of shape) count *= size;
  return count;
}

export function sameShape(a: Shape, b: Shape): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** A possibly negative dimension of a tensor with `rank` dimensions; a 0-d tensor has the dimensions -1 and 0. */
export function wrapDim(dim: number, rank: number): number {
  const range = Math.max(rank, 1);
  if (dim < -range || dim >= range) {
    throw indexError(`Dimension out of range (expected to be in range of [${-range}, ${range - 1}], but got ${dim})`);
  }
  return dim < 0 ? dim + range : dim;
}

/** As wrapDim, for functions that need a real dimension. */
export function wrapDimOfTensor(dim: number, rank: number): number {
  if (rank === 0) throw indexError(`Dimension specified as ${dim} but tensor has no dimensions`);
  return wrapDim(dim, rank);
}

/** Wrapped dimensions without repeats, as given. */
export function wrapDims(dims: readonly number[], rank: number): number[] {
  const wrapped: number[] = [];
  for (const dim of dims) {
    const d = wrapDim(dim, rank);
    if (wrapped.includes(d)) throw runtimeError(`dim ${d} appears multiple times in the list of dims`);
    wrapped.push(d);
  }
  if (rank > 64) throw runtimeError("only tensors with up to 64 dims are supported");
  return wrapped;
}

/** The broadcast of two shapes; the error names them "tensor a" and "tensor b". */
export function broadcastTwo(a: Shape, b: Shape): Shape {
  if (sameShape(a, b)) return a;
  const rank = Math.max(a.length, b.length);
  const result = new Array<number>(rank);
  for (let i = rank - 1; i >= 0; i--) {
    const sizeA = a[i - rank + a.length] ?? 1;
    const sizeB = b[i - rank + b.length] ?? 1;
    if (sizeA !== sizeB && sizeA !== 1 && sizeB !== 1) {
      throw runtimeError(
        `The size of tensor a (${sizeA}) must match the size of tensor b (${sizeB}) at non-singleton dimension ${i}`,
      );
    }
    result[i] = sizeA === 1 ? sizeB : sizeA;
  }
  return result;
}

export function broadcastShapes(shapes: readonly Shape[]): Shape {
  let result: Shape = shapes[0] ?? [];
  for (let i = 1; i < shapes.length; i++) result = broadcastTwo(result, shapes[i]);
  return result;
}

export function checkSizes(shape: Shape): void {
  for (const size of shape) {
    if (size < 0) {
      throw runtimeError(`Trying to create tensor with negative dimension ${size}: ${formatShape(shape)}`);
    }
  }
}

/** Resolves one -1 in a view's target sizes. */
export function inferSize(sizes: Shape, count: number): number[] {
  let inferred = -1;
  let known = 1;
  for (let i = 0; i < sizes.length; i++) {
    if (sizes[i] === -1) {
      if (inferred >= 0) throw runtimeError("only one dimension can be inferred");
      inferred = i;
    } else if (sizes[i] < 0) throw runtimeError(`invalid shape dimension ${sizes[i]}`);
    else known *= sizes[i];
  }
  const fits = inferred < 0 ? known === count : known > 0 ? count % known === 0 : count === 0;
  if (!fits) throw runtimeError(`shape '${formatShape(sizes)}' is invalid for input of size ${count}`);
  const result = sizes.slice();
  if (inferred >= 0) {
    if (known === 0) {
      throw runtimeError(
        `cannot reshape tensor of 0 elements into shape ${formatShape(sizes)} because the unspecified dimension size -1 can be any value and is ambiguous`,
      );
    }
    result[inferred] = count / known;
  }
  return result;
}
