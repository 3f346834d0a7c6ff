/** Strides: how a shape lies in its storage. */
import { countOf, type Shape, sameShape } from "./shape.ts";
import type { Tensor } from "./tensor.ts";

export function contiguousStrides(shape: Shape): number[] {
  const strides = new Array<number>(shape.length);
  let step = 1;
  for (let i = shape.length - 1; i >= 0; i--) {
    strides[i] = step;
    step *= Math.max(shape[i], 1);
  }
  return strides;
}

/** Row-major without gaps; strides of dimensions of size 1 do not matter, and an empty tensor is contiguous. */
export function isContiguous(tensor: Tensor): boolean {
  const { shape, strides } = tensor;
  let step = 1;
  for (let i = shape.length - 1; i >= 0; i--) {
    const size = shape[i];
    if (size === 0) return true;
    if (size !== 1 && strides[i] !== step) {
      return countOf(shape) === 0;
    }
    step *= size;
  }
  return true;
}

/** Whether the elements fill a gapless range of memory, in any order of dimensions. */
export function isDense(tensor: Tensor): boolean {
  const { shape, strides } = tensor;
  const order: number[] = [];
  for (let i = 0; i < shape.length; i++) {
    if (shape[i] === 0) return true;
    if (shape[i] !== 1) order.push(i);
  }
  order.sort((a, b) => strides[a] - strides[b]);
  let step = 1;
  for (const i of order) {
    if (strides[i] !== step) return false;
    step *= shape[i];
  }
  return true;
}

export interface Layout {
  readonly shape: number[];
  readonly strides: number[];
}

/** The same elements in the same order with as few dimensions as possible. */
export function coalesce(shape: Shape, strides: Shape): Layout {
  const sizes: number[] = [];
  const steps: number[] = [];
  for (let i = 0; i < shape.length; i++) {
    if (shape[i] === 1) continue;
    const last = sizes.length - 1;
    if (last >= 0 && steps[last] === strides[i] * shape[i]) {
      sizes[last] *= shape[i];
      steps[last] = strides[i];
    } else {
      sizes.push(shape[i]);
      steps.push(strides[i]);
    }
  }
  return { shape: sizes, strides: steps };
}

/** The strides with which a tensor is read as if it had the broadcast `shape`. */
export function broadcastStrides(tensor: Tensor, shape: Shape): readonly number[] {
  if (sameShape(tensor.shape, shape)) return tensor.strides;
  const lead = shape.length - tensor.shape.length;
  const strides = new Array<number>(shape.length).fill(0);
  for (let i = 0; i < tensor.shape.length; i++) {
    if (tensor.shape[i] !== 1 || shape[i + lead] === 1) strides[i + lead] = tensor.strides[i];
  }
  return strides;
}

/**
 * The strides of a view with `newShape` of the same elements, or null where the data would have to move
 * (PyTorch's computeStride).
 */
export function viewStrides(shape: Shape, strides: Shape, newShape: Shape): number[] | null {
  const count = countOf(shape);
  if (count === 0) return sameShape(shape, newShape) ? [...strides] : contiguousStrides(newShape);
  const result = new Array<number>(newShape.length);
  let viewDim = newShape.length - 1;
  let chunkStride = strides.length > 0 ? strides[strides.length - 1] : 1;
  let chunkCount = 1;
  let viewCount = 1;
  for (let dim = shape.length - 1; dim >= 0; dim--) {
    chunkCount *= shape[dim];
    const chunkEnds = dim === 0 || (shape[dim - 1] !== 1 && strides[dim - 1] !== chunkCount * chunkStride);
    if (!chunkEnds) continue;
    while (viewDim >= 0 && (viewCount < chunkCount || newShape[viewDim] === 1)) {
      result[viewDim] = viewCount * chunkStride;
      viewCount *= newShape[viewDim];
      viewDim--;
    }
    if (viewCount !== chunkCount) return null;
    if (dim > 0) {
      chunkStride = strides[dim - 1];
      chunkCount = 1;
      viewCount = 1;
    }
  }
  while (viewDim >= 0 && newShape[viewDim] === 1) {
    result[viewDim] = viewCount * chunkStride;
    viewDim--;
  }
  return viewDim === -1 ? result : null;
}

/** The first and one past the last storage index that a non-empty tensor reaches. */
export function storageExtent(tensor: Tensor): readonly [number, number] {
  let last = tensor.offset;
  for (let i = 0; i < tensor.shape.length; i++) last += (tensor.shape[i] - 1) * tensor.strides[i];
  return [tensor.offset, last + 1];
}

/** Joint coalescing: the fewest dimensions over which all of these strides step evenly. */
export function coalesceTogether(
  shape: Shape,
  strides: readonly (readonly number[])[],
): { shape: number[]; strides: number[][] } {
  const sizes: number[] = [];
  const steps: number[][] = strides.map(() => []);
  for (let i = 0; i < shape.length; i++) {
    if (shape[i] === 1) continue;
    const last = sizes.length - 1;
    let merges = last >= 0;
    for (let t = 0; merges && t < strides.length; t++) merges = steps[t][last] === strides[t][i] * shape[i];
    if (merges) {
      sizes[last] *= shape[i];
      for (let t = 0; t < strides.length; t++) steps[t][last] = strides[t][i];
    } else {
      sizes.push(shape[i]);
      for (let t = 0; t < strides.length; t++) steps[t].push(strides[t][i]);
    }
  }
  return { shape: sizes, strides: steps };
}
