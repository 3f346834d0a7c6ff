import assert from "node:assert/strict";
import { test } from "node:test";
import {
  BlockReducer,
  compareSources,
  elementError,
  excess,
  matrixShape,
  sampleIndices,
  sourceOf,
} from "../../../src/engine/statistics/index.ts";

const strict = { atol: 1e-6, rtol: 1e-6, type: "float64" } as const;

test("agreement names the largest absolute, relative and ulp error, and the worst element", () => {
  const { agreement, worst } = compareSources(sourceOf([1, 2, 3.5, 1000.001]), sourceOf([1, 2, 3, 1000]), strict);
  assert.equal(agreement.maxAbsolute, 0.5);
  assert.equal(agreement.maxRelative, 0.5 / 3);
  assert.equal(agreement.outside, 1);
  assert.equal(agreement.exact, 2);
  assert.deepEqual(
    worst.map((w) => w.index),
    [2, 3],
  );
  assert.deepEqual([worst[0].a, worst[0].b, worst[0].absolute], [3.5, 3, 0.5]);
});

test("the worst element is the one furthest out of its own tolerance", () => {
  const { worst } = compareSources(sourceOf([1e6 + 1, 1e-3]), sourceOf([1e6, 0]), strict);
  assert.equal(worst[0].index, 1);
});

test("NaN agrees with NaN and with nothing else", () => {
  assert.equal(compareSources(sourceOf([NaN]), sourceOf([NaN]), strict).agreement.exact, 1);
  const one = compareSources(sourceOf([NaN, 5]), sourceOf([1, 5]), strict).agreement;
  assert.deepEqual([one.outside, one.notFinite, one.maxAbsolute], [1, 1, Infinity]);
});

test("errors are counted by decade; equal elements apart", () => {
  const { histogram } = compareSources(sourceOf([1e-3, 2, 5]), sourceOf([0, 2, 5 + 1e-9]), strict);
  assert.equal(histogram?.zeros, 1);
  assert.equal(
    histogram?.counts.reduce((a, b) => a + b),
    2,
  );
  assert.equal(histogram?.start, -9);
});

test("empty sources compare as equal", () => {
  const { agreement, worst, histogram } = compareSources(sourceOf([]), sourceOf([]), strict);
  assert.equal(agreement.count, 0);
  assert.deepEqual([worst.length, histogram], [0, null]);
});

test("blocks keep the extreme of each block, with its sign", () => {
  const reducer = new BlockReducer(4, 4, 0, 2);
  Array.from({ length: 16 }, (_, i) => i).forEach((v, i) => {
    reducer.add(i, i === 5 ? -100 : v);
  });
  assert.deepEqual(reducer.grid(), {
    rows: 2,
    columns: 2,
    rowsPerBlock: 2,
    columnsPerBlock: 2,
    values: [-100, 7, 13, 15],
  });
  assert.deepEqual(matrixShape([2, 3, 4]), { rows: 6, columns: 4 });
  assert.deepEqual(matrixShape([]), { rows: 1, columns: 1 });
});

test("a sample is even, in order, bounded, and keeps the worst", () => {
  const chosen = sampleIndices(1_000_000, 500, [999_999, 123]);
  assert.ok(chosen.length <= 500 && chosen.length > 450);
  assert.ok(chosen.includes(999_999) && chosen.includes(123));
  assert.ok(chosen.every((index, i) => i === 0 || index > chosen[i - 1]));
  assert.equal(sampleIndices(3, 500).length, 3);
});

test("pieces of finite float32 values and of others add up to what single elements say", () => {
  const random = (seed: number) => () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return seed / 2 ** 32 - 0.5;
  };
  const draw = random(7);
  const a = Float32Array.from({ length: 5000 }, () => draw() * 10 ** (draw() * 60));
  const b = a.map((x, i) => (i % 3 === 0 ? x : i % 7 === 0 ? -x : x * (1 + draw() * 10 ** (draw() * 8 - 4))));
  for (const [i, value] of [NaN, Infinity, -Infinity, 0, 1e-45].entries()) b[4200 + i] = value;
  a[4202] = -Infinity;
  const floats = (values: Float32Array) => ({ ...sourceOf(values), floats: values });
  const tolerance = { atol: 1e-8, rtol: 1e-5, type: "float32" } as const;
  for (const [x, y] of [
    [floats(a), floats(b)],
    [sourceOf(a), sourceOf(b)],
  ]) {
    const found = compareSources(x, y, tolerance, { worst: 5000 });
    const elements = Array.from(a, (value, i) => elementError(i, value, b[i], "float32"));
    const finite = elements.filter(({ absolute }) => Number.isFinite(absolute));
    assert.equal(found.agreement.exact, elements.filter(({ absolute }) => absolute === 0).length);
    assert.equal(found.agreement.notFinite, 5000 - finite.length);
    const factors = elements.map(({ absolute, b: reference }) => excess(absolute, reference, tolerance));
    assert.equal(found.agreement.outside, factors.filter((factor) => !(factor <= 1)).length);
    assert.deepEqual(
      found.worst.map(({ index }) => factors[index]),
      factors.filter((factor) => factor > 0).sort((p, q) => q - p),
    );
    const { start = 0, width = 1, counts = [] } = found.histogram ?? {};
    const expected = counts.map(() => 0);
    for (const { absolute } of finite) if (absolute > 0) expected[Math.floor((Math.log10(absolute) - start) / width)]++;
    assert.deepEqual(counts, expected);
    // One side only is not finite: without those the extremes are numbers.
    const rest = finite.map(({ index }) => index);
    const only = (values: Float32Array) => floats(Float32Array.from(rest, (i) => values[i]));
    const { agreement } = compareSources(only(a), only(b), tolerance);
    assert.equal(agreement.maxAbsolute, Math.max(...finite.map(({ absolute }) => absolute)));
    assert.equal(agreement.maxRelative, Math.max(...finite.map(({ relative }) => relative)));
    assert.equal(agreement.maxUlp, Math.max(...finite.map(({ ulp }) => ulp)));
    const mean = finite.reduce((sum, { absolute }) => sum + absolute, 0) / finite.length;
    assert.ok(Math.abs(agreement.meanAbsolute / mean - 1) < 1e-12);
  }
});
