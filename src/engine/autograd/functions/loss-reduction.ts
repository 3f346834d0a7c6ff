import { typeError } from "../../errors.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { mean, sum } from "./reductions.ts";

/** How the losses of elements become one number. */
export type Reduction = "none" | "mean" | "sum";

export function reduced(losses: Tensor, reduction: Reduction): Tensor {
  switch (reduction) {
    case "none":
      return losses;
    case "mean":
      return mean(losses);
    case "sum":
      return sum(losses);
    default:
      throw typeError(`${reduction} is not a valid value for reduction`);
  }
}

/** What the gradient of one loss is multiplied by. */
export const shareOf = (count: number, reduction: Reduction): number => (reduction === "mean" ? 1 / count : 1);
