/** Views with any strides, and what carries gradients back through them. */
import * as ops from "../../ops/index.ts";
import { allocate, viewOf } from "../../tensor/make.ts";
import type { Shape } from "../../tensor/shape.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { IndexWalk } from "../../tensor/walk.ts";
import { records } from "../history.ts";
import { record, recordView } from "../record.ts";
import type { ViewGeometry } from "../views.ts";

/** Gaps and repeats included: one past the largest index that a geometry reaches. */
function extent({ shape, strides, offset }: ViewGeometry): number {
  let last = offset;
  for (let i = 0; i < shape.length; i++) last += Math.max(shape[i] - 1, 0) * strides[i];
  return last + 1;
}

/** Adds the gradient of a view up where its elements lie in a line of memory, and reads that through another geometry. */
function scatterAndRead(gradient: Tensor, view: ViewGeometry, base: ViewGeometry): Tensor {
  const line = allocate([Math.max(extent(view), extent(base))], "float64");
  const { data } = line.storage;
  const values = ops.toNumbers(gradient);
  const into = new IndexWalk(viewOf(line, view.shape, view.strides, view.offset));
  for (let i = 0; i < values.length; i++) {
    const at = into.next();
    data[at] = Number(data[at]) + values[i];
  }
  // Where the base itself repeats elements, each repeat gets its share.
  const read = viewOf(line, base.shape, base.strides, base.offset);
  const shares = repeats(base);
  const total = shares === null ? read : ops.div(read, shares);
  return ops.to(ops.contiguous(total), gradient.dtype);
}

/** For each element of a geometry how many of its elements share the same memory; null where none do. */
function repeats(geometry: ViewGeometry): Tensor | null {
  const overlaps = geometry.shape.some((size, i) => size > 1 && geometry.strides[i] === 0);
  if (!overlaps) return null;
  const counts = allocate([extent(geometry)], "float64");
  const read = viewOf(counts, geometry.shape, geometry.strides, geometry.offset);
  const walk = new IndexWalk(read);
  for (let left = read.elementCount; left > 0; left--) {
    const at = walk.next();
    counts.storage.data[at] = Number(counts.storage.data[at]) + 1;
  }
  return read;
}

/** The gradient of a base from that of a view: zero where the view does not reach. Both geometries count from one origin. */
export function asStridedAdjoint(gradient: Tensor, view: ViewGeometry, base: ViewGeometry): Tensor {
  const result = scatterAndRead(gradient, view, base);
  if (!records(gradient)) return result;
  return record("AsStridedBackwardBackward0", [gradient], result, [], (second) => [readThrough(second, base, view)]);
}

/** What a view with `view`'s geometry would show of a tensor with these values that lay as `base` does. */
function readThrough(values: Tensor, base: ViewGeometry, view: ViewGeometry): Tensor {
  const line = allocate([Math.max(extent(view), extent(base))], values.dtype);
  ops.assign(viewOf(line, base.shape, base.strides, base.offset), values);
  const result = ops.clone(viewOf(line, view.shape, view.strides, view.offset));
  if (!records(values)) return result;
  return record("AsStridedBackward0", [values], result, [], (gradient) => [asStridedAdjoint(gradient, view, base)]);
}

/** A view with any strides; `offset` counts elements of the storage. */
export function asStrided(input: Tensor, shape: Shape, strides: Shape, offset = input.offset): Tensor {
  const result = ops.asStrided(input, shape, strides, offset);
  const origin = Math.min(offset, input.offset);
  const view = { shape, strides, offset: offset - origin };
  const base = { shape: input.shape, strides: input.strides, offset: input.offset - origin };
  return recordView("AsStridedBackward0", input, result, (gradient) => asStridedAdjoint(gradient, view, base));
}
