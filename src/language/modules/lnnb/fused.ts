/** The module `lnnb.fused`: several PyTorch operations in one pass over memory. Where a call does not fit, they run one by one. */
import * as engine from "../../../engine/index.ts";
import type { Tensor } from "../../../engine/tensor/tensor.ts";
import type { PyModule } from "../../runtime/objects/module.ts";
import type { Machine, Value } from "../../runtime/objects/object.ts";
import { PyTuple } from "../../runtime/objects/sequence.ts";
import { native } from "../../runtime/objects/signature.ts";
import { doubleOf } from "../../runtime/protocols/index.ts";
import { nativeModule } from "../native-module.ts";
import { PyTensor } from "../torch/objects/tensor.ts";
import { callOperation } from "../torch/operations/invoke.ts";
import { wrapTuple } from "../torch/wrap.ts";

/** A float32 tensor: regions of autocast change nothing about layer norms of those. */
const plainTensor = (value: Value): Tensor | null =>
  value instanceof PyTensor && value.tensor.dtype === "float32" ? value.tensor : null;

const plainShape = (value: Value): number[] | null => {
  if (typeof value === "number") return [value];
  if (!(value instanceof PyTuple)) return null;
  const sizes = value.items.filter((item) => typeof item === "number");
  return sizes.length === value.items.length ? sizes : null;
};

const addLayerNorm = native(
  "add_layer_norm(input, branch, normalized_shape, weight=None, bias=None, eps=1e-05)",
  (machine: Machine, input: Value, branch: Value, shape: Value, weight: Value, bias: Value, eps: Value) => {
    const [x, f] = [plainTensor(input), plainTensor(branch)];
    const [w, b] = [plainTensor(weight), plainTensor(bias)];
    const sizes = plainShape(shape);
    const epsilon = doubleOf(eps);
    const hasParameters = (weight === null || w !== null) && (bias === null || b !== null);
    if (x !== null && f !== null && sizes !== null && epsilon !== undefined && hasParameters) {
      return wrapTuple(engine.addLayerNorm(x, f, sizes, w, b, epsilon));
    }
    const total = callOperation(machine, "add", input, branch);
    return new PyTuple([total, callOperation(machine, "layer_norm", total, shape, weight, bias, eps)]);
  },
  "input + branch, and the layer norm of that sum, in one pass over memory.",
);

export const createFused = (): PyModule => nativeModule("lnnb.fused", [addLayerNorm], {}, null);
