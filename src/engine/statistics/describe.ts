import { countFloats, describeFloats, type Gathered } from "../wasm/statistics.ts";
import { type Bins, binWidth, coveringBins, type Histogram } from "./bins.ts";
import { addToKeyHistogram, binsFromKeys, emptyKeyHistogram, quantilesFromKeys, resolves } from "./key-histogram.ts";
import {
  emptyMoments,
  excessKurtosis,
  type Moments,
  mergeMoments,
  momentsOfChunk,
  skewness,
  standardDeviation,
} from "./moments.ts";
import { forEachChunk, type NumberSource, readAll } from "./source.ts";

/** The probabilities at which {@link Statistics.quantiles} are taken. */
export const QUANTILES = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99] as const;

/** A distribution in numbers. Moments and extremes are of the finite values; `std` is biased (divided by n). */
export interface Statistics {
  readonly count: number;
  readonly mean: number;
  readonly std: number;
  readonly skewness: number;
  /** Excess kurtosis: 0 for a normal distribution. */
  readonly kurtosis: number;
  readonly min: number;
  readonly max: number;
  readonly quantiles: readonly number[];
  readonly zeros: number;
  readonly nan: number;
  readonly positiveInfinity: number;
  readonly negativeInfinity: number;
}

export interface Description {
  readonly moments: Moments;
  readonly statistics: Statistics;
  /** null where there is no finite value. */
  readonly histogram: Histogram | null;
}

export interface DescribeOptions {
  /** How many bins at most (60), or exactly these. */
  readonly bins?: number | Bins;
  readonly checkInterrupt?: () => void;
}

/** Up to here values are sorted, and quantiles and bins are exact. */
const SORTED_LIMIT = 16384;
/** Bins reach out to an extreme value only where that costs at most this many times the range of the middle 99%. */
const TAIL_FACTOR = 3;
const OUTER = [0.005, ...QUANTILES, 0.995];

/** Statistics and a histogram: one pass over the values, a second one only where bins are too fine for the keyed counts. */
export function describe(source: NumberSource, options: DescribeOptions = {}): Description {
  return source.length <= SORTED_LIMIT ? describeSorted(source, options) : describeStreamed(source, options);
}

function describeSorted(source: NumberSource, options: DescribeOptions): Description {
  const values = readAll(source);
  let moments = emptyMoments;
  for (let start = 0; start < values.length; start += 2048)
    moments = mergeMoments(moments, momentsOfChunk(values.subarray(start, start + 2048)));
  const finite = values.filter((x) => x - x === 0).sort();
  const outer = OUTER.map((p) => sortedQuantile(finite, p));
  const bins = chooseBins(moments, outer, options.bins);
  return assemble(moments, outer, bins === null ? null : countInBins(finite, bins));
}

function describeStreamed(source: NumberSource, options: DescribeOptions): Description {
  const { moments, keys } =
    (source.floats && describeFloats(source.floats, options.checkInterrupt)) ?? gather(source, options.checkInterrupt);
  // float64 values that float32 cannot hold have no cell of their own.
  const largest = Math.max(Math.abs(moments.min), Math.abs(moments.max));
  if (largest > 3e38 || (largest > 0 && largest < 1e-37)) return describeSorted(source, options);
  const outer = quantilesFromKeys(keys, OUTER).map((q) => Math.min(moments.max, Math.max(moments.min, q)));
  const bins = chooseBins(moments, outer, options.bins);
  if (bins === null) return assemble(moments, outer, null);
  if (resolves(bins)) return assemble(moments, outer, { ...bins, ...binsFromKeys(keys, bins) });
  return assemble(moments, outer, histogram(source, bins, options.checkInterrupt));
}

/** Moments and keyed counts in one pass. */
export function gather(source: NumberSource, checkInterrupt?: () => void): Gathered {
  const keys = emptyKeyHistogram();
  let moments = emptyMoments;
  forEachChunk(
    source,
    (piece) => {
      moments = mergeMoments(moments, momentsOfChunk(piece));
      addToKeyHistogram(keys, piece);
    },
    checkInterrupt,
  );
  return { moments, keys };
}

/** The quantile of sorted values, linear between neighbours (`torch.quantile`'s default). */
export function sortedQuantile(sorted: ArrayLike<number>, probability: number): number {
  if (sorted.length === 0) return NaN;
  const position = probability * (sorted.length - 1);
  const low = Math.floor(position);
  const high = Math.min(low + 1, sorted.length - 1);
  return sorted[low] + (sorted[high] - sorted[low]) * (position - low);
}

function chooseBins(moments: Moments, outer: readonly number[], wanted: number | Bins | undefined): Bins | null {
  if (moments.count === 0) return null;
  if (typeof wanted === "object") return wanted;
  const [low, , , q25, , q75, , , high] = outer;
  const core = Math.max(high - low, q75 - q25);
  const reach = core > 0 ? TAIL_FACTOR * core : Infinity;
  const from = Math.max(moments.min, low - reach);
  const to = Math.min(moments.max, high + reach);
  if (wanted !== undefined) {
    if (!(to > from)) return coveringBins(from, to, 0, 1);
    return { start: from, width: wide(from, to, wanted), count: wanted };
  }
  // 1e-300 keeps a width of zero (all values alike but a few) from asking for infinitely many bins.
  const width = Math.max(binWidth(moments.count, q75 - q25, standardDeviation(moments)), 1e-300);
  return coveringBins(from, to, width, 60);
}

/** (to - from) / count, also where the difference is beyond the largest double. */
const wide = (from: number, to: number, count: number): number =>
  Number.isFinite(to - from) ? (to - from) / count : to / count - from / count;

/** Exact counts in given bins. */
export function histogram(source: NumberSource, bins: Bins, checkInterrupt?: () => void): Histogram {
  const fast = source.floats && countFloats(source.floats, bins, checkInterrupt);
  if (fast) return fromAccumulated(bins, fast);
  const counts = new Float64Array(bins.count + 2);
  forEachChunk(source, (piece) => accumulate(piece, bins, counts), checkInterrupt);
  return fromAccumulated(bins, counts);
}

function countInBins(values: Float64Array, bins: Bins): Histogram {
  const counts = new Float64Array(bins.count + 2);
  accumulate(values, bins, counts);
  return fromAccumulated(bins, counts);
}

/** Adds to counts: [below, bin 0, ..., bin n-1, above]; NaN and infinities are left out. */
function accumulate(values: Float64Array, bins: Bins, counts: Float64Array): void {
  const { start, width, count } = bins;
  const end = start + width * count;
  if (!Number.isFinite(end - start)) {
    accumulateWide(values, bins, counts);
    return;
  }
  for (let i = 0; i < values.length; i++) {
    const x = values[i];
    if (x < start) {
      if (x !== -Infinity) counts[0]++;
    } else if (x > end) {
      if (x !== Infinity) counts[count + 1]++;
    } else if (!Number.isNaN(x)) counts[Math.min(count, Math.floor((x - start) / width) + 1)]++;
  }
}

/** The same for bins that together are wider than the largest double. */
function accumulateWide(values: Float64Array, { start, width, count }: Bins, counts: Float64Array): void {
  for (const x of values) {
    if (x - x !== 0) continue;
    const bin = Math.floor(x / width - start / width);
    counts[Math.min(count, Math.max(0, bin)) + (bin < count ? 1 : 0)]++;
  }
}

function fromAccumulated(bins: Bins, counts: Float64Array): Histogram {
  const { start, width, count } = bins;
  return {
    start,
    width,
    count,
    counts: Array.from(counts.subarray(1, count + 1)),
    below: counts[0],
    above: counts[count + 1],
  };
}

function assemble(moments: Moments, outer: readonly number[], bins: Histogram | null): Description {
  return {
    moments,
    statistics: {
      count: moments.count + moments.nan + moments.positiveInfinity + moments.negativeInfinity,
      mean: moments.mean,
      std: standardDeviation(moments),
      skewness: skewness(moments),
      kurtosis: excessKurtosis(moments),
      min: moments.min,
      max: moments.max,
      quantiles: outer.slice(1, -1),
      zeros: moments.zeros,
      nan: moments.nan,
      positiveInfinity: moments.positiveInfinity,
      negativeInfinity: moments.negativeInfinity,
    },
    histogram: bins,
  };
}
