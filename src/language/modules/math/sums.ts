/** fsum, hypot, dist and sumprod: sums that round once, as CPython's mathmodule.c makes them. */

import { productError, sumError } from "../../../engine/math/fma.ts";
import { overflowError, valueError } from "../../runtime/errors.ts";

/** The exact sum of doubles, rounded once (Shewchuk's partial sums). */
export function exactSum(values: Iterable<number>): number {
  let partials: number[] = [];
  let special = 0;
  let infinite = 0;
  for (const value of values) {
    let x = value;
    const next: number[] = [];
    for (let y of partials) {
      if (Math.abs(x) < Math.abs(y)) [x, y] = [y, x];
      const high = x + y;
      const low = y - (high - x);
      if (low !== 0) next.push(low);
      x = high;
    }
    if (x !== 0) {
      if (!Number.isFinite(x)) {
        if (Number.isFinite(value)) throw overflowError("intermediate overflow in fsum");
        if (!Number.isNaN(value)) infinite += value;
        special += value;
        partials = [];
        continue;
      }
      next.push(x);
    }
    partials = next;
  }
  if (special !== 0) {
    if (Number.isNaN(infinite)) throw valueError("-inf + inf in fsum");
    return special;
  }
  return roundPartials(partials);
}

/** Partial sums do not overlap; rounding goes from the largest down, ties decided by what lies below. */
function roundPartials(partials: readonly number[]): number {
  let n = partials.length;
  if (n === 0) return 0;
  let high = partials[--n];
  let low = 0;
  while (n > 0) {
    const x = high;
    const y = partials[--n];
    high = x + y;
    low = y - (high - x);
    if (low !== 0) break;
  }
  if (n > 0 && ((low < 0 && partials[n - 1] < 0) || (low > 0 && partials[n - 1] > 0))) {
    const y = low * 2;
    const x = high + y;
    if (y === x - high) high = x;
  }
  return high;
}

/** The Euclidean norm, with the error of its square root corrected once. */
export function vectorNorm(values: readonly number[]): number {
  let largest = 0;
  let hasNaN = false;
  for (const value of values) {
    const size = Math.abs(value);
    if (Number.isNaN(size)) hasNaN = true;
    else if (size > largest) largest = size;
  }
  if (largest === Infinity) return Infinity;
  if (hasNaN) return Number.NaN;
  if (largest === 0) return 0;
  if (values.length === 1) return largest;
  const exponent = exponentOf(largest);
  if (exponent < -1023) {
    const smallest = 2 ** -1022;
    return smallest * vectorNorm(values.map((value) => value / smallest));
  }
  const scale = 2 ** -exponent;
  let sum = 1;
  let rest1 = 0;
  let rest2 = 0;
  const addProduct = (a: number, b: number): void => {
    const product = a * b;
    const next = sum + product;
    rest1 += productError(a, b, product);
    rest2 += product - (next - sum);
    sum = next;
  };
  for (const value of values) {
    const scaled = Math.abs(value) * scale;
    addProduct(scaled, scaled);
  }
  let root = Math.sqrt(sum - 1 + (rest1 + rest2));
  addProduct(-root, root);
  root += (sum - 1 + (rest1 + rest2)) / (2 * root);
  return root / scale;
}

/** The exponent e with |x| = f * 2^e, f in [1/2, 1). */
export function exponentOf(x: number): number {
  return splitDouble(x)[1];
}

const view = new DataView(new ArrayBuffer(8));

/** C's frexp: a fraction in [1/2, 1) and an exponent. */
export function splitDouble(x: number): [number, number] {
  if (x === 0 || !Number.isFinite(x)) return [x, 0];
  let bias = 0;
  let scaled = x;
  if (Math.abs(x) < 2 ** -1022) {
    scaled = x * 2 ** 54;
    bias = -54;
  }
  view.setFloat64(0, scaled);
  const high = view.getUint32(0);
  const exponent = ((high >>> 20) & 0x7ff) - 1022;
  view.setUint32(0, (high & 0x800fffff) | (1022 << 20));
  return [view.getFloat64(0), exponent + bias];
}

/** What rounding took from a * b, for factors of any size: 0 where the product is subnormal, whose rest is less than any double. */
function scaledProductError(a: number, b: number): number {
  const [x, xExponent] = splitDouble(a);
  const [y, yExponent] = splitDouble(b);
  const exponent = xExponent + yExponent;
  if (exponent <= -1021) return 0;
  const rest = productError(x, y, x * y);
  const half = Math.trunc(exponent / 2);
  return rest * 2 ** half * 2 ** (exponent - half);
}

/** A sum of products in three doubles, rounded at the end. */
export class ProductSum {
  private high = 0;
  private low = 0;
  private tiny = 0;
  /** False where the sum would not be finite: it stays as it was. */
  add(a: number, b: number): boolean {
    const product = a * b;
    const sum = this.high + product;
    if (!Number.isFinite(sum)) return false;
    const lost = sumError(this.high, product, sum);
    const productRest = scaledProductError(a, b);
    const first = this.low + productRest;
    const firstLost = sumError(this.low, productRest, first);
    const second = first + lost;
    this.tiny = this.tiny + firstLost + sumError(first, lost, second);
    this.high = sum;
    this.low = second;
    return true;
  }
  result(): number {
    const last = this.low + this.high;
    const lost = sumError(this.low, this.high, last);
    const rest = this.tiny + lost;
    return last + rest;
  }
}
