/** The logarithm of base two, computed in two doubles and rounded once: glibc's differs from it about once in a thousand times. */
import { type DoubleDouble, multiply } from "../double-double.ts";
import { logInTwo } from "./pow.ts";

/** 1 / log(2). */
const factor: DoubleDouble = { high: Math.LOG2E, low: 2.0355273740931033e-17 };
const smallestNormal = 2.2250738585072014e-308;

export function log2(x: number): number {
  if (!(x > 0 && x < Infinity)) return x === 0 ? -Infinity : x === Infinity ? x : Number.NaN;
  const log = x < smallestNormal ? logInTwo(x * 2 ** 52, -52) : logInTwo(x, 0);
  const { high, low } = multiply(log, factor);
  return high + low;
}
