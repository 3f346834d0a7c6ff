import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { Storage } from "../../../src/engine/tensor/storage.ts";
import { useArena } from "../../../src/engine/wasm/index.ts";
import { isNearDifferences, narrowDoubles } from "../../../src/engine/wasm/jacobian.ts";
import { nodeCollector } from "../../../src/kernel/collector.ts";
import { draws } from "./rows.ts";

function doubles(count: number, value: (i: number) => number): Float64Array {
  const { data } = Storage.allocate("float64", count);
  assert.ok(data instanceof Float64Array);
  for (let i = 0; i < count; i++) data[i] = value(i);
  return data;
}

function floats(values: Float64Array): Float32Array {
  const { data } = Storage.allocate("float32", values.length);
  assert.ok(data instanceof Float32Array);
  narrowDoubles(values, data, 0);
  return data;
}

describe("Jacobians in WebAssembly", () => {
  before(() => useArena(nodeCollector(), { smallest: 64 }));

  it("a single value out of tolerance is found wherever it is", () => {
    const [rows, columns, step, otherStep, scale] = [6, 38, 40, 9, 2e-6];
    const gradients = doubles(rows * step, (i) => Math.sin(i));
    const low = doubles(columns * otherStep, (i) => Math.cos(i));
    const high = doubles(columns * otherStep, () => 0);
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < columns; j++) {
        const at = j * otherStep + i;
        high[at] = low[at] + gradients[i * step + j] * (1 + 4e-4) * scale;
      }
    }
    const tolerance = { atol: 1e-8, rtol: 1e-3 };
    const isNear = (): boolean | null =>
      isNearDifferences(
        { values: floats(gradients), start: 0, step },
        { low, high, start: 0, step: otherStep, scale },
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

  it("says yes to nothing that division finds out of tolerance", () => {
    const [side, scale] = [4, 2e-6];
    const draw = draws(2);
    const values = Array.from({ length: 2 * side * side }, draw);
    const low = doubles(side * side, (i) => values[i]);
    const high = doubles(side * side, (i) => values[i] + values[i + side * side] * scale);
    const turned = (i: number): number => (i % side) * side + Math.floor(i / side);
    const numerical = (i: number): number => (high[turned(i)] - low[turned(i)]) / scale;
    for (const tolerance of [
      { atol: 1e-5, rtol: 1e-3 },
      { atol: 1e-9, rtol: 0 },
      { atol: 1e-12, rtol: 1e-15 },
    ]) {
      const reach = (i: number): number => tolerance.atol + tolerance.rtol * Math.abs(numerical(i));
      for (const by of [0, 0.5, 1 - 1e-12, 1, 1 + 1e-12, 1 + 2e-9]) {
        const gradients = doubles(side * side, (i) => numerical(i) + reach(i) * by);
        const isWithin = gradients.every((gradient, i) => Math.abs(gradient - numerical(i)) <= reach(i));
        const own = { values: floats(gradients), start: 0, step: side };
        const found = isNearDifferences(own, { low, high, start: 0, step: side, scale }, side, side, tolerance);
        assert.ok(found === false || (found === true && isWithin), `${JSON.stringify(tolerance)} ${by}`);
        if (tolerance.rtol > 1e-6 && by < 0.9) assert.equal(found, true);
      }
    }
  });

  it("doubles are rounded to float32 at any length, in the arena and beside it", () => {
    const draw = draws(3);
    for (const length of [16, 18, 1002, 1003]) {
      const from = doubles(length, draw);
      assert.deepEqual(floats(from), Float32Array.from(from));
      const to = new Float32Array(length + 5);
      narrowDoubles(from, to, 5);
      assert.deepEqual(to.subarray(5), Float32Array.from(from));
    }
  });

  it("odd sizes, tiny tolerances and memory of the JavaScript heap are left to the plain version", () => {
    const tolerance = { atol: 1, rtol: 1 };
    const heap = new Float64Array(64);
    const onHeap = { low: heap, high: heap, start: 0, step: 8, scale: 1 };
    const short = { values: new Float32Array(64), start: 0, step: 8 };
    assert.equal(isNearDifferences(short, onHeap, 8, 8, tolerance), null);
    const values = doubles(64, () => 0);
    const own = { values: floats(values), start: 0, step: 8 };
    const theirs = { low: values, high: values, start: 0, step: 8, scale: 1 };
    assert.equal(isNearDifferences(own, theirs, 8, 8, tolerance), true);
    assert.equal(isNearDifferences(own, theirs, 7, 8, tolerance), null);
    assert.equal(isNearDifferences(own, theirs, 8, 8, { atol: 0, rtol: 1 }), null);
  });
});
