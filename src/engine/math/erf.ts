/**
 * The error function and its relatives in double precision. Both polynomials were fitted in 60-digit arithmetic
 * (Chebyshev interpolation); their errors stay below one unit in the last place of the result.
 */

/** erf(x) / x as a polynomial in x^2 for |x| <= 1, highest power first. */
const erfNearZero = [
  -4.230945824295338e-12, 8.709045129053106e-11, -1.216456005728345e-9, 1.4792401209404813e-8, -1.6364642158167616e-7,
  1.6462045441468418e-6, -1.4925647567519332e-5, 0.00012055332902888736, -0.000854832702193483, 0.0052239776254232985,
  -0.02686617064512984, 0.1128379167095512, -0.37612638903183754, 1.1283791670955126,
];

/** x * exp(x^2) * erfc(x) for 0.5 <= x <= 28, a polynomial in u = ((x - 2) / (x + 2) - center) / halfWidth. */
const erfcTail = [
  6.76129195265138e-12, -5.5189149608028265e-12, -8.829275705489421e-11, -3.029375770925981e-11, 5.006963235713773e-10,
  8.386915609094495e-10, -1.055425062863447e-9, -6.12475665353779e-9, -6.4807242676993706e-9, 2.1983642460970873e-8,
  8.126433927029693e-8, 1.304856814904804e-8, -5.025611086596137e-7, -9.023169456509757e-7, 2.201205513058e-6,
  9.556632579482488e-6, -6.715602784992408e-6, -8.540646325682988e-5, 1.8252135349497192e-5, 0.0008411123387433965,
  -0.000716443149759534, -0.009438386285762676, 0.04139393736519754, -0.08522903382370739, 0.08730183791100671,
  0.5297408437552482,
];
const center = 0.13333333333333333;
const inverseHalfWidth = 1.3636363636363635;

function horner(coefficients: readonly number[], x: number): number {
  let sum = 0;
  for (let i = 0; i < coefficients.length; i++) sum = sum * x + coefficients[i];
  return sum;
}

const words = new Float64Array(1);
const integers = new Uint32Array(words.buffer);

/** exp(-x^2) with the rounding of x^2 taken into account: x^2 = high^2 + (x - high)(x + high). */
function expMinusSquare(x: number): number {
  words[0] = x;
  integers[0] = 0;
  const high = words[0];
  return Math.exp(-high * high) * Math.exp((high - x) * (high + x));
}

/** erfc for x >= 0.5. */
function erfcPositive(x: number): number {
  if (x > 27.3) return 0;
  const u = ((x - 2) / (x + 2) - center) * inverseHalfWidth;
  return (expMinusSquare(x) * horner(erfcTail, u)) / x;
}

export function erf(x: number): number {
  const size = Math.abs(x);
  if (size <= 1) return x * horner(erfNearZero, x * x);
  if (size > 6) return Math.sign(x);
  return x > 0 ? 1 - erfcPositive(size) : erfcPositive(size) - 1;
}

export function erfc(x: number): number {
  if (Number.isNaN(x)) return NaN;
  if (x < -0.5) return x < -6 ? 2 : 2 - erfcPositive(-x);
  return x < 0.5 ? 1 - x * horner(erfNearZero, x * x) : erfcPositive(x);
}

/** The inverse of erf: a rational start (Giles' regions as PyTorch has them) and two Newton steps. */
export function erfinv(y: number): number {
  const size = Math.abs(y);
  if (!(size <= 1)) return NaN;
  if (size === 1) return y * Infinity;
  let x: number;
  if (size <= 0.7) {
    const z = y * y;
    const top = ((-0.140543331 * z + 0.914624893) * z - 1.645349621) * z + 0.886226899;
    const bottom = (((0.012229801 * z - 0.329097515) * z + 1.442710462) * z - 2.118377725) * z + 1;
    x = (y * top) / bottom;
  } else {
    const z = Math.sqrt(-Math.log((1 - size) / 2));
    const top = ((1.641345311 * z + 3.429567803) * z - 1.624906493) * z - 1.970840454;
    const bottom = (1.6370678 * z + 3.5438892) * z + 1;
    x = (Math.sign(y) * top) / bottom;
  }
  const slope = 2 / Math.sqrt(Math.PI);
  for (let step = 0; step < 2; step++) {
    // Near 1 the difference of erfs cancels; the complement keeps its digits.
    const error = size > 0.5 ? Math.sign(y) * (1 - size - erfc(Math.abs(x))) : erf(x) - y;
    x -= error / (slope * Math.exp(-x * x));
  }
  return x;
}
