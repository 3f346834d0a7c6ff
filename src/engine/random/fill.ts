/** Writing a stream of draws into a tensor, in the order of its memory as PyTorch's serial kernels do. */

import { checkNoInternalOverlap } from "../ops/pointwise/out.ts";
import { countOf, type Shape } from "../tensor/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { blockSize, Writer } from "../tensor/walk.ts";
import { worked } from "../work.ts";

interface Layout {
  readonly shape: Shape;
  readonly strides: Shape;
}

/** The same elements with the dimensions sorted so that memory is walked upwards (TensorIterator's order). */
function inMemoryOrder({ shape, strides }: Tensor): Layout {
  const order = shape.map((_, dim) => dim);
  order.sort((a, b) => strides[b] - strides[a] || a - b);
  return { shape: order.map((dim) => shape[dim]), strides: order.map((dim) => strides[dim]) };
}

/** Fills a tensor in place with draws; raises its version. RuntimeError where elements share memory. */
export function fillWithDraws(tensor: Tensor, draw: () => number): Tensor {
  checkNoInternalOverlap(tensor);
  tensor.storage.version++;
  const layout = inMemoryOrder(tensor);
  const count = countOf(tensor.shape);
  const block = new Float64Array(Math.min(count, blockSize));
  const writer = new Writer(tensor, layout.shape, layout.strides);
  for (let left = count; left > 0; left -= blockSize) {
    const n = Math.min(left, blockSize);
    // A draw takes as long as several elements of plain code.
    worked(7 * n);
    for (let i = 0; i < n; i++) block[i] = draw();
    writer.write(block, n);
  }
  return tensor;
}
