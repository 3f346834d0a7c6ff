import assert from "node:assert/strict";
import { test } from "node:test";
import * as ops from "../../../src/engine/ops/index.ts";
import { copyOf } from "../../../src/engine/tensor/copy.ts";
import { coalesce, isContiguous, isDense } from "../../../src/engine/tensor/strides.ts";
import { storagePositions } from "../../../src/engine/tensor/walk.ts";
import { range, values } from "../support.ts";

test("contiguous and gapless", () => {
  const x = range([2, 3, 4]);
  assert.ok(isContiguous(x));
  assert.ok(!isContiguous(ops.transpose(x, 0, 1)));
  assert.ok(isDense(ops.transpose(x, 0, 1)));
  assert.ok(!isDense(ops.slice(x, 2, 0, 2)));
  assert.ok(isContiguous(ops.slice(x, 0, 1)));
  assert.ok(isContiguous(ops.expand(range([1, 1]), [1, 1])));
});

test("dimensions that step evenly are one", () => {
  assert.deepEqual(coalesce([2, 3, 4], [12, 4, 1]), { shape: [24], strides: [1] });
  assert.deepEqual(coalesce([2, 1, 4], [8, 99, 1]), { shape: [2, 4], strides: [8, 1] });
  assert.deepEqual(coalesce([3, 4], [0, 1]), { shape: [3, 4], strides: [0, 1] });
});

test("positions follow row-major order", () => {
  const x = ops.slice(ops.t(range([3, 4])), 0, 1, 3);
  assert.deepEqual([...storagePositions(x)], [1, 5, 9, 2, 6, 10]);
});

test("copies of any layout and width are row-major and equal", () => {
  for (const dtype of ["uint8", "float16", "int32", "float32", "float64", "int64"] as const) {
    const x = ops.permute(ops.remainder(range([40, 37, 3], dtype), 100n), [2, 1, 0]);
    const strided = ops.slice(x, 1, 1, undefined, 3);
    const copy = copyOf(strided);
    assert.ok(isContiguous(copy));
    const wanted = [...storagePositions(strided)].map((at) =>
      Number(ops.toScalars(ops.view(x, x.shape)) && x.storage.data[at]),
    );
    assert.deepEqual(
      [...storagePositions(copy)].map((at) => Number(copy.storage.data[at])),
      wanted,
      dtype,
    );
  }
});

test("a clone keeps a gapless layout", () => {
  assert.deepEqual(ops.clone(ops.t(range([2, 3]))).strides, [1, 3]);
  assert.deepEqual(ops.clone(ops.slice(range([2, 4]), 1, 0, 2)).strides, [2, 1]);
  const x = range([3]);
  ops.assign(ops.slice(x, 0, 1), ops.slice(x, 0, 0, 2));
  assert.deepEqual(values(x), [0, 0, 1]);
});
