/** Running the graph backward: every node once all gradients of its outputs are in, later operations first. */
import { runtimeError } from "../errors.ts";
import * as ops from "../ops/index.ts";
import { dtypes } from "../tensor/dtype.ts";
import { formatShape, sameShape } from "../tensor/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { add } from "./functions/arithmetic.ts";
import { to } from "./functions/copy.ts";
import { sumToSize } from "./functions/sum-to-size.ts";
import { isAnomalyEnabled, isGradEnabled, setGradEnabled } from "./modes.ts";
import { AccumulateGrad, type Edge, type Gradients, type Node, type OutputInfo, setActiveFilter } from "./node.ts";
import { nameSecond } from "./second-names.ts";

/** Gradients that have reached a node, and for each whether nothing else holds it. */
interface Arrived {
  readonly gradients: Gradients;
  readonly owned: boolean[];
}

export interface RunOptions {
  readonly retainGraph: boolean;
  readonly createGraph: boolean;
  /** Gradients to hand out. Where given, only what leads to these edges is run, and leaves outside them accumulate nothing. */
  readonly captures: readonly Edge[] | null;
  /** Where given (and no captures), only what leads to these edges is run, for the sake of the hooks there. */
  readonly towards?: readonly Edge[];
  /** Captured leaves accumulate into their `grad` as well (`backward(inputs=...)`). */
  readonly accumulateCaptured: boolean;
}

/** Nodes ready to run, the one with the largest sequence number first; leaves before all others. */
class ReadyQueue {
  private readonly heap: Node[] = [];

  private static before(a: Node, b: Node): boolean {
    const leafA = a instanceof AccumulateGrad;
    return leafA === b instanceof AccumulateGrad ? a.sequence > b.sequence : leafA;
  }

  push(node: Node): void {
    const { heap } = this;
    let i = heap.push(node) - 1;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (!ReadyQueue.before(heap[i], heap[parent])) return;
      [heap[i], heap[parent]] = [heap[parent], heap[i]];
      i = parent;
    }
  }

  pop(): Node | null {
    const { heap } = this;
    const top = heap[0];
    const last = heap.pop();
    if (last === undefined) return null;
    if (heap.length === 0) return last;
    heap[0] = last;
    for (let i = 0; ; ) {
      let best = i;
      for (const child of [2 * i + 1, 2 * i + 2]) {
        if (child < heap.length && ReadyQueue.before(heap[child], heap[best])) best = child;
      }
      if (best === i) return top;
      [heap[i], heap[best]] = [heap[best], heap[i]];
      i = best;
    }
  }
}

/** How many edges of the graph below the roots lead to each node. */
function countDependencies(roots: readonly Node[]): Map<Node, number> {
  const counts = new Map<Node, number>();
  const seen = new Set<Node>(roots);
  const stack = [...seen];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    for (const edge of node.nextEdges) {
      if (edge === null) continue;
      counts.set(edge.node, (counts.get(edge.node) ?? 0) + 1);
      if (!seen.has(edge.node)) {
        seen.add(edge.node);
        stack.push(edge.node);
      }
    }
  }
  return counts;
}

/** The nodes from which a captured node can be reached, the captured ones included. */
function nodesLeadingTo(captured: ReadonlySet<Node>, roots: readonly Node[]): Set<Node> {
  const leads = new Map<Node, boolean>();
  // Depth first without recursion: graphs are deep. A node is settled when it is met the second time.
  const stack: { node: Node; done: boolean }[] = roots.map((node) => ({ node, done: false }));
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    const { node, done } = top;
    if (done) {
      leads.set(
        node,
        captured.has(node) || node.nextEdges.some((edge) => edge !== null && leads.get(edge.node) === true),
      );
    } else if (!leads.has(node)) {
      leads.set(node, captured.has(node));
      stack.push({ node, done: true });
      for (const edge of node.nextEdges)
        if (edge !== null && !leads.has(edge.node)) stack.push({ node: edge.node, done: false });
    }
  }
  return new Set([...leads].filter(([, yes]) => yes).map(([node]) => node));
}

/** Adds a gradient to those that have arrived at a node's output. */
function receive(arrived: Map<Node, Arrived>, { node, index }: Edge, gradient: Tensor, owned: boolean): void {
  let entry = arrived.get(node);
  if (entry === undefined) {
    entry = { gradients: node.outputs.map(() => null), owned: node.outputs.map(() => false) };
    arrived.set(node, entry);
  }
  const before = entry.gradients[index];
  if (before === null) {
    entry.gradients[index] = gradient;
    entry.owned[index] = owned;
  } else if (entry.owned[index] && !isGradEnabled()) {
    ops.add(before, gradient, { out: before });
  } else {
    entry.gradients[index] = add(before, gradient);
    entry.owned[index] = true;
  }
}

/** Brings a computed gradient to the shape and dtype of the input it belongs to. RuntimeError where that can not be. */
function fitGradient(gradient: Tensor, wanted: OutputInfo, node: Node, index: number): Tensor {
  let result = gradient;
  if (!sameShape(gradient.shape, wanted.shape)) {
    if (!expandsTo(wanted.shape, gradient.shape)) {
      throw runtimeError(
        `Function ${node.name} returned an invalid gradient at index ${index} - got ${formatShape(gradient.shape)} but expected shape compatible with ${formatShape(wanted.shape)}`,
      );
    }
    result = sumToSize(gradient, wanted.shape);
  }
  return result.dtype === wanted.dtype ? result : to(result, wanted.dtype);
}

function expandsTo(from: readonly number[], to: readonly number[]): boolean {
  const lead = to.length - from.length;
  return lead >= 0 && from.every((size, i) => size === 1 || size === to[i + lead]);
}

/** A hook's gradient must be of the kind that it was given. */
function checkReplacement(given: Tensor, replaced: Tensor): void {
  if (given.dtype !== replaced.dtype) {
    const typeName = ({ dtype }: Tensor): string => `torch.${dtypes[dtype].scalarName}Tensor`;
    throw runtimeError(`hook has changed the type of value (was ${typeName(given)} got ${typeName(replaced)})`);
  }
  if (!sameShape(given.shape, replaced.shape)) throw runtimeError("hook has changed the size of value");
}

/** Runs the hooks that see the gradients of a node's outputs. */
function runPreHooks(node: Node, gradients: Gradients): Gradients {
  const { hooks } = node;
  if (hooks === null) return gradients;
  let current = gradients;
  for (const [index, list] of hooks.tensor) {
    for (const hook of list) {
      const gradient = current[index];
      if (gradient === null) continue;
      const replaced = hook(gradient);
      if (replaced === null) continue;
      checkReplacement(gradient, replaced);
      current = current.map((other, i) => (i === index ? replaced : other));
    }
  }
  for (const hook of hooks.pre) current = hook(current) ?? current;
  for (const [index, hook] of hooks.retain) {
    const gradient = current[index];
    if (gradient !== null) hook(gradient);
  }
  return current;
}

/** A gradient is a node's own if its memory came neither in with the others nor out twice. */
function isOwned(gradient: Tensor, incoming: Gradients, outgoing: Gradients): boolean {
  const { storage } = gradient;
  if (gradient.gradient !== null || storage.data.length !== gradient.elementCount) return false;
  for (const other of incoming) if (other !== null && other.storage === storage) return false;
  let holders = 0;
  for (const other of outgoing) if (other !== null && other.storage === storage) holders++;
  return holders === 1;
}

/** Runs the graph from the roots and returns the captured gradients. */
export function run(roots: readonly Edge[], gradients: readonly Tensor[], options: RunOptions): Gradients {
  const wanted = options.captures ?? options.towards ?? null;
  const rootNodes = roots.map((edge) => edge.node);
  const needed = wanted === null ? null : nodesLeadingTo(new Set(wanted.map((edge) => edge.node)), rootNodes);
  const gradWasEnabled = isGradEnabled();
  setGradEnabled(options.createGraph);
  const outerFilter = setActiveFilter(needed === null ? null : (edge) => needed.has(edge.node));
  try {
    return runNodes(roots, gradients, options, needed);
  } finally {
    setActiveFilter(outerFilter);
    setGradEnabled(gradWasEnabled);
  }
}

function runNodes(
  roots: readonly Edge[],
  gradients: readonly Tensor[],
  options: RunOptions,
  needed: ReadonlySet<Node> | null,
): Gradients {
  const { captures } = options;
  const captured: Gradients = captures === null ? [] : captures.map(() => null);
  const capturedNodes = new Set(captures?.map((edge) => edge.node));
  const dependencies = countDependencies(roots.map((edge) => edge.node));
  const arrived = new Map<Node, Arrived>();
  const queue = new ReadyQueue();
  for (const [i, root] of roots.entries()) receive(arrived, root, gradients[i], false);
  for (const node of arrived.keys()) if ((dependencies.get(node) ?? 0) === 0) queue.push(node);
  for (let node = queue.pop(); node !== null; node = queue.pop()) {
    const entry = arrived.get(node);
    arrived.delete(node);
    const runs = needed === null || needed.has(node);
    let outgoing: Gradients = [];
    let incoming: Gradients = entry?.gradients ?? node.outputs.map(() => null);
    if (runs) {
      incoming = runPreHooks(node, incoming);
      if (captures !== null && capturedNodes.has(node)) {
        for (const [i, edge] of captures.entries()) if (edge.node === node) captured[i] = incoming[edge.index];
      }
      if (needed === null || runsItself(node, needed, options, capturedNodes)) {
        if (node instanceof AccumulateGrad)
          node.ownsNext = entry?.owned[0] === true && incoming[0] === entry.gradients[0];
        outgoing = applyNode(node, incoming, options);
      }
    }
    for (const [i, edge] of node.nextEdges.entries()) {
      if (edge === null) continue;
      const gradient = outgoing[i] ?? null;
      if (gradient !== null && (needed === null || needed.has(edge.node))) {
        const info = edge.node.outputs[edge.index];
        const fitted = fitGradient(gradient, info, node, i);
        receive(arrived, edge, fitted, fitted !== gradient || isOwned(fitted, incoming, outgoing));
      }
      const left = (dependencies.get(edge.node) ?? 0) - 1;
      dependencies.set(edge.node, left);
      if (left === 0) queue.push(edge.node);
    }
  }
  return captured;
}

/** Where only some gradients are asked for: leaves add theirs up only if told to, captured nodes run if more lies beyond. */
function runsItself(node: Node, needed: ReadonlySet<Node>, options: RunOptions, captured: ReadonlySet<Node>): boolean {
  if (node instanceof AccumulateGrad) return options.accumulateCaptured && captured.has(node);
  return node.nextEdges.some((edge) => edge !== null && needed.has(edge.node));
}

/** Anomaly detection: a gradient that is not a number is an error of the node that made it. */
function checkNumbers(node: Node, outgoing: Gradients): void {
  for (const [i, gradient] of outgoing.entries()) {
    if (gradient !== null && ops.truth(ops.any(ops.isnan(gradient)))) {
      throw runtimeError(`Function '${node.name}' returned nan values in its ${i}th output.`);
    }
  }
}

function applyNode(node: Node, incoming: Gradients, options: RunOptions): Gradients {
  const outgoing = node.apply(incoming);
  if (isGradEnabled()) nameSecond(node, incoming, outgoing);
  if (!options.retainGraph) node.release();
  if (isAnomalyEnabled()) checkNumbers(node, outgoing);
  if (outgoing.length > node.nextEdges.length && outgoing.slice(node.nextEdges.length).some((g) => g !== null)) {
    throw runtimeError(
      `Function ${node.name} returned an incorrect number of gradients (expected ${node.nextEdges.length}, got ${outgoing.length})`,
    );
  }
  let result = outgoing;
  for (const hook of node.hooks?.post ?? []) result = hook(result, incoming) ?? result;
  return result;
}
