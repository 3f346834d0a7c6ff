/** gamma and log gamma by Lanczos' approximation, as CPython's mathmodule.c has them. */
import { cos, exp, log, pow, sin } from "../../../engine/math/libm.ts";

const g = 6.02468004077673;
const gMinusHalf = 5.52468004077673;
const logPi = 1.1447298858494002;

const top = [
  23531376880.41076, 42919803642.6491, 35711959237.35567, 17921034426.03721, 6039542586.352028, 1439720407.3117216,
  248874557.86205417, 31426415.585400194, 2876370.6289353725, 186056.26539522348, 8071.672002365816, 210.82427775157936,
  2.5066282746310002,
];
const bottom = [0, 39916800, 120543840, 150917976, 105258076, 45995730, 13339535, 2637558, 357423, 32670, 1925, 66, 1];

function lanczosSum(x: number): number {
  let numerator = 0;
  let denominator = 0;
  if (x < 5) {
    for (let i = top.length - 1; i >= 0; i--) {
      numerator = numerator * x + top[i];
      denominator = denominator * x + bottom[i];
    }
  } else {
    for (let i = 0; i < top.length; i++) {
      numerator = numerator / x + top[i];
      denominator = denominator / x + bottom[i];
    }
  }
  return numerator / denominator;
}

/** sin(pi * x), exact at multiples of 1/2. */
function sinOfPi(x: number): number {
  const y = Math.abs(x) % 2;
  const quarter = Math.round(2 * y);
  const sign = x < 0 || Object.is(x, -0) ? -1 : 1;
  switch (quarter) {
    case 0:
      return sign * sin(Math.PI * y);
    case 1:
      return sign * cos(Math.PI * (y - 0.5));
    case 2:
      return sign * sin(Math.PI * (1 - y));
    case 3:
      return sign * -cos(Math.PI * (y - 1.5));
    default:
      return sign * sin(Math.PI * (y - 2));
  }
}

/** NaN stands for CPython's domain error where x is not NaN itself; an infinity for its range error. */
export function gamma(x: number): number {
  if (!Number.isFinite(x)) return x === -Infinity ? Number.NaN : x;
  if (x === 0) return Number.NaN;
  if (Number.isInteger(x)) {
    if (x < 0) return Number.NaN;
    if (x <= 23) {
      let product = 1;
      for (let k = 2; k < x; k++) product *= k;
      return product;
    }
  }
  const size = Math.abs(x);
  if (size < 1e-20) return 1 / x;
  if (size > 200) return x < 0 ? 0 / sinOfPi(x) : Infinity;
  const y = size + gMinusHalf;
  // What rounding the sum lost.
  const lost = size > gMinusHalf ? y - size - gMinusHalf : y - gMinusHalf - size;
  const correction = (lost * g) / y;
  let result: number;
  if (x < 0) {
    result = ((-Math.PI / sinOfPi(size) / size) * exp(y)) / lanczosSum(size);
    result -= correction * result;
    if (size < 140) return result / pow(y, size - 0.5);
    const root = pow(y, size / 2 - 0.25);
    return result / root / root;
  }
  result = lanczosSum(size) / exp(y);
  result += correction * result;
  if (size < 140) return result * pow(y, size - 0.5);
  const root = pow(y, size / 2 - 0.25);
  return result * root * root;
}

export function lgamma(x: number): number {
  if (!Number.isFinite(x)) return Number.isNaN(x) ? x : Infinity;
  if (Number.isInteger(x) && x <= 2) return x <= 0 ? Number.NaN : 0;
  const size = Math.abs(x);
  if (size < 1e-20) return -log(size);
  let result = log(lanczosSum(size)) - g;
  result += (size - 0.5) * (log(size + g - 0.5) - 1);
  if (x < 0) result = logPi - log(Math.abs(sinOfPi(size))) - log(size) - result;
  return result;
}
