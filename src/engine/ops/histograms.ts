/** Counts: histograms, integer counts, and distinct values. */
import { runtimeError } from "../errors.ts";
import { formatDouble } from "../number-format.ts";
import { type DType, isFloating } from "../tensor/dtype.ts";
import { allocate } from "../tensor/make.ts";
import { castNumber, type Scalar } from "../tensor/scalar.ts";
import { wrapDim } from "../tensor/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { Writer } from "../tensor/walk.ts";
import { worked } from "../work.ts";
import { notImplemented } from "./arithmetic.ts";
import { toNumbers } from "./copy.ts";
import { fromNumbers, full, linspace } from "./creation.ts";
import { indexSelect } from "./gather.ts";
import { forEachRow } from "./rows.ts";
import { sortOrder } from "./sort.ts";
import { contiguous, flatten, movedim, reshape, view } from "./views.ts";

export interface RangeOptions {
  readonly bins?: number;
  readonly min?: Scalar;
  readonly max?: Scalar;
}

/** The range that is counted: as given, or that of the values where both ends are equal. */
/** The range to count over; a range without width is widened to both sides by `margin`. */
function countedRange(name: string, values: Float64Array, low: number, high: number, margin: number): [number, number] {
  let [left, right] = [low, high];
  if (left === right && values.length > 0) {
    left = Infinity;
    right = -Infinity;
    for (const value of values) {
      if (Number.isNaN(value)) {
        left = NaN;
        right = NaN;
        break;
      }
      left = Math.min(left, value);
      right = Math.max(right, value);
    }
  }
  if (!Number.isFinite(left) || !Number.isFinite(right)) {
    throw runtimeError(`${name}: range of [${formatDouble(left)}, ${formatDouble(right)}] is not finite`);
  }
  if (left > right) throw runtimeError(`${name}: max must be larger than min`);
  return left === right ? [left - margin, right + margin] : [left, right];
}

/** The counts of equally wide bins, in the input's dtype; values outside are left out. */
export function histc(input: Tensor, { bins = 100, min = 0, max = 0 }: RangeOptions = {}): Tensor {
  const { dtype } = input;
  if (bins <= 0) throw runtimeError(`torch.histogram(): bins must be > 0, but got ${bins} for dimension 0`);
  if (!isFloating(dtype)) throw notImplemented("histogram_cpu", dtype);
  const values = toNumbers(input);
  const [left, right] = countedRange("torch.histc", values, Number(min), Number(max), 1);
  const counts = binCounts(values, castNumber(left, dtype), castNumber(right, dtype), bins, dtype);
  return fromNumbers(counts, [bins], dtype);
}

function binCounts(values: Float64Array, left: number, right: number, bins: number, dtype: DType): Float64Array {
  const counts = new Float64Array(bins);
  const round = (value: number): number => castNumber(value, dtype);
  const width = round(right - left);
  for (const value of values) {
    worked(4);
    if (!(value >= left && value <= right)) continue;
    const bin = Math.floor(round(round(round(value - left) * bins) / width));
    counts[Math.min(bin, bins - 1)]++;
  }
  return counts;
}

export interface Histogram {
  readonly counts: Tensor;
  readonly edges: Tensor;
}

/** Counts between edges (`torch.histogram`): given as a number of bins over a range, or as a tensor. */
export function histogram(
  input: Tensor,
  bins: number | Tensor,
  { range, weight, density = false }: { range?: readonly [number, number]; weight?: Tensor; density?: boolean } = {},
): Histogram {
  const { dtype } = input;
  if (dtype !== "float32" && dtype !== "float64") throw notImplemented("histogramdd", dtype);
  const values = toNumbers(input);
  let edges: Tensor;
  if (typeof bins === "number") {
    if (bins <= 0) throw runtimeError(`torch.histogram(): bins must be > 0, but got ${bins} for dimension 0`);
    const [left, right] = countedRange("torch.histogramdd", values, range?.[0] ?? 0, range?.[1] ?? 0, 0.5);
    edges = linspace(left, right, bins + 1, dtype);
  } else edges = bins;
  const limits = toNumbers(edges);
  const weights = weight === undefined ? null : toNumbers(weight);
  const counts = new Float64Array(Math.max(limits.length - 1, 0));
  const last = limits[limits.length - 1];
  values.forEach((value, i) => {
    worked(16);
    if (!(value >= limits[0] && value <= last)) return;
    const bin = Math.min(upperBound(limits, value) - 1, counts.length - 1);
    counts[bin] += weights === null ? 1 : weights[i];
  });
  if (density) {
    const total = counts.reduce((sum, count) => sum + count, 0);
    for (let i = 0; i < counts.length; i++) counts[i] /= total * (limits[i + 1] - limits[i]);
  }
  return { counts: fromNumbers(counts, [counts.length], dtype), edges };
}

/** The first place whose value is above the given one. */
function upperBound(sorted: Float64Array, value: number, from = 0, to = sorted.length): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] > value || (Number.isNaN(sorted[middle]) && !Number.isNaN(value))) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The first place whose value is not below the given one. */
function lowerBound(sorted: Float64Array, value: number, from = 0, to = sorted.length): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] >= value || Number.isNaN(sorted[middle])) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** How often each integer from 0 on occurs, or the sum of its weights. RuntimeError unless 1-d and non-negative. */
export function bincount(
  input: Tensor,
  { weights, minlength = 0 }: { weights?: Tensor; minlength?: number } = {},
): Tensor {
  if (isFloating(input.dtype) || input.dtype === "bool") throw notImplemented("bincount_cpu", input.dtype);
  if (minlength < 0) throw runtimeError("minlength should be >= 0");
  const values = toNumbers(input);
  if (input.shape.length === 1 && values.length === 0) return full([minlength], 0n, "int64");
  if (input.shape.length !== 1 || values.some((value) => value < 0)) {
    throw runtimeError("bincount only supports 1-d non-negative integral inputs.");
  }
  if (weights !== undefined && (weights.shape.length !== 1 || weights.shape[0] !== values.length)) {
    throw runtimeError("weights should be 1-d and have the same length as input");
  }
  const size = Math.max(values.reduce((most, value) => Math.max(most, value), 0) + 1, minlength);
  const counts = new Float64Array(size);
  const amounts = weights === undefined ? null : toNumbers(weights);
  values.forEach((value, i) => {
    worked(4);
    counts[value] += amounts === null ? 1 : amounts[i];
  });
  const dtype = weights === undefined ? "int64" : weights.dtype === "float32" ? "float32" : "float64";
  return fromNumbers(counts, [size], dtype);
}

export interface UniqueResult {
  readonly values: Tensor;
  /** For every input element (or slice), the place of its value. */
  readonly inverse: Tensor;
  readonly counts: Tensor;
}

/** Groups equal neighbours in the given order; each NaN is a value of its own. */
function group(
  order: ArrayLike<number>,
  same: (a: number, b: number) => boolean,
): { first: number[]; inverse: Float64Array; counts: number[] } {
  const first: number[] = [];
  const counts: number[] = [];
  const inverse = new Float64Array(order.length);
  for (let i = 0; i < order.length; i++) {
    worked(16);
    if (i === 0 || !same(order[i - 1], order[i])) {
      first.push(order[i]);
      counts.push(0);
    }
    counts[counts.length - 1]++;
    inverse[order[i]] = first.length - 1;
  }
  return { first, inverse, counts };
}

function uniqueResult(
  source: Tensor,
  dim: number,
  shape: readonly number[],
  groups: { first: number[]; inverse: Float64Array; counts: number[] },
): UniqueResult {
  return {
    values: indexSelect(source, dim, groups.first),
    inverse: fromNumbers(groups.inverse, shape, "int64"),
    counts: fromNumbers(groups.counts, [groups.counts.length], "int64"),
  };
}

/** The flat values with int64 kept comparable. */
function comparableValues(input: Tensor): Float64Array {
  let values = new Float64Array(0);
  forEachRow(flatten(input), 0, (row) => {
    values = row.slice();
  });
  return values;
}

const identity = (length: number): Int32Array => new Int32Array(length).map((_, i) => i);

/** The distinct values in ascending order, or distinct slices along a dimension in lexicographic order. */
export function unique(input: Tensor, { dim }: { dim?: number } = {}): UniqueResult {
  if (dim === undefined) {
    const values = comparableValues(input);
    const groups = group(sortOrder(values, false), (a, b) => values[a] === values[b]);
    return uniqueResult(reshape(input, [-1]), 0, input.shape, groups);
  }
  const { d, rows } = slicesAlong(input, dim);
  const order = Array.from(identity(rows.length)).sort((a, b) => compareRows(rows[a], rows[b]) || a - b);
  const groups = group(order, (a, b) => compareRows(rows[a], rows[b]) === 0);
  const found = uniqueResult(input, d, [rows.length], groups);
  // PyTorch finds them with the dimension in front, and moves it back.
  return { ...found, values: movedim(contiguous(movedim(found.values, [d], [0])), [0], [d]) };
}

/** The values with runs of equal neighbours taken once. */
export function uniqueConsecutive(input: Tensor, { dim }: { dim?: number } = {}): UniqueResult {
  if (dim === undefined) {
    const values = comparableValues(input);
    const groups = group(identity(values.length), (a, b) => values[a] === values[b]);
    return uniqueResult(reshape(input, [-1]), 0, input.shape, groups);
  }
  const { d, rows } = slicesAlong(input, dim);
  return uniqueResult(
    input,
    d,
    [rows.length],
    group(identity(rows.length), (a, b) => compareRows(rows[a], rows[b]) === 0),
  );
}

function slicesAlong(input: Tensor, dim: number): { d: number; rows: Float64Array[] } {
  const d = wrapDim(dim, input.shape.length);
  const count = input.shape[d];
  const flat = view(reshape(movedim(input, [d], [0]), [-1]), [-1]);
  const values = comparableValues(flat);
  const width = count === 0 ? 0 : values.length / count;
  return { d, rows: Array.from({ length: count }, (_, i) => values.subarray(i * width, (i + 1) * width)) };
}

function compareRows(a: Float64Array, b: Float64Array): number {
  worked(16 + a.length);
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return a[i] < b[i] ? -1 : 1;
  return 0;
}

export interface SearchOptions {
  /** The place after equal values instead of before. */
  readonly right?: boolean;
  readonly outInt32?: boolean;
}

/**
 * Where each value would go in sorted sequences: one sequence for all, or one for each row.
 * RuntimeError where the leading sizes differ.
 */
export function searchsorted(
  sorted: Tensor,
  values: Tensor | Scalar,
  { right = false, outInt32 = false }: SearchOptions = {},
): Tensor {
  const dtype: DType = outInt32 ? "int32" : "int64";
  const bound = right ? upperBound : lowerBound;
  const edges = toNumbers(sorted);
  if (typeof values !== "object") return fromNumbers([bound(edges, Number(values))], [], dtype);
  const rank = sorted.shape.length;
  const rowsMatch =
    rank === values.shape.length && sorted.shape.slice(0, -1).every((size, i) => size === values.shape[i]);
  if (rank !== 1 && !rowsMatch) {
    throw runtimeError(
      `torch.searchsorted(): boundaries tensor should be 1 dimension or the first N-1 dimensions of boundaries tensor and input value tensor must match, but we got boundaries tensor [${sorted.shape.join(", ")}] and input value tensor [${values.shape.join(", ")}]`,
    );
  }
  const length = sorted.shape[rank - 1];
  const perRow = rank === 1 ? Infinity : values.shape[rank - 1];
  const result = allocate(values.shape, dtype);
  const found = toNumbers(values);
  for (let i = 0; i < found.length; i++) {
    worked(16);
    const start = rank === 1 ? 0 : Math.floor(i / perRow) * length;
    found[i] = bound(edges, found[i], start, start + length) - start;
  }
  new Writer(result).write(found, found.length);
  return result;
}

/** The bucket of each value between boundaries. */
export function bucketize(values: Tensor | Scalar, boundaries: Tensor, options: SearchOptions = {}): Tensor {
  if (boundaries.shape.length !== 1) {
    throw runtimeError(`boundaries tensor must be 1 dimension, but got dim(${boundaries.shape.length})`);
  }
  return searchsorted(boundaries, values, options);
}

/** A set of more values than this is slower than a sorted list, and has a limit of its own. */
const largestSet = 2 ** 20;

function membership(values: Float64Array): (value: number) => boolean {
  if (values.length <= largestSet) {
    const set = new Set(values);
    return (value) => set.has(value);
  }
  const order = sortOrder(values, false);
  const sorted = values.map((_, i) => values[order[i]]);
  return (value) => sorted[lowerBound(sorted, value)] === value;
}

/** Whether each element is among the test elements. */
export function isin(
  elements: Tensor | Scalar,
  test: Tensor | Scalar,
  { invert = false }: { invert?: boolean } = {},
): Tensor {
  const isWanted = membership(typeof test === "object" ? toNumbers(test) : Float64Array.of(Number(test)));
  const values = typeof elements === "object" ? toNumbers(elements) : Float64Array.of(Number(elements));
  const shape = typeof elements === "object" ? elements.shape : [];
  const hits = values.map((value) => {
    worked(16);
    return (isWanted(value) && !Number.isNaN(value)) !== invert ? 1 : 0;
  });
  return fromNumbers(hits, shape, "bool");
}
