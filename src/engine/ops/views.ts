/** Views: other shapes of the same memory. Nothing here copies but `reshape` and `contiguous`, where they must. */
import { indexError, runtimeError } from "../errors.ts";
import { copyOf } from "../tensor/copy.ts";
import { dtypes } from "../tensor/dtype.ts";
import { viewOf } from "../tensor/make.ts";
import { makeParts } from "../tensor/parts.ts";
import { formatShape, inferSize, type Shape, wrapDim, wrapDimOfTensor, wrapDims } from "../tensor/shape.ts";
import { isContiguous, viewStrides } from "../tensor/strides.ts";
import type { Tensor } from "../tensor/tensor.ts";

/** A view with other sizes (one may be -1). RuntimeError where the strides do not allow it. */
export function view(input: Tensor, sizes: Shape): Tensor {
  const shape = inferSize(sizes, input.elementCount);
  const strides = viewStrides(input.shape, input.strides, shape);
  if (strides === null) {
    throw runtimeError(
      "view size is not compatible with input tensor's size and stride (at least one dimension spans across two contiguous subspaces). Use .reshape(...) instead.",
    );
  }
  return viewOf(input, shape, strides);
}

/** A view where strides allow it, else a copy. */
export function reshape(input: Tensor, sizes: Shape): Tensor {
  const shape = inferSize(sizes, input.elementCount);
  const strides = viewStrides(input.shape, input.strides, shape);
  return strides === null ? view(copyOf(input), shape) : viewOf(input, shape, strides);
}

/** The tensor itself if it is row-major, else a row-major copy. */
export const contiguous = (input: Tensor): Tensor => (isContiguous(input) ? input : copyOf(input));

/** An alias: same memory, shape and strides. */
export const alias = (input: Tensor): Tensor => viewOf(input, input.shape, input.strides);

export function permute(input: Tensor, dims: readonly number[]): Tensor {
  const rank = input.shape.length;
  if (dims.length !== rank) {
    throw runtimeError(
      `permute(sparse_coo): number of dimensions in the tensor input does not match the length of the desired ordering of dimensions i.e. input.dim() = ${rank} is not equal to len(dims) = ${dims.length}`,
    );
  }
  const order: number[] = [];
  for (const dim of dims) {
    const d = wrapDim(dim, rank);
    if (order.includes(d)) throw runtimeError("permute(): duplicate dims are not allowed.");
    order.push(d);
  }
  return viewOf(
    input,
    order.map((d) => input.shape[d]),
    order.map((d) => input.strides[d]),
  );
}

export function transpose(input: Tensor, dim0: number, dim1: number): Tensor {
  const rank = input.shape.length;
  const a = wrapDim(dim0, rank);
  const b = wrapDim(dim1, rank);
  const shape = input.shape.slice();
  const strides = input.strides.slice();
  if (rank > 0) {
    [shape[a], shape[b]] = [shape[b], shape[a]];
    [strides[a], strides[b]] = [strides[b], strides[a]];
  }
  return viewOf(input, shape, strides);
}

/** The transpose of a matrix; a tensor with fewer dimensions as it is. */
export function t(input: Tensor): Tensor {
  const rank = input.shape.length;
  if (rank > 2) throw runtimeError(`t() expects a tensor with <= 2 dimensions, but self is ${rank}D`);
  return rank < 2 ? alias(input) : transpose(input, 0, 1);
}

/** All dimensions reversed (`x.T`). */
export const reverseDims = (input: Tensor): Tensor =>
  permute(
    input,
    input.shape.map((_, i) => input.shape.length - 1 - i),
  );

/** The last two dimensions exchanged (`x.mT`). */
export function matrixTranspose(input: Tensor): Tensor {
  const rank = input.shape.length;
  if (rank < 2) {
    throw runtimeError(`tensor.mT is only supported on matrices or batches of matrices. Got ${rank}-D tensor.`);
  }
  return transpose(input, -2, -1);
}

/** Dimensions moved to new places, the others in order. */
export function movedim(input: Tensor, source: readonly number[], destination: readonly number[]): Tensor {
  const rank = input.shape.length;
  if (source.length !== destination.length) {
    throw runtimeError(
      `movedim: Invalid source or destination dims: source (${formatShape(source)} dims) should contain the same number of dims as destination (${formatShape(destination)} dims)`,
    );
  }
  const from = source.map((dim) => wrapDim(dim, rank));
  const to = destination.map((dim) => wrapDim(dim, rank));
  if (new Set(from).size < from.length) {
    throw runtimeError(`movedim: repeated dim in \`source\` (${formatShape(source)})`);
  }
  if (new Set(to).size < to.length) {
    throw runtimeError(`movedim: repeated dim in \`destination\` (${formatShape(destination)})`);
  }
  if (rank === 0) return alias(input);
  const order = new Array<number>(rank).fill(-1);
  for (let i = 0; i < from.length; i++) order[to[i]] = from[i];
  const rest = input.shape.map((_, i) => i).filter((dim) => !from.includes(dim));
  for (let i = 0; i < rank; i++) if (order[i] < 0) order[i] = rest.shift() ?? 0;
  return permute(input, order);
}

/** Without dimensions of size 1: all of them, or those given. */
export function squeeze(input: Tensor, dims?: readonly number[]): Tensor {
  const rank = input.shape.length;
  const chosen = dims === undefined ? null : wrapDims(dims, rank);
  const keep = (i: number): boolean => input.shape[i] !== 1 || (chosen !== null && !chosen.includes(i));
  return viewOf(
    input,
    input.shape.filter((_, i) => keep(i)),
    input.strides.filter((_, i) => keep(i)),
  );
}

export function unsqueeze(input: Tensor, dim: number): Tensor {
  const rank = input.shape.length;
  const at = wrapDim(dim, rank + 1);
  const shape = input.shape.slice();
  const strides = input.strides.slice();
  strides.splice(at, 0, at < rank ? shape[at] * strides[at] : 1);
  shape.splice(at, 0, 1);
  return viewOf(input, shape, strides);
}

/** Dimensions of size 1 repeated without copying; -1 keeps a size. */
export function expand(input: Tensor, sizes: Shape): Tensor {
  const { shape, strides } = input;
  const lead = sizes.length - shape.length;
  if (lead < 0) {
    throw runtimeError(
      `expand(torch.${dtypes[input.dtype].scalarName}Tensor{${formatShape(shape)}}, size=${formatShape(sizes)}): the number of sizes provided (${sizes.length}) must be greater or equal to the number of dimensions in the tensor (${shape.length})`,
    );
  }
  const newShape = new Array<number>(sizes.length);
  const newStrides = new Array<number>(sizes.length);
  for (let i = sizes.length - 1; i >= 0; i--) {
    const old = i - lead;
    const size = old >= 0 ? shape[old] : 1;
    const stride = old >= 0 ? strides[old] : i + 1 < sizes.length ? newShape[i + 1] * newStrides[i + 1] : 1;
    let wanted = sizes[i];
    if (wanted === -1) {
      if (old < 0) {
        throw runtimeError(
          `The expanded size of the tensor (${wanted}) isn't allowed in a leading, non-existing dimension ${i}`,
        );
      }
      wanted = size;
    }
    if (size !== wanted && size !== 1) {
      throw runtimeError(
        `The expanded size of the tensor (${wanted}) must match the existing size (${size}) at non-singleton dimension ${i}.  Target sizes: ${formatShape(sizes)}.  Tensor sizes: ${formatShape(shape)}`,
      );
    }
    newShape[i] = wanted;
    newStrides[i] = size !== wanted ? 0 : stride;
  }
  return viewOf(input, newShape, newStrides);
}

export const broadcastTo = expand;
export const expandAs = (input: Tensor, other: Tensor): Tensor => expand(input, other.shape);
export const viewAs = (input: Tensor, other: Tensor): Tensor => view(input, other.shape);
export const reshapeAs = (input: Tensor, other: Tensor): Tensor => reshape(input, other.shape);

/** `start` to `start + length` of a dimension. */
export function narrow(input: Tensor, dim: number, start: number, length: number): Tensor {
  if (input.shape.length === 0) throw runtimeError("narrow() cannot be applied to a 0-dim tensor.");
  if (length < 0) throw runtimeError("narrow(): length must be non-negative.");
  const d = wrapDim(dim, input.shape.length);
  const size = input.shape[d];
  if (start < -size || start > size) {
    throw indexError(`start out of range (expected to be in range of [${-size}, ${size}], but got ${start})`);
  }
  const first = start < 0 ? start + size : start;
  if (first + length > size) {
    throw runtimeError(`start (${first}) + length (${length}) exceeds dimension size (${size}).`);
  }
  return slice(input, d, first, first + length);
}

/** Python's slice of a dimension; out-of-range ends are cut. RuntimeError for a step that is not positive. */
export function slice(input: Tensor, dim: number, start?: number, end?: number, step = 1): Tensor {
  const rank = input.shape.length;
  if (rank === 0) throw runtimeError("slice() cannot be applied to a 0-dim tensor.");
  const d = wrapDim(dim, rank);
  if (step <= 0) throw runtimeError("slice step must be positive");
  const size = input.shape[d];
  const cut = (value: number): number => Math.min(Math.max(value < 0 ? value + size : value, 0), size);
  const from = cut(start ?? 0);
  const to = Math.max(cut(end ?? size), from);
  const shape = input.shape.slice();
  const strides = input.strides.slice();
  shape[d] = Math.ceil((to - from) / step);
  strides[d] *= step;
  return viewOf(input, shape, strides, input.offset + from * input.strides[d]);
}

/** One index of a dimension, which disappears. */
export function select(input: Tensor, dim: number, index: number): Tensor {
  const rank = input.shape.length;
  if (rank === 0) throw indexError("select() cannot be applied to a 0-dim tensor.");
  const d = wrapDim(dim, rank);
  const size = input.shape[d];
  if (index < -size || index >= size) {
    throw indexError(
      `select(): index ${index} out of range for tensor of size ${formatShape(input.shape)} at dimension ${d}`,
    );
  }
  const at = index < 0 ? index + size : index;
  return viewOf(
    input,
    input.shape.filter((_, i) => i !== d),
    input.strides.filter((_, i) => i !== d),
    input.offset + at * input.strides[d],
  );
}

/** Dimensions `start` to `end` (included) merged into one: a view where strides allow it. */
export function flatten(input: Tensor, start = 0, end = -1): Tensor {
  const rank = input.shape.length;
  const from = wrapDim(start, rank);
  const to = wrapDim(end, rank);
  if (from > to) throw runtimeError("flatten() has invalid args: start_dim cannot come after end_dim");
  if (rank === 0) return reshape(input, [1]);
  if (from === to) return input;
  let merged = 1;
  for (let i = from; i <= to; i++) merged *= input.shape[i];
  return reshape(input, [...input.shape.slice(0, from), merged, ...input.shape.slice(to + 1)]);
}

export const ravel = (input: Tensor): Tensor => reshape(contiguous(input), [-1]);

/** One dimension split into several; one of the sizes may be -1. */
export function unflatten(input: Tensor, dim: number, sizes: Shape): Tensor {
  const rank = input.shape.length;
  const d = wrapDimOfTensor(dim, rank);
  if (sizes.length === 0) throw runtimeError("unflatten: sizes must be non-empty");
  let resolved: number[];
  try {
    resolved = inferSize(sizes, input.shape[d]);
  } catch {
    throw runtimeError(
      `unflatten: Provided sizes ${formatShape(sizes)} don't multiply up to the size of dim ${d} (${input.shape[d]}) in the input tensor`,
    );
  }
  return view(input, [...input.shape.slice(0, d), ...resolved, ...input.shape.slice(d + 1)]);
}

/** A view with any strides; offset counts storage elements. RuntimeError where it would leave the storage. */
export function asStrided(input: Tensor, shape: Shape, strides: Shape, offset = input.offset): Tensor {
  if (shape.length !== strides.length) {
    throw runtimeError("mismatch in length of strides and shape");
  }
  if (strides.some((stride) => stride < 0)) {
    throw runtimeError(
      `as_strided: Negative strides are not supported at the moment, got strides: ${formatShape(strides)}`,
    );
  }
  if (offset < 0) throw runtimeError(`Tensor: invalid storage offset ${offset}`);
  let last = offset;
  for (let i = 0; i < shape.length; i++) last += (shape[i] - 1) * strides[i];
  const { bytes } = dtypes[input.dtype];
  if (!shape.includes(0) && last >= input.storage.data.length) {
    throw runtimeError(
      `setStorage: sizes ${formatShape(shape)}, strides ${formatShape(strides)}, storage offset ${offset}, and itemsize ${bytes} requiring a storage size of ${(last + 1) * bytes} are out of bounds for storage of size ${input.storage.data.length * bytes}`,
    );
  }
  return viewOf(input, shape, strides, offset);
}

/** All windows of `size` along a dimension, `step` apart, as a new last dimension. */
export function unfold(input: Tensor, dim: number, size: number, step: number): Tensor {
  const rank = input.shape.length;
  const d = wrapDim(dim, rank);
  const limit = rank === 0 ? 1 : input.shape[d];
  if (size < 0) throw runtimeError(`size is ${size} but must be >= 0`);
  if (size > limit) {
    throw runtimeError(`maximum size for tensor at dimension ${d} is ${limit} but size is ${size}`);
  }
  if (step <= 0) throw runtimeError(`step is ${step} but must be > 0`);
  if (rank === 0) return viewOf(input, [size], [1]);
  const shape = input.shape.slice();
  const strides = input.strides.slice();
  shape[d] = Math.floor((limit - size) / step) + 1;
  const stride = strides[d];
  strides[d] = stride * step;
  return viewOf(input, [...shape, size], [...strides, stride]);
}

/** The diagonal of two dimensions, as a view with it as the last dimension. */
export function diagonal(input: Tensor, offset = 0, dim1 = 0, dim2 = 1): Tensor {
  const rank = input.shape.length;
  const a = wrapDim(dim1, rank);
  const b = wrapDim(dim2, rank);
  if (a === b) throw runtimeError(`diagonal dimensions cannot be identical ${dim1}, ${dim2}`);
  const length = Math.max(
    offset >= 0 ? Math.min(input.shape[a], input.shape[b] - offset) : Math.min(input.shape[a] + offset, input.shape[b]),
    0,
  );
  let start = input.offset;
  if (length > 0) start += offset >= 0 ? offset * input.strides[b] : -offset * input.strides[a];
  const rest = (values: readonly number[]): number[] => values.filter((_, i) => i !== a && i !== b);
  return viewOf(
    input,
    [...rest(input.shape), length],
    [...rest(input.strides), input.strides[a] + input.strides[b]],
    start,
  );
}

/** Equal parts of `size` along a dimension, the last one smaller. */
export function split(input: Tensor, size: number, dim = 0): Tensor[] {
  const rank = input.shape.length;
  if (rank === 0) throw runtimeError("split expects at least a 1-dimensional tensor");
  if (size < 0) throw runtimeError(`split expects split_size be non-negative, but got split_size=${size}`);
  const d = wrapDim(dim, rank);
  const length = input.shape[d];
  if (size === 0 && length !== 0) {
    throw runtimeError(`split_size can only be 0 if dimension size is 0, but got dimension size of ${length}`);
  }
  const parts = size === 0 ? 1 : Math.max(Math.ceil(length / size), 1);
  return makeParts(parts, (i) => slice(input, d, i * size, Math.min((i + 1) * size, length)));
}

/** Parts of the given sizes along a dimension. */
export function splitWithSizes(input: Tensor, sizes: readonly number[], dim = 0): Tensor[] {
  const rank = input.shape.length;
  if (rank === 0) throw runtimeError("split expects at least a 1-dimensional tensor");
  const d = wrapDim(dim, rank);
  const length = input.shape[d];
  let start = 0;
  for (const size of sizes) {
    if (size < 0) {
      throw runtimeError(
        `split_with_sizes expects split_sizes have only non-negative entries, but got split_sizes=${formatShape(sizes)}`,
      );
    }
    start += size;
  }
  if (start !== length) {
    throw runtimeError(
      `split_with_sizes expects split_sizes to sum exactly to ${length} (input tensor's size at dimension ${dim}), but got split_sizes=${formatShape(sizes)}`,
    );
  }
  start = 0;
  return sizes.map((size) => {
    const part = slice(input, d, start, start + size);
    start += size;
    return part;
  });
}

/** At most `chunks` parts of equal size along a dimension, the last one smaller. */
export function chunk(input: Tensor, chunks: number, dim = 0): Tensor[] {
  if (input.shape.length === 0) throw runtimeError("chunk expects at least a 1-dimensional tensor");
  if (chunks <= 0) throw runtimeError(`chunk expects \`chunks\` to be greater than 0, got: ${chunks}`);
  const d = wrapDim(dim, input.shape.length);
  const length = input.shape[d];
  if (length === 0) return makeParts(chunks, () => slice(input, d));
  return split(input, Math.ceil(length / chunks), d);
}

/** Every index of a dimension, without it. */
export function unbind(input: Tensor, dim = 0): Tensor[] {
  const d = wrapDimOfTensor(wrapDim(dim, input.shape.length), input.shape.length);
  return makeParts(input.shape[d], (i) => select(input, d, i));
}
