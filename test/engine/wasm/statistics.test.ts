import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { gather, histogram } from "../../../src/engine/statistics/describe.ts";
import type { Moments } from "../../../src/engine/statistics/moments.ts";
import { sourceOf } from "../../../src/engine/statistics/source.ts";
import { Storage } from "../../../src/engine/tensor/storage.ts";
import { isInArena } from "../../../src/engine/wasm/arena.ts";
import { useArena } from "../../../src/engine/wasm/index.ts";
import { countFloats, describeFloats } from "../../../src/engine/wasm/statistics.ts";
import { nodeCollector } from "../../../src/kernel/collector.ts";
import { fillRows, rowKinds } from "./rows.ts";

const count = 3 * 16384 + 777;

function assertClose(found: Moments, plain: Moments): void {
  for (const name of ["count", "min", "max", "zeros", "nan", "positiveInfinity", "negativeInfinity"] as const) {
    assert.deepEqual(found[name], plain[name], name);
  }
  const sigma = Math.sqrt(plain.m2 / plain.count);
  const scales = { mean: sigma + Math.abs(plain.mean), m2: plain.m2, m3: plain.count * sigma ** 3, m4: plain.m4 };
  for (const name of ["mean", "m2", "m3", "m4"] as const) {
    const error = Math.abs(found[name] - plain[name]);
    assert.ok(
      found[name] === plain[name] ||
        (Number.isNaN(plain[name]) && Number.isNaN(found[name])) ||
        error <= 1e-9 * scales[name] + 1e-300,
      `${name}: ${found[name]}, plain ${plain[name]}`,
    );
  }
}

describe("statistics in WebAssembly", () => {
  before(() => useArena(nodeCollector()));

  for (const kind of Object.keys(rowKinds)) {
    it(`${kind}: the plain version's moments and counts`, () => {
      const values = fillRows(kind, 1, count);
      const found = describeFloats(values);
      assert.ok(found);
      const plain = gather(sourceOf(values));
      assertClose(found.moments, plain.moments);
      assert.deepEqual(found.keys.counts, plain.keys.counts);
    });
  }

  it("what is not finite: counted, and left out of the moments", () => {
    const mixed = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, -0, 1.5, -3e38, 1e-42];
    for (const pattern of [mixed, mixed.slice(0, 3), [Number.NaN], [0]]) {
      const values = Float32Array.from({ length: count }, (_, i) => pattern[i % pattern.length]);
      const found = describeFloats(values);
      assert.ok(found);
      const plain = gather(sourceOf(values));
      assertClose(found.moments, plain.moments);
      assert.deepEqual(found.keys.counts, plain.keys.counts);
    }
  });

  it("memory of the arena and of the JavaScript heap give the same", () => {
    const values = fillRows("normal", 1, 3 * 2 ** 20 + 5);
    const { data } = Storage.allocate("float32", values.length);
    assert.ok(data instanceof Float32Array && isInArena(data));
    data.set(values);
    assert.deepEqual(describeFloats(data), describeFloats(values));
  });

  it("counts in bins exactly as the plain version does", () => {
    for (const kind of ["normal", "constant", "one NaN", "one infinity"]) {
      const values = fillRows(kind, 1, count);
      for (const bins of [
        { start: -2, width: 0.1, count: 40 },
        { start: 3.7, width: 1e-3, count: 1 },
      ]) {
        const found = countFloats(values, bins);
        assert.ok(found);
        const plain = histogram(sourceOf(values), bins);
        assert.deepEqual(Array.from(found), [plain.below, ...plain.counts, plain.above]);
      }
    }
  });
});
