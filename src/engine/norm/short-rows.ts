/**
 * float64 rows of fewer elements than `shortRow`, to the last bit of PyTorch's kernels, whose fused multiply-adds show where
 * values cancel. They are slow without hardware's fma, so longer rows are computed plainly.
 */
import { fma } from "../math/fma.ts";
import type { Moments } from "./moments.ts";
import type { FloatArray } from "./values.ts";

export const shortRow = 64;

/** float64 elements in a vector of the processors that the norms are compiled for. */
const lanes = 4;
const laneMeans = new Float64Array(lanes);
const laneSquares = new Float64Array(lanes);

/** Mean and biased variance: Welford lane by lane, then the tail and the lanes together (see moments.ts). */
export function shortRowMoments(x: FloatArray, start: number, n: number, into: Moments): void {
  const vectors = Math.floor(n / lanes);
  for (let lane = 0; lane < lanes; lane++) {
    let mean = 0;
    let square = 0;
    for (let step = 0; step < vectors; step++) {
      const value = x[start + step * lanes + lane];
      const delta = value - mean;
      mean = fma(delta, 1 / (step + 1), mean);
      square = fma(delta, value - mean, square);
    }
    laneMeans[lane] = mean;
    laneSquares[lane] = square;
  }
  let count = 0;
  let mean = 0;
  let square = 0;
  for (let i = vectors * lanes; i < n; i++) {
    const value = x[start + i];
    const delta = value - mean;
    count++;
    mean += delta / count;
    square += delta * (value - mean);
  }
  for (let lane = 0; lane < lanes && vectors > 0; lane++) {
    const total = count + vectors;
    const share = vectors / total;
    const delta = laneMeans[lane] - mean;
    mean = fma(share, delta, mean);
    square += fma(delta * delta * share, count, laneSquares[lane]);
    count = total;
  }
  into.mean = mean;
  into.variance = square / n;
}

/** (x - mean) * rstd * gamma + beta. */
export function shortRowOutput(
  x: FloatArray,
  start: number,
  n: number,
  { mean, rstd }: { readonly mean: number; readonly rstd: number },
  gamma: FloatArray | null,
  beta: FloatArray | null,
  y: FloatArray,
): void {
  for (let j = 0; j < n; j++) {
    const normalized = (x[start + j] - mean) * rstd;
    const shift = beta === null ? 0 : beta[j];
    y[start + j] = gamma === null ? normalized + shift : fma(normalized, gamma[j], shift);
  }
}

const laneSums = new Float64Array(lanes);

/** The sum of terms in the order of PyTorch's vectorized reduction. */
function reduce(n: number, term: (i: number) => number): number {
  if (n < lanes) {
    let sum = n === 0 ? 0 : term(0);
    for (let i = 1; i < n; i++) sum += term(i);
    return sum;
  }
  for (let i = 0; i < lanes; i++) laneSums[i] = term(i);
  for (let i = lanes; i < n; i++) laneSums[i % lanes] += term(i);
  let sum = laneSums[0];
  for (let lane = 1; lane < lanes; lane++) sum += laneSums[lane];
  return sum;
}

/** dx = a g + b x + c as PyTorch expands it, and the row's part of dgamma. */
export function shortRowGradients(
  dy: FloatArray,
  x: FloatArray,
  start: number,
  n: number,
  { mean, rstd: a }: { readonly mean: number; readonly rstd: number },
  gamma: FloatArray | null,
  dx: FloatArray | null,
  dgamma: Float64Array | null,
): void {
  if (dgamma !== null) {
    const shift = -a * mean;
    for (let j = 0; j < n; j++) dgamma[j] += dy[start + j] * fma(a, x[start + j], shift);
  }
  if (dx === null) return;
  const weight = (i: number): number => (gamma === null ? 1 : gamma[i]);
  const ds = reduce(n, (i) => dy[start + i] * x[start + i] * weight(i));
  const db = reduce(n, (i) => dy[start + i] * weight(i));
  const scale = 1 / n;
  const b = fma(db, mean, -ds) * a * a * a * scale;
  const c = fma(-b, mean, -(db * a * scale));
  for (let j = 0; j < n; j++) {
    const direct = a * dy[start + j];
    dx[start + j] = fma(b, x[start + j], gamma === null ? direct : direct * gamma[j]) + c;
  }
}
