/**
 * Python's `x[...]`: basic indices make views, index tensors gather. The two steps are apart so that autograd can put
 * its own view functions into the first.
 */
import { indexError, runtimeError, valueError } from "../errors.ts";
import { copyOf } from "../tensor/copy.ts";
import { dtypes } from "../tensor/dtype.ts";
import { allocate, viewOf } from "../tensor/make.ts";
import { asWords, gatherElements } from "../tensor/move.ts";
import { broadcastTwo, countOf, formatShape, type Shape, sameShape } from "../tensor/shape.ts";
import { broadcastStrides } from "../tensor/strides.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { storagePositions } from "../tensor/walk.ts";
import { worked } from "../work.ts";
import { combineInto } from "./combine.ts";
import { toNumbers } from "./copy.ts";
import { full } from "./creation.ts";
import { nonzero } from "./nonzero.ts";
import { expand, select, slice, unsqueeze } from "./views.ts";

export type Index =
  | { readonly kind: "integer"; readonly value: number }
  | { readonly kind: "slice"; readonly start?: number; readonly stop?: number; readonly step?: number }
  | { readonly kind: "newaxis" }
  | { readonly kind: "ellipsis" }
  | { readonly kind: "bool"; readonly value: boolean }
  | { readonly kind: "tensor"; readonly tensor: Tensor };

/** The view functions that basic indexing is made of. */
export interface ViewFunctions {
  select(input: Tensor, dim: number, index: number): Tensor;
  slice(input: Tensor, dim: number, start: number, end: number, step: number): Tensor;
  unsqueeze(input: Tensor, dim: number): Tensor;
}

/** A view, and the index tensors that are still to be applied to its dimensions (null: the whole dimension). */
export interface BasicIndexing {
  readonly view: Tensor;
  readonly indices: (Tensor | null)[];
}

/** How many dimensions of the input an index uses up. */
function consumed(index: Index): number {
  if (index.kind === "integer" || index.kind === "slice") return 1;
  if (index.kind !== "tensor") return 0;
  const { dtype, shape } = index.tensor;
  return dtype === "bool" || dtype === "uint8" ? shape.length : 1;
}

/** Applies integers, slices, None and `...`; leaves the index tensors. IndexErrors and ValueErrors as Python raises them. */
export function basicIndexing(
  input: Tensor,
  items: readonly Index[],
  views: ViewFunctions = { select, slice, unsqueeze },
): BasicIndexing {
  const rank = input.shape.length;
  let used = 0;
  for (const item of items) used += consumed(item);
  if (rank === 0 && items.length === 1 && (items[0].kind === "integer" || items[0].kind === "slice")) {
    const [item] = items;
    if (item.kind === "integer" && item.value !== 0) {
      throw indexError(`index ${item.value} is out of bounds for dimension 0 with size 0`);
    }
    throw indexError(
      item.kind === "integer"
        ? "invalid index of a 0-dim tensor. Use `tensor.item()` in Python or `tensor.item<T>()` in C++ to convert a 0-dim tensor to a number"
        : "slice() cannot be applied to a 0-dim tensor.",
    );
  }
  if (used > rank) throw indexError(`too many indices for tensor of dimension ${rank}`);
  let view = input;
  let dim = 0;
  const indices: (Tensor | null)[] = [];
  const addIndex = (tensor: Tensor): void => {
    while (indices.length < dim) indices.push(null);
    indices.push(tensor);
    dim++;
  };
  items.forEach((item, position) => {
    switch (item.kind) {
      case "integer":
        view = applyInteger(view, dim, item.value, position, views);
        break;
      case "slice":
        view = applySlice(view, dim, item, views);
        dim++;
        break;
      case "ellipsis":
        dim += rank - used;
        break;
      case "newaxis":
        view = views.unsqueeze(view, dim);
        dim++;
        break;
      case "bool":
        view = views.unsqueeze(view, dim);
        addIndex(full(item.value ? [1] : [0], 0n, "int64"));
        break;
      case "tensor": {
        const { tensor } = item;
        checkIndexType(tensor);
        if (isScalarIndex(tensor)) {
          view = applyInteger(view, dim, toNumbers(tensor)[0], position, views);
          break;
        }
        if (tensor.shape.length === 0 && (tensor.dtype === "bool" || tensor.dtype === "uint8")) {
          view = views.unsqueeze(view, dim);
          addIndex(full(toNumbers(tensor)[0] !== 0 ? [1] : [0], 0n, "int64"));
        } else addIndex(tensor);
        // A mask takes as many dimensions as it has.
        dim += Math.max(consumed(item) - 1, 0);
      }
    }
  });
  return { view, indices };
}

function checkIndexType(tensor: Tensor): void {
  const { kind, bytes } = dtypes[tensor.dtype];
  const ok = kind === "bool" || (kind === "int" && (bytes >= 4 || tensor.dtype === "uint8"));
  if (!ok) throw indexError("tensors used as indices must be long, int, byte or bool tensors");
}

/** A 0-d integer tensor selects as a number does. */
const isScalarIndex = ({ shape, dtype }: Tensor): boolean =>
  shape.length === 0 && dtypes[dtype].kind === "int" && dtype !== "uint8";

/** The dimension that the error names is the index's place among the indices, as in PyTorch. */
function applyInteger(view: Tensor, dim: number, value: number, position: number, views: ViewFunctions): Tensor {
  const size = view.shape[dim];
  if (value < -size || value >= size) {
    throw indexError(`index ${value} is out of bounds for dimension ${position} with size ${size}`);
  }
  return views.select(view, dim, value);
}

function applySlice(
  view: Tensor,
  dim: number,
  { start, stop, step = 1 }: { readonly start?: number; readonly stop?: number; readonly step?: number },
  views: ViewFunctions,
): Tensor {
  if (step === 0) throw valueError("slice step cannot be zero");
  if (step < 0) throw valueError("step must be greater than zero");
  const size = view.shape[dim];
  const cut = (value: number): number => Math.min(Math.max(value < 0 ? value + size : value, 0), size);
  const from = cut(start ?? 0);
  const to = cut(stop ?? size);
  return views.slice(view, dim, from, to, step);
}

/** Everything that gathering and writing through index tensors need to know. */
interface AdvancedPlan {
  /** The input's view whose element 0 is at every [0, ..] index, with the kept dimensions' strides. */
  readonly shape: number[];
  /** Storage offsets of the indexed dimensions, one for each position of the broadcast index tensors. */
  readonly offsets: Int32Array;
  /** Kept dimensions before and after the place where the index dimensions go. */
  readonly before: { shape: number[]; strides: number[] };
  readonly after: { shape: number[]; strides: number[] };
  readonly indexShape: Shape;
}

function checkMask(input: Tensor, mask: Tensor, at: number): void {
  mask.shape.forEach((size, j) => {
    if (size !== input.shape[at + j]) {
      throw indexError(
        `The shape of the mask ${formatShape(mask.shape)} at index ${j} does not match the shape of the indexed tensor ${formatShape(input.shape)} at index ${at + j}`,
      );
    }
  });
}

function expandMasks(input: Tensor, indices: readonly (Tensor | null)[]): (Tensor | null)[] {
  const expanded: (Tensor | null)[] = [];
  for (const index of indices) {
    if (index === null || (index.dtype !== "bool" && index.dtype !== "uint8")) {
      expanded.push(index);
      continue;
    }
    checkMask(input, index, expanded.length);
    const found = nonzero(index);
    for (let j = 0; j < index.shape.length; j++) expanded.push(select(found, 1, j));
  }
  return expanded;
}

function planAdvanced(input: Tensor, given: readonly (Tensor | null)[]): AdvancedPlan {
  for (const index of given) if (index !== null) checkIndexType(index);
  const lone = given.findIndex((index) => index !== null);
  const mask = given[lone];
  if (lone === given.length - 1 && mask?.dtype === "bool" && mask.shape.length > 0) return planMask(input, mask, lone);
  const indices = expandMasks(input, given);
  if (indices.length > input.shape.length) {
    throw indexError(`too many indices for tensor of dimension ${input.shape.length} (got ${indices.length})`);
  }
  while (indices.length < input.shape.length) indices.push(null);
  const tensors = indices.filter((index) => index !== null);
  const indexShape = commonIndexShape(tensors);
  const dims = indices.flatMap((index, dim) => (index === null ? [] : [dim]));
  const adjacent = dims.every((dim, i) => i === 0 || dim === dims[i - 1] + 1);
  const place = adjacent ? dims[0] : 0;
  const kept = input.shape.map((_, dim) => dim).filter((dim) => indices[dim] === null);
  const part = (chosen: number[]): { shape: number[]; strides: number[] } => ({
    shape: chosen.map((dim) => input.shape[dim]),
    strides: chosen.map((dim) => input.strides[dim]),
  });
  const before = part(kept.filter((dim) => adjacent && dim < place));
  const after = part(kept.filter((dim) => !adjacent || dim > place));
  const offsets = new Int32Array(countOf(indexShape));
  const shape = [...before.shape, ...indexShape, ...after.shape];
  if (offsets.length > 0 && dims.some((dim) => input.shape[dim] === 0)) {
    throw indexError("index is out of bounds for dimension with size 0");
  }
  // Places are only looked at where there is something to move, and errors number the index tensors.
  if (countOf(shape) > 0) {
    for (const [order, dim] of dims.entries()) addOffsets(offsets, input, dim, order, indices[dim], indexShape);
  }
  return { shape, offsets, before, after, indexShape };
}

/** One mask alone: the places where it is true, without a list of their coordinates. */
function planMask(input: Tensor, mask: Tensor, at: number): AdvancedPlan {
  checkMask(input, mask, at);
  const end = at + mask.shape.length;
  const part = (from: number, to?: number): { shape: number[]; strides: number[] } => ({
    shape: input.shape.slice(from, to),
    strides: input.strides.slice(from, to),
  });
  const masked = part(at, end);
  const offsets = compress(storagePositions(viewOf(input, masked.shape, masked.strides, 0)), toNumbers(mask));
  const [before, after] = [part(0, at), part(end)];
  return {
    shape: [...before.shape, offsets.length, ...after.shape],
    offsets,
    before,
    after,
    indexShape: [offsets.length],
  };
}

/** The values where `on` is not zero. */
function compress(values: Int32Array, on: Float64Array): Int32Array {
  const kept = new Int32Array(values.length);
  let count = 0;
  for (let i = 0; i < values.length; i++) if (on[i] !== 0) kept[count++] = values[i];
  return kept.slice(0, count);
}

function commonIndexShape(tensors: readonly Tensor[]): Shape {
  let shape: Shape = [];
  for (const tensor of tensors) {
    try {
      shape = broadcastTwo(shape, tensor.shape);
    } catch {
      throw indexError(
        `shape mismatch: indexing tensors could not be broadcast together with shapes ${tensors.map((t) => formatShape(t.shape)).join(", ")}`,
      );
    }
  }
  return shape;
}

function addOffsets(
  offsets: Int32Array,
  input: Tensor,
  dim: number,
  order: number,
  index: Tensor | null,
  shape: Shape,
): void {
  if (index === null || offsets.length === 0) return;
  const values = toNumbers(viewOf(index, shape, broadcastStrides(index, shape)));
  const size = input.shape[dim];
  const stride = input.strides[dim];
  for (let i = 0; i < offsets.length; i++) {
    const at = values[i];
    if (at < -size || at >= size) {
      throw indexError(`index ${at} is out of bounds for dimension ${order} with size ${size}`);
    }
    offsets[i] += (at < 0 ? at + size : at) * stride;
  }
}

/** The storage index of every element of the indexed result, in row-major order. */
function positionsOf(input: Tensor, plan: AdvancedPlan): Int32Array {
  const { before, after, offsets } = plan;
  const outer = countOf(before.shape);
  const inner = countOf(after.shape);
  const positions = new Int32Array(outer * offsets.length * inner);
  if (positions.length === 0) return positions;
  const innerOffsets = storagePositions(viewOf(input, after.shape, after.strides, 0));
  const outerOffsets = storagePositions(viewOf(input, before.shape, before.strides));
  for (let o = 0, p = 0; o < outer; o++) {
    const start = outerOffsets[o];
    for (let i = 0; i < offsets.length; i++) {
      const base = start + offsets[i];
      worked(inner);
      for (let k = 0; k < inner; k++) positions[p++] = base + innerOffsets[k];
    }
  }
  return positions;
}

/**
 * Gathers by index tensors (aten's `index`): integers broadcast together; a mask stands for its true places. The index
 * dimensions come where the first one was if they are neighbours, else in front.
 */
export function indexTensors(input: Tensor, indices: readonly (Tensor | null)[]): Tensor {
  const plan = planAdvanced(input, indices);
  const result = allocate(plan.shape, input.dtype);
  const positions = positionsOf(input, plan);
  gatherElements(input.dtype, asWords(result.storage.data), 0, asWords(input.storage.data), positions);
  return result;
}

export interface IndexPutOptions {
  /** Values for one place add up; else the last one stays. */
  readonly accumulate?: boolean;
  /** Writes into this tensor (the input itself for `index_put_`) instead of a copy. */
  readonly out?: Tensor;
}

/** Writes values, broadcast to the indexed shape, where index tensors point. RuntimeErrors for dtype and shape. */
export function indexPut(
  input: Tensor,
  indices: readonly (Tensor | null)[],
  values: Tensor,
  { accumulate = false, out }: IndexPutOptions = {},
): Tensor {
  if (values.dtype !== input.dtype) {
    throw runtimeError(
      `Index put requires the source and destination dtypes match, got ${dtypes[input.dtype].scalarName} for the destination and ${dtypes[values.dtype].scalarName} for the source.`,
    );
  }
  const target = out ?? copyOf(input);
  // Elements may share memory: the last write counts. (PyTorch warns that it is deprecated.)
  const plan = planAdvanced(target, indices);
  const source = broadcastValues(values, plan.shape);
  const own = source.storage === target.storage ? copyOf(source) : source;
  target.storage.version++;
  combineInto(target, positionsOf(target, plan), own, accumulate ? "add" : "assign");
  return target;
}

function broadcastValues(values: Tensor, shape: number[]): Tensor {
  // Leading dimensions of size 1 do not count.
  let lead = 0;
  while (values.shape.length - lead > shape.length && values.shape[lead] === 1) lead++;
  const trimmed = viewOf(values, values.shape.slice(lead), values.strides.slice(lead));
  try {
    return expand(trimmed, shape);
  } catch {
    throw runtimeError(
      `shape mismatch: value tensor of shape ${formatShape(values.shape)} cannot be broadcast to indexing result of shape ${formatShape(shape)}`,
    );
  }
}

/** `x[items]`: a view for basic indices, fresh memory where index tensors take part. */
export function index(input: Tensor, items: readonly Index[]): Tensor {
  const { view, indices } = basicIndexing(input, items);
  return indices.length === 0 ? view : indexTensors(view, indices);
}

/** Elements of the mask's true places as a vector; mask and input broadcast. */
export function maskedSelect(input: Tensor, mask: Tensor): Tensor {
  if (mask.dtype !== "bool") throw runtimeError("masked_select: expected BoolTensor for mask");
  const shape = sameShape(input.shape, mask.shape) ? input.shape : broadcastTwo(mask.shape, input.shape);
  const wide = expand(input, shape);
  return indexTensors(wide.shape.length === 0 ? unsqueeze(wide, 0) : wide, [
    shape.length === 0 ? unsqueeze(mask, 0) : expand(mask, shape),
  ]);
}
