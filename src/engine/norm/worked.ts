/** A layer norm or RMS norm at work, in float64: every step of it, and the terms of its gradient. */
import {
  type StepArrays,
  stepsOfRows,
  type TermArrays,
  type TermSums,
  termsOfRows,
  variancesOfRows,
} from "../wasm/worked-norms.ts";

export interface WorkedNorm {
  readonly kind: "layer" | "rms";
  /** What is added to the variance, or to the mean square. */
  readonly eps: number;
  /** Features of a row. */
  readonly size: number;
  /** null where the norm has none. */
  readonly gamma: Float64Array | null;
}

type FloatArray = Float32Array | Float64Array;

/** Rows between two looks at the interrupt. */
const checkedRows = 256;

/**
 * Fills, for whole rows of x, the mean and the biased variance (for RMS norm 0 and the mean square; one value a row), x - mean
 * and (x - mean) / sqrt(variance + eps). Statistics are taken in two passes.
 */
export function fillSteps(norm: WorkedNorm, x: FloatArray, out: StepArrays, checkInterrupt: () => void): void {
  const { kind, eps, size } = norm;
  if (stepsOfRows(x, size, eps, kind === "rms", out)) return;
  const { mean, variance, centred, normalized } = out;
  for (let r = 0; r * size < x.length; r++) {
    if (r % checkedRows === 0) checkInterrupt();
    const start = r * size;
    const found = rowStatistics(x, start, size, kind);
    mean[r] = found.mean;
    variance[r] = found.variance;
    const std = Math.sqrt(found.variance + eps);
    for (let i = start; i < start + size; i++) {
      const distance = x[i] - found.mean;
      centred[i] = distance;
      normalized[i] = distance / std;
    }
  }
}

/**
 * Fills the terms of dx for whole rows of x and of the gradient of y, and sums over them. A row's sum(dx) and sum(dx * x_hat)
 * are zero, the latter up to eps/(var + eps). Ba, Kiros, Hinton 2016 (arXiv:1607.06450); RMSNorm has no term through the mean.
 */
export function fillTerms(
  norm: WorkedNorm,
  x: FloatArray,
  upstream: FloatArray,
  out: TermArrays,
  checkInterrupt: () => void,
): TermSums {
  const { kind, eps, size, gamma } = norm;
  const fast = termsOfRows(x, upstream, gamma, size, eps, kind === "rms", out);
  if (fast !== null) return fast;
  let [largestSum, largestProjection] = [0, 0];
  const normalized = new Float64Array(size);
  for (let r = 0; r * size < x.length; r++) {
    if (r % checkedRows === 0) checkInterrupt();
    const { sum, projection } = termsOfRow(norm, x, upstream, r * size, out, normalized);
    largestSum = Math.max(largestSum, Math.abs(sum));
    largestProjection = Math.max(largestProjection, Math.abs(projection));
  }
  return {
    direct: sumOfSquares(out.direct),
    mean: sumOfSquares(out.mean),
    variance: sumOfSquares(out.variance),
    total: sumOfSquares(out.total),
    largestSum,
    largestProjection,
  };
}

/** `normalized` is room for x_hat. */
function termsOfRow(
  { kind, eps, size, gamma }: WorkedNorm,
  x: FloatArray,
  upstream: FloatArray,
  start: number,
  { direct, mean, variance, total }: TermArrays,
  normalized: Float64Array,
): { sum: number; projection: number } {
  const found = rowStatistics(x, start, size, kind);
  const rstd = 1 / Math.sqrt(found.variance + eps);
  let sumOfG = 0;
  let sumOfProducts = 0;
  for (let i = 0; i < size; i++) {
    const g = upstream[start + i] * (gamma === null ? 1 : gamma[i]);
    const value = (x[start + i] - found.mean) * rstd;
    normalized[i] = value;
    direct[start + i] = g * rstd;
    sumOfG += g;
    sumOfProducts += g * value;
  }
  const throughMean = kind === "rms" ? -0 : (-sumOfG / size) * rstd;
  const meanProjection = sumOfProducts / size;
  let sum = 0;
  let projection = 0;
  for (let i = 0; i < size; i++) {
    const throughVariance = -normalized[i] * meanProjection * rstd;
    const dx = direct[start + i] + throughMean + throughVariance;
    mean[start + i] = throughMean;
    variance[start + i] = throughVariance;
    total[start + i] = dx;
    sum += dx;
    projection += dx * normalized[i];
  }
  return { sum, projection };
}

/** The biased variance of each whole row of x; for RMS norm the mean square. */
export function rowVariances(
  { kind, size }: Pick<WorkedNorm, "kind" | "size">,
  x: FloatArray,
  checkInterrupt: () => void,
): Float64Array {
  const variances = new Float64Array(x.length / size);
  if (variancesOfRows(x, size, kind === "rms", variances)) return variances;
  for (let r = 0; r < variances.length; r++) {
    if (r % checkedRows === 0) checkInterrupt();
    variances[r] = rowStatistics(x, r * size, size, kind).variance;
  }
  return variances;
}

/** Mean and biased variance of a row; for RMS norm 0 and the mean square. */
function rowStatistics(
  x: FloatArray,
  start: number,
  size: number,
  kind: WorkedNorm["kind"],
): { mean: number; variance: number } {
  let sum = 0;
  for (let i = start; i < start + size; i++) sum += x[i];
  const mean = kind === "rms" ? 0 : sum / size;
  let squares = 0;
  for (let i = start; i < start + size; i++) {
    const distance = x[i] - mean;
    squares += distance * distance;
  }
  return { mean, variance: squares / size };
}

function sumOfSquares(values: Float64Array): number {
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += values[i] * values[i];
  return squares;
}
