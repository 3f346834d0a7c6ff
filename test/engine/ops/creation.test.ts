import assert from "node:assert/strict";
import { test } from "node:test";
import * as ops from "../../../src/engine/ops/index.ts";
import { throwsTorch, values } from "../support.ts";

test("the dtype of nested data is that of its widest kind", () => {
  assert.equal(ops.tensor([true, false]).dtype, "bool");
  assert.equal(ops.tensor([true, 2n]).dtype, "int64");
  assert.equal(ops.tensor([1n, 2.5]).dtype, "float32");
  assert.equal(ops.tensor([]).dtype, "float32");
  assert.deepEqual(ops.tensor([[], []]).shape, [2, 0]);
  throwsTorch(() => ops.tensor([[1n, 2n], [3n]]), "ValueError", "expected sequence of length 2 at dim 1 (got 1)");
  throwsTorch(() => ops.tensor([[1n], 2n]), "TypeError", "not a sequence");
});

test("arange counts as PyTorch's vector loop does", () => {
  assert.equal(ops.arange(0n, 5n).dtype, "int64");
  assert.deepEqual(values(ops.arange(5n, 0n, -2n)), [5, 3, 1]);
  const tenths = values(ops.arange(0n, 2n, 0.1));
  assert.deepEqual(
    Array.isArray(tenths) && tenths.slice(13, 17),
    [1.2999999523162842, 1.399999976158142, 1.5, 1.600000023841858],
  );
  assert.deepEqual(ops.arange(1, 2, 0.5).shape, [2]);
  throwsTorch(() => ops.arange(0n, 5n, 0n), "RuntimeError", "step must be nonzero");
  throwsTorch(() => ops.arange(0n, -5n), "RuntimeError", "upper bound and lower bound inconsistent with step sign");
  throwsTorch(() => ops.arange(0n, Infinity), "RuntimeError", "unsupported range: 0 -> inf");
});

test("linspace holds both ends and is symmetric", () => {
  assert.deepEqual(values(ops.linspace(0n, 1n, 5)), [0, 0.25, 0.5, 0.75, 1]);
  assert.deepEqual(values(ops.linspace(0n, 10n, 5, "int64")), [0, 2, 5, 7, 10]);
  assert.deepEqual(values(ops.linspace(3, 9, 1)), [3]);
  assert.deepEqual(ops.linspace(0, 1, 0).shape, [0]);
  assert.deepEqual(values(ops.logspace(0n, 3n, 4)), [1, 10, 100, 1000]);
});

test("constants", () => {
  assert.deepEqual(values(ops.eye(2, 3)), [
    [1, 0, 0],
    [0, 1, 0],
  ]);
  assert.deepEqual(values(ops.full([2], 2.5)), [2.5, 2.5]);
  assert.equal(ops.full([1], true).dtype, "bool");
  throwsTorch(() => ops.zeros([2, -1]), "RuntimeError", "Trying to create tensor with negative dimension -1: [2, -1]");
});
