/** Products and norms whose roundings come in the order of PyTorch's CPU kernels, so that the last bits agree. */
import type { Tensor } from "../../tensor/tensor.ts";
import { Reader, Writer } from "../../tensor/walk.ts";
import { planReduction } from "./plan.ts";

/** Runs `reduce` over the values of every result; `adjacent` tells that a row is one run of memory. */
function reduceRows(
  input: Tensor,
  folded: readonly number[],
  keepdim: boolean,
  reduce: (row: Float64Array, adjacent: boolean) => number,
): Tensor {
  const plan = planReduction(input, folded, keepdim, input.dtype, true);
  const row = new Float64Array(plan.folded);
  const reader = new Reader(input, plan.shape, plan.strides);
  const writer = new Writer(plan.target);
  const one = new Float64Array(1);
  let step = 1;
  let adjacent = true;
  for (const dim of [...folded].sort((a, b) => input.strides[a] - input.strides[b])) {
    if (input.shape[dim] === 1) continue;
    adjacent &&= input.strides[dim] === step;
    step *= input.shape[dim];
  }
  for (let i = 0; i < plan.outer; i++) {
    reader.read(row, plan.folded);
    one[0] = reduce(row, adjacent);
    writer.write(one, 1);
  }
  return plan.result;
}

/** The product of floats: four vectors side by side where memory is contiguous, one by one elsewhere. */
export function orderedProduct(input: Tensor, folded: readonly number[], keepdim: boolean): Tensor {
  const wide = input.dtype === "float64";
  const round = wide ? (value: number): number => value : Math.fround;
  const lanes = wide ? 4 : 8;
  const group = 4 * lanes;
  const partial = new Float64Array(group);
  return reduceRows(input, folded, keepdim, (row, adjacent) => {
    const groups = adjacent ? Math.floor(row.length / group) : 0;
    let product = 1;
    if (groups > 0) {
      partial.set(row.subarray(0, group));
      for (let g = 1; g < groups; g++) {
        for (let c = 0; c < group; c++) partial[c] = round(partial[c] * row[g * group + c]);
      }
      for (let lane = 0; lane < lanes; lane++) {
        const low = round(partial[lane] * partial[lanes + lane]);
        const high = round(partial[2 * lanes + lane] * partial[3 * lanes + lane]);
        partial[lane] = round(low * high);
      }
      product = partial[0];
      for (let lane = 1; lane < lanes; lane++) product = round(product * partial[lane]);
    }
    for (let i = groups * group; i < row.length; i++) product = round(product * row[i]);
    return product;
  });
}

const { fround, abs } = Math;

/** A norm of finite order in float32 steps. */
export function normFloat32(input: Tensor, order: number, folded: readonly number[], keepdim: boolean): Tensor {
  const lanes = new Float32Array(8);
  return reduceRows(input, folded, keepdim, (row, adjacent) => {
    let sum = 0;
    if (order === 0) {
      for (let i = 0; i < row.length; i++) sum += row[i] !== 0 ? 1 : 0;
      return sum;
    }
    if (order === 1) {
      for (let i = 0; i < row.length; i++) sum = fround(sum + abs(row[i]));
      return sum;
    }
    if (order === 2) {
      let done = 0;
      if (adjacent && folded.length > 0) {
        lanes.fill(0);
        for (; done + 8 <= row.length; done += 8) {
          for (let lane = 0; lane < 8; lane++) lanes[lane] += row[done + lane] * row[done + lane];
        }
        for (const value of lanes) sum = fround(sum + value);
      }
      for (; done < row.length; done++) sum = fround(sum + row[done] * row[done]);
      return Math.sqrt(sum);
    }
    for (let i = 0; i < row.length; i++) sum = fround(sum + fround(abs(row[i]) ** order));
    return sum ** fround(1 / order);
  });
}
