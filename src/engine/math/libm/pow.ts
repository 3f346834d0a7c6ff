/**
 * pow with the last bit of glibc on processors with fused multiply-add: the published algorithm of Arm Optimized Routines
 * (math/pow.c, MIT licence) in this project's own words: the logarithm in two doubles, then exp. Error below 0.52 units in
 * the last place.
 */
import { fma } from "../fma.ts";
import { powerOfTwo, powerTable, smallResult } from "./exp.ts";

const intervals = 128;
const ln2High = 0.6931471805598903;
const ln2Low = 5.497923018708371e-14;

interface LogTable {
  /** A reciprocal near each interval's centre, of 8 bits, so that z * reciprocal - 1 loses nothing. */
  readonly reciprocal: Float64Array;
  /** log(1/reciprocal) rounded to a multiple of 2^-43. */
  readonly log: Float64Array;
  /** What that rounding left. */
  readonly rest: Float64Array;
}

/** The place of the first interval: 0x1.69555p-1. */
const origin = 0x3fe69555;

const fractionBits = 160;

/** ln(n/128) * 2^160 as an integer, by the series of artanh. */
function logOfRatio(n: number): bigint {
  const one = 1n << BigInt(fractionBits);
  const t = ((BigInt(n) - 128n) * one) / (BigInt(n) + 128n);
  const t2 = (t * t) >> BigInt(fractionBits);
  let power = t;
  let sum = 0n;
  for (let k = 1n; power !== 0n && k < 400n; k += 2n) {
    sum += power / k;
    power = (power * t2) >> BigInt(fractionBits);
  }
  return 2n * sum;
}

function makeTable(): LogTable {
  const made = {
    reciprocal: new Float64Array(intervals),
    log: new Float64Array(intervals),
    rest: new Float64Array(intervals),
  };
  const view = new Float64Array(1);
  const words = new Int32Array(view.buffer);
  for (let i = 0; i < intervals; i++) {
    words[1] = origin + (i << 13) + (1 << 12);
    const n = Math.round(128 / view[0]);
    made.reciprocal[i] = n / 128;
    const exact = -logOfRatio(n);
    const unit = 1n << BigInt(fractionBits - 43);
    const rounded = (exact + unit / 2n) >> BigInt(fractionBits - 43);
    made.log[i] = Number(rounded) * 2 ** -43;
    made.rest[i] = Number(exact - rounded * unit) * 2 ** -fractionBits;
  }
  return made;
}

let table: LogTable | null = null;

const view = new Float64Array(1);
const words = new Int32Array(view.buffer);

/** What `logInTwo` leaves besides its result: log(x) = result + logRest. */
let logRest = 0;

/** The logarithm of a positive finite x with about 68 bits. */
function logInTwo(x: number): number {
  table ??= makeTable();
  let bias = 0;
  view[0] = x;
  if (x < 2 ** -1022) {
    view[0] = x * 2 ** 52;
    bias = -52;
  }
  const offset = words[1] - origin;
  const index = (offset >> 13) & (intervals - 1);
  const exponent = offset >> 20;
  words[1] -= exponent << 20;
  const z = view[0];
  const k = exponent + bias;
  const r = fma(z, table.reciprocal[index], -1);
  const whole = k * ln2High + table.log[index];
  const sum = whole + r;
  const low1 = fma(k, ln2Low, table.rest[index]);
  const low2 = whole - sum + r;
  const half = -0.5 * r;
  const square = r * half;
  const cube = r * square;
  const high = sum + square;
  const low3 = fma(half, r, -square);
  const low4 = sum - high + square;
  const inner = fma(
    square,
    fma(r, 1.0000415263675542, -1.142909628459501),
    fma(r, -0.6666666663487739, 0.7999999995323976),
  );
  const series = fma(square, inner, fma(r, 0.5000000000000007, -0.6666666666666679));
  const low = fma(cube, series, low1 + low2 + low3 + low4);
  const result = high + low;
  logRest = high - result + low;
  return result;
}

const inverseLn2 = 184.6649652337873;
const expLn2High = 0.005415212348111709;
const expLn2Low = 1.2864023111638346e-14;
const toInteger = 1.5 * 2 ** 52;

/** exp(x + rest), x up to the range of exp. */
function expOfTwo(x: number, rest: number): number {
  if (Math.abs(x) < 2 ** -54) return 1;
  if (x >= 1024) return Infinity;
  if (x <= -1075) return 0;
  const { power, rest: tableRest } = powerTable();
  const k = fma(inverseLn2, x, toInteger) - toInteger;
  const r = fma(-k, expLn2Low, fma(-k, expLn2High, x)) + rest;
  const index = k & 127;
  const exponent = (k - index) / 128;
  const r2 = r * r;
  const low = fma(r2, fma(r, 0.16666666666665886, 0.49999999999996786), tableRest[index] + r);
  const tail = fma(r2 * r2, fma(r, 0.008333335853059549, 0.0416666808410674), low);
  const scale = power[index];
  if (x <= -512) return smallResult(scale, tail, exponent);
  const value = fma(scale, tail, scale);
  return exponent > 1023 ? value * powerOfTwo(1023) * 2 : value * powerOfTwo(exponent);
}

/** x to the power y, as C's `pow`. */
export function pow(x: number, y: number): number {
  if (y === 0 || x === 1) return 1;
  if (x !== x || y !== y) return Number.NaN;
  if (x === 0 || !Number.isFinite(x) || !Number.isFinite(y)) {
    // JavaScript gives NaN for (-1) ** Infinity, where C gives 1.
    return x === -1 ? 1 : x ** y;
  }
  let sign = 1;
  if (x < 0) {
    if (!Number.isInteger(y)) return Number.NaN;
    // Doubles of 2^53 and above are even.
    if (y % 2 !== 0) sign = -1;
  }
  const magnitude = Math.abs(x);
  if (magnitude === 1) return sign;
  const size = Math.abs(y);
  if (size < 2 ** -65) return sign;
  if (size >= 2 ** 63) return magnitude > 1 === y > 0 ? sign * Infinity : sign * 0;
  const high = logInTwo(magnitude);
  const low = logRest;
  const product = y * high;
  return sign * expOfTwo(product, fma(y, low, fma(y, high, -product)));
}
