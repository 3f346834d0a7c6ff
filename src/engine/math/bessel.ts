/**
 * Modified Bessel functions of the first kind: the power series (Abramowitz and Stegun, 9.6.10), whose terms are all
 * positive, and far out the asymptotic one (9.7.1), which is shorter than a double's precision there.
 */

const far = 30;

/** I_n(x) for x from 0 to `far`, n 0 or 1. */
function series(n: number, x: number): number {
  const quarter = (x * x) / 4;
  let term = n === 0 ? 1 : x / 2;
  let sum = term;
  for (let k = 1; term > sum * 1e-18; k++) {
    term *= quarter / (k * (k + n));
    sum += term;
  }
  return sum;
}

/** I_n(x) exp(-x) sqrt(2 pi x) for a large x. */
function asymptotic(n: number, x: number): number {
  const order = 4 * n * n;
  let term = 1;
  let sum = 1;
  for (let k = 1; k < 30 && Math.abs(term) > 1e-18; k++) {
    term *= -(order - (2 * k - 1) ** 2) / (k * 8 * x);
    sum += term;
  }
  return sum;
}

/** I_n(|x|) exp(-|x|), odd for n = 1. */
function scaled(n: number, x: number): number {
  const size = Math.abs(x);
  if (Number.isNaN(x)) return x;
  const value =
    size === Infinity ? 0
    : size < far ? series(n, size) * Math.exp(-size)
    : asymptotic(n, size) / Math.sqrt(2 * Math.PI * size); // biome-ignore format: a table
  return n === 1 && x < 0 ? -value : value;
}

function plain(n: number, x: number): number {
  const size = Math.abs(x);
  // At infinity PyTorch multiplies infinity by zero.
  if (!Number.isFinite(x)) return Number.NaN;
  // In two factors: the whole exponential would overflow before the result does.
  const half = Math.exp(size / 2);
  const value = size < far ? series(n, size) : scaled(n, size) * half * half;
  return n === 1 && x < 0 ? -value : value;
}

export const besselI0 = (x: number): number => plain(0, x);
export const besselI1 = (x: number): number => plain(1, x);
export const besselI0e = (x: number): number => scaled(0, x);
export const besselI1e = (x: number): number => scaled(1, x);
