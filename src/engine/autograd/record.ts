/** Recording operations: giving results their history. */
import type { Out } from "../ops/options.ts";
import { isFloating } from "../tensor/dtype.ts";
import { Tensor } from "../tensor/tensor.ts";
import { gradientEdge, records } from "./history.ts";
import { replaceInPlace } from "./in-place.ts";
import { emptyMetadata, type ViewOrigin } from "./metadata.ts";
import { isGradEnabled, isInferenceModeEnabled } from "./modes.ts";
import { type Edge, type Formula, FormulaNode, type ManyFormula, type Node, type OutputInfo } from "./node.ts";
import { SavedTensors } from "./saved-tensors.ts";

export type Input = Tensor | number | bigint | boolean | null | undefined;

/** The edges of inputs; numbers and tensors without gradient have none. */
export const edgesOf = (inputs: readonly Input[]): (Edge | null)[] =>
  inputs.map((input) => (input instanceof Tensor ? gradientEdge(input) : null));

/** What a node remembers of an output. The tensor itself would keep its memory alive. */
export const infoOf = ({ shape, dtype }: Tensor): OutputInfo => ({ shape, dtype });

export function setHistory(tensor: Tensor, node: Node, index = 0): void {
  tensor.gradient ??= emptyMetadata();
  tensor.gradient.edge = { node, index };
}

/** A formula of one output's gradient. (A node with one output is only applied where there is a gradient.) */
const ofOne =
  (formula: Formula): ManyFormula =>
  ([gradient], saved, node) =>
    gradient === null ? node.nextEdges.map(() => null) : formula(gradient, saved, node);

/**
 * Gives the result of an operation its history and returns it; call it only where `records(...)` says so. `saved` are the
 * tensors that the formula reads: it must reach them through its parameter, so that they can be freed. A null among them
 * stands for something that PyTorch keeps and this engine does not need: a second backward pass fails all the same.
 */
export function record(
  name: string,
  inputs: readonly Input[],
  output: Tensor,
  saved: readonly (Tensor | null)[],
  formula: Formula,
): Tensor {
  return recordEdges(name, edgesOf(inputs), output, saved, formula);
}

/** As `record`, with the edges of inputs taken earlier. */
export function recordEdges(
  name: string,
  edges: readonly (Edge | null)[],
  output: Tensor,
  saved: readonly (Tensor | null)[],
  formula: Formula,
): Tensor {
  const node = new FormulaNode(name, edges, [infoOf(output)], ofOne(formula), null);
  setHistory(output, node);
  if (saved.length > 0) node.saved = new SavedTensors(saved, saved.includes(output) ? output : null);
  return output;
}

/** As `record`, for an operation with several results; those that are not floats get no history. */
export function recordMany<T extends readonly Tensor[]>(
  name: string,
  inputs: readonly Input[],
  outputs: T,
  saved: readonly (Tensor | null)[],
  formula: ManyFormula,
): T {
  const node = new FormulaNode(name, edgesOf(inputs), outputs.map(infoOf), formula, null);
  for (const [i, output] of outputs.entries()) if (isFloating(output.dtype)) setHistory(output, node, i);
  if (saved.length > 0) {
    const own = saved.find((tensor) => tensor !== null && outputs.includes(tensor));
    node.saved = new SavedTensors(saved, own ?? null);
  }
  return outputs;
}

/** Notes that one tensor looks into another's memory, so that in-place changes of one reach the history of the other. */
function relate(input: Tensor, view: Tensor, origin: ViewOrigin): void {
  const metadata = view.gradient ?? emptyMetadata();
  const outer = input.gradient?.view ?? null;
  metadata.view = {
    base: outer === null ? input : outer.base,
    origin: origin === "recorded" && outer !== null ? outer.origin : origin,
    version: view.storage.version,
  };
  view.gradient = metadata;
}

const originOfView = (): ViewOrigin =>
  isInferenceModeEnabled() ? "inference" : isGradEnabled() ? "recorded" : "no-grad";

/** Records a view of `input`, and returns it. The formula needs nothing but shapes, which never change. */
export function recordView(name: string, input: Tensor, view: Tensor, formula: (gradOutput: Tensor) => Tensor): Tensor {
  if (view === input || !isFloating(input.dtype)) return view;
  const edge = records(input) ? gradientEdge(input) : null;
  relate(input, view, originOfView());
  if (edge !== null) {
    setHistory(
      view,
      new FormulaNode(
        name,
        [edge],
        [infoOf(view)],
        ofOne((gradient) => [formula(gradient)]),
        null,
      ),
    );
  }
  return view;
}

/** Records several views that one operation gives. In-place changes of them are refused. */
export function recordViews(
  name: string,
  input: Tensor,
  views: Tensor[],
  formula: (gradOutputs: readonly (Tensor | null)[]) => Tensor,
): Tensor[] {
  if (!isFloating(input.dtype)) return views;
  const edge = records(input) ? gradientEdge(input) : null;
  const node =
    edge === null ? null : new FormulaNode(name, [edge], views.map(infoOf), (gradients) => [formula(gradients)], null);
  for (const [i, view] of views.entries()) {
    relate(input, view, isGradEnabled() ? "multi-output" : originOfView());
    if (node !== null) setHistory(view, node, i);
  }
  return views;
}

/** Puts a recorded result where `out` asks for it: into an operand (in place), or nowhere. */
export function deliver(result: Tensor, { out }: Out): Tensor {
  return out === undefined ? result : replaceInPlace(out, result);
}
