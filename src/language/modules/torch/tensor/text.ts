import * as engine from "../../../../engine/index.ts";
import type { Tensor } from "../../../../engine/tensor/tensor.ts";

/** `repr(x)`: the values, then the gradient part as PyTorch words it. */
export function tensorText(tensor: Tensor): string {
  const node = engine.gradFnOf(tensor);
  const suffix = node !== null ? `grad_fn=<${node.name}>` : engine.requiresGrad(tensor) ? "requires_grad=True" : null;
  return engine.formatTensor(tensor, suffix === null ? {} : { suffixes: [suffix] });
}
