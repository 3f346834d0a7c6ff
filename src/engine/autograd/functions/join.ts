/** Putting tensors together, and repeating them. */
import * as ops from "../../ops/index.ts";
import { sameShape, wrapDim } from "../../tensor/shape.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { records, recordsAny } from "../history.ts";
import type { Formula } from "../node.ts";
import { record } from "../record.ts";
import { indexSelect } from "./gather.ts";
import { sum } from "./reductions.ts";
import { expand, narrow, reshape, select } from "./views.ts";

const catFormula =
  (sizes: readonly number[], dim: number): Formula =>
  (gradient, _saved, node) => {
    let start = 0;
    return sizes.map((size, i) => {
      const from = start;
      start += size;
      return node.needs(i) ? narrow(gradient, dim, from, size) : null;
    });
  };

export function cat(tensors: readonly Tensor[], dim = 0): Tensor {
  const result = ops.cat(tensors, dim);
  if (!recordsAny(tensors)) return result;
  const d = wrapDim(dim, result.shape.length);
  // One-dimensional tensors without elements are skipped whatever the other shapes are.
  const sizes = tensors.map((tensor) => (tensor.shape.length === result.shape.length ? tensor.shape[d] : 0));
  return record("CatBackward0", tensors, result, [], catFormula(sizes, d));
}

const stackFormula =
  (dim: number): Formula =>
  (gradient, _saved, node) =>
    node.nextEdges.map((_, i) => (node.needs(i) ? select(gradient, dim, i) : null));

export function stack(tensors: readonly Tensor[], dim = 0): Tensor {
  const result = ops.stack(tensors, dim);
  if (!recordsAny(tensors)) return result;
  return record("StackBackward0", tensors, result, [], stackFormula(wrapDim(dim, result.shape.length)));
}

/** Sums the copies that `repeat` made. */
const repeatFormula =
  (shape: readonly number[], repeats: readonly number[]): Formula =>
  (gradient) => {
    const lead = repeats.length - shape.length;
    if (repeats.includes(0)) return [ops.zeros(shape, gradient.dtype)];
    const sizes = repeats.flatMap((count, i) => (i < lead ? [count, 1] : [count, shape[i - lead]]));
    const dims = repeats.map((_, i) => 2 * i);
    return [reshape(sum(reshape(gradient, sizes), { dims }), shape)];
  };

export function repeat(input: Tensor, repeats: readonly number[]): Tensor {
  const result = ops.repeat(input, repeats);
  return records(input) ? record("RepeatBackward0", [input], result, [], repeatFormula(input.shape, repeats)) : result;
}

export function tile(input: Tensor, repeats: readonly number[]): Tensor {
  const lead = Math.max(input.shape.length - repeats.length, 0);
  return repeat(input, [...new Array<number>(lead).fill(1), ...repeats]);
}

/** Each element (or each index of `dim`) repeated, a number or a list of times. */
export function repeatInterleave(input: Tensor, repeats: Tensor | number, dim?: number): Tensor {
  if (!records(input)) return ops.repeatInterleave(input, repeats, dim);
  const flat = dim === undefined ? reshape(input, [-1]) : input;
  const d = wrapDim(dim ?? 0, flat.shape.length);
  const positions = ops.arange(0n, BigInt(flat.shape[d]));
  return indexSelect(flat, d, ops.repeatInterleave(positions, repeats));
}

const rollFormula =
  (shifts: readonly number[], dims: readonly number[]): Formula =>
  (gradient) => [
    roll(
      gradient,
      shifts.map((shift) => -shift),
      dims,
    ),
  ];

export function roll(input: Tensor, shifts: readonly number[], dims: readonly number[] = []): Tensor {
  const result = ops.roll(input, shifts, dims);
  return records(input) ? record("RollBackward0", [input], result, [], rollFormula(shifts, dims)) : result;
}

const flipFormula =
  (dims: readonly number[]): Formula =>
  (gradient) => [flip(gradient, dims)];

export function flip(input: Tensor, dims: readonly number[]): Tensor {
  const result = ops.flip(input, dims);
  return records(input) ? record("FlipBackward0", [input], result, [], flipFormula(dims)) : result;
}

export function fliplr(input: Tensor): Tensor {
  return records(input) && input.shape.length >= 2 ? flip(input, [1]) : ops.fliplr(input);
}

export function flipud(input: Tensor): Tensor {
  return records(input) && input.shape.length >= 1 ? flip(input, [0]) : ops.flipud(input);
}

const rot90Formula =
  (turns: number, dims: readonly number[]): Formula =>
  (gradient) => [rot90(gradient, -turns, dims)];

export function rot90(input: Tensor, turns = 1, dims: readonly number[] = [0, 1]): Tensor {
  const result = ops.rot90(input, turns, dims);
  return records(input) ? record("Rot90Backward0", [input], result, [], rot90Formula(turns, dims)) : result;
}

export function meshgrid(tensors: readonly Tensor[], indexing = "ij"): Tensor[] {
  const raw = ops.meshgrid(tensors, indexing);
  if (!recordsAny(tensors)) return raw;
  // With "xy" the first two tensors run along each other's dimension.
  const swap = indexing === "xy" && tensors.length >= 2;
  return raw.map((grid, i) => {
    const axis = swap && i < 2 ? 1 - i : i;
    const count = tensors[i].elementCount;
    const shape = grid.shape.map((_, d) => (d === axis ? count : 1));
    return expand(reshape(tensors[i], shape), grid.shape);
  });
}

export function broadcastTensors(tensors: readonly Tensor[]): Tensor[] {
  // One that has the shape already is not a view, but itself.
  return ops
    .broadcastTensors(tensors)
    .map((raw, i) => (sameShape(raw.shape, tensors[i].shape) ? tensors[i] : expand(tensors[i], raw.shape)));
}

export function cartesianProd(tensors: readonly Tensor[]): Tensor {
  if (!recordsAny(tensors)) return ops.cartesianProd(tensors);
  if (tensors.length === 1) return tensors[0];
  return stack(
    meshgrid(tensors).map((grid) => reshape(grid, [-1])),
    1,
  );
}
