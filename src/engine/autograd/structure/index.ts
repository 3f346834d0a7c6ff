/** Gradient checks that use what is found of the Jacobians' structure. */
import type { Tensor } from "../../tensor/tensor.ts";
import { requiresGrad } from "../history.ts";
import { copiesOf, type EvaluateAt, verdictsByCopies } from "./copies.ts";
import { verdictOfLoss } from "./losses.ts";
import { type Agreement, type Evaluate, fewestElements, type Root, type Verdict } from "./moves.ts";
import { isRowByRow, rowStructure, verdictsByRows } from "./rows.ts";
import { sourcesOf, verdictsBySources } from "./sources.ts";

/**
 * For every input that requires a gradient, and every root, whether the Jacobian is right. Null where an input's has no
 * structure that helps, or the backward pass does not keep to it.
 */
export function verdictsByStructure(
  func: (inputs: readonly Tensor[]) => readonly Tensor[],
  inputs: readonly Tensor[],
  outputs: readonly Tensor[],
  roots: readonly Root[],
  agreement: Agreement,
  isRefusal: (error: unknown) => boolean,
): Verdict[][] | null {
  const wanted = inputs.flatMap((input, index) => (requiresGrad(input) ? [{ input, index }] : []));
  if (roots.length === 0 || !wanted.some(({ input }) => input.elementCount >= fewestElements)) return null;
  const all: Verdict[][] = [];
  for (const { input, index } of wanted) {
    const evaluateAt = (replaced: Tensor): readonly Tensor[] | null => {
      try {
        return func(inputs.map((other, i) => (i === index ? replaced : other)));
      } catch (error) {
        if (isRefusal(error)) return null;
        throw error;
      }
    };
    const verdicts =
      outputs.length === 1 && outputs[0].elementCount === 1
        ? verdictsOfLoss(
            (replaced) => (replaced === undefined ? func(inputs) : evaluateAt(replaced)),
            input,
            roots,
            agreement,
          )
        : verdictsOf(() => func(inputs), evaluateAt, input, outputs, roots, agreement);
    if (verdicts === null || verdicts.includes("unclear")) return null;
    all.push(verdicts);
  }
  return all;
}

function verdictsOfLoss(
  run: (replaced?: Tensor) => readonly Tensor[] | null,
  input: Tensor,
  [root]: readonly Root[],
  agreement: Agreement,
): Verdict[] | null {
  const verdict = verdictOfLoss(run, input, root, agreement);
  return verdict === null ? null : [verdict];
}

function verdictsOf(
  evaluate: Evaluate,
  evaluateAt: EvaluateAt,
  input: Tensor,
  outputs: readonly Tensor[],
  roots: readonly Root[],
  agreement: Agreement,
): Verdict[] | null {
  const sources = sourcesOf(evaluate, input, outputs, agreement.eps);
  if (sources !== null) return verdictsBySources(evaluate, input, roots, sources, agreement);
  const structure = rowStructure(evaluate, input, outputs, agreement.eps);
  if (structure === null) return null;
  const copies = copiesOf(evaluateAt, input, outputs, structure);
  if (copies !== null && roots.every(({ root }) => isRowByRow(root, input, structure))) {
    const verdicts = verdictsByCopies(copies, roots, agreement);
    if (!verdicts.includes("unclear")) return verdicts;
  }
  return verdictsByRows(evaluate, input, roots, structure, agreement);
}
