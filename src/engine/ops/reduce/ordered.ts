/** Products and norms whose roundings come in the order of PyTorch's CPU kernels, so that the last bits agree. */
import type { Tensor } from "../../tensor/tensor.ts";
import { Reader, Writer } from "../../tensor/walk.ts";
import { planReduction } from "./plan.ts";

/** Folds row[from .. from + count) to one number; `adjacent` tells that the row is one run of memory. */
type RowFold = (row: Float64Array, from: number, count: number, adjacent: boolean) => number;

/** Runs `fold` over the values of every result. */
function foldRows(input: Tensor, folded: readonly number[], keepdim: boolean, fold: RowFold): Tensor {
  const plan = planReduction(input, folded, keepdim, input.dtype, true);
  const rows = Math.max(Math.floor(4096 / Math.max(plan.folded, 1)), 1);
  const values = new Float64Array(rows * plan.folded);
  const results = new Float64Array(rows);
  const reader = new Reader(input, plan.shape, plan.strides);
  const writer = new Writer(plan.target);
  const adjacent = isAdjacent(input, folded);
  for (let done = 0; done < plan.outer; done += rows) {
    const n = Math.min(rows, plan.outer - done);
    reader.read(values, n * plan.folded);
    for (let row = 0; row < n; row++) results[row] = fold(values, row * plan.folded, plan.folded, adjacent);
    writer.write(results, n);
  }
  return plan.result;
}

/** Whether the folded dimensions together are one run of memory. */
function isAdjacent(input: Tensor, folded: readonly number[]): boolean {
  let step = 1;
  for (const dim of [...folded].sort((a, b) => input.strides[a] - input.strides[b])) {
    if (input.shape[dim] === 1) continue;
    if (input.strides[dim] !== step) return false;
    step *= input.shape[dim];
  }
  return true;
}

/** The product of floats: four vectors side by side where memory is contiguous, one by one elsewhere. */
export function orderedProduct(input: Tensor, folded: readonly number[], keepdim: boolean): Tensor {
  const wide = input.dtype === "float64";
  const round = wide ? (value: number): number => value : Math.fround;
  const lanes = wide ? 4 : 8;
  const group = 4 * lanes;
  const partial = new Float64Array(group);
  return foldRows(input, folded, keepdim, (row, from, count, adjacent) => {
    const groups = adjacent ? Math.floor(count / group) : 0;
    let product = 1;
    if (groups > 0) {
      partial.set(row.subarray(from, from + group));
      for (let g = 1; g < groups; g++) {
        for (let c = 0; c < group; c++) partial[c] = round(partial[c] * row[from + g * group + c]);
      }
      for (let lane = 0; lane < lanes; lane++) {
        const low = round(partial[lane] * partial[lanes + lane]);
        const high = round(partial[2 * lanes + lane] * partial[3 * lanes + lane]);
        partial[lane] = round(low * high);
      }
      product = partial[0];
      for (let lane = 1; lane < lanes; lane++) product = round(product * partial[lane]);
    }
    for (let i = from + groups * group; i < from + count; i++) product = round(product * row[i]);
    return product;
  });
}

const { fround, abs } = Math;

/** A norm of finite order in float32 steps. */
export function normFloat32(input: Tensor, order: number, folded: readonly number[], keepdim: boolean): Tensor {
  return foldRows(input, folded, keepdim, normFold(order));
}

function normFold(order: number): RowFold {
  if (order === 0) {
    return (row, from, count) => {
      let sum = 0;
      for (let i = from; i < from + count; i++) sum += row[i] !== 0 ? 1 : 0;
      return sum;
    };
  }
  if (order === 1) {
    return (row, from, count) => {
      let sum = 0;
      for (let i = from; i < from + count; i++) sum = fround(sum + abs(row[i]));
      return sum;
    };
  }
  if (order === 2) return euclidean();
  return (row, from, count) => {
    let sum = 0;
    for (let i = from; i < from + count; i++) sum = fround(sum + fround(abs(row[i]) ** order));
    return sum ** fround(1 / order);
  };
}

/** The 2-norm: eight sums side by side where memory is contiguous. */
function euclidean(): RowFold {
  const lanes = new Float32Array(8);
  return (row, from, count, adjacent) => {
    let sum = 0;
    let done = from;
    if (adjacent && count >= 8) {
      lanes.fill(0);
      for (; done + 8 <= from + count; done += 8) {
        for (let lane = 0; lane < 8; lane++) lanes[lane] += row[done + lane] * row[done + lane];
      }
      for (const value of lanes) sum = fround(sum + value);
    }
    for (; done < from + count; done++) sum = fround(sum + row[done] * row[done]);
    return Math.sqrt(sum);
  };
}
