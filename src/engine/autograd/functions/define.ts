/** Makes differentiable functions of raw ones. */
import type { Out } from "../../ops/options.ts";
import type { Scalar } from "../../tensor/scalar.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { records, recordsAny, requiresGrad } from "../history.ts";
import { checkInPlace, outRefused, replaceInPlace } from "../in-place.ts";
import { isGradEnabled } from "../modes.ts";
import type { Formula } from "../node.ts";
import { record } from "../record.ts";

export type Operand = Tensor | Scalar;

/**
 * Where a result that is not recorded may be written: `out` must not have a history of its own. `operation` is PyTorch's
 * name for messages.
 */
function checkRawOut(out: Tensor | undefined, self: unknown, operation: string): void {
  if (out === undefined) return;
  if (out === self) checkInPlace(out);
  else if (isGradEnabled() && requiresGrad(out)) throw outRefused(operation);
}

/** Puts a recorded result into its own operand, or refuses another target. */
function placeRecorded(result: Tensor, out: Tensor | undefined, self: unknown, operation: string): Tensor {
  if (out === undefined) return result;
  if (out !== self) throw outRefused(operation);
  return replaceInPlace(out, result);
}

/**
 * Computes with or without recording. `recorded` makes a result with history; `raw` writes to `out` itself. `self` is the
 * operand that an in-place form of the operation changes.
 */
export function differentiable(
  operation: string,
  inputs: readonly unknown[],
  { out }: Out,
  raw: () => Tensor,
  recorded: () => Tensor,
): Tensor {
  if (!recordsAny(inputs)) {
    checkRawOut(out, inputs[0], operation);
    return raw();
  }
  if (out !== undefined && out !== inputs[0]) throw outRefused(operation);
  if (out !== undefined) checkInPlace(out, true);
  return placeRecorded(recorded(), out, inputs[0], operation);
}

export type Unary = (input: Tensor, options?: Out) => Tensor;

type Kept = "input" | "output" | "nothing";

/**
 * A function of one tensor. The formula gets the gradient and what is kept. The modules of this folder refer to each other in
 * circles: at their top level a formula must not be another module's function itself, which may not be there yet.
 */
export function unary(
  operation: string,
  node: string,
  raw: Unary,
  kept: Kept,
  formula: (gradient: Tensor, kept: Tensor) => Tensor,
): Unary {
  // Made once: a formula that closed over a call's tensors would keep them alive.
  const gradient: Formula = (gradOutput, [value]) => [formula(gradOutput, value)];
  return (input, options = noOptions) => {
    if (options.out === undefined && !records(input)) return raw(input);
    return differentiable(
      operation,
      [input],
      options,
      () => raw(input, options),
      () => {
        const result = raw(input);
        const saved = kept === "nothing" ? [] : [kept === "input" ? input : result];
        return record(node, [input], result, saved, gradient);
      },
    );
  };
}

export const noOptions: Out = {};
