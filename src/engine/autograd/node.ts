/** The recorded graph: operations as nodes, with an edge to the maker of each input. */
import type { DType } from "../tensor/dtype.ts";
import type { Shape } from "../tensor/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import type { SavedTensors } from "./saved-tensors.ts";

/** Where a gradient goes: output `index` of `node`. */
export interface Edge {
  readonly node: Node;
  readonly index: number;
}

export type Gradients = (Tensor | null)[];

/** Sees a gradient and may replace it. */
export type GradientHook = (gradient: Tensor) => Tensor | null;
/** Sees the gradients of a node's outputs and may replace them. */
export type NodePreHook = (gradOutputs: readonly (Tensor | null)[]) => Gradients | null;
/** Sees the gradients of a node's inputs and outputs and may replace those of the inputs. */
export type NodePostHook = (
  gradInputs: readonly (Tensor | null)[],
  gradOutputs: readonly (Tensor | null)[],
) => Gradients | null;

/** Shape and dtype of an output, which its gradient must have. */
export interface OutputInfo {
  readonly shape: Shape;
  readonly dtype: DType;
}

let nextSequence = 0;

/** Hooks of a node; few nodes have any. */
export interface NodeHooks {
  /** For each output, in the order of registration. */
  readonly tensor: Map<number, GradientHook[]>;
  /** Run after all others, on the gradient that the node will use: what retain_grad is made of. */
  readonly retain: Map<number, GradientHook>;
  readonly pre: NodePreHook[];
  readonly post: NodePostHook[];
}

/** One operation of the graph (PyTorch's Node). */
export abstract class Node {
  /** Later operations have larger numbers; the engine runs those first. */
  readonly sequence: number = nextSequence++;
  hooks: NodeHooks | null = null;

  constructor(
    /** PyTorch's class name, shown as `grad_fn=<AddBackward0>`. */
    public name: string,
    public nextEdges: readonly (Edge | null)[],
    readonly outputs: OutputInfo[],
  ) {}

  /** Gradients of the outputs to gradients of the inputs; null where none flows. */
  abstract apply(gradOutputs: readonly (Tensor | null)[]): Gradients;

  /** Whether the gradient of an input is asked for. */
  needs(input: number): boolean {
    const edge = this.nextEdges[input];
    return edge !== null && edge !== undefined && (activeFilter === null || activeFilter(edge));
  }

  /** Lets go of what was kept for the backward pass. */
  release(): void {}

  ensureHooks(): NodeHooks {
    this.hooks ??= { tensor: new Map(), retain: new Map(), pre: [], post: [] };
    return this.hooks;
  }
}

/** While a backward pass looks for some inputs only: whether gradients along an edge lead to one. */
let activeFilter: ((edge: Edge) => boolean) | null = null;
export function setActiveFilter(filter: ((edge: Edge) => boolean) | null): ((edge: Edge) => boolean) | null {
  const before = activeFilter;
  activeFilter = filter;
  return before;
}

/** Computes gradients of the inputs from that of the output and what was saved. */
export type Formula = (gradOutput: Tensor, saved: readonly Tensor[], node: Node) => Gradients;
/** As Formula, for an operation with several outputs, some of which may have no gradient. */
export type ManyFormula = (gradOutputs: readonly (Tensor | null)[], saved: readonly Tensor[], node: Node) => Gradients;

/** A node whose gradient is a formula. */
export class FormulaNode extends Node {
  constructor(
    name: string,
    nextEdges: readonly (Edge | null)[],
    outputs: OutputInfo[],
    private readonly formula: ManyFormula,
    public saved: SavedTensors | null,
  ) {
    super(name, nextEdges, outputs);
  }

  apply(gradOutputs: readonly (Tensor | null)[]): Gradients {
    const saved = this.saved === null ? noTensors : this.saved.unpack(this);
    if (gradOutputs.every((gradient) => gradient === null)) return this.nextEdges.map(() => null);
    return this.formula(gradOutputs, saved, this);
  }

  override release(): void {
    this.saved?.free();
  }
}

const noTensors: readonly Tensor[] = [];

/** Where the gradients of a leaf are added up. */
export class AccumulateGrad extends Node {
  /** Called after the gradient has been added. */
  readonly postAccumulateHooks: ((variable: Tensor) => void)[] = [];
  /** Set by the engine where nothing else holds the gradient that comes next: it may be kept without a copy. */
  ownsNext = false;

  constructor(
    readonly variable: Tensor,
    private readonly accumulate: (variable: Tensor, gradient: Tensor, owned: boolean) => void,
  ) {
    super("AccumulateGrad", [], [variable]);
  }

  apply(gradOutputs: readonly (Tensor | null)[]): Gradients {
    const gradient = gradOutputs[0];
    if (gradient !== null) {
      this.accumulate(this.variable, gradient, this.ownsNext);
      for (const hook of this.postAccumulateHooks) hook(this.variable);
    }
    return [];
  }
}
