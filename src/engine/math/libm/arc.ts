/**
 * tan, asin, acos, atan and atan2 computed in two doubles and rounded once: glibc's (the IBM Accurate Mathematical Library's)
 * differ from the correctly rounded result in less than one case in a thousand.
 */
import { add, type DoubleDouble, divide, multiply, negate, pair, squareRoot, subtract } from "../double-double.ts";
import { reduceHugeAngle } from "./reduce-angle.ts";

const halfPi: DoubleDouble = { high: Math.PI / 2, low: 6.123233995736766e-17 };
const pi: DoubleDouble = { high: Math.PI, low: 1.2246467991473532e-16 };

const round = (x: DoubleDouble): number => x.high + x.low;

/** Taylor's series of sine and cosine in two doubles, for |x| up to about 2^-5. */
function sineAndCosine(x: DoubleDouble): { sine: DoubleDouble; cosine: DoubleDouble } {
  const square = negate(multiply(x, x));
  let term = x;
  let sine = x;
  for (let n = 2; Math.abs(term.high) > 1e-34; n += 2) {
    term = divide(multiply(term, square), pair(n * (n + 1)));
    sine = add(sine, term);
  }
  term = pair(1);
  let cosine = term;
  for (let n = 1; Math.abs(term.high) > 1e-34; n += 2) {
    term = divide(multiply(term, square), pair(n * (n + 1)));
    cosine = add(cosine, term);
  }
  return { sine, cosine };
}

/** atan(y/x) in two doubles for x, y >= 0, not both zero: one Newton step from the double's arc tangent. */
function arcOf(y: DoubleDouble, x: DoubleDouble): DoubleDouble {
  const start = Math.atan2(y.high, x.high);
  // With s, c the start's sine and cosine: atan(y/x) = start + atan((y c - x s) / (x c + y s)), the last term tiny.
  const { sine, cosine } = exactSineCosine(start);
  const top = subtract(multiply(y, cosine), multiply(x, sine));
  const bottom = add(multiply(x, cosine), multiply(y, sine));
  return add(pair(start), divide(top, bottom));
}

const steps = 32;
const table: ({ sine: DoubleDouble; cosine: DoubleDouble } | undefined)[] = [];

/** sin and cos of a double in [0, 2] in two doubles: the nearest multiple of 1/32, then the rest. */
function exactSineCosine(x: number): { sine: DoubleDouble; cosine: DoubleDouble } {
  const k = Math.round(x * steps);
  table[k] ??= sineAndCosine(pair(k / steps));
  const near = table[k];
  const rest = sineAndCosine(pair(x - k / steps));
  return {
    sine: add(multiply(near.sine, rest.cosine), multiply(near.cosine, rest.sine)),
    cosine: subtract(multiply(near.cosine, rest.cosine), multiply(near.sine, rest.sine)),
  };
}

export function atan(x: number): number {
  if (x === 0 || Number.isNaN(x)) return x;
  const size = Math.abs(x);
  if (size > 1e17) return x < 0 ? -round(halfPi) : round(halfPi);
  if (size < 1e-8) return x - (x * x * x) / 3;
  return Math.sign(x) * round(arcOf(pair(size), pair(1)));
}

export function asin(x: number): number {
  const size = Math.abs(x);
  if (!(size <= 1)) return Number.NaN;
  if (size < 1e-8) return x + (x * x * x) / 6;
  if (size === 1) return x * round(halfPi);
  return Math.sign(x) * round(arcOf(pair(size), otherLeg(size)));
}

/** sqrt(1 - x^2). */
const otherLeg = (x: number): DoubleDouble => squareRoot(multiply(subtract(pair(1), pair(x)), add(pair(1), pair(x))));

export function acos(x: number): number {
  const size = Math.abs(x);
  if (!(size <= 1)) return Number.NaN;
  if (x === 1) return 0;
  if (x === -1) return round(pi);
  if (size < 1e-17) return round(halfPi);
  const angle = arcOf(otherLeg(size), pair(size));
  return round(x < 0 ? subtract(pi, angle) : angle);
}

export function atan2(y: number, x: number): number {
  const rough = Math.atan2(y, x);
  // Zeros, infinities and NaN; ratios so far from 1 that the scaling below would lose them.
  if (x === 0 || y === 0 || !Number.isFinite(x) || !Number.isFinite(y)) return rough;
  const ratio = Math.abs(y) / Math.abs(x);
  if (ratio > 1e17 || ratio < 1e-17) {
    if (ratio > 1) return Math.sign(y) * round(halfPi);
    return x > 0 ? y / x : Math.sign(y) * round(pi);
  }
  const scale = 2 ** -Math.max(-1000, Math.min(1000, Math.round(Math.log2(Math.abs(x)))));
  const angle = arcOf(pair(Math.abs(y) * scale), pair(Math.abs(x) * scale));
  return Math.sign(y) * round(x < 0 ? subtract(pi, angle) : angle);
}

export function tan(x: number): number {
  if (!Number.isFinite(x)) return Number.NaN;
  if (Math.abs(x) < 1e-8) return x + (x * x * x) / 3;
  if (Math.abs(x) >= 2 ** 26) {
    const { quadrant, high, low } = reduceHugeAngle(Math.abs(x));
    return Math.sign(x) * tangentOf({ high, low }, quadrant % 2 !== 0);
  }
  const quadrant = Math.round(x / halfPi.high);
  // x - quadrant * pi/2, with pi/2 in three parts.
  const third = { high: -1.4973849048591833e-33, low: 0 };
  const turned = add(multiply(halfPi, pair(quadrant)), multiply(third, pair(quadrant)));
  const reduced = subtract(pair(x), turned);
  return tangentOf(reduced, quadrant % 2 !== 0);
}

/** The tangent of a reduced argument, or its negative reciprocal after an odd number of quarter turns. */
function tangentOf(reduced: DoubleDouble, odd: boolean): number {
  const size = reduced.high < 0 ? negate(reduced) : reduced;
  const { sine, cosine } = sineCosineOf(size);
  const sign = reduced.high < 0 ? -1 : 1;
  return sign * round(odd ? negate(divide(cosine, sine)) : divide(sine, cosine));
}

function sineCosineOf(x: DoubleDouble): { sine: DoubleDouble; cosine: DoubleDouble } {
  const { sine, cosine } = exactSineCosine(x.high);
  // The low part turns by so little that its first order is enough.
  const low = pair(x.low);
  return { sine: add(sine, multiply(cosine, low)), cosine: subtract(cosine, multiply(sine, low)) };
}
