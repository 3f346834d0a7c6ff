/** Variance and standard deviation, in two passes in doubles: the mean first, then the squared distances from it. */
import { runtimeError } from "../errors.ts";
import { isFloating } from "../tensor/dtype.ts";
import { allocate, viewOf } from "../tensor/make.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { blockSize, Reader, Writer } from "../tensor/walk.ts";
import { foldedDims, planReduction, type ReduceOptions, type ReducePlan } from "./reduce/plan.ts";

export interface MomentOptions extends ReduceOptions {
  /** Taken from the count in the divisor: 1 for the unbiased estimate, 0 for the population's. */
  readonly correction?: number;
}

interface Moments {
  /** The variance or the standard deviation. */
  readonly spread: Tensor;
  readonly mean: Tensor;
}

function checkFloating(name: string, input: Tensor): void {
  if (!isFloating(input.dtype)) throw runtimeError(`${name} only support floating point and complex dtypes`);
}

/** Means and variances (or their roots) of the folded dimensions, rounded once to the input's dtype. */
function moments(input: Tensor, { dims, keepdim = false, correction = 1 }: MomentOptions, root: boolean): Moments {
  const folded = foldedDims(input, dims);
  const plan = planReduction(input, folded, keepdim, input.dtype);
  const meanResult = allocate(plan.result.shape, input.dtype);
  const meanTarget = viewOf(meanResult, plan.target.shape, plan.target.strides);
  const means = new Float64Array(plan.inner);
  const sums = new Float64Array(plan.inner);
  const varianceWriter = new Writer(plan.target);
  const meanWriter = new Writer(meanTarget);
  const divisor = Math.max(plan.folded - correction, 0);
  if (plan.outer * plan.inner > 0) {
    const first = new Reader(input, plan.shape, plan.strides);
    const second = new Reader(input, plan.shape, plan.strides);
    for (let o = 0; o < plan.outer; o++) {
      accumulate(first, plan, means, null);
      for (let i = 0; i < plan.inner; i++) means[i] /= plan.folded;
      accumulate(second, plan, sums, means);
      for (let i = 0; i < plan.inner; i++) {
        const spread = sums[i] / divisor;
        sums[i] = root ? Math.sqrt(spread) : spread;
      }
      varianceWriter.write(sums, plan.inner);
      meanWriter.write(means, plan.inner);
    }
  }
  return { spread: plan.result, mean: meanResult };
}

const block = new Float64Array(4 * blockSize);

/** Sums of the values, or of their squared distances from `centers`, for each inner position. */
function accumulate(reader: Reader, plan: ReducePlan, sums: Float64Array, centers: Float64Array | null): void {
  const { folded, inner } = plan;
  sums.fill(0);
  const rows = Math.max(Math.floor(block.length / inner), 1);
  const values = inner > block.length ? new Float64Array(inner) : block;
  for (let done = 0; done < folded; done += rows) {
    const n = Math.min(rows, folded - done);
    reader.read(values, n * inner);
    if (inner === 1) sums[0] += sumOf(values, n, centers === null ? null : centers[0]);
    else {
      for (let row = 0, at = 0; row < n; row++, at += inner) {
        if (centers === null) for (let i = 0; i < inner; i++) sums[i] += values[at + i];
        else {
          for (let i = 0; i < inner; i++) {
            const distance = values[at + i] - centers[i];
            sums[i] += distance * distance;
          }
        }
      }
    }
  }
}

function sumOf(values: Float64Array, count: number, center: number | null): number {
  let sum = 0;
  if (center === null) for (let i = 0; i < count; i++) sum += values[i];
  else {
    for (let i = 0; i < count; i++) {
      const distance = values[i] - center;
      sum += distance * distance;
    }
  }
  return sum;
}

export function variance(input: Tensor, options: MomentOptions = {}): Tensor {
  checkFloating("std and var", input);
  return moments(input, options, false).spread;
}

export function std(input: Tensor, options: MomentOptions = {}): Tensor {
  checkFloating("std and var", input);
  return moments(input, options, true).spread;
}

/** [variance, mean] */
export function varMean(input: Tensor, options: MomentOptions = {}): [Tensor, Tensor] {
  checkFloating("var_mean", input);
  const { spread, mean } = moments(input, options, false);
  return [spread, mean];
}

/** [standard deviation, mean] */
export function stdMean(input: Tensor, options: MomentOptions = {}): [Tensor, Tensor] {
  checkFloating("std_mean", input);
  const { spread, mean } = moments(input, options, true);
  return [spread, mean];
}
