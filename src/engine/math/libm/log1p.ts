/**
 * log(1 + x) with the last bit of glibc on processors with fused multiply-add: the published algorithm of Sun's fdlibm
 * (s_log1p.c, 1993).
 * Error below 1 unit in the last place.
 */
import { fma } from "../fma.ts";

const ln2High = 0.6931471803691238;
const ln2Low = 1.9082149292705877e-10;

const view = new Float64Array(1);
const words = new Int32Array(view.buffer);

/** The series of log(1+f) in z = (f / (2+f))^2, without its first term. */
function series(z: number): number {
  const z2 = z * z;
  const z4 = z2 * z2;
  const z6 = z4 * z2;
  const second = z2 * fma(z, 0.2857142874366239, 0.3999999999940942);
  const third = fma(z, 0.1818357216161805, 0.22222198432149784);
  const fourth = fma(z, 0.14798198605116586, 0.15313837699209373);
  return fma(z6, fourth, fma(z4, third, fma(z, 0.6666666666666735, second)));
}

export function log1p(x: number): number {
  view[0] = x;
  const topBits = words[1];
  const size = topBits & 0x7fffffff;
  // 1 + x = 2^k * (1 + f); rest is what rounding 1 + x lost, as a share of it.
  let k = 0;
  let f = x;
  let rest = 0;
  let fIsTiny = false;
  if (topBits < 0x3fda827a) {
    if (size >= 0x3ff00000) return x === -1 ? -Infinity : Number.NaN;
    if (size < 0x3e200000) return size < 0x3c900000 ? x : x - x * x * 0.5;
  } else if (topBits >= 0x7ff00000) return x + x;
  const inRange = topBits < 0x3fda827a && (topBits > 0 || topBits <= (0xbfd2bec3 | 0));
  if (!inRange) {
    const big = topBits >= 0x43400000;
    const u = big ? x : 1 + x;
    view[0] = u;
    k = (words[1] >> 20) - 1023;
    if (!big) rest = (k > 0 ? 1 - (u - x) : x - (u - 1)) / u;
    const fraction = words[1] & 0x000fffff;
    if (fraction < 0x6a09e) {
      words[1] = fraction | 0x3ff00000;
      fIsTiny = fraction === 0;
    } else {
      k += 1;
      words[1] = fraction | 0x3fe00000;
      fIsTiny = (0x00100000 - fraction) >> 2 === 0;
    }
    f = view[0] - 1;
  }
  const halfSquare = 0.5 * f * f;
  if (fIsTiny) {
    if (f === 0) return k * ln2High + (rest + k * ln2Low);
    const correction = halfSquare * (1 - 0.6666666666666666 * f);
    return k === 0 ? f - correction : k * ln2High - (correction - (k * ln2Low + rest) - f);
  }
  const s = f / (2 + f);
  const tail = s * (halfSquare + series(s * s));
  if (k === 0) return f - (halfSquare - tail);
  return k * ln2High - (halfSquare - (tail + fma(k, ln2Low, rest)) - f);
}
