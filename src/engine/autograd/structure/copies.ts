/**
 * Gradient checks of independent rows in few large runs. A slice of the input (along its first dimension) is copied many
 * times into one larger input; each copy has another element of its rows moved, or asks for the gradient of another output.
 *
 * The function sees a batch of another size than the one it is checked at. So this is done only where the graph consists of
 * the engine's own operations, without hooks, and what it gives is held to runs of the function at its inputs, bit by bit.
 */

import { writeScalar } from "../../tensor/elements.ts";
import { allocate } from "../../tensor/make.ts";
import { sameShape } from "../../tensor/shape.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { type Differences, isNearDifferences, narrowDoubles } from "../../wasm/jacobian.ts";
import { tracked } from "../../work.ts";
import { grad } from "../backward.ts";
import { isClose } from "../closeness.ts";
import { clone } from "../functions/copy.ts";
import { gradFnOf, requiresGrad, setRequiresGrad } from "../history.ts";
import { AccumulateGrad, FormulaNode, type Node } from "../node.ts";
import {
  type Agreement,
  gradientOf,
  isRepeated,
  isSame,
  isWhole,
  type Root,
  snapshot,
  type Verdict,
  valuesOf,
  withMoved,
} from "./moves.ts";
import type { RowStructure } from "./rows.ts";

/** Evaluates the function with another tensor in the place of the input; null where it refuses that tensor. */
export type EvaluateAt = (input: Tensor) => readonly Tensor[] | null;

/** Elements of the larger input, about. */
const runElements = 2 ** 16;
const fewestCopies = 4;
/** Elements of a slice's gradients: what is held at a time. */
const mostGradients = 2 ** 25;
/** A cache line of float32: what the comparison of gradients and differences takes at a time. */
const lineElements = 16;

/** A function of independent rows, and how its rows lie in slices. */
export interface Copies {
  readonly evaluateAt: EvaluateAt;
  readonly input: Tensor;
  readonly outputs: readonly Tensor[];
  /** Of the first dimension. */
  readonly slices: number;
  /** In a slice. */
  readonly rows: number;
  /** Elements of the input's rows. */
  readonly length: number;
  /** Elements of each output's rows. */
  readonly widths: readonly number[];
  /** How many copies of a slice one run takes. */
  readonly copies: number;
}

/** Whether every operation below a tensor is the engine's own, and nobody looks at its gradients. */
function isPlainGraph(outputs: readonly Tensor[]): boolean {
  const seen = new Set<Node>();
  const waiting = outputs.flatMap((output) => gradFnOf(output) ?? []);
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    const isOwn =
      node instanceof FormulaNode || (node instanceof AccumulateGrad && node.postAccumulateHooks.length === 0);
    if (!isOwn || node.hooks !== null) return false;
    for (const edge of node.nextEdges) if (edge !== null) waiting.push(edge.node);
  }
  return true;
}

/** How the rows can be checked in copies; null where they can not, or it would not be worth it. */
export function copiesOf(
  evaluateAt: EvaluateAt,
  input: Tensor,
  outputs: readonly Tensor[],
  { rows: allRows, length }: RowStructure,
): Copies | null {
  const slices = input.shape[0];
  if (input.shape.length < 2 || !isWhole(input)) return null;
  const rows = allRows / slices;
  const widths = outputs.map((output) => output.elementCount / allRows);
  // Whole lines where there are so many. Runs are equally large.
  const most = Math.min(length, Math.floor(runElements / (rows * length)));
  const unit = most < lineElements ? 2 : lineElements;
  const copies = most < 2 ? most : Math.min(most, unit * Math.ceil(length / Math.ceil(length / most) / unit));
  if (copies < fewestCopies || rows * length * Math.max(...widths) > mostGradients) return null;
  if (!outputs.every((output) => output.shape[0] === slices && output.dtype === "float64")) return null;
  if (!isPlainGraph(outputs)) return null;
  return { evaluateAt, input, outputs, slices, rows, length, widths, copies };
}

/** The larger input, and what it holds. */
class Batch {
  readonly input: Tensor;
  private readonly values: Float64Array;
  private readonly sliceElements: number;

  constructor(private readonly plan: Copies) {
    const { input, rows, length, copies } = plan;
    this.input = setRequiresGrad(allocate([copies, ...input.shape.slice(1)], "float64"), requiresGrad(input));
    this.values = valuesOf(this.input);
    this.sliceElements = rows * length;
  }

  fill(slice: number): void {
    const { sliceElements, values } = this;
    const own = valuesOf(this.plan.input).subarray(slice * sliceElements, (slice + 1) * sliceElements);
    for (let copy = 0; copy < this.plan.copies; copy++) values.set(own, copy * sliceElements);
  }

  /** Outputs where each copy has one element of its rows moved, from `first` on. */
  moved(first: number, count: number, by: number): Tensor[] | null {
    const { rows, length } = this.plan;
    const { values, sliceElements } = this;
    const kept = new Float64Array(count * rows);
    const at = (copy: number, row: number): number => copy * sliceElements + row * length + first + copy;
    for (let copy = 0, k = 0; copy < count; copy++) {
      for (let row = 0; row < rows; row++, k++) {
        kept[k] = values[at(copy, row)];
        values[at(copy, row)] += by;
      }
    }
    try {
      return this.run();
    } finally {
      for (let copy = 0, k = 0; copy < count; copy++) {
        for (let row = 0; row < rows; row++, k++) values[at(copy, row)] = kept[k];
      }
    }
  }

  /** Null where the outputs are not of the shapes that as many rows should give, or not memory of their own. */
  run(): Tensor[] | null {
    const { evaluateAt, outputs, copies } = this.plan;
    const found = [...(evaluateAt(this.input) ?? [])];
    const isLike = (output: Tensor, i: number): boolean =>
      isWhole(output) &&
      output.storage !== this.input.storage &&
      sameShape(output.shape, [copies, ...outputs[i].shape.slice(1)]);
    return found.length === outputs.length && found.every(isLike) ? found : null;
  }
}

function floatsOf({ storage }: Tensor): Float32Array {
  if (!(storage.data instanceof Float32Array)) throw new Error("float32 storage is a Float32Array");
  return storage.data;
}

/** Outputs of a slice's copies, each with another element of every row moved. */
export interface MovedCopies {
  readonly slice: number;
  /** The element that the first copy has moved. */
  readonly first: number;
  readonly count: number;
  /** One output after the other; of each copy `rows * width` values. */
  readonly low: readonly Float64Array[];
  readonly high: readonly Float64Array[];
}

/** Copies whose outputs are held to those of the function at its inputs. */
const probesOf = (count: number): number[] => [...new Set([0, count >> 1, count - 1])];

/** Whether copies of a slice give what the function gives at its inputs with the same elements moved. */
function isAsWhole(plan: Copies, { slice, first, count, low }: MovedCopies, by: number): boolean {
  const { input, slices, rows, length, widths, evaluateAt } = plan;
  return probesOf(count).every((copy) => {
    const positions = Int32Array.from({ length: slices * rows }, (_, row) => row * length + first + copy);
    const whole = withMoved(
      input,
      positions,
      () => by,
      () => snapshot(evaluateAt(input) ?? []),
    );
    return low.every((values, i) => {
      const size = rows * widths[i];
      return isSameRange(values, copy * size, whole[i], slice * size, size);
    });
  });
}

function isSameRange(
  a: Float64Array,
  aStart: number,
  b: Float64Array | undefined,
  bStart: number,
  count: number,
): boolean {
  if (b === undefined || b.length < bStart + count) return false;
  for (let i = 0; i < count; i++) if (!isSame(a[aStart + i], b[bStart + i])) return false;
  return true;
}

/**
 * Calls `visit` with the outputs for each element of a row moved by -eps and +eps, for all slices in order, `beforeSlice`
 * before each. False where the copies do not give what the function gives at its inputs, or `beforeSlice` is false: then
 * what was visited is to be forgotten.
 */
export function forMovedCopies(
  plan: Copies,
  eps: number,
  visit: (moved: MovedCopies) => void,
  beforeSlice: (slice: number) => boolean = () => true,
): boolean {
  const { slices, length, copies } = plan;
  const batch = new Batch(plan);
  return tracked("gradients of all rows", slices, (tell) => {
    for (let slice = 0; slice < slices; slice++) {
      tell(slice);
      if (!beforeSlice(slice)) return false;
      batch.fill(slice);
      for (let first = 0; first < length; first += copies) {
        const count = Math.min(copies, length - first);
        const below = batch.moved(first, count, -eps);
        const above = batch.moved(first, count, eps);
        if (below === null || above === null) return false;
        // One memory for both would hold the later outputs only.
        if (below.some(({ storage }, i) => storage === above[i].storage)) return false;
        const moved = { slice, first, count, low: below.map(valuesOf), high: above.map(valuesOf) };
        const isProbed = first === 0 && (slice === 0 || slice === slices - 1);
        if (isProbed && !isAsWhole(plan, moved, -eps)) return false;
        visit(moved);
      }
    }
    return true;
  });
}

/**
 * For every root, whether its Jacobian by the input agrees with central differences, by PyTorch's rule. The backward passes
 * of the roots themselves are known to go row by row.
 */
export function verdictsByCopies(plan: Copies, roots: readonly Root[], agreement: Agreement): Verdict[] {
  const verdicts = roots.map((): Verdict => "agrees");
  const backward = new BackwardCopies(plan, roots, agreement);
  let gradients: readonly (readonly GradientBlock[])[] = [];
  const isDone = forMovedCopies(
    plan,
    agreement.eps,
    (moved) => {
      for (const [i, { index }] of roots.entries()) {
        const isRight = gradients[i].every((block) => isAgreed(plan, block, moved, index, agreement));
        if (!isRight) verdicts[i] = "differs";
      }
    },
    (slice) => {
      const found = backward.gradients(slice);
      gradients = found ?? [];
      return found !== null;
    },
  );
  return isDone ? verdicts : roots.map(() => "unclear");
}

/** Gradients of some elements of an output's rows: of each copy those of a slice by the element that it asks for. */
interface GradientBlock {
  readonly values: Float64Array;
  /** The same in float32, from `start` on. */
  readonly short: Float32Array;
  readonly start: number;
  /** The element that the first copy asks for. */
  readonly first: number;
  readonly count: number;
}

/** Gradients lie output by output, differences input by input. */
function isAgreed(
  { rows, length, widths }: Copies,
  block: GradientBlock,
  { first, count, low, high }: MovedCopies,
  index: number,
  agreement: Agreement,
): boolean {
  const width = widths[index];
  const scale = 2 * agreement.eps;
  for (let row = 0; row < rows; row++) {
    const at = row * length + first;
    const step = rows * length;
    const start = row * width + block.first;
    const theirs: Differences = { low: low[index], high: high[index], start, step: rows * width, scale };
    const short = { values: block.short, start: block.start + at, step };
    if (isNearDifferences(short, theirs, block.count, count, agreement) === true) continue;
    for (let moved = 0; moved < count; moved++) {
      for (let asked = 0, k = start + moved * theirs.step; asked < block.count; asked++, k++) {
        const numerical = (theirs.high[k] - theirs.low[k]) / scale;
        if (!isClose(block.values[at + asked * step + moved], numerical, agreement)) return false;
      }
    }
  }
  return true;
}

/** The backward passes: each copy of a slice asks for the gradient of another output of every row. */
class BackwardCopies {
  private readonly batch: Batch;
  /** One slice's gradients of every root, over those of the slice before. */
  private readonly short: readonly Float32Array[];

  constructor(
    private readonly plan: Copies,
    private readonly roots: readonly Root[],
    private readonly agreement: Agreement,
  ) {
    this.batch = new Batch(plan);
    const { rows, length, widths, copies } = plan;
    const sizes = roots.map(({ index }) => Math.ceil(widths[index] / copies) * copies * rows * length);
    this.short = sizes.map((size) => floatsOf(allocate([size], "float32")));
  }

  /** A slice's gradients, root by root; null where the copies can not tell. */
  gradients(slice: number): GradientBlock[][] | null {
    const { batch } = this;
    batch.fill(slice);
    const outputs = batch.run();
    if (outputs === null || !isPlainGraph(outputs)) return null;
    const all: GradientBlock[][] = [];
    for (const [i, { index }] of this.roots.entries()) {
      const blocks = requiresGrad(outputs[index]) ? this.blocksOf(clone(outputs[index]), slice, i) : null;
      if (blocks === null) return null;
      all.push(blocks);
    }
    return all;
  }

  private blocksOf(root: Tensor, slice: number, which: number): GradientBlock[] | null {
    const { rows, length, widths, copies } = this.plan;
    const width = widths[this.roots[which].index];
    const seed = allocate(root.shape, root.dtype);
    const seeds = valuesOf(seed);
    const short = this.short[which];
    const blocks: GradientBlock[] = [];
    for (let first = 0; first < width; first += copies) {
      const count = Math.min(copies, width - first);
      const setSeeds = (value: number): void => {
        for (let copy = 0; copy < count; copy++) {
          for (let row = 0; row < rows; row++) seeds[(copy * rows + row) * width + first + copy] = value;
        }
      };
      setSeeds(1);
      const found = this.gradient(root, seed);
      if (found === null) return null;
      if (first === 0) {
        const again = this.gradient(root, seed);
        if (again === null || !isRepeated(found, again, this.agreement.nondetTol)) return null;
        if (!this.isGradientAsWhole(found, slice, which, count)) return null;
      }
      // A gradient that is passed on unchanged is the seed itself.
      const values = found === seeds ? found.slice() : found;
      const start = first * rows * length;
      narrowDoubles(values, short, start);
      blocks.push({ values, short, start, first, count });
      setSeeds(0);
    }
    return blocks;
  }

  private gradient(root: Tensor, seed: Tensor): Float64Array | null {
    const { input } = this.batch;
    const [gradient] = grad([root], [input], [seed], { retainGraph: true, allowUnused: true });
    return gradient !== null && isWhole(gradient) && sameShape(gradient.shape, input.shape) ? valuesOf(gradient) : null;
  }

  /** Whether gradients of copies are those of the function at its inputs. */
  private isGradientAsWhole(found: Float64Array, slice: number, which: number, count: number): boolean {
    const { input, slices, rows, length, widths } = this.plan;
    if (slice > 0 && slice < slices - 1) return true;
    const { root, index } = this.roots[which];
    const width = widths[index];
    return probesOf(count).every((copy) => {
      const seed = allocate(root.shape, root.dtype);
      for (let row = 0; row < slices * rows; row++) writeScalar(seed.storage, row * width + copy, 1);
      const whole = gradientOf(root, input, seed);
      const size = rows * length;
      return whole !== null && isSameRange(found, copy * size, whole, slice * size, size);
    });
  }
}
