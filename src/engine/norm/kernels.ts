/**
 * The row kernels of the norms. These in TypeScript are the readable reference, and what computes short rows; the others
 * go to WebAssembly where that takes them.
 */

import * as fast from "../wasm/norms.ts";
import { pieceEnd, worked } from "../work.ts";
import { type Moments, rowMoments32, rowMoments64 } from "./moments.ts";
import { shortRow, shortRowGradients, shortRowMoments, shortRowOutput } from "./short-rows.ts";
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
  /** Zeros, where the sums over the rows go. */
  readonly dgamma: FloatArray | null;
  readonly dbeta: FloatArray | null;
  /** Gradients that reach x beside the norm, to be added to dx; left out where there are none. */
  readonly residual?: FloatArray | null;
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
    for (let j = 0; j < features; ) {
      for (const end = pieceEnd(j, features); j < end; j++) {
        const normalized = fround(x[start + j] * rstd + shift);
        y[start + j] = normalized * (gamma === null ? 1 : gamma[j]) + (beta === null ? 0 : beta[j]);
      }
    }
    return;
  }
  for (let j = 0; j < features; ) {
    for (const end = pieceEnd(j, features); j < end; j++) {
      const normalized = fround(fround(x[start + j] - mean) * rstd);
      y[start + j] = normalized * (gamma === null ? 1 : gamma[j]) + (beta === null ? 0 : beta[j]);
    }
  }
}

function forwardRow64(a: LayerNormForwardArguments, row: number): void {
  const { x, features, gamma, beta, y } = a;
  const start = row * features;
  const isShort = features < shortRow;
  if (isShort) shortRowMoments(x, start, features, moments);
  else rowMoments64(x, start, features, moments);
  const { mean } = moments;
  const rstd = 1 / Math.sqrt(moments.variance + a.eps);
  a.mean[row] = mean;
  a.rstd[row] = rstd;
  if (isShort) {
    shortRowOutput(x, start, features, { mean, rstd }, gamma, beta, y);
    return;
  }
  for (let j = 0; j < features; ) {
    for (const end = pieceEnd(j, features); j < end; j++) {
      y[start + j] = (x[start + j] - mean) * rstd * (gamma === null ? 1 : gamma[j]) + (beta === null ? 0 : beta[j]);
    }
  }
}

function layerNormForward(a: LayerNormForwardArguments): void {
  if (a.features === 0) {
    a.mean.fill(0);
    a.rstd.fill(Number.NaN);
    return;
  }
  const forward = a.y instanceof Float64Array ? forwardRow64 : forwardRow32;
  for (let row = 0; row < a.rows; row++) {
    worked(4 * a.features);
    forward(a, row);
  }
}

const backwardLanes = 8;
const laneSums = new Float32Array(backwardLanes);

/**
 * Sum of a[i] * b[i] * c[i] (c null: 1; b null: 1) over a row in float32, in the order of PyTorch's vectorized reduction:
 * eight lanes, folded in halves; rows shorter than a vector one by one.
 */
function reduce32(a: FloatArray, b: FloatArray | null, c: FloatArray | null, start: number, n: number): number {
  const factor = (i: number): number =>
    b === null ? a[start + i] : c === null ? a[start + i] : fround(a[start + i] * b[start + i]);
  const last = (i: number): number => (b === null ? (c === null ? 1 : c[i]) : c === null ? b[start + i] : c[i]);
  if (n < backwardLanes) {
    let sum = n === 0 ? 0 : fround(factor(0) * last(0));
    for (let i = 1; i < n; i++) sum = fround(sum + fround(factor(i) * last(i)));
    return sum;
  }
  for (let i = 0; i < backwardLanes; i++) laneSums[i] = factor(i) * last(i);
  for (let i = backwardLanes; i < n; ) {
    for (const end = pieceEnd(i, n); i < end; i++) {
      const lane = i % backwardLanes;
      laneSums[lane] = laneSums[lane] + fround(factor(i) * last(i));
    }
  }
  for (let width = backwardLanes / 2; width >= 1; width /= 2) {
    for (let i = 0; i < width; i++) laneSums[i] = laneSums[i] + laneSums[i + width];
  }
  return laneSums[0];
}

/** Beyond this |mean| / sigma PyTorch's float32 formulas lose digits. */
const largeOffset = 32;
/** Whether a row is computed with PyTorch's float32 formulas. A short row's lost digits are PyTorch's too. */
const isPlain = ({ mean, rstd, features }: LayerNormBackwardArguments, row: number): boolean =>
  mean instanceof Float32Array && (features < shortRow || Math.abs(mean[row] * rstd[row]) < largeOffset);

/** dx in float32 as PyTorch expands it: dx = a g + b x + c. */
function inputGradient32(
  { dy, x, features, gamma, mean, rstd }: LayerNormBackwardArguments,
  row: number,
  dx: FloatArray,
): void {
  const start = row * features;
  const a = rstd[row];
  const mu = mean[row];
  const ds = reduce32(dy, x, gamma, start, features);
  const db = reduce32(dy, null, gamma, start, features);
  const scale = fround(1 / features);
  const b = fround(fround(fround(fround(fround(db * mu - ds) * a) * a) * a) * scale);
  const c = fround(-b * mu - fround(fround(db * a) * scale));
  for (let j = 0; j < features; ) {
    for (const end = pieceEnd(j, features); j < end; j++) {
      const direct = fround(a * dy[start + j]);
      const scaled = gamma === null ? direct : fround(direct * gamma[j]);
      dx[start + j] = fround(b * x[start + j] + scaled) + c;
    }
  }
}

/** dx = rstd * (g - mean(g) - x_hat * mean(g * x_hat)), g = dy * gamma, in double precision. */
function inputGradient64(
  { dy, x, features, gamma, mean, rstd }: LayerNormBackwardArguments,
  row: number,
  dx: FloatArray,
): void {
  const start = row * features;
  const mu = mean[row];
  const r = rstd[row];
  let sum = 0;
  let projection = 0;
  for (let j = 0; j < features; ) {
    for (const end = pieceEnd(j, features); j < end; j++) {
      const g = gamma === null ? dy[start + j] : dy[start + j] * gamma[j];
      sum += g;
      projection += g * (x[start + j] - mu) * r;
    }
  }
  const meanG = sum / features;
  const meanProjection = projection / features;
  for (let j = 0; j < features; ) {
    for (const end = pieceEnd(j, features); j < end; j++) {
      const g = gamma === null ? dy[start + j] : dy[start + j] * gamma[j];
      dx[start + j] = r * (g - meanG - (x[start + j] - mu) * r * meanProjection);
    }
  }
}

/** What the plain version adds to row by row. */
interface PlainBackwardArguments extends LayerNormBackwardArguments {
  readonly dgamma: Float64Array | null;
  readonly dbeta: Float64Array | null;
}

function layerNormBackward(a: PlainBackwardArguments): void {
  const { dy, x, rows, features, mean, rstd, dx, dgamma, dbeta } = a;
  const isShort64 = mean instanceof Float64Array && features < shortRow;
  for (let row = 0; row < rows; row++) {
    worked(4 * features);
    if (isShort64) {
      const statistics = { mean: mean[row], rstd: rstd[row] };
      shortRowGradients(dy, x, row * features, features, statistics, a.gamma, dx, dgamma);
    } else if (dx !== null) {
      if (isPlain(a, row)) inputGradient32(a, row, dx);
      else inputGradient64(a, row, dx);
    }
    const start = row * features;
    if (dgamma !== null && isPlain(a, row)) {
      // As PyTorch has it: x_hat = a x + b, summed in float32.
      const shift = fround(-rstd[row] * mean[row]);
      for (let j = 0; j < features; ) {
        for (const end = pieceEnd(j, features); j < end; j++) {
          dgamma[j] = fround(dgamma[j] + fround(dy[start + j] * fround(rstd[row] * x[start + j] + shift)));
        }
      }
    } else if (dgamma !== null && !isShort64) {
      for (let j = 0; j < features; ) {
        for (const end = pieceEnd(j, features); j < end; j++)
          dgamma[j] += dy[start + j] * (x[start + j] - mean[row]) * rstd[row];
      }
    }
    for (let j = 0; dbeta !== null && j < features; ) {
      for (const end = pieceEnd(j, features); j < end; j++) dbeta[j] += dy[start + j];
    }
  }
}

/** The plain versions: what the fast ones are held to. */
export const plainNormKernels = { layerNormForward, layerNormBackward };

export const normKernels = {
  layerNormForward(a: LayerNormForwardArguments): void {
    if (!fast.layerNormForward(a)) layerNormForward(a);
  },
  layerNormBackward(a: LayerNormBackwardArguments): void {
    if (fast.layerNormBackward(a)) return;
    const doubles = (sums: FloatArray | null): Float64Array | null =>
      sums === null || sums instanceof Float64Array ? sums : new Float64Array(sums.length);
    const plain = { ...a, dgamma: doubles(a.dgamma), dbeta: doubles(a.dbeta) };
    layerNormBackward(plain);
    if (plain.dgamma !== null) a.dgamma?.set(plain.dgamma);
    if (plain.dbeta !== null) a.dbeta?.set(plain.dbeta);
  },
};
