/** Numerical gradients by central differences. */
import { type Copies, copiesOf, type EvaluateAt, forMovedCopies } from "../../../engine/autograd/structure/copies.ts";
import { movedByElement, type RowStructure, rowStructure } from "../../../engine/autograd/structure/rows.ts";
import { moveAll, type Sources, sourcesOf } from "../../../engine/autograd/structure/sources.ts";
import { readAll, tensorSource } from "../../../engine/statistics/index.ts";
import { readNumber, writeScalar } from "../../../engine/tensor/elements.ts";
import type { Tensor } from "../../../engine/tensor/tensor.ts";
import { tracked } from "../../../engine/work.ts";

/** Outputs of one call, in order. */
export type Evaluate = () => readonly Tensor[];

/**
 * The gradient of sum(outputs * weights) by the elements of `tensor` at `positions`. The tensor is contiguous; its storage is
 * changed and restored in place. Outputs are subtracted element by element before they are summed: what does not depend on
 * the element cancels exactly, and adds no rounding error.
 */
export function centralDifferences(
  evaluate: Evaluate,
  tensor: Tensor,
  weights: readonly Float64Array[],
  eps: number,
  positions: readonly number[],
  checkInterrupt: () => void,
): Float64Array {
  return tracked("numerical gradient", positions.length, (tell) =>
    Float64Array.from(positions, (i, index) => {
      checkInterrupt();
      tell(index);
      const value = readElement(tensor, i);
      let above: readonly Float64Array[];
      let below: readonly Float64Array[];
      let step: number;
      try {
        writeElement(tensor, i, value + eps);
        const high = readElement(tensor, i);
        above = evaluate().map((output) => readAll(tensorSource(output)));
        writeElement(tensor, i, value - eps);
        // What was stored is what was rounded to the type: the step that was really taken.
        step = high - readElement(tensor, i);
        below = evaluate().map((output) => readAll(tensorSource(output)));
      } finally {
        writeElement(tensor, i, value);
      }
      let sum = 0;
      above.forEach((values, k) => {
        const other = below[k];
        const weight = weights[k];
        for (let j = 0; j < values.length; j++) {
          const difference = values[j] - other[j];
          if (difference !== 0) sum += difference * weight[j];
        }
      });
      return sum / step;
    }),
  );
}

/** What the differences are taken of. */
export interface Moving {
  /** Evaluates the function with another tensor in the place of `tensor`; null where it is not an argument. */
  readonly evaluateAt: EvaluateAt | null;
  readonly evaluate: Evaluate;
  readonly tensor: Tensor;
  /** The outputs for the tensor as it is, with their graph. */
  readonly outputs: readonly Tensor[];
  readonly weights: readonly Float64Array[];
}

/** The same for all elements, many at a time; null where outputs depend on the elements in ways that do not allow it. */
export function differencesByStructure(moving: Moving, eps: number, checkInterrupt: () => void): Float64Array | null {
  const { evaluateAt, evaluate, tensor, outputs } = moving;
  const sources = sourcesOf(evaluate, tensor, outputs, eps);
  if (sources !== null) return differencesBySources(moving, sources, eps);
  const structure = rowStructure(evaluate, tensor, outputs, eps);
  if (structure === null) return null;
  const plan = evaluateAt === null ? null : copiesOf(evaluateAt, tensor, outputs, structure);
  return (
    (plan === null ? null : differencesByCopies(plan, moving, eps, checkInterrupt)) ??
    differencesByRows(moving, structure, eps, checkInterrupt)
  );
}

function differencesBySources(
  { evaluate, tensor, weights }: Moving,
  sources: Sources,
  eps: number,
): Float64Array | null {
  const moved = moveAll(evaluate, tensor, sources, eps);
  if (moved === null) return null;
  const gradient = new Float64Array(tensor.elementCount);
  sources.forEach((own, i) => {
    const [low, high, weight] = [moved.low[i], moved.high[i], weights[i]];
    for (let k = 0; k < own.length; k++) {
      const difference = high[k] - low[k];
      if (difference !== 0) gradient[own[k]] += difference * weight[k];
    }
  });
  return gradient.map((sum, k) => sum / moved.steps[k]);
}

/** The sum of (above - below) * weight over a part of each. */
function weighted(
  above: Float64Array,
  below: Float64Array,
  start: number,
  weight: Float64Array,
  weightStart: number,
  count: number,
): number {
  let sum = 0;
  for (let j = 0; j < count; j++) {
    const difference = above[start + j] - below[start + j];
    if (difference !== 0) sum += difference * weight[weightStart + j];
  }
  return sum;
}

function differencesByCopies(
  plan: Copies,
  { tensor, weights }: Moving,
  eps: number,
  checkInterrupt: () => void,
): Float64Array | null {
  const { rows, length, widths } = plan;
  const gradient = new Float64Array(tensor.elementCount);
  const isDone = forMovedCopies(plan, eps, ({ slice, first, count, low, high }) => {
    checkInterrupt();
    for (let copy = 0; copy < count; copy++) {
      for (let row = 0; row < rows; row++) {
        const wholeRow = slice * rows + row;
        let sum = 0;
        widths.forEach((width, k) => {
          sum += weighted(high[k], low[k], (copy * rows + row) * width, weights[k], wholeRow * width, width);
        });
        const at = wholeRow * length + first + copy;
        const value = readElement(tensor, at);
        gradient[at] = sum / (value + eps - (value - eps));
      }
    }
  });
  return isDone ? gradient : null;
}

function differencesByRows(
  { evaluate, tensor, weights }: Moving,
  structure: RowStructure,
  eps: number,
  checkInterrupt: () => void,
): Float64Array {
  const { rows, length } = structure;
  const gradient = new Float64Array(rows * length);
  movedByElement(evaluate, tensor, structure, eps, ({ element, low, high, steps }) => {
    checkInterrupt();
    for (let row = 0; row < rows; row++) {
      let sum = 0;
      low.forEach((below, k) => {
        const width = below.length / rows;
        sum += weighted(high[k], below, row * width, weights[k], row * width, width);
      });
      gradient[row * length + element] = sum / steps[row];
    }
  });
  return gradient;
}

const readElement = (tensor: Tensor, position: number): number => readNumber(tensor.storage, tensor.offset + position);

function writeElement(tensor: Tensor, position: number, value: number): void {
  writeScalar(tensor.storage, tensor.offset + position, value);
}
