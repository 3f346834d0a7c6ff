/** The functions of `torch.nn.functional` that are written over native operations, with Python's signatures. */
import { AssertionError, attributeError, raised, runtimeError, valueError } from "../../../runtime/errors.ts";
import type { NativeFunction } from "../../../runtime/objects/function.ts";
import type { Machine, Value } from "../../../runtime/objects/object.ts";
import { PyTuple } from "../../../runtime/objects/sequence.ts";
import { native } from "../../../runtime/objects/signature.ts";
import { repr, str, truth } from "../../../runtime/protocols/index.ts";
import { isNumber } from "../arguments/checks.ts";
import { toScalar } from "../arguments/parsed.ts";
import { typeName } from "../arguments/type-name.ts";
import { sizeOf } from "../objects/size.ts";
import { PyTensor } from "../objects/tensor.ts";
import "../operations/index.ts";
import { callOperation, operationFunction } from "../operations/invoke.ts";
import { warn } from "../warnings.ts";
import { reductionCode } from "./reduction.ts";

/** The functions by name. */
export const functionalFunctions = new Map<string, NativeFunction>();

function define(signature: string, body: (machine: Machine, ...bound: never[]) => Value, doc: string): void {
  const made = native(signature, body, doc);
  made.module = "torch.nn.functional";
  functionalFunctions.set(made.name, made);
}

/** Calls an operation with keyword arguments beside positional ones. */
function call(machine: Machine, name: string, args: Value[], keywords: readonly (readonly [string, Value])[]): Value {
  const made = operationFunction(name);
  if (made === undefined) throw new Error(`no operation ${name}`);
  return made.code(machine, args, new Map(keywords));
}

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
for (const name of [
  "gelu",
  "softplus",
  "hardshrink",
  "softshrink",
  "prelu",
  "linear",
  "bilinear",
  "one_hot",
  "cosine_similarity",
  "pairwise_distance",
  "scaled_dot_product_attention",
  "conv1d",
  "conv2d",
  "conv3d",
  "conv_transpose1d",
  "conv_transpose2d",
  "conv_transpose3d",
  "avg_pool1d",
  "avg_pool2d",
  "avg_pool3d",
]) {
  const made = operationFunction(name);
  if (made !== undefined) functionalFunctions.set(name, made);
}
{
  const made = operationFunction("log_sigmoid");
  if (made !== undefined) functionalFunctions.set("logsigmoid", made);
}

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
