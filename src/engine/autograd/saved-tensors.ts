/** What operations keep for their backward pass. */
import { runtimeError } from "../errors.ts";
import { dtypes } from "../tensor/dtype.ts";
import { formatShape } from "../tensor/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { isAnomalyEnabled } from "./modes.ts";
import type { Node } from "./node.ts";
import { PackedTensor, type SavedTensorHooks, savedTensorHooks } from "./saved-hooks.ts";

const freedMessage =
  "Trying to backward through the graph a second time (or directly access saved tensors after they have already been freed). Saved intermediate values of the graph are freed when you call .backward() or autograd.grad(). Specify retain_graph=True if you need to backward through the graph a second time or if you need to access saved tensors after calling backward.";

/**
 * Hears of everything that is saved, and may have it dropped: what was dropped must come again when a formula asks for it.
 * That is how a deep model's gradients are found in little memory.
 */
export interface SavedTensorsKeeper {
  saved(saved: SavedTensors): void;
  /** The same tensors, computed anew. */
  recall(saved: SavedTensors): SavedTensors;
  /** Dropped tensors that no formula will ask for any more. */
  released(saved: SavedTensors): void;
}

let activeKeeper: SavedTensorsKeeper | null = null;
export function setSavedTensorsKeeper(keeper: SavedTensorsKeeper | null): SavedTensorsKeeper | null {
  const before = activeKeeper;
  activeKeeper = keeper;
  return before;
}

/** Tensors kept for the backward pass, with the versions that they had. */
export class SavedTensors {
  private tensors: readonly (Tensor | null)[] | null;
  private readonly versions: readonly number[];
  /** What hooks keep in the tensors' place. */
  private packed: readonly (PackedTensor | null)[] | null = null;
  /** Who has them again, where they were dropped. */
  private keeper: SavedTensorsKeeper | null = null;

  constructor(
    tensors: readonly (Tensor | null)[],
    /** The saver's own output, where it is among the tensors: errors then name the saver as its maker. */
    private own: Tensor | null,
  ) {
    for (const tensor of tensors) {
      if (tensor?.storage.inference) {
        throw runtimeError(
          "Inference tensors cannot be saved for backward. Please do not use Tensors created in inference mode in computation tracked by autograd. To work around this, you can make a clone to get a normal tensor and use it in autograd, or use `torch.no_grad()` instead of `torch.inference_mode()`.",
        );
      }
    }
    this.tensors = tensors;
    this.versions = tensors.map((tensor) => tensor?.storage.version ?? 0);
    const hooks = savedTensorHooks();
    if (hooks === null) activeKeeper?.saved(this);
    else this.pack(tensors, hooks);
  }

  private pack(tensors: readonly (Tensor | null)[], hooks: SavedTensorHooks): void {
    this.packed = tensors.map((tensor) => (tensor === null ? null : new PackedTensor(hooks, tensor)));
    this.tensors = null;
    this.own = null;
  }

  /** The tensors. RuntimeError where they were freed, or changed since. */
  unpack(saver: Node): readonly Tensor[] {
    const { tensors } = this;
    if (this.keeper !== null) return this.keeper.recall(this).unpack(saver);
    // As below for what is null.
    if (this.packed !== null) return this.packed.map((each) => each?.unpack() ?? null) as readonly Tensor[];
    if (tensors === null) throw runtimeError(freedMessage);
    for (let i = 0; i < tensors.length; i++) {
      const tensor = tensors[i];
      if (tensor !== null && tensor.storage.version !== this.versions[i]) {
        throw changedInPlace(tensor, this.versions[i], tensor === this.own ? saver : null);
      }
    }
    // Entries that are null are only there so that a second backward pass fails; no formula reads them.
    return tensors as readonly Tensor[];
  }

  /** What is there, unchecked. */
  present(): readonly Tensor[] {
    return (this.tensors ?? []).filter((tensor) => tensor !== null);
  }

  includes(tensor: Tensor): boolean {
    return this.tensors?.includes(tensor) ?? false;
  }

  free(): void {
    this.keeper?.released(this);
    this.keeper = null;
    this.tensors = null;
    this.packed = null;
    this.own = null;
  }

  /** Keeps nothing more: `keeper` is asked. False where the tensors were changed since, which unpacking must tell. */
  drop(keeper: SavedTensorsKeeper): boolean {
    if (this.tensors === null) return false;
    if (this.tensors.some((tensor, i) => tensor !== null && tensor.storage.version !== this.versions[i])) return false;
    this.keeper = keeper;
    this.tensors = null;
    this.own = null;
    return true;
  }

  /** The same with one tensor exchanged: after its values have moved into another. */
  replacing(from: Tensor, to: Tensor): SavedTensors {
    const tensors = (this.tensors ?? []).map((tensor) => (tensor === from ? to : tensor));
    return new SavedTensors(tensors, this.own === from ? to : this.own);
  }
}

function changedInPlace(tensor: Tensor, expected: number, ownMaker: Node | null): Error {
  const edge = tensor.gradient?.edge ?? null;
  const maker = ownMaker ?? edge?.node ?? null;
  const index = edge !== null && edge.node === maker ? edge.index : 0;
  const from = maker === null ? "" : `, which is output ${index} of ${maker.name},`;
  const hint = isAnomalyEnabled()
    ? "Hint: the backtrace further above shows the operation that failed to compute its gradient. The variable in question was changed in there or anywhere later. Good luck!"
    : "Hint: enable anomaly detection to find the operation that failed to compute its gradient, with torch.autograd.set_detect_anomaly(True).";
  return runtimeError(
    `one of the variables needed for gradient computation has been modified by an inplace operation: [torch.${dtypes[tensor.dtype].scalarName}Tensor ${formatShape(tensor.shape)}]${from} is at version ${tensor.storage.version}; expected version ${expected} instead. ${hint}`,
  );
}
