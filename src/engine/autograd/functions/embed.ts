import * as ops from "../../ops/index.ts";
import type { Shape } from "../../tensor/shape.ts";
import { contiguousStrides } from "../../tensor/strides.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { records } from "../history.ts";
import { record } from "../record.ts";
import { asStridedAdjoint } from "./strided.ts";

/**
 * A tensor of zeros with the given values where `look` looks. Where `look` shows one element several times (overlapping
 * windows), its values are added up.
 */
export function zerosAround(values: Tensor, shape: Shape, look: (whole: Tensor) => Tensor): Tensor {
  const whole = ops.zeros(shape, values.dtype);
  const part = look(whole);
  if (overlaps(part)) {
    const base = { shape, strides: contiguousStrides(shape), offset: 0 };
    return asStridedAdjoint(values, { shape: part.shape, strides: part.strides, offset: part.offset }, base);
  }
  ops.assign(part, values);
  return records(values)
    ? record("SliceBackwardBackward0", [values], whole, [], (gradient) => [look(gradient)])
    : whole;
}

/** Whether two elements may share memory: sizes and strides of a part of a row-major tensor tell. */
function overlaps({ shape, strides }: Tensor): boolean {
  const order = shape.map((_, i) => i).filter((i) => shape[i] > 1);
  order.sort((a, b) => strides[a] - strides[b]);
  let reach = 0;
  for (const i of order) {
    if (strides[i] <= reach) return true;
    reach += (shape[i] - 1) * strides[i];
  }
  return false;
}
