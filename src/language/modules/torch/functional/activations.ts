/** Activations, and the softmax family. */
import type { Machine, Value } from "../../../runtime/objects/object.ts";
import { truth } from "../../../runtime/protocols/index.ts";
import { PyTensor } from "../objects/tensor.ts";
import { callOperation } from "../operations/invoke.ts";
import { warn } from "../warnings.ts";
import { define } from "./definition.ts";

/** `f(input, inplace=False)`: the operation, or its in-place form. */
function activation(name: string, doc: string, operation = name): void {
  define(
    `${name}(input, inplace=False)`,
    (machine, input: Value, inplace: Value) =>
      callOperation(machine, truth(machine, inplace) ? `${operation}_` : operation, input),
    doc,
  );
}
activation("relu", "max(x, 0).");
activation("relu6", "min(max(x, 0), 6).");
activation("selu", "Scaled ELU.");
activation("silu", "x * sigmoid(x), also called swish.");
activation("mish", "x * tanh(softplus(x)).");
activation("hardsigmoid", "min(max(x + 3, 0), 6) / 6.");
activation("hardswish", "x * hardsigmoid(x).");

/** `f(input, a, b, inplace=False)`. */
function parametric(name: string, parameters: string, doc: string): void {
  define(
    `${name}(input, ${parameters}, inplace=False)`,
    (machine, input: Value, ...rest: Value[]) => {
      const inplace = rest.pop() ?? null;
      return callOperation(machine, truth(machine, inplace) ? `${name}_` : name, input, ...rest);
    },
    doc,
  );
}
parametric("leaky_relu", "negative_slope=0.01", "x above zero, slope * x below.");
parametric("elu", "alpha=1.0", "x above zero, alpha * (exp(x) - 1) below.");
parametric("celu", "alpha=1.0", "ELU with a continuous slope.");
parametric("hardtanh", "min_val=-1.0, max_val=1.0", "x limited to [min_val, max_val].");
parametric("threshold", "threshold, value", "x above the threshold, value elsewhere.");

define("sigmoid(input)", (machine, input: Value) => callOperation(machine, "sigmoid", input), "1 / (1 + exp(-x)).");
define("tanh(input)", (machine, input: Value) => callOperation(machine, "tanh", input), "Hyperbolic tangent.");
define(
  "glu(input, dim=-1)",
  (machine, input: Value, dim: Value) => callOperation(machine, "glu", input, dim),
  "The first half of a dimension times the sigmoid of the second.",
);

/** PyTorch's deprecated choice of dimension where softmax is called without one. */
function softmaxDim(machine: Machine, name: string, input: Value): number {
  warn(
    machine,
    `Implicit dimension choice for ${name} has been deprecated. Change the call to include dim=X as an argument.`,
  );
  const rank = input instanceof PyTensor ? input.tensor.shape.length : 1;
  return rank === 0 || rank === 1 || rank === 3 ? 0 : 1;
}
for (const [name, doc] of [
  ["softmax", "exp(x) divided by its sum over a dimension."],
  ["log_softmax", "Logarithm of the softmax."],
  ["softmin", "Softmax of -x."],
] as const) {
  define(
    `${name}(input, dim=None, _stacklevel=3, dtype=None)`,
    (machine, input: Value, dim: Value, _stacklevel: Value, dtype: Value) => {
      const chosen = dim ?? softmaxDim(machine, name, input);
      const operand = name === "softmin" ? callOperation(machine, "neg", input) : input;
      const args = dtype === null ? [operand, chosen] : [operand, chosen, dtype];
      return callOperation(machine, name === "softmin" ? "softmax" : name, ...args);
    },
    doc,
  );
}
