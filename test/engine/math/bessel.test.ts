/** The scaled Bessel functions against their power series in 80 digits. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { besselI0e, besselI1e } from "../../../src/engine/math/bessel.ts";

/** x, I0(x) exp(-x), I1(x) exp(-x), and their difference I1 - I0, the derivative of the first. */
const truth: readonly (readonly [number, number, number, number])[] = [
  [0.5, 0.6450352704491501, 0.1564208031848717, -0.4886144672642784],
  [3.3, 0.23024798447142644, 0.19109017276102952, -0.03915781171039691],
  [8, 0.14343178185685032, 0.13414249329269817, -0.009289288564152133],
  [9.7, 0.1298514223294632, 0.12296402579083825, -0.006887396538624956],
  [20, 0.08978031188482602, 0.08750622218328867, -0.0022740897015373564],
];

test("i0e and i1e are off by one unit in the last place at most, and so is what is left of their difference", () => {
  for (const [x, i0e, i1e, difference] of truth) {
    const unit = 2 ** (Math.floor(Math.log2(i0e)) - 52);
    assert.ok(Math.abs(besselI0e(x) - i0e) <= unit, `i0e(${x})`);
    assert.ok(Math.abs(besselI1e(x) - i1e) <= unit, `i1e(${x})`);
    assert.ok(Math.abs(besselI1e(x) - besselI0e(x) - difference) <= unit, `i1e(${x}) - i0e(${x})`);
  }
});
