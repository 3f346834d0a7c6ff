/** Random draws in the history: they depend on their parameters only in distribution, so zeros flow back. */
import * as ops from "../../ops/index.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { recordsAny } from "../history.ts";
import { record } from "../record.ts";

/** Gives a draw the history that PyTorch gives it. Null among the parameters stands for a number. */
export function drawnFrom(name: string, parameters: readonly (Tensor | null)[], draw: Tensor): Tensor {
  if (!recordsAny(parameters)) return draw;
  const shapes = parameters.map((parameter) => parameter?.shape ?? null);
  return record(name, parameters, draw, [], (gradient, _saved, node) =>
    shapes.map((shape, i) => (shape !== null && node.needs(i) ? ops.zeros(shape, gradient.dtype) : null)),
  );
}
