/**
 * exp with the last bit of glibc on processors with fused multiply-add: the published algorithm of Arm Optimized Routines
 * (math/exp.c, MIT licence) in this project's own words. Error below 0.52 units in the last place.
 */
import { type DoubleDouble, divide, multiply, pair, squareRoot, subtract } from "../double-double.ts";
import { fma } from "../fma.ts";

const tableSize = 128;

interface PowerTable {
  /** 2^(k/128), rounded. */
  readonly power: Float64Array;
  /** What the rounding lost, as a share of the power. */
  readonly rest: Float64Array;
}

function makeTable(): PowerTable {
  const made = { power: new Float64Array(tableSize), rest: new Float64Array(tableSize) };
  let root = pair(2);
  for (let i = 1; i < tableSize; i *= 2) root = squareRoot(root);
  let power: DoubleDouble = pair(1);
  for (let k = 0; k < tableSize; k++) {
    made.power[k] = power.high;
    made.rest[k] = subtract(divide(power, pair(power.high)), pair(1)).high;
    power = multiply(power, root);
  }
  return made;
}

let table: PowerTable | null = null;

/** 2^(k/128) for k below 128; pow.ts uses it too. */
export function powerTable(): PowerTable {
  table ??= makeTable();
  return table;
}

const view = new Float64Array(1);
const words = new Int32Array(view.buffer);

/** 2^k for -1022 <= k <= 1023, exactly (JavaScript's ** is not always). */
export function powerOfTwo(k: number): number {
  words[1] = (k + 1023) << 20;
  words[0] = 0;
  return view[0];
}

const inverseLn2 = 184.6649652337873;
const ln2High = 0.005415212348111709;
const ln2Low = 1.2864023111638346e-14;
const smallestNormal = 2.2250738585072014e-308;
const toInteger = 1.5 * 2 ** 52;

/**
 * scale * (1 + tail) * 2^k for x below -512, where glibc does not fuse the last step. A subnormal result is rounded once, by
 * adding it to 1 in units of 2^-1022.
 */
export function smallResult(scale: number, tail: number, k: number): number {
  const enlarged = scale * powerOfTwo(k + 1022);
  const product = enlarged * tail;
  const value = enlarged + product;
  if (value >= 1) return value * smallestNormal;
  const lost = enlarged - value + product;
  const high = 1 + value;
  const low = 1 - high + value + lost;
  return (high + low - 1) * smallestNormal;
}

/** exp(x + tail), where the tail is small beside x's last place times 2^11. */
export function expWithTail(x: number, tail: number): number {
  if (Number.isNaN(x)) return x;
  if (x > 709.79) return Infinity;
  if (x < -745.14) return 0;
  if (Math.abs(x) < 2 ** -54) return 1 + x;
  table ??= makeTable();
  const k = fma(inverseLn2, x, toInteger) - toInteger;
  const r = fma(-k, ln2Low, fma(-k, ln2High, x)) + tail;
  const index = k & (tableSize - 1);
  const exponent = (k - index) / tableSize;
  const r2 = r * r;
  const low = fma(r2, fma(r, 0.16666666666665886, 0.49999999999996786), table.rest[index] + r);
  const share = fma(r2 * r2, fma(r, 0.008333335853059549, 0.0416666808410674), low);
  const scale = table.power[index];
  if (x <= -512) return smallResult(scale, share, exponent);
  const value = fma(scale, share, scale);
  return exponent > 1023 ? value * powerOfTwo(1023) * 2 : value * powerOfTwo(exponent);
}

export const exp = (x: number): number => expWithTail(x, 0);

/** 2^x by the same table: math/exp2.c of the same library, of which glibc 2.36 has no version with fused multiply-add. */
export function exp2(x: number): number {
  if (Number.isNaN(x)) return x;
  if (x >= 1024) return Infinity;
  if (x <= -1075) return 0;
  if (Math.abs(x) < 2 ** -54) return 1 + x;
  table ??= makeTable();
  const toPart = toInteger / tableSize;
  const rounded = x + toPart - toPart;
  const k = rounded * tableSize;
  const r = x - rounded;
  const index = k & (tableSize - 1);
  const exponent = (k - index) / tableSize;
  const r2 = r * r;
  const low = table.rest[index] + r * Math.LN2 + r2 * (0.24022650695909065 + r * 0.0555041086686087);
  const share = low + r2 * r2 * (0.009618131975721055 + r * 0.0013332074570119598);
  const scale = table.power[index];
  if (x <= -928) return smallResult(scale, share, exponent);
  const value = scale + scale * share;
  return exponent > 1023 ? value * powerOfTwo(1023) * 2 : value * powerOfTwo(exponent);
}
