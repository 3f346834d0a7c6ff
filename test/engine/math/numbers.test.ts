import assert from "node:assert/strict";
import { test } from "node:test";
import { formatExponent, formatFixed } from "../../../src/engine/math/decimal.ts";
import { erf, erfc, erfinv } from "../../../src/engine/math/erf.ts";
import { expFloat32 } from "../../../src/engine/math/exp-float32.ts";
import { digamma, lgamma } from "../../../src/engine/math/gamma.ts";
import { bfloat16Bits, bfloat16Value, float16Bits, float16Value } from "../../../src/engine/math/half.ts";
import { roundHalfEven } from "../../../src/engine/math/rounding.ts";

/** Relative distance below a few units in the last place of a double. */
function close(got: number, wanted: number, limit = 8e-16): void {
  assert.ok(Math.abs(got - wanted) <= limit * Math.abs(wanted), `${got} is not ${wanted}`);
}

test("every float16 and bfloat16 bit pattern survives a round trip", () => {
  for (let bits = 0; bits < 65536; bits++) {
    if (!Number.isNaN(float16Value(bits))) assert.equal(float16Bits(float16Value(bits)), bits);
    if (!Number.isNaN(bfloat16Value(bits))) assert.equal(bfloat16Bits(bfloat16Value(bits)), bits);
  }
});

test("half types round to nearest even, overflow to infinity and keep subnormals", () => {
  const half = (value: number): number => float16Value(float16Bits(value));
  assert.equal(half(2049), 2048);
  assert.equal(half(2051), 2052);
  assert.equal(half(65519), 65504);
  assert.equal(half(65520), Infinity);
  assert.equal(half(2 ** -25), 0);
  assert.equal(half(3 * 2 ** -25), 2 ** -23);
  assert.equal(half(-1e-8), -0);
  assert.equal(bfloat16Value(bfloat16Bits(257)), 256);
  assert.equal(bfloat16Value(bfloat16Bits(259)), 260);
  assert.ok(Number.isNaN(half(Number.NaN)));
});

test("halves go to the even integer", () => {
  assert.deepEqual([0.5, 1.5, 2.5, -1.5, -0.5].map(roundHalfEven), [0, 2, 2, -2, -0]);
  assert.equal(roundHalfEven(2 ** 52 + 1), 2 ** 52 + 1);
});

// Values from 50-digit arithmetic.
test("error functions", () => {
  close(erf(0.5), 0.5204998778130465);
  close(erf(1.5), 0.9661051464753108);
  close(erf(-3), -0.9999779095030014);
  close(erfc(0.3), 0.6713732405408726);
  close(erfc(5), 1.537459794428035e-12);
  close(erfc(26), 5.663192408856143e-296, 2e-14);
  close(erfinv(0.9), 1.1630871536766743);
  close(erfinv(-0.999999), -3.458910737275499);
  assert.deepEqual([erf(Infinity), erfc(-Infinity), erfinv(1)], [1, 2, Infinity]);
});

test("log gamma and its derivative", () => {
  close(lgamma(0.5), 0.5723649429247001);
  close(lgamma(1.3), -0.10817480950786049);
  close(lgamma(4.7), 2.7364051463155667);
  close(lgamma(100), 359.1342053695754);
  close(lgamma(-1.5), 0.860047015376481);
  close(lgamma(1 + 2 ** -30), -5.375739784311044e-10);
  close(digamma(1), -0.5772156649015329);
  close(digamma(10.5), 2.3030010342976865);
});

test("float32 exp takes the vector code's steps", () => {
  assert.equal(expFloat32(0), 1);
  assert.equal(expFloat32(-200), 0);
  assert.equal(expFloat32(200), Infinity);
  assert.ok(Number.isNaN(expFloat32(Number.NaN)));
  let worst = 0;
  for (let x = -80; x < 80; x += 0.37) {
    const wanted = Math.fround(Math.exp(Math.fround(x)));
    worst = Math.max(worst, Math.abs(expFloat32(Math.fround(x)) / wanted - 1));
  }
  assert.ok(worst > 0 && worst < 2 ** -22, `${worst}`);
});

test("decimal notation rounds halves to even, exactly", () => {
  assert.equal(formatFixed(0.03125, 4), "0.0312");
  assert.equal(formatFixed(0.09375, 4), "0.0938");
  assert.equal(formatFixed(2.5, 0), "2");
  assert.equal(formatFixed(-0.00001, 4), "-0.0000");
  assert.equal(formatFixed(1e22, 2), "10000000000000000000000.00");
  assert.equal(formatExponent(32768.5, 4), "3.2768e+04");
  assert.equal(formatExponent(1e-100, 4), "1.0000e-100");
  assert.equal(formatExponent(Number.NaN, 4), "nan");
});
