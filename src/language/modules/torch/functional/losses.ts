/** Losses, with what Python checks of their arguments and warns of. */
import { attributeError, valueError } from "../../../runtime/errors.ts";
import type { Machine, Value } from "../../../runtime/objects/object.ts";
import { PyTuple } from "../../../runtime/objects/sequence.ts";
import { repr } from "../../../runtime/protocols/index.ts";
import { isNumber } from "../arguments/checks.ts";
import { toScalar } from "../arguments/parsed.ts";
import { typeName } from "../arguments/type-name.ts";
import { sizeOf } from "../objects/size.ts";
import { PyTensor } from "../objects/tensor.ts";
import { callOperation } from "../operations/invoke.ts";
import { warn } from "../warnings.ts";
import { call, define } from "./definition.ts";
import { reductionCode } from "./reduction.ts";

/** Warns where input and target will be broadcast, as PyTorch's regression losses do. */
function checkSameSize(machine: Machine, input: Value, target: Value): void {
  for (const value of [target, input]) {
    if (!(value instanceof PyTensor)) throw attributeError(`'${typeName(value)}' object has no attribute 'size'`);
  }
  if (!(input instanceof PyTensor && target instanceof PyTensor)) return;
  const [a, b] = [input.tensor.shape, target.tensor.shape];
  if (a.length === b.length && a.every((n, i) => n === b[i])) return;
  warn(
    machine,
    `Using a target size (${repr(machine, sizeOf(b))}) that is different to the input size (${repr(machine, sizeOf(a))}). This will likely lead to incorrect results due to broadcasting. Please ensure they have the same size.`,
  );
}

const legacy = "size_average=None, reduce=None, reduction='mean'";
for (const [name, doc] of [
  ["mse_loss", "Mean squared error."],
  ["l1_loss", "Mean absolute error."],
] as const) {
  define(
    `${name}(input, target, ${legacy}, weight=None)`,
    (machine, input: Value, target: Value, average: Value, reduce: Value, reduction: Value, weight: Value) => {
      checkSameSize(machine, input, target);
      const code = reductionCode(machine, average, reduce, reduction);
      if (weight === null) {
        const [x, y] = broadcastPair(machine, input, target);
        return callOperation(machine, name, x, y, code);
      }
      const losses = callOperation(machine, "mul", callOperation(machine, name, input, target, 0), weight);
      if (code === 0) return losses;
      const total = callOperation(machine, "sum", losses);
      return code === 2 ? total : callOperation(machine, "div", total, callOperation(machine, "sum", weight));
    },
    doc,
  );
}

function broadcastPair(machine: Machine, input: Value, target: Value): Value[] {
  if (!(input instanceof PyTensor && target instanceof PyTensor)) return [input, target];
  const result = callOperation(machine, "broadcast_tensors", new PyTuple([input, target]));
  return result instanceof PyTuple ? [...result.items] : [input, target];
}

define(
  `smooth_l1_loss(input, target, ${legacy}, beta=1.0)`,
  (machine, input: Value, target: Value, average: Value, reduce: Value, reduction: Value, beta: Value) => {
    checkSameSize(machine, input, target);
    const code = reductionCode(machine, average, reduce, reduction);
    const [x, y] = broadcastPair(machine, input, target);
    if (isNumber(beta) && Number(toScalar(beta)) === 0) return callOperation(machine, "l1_loss", x, y, code);
    return callOperation(machine, "smooth_l1_loss", x, y, code, beta);
  },
  "Squared below beta, absolute above.",
);
define(
  "huber_loss(input, target, reduction='mean', delta=1.0, weight=None)",
  (machine, input: Value, target: Value, reduction: Value, delta: Value) => {
    checkSameSize(machine, input, target);
    const [x, y] = broadcastPair(machine, input, target);
    return callOperation(machine, "huber_loss", x, y, reductionCode(machine, null, null, reduction), delta);
  },
  "Squared near zero, linear beyond delta.",
);
define(
  "cross_entropy(input, target, weight=None, size_average=None, ignore_index=-100, reduce=None, reduction='mean', label_smoothing=0.0)",
  (
    machine,
    input: Value,
    target: Value,
    weight: Value,
    average: Value,
    ignoreIndex: Value,
    reduce: Value,
    reduction: Value,
    smoothing: Value,
  ) =>
    callOperation(
      machine,
      "cross_entropy_loss",
      input,
      target,
      weight,
      reductionCode(machine, average, reduce, reduction),
      ignoreIndex,
      smoothing,
    ),
  "Cross-entropy of logits with class indices or class probabilities.",
);
define(
  "nll_loss(input, target, weight=None, size_average=None, ignore_index=-100, reduce=None, reduction='mean')",
  (
    machine,
    input: Value,
    target: Value,
    weight: Value,
    average: Value,
    ignoreIndex: Value,
    reduce: Value,
    reduction: Value,
  ) =>
    callOperation(
      machine,
      "nll_loss_nd",
      input,
      target,
      weight,
      reductionCode(machine, average, reduce, reduction),
      ignoreIndex,
    ),
  "Negative log-likelihood of classes.",
);
define(
  `binary_cross_entropy(input, target, weight=None, ${legacy})`,
  (machine, input: Value, target: Value, weight: Value, average: Value, reduce: Value, reduction: Value) => {
    const code = reductionCode(machine, average, reduce, reduction);
    if (input instanceof PyTensor && target instanceof PyTensor) {
      const [a, b] = [target.tensor.shape, input.tensor.shape];
      if (a.length !== b.length || a.some((n, i) => n !== b[i])) {
        throw valueError(
          `Using a target size (${repr(machine, sizeOf(a))}) that is different to the input size (${repr(machine, sizeOf(b))}) is deprecated. Please ensure they have the same size.`,
        );
      }
    }
    return callOperation(machine, "binary_cross_entropy", input, target, weight, code);
  },
  "Cross-entropy of probabilities.",
);
define(
  `binary_cross_entropy_with_logits(input, target, weight=None, ${legacy}, pos_weight=None)`,
  (
    machine,
    input: Value,
    target: Value,
    weight: Value,
    average: Value,
    reduce: Value,
    reduction: Value,
    posWeight: Value,
  ) => {
    const code = reductionCode(machine, average, reduce, reduction);
    if (input instanceof PyTensor && target instanceof PyTensor) {
      const [a, b] = [target.tensor.shape, input.tensor.shape];
      if (a.length !== b.length || a.some((n, i) => n !== b[i])) {
        throw valueError(
          `Target size (${repr(machine, sizeOf(a))}) must be the same as input size (${repr(machine, sizeOf(b))})`,
        );
      }
    }
    return callOperation(machine, "binary_cross_entropy_with_logits", input, target, weight, posWeight, code);
  },
  "Cross-entropy of logits.",
);
define(
  `kl_div(input, target, ${legacy}, log_target=False)`,
  (machine, input: Value, target: Value, average: Value, reduce: Value, reduction: Value, logTarget: Value) => {
    if (reduction === "mean") {
      warn(
        machine,
        "reduction: 'mean' divides the total loss by both the batch size and the support size.'batchmean' divides only by the batch size, and aligns with the KL div math definition.'mean' will be changed to behave the same as 'batchmean' in the next major release.",
      );
    }
    const batchMean = reduction === "batchmean";
    const code = batchMean ? 2 : reductionCode(machine, average, reduce, reduction);
    const loss = call(machine, "kl_div", [input, target, code], [["log_target", logTarget]]);
    const batch = input instanceof PyTensor ? (input.tensor.shape[0] ?? 1) : 1;
    return batchMean ? callOperation(machine, "div", loss, batch) : loss;
  },
  "Kullback-Leibler divergence of log-probabilities.",
);
