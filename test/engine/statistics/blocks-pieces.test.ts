import assert from "node:assert/strict";
import { test } from "node:test";
import { BlockReducer, blockExtremes, sourceOf } from "../../../src/engine/statistics/index.ts";

test("pieces give the same blocks as elements one by one, whatever the shape", () => {
  for (const [rows, columns] of [
    [1, 1],
    [7, 5],
    [130, 3],
    [3, 5000],
    [97, 211],
  ]) {
    const values = Float64Array.from({ length: rows * columns }, (_, i) =>
      i % 97 === 13 ? Number.NaN : i % 89 === 7 ? -Infinity : Math.sin(i * 12.9898) * 43758,
    );
    const one = new BlockReducer(rows, columns, 0.5, 16);
    values.forEach((value, i) => {
      one.add(i, value);
    });
    assert.deepEqual(blockExtremes(sourceOf(values), columns, { centre: 0.5, limit: 16 }), one.grid());
  }
});
