/** Natives of torch.optim. */
import * as engine from "../../../../engine/index.ts";
import { PyFloat } from "../../../runtime/objects/float.ts";
import type { Value } from "../../../runtime/objects/object.ts";
import { PyTensor } from "../objects/tensor.ts";
import { definePython } from "./define.ts";

const numberOf = (value: Value): number =>
  value instanceof PyFloat ? value.value : typeof value === "number" ? value : Number.NaN;

definePython(
  "_adam_step(param, grad, exp_avg, exp_avg_sq, mean_weight, square_decay, square_weight, root_correction, eps, scale, /)",
  (_machine, param: Value, gradient: Value, mean: Value, square: Value, ...scalars: Value[]) => {
    const tensors = [param, gradient, mean, square];
    if (engine.isGradEnabled() || !tensors.every((value) => value instanceof PyTensor)) return false;
    const [p, g, m, s] = tensors.map(({ tensor }) => tensor);
    const [meanWeight, squareDecay, squareWeight, rootCorrection, eps, scale] = scalars.map(numberOf);
    return engine.adamStep(p, g, m, s, { meanWeight, squareDecay, squareWeight, rootCorrection, eps, scale });
  },
  "One parameter's step of Adam where it is an array of float32; false, and nothing done, where it is not.",
);
