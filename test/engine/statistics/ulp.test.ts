import assert from "node:assert/strict";
import { test } from "node:test";
import { commonFloatType, ulpDistance } from "../../../src/engine/statistics/index.ts";

test("neighbours are one ulp apart in every type", () => {
  assert.equal(ulpDistance(1, 1 + 2 ** -52, "float64"), 1);
  assert.equal(ulpDistance(1, 1 + 2 ** -23, "float32"), 1);
  assert.equal(ulpDistance(1, 1 + 2 ** -10, "float16"), 1);
  assert.equal(ulpDistance(1, 1 + 2 ** -7, "bfloat16"), 1);
});

test("the distance runs through binades and through zero", () => {
  assert.equal(ulpDistance(1, 2, "float32"), 2 ** 23);
  assert.equal(ulpDistance(1, 2, "float16"), 1024);
  assert.equal(ulpDistance(-(2 ** -1074), 2 ** -1074, "float64"), 2);
  assert.equal(ulpDistance(-(2 ** -24), 2 ** -24, "float16"), 2);
  assert.equal(ulpDistance(-(2 ** -149), 2 ** -149, "float32"), 2);
  assert.equal(ulpDistance(2 ** -14 - 2 ** -24, 2 ** -14, "float16"), 1);
});

test("float64 neighbours across a change of the high word are one ulp apart", () => {
  const below = 1 + (2 ** 32 - 1) * 2 ** -52;
  assert.equal(ulpDistance(below, below + 2 ** -52, "float64"), 1);
  assert.equal(ulpDistance(-below, -below - 2 ** -52, "float64"), 1);
});

test("values are rounded to the coarser type before they are compared", () => {
  assert.equal(ulpDistance(1 + 2 ** -30, 1, "float32"), 0);
  assert.equal(ulpDistance(1 + 2 ** -9, 1, "bfloat16"), 0);
  assert.equal(ulpDistance(65519, 65504, "float16"), 0);
  assert.equal(ulpDistance(65520, 65504, "float16"), 1);
});

test("equal values are 0 apart: also both zeros, both NaN, both infinite", () => {
  assert.equal(ulpDistance(0, -0, "float64"), 0);
  assert.equal(ulpDistance(NaN, NaN, "float32"), 0);
  assert.equal(ulpDistance(Infinity, Infinity, "float16"), 0);
  assert.ok(Number.isNaN(ulpDistance(NaN, 1, "float64")));
});

test("two types meet in the coarser one; integers defer to floats", () => {
  assert.equal(commonFloatType("float64", "float32"), "float32");
  assert.equal(commonFloatType("bfloat16", "float16"), "bfloat16");
  assert.equal(commonFloatType("int64", "float32"), "float32");
  assert.equal(commonFloatType("int64", "bool"), "float64");
});
