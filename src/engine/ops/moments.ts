/**
 * Variance and standard deviation: the mean first, then the squared distances from it, in doubles. float64 follows
 * PyTorch's Welford recurrence, whose last bits show; narrower types are rounded to the same value either way.
 */
import { runtimeError } from "../errors.ts";
import { fma } from "../math/fma.ts";
import { isFloating } from "../tensor/dtype.ts";
import { allocate, viewOf } from "../tensor/make.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { blockSize, Reader, Writer } from "../tensor/walk.ts";
import { itemNumber, toNumbers } from "./copy.ts";
import { foldedDims, planReduction, type ReduceOptions, type ReducePlan } from "./reduce/plan.ts";
import { mean } from "./reductions.ts";

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
function moments(input: Tensor, options: MomentOptions, root: boolean): Moments {
  const { dims, keepdim = false, correction = 1 } = options;
  const folded = foldedDims(input, dims);
  const plan = planReduction(input, folded, keepdim, input.dtype, input.dtype === "float64");
  const meanResult = allocate(plan.result.shape, input.dtype);
  const meanTarget = viewOf(meanResult, plan.target.shape, plan.target.strides);
  if (plan.outer * plan.inner === 0) return { spread: plan.result, mean: meanResult };
  const divisor = Math.max(plan.folded - correction, 0);
  const finish = (squares: number): number => (root ? Math.sqrt(squares / divisor) : squares / divisor);
  const reader = new Reader(input, plan.shape, plan.strides);
  const single = plan.outer * plan.inner === 1 && (input.dtype === "float32" || input.dtype === "float64");
  if (single && plan.folded > 0) {
    // PyTorch takes the distances from the rounded mean here.
    const center = mean(input, { dims, keepdim });
    const sums = new Float64Array(1);
    accumulate(reader, plan, sums, Float64Array.of(itemNumber(center)));
    sums[0] = finish(sums[0]);
    new Writer(plan.target).write(sums, 1);
    passInfinities(input, plan, center);
    return { spread: plan.result, mean: center };
  }
  const means = new Float64Array(plan.inner);
  const sums = new Float64Array(plan.inner);
  const second = new Reader(input, plan.shape, plan.strides);
  const spreadWriter = new Writer(plan.target);
  const meanWriter = new Writer(meanTarget);
  for (let o = 0; o < plan.outer; o++) {
    if (input.dtype === "float64") welford(reader, plan.folded, means, sums);
    else {
      accumulate(reader, plan, means, null);
      for (let i = 0; i < plan.inner; i++) means[i] /= plan.folded;
      accumulate(second, plan, sums, means);
    }
    for (let i = 0; i < plan.inner; i++) sums[i] = finish(sums[i]);
    spreadWriter.write(sums, plan.inner);
    meanWriter.write(means, plan.inner);
  }
  if (input.dtype !== "float64") passInfinities(input, plan, meanTarget);
  return { spread: plan.result, mean: meanResult };
}

/** A running mean that has met an infinity is NaN with the next value: only a last one leaves it infinite. */
function passInfinities(input: Tensor, plan: ReducePlan, means: Tensor): void {
  const values = toNumbers(means);
  if (!values.some((value) => Math.abs(value) === Infinity)) return;
  const reader = new Reader(input, plan.shape, plan.strides);
  const row = new Float64Array(plan.inner);
  for (let o = 0; o < plan.outer; o++) {
    for (let k = 0; k < plan.folded; k++) {
      reader.read(row, plan.inner);
      if (k === plan.folded - 1) continue;
      for (let i = 0; i < plan.inner; i++) {
        if (Math.abs(row[i]) === Infinity) values[o * plan.inner + i] = NaN;
      }
    }
  }
  new Writer(means).write(values, values.length);
}

/** Welford's running mean and sum of squares of one row, with the fused multiply-add of PyTorch's build. */
function welford(reader: Reader, count: number, means: Float64Array, sums: Float64Array): void {
  let mean = count === 0 ? NaN : 0;
  let squares = 0;
  let seen = 0;
  for (let done = 0; done < count; done += block.length) {
    const n = Math.min(block.length, count - done);
    reader.read(block, n);
    for (let i = 0; i < n; i++) {
      const distance = block[i] - mean;
      mean += distance / ++seen;
      squares = fma(distance, block[i] - mean, squares);
    }
  }
  means[0] = mean;
  sums[0] = squares;
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
  const result = moments(input, options, false);
  return [result.spread, result.mean];
}

/** [standard deviation, mean] */
export function stdMean(input: Tensor, options: MomentOptions = {}): [Tensor, Tensor] {
  checkFloating("std_mean", input);
  const result = moments(input, options, true);
  return [result.spread, result.mean];
}
