/** Views: their gradients are views back, or zeros around the part that was looked at. */
import * as ops from "../../ops/index.ts";
import { viewOf } from "../../tensor/make.ts";
import { type Shape, sameShape, wrapDim } from "../../tensor/shape.ts";
import { isContiguous } from "../../tensor/strides.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { records } from "../history.ts";
import { record, recordView, recordViews } from "../record.ts";
import { contiguous } from "./copy.ts";
import { zerosAround } from "./embed.ts";
import { cat } from "./join.ts";
import { sumToSize } from "./sum-to-size.ts";

/** The gradient in the shape of what was viewed. */
const reshapedTo =
  (shape: Shape) =>
  (gradient: Tensor): Tensor =>
    reshape(gradient, shape);

/** A view with other sizes; one may be -1. */
export function view(input: Tensor, sizes: Shape): Tensor {
  return recordView("ViewBackward0", input, ops.view(input, sizes), reshapedTo(input.shape));
}

/** A view where strides allow it, else a copy. */
export function reshape(input: Tensor, sizes: Shape): Tensor {
  const result = ops.reshape(input, sizes);
  if (result.storage === input.storage) {
    const name = viewName(input);
    return recordView(name, input, result, reshapedTo(input.shape));
  }
  if (!records(input)) return result;
  const copied = contiguous(input);
  return record("UnsafeViewBackward0", [copied], result, [], unsafeViewFormula(input.shape));
}

const unsafeViewFormula =
  (shape: Shape) =>
  (gradient: Tensor): [Tensor] => [reshape(gradient, shape)];

/** PyTorch's reshape makes a view of a row-major tensor with `view`, of others with a kin of as_strided. */
const viewName = (input: Tensor): string => (isContiguous(input) ? "ViewBackward0" : "ReshapeAliasBackward0");

export const viewAs = (input: Tensor, other: Tensor): Tensor => view(input, other.shape);
export const reshapeAs = (input: Tensor, other: Tensor): Tensor => reshape(input, other.shape);

export function permute(input: Tensor, dims: readonly number[]): Tensor {
  return recordView("PermuteBackward0", input, ops.permute(input, dims), permutedBack(dims, input.shape.length));
}

function permutedBack(dims: readonly number[], rank: number): (gradient: Tensor) => Tensor {
  const inverse = new Array<number>(rank);
  for (const [to, from] of dims.entries()) inverse[wrapDim(from, rank)] = to;
  return (gradient) => permute(gradient, inverse);
}

export function transpose(input: Tensor, dim0: number, dim1: number): Tensor {
  return recordView("TransposeBackward0", input, ops.transpose(input, dim0, dim1), transposedBack(dim0, dim1));
}

const transposedBack =
  (dim0: number, dim1: number) =>
  (gradient: Tensor): Tensor =>
    transpose(gradient, dim0, dim1);

/** The transpose of a matrix. */
export const t = (input: Tensor): Tensor => recordView("TBackward0", input, ops.t(input), t);

export const reverseDims = (input: Tensor): Tensor =>
  recordView("PermuteBackward0", input, ops.reverseDims(input), reverseDims);

export const matrixTranspose = (input: Tensor): Tensor =>
  recordView("TransposeBackward0", input, ops.matrixTranspose(input), matrixTranspose);

export function movedim(input: Tensor, source: readonly number[], destination: readonly number[]): Tensor {
  const name = input.shape.length === 0 ? "AliasBackward0" : "PermuteBackward0";
  return recordView(name, input, ops.movedim(input, source, destination), (gradient) =>
    movedim(gradient, destination, source),
  );
}

/** Without dimensions of size 1: all of them, or those given. */
export function squeeze(input: Tensor, dims?: readonly number[]): Tensor {
  const name = dims === undefined ? "SqueezeBackward0" : dims.length === 1 ? "SqueezeBackward1" : "SqueezeBackward2";
  return recordView(name, input, ops.squeeze(input, dims), reshapedTo(input.shape));
}

/** The same dimension taken away in place, as PyTorch's own functions do it: recorded under another name. */
export const squeezeWithin = (input: Tensor, dim: number): Tensor =>
  recordView("SqueezeBackward4", input, ops.squeeze(input, [dim]), reshapedTo(input.shape));

export function unsqueeze(input: Tensor, dim: number): Tensor {
  return recordView("UnsqueezeBackward0", input, ops.unsqueeze(input, dim), reshapedTo(input.shape));
}

const summedTo =
  (shape: Shape) =>
  (gradient: Tensor): Tensor =>
    sumToSize(gradient, shape);

/** Dimensions of size 1 repeated; their gradients are summed. */
export function expand(input: Tensor, sizes: Shape): Tensor {
  return recordView("ExpandBackward0", input, ops.expand(input, sizes), summedTo(input.shape));
}
export const broadcastTo = expand;
export const expandAs = (input: Tensor, other: Tensor): Tensor => expand(input, other.shape);

/** Records a view of a part: its gradient lies where the part did, in zeros. */
function partView(name: string, input: Tensor, part: Tensor, look: (whole: Tensor) => Tensor): Tensor {
  return recordView(name, input, part, aroundPart(input.shape, look));
}

const aroundPart =
  (shape: Shape, look: (whole: Tensor) => Tensor) =>
  (gradient: Tensor): Tensor =>
    zerosAround(gradient, shape, look);

/** `start` to `start + length` of a dimension. */
export function narrow(input: Tensor, dim: number, start: number, length: number): Tensor {
  return partView("SliceBackward0", input, ops.narrow(input, dim, start, length), narrowLook(dim, start, length));
}
const narrowLook =
  (dim: number, start: number, length: number) =>
  (whole: Tensor): Tensor =>
    narrow(whole, dim, start, length);

/** Python's slice of a dimension. */
export function slice(input: Tensor, dim: number, start?: number, end?: number, step = 1): Tensor {
  return partView("SliceBackward0", input, ops.slice(input, dim, start, end, step), sliceLook(dim, start, end, step));
}
const sliceLook =
  (dim: number, start: number | undefined, end: number | undefined, step: number) =>
  (whole: Tensor): Tensor =>
    slice(whole, dim, start, end, step);

/** One index of a dimension, which disappears. */
export function select(input: Tensor, dim: number, index: number): Tensor {
  return partView("SelectBackward0", input, ops.select(input, dim, index), selectLook(dim, index));
}
const selectLook =
  (dim: number, index: number) =>
  (whole: Tensor): Tensor =>
    select(whole, dim, index);

export function diagonal(input: Tensor, offset = 0, dim1 = 0, dim2 = 1): Tensor {
  return partView(
    "DiagonalBackward0",
    input,
    ops.diagonal(input, offset, dim1, dim2),
    diagonalLook(offset, dim1, dim2),
  );
}
const diagonalLook =
  (offset: number, dim1: number, dim2: number) =>
  (whole: Tensor): Tensor =>
    diagonal(whole, offset, dim1, dim2);

/** All windows of a dimension as a new last one; where windows overlap gradients add up. */
export function unfold(input: Tensor, dim: number, size: number, step: number): Tensor {
  return partView("UnfoldBackward0", input, ops.unfold(input, dim, size, step), unfoldLook(dim, size, step));
}
const unfoldLook =
  (dim: number, size: number, step: number) =>
  (whole: Tensor): Tensor =>
    unfold(whole, dim, size, step);

/** Dimensions `start` to `end` merged into one: a view where strides allow it. */
export function flatten(input: Tensor, start = 0, end = -1): Tensor {
  const shaped = ops.flatten(viewOf(input, input.shape, input.strides), start, end);
  return sameShape(shaped.shape, input.shape) ? input : reshape(input, shaped.shape);
}

export const ravel = (input: Tensor): Tensor => reshape(contiguous(input), [-1]);

export function unflatten(input: Tensor, dim: number, sizes: Shape): Tensor {
  return recordView("ViewBackward0", input, ops.unflatten(input, dim, sizes), reshapedTo(input.shape));
}

const zerosOf = (shape: Shape, like: Tensor): Tensor => ops.zeros(shape, like.dtype);

/** The gradient of several parts of a dimension: joined, zeros for those that have none. */
const joined =
  (shapes: readonly Shape[], dim: number) =>
  (gradients: readonly (Tensor | null)[]): Tensor => {
    const some = gradients.find((gradient) => gradient !== null);
    if (some === undefined || some === null)
      throw new Error("unreachable: the engine applies a node only to gradients");
    return cat(
      gradients.map((gradient, i) => gradient ?? zerosOf(shapes[i], some)),
      dim,
    );
  };

const shapesOf = (parts: readonly Tensor[]): Shape[] => parts.map((part) => part.shape);

export function split(input: Tensor, size: number, dim = 0): Tensor[] {
  const parts = ops.split(input, size, dim);
  return recordViews("SplitBackward0", input, parts, joined(shapesOf(parts), dim));
}

export function splitWithSizes(input: Tensor, sizes: readonly number[], dim = 0): Tensor[] {
  const parts = ops.splitWithSizes(input, sizes, dim);
  return recordViews("SplitWithSizesBackward0", input, parts, joined(shapesOf(parts), dim));
}

export function chunk(input: Tensor, chunks: number, dim = 0): Tensor[] {
  const parts = ops.chunk(input, chunks, dim);
  const isEmpty = input.shape[wrapDim(dim, input.shape.length)] === 0;
  return recordViews(
    isEmpty ? "SplitWithSizesBackward0" : "SplitBackward0",
    input,
    parts,
    joined(shapesOf(parts), dim),
  );
}

/** Every index of a dimension as a tensor without it. */
export function unbind(input: Tensor, dim = 0): Tensor[] {
  const parts = ops.unbind(input, dim);
  return recordViews("UnbindBackward0", input, parts, stacked(shapesOf(parts), dim));
}

const stacked =
  (shapes: readonly Shape[], dim: number) =>
  (gradients: readonly (Tensor | null)[]): Tensor => {
    const some = gradients.find((gradient) => gradient !== null);
    if (some === undefined || some === null)
      throw new Error("unreachable: the engine applies a node only to gradients");
    return cat(
      gradients.map((gradient, i) =>
        unsqueeze(gradient ?? zerosOf(shapes[i], some), wrapDim(dim, shapes[i].length + 1)),
      ),
      wrapDim(dim, shapes[0].length + 1),
    );
  };
