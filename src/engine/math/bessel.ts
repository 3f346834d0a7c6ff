/**
 * Modified Bessel functions of the first kind: the power series (Abramowitz and Stegun, 9.6.10), whose terms are all
 * positive, and far out the asymptotic one (9.7.1), which is shorter than a double's precision there.
 */

const far = 30;

/** What the product a * b of two doubles loses by rounding (Dekker). */
function lost(a: number, b: number, product: number): number {
  const [wideA, wideB] = [a * 134217729, b * 134217729];
  const [highA, highB] = [wideA - (wideA - a), wideB - (wideB - b)];
  const [lowA, lowB] = [a - highA, b - highB];
  return lowA * lowB - (product - highA * highB - lowA * highB - highA * lowB);
}

/**
 * I_n(x) factor for x from 0 to `far`, n 0 or 1, rounded once: I0 and I1 lie so close together that their difference, which
 * is a derivative, shows every unit of the last place. The terms and their sum are kept in pairs of doubles.
 */
function series(n: number, x: number, factor: number): number {
  const square = x * x;
  const [quarter, quarterRest] = [square / 4, lost(x, x, square) / 4];
  let term = n === 0 ? 1 : x / 2;
  let termRest = 0;
  let sum = term;
  let sumRest = 0;
  for (let k = 1; term > sum * 1e-20; k++) {
    const divisor = k * (k + n);
    const product = term * quarter;
    const rest = lost(term, quarter, product) + term * quarterRest + termRest * quarter;
    term = product / divisor;
    const divided = term * divisor;
    termRest = (product - divided - lost(term, divisor, divided) + rest) / divisor;
    const next = sum + term;
    const part = next - sum;
    sumRest += sum - (next - part) + (term - part) + termRest;
    sum = next;
  }
  const value = sum * factor;
  return value + (lost(sum, factor, value) + sumRest * factor);
}

/** I_n(x) exp(-x) sqrt(2 pi x) - 1 for a large x. */
function asymptotic(n: number, x: number): number {
  const order = 4 * n * n;
  let term = 1;
  let sum = 0;
  for (let k = 1; k < 30 && Math.abs(term) > 1e-20; k++) {
    term *= -(order - (2 * k - 1) ** 2) / (k * 8 * x);
    sum += term;
  }
  return sum;
}

/** I_n(x) exp(-x) for a large x. */
function scaledFar(n: number, x: number): number {
  const first = 1 / Math.sqrt(2 * Math.PI * x);
  return first + first * asymptotic(n, x);
}

/** I_n(|x|) exp(-|x|), odd for n = 1. */
function scaled(n: number, x: number): number {
  const size = Math.abs(x);
  if (Number.isNaN(x)) return x;
  const value =
    size === Infinity ? 0
    : size < far ? series(n, size, Math.exp(-size))
    : scaledFar(n, size); // biome-ignore format: a table
  return n === 1 && x < 0 ? -value : value;
}

function plain(n: number, x: number): number {
  const size = Math.abs(x);
  // At infinity PyTorch multiplies infinity by zero.
  if (!Number.isFinite(x)) return Number.NaN;
  // In two factors: the whole exponential would overflow before the result does.
  const half = Math.exp(size / 2);
  const value = size < far ? series(n, size, 1) : scaled(n, size) * half * half;
  return n === 1 && x < 0 ? -value : value;
}

export const besselI0 = (x: number): number => plain(0, x);
export const besselI1 = (x: number): number => plain(1, x);
export const besselI0e = (x: number): number => scaled(0, x);
export const besselI1e = (x: number): number => scaled(1, x);
