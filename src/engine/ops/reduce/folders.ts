/** The folds of the common reductions. */
import { largerOf, smallerOf } from "../../math/bigint.ts";
import { pow } from "../../math/libm.ts";
import type { Folder } from "./fold.ts";

export const sumFolder: Folder = {
  start: 0,
  fold(accumulator, values, from, count) {
    let sum = accumulator;
    for (let i = from; i < from + count; i++) sum += values[i];
    return sum;
  },
  foldEach(accumulators, values, from, count) {
    for (let i = 0; i < count; i++) accumulators[i] += values[from + i];
  },
  int64: { start: 0n, fold: (sum, value) => sum + value },
};

export const productFolder: Folder = {
  start: 1,
  fold(accumulator, values, from, count) {
    let product = accumulator;
    for (let i = from; i < from + count; i++) product *= values[i];
    return product;
  },
  foldEach(accumulators, values, from, count) {
    for (let i = 0; i < count; i++) accumulators[i] *= values[from + i];
  },
  int64: { start: 1n, fold: (product, value) => product * value },
};

/** NaN wins over all. */
export const maximumFolder: Folder = {
  start: -Infinity,
  fold(accumulator, values, from, count) {
    let best = accumulator;
    for (let i = from; i < from + count; i++) {
      const value = values[i];
      if (value > best || Number.isNaN(value)) best = value;
      else if (Number.isNaN(best)) return NaN;
    }
    return best;
  },
  foldEach(accumulators, values, from, count) {
    for (let i = 0; i < count; i++) {
      const value = values[from + i];
      if (value > accumulators[i] || Number.isNaN(value)) accumulators[i] = value;
    }
  },
  int64: { start: -(2n ** 63n), fold: largerOf },
};

export const minimumFolder: Folder = {
  start: Infinity,
  fold(accumulator, values, from, count) {
    let best = accumulator;
    for (let i = from; i < from + count; i++) {
      const value = values[i];
      if (value < best || Number.isNaN(value)) best = value;
      else if (Number.isNaN(best)) return NaN;
    }
    return best;
  },
  foldEach(accumulators, values, from, count) {
    for (let i = 0; i < count; i++) {
      const value = values[from + i];
      if (value < accumulators[i] || Number.isNaN(value)) accumulators[i] = value;
    }
  },
  int64: { start: 2n ** 63n - 1n, fold: smallerOf },
};

/** A folder that counts or tests: each value adds `weigh(value)`. */
const counting = (weigh: (value: number) => number, finish: (total: number, count: number) => number): Folder => ({
  start: 0,
  fold(accumulator, values, from, count) {
    let total = accumulator;
    for (let i = from; i < from + count; i++) total += weigh(values[i]);
    return total;
  },
  foldEach(accumulators, values, from, count) {
    for (let i = 0; i < count; i++) accumulators[i] += weigh(values[from + i]);
  },
  finish,
});

export const nonzeroFolder = counting(
  (value) => (value !== 0 ? 1 : 0),
  (total) => total,
);
export const anyFolder = counting(
  (value) => (value !== 0 ? 1 : 0),
  (total) => (total > 0 ? 1 : 0),
);
export const allFolder = counting(
  (value) => (value !== 0 ? 1 : 0),
  (total, count) => (total === count ? 1 : 0),
);

/** The vector norm of the given order over |x|; p-norms as sums of powers. */
export function normFolder(order: number): Folder {
  if (order === Infinity || order === -Infinity) {
    const folder = order > 0 ? maximumFolder : minimumFolder;
    const start = order > 0 ? 0 : Infinity;
    return {
      start,
      fold(accumulator, values, from, count) {
        for (let i = from; i < from + count; i++) values[i] = Math.abs(values[i]);
        return folder.fold(accumulator, values, from, count);
      },
      foldEach(accumulators, values, from, count) {
        for (let i = from; i < from + count; i++) values[i] = Math.abs(values[i]);
        folder.foldEach(accumulators, values, from, count);
      },
    };
  }
  if (order === 0) return nonzeroFolder;
  if (order === 1) {
    return counting(Math.abs, (total) => total);
  }
  if (order === 2) {
    return {
      start: 0,
      fold(accumulator, values, from, count) {
        let sum = accumulator;
        for (let i = from; i < from + count; i++) sum += values[i] * values[i];
        return sum;
      },
      foldEach(accumulators, values, from, count) {
        for (let i = 0; i < count; i++) accumulators[i] += values[from + i] * values[from + i];
      },
      finish: (total) => Math.sqrt(total),
    };
  }
  return counting(
    (value) => pow(Math.abs(value), order),
    (total) => pow(total, 1 / order),
  );
}
