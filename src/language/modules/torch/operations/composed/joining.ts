/** Joining tensors along a dimension, and splitting one. */
import { indexError, runtimeError } from "../../../../../engine/errors.ts";
import * as engine from "../../../../../engine/index.ts";
import { toNumbers } from "../../../../../engine/ops/copy.ts";
import { dtypes } from "../../../../../engine/tensor/dtype.ts";
import { makeParts } from "../../../../../engine/tensor/parts.ts";
import type { Tensor } from "../../../../../engine/tensor/tensor.ts";
import { checkElements } from "../../../../runtime/limits.ts";

/** A tensor with at least so many dimensions: a vector becomes a row, a matrix gets a third dimension at the end. */
export function atLeast(tensor: Tensor, rank: 1 | 2 | 3): Tensor {
  const own = tensor.shape.length;
  if (own >= rank) return tensor;
  if (own === 0) return engine.reshape(tensor, new Array<number>(rank).fill(1));
  if (rank === 2) return engine.unsqueeze(tensor, 0);
  return own === 1 ? engine.unsqueeze(engine.unsqueeze(tensor, 0), -1) : engine.unsqueeze(tensor, -1);
}

const requireSome = (name: string, tensors: readonly Tensor[]): void => {
  if (tensors.length === 0) throw runtimeError(`${name} expects a non-empty TensorList`);
};

export function hstack(tensors: readonly Tensor[]): Tensor {
  requireSome("hstack", tensors);
  const wide = tensors.map((tensor) => atLeast(tensor, 1));
  return engine.cat(wide, wide[0].shape.length === 1 ? 0 : 1);
}

export function vstack(tensors: readonly Tensor[]): Tensor {
  requireSome("vstack", tensors);
  return engine.cat(
    tensors.map((tensor) => atLeast(tensor, 2)),
    0,
  );
}

export function dstack(tensors: readonly Tensor[]): Tensor {
  requireSome("dstack", tensors);
  return engine.cat(
    tensors.map((tensor) => atLeast(tensor, 3)),
    2,
  );
}

export function columnStack(tensors: readonly Tensor[]): Tensor {
  requireSome("column_stack", tensors);
  return hstack(
    tensors.map((tensor) => (tensor.shape.length <= 1 ? engine.reshape(tensor, [tensor.elementCount, 1]) : tensor)),
  );
}

/** Matrices along a diagonal. RuntimeError for more than two dimensions. */
export function blockDiag(tensors: readonly Tensor[]): Tensor {
  const blocks = tensors.map((tensor, i) => {
    if (tensor.shape.length > 2) {
      throw runtimeError(
        `torch.block_diag: Input tensors must have 2 or fewer dimensions. Input ${i} has ${tensor.shape.length} dimensions`,
      );
    }
    return atLeast(tensor, 2);
  });
  const columns = blocks.reduce((sum, block) => sum + block.shape[1], 0);
  let before = 0;
  const rows = blocks.map((block) => {
    const after = columns - before - block.shape[1];
    const row = engine.pad(block, [before, after]);
    before += block.shape[1];
    return row;
  });
  return engine.cat(rows, 0);
}

/** A tensor of indices, or of how many parts there are. */
function splitPlaces(where: Tensor): number | readonly number[] {
  if (where.dtype !== "int64") {
    throw runtimeError(
      `tensor_split expected tensor_indices_or_sections to have dtype of long, but got ${dtypes[where.dtype].scalarName}`,
    );
  }
  const rank = where.shape.length;
  if (rank > 1) {
    throw runtimeError(
      `tensor_split expected tensor_indices_or_sections to be a zero-dimensional or one-dimensional tensor, but got a tensor with ${rank} dims`,
    );
  }
  const numbers = Array.from(toNumbers(where));
  return rank === 0 ? numbers[0] : numbers;
}

/** Pieces cut at indices, or so many that are as equal as possible. */
export function tensorSplit(input: Tensor, where: number | readonly number[] | Tensor, dim: number): Tensor[] {
  const rank = input.shape.length;
  if (rank === 0)
    throw runtimeError("tensor_split expected at least a 1-dimensional tensor, but got a tensor with 0 dims");
  const places = typeof where === "object" && "dtype" in where ? splitPlaces(where) : where;
  if (dim < -rank || dim >= rank) {
    throw indexError(`Dimension out of range (expected to be in range of [${-rank}, ${rank - 1}], but got ${dim})`);
  }
  const d = dim < 0 ? dim + rank : dim;
  const size = input.shape[d];
  const cuts: number[] = [];
  if (typeof places === "number") {
    if (places <= 0) throw runtimeError(`number of sections must be larger than 0, got ${places}`);
    const [least, extra] = [Math.floor(size / places), size % places];
    checkElements(places);
    for (let i = 1; i < places; i++) cuts.push(i * least + Math.min(i, extra));
  } else for (const place of places) cuts.push(place);
  cuts.push(size);
  let start = 0;
  return makeParts(cuts.length, (i) => {
    const cut = cuts[i];
    const end = Math.min(cut < 0 ? Math.max(cut + size, 0) : cut, size);
    const piece = engine.slice(input, d, start, Math.max(start, end), 1);
    start = end;
    return piece;
  });
}
