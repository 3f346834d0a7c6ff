/** Reading and writing at positions given by index tensors, one dimension at a time. */

import { indexError, runtimeError } from "../errors.ts";
import { copyOf } from "../tensor/copy.ts";
import { dtypes } from "../tensor/dtype.ts";
import { allocate } from "../tensor/make.ts";
import { asWords, gatherElements, moverOf } from "../tensor/move.ts";
import { broadcastTwo, formatShape, wrapDim } from "../tensor/shape.ts";
import { Tensor } from "../tensor/tensor.ts";
import { IndexWalk, storagePositions } from "../tensor/walk.ts";
import { worked } from "../work.ts";
import { toNumbers } from "./copy.ts";
import { checkNoInternalOverlap } from "./pointwise/out.ts";
import { contiguous, expand, flatten, movedim, unsqueeze, view } from "./views.ts";

/** The entries of an index tensor as numbers. */
export function indexNumbers(name: string, index: Tensor, expected: string): Float64Array {
  if (index.dtype !== "int64" && index.dtype !== "int32") {
    throw runtimeError(`${name}(): Expected dtype ${expected} for index`);
  }
  return toNumbers(index);
}

/** Slices along a dimension in the order of a vector of indices. */
export function indexSelect(input: Tensor, dim: number, index: Tensor | readonly number[] | Float64Array): Tensor {
  const isScalar = input.shape.length === 0;
  const source = isScalar ? unsqueeze(input, 0) : input;
  const d = wrapDim(dim, source.shape.length);
  const indices = index instanceof Tensor ? vectorIndices(index) : index;
  const size = source.shape[d];
  for (const i of indices) if (!(i >= 0 && i < size)) throw outOfRange(i, source, d);
  const shape = source.shape.slice();
  shape[d] = indices.length;
  const result = allocate(shape, input.dtype);
  if (result.elementCount > 0) gatherSlices(result, contiguous(source), d, indices);
  return isScalar ? view(result, indices.length === 1 ? [] : [indices.length]) : result;
}

/** PyTorch has a way of its own for the second dimension, and words. */
const outOfRange = (index: number, source: Tensor, dim: number): Error =>
  dim === 1
    ? runtimeError(`INDICES element is out of DATA bounds, id=${index} axis_dim=${source.shape[dim]}`)
    : indexError("index out of range in self");

function vectorIndices(index: Tensor): Float64Array {
  if (index.shape.length > 1) throw indexError("index_select(): Index is supposed to be a vector");
  return indexNumbers("index_select", index, "int32 or int64");
}

/** Copies source's slices, both tensors row-major. */
function gatherSlices(result: Tensor, source: Tensor, dim: number, indices: ArrayLike<number>): void {
  let inner = 1;
  for (let i = dim + 1; i < source.shape.length; i++) inner *= source.shape[i];
  const size = source.shape[dim];
  const outer = source.elementCount / (size * inner);
  const to = asWords(result.storage.data);
  const from = asWords(source.storage.data);
  if (inner === 1) {
    const places = new Int32Array(indices.length);
    for (let o = 0; o < outer; o++) {
      for (let i = 0; i < places.length; i++) places[i] = source.offset + o * size + indices[i];
      gatherElements(source.dtype, to, o * places.length, from, places);
    }
    return;
  }
  const width = inner * (dtypes[source.dtype].bytes === 8 ? 2 : 1);
  const unit = width / inner;
  for (let o = 0, t = 0; o < outer; o++) {
    for (let i = 0; i < indices.length; i++, t += width) {
      worked(width);
      const f = (source.offset + (o * size + indices[i]) * inner) * unit;
      to.set(from.subarray(f, f + width), t);
    }
  }
}

/** For each output position, the storage index that `index` picks along `dim`. */
function pickedPositions(input: Tensor, dim: number, index: Tensor, indices: Float64Array): Int32Array {
  const strides = input.strides.slice();
  const step = strides.length > 0 ? strides[dim] : 0;
  const size = input.shape.length > 0 ? input.shape[dim] : 1;
  if (strides.length > 0) strides[dim] = 0;
  const positions = storagePositions(input, index.shape, strides);
  for (let i = 0; i < positions.length; i++) {
    const at = indices[i];
    if (!(at >= 0 && at < size)) {
      throw runtimeError(`index ${at} is out of bounds for dimension ${dim} with size ${size}`);
    }
    positions[i] += at * step;
  }
  return positions;
}

const dimsOf = (tensor: Tensor): number => Math.max(tensor.shape.length, 1);

/** out[i][j] = input[index[i][j]][j] along the dimension; the index may be smaller elsewhere. */
export function gather(input: Tensor, dim: number, index: Tensor): Tensor {
  const d = wrapDim(dim, input.shape.length);
  const indices = index.elementCount === 0 ? new Float64Array(0) : indexNumbers("gather", index, "int32/int64");
  if (dimsOf(input) !== dimsOf(index)) {
    throw runtimeError("Index tensor must have the same number of dimensions as input tensor");
  }
  for (let i = 0; i < index.shape.length && index.elementCount > 0; i++) {
    if (i !== d && index.shape[i] > (input.shape[i] ?? 1)) {
      throw runtimeError(
        `Size does not match at dimension ${i} expected index ${formatShape(index.shape)} to be no larger than self ${formatShape(input.shape)} apart from dimension ${d}`,
      );
    }
  }
  const result = allocate(index.shape, input.dtype);
  if (indices.length === 0) return result;
  const positions = pickedPositions(input, d, index, indices);
  gatherElements(input.dtype, asWords(result.storage.data), 0, asWords(input.storage.data), positions);
  return result;
}

/** As gather, with the index broadcast; without a dimension, over the flat tensor. */
export function takeAlongDim(input: Tensor, index: Tensor, dim?: number): Tensor {
  if (index.dtype !== "int64") {
    throw runtimeError(
      `torch.take_along_dim(): dtype of indices should be Long but got ${dtypes[index.dtype].scalarName}`,
    );
  }
  if (dim === undefined) return gather(flatten(input), 0, flatten(index));
  if (input.shape.length !== index.shape.length) {
    throw runtimeError(
      `torch.take_along_dim(): input and indices should have the same number of dimensions, but got ${input.shape.length} dimensions for input, and ${index.shape.length} dimensions for indices`,
    );
  }
  const d = wrapDim(dim, input.shape.length);
  const without = (tensor: Tensor): number[] => tensor.shape.map((size, i) => (i === d ? 1 : size));
  const common = broadcastTwo(without(input), without(index));
  const widened = (tensor: Tensor): Tensor =>
    expand(
      tensor,
      common.map((size, i) => (i === d ? tensor.shape[d] : size)),
    );
  return gather(widened(input), d, widened(index));
}

/** Elements at positions of the flat tensor; negative positions count from the end. */
export function take(input: Tensor, index: Tensor): Tensor {
  if (index.dtype !== "int64") {
    throw indexError(`take(): Expected a long tensor for index, but got ${dtypes[index.dtype].scalarName}`);
  }
  const flat = contiguous(input);
  const count = flat.elementCount;
  const result = allocate(index.shape, input.dtype);
  const positions = Int32Array.from(toNumbers(index), (at) => {
    if (at < -count || at >= count) {
      throw indexError(`out of range: tried to access index ${at} on a tensor of ${count} elements.`);
    }
    return flat.offset + (at < 0 ? at + count : at);
  });
  gatherElements(input.dtype, asWords(result.storage.data), 0, asWords(flat.storage.data), positions);
  return result;
}

/** Slices of source written over those of a copy at the indices (`index_copy`). */
export function indexCopy(
  input: Tensor,
  dim: number,
  index: Tensor,
  source: Tensor,
  { out }: { out?: Tensor } = {},
): Tensor {
  const d = wrapDim(dim, input.shape.length);
  if (out !== undefined) checkNoInternalOverlap(out);
  if (input.dtype !== source.dtype) {
    throw runtimeError(
      `index_copy_(): self and source expected to have the same dtype, but got (self) ${dtypes[input.dtype].scalarName} and (source) ${dtypes[source.dtype].scalarName}`,
    );
  }
  const indices = indexNumbers("index_copy", index, "int64");
  const count = source.shape.length === 0 ? 1 : source.shape[d];
  if (indices.length !== count) {
    throw indexError(
      `index_copy_(): Number of indices (${indices.length}) should be equal to source.size(dim) (${count})`,
    );
  }
  const size = input.shape[d] ?? 1;
  for (const at of indices) {
    if (!(at >= 0 && at < size)) {
      throw indexError(`index_copy_(): index ${at} is out of bounds for dimension ${d} with size ${size}`);
    }
  }
  const result = out ?? copyOf(input);
  result.storage.version++;
  const move = moverOf(input.dtype);
  const rows = input.shape.length === 0 ? unsqueeze(result, 0) : movedim(result, [d], [0]);
  const from = copyOf(source.shape.length === 0 ? unsqueeze(source, 0) : movedim(source, [d], [0]));
  const width = indices.length === 0 ? 0 : from.elementCount / indices.length;
  const [to, words] = [asWords(result.storage.data), asWords(from.storage.data)];
  indices.forEach((at, i) => {
    const walk = new IndexWalk(rows, rows.shape.slice(1), rows.strides.slice(1));
    worked(8 * width);
    for (let k = 0; k < width; k++) move(to, walk.next() + at * rows.strides[0], 1, words, i * width + k, 1, 1);
  });
  return result;
}
