import assert from "node:assert/strict";
import { test } from "node:test";
import {
  emptyMoments,
  excessKurtosis,
  mergeMoments,
  momentsOf,
  momentsOfChunk,
  skewness,
  sourceOf,
  standardDeviation,
} from "../../../src/engine/statistics/index.ts";

const close = (actual: number, expected: number, relative = 1e-12): void =>
  assert.ok(Math.abs(actual - expected) <= relative * Math.abs(expected), `${actual} is not ${expected}`);

/** Skewed values far from zero, where E[x^2] - E[x]^2 would lose everything. */
const offset = Float64Array.from({ length: 5000 }, (_, i) => Math.sin(i * 1.7) * Math.exp(Math.cos(i * 0.3)) + 1e4);

test("moments far from zero agree with the two-pass formulas of numpy", () => {
  const m = momentsOf(sourceOf(offset));
  close(m.mean, 10000.000279673959, 1e-15);
  close(standardDeviation(m), 1.0671319189888, 1e-11);
  close(skewness(m), -0.00019200328898667137, 1e-8);
  close(excessKurtosis(m), 0.26649318017522317, 1e-9);
});

test("moments of two parts merge into the moments of the whole", () => {
  const whole = momentsOf(sourceOf(offset));
  const merged = mergeMoments(
    momentsOf(sourceOf(offset.subarray(0, 1234))),
    momentsOf(sourceOf(offset.subarray(1234))),
  );
  assert.equal(merged.count, whole.count);
  close(merged.mean, whole.mean, 1e-15);
  close(merged.m2, whole.m2, 1e-10);
  close(merged.m4, whole.m4, 1e-8);
  assert.deepEqual([merged.min, merged.max], [whole.min, whole.max]);
});

test("NaN and infinities are counted and leave the moments of the rest alone", () => {
  const m = momentsOfChunk(Float64Array.of(1, NaN, 3, Infinity, -Infinity, Infinity, 0, -0));
  assert.equal(m.count, 4);
  assert.equal(m.mean, 1);
  assert.deepEqual([m.nan, m.positiveInfinity, m.negativeInfinity, m.zeros], [1, 2, 1, 2]);
  assert.deepEqual([m.min, m.max], [0, 3]);
});

test("values whose sum overflows still have a mean", () => {
  const m = momentsOfChunk(Float64Array.of(1.7e308, 1.7e308, 1.7e308));
  close(m.mean, 1.7e308);
  assert.equal(m.count, 3);
});

test("a constant has no skewness, and its deviation is exactly 0", () => {
  const m = momentsOfChunk(new Float64Array(1000).fill(0.1));
  assert.equal(standardDeviation(m), 0);
  assert.ok(Number.isNaN(skewness(m)) && Number.isNaN(excessKurtosis(m)));
});

test("nothing has NaN for its mean and extremes", () => {
  assert.deepEqual(momentsOf(sourceOf([])), emptyMoments);
  assert.ok(Number.isNaN(emptyMoments.mean) && Number.isNaN(emptyMoments.min));
});
