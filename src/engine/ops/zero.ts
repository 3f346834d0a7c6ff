import { Tensor } from "../tensor/tensor.ts";
import { blockSize, Reader } from "../tensor/walk.ts";
import type { Operand } from "./pointwise/pointwise.ts";

/** Whether an operand has a zero: integer division must refuse it before it writes. */
export function anyZero(operand: Operand): boolean {
  if (!(operand instanceof Tensor)) return Number(operand) === 0;
  const reader = new Reader(operand);
  const block = new Float64Array(Math.min(blockSize, operand.elementCount));
  for (let left = operand.elementCount; left > 0; left -= blockSize) {
    const n = Math.min(left, blockSize);
    reader.read(block, n);
    for (let i = 0; i < n; i++) if (block[i] === 0) return true;
  }
  return false;
}
