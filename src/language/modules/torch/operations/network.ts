/** The native functions of neural networks: what `torch.nn.functional` is made of. */
import * as engine from "../../../../engine/index.ts";
import type { ParsedArguments } from "../arguments/parsed.ts";
import * as composed from "./composed/index.ts";
import { define, type Options } from "./definition.ts";

const only: Options = { isMethod: false };
const inPlace: Options = { isMethod: false, hasInPlace: true };
const optional = <T>(value: T | null): T | undefined => value ?? undefined;

define(
  "linear",
  "(Tensor input, Tensor weight, Tensor? bias=None, *, Tensor out=None)",
  (a) => engine.linear(a.tensor(0), a.tensor(1), a.tensorOrNull(2)),
  "input @ weight.T + bias.",
  only,
);
define(
  "bilinear",
  "(Tensor input1, Tensor input2, Tensor weight, Tensor? bias=None)",
  (a) => composed.bilinear(a.tensor(0), a.tensor(1), a.tensor(2), a.tensorOrNull(3)),
  "x1^T A x2 + b.",
  only,
);

define(
  "layer_norm",
  "(Tensor input, int[] normalized_shape, Tensor? weight=None, Tensor? bias=None, float eps=1e-05, bool cudnn_enable=True)",
  (a) => engine.layerNorm(a.tensor(0), a.ints(1), a.tensorOrNull(2), a.tensorOrNull(3), a.float(4, 1e-5)),
  "Normalizes over the last dimensions to mean 0 and variance 1, then scales and shifts.",
  only,
);
define(
  "native_layer_norm",
  "(Tensor input, int[] normalized_shape, Tensor? weight, Tensor? bias, float eps)",
  (a) => [...engine.nativeLayerNorm(a.tensor(0), a.ints(1), a.tensorOrNull(2), a.tensorOrNull(3), a.float(4))],
  "Layer norm with the mean and 1 / standard deviation of each row.",
  only,
);
define(
  "rms_norm",
  "(Tensor input, int[] normalized_shape, Tensor? weight=None, float? eps=None)",
  (a) => engine.rmsNorm(a.tensor(0), a.ints(1), a.tensorOrNull(2), a.floatOrNull(3)),
  "Divides by the root mean square over the last dimensions, then scales.",
  only,
);
define(
  "group_norm",
  "(Tensor input, int num_groups, Tensor? weight=None, Tensor? bias=None, float eps=1e-05, bool cudnn_enabled=True)",
  (a) => engine.groupNorm(a.tensor(0), a.int(1), a.tensorOrNull(2), a.tensorOrNull(3), a.float(4, 1e-5)),
  "Normalizes groups of channels of every sample.",
  only,
);
const batchNormOptions = (a: ParsedArguments): Parameters<typeof engine.batchNorm>[1] => ({
  weight: a.tensorOrNull(1),
  bias: a.tensorOrNull(2),
  runningMean: a.tensorOrNull(3),
  runningVar: a.tensorOrNull(4),
  training: a.bool(5),
  momentum: a.float(6),
  eps: a.float(7),
});
define(
  "batch_norm",
  "(Tensor input, Tensor? weight, Tensor? bias, Tensor? running_mean, Tensor? running_var, bool training, float momentum, float eps, bool cudnn_enabled)",
  (a) => engine.batchNorm(a.tensor(0), batchNormOptions(a)),
  "Normalizes each channel over the batch.",
  only,
);
define(
  "instance_norm",
  "(Tensor input, Tensor? weight, Tensor? bias, Tensor? running_mean, Tensor? running_var, bool use_input_stats, float momentum, float eps, bool cudnn_enabled)",
  (a) => engine.instanceNorm(a.tensor(0), batchNormOptions(a)),
  "Normalizes each channel of every sample.",
  only,
);

define(
  "_named",
  "(Tensor input, str name)",
  (a) => composed.named(a.tensor(0), a.string(1)),
  "The tensor, with the name that PyTorch's history shows for the function that made it.",
  { isMethod: false, isFunction: false },
);
define(
  "_local_response_norm",
  "(Tensor input, int size, float alpha, float beta, float k)",
  (a) => engine.localResponseNorm(a.tensor(0), a.int(1), a.float(2), a.float(3), a.float(4)),
  "Divides by a power of the mean square over neighbouring channels.",
  only,
);

define("relu", "(Tensor input)", (a, target) => engine.relu(a.tensor(0), target), "max(x, 0).", { hasInPlace: true });
define("relu6", "(Tensor input)", (a, target) => engine.relu6(a.tensor(0), target), "min(max(x, 0), 6).", inPlace);
define(
  "gelu",
  "(Tensor input, *, str approximate='none', Tensor out=None)",
  (a, target) => engine.gelu(a.tensor(0), { approximate: a.string(1, "none"), ...target }),
  "x times the normal distribution function of x.",
  inPlace,
);
define(
  "silu",
  "(Tensor input, *, Tensor out=None)",
  (a, target) => engine.silu(a.tensor(0), target),
  "x * sigmoid(x).",
  inPlace,
);
define(
  "mish",
  "(Tensor input, *, Tensor out=None)",
  (a, target) => engine.mish(a.tensor(0), target),
  "x * tanh(softplus(x)).",
  inPlace,
);
define("selu", "(Tensor input)", (a, target) => engine.selu(a.tensor(0), target), "Scaled ELU.", inPlace);
define(
  "celu",
  "(Tensor input, Scalar alpha=1.0)",
  (a, target) => composed.named(engine.celu(a.tensor(0), a.float(1, 1), target), "CeluBackward0"),
  "ELU with a continuous slope.",
  inPlace,
);
define(
  "elu",
  "(Tensor input, Scalar alpha=1, Scalar scale=1, Scalar input_scale=1, *, Tensor out=None)",
  (a, target) => engine.elu(a.tensor(0), { alpha: a.float(1, 1), scale: a.float(2, 1), ...target }),
  "x above zero, alpha * (exp(x) - 1) below.",
  inPlace,
);
define(
  "softplus",
  "(Tensor input, Scalar beta=1, Scalar threshold=20, *, Tensor out=None)",
  (a, target) => engine.softplus(a.tensor(0), a.scalar(1, 1), a.scalar(2, 20), target),
  "log(1 + exp(beta x)) / beta.",
  only,
);
define(
  "leaky_relu",
  "(Tensor input, Scalar negative_slope=0.01, *, Tensor out=None)",
  (a, target) => engine.leakyRelu(a.tensor(0), a.scalar(1, 0.01), target),
  "x above zero, slope * x below.",
  inPlace,
);
define(
  "prelu",
  "(Tensor input, Tensor weight)",
  (a) => engine.prelu(a.tensor(0), a.tensor(1)),
  "Leaky ReLU with learned slopes.",
);
define(
  "hardtanh",
  "(Tensor input, Scalar min_val=-1, Scalar max_val=1, *, Tensor out=None)",
  (a, target) => engine.hardtanh(a.tensor(0), a.scalar(1, -1), a.scalar(2, 1), target),
  "x limited to [min_val, max_val].",
  inPlace,
);
define(
  "hardsigmoid",
  "(Tensor input, *, Tensor out=None)",
  (a, target) => engine.hardsigmoid(a.tensor(0), target),
  "min(max(x + 3, 0), 6) / 6.",
  inPlace,
);
define(
  "hardswish",
  "(Tensor input, *, Tensor out=None)",
  (a, target) => engine.hardswish(a.tensor(0), target),
  "x * hardsigmoid(x).",
  inPlace,
);
define(
  "hardshrink",
  "(Tensor input, Scalar lambd=0.5, *, Tensor out=None)",
  (a) => engine.hardshrink(a.tensor(0), a.scalar(1, 0.5)),
  "Zero within lambd of zero, x elsewhere.",
);
define(
  "softshrink",
  "(Tensor input, Scalar lambd=0.5, *, Tensor out=None)",
  (a) => engine.softshrink(a.tensor(0), a.scalar(1, 0.5)),
  "x moved toward zero by lambd.",
  only,
);
define(
  "log_sigmoid",
  "(Tensor input, *, Tensor out=None)",
  (a) => engine.logSigmoid(a.tensor(0)),
  "log(sigmoid(x)).",
  only,
);
define(
  "threshold",
  "(Tensor input, Scalar threshold, Scalar value, *, Tensor out=None)",
  (a, target) => engine.threshold(a.tensor(0), a.scalar(1), a.scalar(2), target),
  "x above the threshold, value elsewhere.",
  inPlace,
);
define(
  "glu",
  "(Tensor input, int dim=-1, *, Tensor out=None)",
  (a) => engine.glu(a.tensor(0), a.int(1, -1)),
  "The first half times the sigmoid of the second.",
  only,
);

define(
  "embedding",
  "(Tensor weight, Tensor indices, int padding_idx=-1, bool scale_grad_by_freq=False, bool sparse=False)",
  (a) =>
    engine.embedding(a.tensor(0), a.tensor(1), {
      paddingIdx: a.int(2, -1),
      scaleGradByFreq: a.bool(3),
    }),
  "Rows of weight at the given indices.",
  only,
);
define(
  "embedding_renorm_",
  "(Tensor input, Tensor indices, float max_norm, float norm_type)",
  (a) => composed.embeddingRenorm_(a.tensor(0), a.tensor(1), a.float(2), a.float(3)),
  "Rows that are used scaled down to a largest norm, in place.",
  only,
);
define(
  "one_hot",
  "(Tensor input, int num_classes=-1)",
  (a) => engine.oneHot(a.tensor(0), a.int(1, -1)),
  "Ones at the classes, zeros elsewhere.",
  only,
);
define(
  "pad",
  "(Tensor input, int[] pad, str mode='constant', float? value=None)",
  (a) => engine.pad(a.tensor(0), a.ints(1), { mode: a.string(2, "constant"), value: optional(a.floatOrNull(3)) }),
  "Padded at the ends of the last dimensions.",
  only,
);
define(
  "cosine_similarity",
  "(Tensor x1, Tensor x2, int dim=1, float eps=1e-08)",
  (a) => engine.cosineSimilarity(a.tensor(0), a.tensor(1), a.int(2, 1), a.float(3, 1e-8)),
  "The cosine of the angle between vectors.",
  only,
);
define(
  "pairwise_distance",
  "(Tensor x1, Tensor x2, float p=2, float eps=1e-06, bool keepdim=False)",
  (a) =>
    composed.named(
      engine.pairwiseDistance(a.tensor(0), a.tensor(1), a.float(2, 2), a.float(3, 1e-6), a.bool(4)),
      "NormBackward1",
    ),
  "The p-norm of x1 - x2 + eps over the last dimension.",
  only,
);
define(
  "scaled_dot_product_attention",
  "(Tensor query, Tensor key, Tensor value, Tensor? attn_mask=None, float dropout_p=0.0, bool is_causal=False, *, float? scale=None, bool enable_gqa=False)",
  (a) =>
    engine.scaledDotProductAttention(a.tensor(0), a.tensor(1), a.tensor(2), {
      mask: a.tensorOrNull(3),
      dropoutP: a.float(4, 0),
      isCausal: a.bool(5),
      scale: a.floatOrNull(6),
      enableGqa: a.bool(7),
    }),
  "softmax(q k^T / sqrt(d) + mask) v.",
  only,
);
for (const [name, compute, doc] of [
  ["alpha_dropout", composed.alphaDropout, "Dropout that keeps mean and variance of SELU activations."],
  ["feature_dropout", composed.featureDropout, "Dropout of whole channels."],
  ["feature_alpha_dropout", composed.featureAlphaDropout, "Alpha dropout of whole channels."],
] as const) {
  define(name, "(Tensor input, float p, bool train)", (a) => compute(a.tensor(0), a.float(1), a.bool(2)), doc, inPlace);
}

const reductions = ["none", "mean", "sum"] as const;
/**
 * The reduction that PyTorch numbers 0, 1, 2. Left out it is 0: the default is written `at::Reduction::Mean`, and PyTorch's
 * argument parser reads a word as the number 0.
 */
const reductionOf = (a: ParsedArguments, at: number): (typeof reductions)[number] => reductions[a.int(at, 0)] ?? "mean";

for (const [name, compute, doc] of [
  ["mse_loss", engine.mseLoss, "Mean squared error."],
  ["l1_loss", engine.l1Loss, "Mean absolute error."],
  ["soft_margin_loss", composed.softMarginLoss, "Mean of log(1 + exp(-y x))."],
] as const) {
  define(
    name,
    "(Tensor input, Tensor target, int reduction=at::Reduction::Mean, *, Tensor out=None)",
    (a) => compute(a.tensor(0), a.tensor(1), reductionOf(a, 2)),
    doc,
    only,
  );
}
define(
  "smooth_l1_loss",
  "(Tensor input, Tensor target, int reduction=at::Reduction::Mean, float beta=1.0, *, Tensor out=None)",
  (a) => engine.smoothL1Loss(a.tensor(0), a.tensor(1), reductionOf(a, 2), a.float(3, 1)),
  "Squared near zero, absolute beyond beta.",
  only,
);
define(
  "huber_loss",
  "(Tensor input, Tensor target, int reduction=at::Reduction::Mean, float delta=1.0, *, Tensor out=None)",
  (a) => engine.huberLoss(a.tensor(0), a.tensor(1), reductionOf(a, 2), a.float(3, 1)),
  "Squared near zero, linear beyond delta.",
  only,
);
define(
  "binary_cross_entropy",
  "(Tensor input, Tensor target, Tensor? weight=None, int reduction=at::Reduction::Mean, *, Tensor out=None)",
  (a) => engine.binaryCrossEntropy(a.tensor(0), a.tensor(1), a.tensorOrNull(2), reductionOf(a, 3)),
  "Cross-entropy of probabilities.",
  only,
);
define(
  "binary_cross_entropy_with_logits",
  "(Tensor input, Tensor target, Tensor? weight=None, Tensor? pos_weight=None, int reduction=at::Reduction::Mean)",
  (a) =>
    engine.binaryCrossEntropyWithLogits(
      a.tensor(0),
      a.tensor(1),
      a.tensorOrNull(2),
      a.tensorOrNull(3),
      reductionOf(a, 4),
    ),
  "Cross-entropy of logits.",
  only,
);
define(
  "kl_div",
  "(Tensor input, Tensor target, int reduction=at::Reduction::Mean, *, bool log_target=False)",
  (a) => engine.klDiv(a.tensor(0), a.tensor(1), reductionOf(a, 2), a.bool(3)),
  "Kullback-Leibler divergence of log-probabilities.",
  only,
);
define(
  "nll_loss_nd",
  "(Tensor input, Tensor target, Tensor? weight=None, int reduction=at::Reduction::Mean, int ignore_index=-100)",
  (a) => engine.nllLoss(a.tensor(0), a.tensor(1), a.tensorOrNull(2), reductionOf(a, 3), a.int(4, -100)),
  "Negative log-likelihood of classes.",
  only,
);
define(
  "cross_entropy_loss",
  "(Tensor input, Tensor target, Tensor? weight=None, int reduction=at::Reduction::Mean, int ignore_index=-100, float label_smoothing=0.0)",
  (a) =>
    engine.crossEntropy(a.tensor(0), a.tensor(1), {
      weight: a.tensorOrNull(2),
      reduction: reductionOf(a, 3),
      ignoreIndex: a.int(4, -100),
      labelSmoothing: a.float(5, 0),
    }),
  "Cross-entropy of logits and classes or class probabilities.",
  only,
);
define(
  "poisson_nll_loss",
  "(Tensor input, Tensor target, bool log_input, bool full, float eps, int reduction)",
  (a) =>
    composed.poissonNllLoss(a.tensor(0), a.tensor(1), {
      logInput: a.bool(2),
      full: a.bool(3),
      eps: a.float(4),
      reduction: reductionOf(a, 5),
    }),
  "Negative log-likelihood of Poisson counts.",
  only,
);
define(
  "hinge_embedding_loss",
  "(Tensor input, Tensor target, float margin=1.0, int reduction=at::Reduction::Mean)",
  (a) => composed.hingeEmbeddingLoss(a.tensor(0), a.tensor(1), a.float(2, 1), reductionOf(a, 3)),
  "Hinge loss of distances.",
  only,
);
define(
  "margin_ranking_loss",
  "(Tensor input1, Tensor input2, Tensor target, float margin=0.0, int reduction=at::Reduction::Mean)",
  (a) => composed.marginRankingLoss(a.tensor(0), a.tensor(1), a.tensor(2), a.float(3, 0), reductionOf(a, 4)),
  "max(0, -y (x1 - x2) + margin).",
  only,
);
define(
  "cosine_embedding_loss",
  "(Tensor input1, Tensor input2, Tensor target, float margin=0.0, int reduction=at::Reduction::Mean)",
  (a) => composed.cosineEmbeddingLoss(a.tensor(0), a.tensor(1), a.tensor(2), a.float(3, 0), reductionOf(a, 4)),
  "Loss of the cosine between vectors.",
  only,
);
