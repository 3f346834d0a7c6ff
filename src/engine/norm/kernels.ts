/**
 * The row kernels of the norms, through one table: these in TypeScript are the readable reference; faster ones replace
 * entries of the table.
 */
import { type Moments, rowMoments32, rowMoments64 } from "./moments.ts";
import type { FloatArray } from "./values.ts";

export interface LayerNormForwardArguments {
  /** rows * features values. */
  readonly x: FloatArray;
  readonly rows: number;
  readonly features: number;
  readonly gamma: FloatArray | null;
  readonly beta: FloatArray | null;
  readonly eps: number;
  /** x came from float16 or bfloat16. */
  readonly half: boolean;
  readonly y: FloatArray;
  readonly mean: FloatArray;
  readonly rstd: FloatArray;
}

export interface LayerNormBackwardArguments {
  readonly dy: FloatArray;
  readonly x: FloatArray;
  readonly rows: number;
  readonly features: number;
  readonly gamma: FloatArray | null;
  readonly mean: FloatArray;
  readonly rstd: FloatArray;
  readonly dx: FloatArray | null;
  readonly dgamma: Float64Array | null;
  readonly dbeta: Float64Array | null;
}

const { fround } = Math;
const moments: Moments = { mean: 0, variance: 0 };

function forwardRow32(a: LayerNormForwardArguments, row: number): void {
  const { x, features, gamma, beta, y, half } = a;
  const start = row * features;
  rowMoments32(x, start, features, half, moments);
  const mean = moments.mean;
  const rstd = fround(1 / fround(Math.sqrt(fround(moments.variance + fround(a.eps)))));
  a.mean[row] = mean;
  a.rstd[row] = rstd;
  if (half) {
    const shift = fround(-rstd * mean);
    for (let j = 0; j < features; j++) {
      const normalized = fround(x[start + j] * rstd + shift);
      y[start + j] = normalized * (gamma === null ? 1 : gamma[j]) + (beta === null ? 0 : beta[j]);
    }
    return;
  }
  for (let j = 0; j < features; j++) {
    const normalized = fround(fround(x[start + j] - mean) * rstd);
    y[start + j] = normalized * (gamma === null ? 1 : gamma[j]) + (beta === null ? 0 : beta[j]);
  }
}

function forwardRow64(a: LayerNormForwardArguments, row: number): void {
  const { x, features, gamma, beta, y } = a;
  const start = row * features;
  rowMoments64(x, start, features, moments);
  const { mean } = moments;
  const rstd = 1 / Math.sqrt(moments.variance + a.eps);
  a.mean[row] = mean;
  a.rstd[row] = rstd;
  for (let j = 0; j < features; j++) {
    y[start + j] = (x[start + j] - mean) * rstd * (gamma === null ? 1 : gamma[j]) + (beta === null ? 0 : beta[j]);
  }
}

function layerNormForward(a: LayerNormForwardArguments): void {
  if (a.features === 0) {
    a.mean.fill(0);
    a.rstd.fill(Number.NaN);
    return;
  }
  const forward = a.y instanceof Float64Array ? forwardRow64 : forwardRow32;
  for (let row = 0; row < a.rows; row++) forward(a, row);
}

/** dx = rstd * (g - mean(g) - x_hat * mean(g * x_hat)), g = dy * gamma; sums in double precision. */
function layerNormBackward({
  dy,
  x,
  rows,
  features,
  gamma,
  mean,
  rstd,
  dx,
  dgamma,
  dbeta,
}: LayerNormBackwardArguments): void {
  for (let row = 0; row < rows; row++) {
    const start = row * features;
    const mu = mean[row];
    const r = rstd[row];
    let sum = 0;
    let projection = 0;
    for (let j = 0; j < features; j++) {
      const upstream = dy[start + j];
      const normalized = (x[start + j] - mu) * r;
      const g = gamma === null ? upstream : upstream * gamma[j];
      sum += g;
      projection += g * normalized;
      if (dgamma !== null) dgamma[j] += upstream * normalized;
      if (dbeta !== null) dbeta[j] += upstream;
    }
    if (dx === null) continue;
    const meanG = sum / features;
    const meanProjection = projection / features;
    for (let j = 0; j < features; j++) {
      const g = gamma === null ? dy[start + j] : dy[start + j] * gamma[j];
      dx[start + j] = r * (g - meanG - (x[start + j] - mu) * r * meanProjection);
    }
  }
}

export const normKernels = { layerNormForward, layerNormBackward };
