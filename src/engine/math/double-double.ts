/** Sums of two doubles, about 106 bits: for results that must be right to the last bit of a double. */
import { productError, sumError } from "./fma.ts";

/** high + low, where low is below half a unit of high's last place. */
export interface DoubleDouble {
  readonly high: number;
  readonly low: number;
}

export const pair = (high: number, low = 0): DoubleDouble => ({ high, low });

/** |high| >= |low| is assumed. */
function renormalize(high: number, low: number): DoubleDouble {
  const sum = high + low;
  return { high: sum, low: low - (sum - high) };
}

export function exactSum(a: number, b: number): DoubleDouble {
  const sum = a + b;
  return { high: sum, low: sumError(a, b, sum) };
}

export function exactProduct(a: number, b: number): DoubleDouble {
  const product = a * b;
  return { high: product, low: productError(a, b, product) };
}

export function add(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const high = a.high + b.high;
  const highRest = sumError(a.high, b.high, high);
  const low = a.low + b.low;
  const lowRest = sumError(a.low, b.low, low);
  const first = renormalize(high, highRest + low);
  return renormalize(first.high, first.low + lowRest);
}

export const negate = (a: DoubleDouble): DoubleDouble => ({ high: -a.high, low: -a.low });
export const subtract = (a: DoubleDouble, b: DoubleDouble): DoubleDouble => add(a, negate(b));

export function addDouble(a: DoubleDouble, b: number): DoubleDouble {
  const high = a.high + b;
  return renormalize(high, sumError(a.high, b, high) + a.low);
}

export function multiply(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const product = a.high * b.high;
  const rest = productError(a.high, b.high, product) + (a.high * b.low + a.low * b.high);
  return renormalize(product, rest);
}

export function multiplyDouble(a: DoubleDouble, b: number): DoubleDouble {
  const product = a.high * b;
  return renormalize(product, productError(a.high, b, product) + a.low * b);
}

export function divide(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const first = a.high / b.high;
  const rest = subtract(a, multiplyDouble(b, first));
  const second = rest.high / b.high;
  const remainder = subtract(rest, multiplyDouble(b, second));
  return addDouble(renormalize(first, second), remainder.high / b.high);
}

export function squareRoot(a: DoubleDouble): DoubleDouble {
  if (a.high <= 0) return { high: Math.sqrt(a.high), low: 0 };
  const root = Math.sqrt(a.high);
  const rest = subtract(a, exactProduct(root, root));
  return renormalize(root, rest.high / (2 * root));
}

/** Exact where the factor is a power of two. */
export const scale = (a: DoubleDouble, factor: number): DoubleDouble => ({
  high: a.high * factor,
  low: a.low * factor,
});

export const toNumber = (a: DoubleDouble): number => a.high + a.low;
