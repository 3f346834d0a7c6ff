/** Natives of torch.optim. */
import * as engine from "../../../../engine/index.ts";
import type { Value } from "../../../runtime/objects/object.ts";
import { isNumber } from "../arguments/checks.ts";
import { toScalar } from "../arguments/parsed.ts";
import { PyTensor } from "../objects/tensor.ts";
import { definePython } from "./define.ts";

/** NaN for what is none (a learning rate may be a tensor): then the step is left to the operations. */
const numberOf = (value: Value): number => (isNumber(value) ? Number(toScalar(value)) : Number.NaN);

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
