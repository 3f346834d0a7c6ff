/** erf and erfc by Sun's fdlibm (s_erf.c, 1993), with the sums in pairs as glibc takes them. Error below 1 unit in the last place. */
import { exp } from "./exp.ts";

const nearZeroTop = [
  0.12837916709551256, -0.3250421072470015, -0.02848174957559851, -0.005770270296489442, -0.000023763016656650163,
];
const nearZeroBottom = [
  1, 0.39791722395915535, 0.0650222499887673, 0.005081306281875766, 0.00013249473800432164, -0.000003960228278775368,
];
const nearOneTop = [
  -0.0023621185607526594, 0.41485611868374833, -0.3722078760357013, 0.31834661990116175, -0.11089469428239668,
  0.035478304325618236, -0.002166375594868791,
];
const nearOneBottom = [
  1, 0.10642088040084423, 0.540397917702171, 0.07182865441419627, 0.12617121980876164, 0.01363708391202905,
  0.011984499846799107,
];
const middleTop = [
  -0.009864944034847148, -0.6938585727071818, -10.558626225323291, -62.375332450326006, -162.39666946257347,
  -184.60509290671104, -81.2874355063066, -9.814329344169145,
];
const middleBottom = [
  1, 19.651271667439257, 137.65775414351904, 434.56587747522923, 645.3872717332679, 429.00814002756783,
  108.63500554177944, 6.570249770319282, -0.060424415214858099,
];
const farTop = [
  -0.0098649429247001, -0.799283237680523, -17.757954917754752, -160.63638485582192, -637.5664433683896,
  -1025.0951316110772, -483.5191916086514,
];
const farBottom = [
  1, 30.33806074348246, 325.7925129965739, 1536.729586084437, 3199.8582195085955, 2553.0504064331644,
  474.52854120695537, -22.440952446585818,
];
/** erf(1), with a short tail that the polynomials near 1 make up for. */
const erfOne = 0.8450629115104675;

/** (c0 + c1 x) + x^2 (c2 + c3 x) + x^4 (...) + ... */
function pairs(coefficients: readonly number[], x: number): number {
  const square = x * x;
  let power = 1;
  let sum = 0;
  for (let i = 0; i < coefficients.length; i += 2) {
    const pair = i + 1 < coefficients.length ? coefficients[i] + x * coefficients[i + 1] : coefficients[i];
    sum = i === 0 ? pair : sum + power * pair;
    power = i === 0 ? square : power * square;
  }
  return sum;
}

const words = new Float64Array(1);
const integers = new Uint32Array(words.buffer);

/** x * erfc(x) for x >= 1.25. */
function tail(x: number): number {
  const s = 1 / (x * x);
  const ratio =
    x < 2.857142857142857 ? pairs(middleTop, s) / pairs(middleBottom, s) : pairs(farTop, s) / pairs(farBottom, s);
  words[0] = x;
  integers[0] = 0;
  const high = words[0];
  return exp(-high * high - 0.5625) * exp((high - x) * (high + x) + ratio);
}

const nearZero = (x: number): number => {
  const z = x * x;
  return pairs(nearZeroTop, z) / pairs(nearZeroBottom, z);
};

const nearOne = (size: number): number => pairs(nearOneTop, size - 1) / pairs(nearOneBottom, size - 1);

export function erf(x: number): number {
  if (Number.isNaN(x)) return x;
  const size = Math.abs(x);
  if (size < 0.84375) {
    if (size < 2 ** -28)
      return size < 2 ** -1000 ? 0.0625 * (16 * x + 2.0540666735282014 * x) : x + 0.1283791670955126 * x;
    return x + x * nearZero(x);
  }
  const sign = Math.sign(x);
  if (size < 1.25) return sign * (erfOne + nearOne(size));
  if (size >= 6) return sign;
  return sign * (1 - tail(size) / size);
}

export function erfc(x: number): number {
  if (Number.isNaN(x)) return x;
  const size = Math.abs(x);
  if (size < 0.84375) {
    if (size < 2 ** -56) return 1 - x;
    const y = nearZero(x);
    if (x < 0.25) return 1 - (x + x * y);
    return 0.5 - (x * y + (x - 0.5));
  }
  if (size < 1.25) return x >= 0 ? 1 - erfOne - nearOne(size) : 1 + (erfOne + nearOne(size));
  if (size >= 28) return x > 0 ? 0 : 2;
  if (x < -6) return 2;
  const value = tail(size) / size;
  return x > 0 ? value : 2 - value;
}
