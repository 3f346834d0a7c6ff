/** Which dimensions a reduction folds, and in which order its input is walked. */
import type { DType } from "../../tensor/dtype.ts";
import { allocate, viewOf } from "../../tensor/make.ts";
import { countOf, type Shape, wrapDims } from "../../tensor/shape.ts";
import type { Tensor } from "../../tensor/tensor.ts";

export interface ReduceOptions {
  /** The dimensions to fold; left out or empty: all. */
  readonly dims?: readonly number[];
  /** Folded dimensions stay with size 1. */
  readonly keepdim?: boolean;
}

/** The folded dimensions, wrapped; all of them where none are named. */
export function foldedDims(input: Tensor, dims: readonly number[] | undefined): number[] {
  const rank = input.shape.length;
  if (dims === undefined || dims.length === 0) return input.shape.map((_, i) => i);
  const wrapped = wrapDims(dims, rank);
  return rank === 0 ? [] : wrapped;
}

export function reducedShape(shape: Shape, folded: readonly number[], keepdim: boolean): number[] {
  const result: number[] = [];
  for (let i = 0; i < shape.length; i++) {
    if (!folded.includes(i)) result.push(shape[i]);
    else if (keepdim) result.push(1);
  }
  return result;
}

/**
 * The input seen as [outer, folded, inner]: `inner` are the kept dimensions that lie closer together in memory than
 * any folded one, so that a sum over rows runs along the rows.
 */
export interface ReducePlan {
  readonly shape: number[];
  readonly strides: number[];
  readonly outer: number;
  readonly folded: number;
  readonly inner: number;
  /** The result, and the same memory seen as [outer, inner]. */
  readonly result: Tensor;
  readonly target: Tensor;
}

/** With `byRow`, `inner` is 1: every result's values follow each other, closest in memory first. */
export function planReduction(
  input: Tensor,
  folded: readonly number[],
  keepdim: boolean,
  dtype: DType,
  byRow = false,
): ReducePlan {
  const { shape, strides } = input;
  const bare = allocate(reducedShape(shape, folded, false), dtype);
  const kept = shape.map((_, i) => i).filter((i) => !folded.includes(i));
  const nearest = Math.min(...folded.filter((i) => shape[i] > 1).map((i) => Math.abs(strides[i])));
  const isInner = (i: number): boolean => !byRow && shape[i] > 1 && strides[i] !== 0 && strides[i] < nearest;
  const outerDims = kept.filter((i) => !isInner(i));
  const innerDims = kept.filter(isInner);
  const byStride = [...folded].sort((a, b) => strides[b] - strides[a]);
  const order = [...outerDims, ...byStride, ...innerDims];
  const keptOrder = [...outerDims, ...innerDims].map((i) => kept.indexOf(i));
  const sizeOf = (dims: readonly number[]): number => countOf(dims.map((i) => shape[i]));
  return {
    shape: order.map((i) => shape[i]),
    strides: order.map((i) => strides[i]),
    outer: sizeOf(outerDims),
    folded: sizeOf(folded),
    inner: sizeOf(innerDims),
    result: keepdim ? allocateKept(bare, shape, folded) : bare,
    target: viewOf(
      bare,
      keptOrder.map((i) => bare.shape[i]),
      keptOrder.map((i) => bare.strides[i]),
    ),
  };
}

/** The result with its folded dimensions shown as 1. */
function allocateKept(bare: Tensor, shape: Shape, folded: readonly number[]): Tensor {
  const sizes = reducedShape(shape, folded, true);
  const strides = new Array<number>(sizes.length);
  let step = 1;
  for (let i = sizes.length - 1; i >= 0; i--) {
    strides[i] = step;
    step *= Math.max(sizes[i], 1);
  }
  return viewOf(bare, sizes, strides);
}
