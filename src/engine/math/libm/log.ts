/**
 * The natural logarithm with the last bit of the C library that PyTorch uses on Linux (glibc on processors with fused
 * multiply-add): the published algorithm of Arm Optimized Routines (math/log.c, MIT licence) in this project's own words.
 * Error below 0.52 units in the last place.
 */
import { fma } from "../fma.ts";
import { logReciprocals } from "./log-table.ts";

const ln2High = 0.6931471805598903;
const ln2Low = 5.497923018708371e-14;

const view = new Float64Array(1);
const words = new Int32Array(view.buffer);

/** log(1/reciprocal) for each reciprocal of the table, rounded to a multiple of 2^-43, so that adding k * ln2High is exact. */
let logTable: Float64Array | null = null;
function logValues(): Float64Array {
  if (logTable === null) {
    const table = new Float64Array(logReciprocals.length);
    for (let i = 0; i < table.length; i++) table[i] = Math.round(-Math.log(logReciprocals[i]) * 2 ** 43) * 2 ** -43;
    logTable = table;
  }
  return logTable;
}

/** log(1 + r) for |r| below about 1/16. */
function logNearOne(r: number): number {
  const r2 = r * r;
  const r3 = r * r2;
  const top = fma(
    r3,
    -0.08328363062289341,
    fma(r2, 0.09181994006195467, fma(r, -0.10000486757818193, 0.11110712032936046)),
  );
  const middle = fma(r3, top, fma(r2, -0.12499997863982555, fma(r, 0.14285715076560868, -0.16666666669929706)));
  const series = fma(r3, middle, fma(r2, 0.19999999999320328, fma(r, -0.24999999999998432, 0.3333333333333352)));
  // r - r*r/2 with the square split, so that its rounding does not show.
  const scaled = r * 134217728;
  const high = r + scaled - scaled;
  const low = r - high;
  const square = high * high;
  const leading = fma(square, -0.5, r);
  const rest = fma(-0.5 * low, high + r, fma(square, -0.5, r - leading));
  return fma(r3, series, rest) + leading;
}

export function log(x: number): number {
  if (!(x > 0 && x < Infinity)) return x === 0 ? -Infinity : x === Infinity ? x : Number.NaN;
  if (x >= 0.9375 && x < 1.064697265625) return x === 1 ? 0 : logNearOne(x - 1);
  let exponentBias = 0;
  view[0] = x;
  if (x < 2 ** -1022) {
    view[0] = x * 2 ** 52;
    exponentBias = -52;
  }
  // x = 2^k * z with z in [0.6875, 1.375), in one of 128 intervals that each have a reciprocal of about their centre.
  const offset = words[1] - 0x3fe60000;
  const index = (offset >> 13) & 127;
  const exponent = offset >> 20;
  words[1] -= exponent << 20;
  const z = view[0];
  const k = exponent + exponentBias;
  const r = fma(z, logReciprocals[index], -1);
  const base = fma(k, ln2High, logValues()[index]);
  const high = base + r;
  const low = fma(k, ln2Low, base - high + r);
  const r2 = r * r;
  const series = fma(
    r2,
    fma(r, -0.16667054827627667, 0.20000304511814496),
    fma(r, -0.2499999999622955, 0.33333333331825593),
  );
  return fma(r * r2, series, fma(r2, -0.5000000000000001, low)) + high;
}
