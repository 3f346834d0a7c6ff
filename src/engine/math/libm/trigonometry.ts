/**
 * Sine and cosine with the last bit of glibc on processors with fused multiply-add: table lookup at multiples of 1/128 and
 * short polynomials between them (the method of IBM's Accurate Mathematical Library). Error below 0.55 units in the last place.
 */
import { add, type DoubleDouble, divide, multiply, negate, pair } from "../double-double.ts";
import { fma } from "../fma.ts";
import { reduceHugeAngle } from "./reduce-angle.ts";

const tableEnd = 111;

interface Table {
  readonly sine: Float64Array;
  readonly sineLow: Float64Array;
  readonly cosine: Float64Array;
  readonly cosineLow: Float64Array;
}

/** Taylor's series from its first term: each next term is the last times -x^2 / (n (n + 1)). */
function series(first: DoubleDouble, square: DoubleDouble, start: number): DoubleDouble {
  let term = first;
  let sum = first;
  for (let n = start; Math.abs(term.high) > 1e-34; n += 2) {
    term = divide(multiply(term, negate(square)), pair(n * (n + 1)));
    sum = add(sum, term);
  }
  return sum;
}

let table: Table | null = null;

/** sin(k/128) and cos(k/128), each as two doubles. */
function makeTable(): Table {
  const made = {
    sine: new Float64Array(tableEnd),
    sineLow: new Float64Array(tableEnd),
    cosine: new Float64Array(tableEnd),
    cosineLow: new Float64Array(tableEnd),
  };
  for (let k = 0; k < tableEnd; k++) {
    const x = pair(k / 128);
    const square = multiply(x, x);
    const sine = series(x, square, 2);
    const cosine = series(pair(1), square, 1);
    made.sine[k] = sine.high;
    made.sineLow[k] = sine.low;
    made.cosine[k] = cosine.high;
    made.cosineLow[k] = cosine.low;
  }
  return made;
}

function values(): Table {
  table ??= makeTable();
  return table;
}

/** Adding this to a positive number below 2^44 rounds it to a multiple of 1/128. */
const toTable = 1.5 * 2 ** 45;

/** sin(x + dx) for |x| below 0.86. */
function sineOf(x: number, dx: number): number {
  const size = Math.abs(x);
  if (size < 0.126) {
    const xx = x * x;
    let polynomial = fma(xx, -2.5022014848318398e-8, 2.755729806860771e-6);
    polynomial = fma(polynomial, xx, -0.00019841269834414642);
    polynomial = fma(polynomial, xx, 0.008333333333332329);
    polynomial = fma(polynomial, xx, -0.16666666666666666);
    return x + fma(fma(polynomial, x, -0.5 * dx), xx, dx);
  }
  const t = values();
  const shift = x <= 0 ? -dx : dx;
  const shifted = toTable + size;
  const k = (shifted - toTable) * 128;
  const d = size - (shifted - toTable);
  const dd = d * d;
  const s = d + fma(d * dd, fma(dd, 0.008333332142857223, -0.16666666666666488), shift);
  const c = fma(d, shift, dd * fma(dd, fma(dd, 0.001388888740079376, -0.04166666666666644), 0.5));
  const correction = fma(t.cosine[k], s, fma(-t.sine[k], c, fma(s, t.cosineLow[k], t.sineLow[k])));
  const result = t.sine[k] + correction;
  return x < 0 ? -result : result;
}

/** cos(x + dx) for |x| below 0.86. */
function cosineOf(x: number, dx: number): number {
  const t = values();
  const shift = x < 0 ? -dx : dx;
  const size = Math.abs(x);
  const shifted = toTable + size;
  const k = (shifted - toTable) * 128;
  const d = size - (shifted - toTable) + shift;
  const dd = d * d;
  const s = fma(d * dd, fma(dd, 0.008333332142857223, -0.16666666666666488), d);
  const c = dd * fma(dd, fma(dd, 0.001388888740079376, -0.04166666666666644), 0.5);
  const correction = fma(-t.sine[k], s, fma(-t.cosine[k], c, fma(-s, t.sineLow[k], t.cosineLow[k])));
  return t.cosine[k] + correction;
}

const halfPiHigh = 1.5707963267948966;
const halfPiLow = 6.123233995736766e-17;

/** pi/2 in four parts, so that the product of each with a small integer is exact. */
const halfPiParts = [
  1.5707963407039642, -1.3909067564377153e-8, -4.97899623147991e-17, -1.9034889620193266e-25,
] as const;

export interface ReducedAngle {
  /** The angle is quadrant * pi/2 + high + low, |high| at most pi/4. */
  readonly quadrant: number;
  readonly high: number;
  readonly low: number;
}

function reduceAngle(x: number): ReducedAngle {
  if (Math.abs(x) >= 105414350) return reduceHugeAngle(x);
  const toInteger = 1.5 * 2 ** 52;
  const shifted = fma(x, 0.6366197723675814, toInteger);
  const n = shifted - toInteger;
  const y = fma(-n, halfPiParts[1], fma(-n, halfPiParts[0], x));
  const third = n * halfPiParts[2];
  const afterThird = fma(-n, halfPiParts[2], y);
  let low = y - afterThird - third;
  const fourth = n * halfPiParts[3];
  const high = fma(-n, halfPiParts[3], afterThird);
  low += afterThird - high - fourth;
  return { quadrant: n & 3, high, low };
}

function sineInQuadrant(quadrant: number, high: number, low: number): number {
  const value = quadrant & 1 ? cosineOf(high, low) : sineOf(high, low);
  return quadrant & 2 ? -value : value;
}

export function sin(x: number): number {
  const size = Math.abs(x);
  if (size < 1.4901161193847656e-8) return x;
  if (size < 0.85546875) return sineOf(x, 0);
  if (size < 2.4262638092041016) {
    const value = cosineOf(halfPiHigh - size, halfPiLow);
    return x < 0 ? -value : value;
  }
  if (!(size < Infinity)) return NaN;
  const { quadrant, high, low } = reduceAngle(x);
  return sineInQuadrant(quadrant, high, low);
}

export function cos(x: number): number {
  const size = Math.abs(x);
  if (size < 7.450580596923828e-9) return 1;
  if (size < 0.85546875) return cosineOf(x, 0);
  if (size < 2.4262638092041016) {
    const y = halfPiHigh - size;
    const high = y + halfPiLow;
    return sineOf(high, y - high + halfPiLow);
  }
  if (!(size < Infinity)) return NaN;
  const { quadrant, high, low } = reduceAngle(x);
  return sineInQuadrant((quadrant + 1) & 3, high, low);
}
