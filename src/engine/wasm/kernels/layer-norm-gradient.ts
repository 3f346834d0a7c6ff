/** The second pass of layer norm's backward: dx = rstd * (g - mean(g) - x_hat * mean(g * x_hat)), g = dy * gamma. */
import { halfLine, lineBytes, wholeLines } from "./row-statistics";
import { at, load4, multiplyAdd, store4 } from "./simd";

/** What is left of a row behind its whole lines. */
function gradientRest(
  x: usize, dy: usize, mean: f32, rstd: f32, gamma: usize, dx: usize, slope: f32, shift: f32, features: i32,
): void {
  const bytes = (<usize>features) << 2;
  for (let i = wholeLines(features); i < bytes; i += 4) {
    const g = load<f32>(dy + i) * load<f32>(gamma + i);
    store<f32>(dx + i, g * rstd + ((load<f32>(x + i) - mean) * slope + shift));
  }
}

/** dy * gamma * rstd + ((x - mean) * slope + shift). */
// @ts-ignore: decorator
@inline
function gradient(x: v128, dy: v128, gamma: v128, mean: v128, rstd: v128, slope: v128, shift: v128): v128 {
  return multiplyAdd(f32x4.mul(dy, gamma), rstd, multiplyAdd(f32x4.sub(x, mean), slope, shift));
}

/** Sixteen elements. */
// @ts-ignore: decorator
@inline
function gradientLine(x: usize, dy: usize, gamma: usize, dx: usize, m: v128, r: v128, slope: v128, shift: v128): void {
  const a = gradient(load4(x), load4(dy), load4(gamma), m, r, slope, shift);
  const b = gradient(load4(x + 16), load4(dy + 16), load4(gamma + 16), m, r, slope, shift);
  const c = gradient(load4(x + 32), load4(dy + 32), load4(gamma + 32), m, r, slope, shift);
  const d = gradient(load4(x + 48), load4(dy + 48), load4(gamma + 48), m, r, slope, shift);
  store4(dx, a);
  store4(dx + 16, b);
  store4(dx + 32, c);
  store4(dx + 48, d);
}

export function gradientRow(
  x: usize, dy: usize, mean: f32, rstd: f32, gamma: usize, dx: usize, slope: f32, shift: f32, features: i32,
): void {
  const m = f32x4.splat(mean);
  const r = f32x4.splat(rstd);
  const s = f32x4.splat(slope);
  const h = f32x4.splat(shift);
  const lines = wholeLines(features);
  for (let i: usize = 0; i < lines; i += lineBytes) gradientLine(x + i, dy + i, gamma + i, dx + i, m, r, s, h);
  if ((features & 15) !== 0) gradientRest(x, dy, mean, rstd, gamma, dx, slope, shift, features);
}

/** Two rows of whole lines; means, rstds, slopes and shifts have one value a row. */
export function gradientPair(
  x: usize, dy: usize, means: usize, rstds: usize, gamma: usize, slopes: usize, shifts: usize, dx: usize, features: i32,
): void {
  const bytes = (<usize>features) << 2;
  const mA = v128.load_splat<f32>(means);
  const mB = v128.load_splat<f32>(means, 4);
  const rA = v128.load_splat<f32>(rstds);
  const rB = v128.load_splat<f32>(rstds, 4);
  const slopeA = v128.load_splat<f32>(slopes);
  const slopeB = v128.load_splat<f32>(slopes, 4);
  const shiftA = v128.load_splat<f32>(shifts);
  const shiftB = v128.load_splat<f32>(shifts, 4);
  for (let i: usize = 0; i < bytes; i += halfLine) {
    const low = load4(gamma + i);
    const high = load4(gamma + i + 16);
    const pX = x + i;
    const pD = dy + i;
    const to = dx + i;
    store4(to, gradient(load4(pX), load4(pD), low, mA, rA, slopeA, shiftA));
    store4(to + 16, gradient(load4(pX + 16), load4(pD + 16), high, mA, rA, slopeA, shiftA));
    const xB = pX + bytes;
    const dB = pD + bytes;
    const toB = to + bytes;
    store4(toB, gradient(load4(xB), load4(dB), low, mB, rB, slopeB, shiftB));
    store4(toB + 16, gradient(load4(xB + 16), load4(dB + 16), high, mB, rB, slopeB, shiftB));
  }
}

/** So much of a row is written before the same of the next. */
const stripeBytes: usize = 8 * lineBytes;

/** A stripe of row `row`, from byte `from` on. */
// @ts-ignore: decorator
@inline
function gradientStripe(
  row: i32, from: usize, x: usize, dy: usize, means: usize, rstds: usize, gamma: usize, slopes: usize, shifts: usize,
  dx: usize, bytes: usize,
): void {
  const m = v128.load_splat<f32>(at(means, row));
  const r = v128.load_splat<f32>(at(rstds, row));
  const s = v128.load_splat<f32>(at(slopes, row));
  const h = v128.load_splat<f32>(at(shifts, row));
  const o = <usize>row * bytes;
  const end = min(from + stripeBytes, bytes);
  for (let i = from; i < end; i += lineBytes) {
    gradientLine(x + o + i, dy + o + i, gamma + i, dx + o + i, m, r, s, h);
  }
}

/**
 * Four rows of whole lines whose x and dy lie in second-level cache, stripe by stripe: gamma stays in first-level cache, and
 * each row has its own instructions, by which a processor tells apart the streams that it prefetches.
 */
export function gradientFour(
  x: usize, dy: usize, means: usize, rstds: usize, gamma: usize, slopes: usize, shifts: usize, dx: usize, features: i32,
): void {
  const bytes = (<usize>features) << 2;
  for (let i: usize = 0; i < bytes; i += stripeBytes) {
    gradientStripe(0, i, x, dy, means, rstds, gamma, slopes, shifts, dx, bytes);
    gradientStripe(1, i, x, dy, means, rstds, gamma, slopes, shifts, dx, bytes);
    gradientStripe(2, i, x, dy, means, rstds, gamma, slopes, shifts, dx, bytes);
    gradientStripe(3, i, x, dy, means, rstds, gamma, slopes, shifts, dx, bytes);
  }
}
