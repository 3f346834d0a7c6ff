/** Running sums, products and extremes along a dimension, accumulated in doubles. */
import { runtimeError } from "../errors.ts";
import { type DType, isFloating } from "../tensor/dtype.ts";
import { readScalar } from "../tensor/elements.ts";
import { allocate } from "../tensor/make.ts";
import { toInt64 } from "../tensor/scalar.ts";
import { wrapDim } from "../tensor/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { IndexWalk } from "../tensor/walk.ts";
import { notImplemented, sub } from "./arithmetic.ts";
import { ne } from "./comparison.ts";
import { clone, to } from "./copy.ts";
import { cat } from "./join.ts";
import { dimLast, forEachRow, mapRows, rowWriter } from "./rows.ts";
import { narrow } from "./views.ts";

const exactLimit = 2 ** 53;

interface Scan {
  scan(row: Float64Array): void;
  readonly start: bigint;
  combine(sum: bigint, value: bigint): bigint;
}

const sums: Scan = {
  scan(row) {
    let sum = 0;
    for (let i = 0; i < row.length; i++) {
      sum += row[i];
      row[i] = sum;
    }
  },
  start: 0n,
  combine: (sum, value) => sum + value,
};

const products: Scan = {
  scan(row) {
    let product = 1;
    for (let i = 0; i < row.length; i++) {
      product *= row[i];
      row[i] = product;
    }
  },
  start: 1n,
  combine: (product, value) => product * value,
};

function cumulative(input: Tensor, dim: number, dtype: DType | undefined, scan: Scan): Tensor {
  const d = wrapDim(dim, input.shape.length);
  const source = to(input, dtype ?? (isFloating(input.dtype) ? input.dtype : "int64"));
  const result = allocate(source.shape, source.dtype);
  if (result.elementCount === 0) return result;
  let exact = true;
  mapRows(source, result, d, (row) => {
    scan.scan(row);
    if (source.dtype === "int64") exact &&= row.every((value) => Math.abs(value) < exactLimit);
  });
  if (!exact) scanInt64(source, result, d, scan);
  return result;
}

function scanInt64(source: Tensor, result: Tensor, dim: number, scan: Scan): void {
  const from = new IndexWalk(dimLast(source, dim));
  const to = new IndexWalk(dimLast(result, dim));
  const { data } = result.storage;
  if (!(data instanceof BigInt64Array)) return;
  const length = source.shape[dim] ?? 1;
  for (let row = source.elementCount / length; row > 0; row--) {
    let sum = scan.start;
    for (let i = 0; i < length; i++) {
      sum = BigInt.asIntN(64, scan.combine(sum, toInt64(readScalar(source.storage, from.next()))));
      data[to.next()] = sum;
    }
  }
}

/** Running sums. Integers and bool give int64 unless a dtype is given. */
export const cumsum = (input: Tensor, dim: number, { dtype }: { readonly dtype?: DType } = {}): Tensor =>
  cumulative(input, dim, dtype, sums);

export const cumprod = (input: Tensor, dim: number, { dtype }: { readonly dtype?: DType } = {}): Tensor =>
  cumulative(input, dim, dtype, products);

export interface ValuesAndIndices {
  readonly values: Tensor;
  readonly indices: Tensor;
}

function runningExtreme(
  input: Tensor,
  dim: number,
  better: (value: number, best: number) => boolean,
): ValuesAndIndices {
  const d = wrapDim(dim, input.shape.length);
  const values = allocate(input.shape, input.dtype);
  const indices = allocate(input.shape, "int64");
  if (values.elementCount === 0) return { values, indices };
  const writeValues = rowWriter(values, d);
  const writeIndices = rowWriter(indices, d);
  const places = new Float64Array(input.shape[d] ?? 1);
  forEachRow(input, d, (row) => {
    let best = row[0];
    let place = 0;
    for (let i = 0; i < row.length; i++) {
      if (Number.isNaN(row[i]) || (!Number.isNaN(best) && better(row[i], best))) {
        best = row[i];
        place = i;
      }
      row[i] = best;
      places[i] = place;
    }
    writeValues(row);
    writeIndices(places);
  });
  return { values, indices };
}

/** Running maxima and where they are (the latest of equals). */
export const cummax = (input: Tensor, dim: number): ValuesAndIndices =>
  runningExtreme(input, dim, (value, best) => value >= best);
export const cummin = (input: Tensor, dim: number): ValuesAndIndices =>
  runningExtreme(input, dim, (value, best) => value <= best);

/** Running log-sum-exp. */
export function logcumsumexp(input: Tensor, dim: number): Tensor {
  if (!isFloating(input.dtype)) throw notImplemented("logcumsumexp_out_cpu", input.dtype);
  const d = wrapDim(dim, input.shape.length);
  const result = allocate(input.shape, input.dtype);
  mapRows(input, result, d, (row) => {
    let total = -Infinity;
    for (let i = 0; i < row.length; i++) {
      const [low, high] = total < row[i] ? [total, row[i]] : [row[i], total];
      total = low !== high || Number.isFinite(low) ? Math.log1p(Math.exp(low - high)) + high : row[i];
      row[i] = total;
    }
  });
  return result;
}

/** Differences of neighbours along a dimension, `n` times, with tensors put before and after first. */
export function diff(
  input: Tensor,
  { n = 1, dim = -1, prepend, append }: { n?: number; dim?: number; prepend?: Tensor; append?: Tensor } = {},
): Tensor {
  if (input.shape.length === 0) throw runtimeError("diff expects input to be at least one-dimensional");
  if (n < 0) throw runtimeError(`order must be non-negative but got ${n}`);
  const d = wrapDim(dim, input.shape.length);
  if (n === 0) return clone(input);
  const parts = [prepend, input, append].filter((part) => part !== undefined);
  let result = parts.length > 1 ? cat(parts, d) : input;
  for (let i = 0; i < n && result.shape[d] > 0; i++) {
    const length = result.shape[d] - 1;
    const [later, earlier] = [narrow(result, d, 1, length), narrow(result, d, 0, length)];
    result = result.dtype === "bool" ? ne(later, earlier) : sub(later, earlier);
  }
  return result;
}
