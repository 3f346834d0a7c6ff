/** Hooks on what operations keep for their backward pass (`torch.autograd.graph.saved_tensors_hooks`). */
import { runtimeError } from "../errors.ts";
import { viewOf } from "../tensor/make.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { gradientEdge } from "./history.ts";
import { emptyMetadata } from "./metadata.ts";
import { noGrad } from "./modes.ts";
import { AccumulateGrad, type Edge } from "./node.ts";

export interface SavedTensorHooks {
  /** Anything to keep in the tensor's place. */
  pack(tensor: Tensor): unknown;
  /** The tensor, from what `pack` gave. */
  unpack(packed: unknown): Tensor;
}

let stack: SavedTensorHooks[] = [];
/** What is raised where hooks are set, while that is forbidden. */
let refusal: string | null = null;

/** The hooks in force: the innermost pair. */
export const savedTensorHooks = (): SavedTensorHooks | null => stack[stack.length - 1] ?? null;

/** RuntimeError with the given message while hooks are forbidden. */
export function pushSavedTensorHooks(hooks: SavedTensorHooks): void {
  if (refusal !== null) throw runtimeError(refusal);
  stack.push(hooks);
}

export function popSavedTensorHooks(): void {
  stack.pop();
}

export function refuseSavedTensorHooks(message: string | null): string | null {
  if (message !== null && stack.length > 0) throw runtimeError(message);
  const before = refusal;
  refusal = message;
  return before;
}

/** All hooks of a session. */
export function exchangeSavedTensorHooks(next: SavedTensorHooks[]): SavedTensorHooks[] {
  const before = stack;
  stack = next;
  return before;
}

/** One tensor as a pair of hooks keeps it, with its place in the graph. */
export class PackedTensor {
  private readonly packed: unknown;
  private readonly edge: Edge | null;

  constructor(
    private readonly hooks: SavedTensorHooks,
    tensor: Tensor,
  ) {
    this.edge = gradientEdge(tensor);
    const { version } = tensor.storage;
    this.packed = noGrad(() => hooks.pack(tensor));
    if (tensor.storage.version !== version) {
      throw runtimeError(
        "A saved tensor pack hook is modifying its input in place. Tensors provided as input to pack hook can not be modified by in-place operations as this can lead to unexpected side-effects. Please open an issue if you need to perform in-place operations on the input to a pack hook.",
      );
    }
  }

  unpack(): Tensor {
    const tensor = this.hooks.unpack(this.packed);
    const { edge } = this;
    if (edge === null) return tensor;
    // The same memory in the original's place of the graph, as a plain tensor: nothing changes it in place.
    const placed = viewOf(tensor, tensor.shape, tensor.strides);
    placed.gradient =
      edge.node instanceof AccumulateGrad
        ? { ...emptyMetadata(), requiresGrad: true, accumulator: edge.node }
        : { ...emptyMetadata(), edge };
    return placed;
  }
}
