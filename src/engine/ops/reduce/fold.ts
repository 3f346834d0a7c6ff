/** Reductions that fold one value at a time into one accumulator for each result, in doubles. */
import { type DType, isFloating } from "../../tensor/dtype.ts";
import { readScalar } from "../../tensor/elements.ts";
import { toInt64 } from "../../tensor/scalar.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { blockSize, IndexWalk, Reader, Writer } from "../../tensor/walk.ts";
import { worked } from "../../work.ts";
import { planReduction, type ReducePlan } from "./plan.ts";

export interface Folder {
  readonly start: number;
  /** Folds values[from .. from+count) into one accumulator. */
  fold(accumulator: number, values: Float64Array, from: number, count: number): number;
  /** Folds values[from + i] into accumulators[i] for i < count. */
  foldEach(accumulators: Float64Array, values: Float64Array, from: number, count: number): void;
  /** What becomes of an accumulator of `count` values. */
  finish?(accumulator: number, count: number): number;
  /** The same fold for int64 values that doubles cannot hold. */
  readonly int64?: { readonly start: bigint; fold(accumulator: bigint, value: bigint): bigint };
}

const exactLimit = 2 ** 53;

/** Folds dimensions of the input. The result has the given dtype; values are rounded or wrapped to it once. */
export function foldDims(
  input: Tensor,
  folder: Folder,
  folded: readonly number[],
  keepdim: boolean,
  dtype: DType,
): Tensor {
  const plan = planReduction(input, folded, keepdim, dtype);
  if (plan.outer * plan.inner === 0) return plan.result;
  const checked = !isFloating(input.dtype) && folder.int64 !== undefined && dtype === "int64";
  const exact = plan.inner === 1 ? foldRows(input, folder, plan, checked) : foldColumns(input, folder, plan, checked);
  if (!exact && folder.int64 !== undefined) foldInt64(input, folder.int64, plan);
  return plan.result;
}

const block = new Float64Array(Math.max(blockSize, 4096));

function foldRows(input: Tensor, folder: Folder, plan: ReducePlan, checked: boolean): boolean {
  const { outer, folded } = plan;
  const reader = new Reader(input, plan.shape, plan.strides);
  const writer = new Writer(plan.target);
  const one = new Float64Array(1);
  if (folded > 0 && folded <= block.length / 4) return foldShortRows(folder, plan, reader, writer, checked);
  for (let row = 0; row < outer; row++) {
    let accumulator = folder.start;
    for (let left = folded; left > 0; left -= block.length) {
      const n = Math.min(left, block.length);
      const exact = reader.read(block, n);
      if (checked && !exact) return false;
      accumulator = folder.fold(accumulator, block, 0, n);
    }
    if (checked && !(Math.abs(accumulator) < exactLimit)) return false;
    one[0] = folder.finish?.(accumulator, folded) ?? accumulator;
    writer.write(one, 1);
  }
  return true;
}

/** Several rows to a block. */
function foldShortRows(folder: Folder, plan: ReducePlan, reader: Reader, writer: Writer, checked: boolean): boolean {
  const { outer, folded } = plan;
  const rows = Math.floor(block.length / folded);
  const results = new Float64Array(Math.min(rows, outer));
  for (let done = 0; done < outer; done += rows) {
    const n = Math.min(rows, outer - done);
    const exact = reader.read(block, n * folded);
    if (checked && !exact) return false;
    for (let row = 0; row < n; row++) {
      const accumulator = folder.fold(folder.start, block, row * folded, folded);
      if (checked && !(Math.abs(accumulator) < exactLimit)) return false;
      results[row] = folder.finish?.(accumulator, folded) ?? accumulator;
    }
    writer.write(results, n);
  }
  return true;
}

function foldColumns(input: Tensor, folder: Folder, plan: ReducePlan, checked: boolean): boolean {
  const { outer, folded, inner } = plan;
  const reader = new Reader(input, plan.shape, plan.strides);
  const writer = new Writer(plan.target);
  const accumulators = new Float64Array(inner);
  const rows = Math.max(Math.floor(block.length / inner), 1);
  const values = inner > block.length ? new Float64Array(inner) : block;
  for (let o = 0; o < outer; o++) {
    accumulators.fill(folder.start);
    for (let done = 0; done < folded; done += rows) {
      const n = Math.min(rows, folded - done);
      const exact = reader.read(values, n * inner);
      if (checked && !exact) return false;
      for (let row = 0; row < n; row++) folder.foldEach(accumulators, values, row * inner, inner);
    }
    for (let i = 0; i < inner; i++) {
      if (checked && !(Math.abs(accumulators[i]) < exactLimit)) return false;
      if (folder.finish) accumulators[i] = folder.finish(accumulators[i], folded);
    }
    writer.write(accumulators, inner);
  }
  return true;
}

function foldInt64(input: Tensor, folder: NonNullable<Folder["int64"]>, plan: ReducePlan): void {
  const { outer, folded, inner } = plan;
  const walk = new IndexWalk(input, plan.shape, plan.strides);
  const target = new IndexWalk(plan.target);
  const { data } = plan.target.storage;
  if (!(data instanceof BigInt64Array)) return;
  for (let o = 0; o < outer; o++) {
    const accumulators = new Array<bigint>(inner).fill(folder.start);
    for (let f = 0; f < folded; f++) {
      worked(inner);
      for (let i = 0; i < inner; i++) {
        const value = toInt64(readScalar(input.storage, walk.next()));
        accumulators[i] = BigInt.asIntN(64, folder.fold(accumulators[i], value));
      }
    }
    for (let i = 0; i < inner; i++) data[target.next()] = accumulators[i];
  }
}
