/** The memory order of a pointwise result: that of its operands, as PyTorch's TensorIterator chooses it. */
import type { Shape } from "../../tensor/shape.ts";
import { contiguousStrides } from "../../tensor/strides.ts";
import type { Tensor } from "../../tensor/tensor.ts";

/** Whether elements follow one another in row-major order; the stride of a dimension of size one says nothing. */
function isRowMajor(shape: Shape, strides: readonly number[]): boolean {
  let step = 1;
  for (let dim = shape.length - 1; dim >= 0; dim--) {
    if (shape[dim] === 1) continue;
    if (strides[dim] !== step) return false;
    step *= shape[dim];
  }
  return true;
}

/**
 * The dimensions from slowest to fastest in memory, or null for row-major order. `strides` are the tensor operands',
 * broadcast to `shape`.
 */
export function memoryOrder(shape: Shape, strides: readonly (readonly number[])[]): number[] | null {
  const rank = shape.length;
  if (rank < 2 || shape.includes(0)) return null;
  if (strides.every((steps) => isRowMajor(shape, steps))) return null;
  // Positive: dim0 should come after (be slower than) dim1. Zero: these operands do not say.
  const compare = (dim0: number, dim1: number): number => {
    for (const steps of strides) {
      const a = steps[dim0];
      const b = steps[dim1];
      if (a === 0 || b === 0) continue;
      if (a < b) return -1;
      if (a > b) return 1;
      if (shape[dim0] > shape[dim1]) return 1;
    }
    return 0;
  };
  const order: number[] = [];
  for (let i = rank - 1; i >= 0; i--) order.push(i);
  for (let i = 1; i < rank; i++) {
    let dim1 = i;
    for (let dim0 = i - 1; dim0 >= 0; dim0--) {
      const comparison = compare(order[dim0], order[dim1]);
      if (comparison > 0) {
        [order[dim0], order[dim1]] = [order[dim1], order[dim0]];
        dim1 = dim0;
      } else if (comparison < 0) break;
    }
  }
  order.reverse();
  return order.every((dim, i) => dim === i) ? null : order;
}

export const permuted = (values: readonly number[], order: readonly number[]): number[] =>
  order.map((dim) => values[dim]);

/** The strides of a gapless tensor whose dimensions lie in memory in the given order. */
export function stridesInOrder(shape: Shape, order: readonly number[]): number[] {
  const strides = new Array<number>(shape.length);
  let step = 1;
  for (let i = order.length - 1; i >= 0; i--) {
    strides[order[i]] = step;
    step *= Math.max(shape[order[i]], 1);
  }
  return strides;
}

/** Strides without gaps, in the order in which the tensor's own run (PyTorch's infer_dense_strides). */
export function denseStrides({ shape, strides }: Tensor): readonly number[] {
  const order = memoryOrder(shape, [strides]);
  return order === null ? contiguousStrides(shape) : stridesInOrder(shape, order);
}
