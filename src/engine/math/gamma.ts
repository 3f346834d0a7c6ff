/** log |Gamma| and its derivative, in double precision. */

/** Bernoulli numbers B(2k) / (2k (2k-1)), the coefficients of Stirling's series. */
const stirling = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156];

/** Gamma'/Gamma's series: B(2k) / (2k). */
const digammaSeries = [1 / 12, -1 / 120, 1 / 252, -1 / 240, 1 / 132, -691 / 32760, 1 / 12];

/** Taylor coefficients of log Gamma(2 + d) from d^2 on: (-1)^k (zeta(k) - 1) / k. */
const aroundTwo = [
  0.3224670334241132, -0.0673523010531981, 0.020580808427784546, -0.007385551028673986, 0.0028905103307415234,
  -0.001192753911703261, 0.0005096695247430425, -0.00022315475845357939, 9.945751278180853e-5, -4.492623673813314e-5,
  2.050721277567069e-5, -9.439488275268397e-6, 4.374866789907488e-6, -2.039215753801366e-6, 9.55141213040742e-7,
  -4.492469198764566e-7, 2.1207184805554665e-7, -1.0043224823968099e-7, 4.7698101693639804e-8, -2.2711094608943164e-8,
  1.0838659214896955e-8, -5.183475041970047e-9, 2.4836745438024785e-9, -1.1921401405860912e-9, 5.731367241678862e-10,
  -2.7595228851242334e-10, 1.330476437424449e-10, -6.4229645638381e-11, 3.1044247747322276e-11, -1.5021384080754142e-11,
  7.275974480239079e-12, -3.527742476575915e-12, 1.711991790559618e-12, -8.315385841420285e-13, 4.04220052528944e-13,
  -1.9664756310966165e-13, 9.573630387838556e-14, -4.6640760264283744e-14, 2.2737369600659724e-14,
  -1.1091399470834522e-14, 5.413659156725363e-15, -2.643880017860995e-15, 1.2918959062789966e-15,
  -6.315935504198448e-16, 3.089316266963393e-16, -1.5117930628108198e-16,
];

/** 1 minus Euler's constant: the slope at 2. */
const slopeAtTwo = 0.42278433509846713;

/** log Gamma(2 + d) for |d| <= 0.8. */
function lgammaNearTwo(d: number): number {
  let sum = 0;
  for (let i = aroundTwo.length - 1; i >= 0; i--) sum = sum * d + aroundTwo[i];
  return d * (slopeAtTwo + d * sum);
}

export function lgamma(x: number): number {
  if (Number.isNaN(x)) return NaN;
  if (!Number.isFinite(x)) return Infinity;
  if (x <= 0) {
    if (Number.isInteger(x)) return Infinity;
    // Reflection, with the sine of the distance to the nearest integer.
    const distance = Math.abs(x - Math.round(x));
    return Math.log(Math.PI / Math.abs(Math.sin(Math.PI * distance) * x)) - lgamma(-x);
  }
  // Gamma(x + 1) = x Gamma(x), towards the interval around 2 where the series holds.
  if (x < 0.2) return lgammaNearTwo(x) - Math.log(x * (x + 1));
  if (x < 1.2) return lgammaNearTwo(x - 1) - Math.log(x);
  if (x < 10) {
    let rest = x;
    let product = 1;
    while (rest >= 2.8) {
      rest -= 1;
      product *= rest;
    }
    return lgammaNearTwo(rest - 2) + Math.log(product);
  }
  const inverse = 1 / x;
  const square = inverse * inverse;
  let series = 0;
  for (let i = stirling.length - 1; i >= 0; i--) series = series * square + stirling[i];
  return (x - 0.5) * Math.log(x) - x + 0.9189385332046727 + series * inverse;
}

/** As PyTorch: -inf at +0, +inf at -0, NaN at negative integers. */
export function digamma(x: number): number {
  if (x === 0) return Object.is(x, -0) ? Infinity : -Infinity;
  if (x < 0) {
    if (Number.isInteger(x)) return NaN;
    const fraction = x - Math.trunc(x);
    return digamma(1 - x) - Math.PI / Math.tan(Math.PI * fraction);
  }
  let shifted = x;
  let sum = 0;
  while (shifted < 10) {
    sum -= 1 / shifted;
    shifted += 1;
  }
  const square = 1 / (shifted * shifted);
  let series = 0;
  for (let i = digammaSeries.length - 1; i >= 0; i--) series = (series + digammaSeries[i]) * square;
  return sum + Math.log(shifted) - 0.5 / shifted - series;
}

/** (2k)! / B(2k), the divisors of the Euler-Maclaurin tail. */
const eulerMaclaurin = [
  12, -720, 30240, -1209600, 47900160, -1892437580.3183792, 7.47242496e10, -2950130727918.164, 116467828143500.67,
  -4597978722407473, 181521054019435460, -7166165256175667000,
];
const halfEpsilon = 2 ** -53;

/** The Hurwitz zeta function, the sum of 1 / (q + k)^s over k >= 0, by Cephes' steps, as PyTorch's. */
export function hurwitzZeta(s: number, q: number): number {
  if (s === 1) return Infinity;
  if (!(s > 1)) return Number.NaN;
  if (q <= 0 && Number.isInteger(q)) return Infinity;
  if (q <= 0 && !Number.isInteger(s)) return Number.NaN;
  let sum = q ** -s;
  let at = q;
  let term = 0;
  for (let i = 0; i < 9 || at <= 9; i++) {
    at += 1;
    term = at ** -s;
    sum += term;
    if (Math.abs(term / sum) < halfEpsilon) return sum;
  }
  sum += (term * at) / (s - 1) - 0.5 * term;
  let rising = 1;
  for (const [i, divisor] of eulerMaclaurin.entries()) {
    rising *= s + 2 * i;
    term /= at;
    const correction = (rising * term) / divisor;
    sum += correction;
    if (Math.abs(correction / sum) < halfEpsilon) return sum;
    rising *= s + 2 * i + 1;
    term /= at;
  }
  return sum;
}

/**
 * The derivative of digamma as PyTorch computes it: a series that is right to about nine digits.
 * @param f rounds every step to the precision of the computation
 */
export function trigamma(x: number, f: (value: number) => number = (value) => value): number {
  let sum = 0;
  let y = x;
  if (x < 0.5) {
    const pi = f(Math.PI);
    const sine = f(Math.sin(f(pi * x)));
    sum = -f(f(pi * pi) / f(sine * sine));
    y = f(1 - x);
  }
  for (let i = 0; i < 6; i++, y = f(y + 1)) sum = f(sum + f(1 / f(y * y)));
  const square = f(1 / f(y * y));
  const inner = f(f(1 / 6) - f(square * f(f(1 / 30) - f(square * f(1 / 42)))));
  sum = f(sum + f(f(f(1 + f(1 / f(2 * y))) + f(square * inner)) / y));
  return x < 0.5 ? -sum : sum;
}

/** The n-th derivative of digamma for n >= 2. */
export function polygamma(n: number, x: number): number {
  let factorial = 1;
  for (let k = 2; k <= n; k++) factorial *= k;
  return (n % 2 === 0 ? -1 : 1) * factorial * hurwitzZeta(n + 1, x);
}
