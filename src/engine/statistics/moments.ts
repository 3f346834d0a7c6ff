import { forEachChunk, type NumberSource } from "./source.ts";

/**
 * What one pass over numbers keeps: counts of what is not finite, and the central moments of the rest as sums
 * (m2 = sum of (x - mean)^2, and so on), which is what makes two of them mergeable.
 */
export interface Moments {
  /** Finite values; NaN and infinities are counted apart and enter no other figure. */
  readonly count: number;
  readonly mean: number;
  readonly m2: number;
  readonly m3: number;
  readonly m4: number;
  /** NaN where there is no finite value. */
  readonly min: number;
  readonly max: number;
  readonly zeros: number;
  readonly nan: number;
  readonly positiveInfinity: number;
  readonly negativeInfinity: number;
}

export const emptyMoments: Moments = {
  count: 0,
  mean: NaN,
  m2: 0,
  m3: 0,
  m4: 0,
  min: NaN,
  max: NaN,
  zeros: 0,
  nan: 0,
  positiveInfinity: 0,
  negativeInfinity: 0,
};

/**
 * Moments of both sets of numbers together.
 * Source: Pebay, "Formulas for robust, one-pass parallel computation of covariances and arbitrary-order statistical
 * moments", Sandia SAND2008-6212, equations 2.1 and 3.1.
 */
export function mergeMoments(a: Moments, b: Moments): Moments {
  const nan = a.nan + b.nan;
  const positiveInfinity = a.positiveInfinity + b.positiveInfinity;
  const negativeInfinity = a.negativeInfinity + b.negativeInfinity;
  if (a.count === 0) return { ...b, nan, positiveInfinity, negativeInfinity };
  if (b.count === 0) return { ...a, nan, positiveInfinity, negativeInfinity };
  const n = a.count + b.count;
  const delta = b.mean - a.mean;
  const step = delta / n;
  const product = delta * step * a.count * b.count;
  return {
    count: n,
    mean: a.mean + step * b.count,
    m2: a.m2 + b.m2 + product,
    m3: a.m3 + b.m3 + product * step * (a.count - b.count) + 3 * step * (a.count * b.m2 - b.count * a.m2),
    m4:
      a.m4 +
      b.m4 +
      product * step * step * (a.count * a.count - a.count * b.count + b.count * b.count) +
      6 * step * step * (a.count * a.count * b.m2 + b.count * b.count * a.m2) +
      4 * step * (a.count * b.m3 - b.count * a.m3),
    min: Math.min(a.min, b.min),
    max: Math.max(a.max, b.max),
    zeros: a.zeros + b.zeros,
    nan,
    positiveInfinity,
    negativeInfinity,
  };
}

/** Moments of a piece that fits the cache. */
export function momentsOfChunk(values: Float64Array): Moments {
  const n = values.length;
  if (n === 0) return emptyMoments;
  let sum = 0;
  let min = Infinity;
  let max = -Infinity;
  let zeros = 0;
  for (let i = 0; i < n; i++) {
    const x = values[i];
    sum += x;
    if (x < min) min = x;
    if (x > max) max = x;
    if (x === 0) zeros++;
  }
  // NaN or an infinity anywhere shows in the sum, as does an overflow of the sum itself.
  if (sum - sum !== 0) return momentsOfMixedChunk(values);
  return centralMoments(values, n, sum / n, min, max, zeros);
}

function centralMoments(
  values: Float64Array,
  count: number,
  mean: number,
  min: number,
  max: number,
  zeros: number,
): Moments {
  let m2 = 0;
  let m3 = 0;
  let m4 = 0;
  let drift = 0;
  for (let i = 0; i < count; i++) {
    const d = values[i] - mean;
    const square = d * d;
    drift += d;
    m2 += square;
    m3 += square * d;
    m4 += square * square;
  }
  // The rounding error of the mean leaves a remainder in `drift`: shift the sums to the corrected mean.
  const correction = drift / count;
  return {
    count,
    mean: mean + correction,
    m2: Math.max(0, m2 - count * correction * correction),
    m3: m3 - 3 * correction * m2,
    m4: m4 - 4 * correction * m3,
    min,
    max,
    zeros,
    nan: 0,
    positiveInfinity: 0,
    negativeInfinity: 0,
  };
}

function momentsOfMixedChunk(values: Float64Array): Moments {
  const finite = new Float64Array(values.length);
  let count = 0;
  let nan = 0;
  let positiveInfinity = 0;
  let negativeInfinity = 0;
  for (const x of values) {
    if (x === Infinity) positiveInfinity++;
    else if (x === -Infinity) negativeInfinity++;
    else if (Number.isNaN(x)) nan++;
    else finite[count++] = x;
  }
  const rest = finite.subarray(0, count);
  const kept = count === 0 ? emptyMoments : count < values.length ? momentsOfChunk(rest) : momentsOfHugeValues(rest);
  return { ...kept, nan, positiveInfinity, negativeInfinity };
}

/** All finite, but their sum is not: take the mean of halves. */
function momentsOfHugeValues(values: Float64Array): Moments {
  let mean = 0;
  let min = Infinity;
  let max = -Infinity;
  let zeros = 0;
  for (const x of values) {
    mean += x / values.length;
    min = Math.min(min, x);
    max = Math.max(max, x);
    if (x === 0) zeros++;
  }
  return centralMoments(values, values.length, mean, min, max, zeros);
}

export function momentsOf(source: NumberSource, checkInterrupt?: () => void): Moments {
  let total = emptyMoments;
  forEachChunk(
    source,
    (piece) => {
      total = mergeMoments(total, momentsOfChunk(piece));
    },
    checkInterrupt,
  );
  return total;
}

/** Biased variance (divided by n, as layer norm takes it); NaN for no values. */
export const variance = (m: Moments): number => (m.count === 0 ? NaN : m.m2 / m.count);
/** Biased standard deviation, `torch.std(unbiased=False)`. */
export const standardDeviation = (m: Moments): number => Math.sqrt(variance(m));
/** Skewness of the population; NaN where the values do not vary. */
export const skewness = (m: Moments): number => (m.m2 > 0 ? (Math.sqrt(m.count) * m.m3) / m.m2 ** 1.5 : NaN);
/** Excess kurtosis of the population (0 for a normal distribution); NaN where the values do not vary. */
export const excessKurtosis = (m: Moments): number => (m.m2 > 0 ? (m.count * m.m4) / (m.m2 * m.m2) - 3 : NaN);
