import * as ops from "../../ops/index.ts";
import { type Shape, sameShape } from "../../tensor/shape.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { records } from "../history.ts";
import { record } from "../record.ts";
import { expand } from "./views.ts";

/** Sums over broadcast dimensions, so that a gradient gets the shape of what was broadcast. */
export function sumToSize(input: Tensor, shape: Shape): Tensor {
  if (sameShape(input.shape, shape)) return input;
  const lead = input.shape.length - shape.length;
  const dims = input.shape.map((_, i) => i).filter((i) => i < lead || (shape[i - lead] === 1 && input.shape[i] !== 1));
  const summed = dims.length === 0 ? input : ops.sum(input, { dims, keepdim: true });
  const result = ops.view(summed, shape);
  if (!records(input)) return result;
  const from = input.shape;
  // PyTorch sums, and then views what has fewer dimensions.
  const name = lead > 0 ? "ViewBackward0" : "SumBackward1";
  return record(name, [input], result, [], (gradient) => [expand(gradient, from)]);
}
