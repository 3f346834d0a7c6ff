/** Numerical gradients by central differences. */
import { movedByElement, rowStructure } from "../../../engine/autograd/row-structure.ts";
import { readAll, tensorSource } from "../../../engine/statistics/index.ts";
import { readNumber, writeScalar } from "../../../engine/tensor/elements.ts";
import type { Tensor } from "../../../engine/tensor/tensor.ts";

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
  return Float64Array.from(positions, (i) => {
    checkInterrupt();
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
  });
}

/**
 * The same for all elements of a tensor whose rows are independent, one element of every row at a time; null where they are
 * not. `outputs` are those of the tensor as it is.
 */
export function differencesByRows(
  evaluate: Evaluate,
  tensor: Tensor,
  outputs: readonly Tensor[],
  weights: readonly Float64Array[],
  eps: number,
  checkInterrupt: () => void,
): Float64Array | null {
  const structure = rowStructure(evaluate, tensor, outputs, eps);
  if (structure === null) return null;
  const { rows, length } = structure;
  const gradient = new Float64Array(rows * length);
  movedByElement(evaluate, tensor, structure, eps, ({ element, low, high, steps }) => {
    checkInterrupt();
    for (let row = 0; row < rows; row++) {
      let sum = 0;
      low.forEach((below, k) => {
        const [above, weight, width] = [high[k], weights[k], below.length / rows];
        for (let j = row * width; j < (row + 1) * width; j++) {
          const difference = above[j] - below[j];
          if (difference !== 0) sum += difference * weight[j];
        }
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
