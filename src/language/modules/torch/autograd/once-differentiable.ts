/** `torch.autograd.function.once_differentiable`: a backward pass that can itself not be differentiated. */
import { noGrad } from "../../../../engine/autograd/modes.ts";
import { record } from "../../../../engine/autograd/record.ts";
import { runtimeError } from "../../../../engine/errors.ts";
import * as engine from "../../../../engine/index.ts";
import type { Tensor } from "../../../../engine/tensor/tensor.ts";
import { NativeFunction } from "../../../runtime/objects/function.ts";
import type { Value } from "../../../runtime/objects/object.ts";
import { PyTuple } from "../../../runtime/objects/sequence.ts";
import { PyTensor } from "../objects/tensor.ts";
import { wrapTensor } from "../wrap.ts";

const refuse = (): never => {
  throw runtimeError("trying to differentiate twice a function that was marked with @once_differentiable");
};

/** The same values with a history whose gradient is an error. */
function undifferentiable(value: Value): Value {
  if (!(value instanceof PyTensor) || !engine.isFloating(value.tensor.dtype)) return value;
  const copy: Tensor = engine.detach(value.tensor);
  engine.setRequiresGrad(copy, true);
  return wrapTensor(
    record(
      "Error",
      [copy],
      engine.noGrad(() => engine.detach(copy)),
      [],
      refuse,
    ),
  );
}

export const onceDifferentiable = new NativeFunction(
  "once_differentiable",
  (_machine, [backward]) =>
    new NativeFunction(
      "backward",
      (machine, args) => {
        const returned = noGrad(() => machine.call(backward, [...args]));
        const isTracked = args.some((arg) => arg instanceof PyTensor && engine.requiresGrad(arg.tensor));
        if (!engine.isGradEnabled() || !isTracked) return returned;
        return returned instanceof PyTuple
          ? new PyTuple(returned.items.map(undifferentiable))
          : undifferentiable(returned);
      },
      null,
      null,
      false,
    ),
  null,
  null,
  false,
);
