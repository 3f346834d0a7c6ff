import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { Storage } from "../../../src/engine/tensor/storage.ts";
import { useArena } from "../../../src/engine/wasm/index.ts";
import { isNearTransposed, scaledDifferences } from "../../../src/engine/wasm/jacobian.ts";
import { nodeCollector } from "../../../src/kernel/collector.ts";
import { draws } from "./rows.ts";

function doubles(count: number, value: (i: number) => number): Float64Array {
  const { data } = Storage.allocate("float64", count);
  assert.ok(data instanceof Float64Array);
  for (let i = 0; i < count; i++) data[i] = value(i);
  return data;
}

describe("Jacobians in WebAssembly", () => {
  before(() => useArena(nodeCollector(), { smallest: 64 }));

  it("differences have the bits of the plain version, at any length", () => {
    const draw = draws(1);
    for (const length of [8, 31, 1000]) {
      const [high, low] = [doubles(2 * length, draw), doubles(2 * length, draw)];
      const values = doubles(2 * length + 12, () => 7);
      assert.ok(scaledDifferences(high, low, 2e-6, { values, start: 4, step: length + 4 }, 2, length));
      const plain = Array.from(high, (value, i) => (value - low[i]) / 2e-6);
      const gap = [7, 7, 7, 7];
      assert.deepEqual(Array.from(values), [...gap, ...plain.slice(0, length), ...gap, ...plain.slice(length), ...gap]);
    }
  });

  it("a single value out of tolerance is found wherever it is", () => {
    const [rows, columns, step, otherStep] = [6, 38, 40, 9];
    const gradients = doubles(rows * step, (i) => Math.sin(i));
    const differences = doubles(columns * otherStep, () => 0);
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < columns; j++) differences[j * otherStep + i] = gradients[i * step + j] * (1 + 4e-4);
    }
    const tolerance = { atol: 1e-8, rtol: 1e-3 };
    const isNear = (): boolean | null =>
      isNearTransposed(
        { values: gradients, start: 0, step },
        { values: differences, start: 0, step: otherStep },
        rows,
        columns,
        tolerance,
      );
    assert.equal(isNear(), true);
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < columns; j++) {
        const right = gradients[i * step + j];
        for (const wrong of [right * 1.01 + 1e-5, Number.NaN, Number.POSITIVE_INFINITY]) {
          gradients[i * step + j] = wrong;
          assert.equal(isNear(), false, `${i}, ${j}: ${wrong}`);
        }
        gradients[i * step + j] = right;
      }
    }
  });

  it("odd sizes and memory of the JavaScript heap are left to the plain version", () => {
    const heap = { values: new Float64Array(64), start: 0, step: 8 };
    assert.equal(isNearTransposed(heap, heap, 8, 8, { atol: 1, rtol: 1 }), null);
    const own = { values: doubles(64, () => 0), start: 0, step: 8 };
    assert.equal(isNearTransposed(own, own, 7, 8, { atol: 1, rtol: 1 }), null);
    assert.equal(scaledDifferences(heap.values, heap.values, 1, heap, 8, 8), false);
  });
});
