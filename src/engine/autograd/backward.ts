/** `tensor.backward()` and `torch.autograd.grad`. */
import { runtimeError } from "../errors.ts";
import * as ops from "../ops/index.ts";
import { formatShape, sameShape } from "../tensor/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { run } from "./engine.ts";
import { gradientEdge, isLeaf, requiresGrad, retainGrad, setRequiresGrad } from "./history.ts";
import { isGradEnabled } from "./modes.ts";
import type { Edge } from "./node.ts";

export interface BackwardOptions {
  /** Keeps the graph for another pass; left out, as `createGraph`. */
  readonly retainGraph?: boolean;
  /** Records the backward pass itself, for higher derivatives. */
  readonly createGraph?: boolean;
  /** Accumulate into these alone. */
  readonly inputs?: readonly Tensor[];
}

/** The gradients to start with: those given, or 1 for outputs of one element. */
function startingGradients(outputs: readonly Tensor[], given: readonly (Tensor | null)[] | null): Tensor[] {
  if (given !== null && given.length !== outputs.length) {
    throw runtimeError(`got ${outputs.length} tensors and ${given.length} gradients`);
  }
  return outputs.map((output, i) => {
    const gradient = given?.[i] ?? null;
    if (gradient === null) {
      if (!requiresGrad(output)) throw noHistory(i);
      if (output.elementCount !== 1) throw runtimeError("grad can be implicitly created only for scalar outputs");
      return ops.full(output.shape, 1, output.dtype);
    }
    if (!sameShape(gradient.shape, output.shape)) {
      throw runtimeError(
        `Mismatch in shape: grad_output[${i}] has a shape of torch.Size(${formatShape(gradient.shape)}) and output[${i}] has a shape of torch.Size(${formatShape(output.shape)}).`,
      );
    }
    if (!requiresGrad(output)) throw noHistory(i);
    return gradient.dtype === output.dtype ? gradient : ops.to(gradient, output.dtype);
  });
}

const noHistory = (i: number): Error =>
  runtimeError(`element ${i} of tensors does not require grad and does not have a grad_fn`);

function rootEdges(outputs: readonly Tensor[]): Edge[] {
  return outputs.map((output, i) => {
    const edge = gradientEdge(output);
    if (edge === null) throw noHistory(i);
    return edge;
  });
}

/**
 * Adds the gradients of outputs to the `grad` of every leaf below them. `gradients` may be left out, or null, for outputs of
 * one element. RuntimeErrors for outputs without history, other shapes, and a graph that was freed.
 */
export function backward(
  outputs: readonly Tensor[],
  gradients: readonly (Tensor | null)[] | null = null,
  options: BackwardOptions = {},
): void {
  const { createGraph = false, retainGraph = createGraph, inputs } = options;
  if (inputs !== undefined && inputs.length === 0)
    throw runtimeError("`inputs` argument to `backward()` cannot be empty.");
  // A tensor in the middle of the graph keeps what it is given, as if retain_grad had been called.
  for (const input of inputs ?? []) if (!isLeaf(input) || !requiresGrad(input)) retainGrad(input);
  const start = startingGradients(outputs, gradients);
  const captures = inputs === undefined ? null : inputs.map((input) => inputEdge(input));
  run(rootEdges(outputs), start, { retainGraph, createGraph, captures, accumulateCaptured: true });
}

function inputEdge(input: Tensor): Edge {
  const edge = gradientEdge(input);
  if (edge === null) throw runtimeError("One of the differentiated Tensors does not require grad");
  return edge;
}

export interface GradOptions {
  readonly retainGraph?: boolean;
  readonly createGraph?: boolean;
  /** Inputs that the outputs do not depend on give null instead of an error. */
  readonly allowUnused?: boolean;
  /** Such inputs give zeros. */
  readonly materializeGrads?: boolean;
}

/** The gradients of outputs with respect to inputs; leaves' `grad` stays as it is. */
export function grad(
  outputs: readonly Tensor[],
  inputs: readonly Tensor[],
  gradients: readonly (Tensor | null)[] | null = null,
  options: GradOptions = {},
): (Tensor | null)[] {
  const { createGraph = false, retainGraph = createGraph, materializeGrads = false } = options;
  const { allowUnused = materializeGrads } = options;
  const start = startingGradients(outputs, gradients);
  const captures = inputs.map(inputEdge);
  const roots = rootEdges(outputs);
  const found = run(roots, start, { retainGraph, createGraph, captures, accumulateCaptured: false });
  return found.map((gradient, i) => {
    if (gradient !== null) return gradient;
    if (materializeGrads) {
      const zeros = ops.zeros(inputs[i].shape, inputs[i].dtype);
      return setRequiresGrad(zeros, createGraph && isGradEnabled());
    }
    if (!allowUnused) {
      throw runtimeError(
        "One of the differentiated Tensors appears to not have been used in the graph. Set allow_unused=True if this is the desired behavior.",
      );
    }
    return null;
  });
}

/** Runs the hooks of these places of the graph with the gradients that arrive there. No gradient is kept, or added to a leaf. */
export function visit(outputs: readonly Tensor[], gradients: readonly Tensor[], places: readonly Edge[]): void {
  const start = startingGradients(outputs, gradients);
  run(rootEdges(outputs), start, {
    retainGraph: false,
    createGraph: false,
    captures: null,
    accumulateCaptured: false,
    towards: places,
  });
}
