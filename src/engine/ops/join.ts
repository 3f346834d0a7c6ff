/** Tensors put together, repeated and rearranged into fresh memory. */
import { runtimeError } from "../errors.ts";
import { copyElements, copyOf } from "../tensor/copy.ts";
import { allocate, viewOf } from "../tensor/make.ts";
import { newPlaces } from "../tensor/places.ts";
import { resultTypeOf } from "../tensor/promotion.ts";
import {
  broadcastShapes,
  checkSizes,
  formatShape,
  type Shape,
  sameShape,
  wrapDim,
  wrapDimOfTensor,
  wrapDims,
} from "../tensor/shape.ts";
import { admit } from "../tensor/storage.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { worked } from "../work.ts";
import { clone, emptyLike, toNumbers } from "./copy.ts";
import { indexSelect } from "./gather.ts";
import { expand, flatten, narrow, permute, reshape, unsqueeze, view } from "./views.ts";

/** A legacy empty tensor, which cat skips whatever the other shapes are. */
const isSkipped = (tensor: Tensor): boolean => tensor.shape.length === 1 && tensor.shape[0] === 0;

/** Tensors joined along a dimension, in their common dtype. RuntimeErrors for shapes that do not fit. */
export function cat(tensors: readonly Tensor[], dim = 0): Tensor {
  if (tensors.length === 0) throw runtimeError("torch.cat(): expected a non-empty list of Tensors");
  tensors.forEach((tensor, i) => {
    if (tensor.shape.length === 0) {
      throw runtimeError(`zero-dimensional tensor (at position ${i}) cannot be concatenated`);
    }
  });
  const first = tensors.find((tensor) => !isSkipped(tensor)) ?? tensors[0];
  const rank = first.shape.length;
  const d = wrapDim(dim, rank);
  let length = 0;
  tensors.forEach((tensor, i) => {
    if (isSkipped(tensor)) return;
    if (tensor.shape.length !== rank) {
      throw runtimeError(`Tensors must have same number of dimensions: got ${rank} and ${tensor.shape.length}`);
    }
    for (let k = 0; k < rank; k++) {
      if (k !== d && tensor.shape[k] !== first.shape[k]) {
        throw runtimeError(
          `Sizes of tensors must match except in dimension ${d}. Expected size ${first.shape[k]} but got size ${tensor.shape[k]} for tensor number ${i} in the list.`,
        );
      }
    }
    length += tensor.shape[d];
  });
  const shape = first.shape.slice();
  shape[d] = length;
  const result = allocate(shape, resultTypeOf(tensors));
  let start = 0;
  for (const tensor of tensors) {
    if (isSkipped(tensor)) continue;
    copyElements(narrow(result, d, start, tensor.shape[d]), tensor);
    start += tensor.shape[d];
  }
  return result;
}

/** Tensors of one shape joined along a new dimension. */
export function stack(tensors: readonly Tensor[], dim = 0): Tensor {
  if (tensors.length === 0) throw runtimeError("stack expects a non-empty TensorList");
  const d = wrapDim(dim, tensors[0].shape.length + 1);
  tensors.forEach((tensor, i) => {
    if (!sameShape(tensor.shape, tensors[0].shape)) {
      throw runtimeError(
        `stack expects each tensor to be equal size, but got ${formatShape(tensors[0].shape)} at entry 0 and ${formatShape(tensor.shape)} at entry ${i}`,
      );
    }
  });
  return cat(
    tensors.map((tensor) => unsqueeze(tensor, d)),
    d,
  );
}

/** The tensor repeated along each dimension; more numbers than dimensions add leading ones. */
export function repeat(input: Tensor, repeats: readonly number[]): Tensor {
  const lead = repeats.length - input.shape.length;
  if (lead < 0) {
    throw runtimeError("Number of dimensions of repeat dims can not be smaller than number of dimensions of tensor");
  }
  const padded = [...new Array<number>(lead).fill(1), ...input.shape];
  const shape = padded.map((size, i) => size * repeats[i]);
  checkSizes(shape);
  const result = allocate(shape, input.dtype);
  if (result.elementCount === 0) return result;
  // The result as [repeat, size] pairs, over which the input is expanded.
  const paired = padded.flatMap((size, i) => [repeats[i], size]);
  const source = view(
    copyOf(input),
    padded.flatMap((size) => [1, size]),
  );
  copyElements(view(result, paired), expand(source, paired));
  return result;
}

/** As repeat, with missing leading repeats taken as 1. */
export function tile(input: Tensor, repeats: readonly number[]): Tensor {
  const missing = input.shape.length - repeats.length;
  return repeat(input, missing > 0 ? [...new Array<number>(missing).fill(1), ...repeats] : repeats);
}

const countedPlaces = 2 ** 14;

/** Each element (or slice along `dim`) repeated; without a dimension the input is flattened. */
export function repeatInterleave(input: Tensor, repeats: Tensor | number, dim?: number): Tensor {
  const d = dim === undefined ? 0 : wrapDimOfTensor(dim, input.shape.length);
  const size = dim === undefined ? input.elementCount : input.shape[d];
  // The result's size is known, and refused where it is too large, before anything is copied.
  if (typeof repeats === "number" && repeats > 0) admit(8 * size * repeats);
  const source = dim === undefined ? flatten(input) : input;
  const counts =
    typeof repeats === "number" ? new Float64Array(size).fill(repeats) : expandedCounts(toNumbers(repeats), size);
  if (counts.some((count) => count < 0)) throw runtimeError("repeats can not be negative");
  let total = 0;
  for (const count of counts) total += count;
  const indices = newPlaces(total);
  let at = 0;
  for (let i = 0; i < size; i++) {
    if (i % countedPlaces === 0) worked(8 * countedPlaces);
    indices.fill(i, at, at + counts[i]);
    at += counts[i];
  }
  return indexSelect(source, d, indices);
}

function expandedCounts(counts: Float64Array, size: number): Float64Array {
  if (counts.length === 1) return new Float64Array(size).fill(counts[0]);
  if (counts.length !== size) throw runtimeError("repeats must have the same size as input along dim");
  return counts;
}

/** Elements moved along dimensions, those that fall off coming back in; without dimensions over the flat tensor. */
export function roll(input: Tensor, shifts: readonly number[], dims: readonly number[] = []): Tensor {
  if (dims.length === 0 && shifts.length === 1) {
    return view(roll(reshape(input, [-1]), shifts, [0]), input.shape);
  }
  if (shifts.length === 0) throw runtimeError("`shifts` required");
  if (shifts.length !== dims.length) {
    throw runtimeError(`shifts and dimensions must align. shifts: ${shifts.length}, dims:${dims.length}`);
  }
  let result = input;
  shifts.forEach((shift, i) => {
    result = rollOne(result, shift, wrapDimOfTensor(dims[i], input.shape.length));
  });
  return result;
}

function rollOne(input: Tensor, shift: number, dim: number): Tensor {
  if (input.elementCount === 0) return clone(input);
  const size = input.shape[dim];
  const start = (((size - shift) % size) + size) % size;
  if (start === 0) return copyOf(input);
  return cat([narrow(input, dim, start, size - start), narrow(input, dim, 0, start)], dim);
}

/** Dimensions in reverse order, in fresh memory. */
export function flip(input: Tensor, dims: readonly number[]): Tensor {
  const wrapped = wrapDims(dims, input.shape.length);
  if (input.elementCount === 0 || input.shape.length === 0) return clone(input);
  const result = emptyLike(input);
  const strides = input.strides.slice();
  let { offset } = input;
  for (const d of wrapped) {
    offset += (input.shape[d] - 1) * strides[d];
    strides[d] = -strides[d];
  }
  copyElements(result, viewOf(input, input.shape, strides, offset));
  return result;
}

export function fliplr(input: Tensor): Tensor {
  if (input.shape.length < 2) throw runtimeError("Input must be >= 2-d.");
  return flip(input, [1]);
}

export function flipud(input: Tensor): Tensor {
  if (input.shape.length < 1) throw runtimeError("Input must be >= 1-d.");
  return flip(input, [0]);
}

/** Turned by quarter turns in the plane of two dimensions. */
export function rot90(input: Tensor, turns = 1, dims: readonly number[] = [0, 1]): Tensor {
  const rank = input.shape.length;
  if (dims.length !== 2) {
    throw runtimeError(`expected total rotation dims == 2, but got dims = ${dims.length}`);
  }
  if (rank < 2) throw runtimeError(`expected total dims >= 2, but got total dims = ${rank}`);
  if (dims[0] === dims[1] || Math.abs(dims[0] - dims[1]) === rank) {
    throw runtimeError(`expected rotation dims to be different, but got dim0 = ${dims[0]} and dim1 = ${dims[1]}`);
  }
  for (const [i, dim] of dims.entries()) {
    if (dim >= rank || dim < -rank) throw runtimeError(`Rotation dim${i} out of range, dim${i} = ${dim}`);
  }
  const [a, b] = wrapDims(dims, rank);
  const order = input.shape.map((_, i) => (i === a ? b : i === b ? a : i));
  const count = ((turns % 4) + 4) % 4;
  if (count === 1) return permute(flip(input, [b]), order);
  if (count === 2) return flip(input, [a, b]);
  return count === 3 ? permute(flip(input, [a]), order) : copyOf(input);
}

/** Coordinates of a grid: one tensor for each input, all of the grid's shape (views). */
export function meshgrid(tensors: readonly Tensor[], indexing = "ij"): Tensor[] {
  if (tensors.length === 0) throw runtimeError("meshgrid expects a non-empty TensorList");
  if (indexing !== "ij" && indexing !== "xy") {
    throw runtimeError(`torch.meshgrid: indexing must be one of "xy" or "ij", but received: ${indexing}`);
  }
  for (const tensor of tensors) {
    if (tensor.shape.length > 1) {
      throw runtimeError(
        `torch.meshgrid: Expected 0D or 1D tensor in the tensor list but got: ${formatShape(tensor.shape)}`,
      );
    }
    if (tensor.dtype !== tensors[0].dtype) {
      throw runtimeError("torch.meshgrid expects all tensors to have the same dtype");
    }
  }
  const swap = indexing === "xy" && tensors.length >= 2;
  const ordered = swap ? [tensors[1], tensors[0], ...tensors.slice(2)] : tensors;
  const shape = ordered.map((tensor) => tensor.elementCount);
  const grids = ordered.map((tensor, i) =>
    expand(
      view(
        tensor,
        shape.map((size, k) => (k === i ? size : 1)),
      ),
      shape,
    ),
  );
  // The grids have the swapped shape; each stands where its tensor was given.
  return swap ? [grids[1], grids[0], ...grids.slice(2)] : grids;
}

/** All tensors expanded to their common shape (views). */
export function broadcastTensors(tensors: readonly Tensor[]): Tensor[] {
  const shape = broadcastShapes(tensors.map((tensor) => tensor.shape));
  return tensors.map((tensor) => expand(tensor, shape));
}

/** Every combination of one element from each 1-d tensor, a row each. */
export function cartesianProd(tensors: readonly Tensor[]): Tensor {
  for (const tensor of tensors) {
    if (tensor.shape.length !== 1) {
      throw runtimeError(`Expect a 1D vector, but got shape ${formatShape(tensor.shape)}`);
    }
  }
  if (tensors.length === 1) return tensors[0];
  return stack(
    meshgrid(tensors).map((grid) => flatten(grid)),
    1,
  );
}

/** `count` long in the padded dimensions; see F.pad's constant mode. `pads` are pairs from the last dimension on. */
export function constantPad(input: Tensor, pads: readonly number[], fillWith: (shape: Shape) => Tensor): Tensor {
  const rank = input.shape.length;
  const shape = input.shape.slice();
  let inner = input;
  const starts = new Array<number>(rank).fill(0);
  for (let i = pads.length / 2 - 1; i >= 0; i--) {
    const dim = rank - 1 - i;
    const [before, after] = [pads[2 * i], pads[2 * i + 1]];
    shape[dim] += before + after;
    if (before < 0) inner = narrow(inner, dim, -before, inner.shape[dim] + before);
    if (after < 0) inner = narrow(inner, dim, 0, inner.shape[dim] + after);
    starts[dim] = Math.max(before, 0);
  }
  // What only loses elements keeps its order in memory.
  if (pads.every((size) => size <= 0)) return clone(inner);
  const result = fillWith(shape);
  let target = result;
  inner.shape.forEach((size, dim) => {
    target = narrow(target, dim, starts[dim], size);
  });
  copyElements(target, inner);
  return result;
}
