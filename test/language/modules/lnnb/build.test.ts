import assert from "node:assert/strict";
import { test } from "node:test";
import { readAll, sourceOf, tensorSource } from "../../../../src/engine/statistics/index.ts";
import { writePayload } from "../../../../src/figures/read-payload.ts";
import { comparisonOf } from "../../../../src/language/modules/lnnb/build/comparison.ts";
import { distributionPayload } from "../../../../src/language/modules/lnnb/build/distribution.ts";
import { deadShare, flowOf, saturatedShare } from "../../../../src/language/modules/lnnb/build/flow.ts";
import { fixedNormals } from "../../../../src/language/modules/lnnb/build/normal.ts";
import { thin } from "../../../../src/language/modules/lnnb/build/thin.ts";
import { centralDifferences } from "../../../../src/language/modules/lnnb/differences.ts";
import { tensorFrom } from "../../../../src/language/modules/lnnb/tensors.ts";

const sizeOf = (payload: Parameters<typeof writePayload>[0]): number => JSON.stringify(writePayload(payload)).length;
const never = (): void => {};

test("a million values make a few kilobytes; a thousand tokens stay under 64 KiB", () => {
  const source = sourceOf(fixedNormals(1_000_000, 1));
  const series = (label: string) => ({ label, role: null, dtype: "float32", shape: [1000, 1000], source });
  assert.ok(sizeOf(distributionPayload([series("x")], { title: "", per: null, bins: null })) < 4096);
  const perToken = distributionPayload([series("x"), series("y")], { title: "", per: "token", bins: null });
  assert.ok(sizeOf(perToken) < 64 * 1024);
  assert.equal(perToken.series[0].groupTotal, 1000);
  assert.match(perToken.notes.join(" "), /The first 32 of 1000 tokens/);
});

test("groups of a tensor with leading dimensions carry their position", () => {
  const series = { label: "x", role: null, dtype: "float32", shape: [2, 3, 4], source: sourceOf(fixedNormals(24, 1)) };
  const { groups } = distributionPayload([series], { title: "", per: "token", bins: null }).series[0];
  assert.deepEqual(
    groups.map(({ label }) => label),
    ["token [0, 0]", "token [0, 1]", "token [0, 2]", "token [1, 0]", "token [1, 1]", "token [1, 2]"],
  );
});

test("a comparison keeps the worst points in its sample, and blocks keep the largest error", () => {
  const b = fixedNormals(90_000, 1);
  const a = b.slice();
  a[12_345] += 0.5;
  const data = comparisonOf(sourceOf(a), sourceOf(b), [300, 300], { atol: 1e-7, rtol: 1e-7, type: "float64" });
  assert.equal(data.ok, false);
  assert.deepEqual(data.worst[0].index, [41, 45]);
  assert.ok(data.points.index.includes(12_345) && data.points.index.length <= 600);
  assert.equal(Math.max(...(data.map?.values ?? [])), 0.5);
  assert.equal((data.map?.rows ?? 0) <= 48, true);
});

test("a comparison of some elements names them by where they are in the tensor", () => {
  const options = { positions: [3, 7, 11] };
  const data = comparisonOf(
    sourceOf([1, 2, 9]),
    sourceOf([1, 2, 3]),
    [3, 4],
    { atol: 0, rtol: 0, type: "float64" },
    options,
  );
  assert.deepEqual(data.worst[0].index, [2, 3]);
  assert.deepEqual(data.points.index, [3, 7, 11]);
  assert.equal(data.map?.values[11], 6);
});

test("scalars and empty tensors compare", () => {
  const strict = { atol: 0, rtol: 0, type: "float64" } as const;
  assert.equal(comparisonOf(sourceOf([1]), sourceOf([1]), [], strict).ok, true);
  assert.deepEqual(comparisonOf(sourceOf([2]), sourceOf([1]), [], strict).worst[0].index, []);
  assert.equal(comparisonOf(sourceOf([]), sourceOf([]), [0, 4], strict).ok, true);
});

test("a long line keeps its spikes and its ends", () => {
  const values = Float64Array.from({ length: 100_000 }, (_, i) => Math.sin(i / 1000));
  values[70_001] = 9;
  values[20_002] = -9;
  const kept = thin(sourceOf(values), 1000);
  assert.ok(kept.length <= 1002 && kept.includes(70_001) && kept.includes(20_002));
  assert.equal(kept[0], 0);
  assert.equal(kept.at(-1), 99_999);
  assert.deepEqual(thin(sourceOf([3, 1, 2]), 10), [0, 1, 2]);
});

test("a long line with a stretch of NaN keeps the gap and all that follows it", () => {
  const values = Float64Array.from({ length: 100_000 }, (_, i) => (i < 60_000 ? Number.NaN : Math.sin(i / 1000)));
  values[80_003] = 9;
  const kept = thin(sourceOf(values), 1000);
  assert.ok(kept.length <= 1002 && kept.includes(80_003));
  assert.ok(kept.filter((i) => i < 60_000).length >= 300 && kept.filter((i) => i > 60_000).length >= 300);
});

test("a flow has the norm of what passed, NaN where nothing finite did", () => {
  assert.equal(flowOf(sourceOf([3, 4]), never).norm, 5);
  assert.equal(flowOf(sourceOf([]), never).norm, 0);
  assert.ok(Number.isNaN(flowOf(sourceOf([Number.NaN]), never).norm));
});

test("a feature is dead where it is zero in every row", () => {
  assert.equal(deadShare(sourceOf([0, 1, 0, 0, 0, 5, 0, 2]), 4), 0.5);
  assert.equal(deadShare(sourceOf([0, 0]), 2), 0);
  assert.equal(saturatedShare(sourceOf([1, -0.999, 0.5, 0]), -1, 1), 0.5);
});

test("central differences restore the tensor and are exact for a quadratic", () => {
  const x = tensorFrom(Float64Array.of(1, -2, 3), [3]);
  const square = () => [
    tensorFrom(
      readAll(tensorSource(x)).map((value) => value * value),
      [3],
    ),
  ];
  const gradient = centralDifferences(square, x, [Float64Array.of(1, 10, 100)], 2 ** -10, [0, 1, 2], never);
  assert.deepEqual([...gradient], [2, -40, 600]);
  assert.deepEqual([...readAll(tensorSource(x))], [1, -2, 3]);
});

test("a function that throws midway leaves the tensor as it was", () => {
  const x = tensorFrom(Float64Array.of(1, 2), [2]);
  let calls = 0;
  const failing = () => {
    calls++;
    if (calls === 2) throw new Error("stop");
    return [x];
  };
  assert.throws(() => centralDifferences(failing, x, [Float64Array.of(1, 1)], 1e-3, [0, 1], never), /stop/);
  assert.deepEqual([...readAll(tensorSource(x))], [1, 2]);
});

test("the fixed weights are near normal, and different for different outputs", () => {
  const weights = fixedNormals(10_000, 1);
  const mean = weights.reduce((a, b) => a + b) / weights.length;
  const variance = weights.reduce((a, b) => a + (b - mean) ** 2, 0) / weights.length;
  assert.ok(Math.abs(mean) < 0.05 && Math.abs(variance - 1) < 0.05);
  assert.notDeepEqual(fixedNormals(4, 1), fixedNormals(4, 2));
});
