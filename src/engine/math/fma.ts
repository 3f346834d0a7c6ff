/**
 * Fused multiply-add in double precision, rounded once: C libraries on processors that have it compute with it, and their
 * last bits depend on it. Method: Boldo and Melquiond, "Emulation of a FMA and correctly rounded sums" (2008).
 */

const view = new Float64Array(1);
const words = new Uint32Array(view.buffer);
const splitter = 134217729;

/** a * b - product, exactly, where product is a * b rounded. */
export function productError(a: number, b: number, product: number): number {
  const scaledA = splitter * a;
  const highA = scaledA - (scaledA - a);
  const lowA = a - highA;
  const scaledB = splitter * b;
  const highB = scaledB - (scaledB - b);
  const lowB = b - highB;
  return lowA * lowB - (product - highA * highB - lowA * highB - highA * lowB);
}

/** a + b - sum, exactly, where sum is a + b rounded. */
export function sumError(a: number, b: number, sum: number): number {
  const virtual = sum - a;
  return a - (sum - virtual) + (b - virtual);
}

/** a + b rounded to odd: where it is not exact, the neighbour whose last bit is set. */
function addToOdd(a: number, b: number): number {
  const sum = a + b;
  const error = sumError(a, b, sum);
  if (error === 0) return sum;
  view[0] = sum;
  if (words[0] & 1) return sum;
  // An even last bit: step to the neighbour in the error's direction.
  if (error > 0 === sum > 0) words[0] |= 1;
  else if (words[0] === 0) {
    words[0] = 0xffffffff;
    words[1] -= 1;
  } else words[0] -= 1;
  return view[0];
}

/** a * b + c rounded once. Exact where the product and its parts neither overflow nor underflow. */
export function fma(a: number, b: number, c: number): number {
  const product = a * b;
  const productRest = productError(a, b, product);
  const lowSum = productRest + c;
  const lowRest = sumError(productRest, c, lowSum);
  const sum = product + lowSum;
  const sumRest = sumError(product, lowSum, sum);
  if (Number.isNaN(sumRest)) return product + c;
  return sum + addToOdd(sumRest, lowRest);
}
