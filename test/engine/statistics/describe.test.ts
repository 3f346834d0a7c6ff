import assert from "node:assert/strict";
import { test } from "node:test";
import { coveringBins, describe, niceWidth, sourceOf } from "../../../src/engine/statistics/index.ts";

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
/** The inverse of the logistic distribution at even steps: a smooth sample whose quantiles are known. */
const logistic = (n: number): Float64Array =>
  Float64Array.from({ length: n }, (_, i) => Math.log((i + 0.5) / (n - i - 0.5)));

test("bins have nice edges and cover every value", () => {
  assert.equal(niceWidth(0.13), 0.2);
  assert.equal(niceWidth(0.2), 0.2);
  assert.equal(niceWidth(21), 25);
  assert.deepEqual(coveringBins(-1.9, 3.1, 0.45, 60), { start: -2, width: 0.5, count: 11 });
});

test("a small sample's quantiles are torch.quantile's", () => {
  const { statistics } = describe(sourceOf([4, 1, 3, 2]));
  assert.equal(statistics.quantiles[3], 2.5);
  assert.equal(statistics.quantiles[2], 1.75);
});

for (const n of [10_000, 100_000]) {
  test(`every one of ${n} values is in a bin or in a tail, and quantiles are within 0.8%`, () => {
    const { histogram, statistics } = describe(sourceOf(logistic(n)));
    assert.ok(histogram !== null);
    assert.equal(sum(histogram.counts) + histogram.below + histogram.above, n);
    assert.ok(histogram.count >= 20 && histogram.count <= 60, `${histogram.count} bins`);
    const expected = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99].map((p) => Math.log(p / (1 - p)));
    statistics.quantiles.forEach((q, i) => {
      assert.ok(Math.abs(q - expected[i]) <= 0.008 * Math.abs(expected[i]) + 1e-3, `quantile ${q}, not ${expected[i]}`);
    });
  });
}

test("bins finer than the keyed cells are counted exactly", () => {
  const values = Float64Array.from({ length: 50_000 }, (_, i) => 1e4 + (i % 10) * 0.1);
  const { histogram } = describe(sourceOf(values));
  assert.ok(histogram !== null);
  assert.equal(histogram.counts.filter((count) => count > 0).length, 10);
  assert.ok(histogram.counts.every((count) => count === 0 || count === 5000));
});

test("a far outlier goes to the tail count and does not flatten the bins", () => {
  const values = logistic(20_000);
  values[7] = 1e6;
  const { histogram, statistics } = describe(sourceOf(values));
  assert.equal(histogram?.above, 1);
  assert.ok((histogram?.start ?? 0) + (histogram?.width ?? 0) * (histogram?.count ?? 0) < 100);
  assert.equal(statistics.max, 1e6);
});

test("a constant gets one bin around it", () => {
  const { histogram } = describe(sourceOf(new Float64Array(100).fill(3)));
  assert.deepEqual(histogram?.counts, [100]);
});

test("only NaN: no histogram, and the NaN are counted", () => {
  const { histogram, statistics } = describe(sourceOf([NaN, NaN]));
  assert.equal(histogram, null);
  assert.deepEqual([statistics.count, statistics.nan], [2, 2]);
});

test("float64 values beyond float32's range keep their quantiles", () => {
  const { statistics } = describe(sourceOf(logistic(20_001).map((x) => x * 1e200)));
  assert.ok(Math.abs(statistics.quantiles[4] / (Math.log(3) * 1e200) - 1) < 1e-3);
});

test("a wanted number of bins is kept", () => {
  const { histogram } = describe(sourceOf([0, 1, 2, 3]), { bins: 7 });
  assert.equal(histogram?.counts.length, 7);
  assert.equal(sum(histogram?.counts ?? []), 4);
});
