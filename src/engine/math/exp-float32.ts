/**
 * exp in float32 steps, as PyTorch's vector code takes it from SLEEF (Shibata and Petrogalli, "SLEEF: A Portable
 * Vectorized Library of C Standard Mathematical Functions", 2020, expf with 1.0 ulp): its last bit differs from the
 * correctly rounded value in about one of fifteen arguments, and softmax shows it.
 */
const { fround } = Math;

const log2e = fround(Math.LOG2E);
const ln2High = fround(0.693145751953125);
const ln2Low = fround(1.428606765330187e-6);
const c5 = fround(0.00019852761761285);
const c4 = fround(0.00139304355252534);
const c3 = fround(0.0083333607763052);
const c2 = fround(0.041666485369205475);
const c1 = fround(0.1666666716337204);

/** Rounds to the nearest integer, halves to even, for |x| < 2^51. */
const shift = 6755399441055744;

/** 2^q for q = -160 .. 160. */
const powers = Float64Array.from({ length: 321 }, (_, i) => 2 ** (i - 160));

export function expFloat32(x: number): number {
  if (x < -104) return 0;
  if (!(x <= 100)) return x > 100 ? Infinity : NaN;
  const quotient = fround(x * log2e) + shift - shift;
  // Each fround below closes one fused multiply-add: the product of two floats is exact in a double.
  let s = fround(x - quotient * ln2High);
  s = fround(s - quotient * ln2Low);
  let u = fround(c5 * s + c4);
  u = fround(u * s + c3);
  u = fround(u * s + c2);
  u = fround(u * s + c1);
  u = fround(u * s + 0.5);
  u = fround(1 + fround(fround(s * s) * u + s));
  return fround(u * powers[quotient + 160]);
}
