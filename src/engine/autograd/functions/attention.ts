/** Scaled dot-product attention (Vaswani et al. 2017, arXiv:1706.03762). */
import { runtimeError } from "../../errors.ts";
import * as ops from "../../ops/index.ts";
import type { DType } from "../../tensor/dtype.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { records } from "../history.ts";
import { add, mul } from "./arithmetic.ts";
import { to } from "./copy.ts";
import { dropout } from "./dropout.ts";
import { repeatInterleave } from "./join.ts";
import { matmul } from "./matmul.ts";
import { maskedFill } from "./selection.ts";
import { softmax } from "./softmax.ts";
import { transpose } from "./views.ts";

export interface AttentionOptions {
  /** Added to the scores; a bool mask keeps where it is true. Broadcasts to (.., L, S). */
  readonly mask?: Tensor | null;
  readonly dropoutP?: number;
  /** Each query sees only the keys up to its own place. */
  readonly isCausal?: boolean;
  /** Multiplies the scores; 1 / sqrt(width) unless given. */
  readonly scale?: number | null;
  /** Several query heads share a key and value head. */
  readonly enableGqa?: boolean;
}

/**
 * softmax(query key^T * scale + mask) value. Shapes (.., L, E), (.., S, E), (.., S, Ev) give (.., L, Ev). Queries whose keys are
 * all masked give zeros. float16 and bfloat16 are computed in float32.
 */
export function scaledDotProductAttention(
  query: Tensor,
  key: Tensor,
  value: Tensor,
  options: AttentionOptions = {},
): Tensor {
  checkArguments(query, key, value, options);
  const { dtype } = query;
  if (dtype === "float16" || dtype === "bfloat16") {
    const [q, k, v] = [to(query, "float32"), to(key, "float32"), to(value, "float32")];
    return named(to(attend(q, k, v, options, dtype), dtype), query, options);
  }
  return named(attend(query, key, value, options), query, options);
}

function checkArguments(query: Tensor, key: Tensor, value: Tensor, { mask, isCausal }: AttentionOptions): void {
  if (query.dtype !== key.dtype || query.dtype !== value.dtype) {
    throw runtimeError(
      `Expected query, key, and value to have the same dtype, but got query.dtype: ${cName(query)} key.dtype: ${cName(key)} and value.dtype: ${cName(value)} instead.`,
    );
  }
  for (const tensor of [query, key, value]) {
    if (tensor.shape.length < 2) {
      throw runtimeError(
        `Expected query, key, and value to all be  at least 2 dimensional, but got query.dim: ${query.shape.length} key.dim: ${key.shape.length} and value.dim: ${value.shape.length} instead.`,
      );
    }
  }
  if (mask && isCausal) {
    throw runtimeError("_scaled_dot_product_attention: Explicit attn_mask should not be set when is_causal=True");
  }
  if (mask && mask.dtype !== "bool" && mask.dtype !== query.dtype && mask.dtype !== "float32") {
    throw runtimeError(
      `Expected attn_mask dtype to be bool or float or to match query dtype, but got attn_mask.dtype: ${cName(mask)} and  query.dtype: ${cName(query)} instead.`,
    );
  }
}

const cNames: Readonly<Record<string, string>> = {
  float64: "double",
  float32: "float",
  float16: "c10::Half",
  bfloat16: "c10::BFloat16",
  int64: "long int",
  int32: "int",
};
const cName = ({ dtype }: Tensor): string => cNames[dtype] ?? dtype;

function attend(
  query: Tensor,
  key: Tensor,
  value: Tensor,
  options: AttentionOptions,
  roundsTo: DType | null = null,
): Tensor {
  const { mask = null, dropoutP = 0, isCausal = false, scale, enableGqa = false } = options;
  const width = query.shape[query.shape.length - 1];
  const scaling = scale ?? 1 / Math.sqrt(width);
  const heads = query.shape[query.shape.length - 3];
  const shared = (tensor: Tensor): Tensor =>
    enableGqa && tensor.shape[tensor.shape.length - 3] !== heads
      ? repeatInterleave(tensor, heads / tensor.shape[tensor.shape.length - 3], -3)
      : tensor;
  const [keys, values] = [shared(key), shared(value)];
  const columns = transpose(keys, -2, -1);
  // PyTorch's fused kernel scales the scores; elsewhere it scales both factors by the root, so that neither grows too large.
  const root = Math.sqrt(scaling);
  const scores = isFused(query, options)
    ? mul(matmul(query, columns), scaling)
    : matmul(mul(query, root), mul(columns, root));
  const hidden = isCausal ? causalMask(scores) : mask !== null && mask.dtype === "bool" ? ops.logicalNot(mask) : null;
  let masked = hidden === null ? scores : maskedFill(scores, hidden, -Infinity);
  if (mask !== null && mask.dtype !== "bool") masked = add(masked, to(mask, masked.dtype));
  if (roundsTo !== null && isFused(query, options) && !records(query, key, value)) {
    return withRoundedWeights(masked, values, roundsTo);
  }
  const weights = softmax(masked, -1);
  const safe = hidden === null && mask === null ? weights : withoutEmptyRows(weights, masked);
  return matmul(dropout(safe, dropoutP, dropoutP > 0), values);
}

/** What the fused kernel computes of half types: exp(s - max), rounded to the dtype, times values, over the sum. */
function withRoundedWeights(scores: Tensor, values: Tensor, dtype: DType): Tensor {
  const most = ops.amax(scores, { dims: [-1], keepdim: true });
  const weights = ops.exp(ops.sub(scores, ops.maskedFill(most, ops.eq(most, -Infinity), 0)));
  const total = ops.sum(weights, { dims: [-1], keepdim: true });
  const product = ops.matmul(ops.to(ops.to(weights, dtype), "float32"), values);
  return ops.maskedFill(ops.mul(product, ops.reciprocal(total)), ops.eq(total, 0), 0);
}

/** True above the diagonal. */
const causalMask = (scores: Tensor): Tensor => {
  const [rows, columns] = scores.shape.slice(-2);
  return ops.triu(ops.ones([rows, columns], "bool"), 1);
};

/** Rows in which every score is -inf become zeros instead of NaN. */
function withoutEmptyRows(weights: Tensor, scores: Tensor): Tensor {
  const empty = ops.all(ops.eq(scores, -Infinity), { dims: [-1], keepdim: true });
  return ops.truth(ops.any(empty)) ? maskedFill(weights, empty, 0) : weights;
}

/** PyTorch's fused CPU kernel takes inputs of four dimensions without dropout. */
const isFused = (query: Tensor, { mask, dropoutP = 0 }: AttentionOptions): boolean =>
  query.shape.length === 4 && dropoutP === 0 && !(mask && records(mask));

/** The fused kernel's name shows in the history. */
function named(result: Tensor, query: Tensor, options: AttentionOptions): Tensor {
  const node = result.gradient?.edge?.node ?? null;
  if (node !== null && isFused(query, options)) node.name = "ScaledDotProductFlashAttentionForCpuBackward0";
  return result;
}
