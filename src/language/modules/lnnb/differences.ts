/** Numerical gradients by central differences. */
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

const readElement = (tensor: Tensor, position: number): number => readNumber(tensor.storage, tensor.offset + position);

function writeElement(tensor: Tensor, position: number, value: number): void {
  writeScalar(tensor.storage, tensor.offset + position, value);
}
