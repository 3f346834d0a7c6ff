import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import * as ops from "../../../src/engine/ops/index.ts";
import { Storage } from "../../../src/engine/tensor/storage.ts";
import { useArena } from "../../../src/engine/wasm/index.ts";
import { withoutWasm } from "../../../src/engine/wasm/module.ts";
import { sumRows, sumsOfReplaced } from "../../../src/engine/wasm/sums.ts";
import { nodeCollector } from "../../../src/kernel/collector.ts";
import { draws } from "./rows.ts";

function doubles(count: number, value: (i: number) => number): Float64Array {
  const { data } = Storage.allocate("float64", count);
  assert.ok(data instanceof Float64Array);
  for (let i = 0; i < count; i++) data[i] = value(i);
  return data;
}

describe("sums of float64 in WebAssembly", () => {
  before(() => useArena(nodeCollector(), { smallest: 64 }));

  for (const [rows, length] of [
    [1, 6144],
    [1, 100_003],
    [9, 517],
    [2000, 5],
  ]) {
    it(`have the bits of the plain version: ${rows} rows of ${length}`, () => {
      const draw = draws(length);
      const values = Array.from({ length: rows * length }, (_, i) => draw() * 10 ** (i % 7));
      const x = ops.fromNumbers(values, [rows, length], "float64");
      const sums = new Float64Array(rows);
      const data = x.storage.data;
      assert.ok(data instanceof Float64Array);
      assert.ok(sumRows(data, 0, length, rows, length, sums, 0));
      const plain = withoutWasm(() => ops.toNumbers(ops.sum(x, { dims: [1] })));
      assert.deepEqual(Array.from(sums), Array.from(plain));
      assert.deepEqual(Array.from(ops.toNumbers(ops.sum(x, { dims: [1] }))), Array.from(plain));
    });
  }

  it("of values with a part replaced are those of the values as they would be", () => {
    const draw = draws(3);
    const [length, width, count] = [1000, 37, 5];
    const values = doubles(length, draw);
    const segments = doubles(count * 40 + 2, draw);
    const expected = Array.from({ length: count }, (_, i) => {
      const replaced = Array.from(values);
      for (let k = 0; k < width; k++) replaced[100 + k] = segments[2 + i * 40 + k];
      return withoutWasm(() => ops.itemNumber(ops.sum(ops.fromNumbers(replaced, [length], "float64"))));
    });
    const found = sumsOfReplaced(values, 100, { values: segments, start: 2, step: 40 }, width, count);
    assert.ok(found !== null);
    assert.deepEqual(Array.from(found), expected);
    assert.equal(sumsOfReplaced(new Float64Array(8), 0, { values: segments, start: 0, step: 1 }, 1, 1), null);
  });
});
