/** Losses that PyTorch composes, with their reductions. */
import * as engine from "../../../../../engine/index.ts";
import type { Tensor } from "../../../../../engine/tensor/tensor.ts";
import { named } from "./names.ts";

export type Reduction = "none" | "mean" | "sum";

const reduced = (losses: Tensor, reduction: Reduction): Tensor =>
  reduction === "none" ? losses : reduction === "mean" ? engine.mean(losses) : engine.sum(losses);

/** log(1 + exp(-y x)). */
export const softMarginLoss = (input: Tensor, target: Tensor, reduction: Reduction): Tensor =>
  named(reduced(engine.log1p(engine.exp(engine.mul(engine.neg(target), input))), reduction), "SoftMarginLossBackward0");

export interface PoissonOptions {
  readonly logInput: boolean;
  readonly full: boolean;
  readonly eps: number;
  readonly reduction: Reduction;
}

export function poissonNllLoss(
  input: Tensor,
  target: Tensor,
  { logInput, full, eps, reduction }: PoissonOptions,
): Tensor {
  let losses = logInput
    ? engine.sub(engine.exp(input), engine.mul(target, input))
    : engine.sub(input, engine.mul(target, engine.log(engine.add(input, eps))));
  if (full) {
    const stirling = engine.add(
      engine.sub(engine.mul(target, engine.log(target)), target),
      engine.mul(engine.log(engine.mul(target, 2 * Math.PI)), 0.5),
    );
    losses = engine.add(losses, engine.maskedFill(stirling, engine.le(target, 1n), 0n));
  }
  return reduced(losses, reduction);
}

export function hingeEmbeddingLoss(input: Tensor, target: Tensor, margin: number, reduction: Reduction): Tensor {
  const far = engine.clampMin(engine.rsub(input, margin), 0n);
  const zeros = engine.zeros([], input.dtype);
  const losses = engine.add(
    engine.where(engine.ne(target, 1n), far, zeros),
    engine.where(engine.ne(target, -1n), input, zeros),
  );
  return reduced(losses, reduction);
}

export function marginRankingLoss(a: Tensor, b: Tensor, target: Tensor, margin: number, reduction: Reduction): Tensor {
  const losses = engine.clampMin(engine.add(engine.mul(engine.neg(target), engine.sub(a, b)), margin), 0n);
  return reduced(losses, reduction);
}

export function cosineEmbeddingLoss(
  a: Tensor,
  b: Tensor,
  target: Tensor,
  margin: number,
  reduction: Reduction,
): Tensor {
  const epsilon = 1e-12;
  const dims = [target.shape.length];
  const dot = engine.sum(engine.mul(a, b), { dims });
  const square = (x: Tensor): Tensor => engine.add(engine.sum(engine.mul(x, x), { dims }), epsilon);
  const cosine = engine.div(dot, engine.sqrt(engine.mul(square(a), square(b))));
  const zeros = engine.zeros([], cosine.dtype);
  const losses = engine.add(
    engine.where(engine.eq(target, 1n), engine.rsub(cosine, 1n), zeros),
    engine.where(engine.eq(target, -1n), engine.clampMin(engine.sub(cosine, margin), 0n), zeros),
  );
  return reduced(losses, reduction);
}
