/** log |Gamma| and its derivative, in double precision. */

/** Bernoulli numbers B(2k) / (2k (2k-1)), the coefficients of Stirling's series. */
const stirling = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156];

/** Gamma'/Gamma's series: B(2k) / (2k). */
const digammaSeries = [1 / 12, -1 / 120, 1 / 252, -1 / 240, 1 / 132, -691 / 32760, 1 / 12];

/** Taylor coefficients of log Gamma(1 + d): (-1)^k zeta(k) / k for k >= 2. */
const zeta = [
  0.8224670334241132, -0.40068563438653143, 0.27058080842778454, -0.20738555102867398, 0.1695571769974082,
  -0.1440498967688461, 0.12550966952474304, -0.11133426586956469, 0.1000994575127818, -0.09095401714582904,
  0.083353840546109, -0.0769325164113522, 0.07143294629536133, -0.06666870588242046, 0.06250095514121304,
  -0.058823978658684585, 0.055555767627403614, -0.05263167937961666, 0.05000004769810169, -0.047619070330142226,
];

const eulerGamma = 0.5772156649015329;

/** lgamma(1 + d) for small d by its Taylor series, so that the zeros at 1 and 2 keep their relative precision. */
function lgammaNearOne(d: number): number {
  let sum = 0;
  for (let i = zeta.length - 1; i >= 0; i--) sum = (sum + zeta[i]) * d;
  return d * (sum - eulerGamma);
}

export function lgamma(x: number): number {
  if (Number.isNaN(x)) return NaN;
  if (!Number.isFinite(x)) return Infinity;
  if (x <= 0) {
    if (Number.isInteger(x)) return Infinity;
    // Reflection, with the sine of the distance to the nearest integer.
    const distance = Math.abs(x - Math.round(x));
    return Math.log(Math.PI / Math.abs(Math.sin(Math.PI * distance))) - lgamma(1 - x);
  }
  if (Math.abs(x - 1) < 0.2) return lgammaNearOne(x - 1);
  if (Math.abs(x - 2) < 0.2) return lgammaNearOne(x - 2) + Math.log1p(x - 2);
  let shifted = x;
  let product = 1;
  while (shifted < 10) {
    product *= shifted;
    shifted += 1;
  }
  const inverse = 1 / shifted;
  const square = inverse * inverse;
  let series = 0;
  for (let i = stirling.length - 1; i >= 0; i--) series = series * square + stirling[i];
  return (shifted - 0.5) * Math.log(shifted) - shifted + 0.9189385332046727 + series * inverse - Math.log(product);
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
