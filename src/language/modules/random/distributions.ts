/** CPython's distributions over its source of draws; each draws in CPython's order. */
import { acos, cos, exp, log, pow, sin } from "../../../engine/math/libm.ts";
import { worked } from "../../../engine/work.ts";
import { valueError, zeroDivisionError } from "../../runtime/errors.ts";
import { lgamma } from "../math/gamma.ts";
import type { RandomSource } from "./source.ts";

/** What an attempt counts for, in elements of work: a loop that rejects every draw, as of nan, ends with an interrupt. */
const attempt = 64;
const twoPi = 2 * Math.PI;
const normalConstant = (4 * exp(-0.5)) / Math.sqrt(2);
const log4 = log(4);
const gammaConstant = 1 + log(4.5);

export function triangular(source: RandomSource, low: number, high: number, mode: number | null): number {
  let u = source.random();
  if (mode !== null && high === low) return low;
  let c = mode === null ? 0.5 : (mode - low) / (high - low);
  let [from, to] = [low, high];
  if (u > c) {
    u = 1 - u;
    c = 1 - c;
    [from, to] = [to, from];
  }
  return from + (to - from) * Math.sqrt(u * c);
}

/** Kinderman and Monahan's ratio of uniforms. */
export function standardNormal(source: RandomSource): number {
  for (;;) {
    worked(attempt);
    const u1 = source.random();
    const u2 = 1 - source.random();
    const z = (normalConstant * (u1 - 0.5)) / u2;
    if ((z * z) / 4 <= -log(u2)) return z;
  }
}

/** Box and Muller's pairs: every second draw is the other of a pair. */
export function standardGauss(source: RandomSource): number {
  let z = source.spare;
  source.spare = null;
  if (z === null) {
    const angle = source.random() * twoPi;
    const radius = Math.sqrt(-2 * log(1 - source.random()));
    z = cos(angle) * radius;
    source.spare = sin(angle) * radius;
  }
  return z;
}

export const standardExponential = (source: RandomSource): number => -log(1 - source.random());

export function vonMises(source: RandomSource, mu: number, kappa: number): number {
  if (kappa <= 1e-6) return twoPi * source.random();
  const s = 0.5 / kappa;
  const r = s + Math.sqrt(1 + s * s);
  let z: number;
  for (;;) {
    worked(attempt);
    z = cos(Math.PI * source.random());
    const d = z / (r + z);
    const u2 = source.random();
    if (u2 < 1 - d * d || u2 <= (1 - d) * exp(d)) break;
  }
  const q = 1 / r;
  const f = (q + z) / (1 + q * z);
  const angle = source.random() > 0.5 ? mu + acos(f) : mu - acos(f);
  const turn = angle % twoPi;
  return turn < 0 ? turn + twoPi : turn;
}

export function gammaVariate(source: RandomSource, alpha: number, beta: number): number {
  if (!(alpha > 0) || !(beta > 0)) throw valueError("gammavariate: alpha and beta must be > 0.0");
  if (alpha > 1) return chengGamma(source, alpha) * beta;
  if (alpha === 1) return -log(1 - source.random()) * beta;
  return smallGamma(source, alpha) * beta;
}

/** Cheng (1977). */
function chengGamma(source: RandomSource, alpha: number): number {
  const a = Math.sqrt(2 * alpha - 1);
  const b = alpha - log4;
  const c = alpha + a;
  for (;;) {
    worked(attempt);
    const u1 = source.random();
    if (!(u1 > 1e-7 && u1 < 0.9999999)) continue;
    const u2 = 1 - source.random();
    const v = log(u1 / (1 - u1)) / a;
    const x = alpha * exp(v);
    const z = u1 * u1 * u2;
    const r = b + c * v - x;
    if (r + gammaConstant - 4.5 * z >= 0 || r >= log(z)) return x;
  }
}

/** Ahrens and Dieter's GS, for alpha below 1. */
function smallGamma(source: RandomSource, alpha: number): number {
  for (;;) {
    worked(attempt);
    const u = source.random();
    const b = (Math.E + alpha) / Math.E;
    const p = b * u;
    const x = p <= 1 ? pow(p, 1 / alpha) : -log((b - p) / alpha);
    const u1 = source.random();
    if (p > 1 ? u1 <= pow(x, alpha - 1) : u1 <= exp(-x)) return x;
  }
}

export function beta(source: RandomSource, alpha: number, betaParameter: number): number {
  const y = gammaVariate(source, alpha, 1);
  return y === 0 ? 0 : y / (y + gammaVariate(source, betaParameter, 1));
}

export function pareto(source: RandomSource, alpha: number): number {
  const u = 1 - source.random();
  if (alpha === 0) throw zeroDivisionError("float division by zero");
  return pow(u, -1 / alpha);
}

export function weibull(source: RandomSource, alpha: number, shape: number): number {
  const u = 1 - source.random();
  if (shape === 0) throw zeroDivisionError("float division by zero");
  return alpha * pow(-log(u), 1 / shape);
}

export function binomial(source: RandomSource, n: number, p: number): number {
  if (n < 0) throw valueError("n must be non-negative");
  if (p <= 0 || p >= 1) {
    if (p === 0) return 0;
    if (p === 1) return n;
    throw valueError("p must be in the range 0.0 <= p <= 1.0");
  }
  if (n === 1) return source.random() < p ? 1 : 0;
  if (p > 0.5) return n - binomial(source, n, 1 - p);
  return n * p < 10 ? geometricBinomial(source, n, p) : transformedBinomial(source, n, p);
}

/** Devroye's geometric method. */
function geometricBinomial(source: RandomSource, n: number, p: number): number {
  const c = Math.log2(1 - p);
  if (c === 0) return 0;
  let x = 0;
  for (let y = 0; ; x++) {
    y += Math.floor(Math.log2(source.random()) / c) + 1;
    if (y > n) return x;
  }
}

/** Hörmann's BTRS: transformed rejection with a squeeze. */
function transformedBinomial(source: RandomSource, n: number, p: number): number {
  const spread = Math.sqrt(n * p * (1 - p));
  const b = 1.15 + 2.53 * spread;
  const a = -0.0873 + 0.0248 * b + 0.01 * p;
  const c = n * p + 0.5;
  const squeeze = 0.92 - 4.2 / b;
  const alpha = (2.83 + 5.1 / b) * spread;
  const odds = log(p / (1 - p));
  const m = Math.floor((n + 1) * p);
  const h = lgamma(m + 1) + lgamma(n - m + 1);
  for (;;) {
    worked(attempt);
    const u = source.random() - 0.5;
    const us = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / us + b) * u + c);
    if (k < 0 || k > n) continue;
    const v = source.random();
    if (us >= 0.07 && v <= squeeze) return k;
    const scaled = v * (alpha / (a / (us * us) + b));
    if (log(scaled) <= h - lgamma(k + 1) - lgamma(n - k + 1) + (k - m) * odds) return k;
  }
}
