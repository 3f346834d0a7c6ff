/** What layers do to their inputs: dropout, normalization, padding, embedding. */
import { AssertionError, raised, runtimeError, valueError } from "../../../runtime/errors.ts";
import type { Machine, Value } from "../../../runtime/objects/object.ts";
import { str, truth } from "../../../runtime/protocols/index.ts";
import { isNumber } from "../arguments/checks.ts";
import { toScalar } from "../arguments/parsed.ts";
import { PyTensor } from "../objects/tensor.ts";
import { callOperation } from "../operations/invoke.ts";
import { call, define } from "./definition.ts";

function checkProbability(machine: Machine, p: Value): void {
  const value = isNumber(p) ? Number(toScalar(p)) : Number.NaN;
  if (value < 0 || value > 1) {
    throw valueError(`dropout probability has to be between 0 and 1, but got ${str(machine, p)}`);
  }
}
for (const [name, operation, training, doc] of [
  ["dropout", "dropout", "True", "Zeros with probability p; the rest is scaled by 1 / (1 - p)."],
  ["alpha_dropout", "alpha_dropout", "False", "Dropout that keeps mean and variance of SELU activations."],
  ["feature_alpha_dropout", "feature_alpha_dropout", "False", "Alpha dropout of whole channels."],
  ["dropout1d", "feature_dropout", "True", "Dropout of whole channels of (N, C, L)."],
  ["dropout2d", "feature_dropout", "True", "Dropout of whole channels of (N, C, H, W)."],
  ["dropout3d", "feature_dropout", "True", "Dropout of whole channels of (N, C, D, H, W)."],
] as const) {
  define(
    `${name}(input, p=0.5, training=${training}, inplace=False)`,
    (machine, input: Value, p: Value, trains: Value, inplace: Value) => {
      checkProbability(machine, p);
      return callOperation(machine, truth(machine, inplace) ? `${operation}_` : operation, input, p, trains);
    },
    doc,
  );
}

define(
  "layer_norm(input, normalized_shape, weight=None, bias=None, eps=1e-05)",
  (machine, input: Value, shape: Value, weight: Value, bias: Value, eps: Value) =>
    callOperation(machine, "layer_norm", input, shape, weight, bias, eps),
  "Normalizes over the last len(normalized_shape) dimensions to mean 0 and variance 1, then scales and shifts.",
);
define(
  "rms_norm(input, normalized_shape, weight=None, eps=None)",
  (machine, input: Value, shape: Value, weight: Value, eps: Value) =>
    callOperation(machine, "rms_norm", input, shape, weight, eps),
  "Divides by the root mean square over the last len(normalized_shape) dimensions, then scales.",
);
define(
  "group_norm(input, num_groups, weight=None, bias=None, eps=1e-05)",
  (machine, input: Value, groups: Value, weight: Value, bias: Value, eps: Value) => {
    const shape = input instanceof PyTensor ? input.tensor.shape : [];
    if (input instanceof PyTensor && shape.length < 2) {
      throw runtimeError(`Expected at least 2 dimensions for input tensor but received ${shape.length}`);
    }
    if (shape.length >= 2 && typeof groups === "number" && groups > 0) {
      // The check is PyTorch's: the batch and group counts take the batch dimension's place.
      const sizes = [Math.trunc((shape[0] * shape[1]) / groups), groups, ...shape.slice(2)];
      checkBatchSize(sizes, `[${sizes.join(", ")}]`);
    }
    return callOperation(machine, "group_norm", input, groups, weight, bias, eps);
  },
  "Normalizes groups of channels of every sample.",
);

/** ValueError where every channel has a single value to normalize. */
function checkBatchSize(shape: readonly number[], text = `torch.Size([${shape.join(", ")}])`): void {
  let count = shape[0];
  for (let i = 2; i < shape.length; i++) count *= shape[i];
  if (count === 1) {
    throw valueError(`Expected more than 1 value per channel when training, got input size ${text}`);
  }
}
define(
  "batch_norm(input, running_mean, running_var, weight=None, bias=None, training=False, momentum=0.1, eps=1e-05)",
  (
    machine,
    input: Value,
    mean: Value,
    variance: Value,
    weight: Value,
    bias: Value,
    training: Value,
    momentum: Value,
    eps: Value,
  ) => {
    if (truth(machine, training) && input instanceof PyTensor) checkBatchSize(input.tensor.shape);
    return callOperation(machine, "batch_norm", input, weight, bias, mean, variance, training, momentum, eps, false);
  },
  "Normalizes each channel over the batch, or by running statistics.",
);
define(
  "instance_norm(input, running_mean=None, running_var=None, weight=None, bias=None, use_input_stats=True, momentum=0.1, eps=1e-05)",
  (
    machine,
    input: Value,
    mean: Value,
    variance: Value,
    weight: Value,
    bias: Value,
    usesInput: Value,
    momentum: Value,
    eps: Value,
  ) => {
    if (truth(machine, usesInput) && input instanceof PyTensor) {
      const spatial = input.tensor.shape.slice(2).reduce((product, n) => product * n, 1);
      if (spatial === 1) {
        throw valueError(
          `Expected more than 1 spatial element when training, got input size torch.Size([${input.tensor.shape.join(", ")}])`,
        );
      }
    }
    return callOperation(
      machine,
      "instance_norm",
      input,
      weight,
      bias,
      mean,
      variance,
      usesInput,
      momentum,
      eps,
      false,
    );
  },
  "Normalizes each channel of every sample.",
);
define(
  "pad(input, pad, mode='constant', value=None)",
  (machine, input: Value, padding: Value, mode: Value, value: Value) =>
    callOperation(machine, "pad", input, padding, mode, value),
  "Padded at the ends of the last dimensions.",
);
define(
  "embedding(input, weight, padding_idx=None, max_norm=None, norm_type=2.0, scale_grad_by_freq=False, sparse=False)",
  (
    machine,
    input: Value,
    weight: Value,
    paddingIdx: Value,
    maxNorm: Value,
    normType: Value,
    scaleGradByFreq: Value,
    sparse: Value,
  ) => {
    const rows = weight instanceof PyTensor ? (weight.tensor.shape[0] ?? 0) : 0;
    let padding = -1;
    if (typeof paddingIdx === "number") {
      const inside = paddingIdx < rows && paddingIdx >= -rows;
      if (!inside) throw assertionError("Padding_idx must be within num_embeddings");
      padding = paddingIdx < 0 ? paddingIdx + rows : paddingIdx;
    }
    if (maxNorm !== null) {
      const indices = callOperation(machine, "clone", input);
      callOperation(machine, "embedding_renorm_", weight, indices, maxNorm, normType);
    }
    return callOperation(machine, "embedding", weight, input, padding, scaleGradByFreq, sparse);
  },
  "Rows of weight at the given indices.",
);
const assertionError = (message: string): ReturnType<typeof raised> => raised(AssertionError, message);
define(
  "normalize(input, p=2.0, dim=1, eps=1e-12, out=None)",
  (machine, input: Value, p: Value, dim: Value, eps: Value, out: Value) => {
    const norm = callOperation(machine, "linalg_vector_norm", input, p, dim, true);
    const floor = callOperation(machine, "clamp_min", norm, eps);
    const denominator = callOperation(machine, "expand_as", floor, input);
    return out === null
      ? callOperation(machine, "div", input, denominator)
      : call(machine, "div", [input, denominator], [["out", out]]);
  },
  "Divided by the p-norm over dim, which is at least eps.",
);
