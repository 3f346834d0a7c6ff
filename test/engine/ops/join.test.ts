import assert from "node:assert/strict";
import { test } from "node:test";
import * as ops from "../../../src/engine/ops/index.ts";
import { make, range, throwsTorch, values } from "../support.ts";

test("joining", () => {
  assert.deepEqual(values(ops.cat([range([1, 2]), ops.neg(range([2, 2]))])), [
    [0, 1],
    [-0, -1],
    [-2, -3],
  ]);
  assert.equal(ops.cat([range([1], "int64"), range([1])]).dtype, "float32");
  assert.deepEqual(ops.cat([range([0]), range([2, 3])]).shape, [2, 3]);
  assert.deepEqual(values(ops.stack([range([2]), range([2])], 1)), [
    [0, 0],
    [1, 1],
  ]);
  throwsTorch(
    () => ops.cat([range([2, 3]), range([1, 3]), range([2, 4])]),
    "RuntimeError",
    "Sizes of tensors must match except in dimension 0. Expected size 3 but got size 4 for tensor number 2 in the list.",
  );
  throwsTorch(
    () => ops.stack([range([2]), range([3])]),
    "RuntimeError",
    "stack expects each tensor to be equal size, but got [2] at entry 0 and [3] at entry 1",
  );
  throwsTorch(() => ops.cat([]), "RuntimeError", "torch.cat(): expected a non-empty list of Tensors");
});

test("repeating and turning", () => {
  assert.deepEqual(values(ops.repeat(range([2]), [2, 2])), [
    [0, 1, 0, 1],
    [0, 1, 0, 1],
  ]);
  assert.deepEqual(values(ops.repeatInterleave(range([2]), make([2, 1], "int64"))), [0, 0, 1]);
  assert.deepEqual(values(ops.roll(range([4]), [1], [0])), [3, 0, 1, 2]);
  assert.deepEqual(values(ops.roll(range([2, 2]), [1])), [
    [3, 0],
    [1, 2],
  ]);
  assert.deepEqual(values(ops.flip(range([2, 2]), [0, 1])), [
    [3, 2],
    [1, 0],
  ]);
  assert.deepEqual(values(ops.rot90(range([2, 2]))), [
    [1, 3],
    [0, 2],
  ]);
});

test("triangles and diagonals", () => {
  const x = range([3, 3]);
  assert.deepEqual(values(ops.tril(x, -1)), [
    [0, 0, 0],
    [3, 0, 0],
    [6, 7, 0],
  ]);
  assert.deepEqual(values(ops.triu(x)), [
    [0, 1, 2],
    [0, 4, 5],
    [0, 0, 8],
  ]);
  assert.deepEqual(values(ops.diag(x, 1)), [1, 5]);
  assert.deepEqual(values(ops.diag(make([1, 2]))), [
    [1, 0],
    [0, 2],
  ]);
  throwsTorch(() => ops.tril(range([3])), "RuntimeError", "tril: input tensor must have at least 2 dimensions");
});

test("padding", () => {
  const x = range([1, 3]);
  assert.deepEqual(values(ops.pad(x, [1, 2], { value: 9 })), [[9, 0, 1, 2, 9, 9]]);
  assert.deepEqual(values(ops.pad(x, [-1, 1])), [[1, 2, 0]]);
  assert.deepEqual(values(ops.pad(x, [2, 1], { mode: "reflect" })), [[2, 1, 0, 1, 2, 1]]);
  assert.deepEqual(values(ops.pad(x, [1, 1], { mode: "replicate" })), [[0, 0, 1, 2, 2]]);
  assert.deepEqual(values(ops.pad(x, [1, 1], { mode: "circular" })), [[2, 0, 1, 2, 0]]);
  assert.deepEqual(values(ops.pad(x, [-1, 2], { mode: "circular" })), [[1, 2, 1, 2]]);
  throwsTorch(
    () => ops.pad(x, [-1, -2], { mode: "reflect" }),
    "RuntimeError",
    "input (W: 3) is too small. Calculated output W: 0",
  );
  throwsTorch(
    () => ops.pad(x, [-3, -1], { mode: "circular" }),
    "RuntimeError",
    "Negative padding value is resulting in an empty dimension",
  );
  throwsTorch(() => ops.pad(x, [1]), "RuntimeError", "Padding length must be divisible by 2");
});

test("sorting is stable, NaN is largest", () => {
  const x = make([3, Number.NaN, 1, 3]);
  const up = ops.sort(x);
  assert.deepEqual(
    [values(up.values), values(up.indices)],
    [
      [1, 3, 3, Number.NaN],
      [2, 0, 3, 1],
    ],
  );
  const down = ops.sort(x, { descending: true });
  assert.deepEqual(
    [values(down.values), values(down.indices)],
    [
      [Number.NaN, 3, 3, 1],
      [1, 0, 3, 2],
    ],
  );
  assert.deepEqual(values(ops.topk(make([1, 5, 3]), 2).indices), [1, 2]);
  const big = ops.add(ops.arange(0n, 3n), 2n ** 60n);
  assert.deepEqual(values(ops.argsort(big, { descending: true })), [2, 1, 0]);
  throwsTorch(() => ops.topk(range([2]), 3), "RuntimeError", "selected index k out of range");
});

test("a long row sorts as JavaScript sorts it", () => {
  const numbers = Array.from({ length: 5000 }, (_, i) => (i * 7919) % 1009);
  const { values: sorted } = ops.sort(make(numbers));
  assert.deepEqual(
    values(sorted),
    numbers.slice().sort((a, b) => a - b),
  );
  assert.deepEqual(values(ops.median(make(numbers))), numbers.slice().sort((a, b) => a - b)[2499]);
});
