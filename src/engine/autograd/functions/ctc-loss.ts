/** Connectionist temporal classification. */
import { runtimeError } from "../../errors.ts";
import { type CtcBatch, type CtcOptions, ctcBatch, ctcLossBackward, ctcLoss as rawLoss } from "../../ops/ctc-loss.ts";
import * as ops from "../../ops/index.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { records } from "../history.ts";
import type { Formula } from "../node.ts";
import { record } from "../record.ts";
import { div } from "./arithmetic.ts";
import type { Reduction } from "./loss-reduction.ts";
import { mean, sum } from "./reductions.ts";
import { where } from "./selection.ts";
import { squeeze, unsqueeze } from "./views.ts";

const noSecond: Formula = () => {
  throw runtimeError("derivative for aten::_ctc_loss_backward is not implemented");
};

const formula =
  (batch: CtcBatch, zeroInfinity: boolean): Formula =>
  (gradient, [, losses]) => {
    const result = ctcLossBackward(batch, gradient, losses, zeroInfinity);
    return [records(gradient) ? record("NotImplemented", [gradient], result, [], noSecond) : result];
  };

export interface CtcLossOptions extends CtcOptions {
  readonly reduction: Reduction;
  /** An infinite loss (a target that is too long for its input) counts as zero. */
  readonly zeroInfinity: boolean;
}

/**
 * The negative logarithms of the targets' probabilities. `logProbs` [steps, batch, labels] or [steps, labels]; `targets`
 * [batch, longest], or all of them in one vector. The mean divides each loss by its target's length first.
 */
export function ctcLoss(logProbs: Tensor, targets: Tensor, options: CtcLossOptions): Tensor {
  const { reduction, zeroInfinity } = options;
  const isBatched = logProbs.shape.length === 3;
  const input = isBatched ? logProbs : unsqueeze(logProbs, 1);
  const batch = ctcBatch(input, ops.to(targets, "int64"), options);
  const losses = rawLoss(batch, input);
  const recorded = records(input)
    ? record("CtcLossBackward0", [input], losses, [input, losses], formula(batch, zeroInfinity))
    : losses;
  const kept = zeroInfinity ? where(ops.eq(losses, Infinity), ops.zeros([], losses.dtype), recorded) : recorded;
  if (reduction === "sum") return sum(kept);
  if (reduction === "none") return isBatched ? kept : squeeze(kept, [0]);
  const lengths = options.targetLengths.map((length) => Math.max(length, 1));
  return mean(div(kept, ops.fromNumbers(lengths, [lengths.length], losses.dtype)));
}
