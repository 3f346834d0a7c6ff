import assert from "node:assert/strict";
import { test } from "node:test";
import * as ops from "../../../src/engine/ops/index.ts";
import type { Tensor } from "../../../src/engine/tensor/tensor.ts";
import { make, range, throwsTorch, values } from "../support.ts";

const layout = ({ shape, strides, offset }: Tensor): unknown => [shape, strides, offset];

test("views share memory", () => {
  const x = range([3, 4]);
  assert.equal(ops.view(x, [4, 3]).storage, x.storage);
  assert.deepEqual(layout(ops.t(x)), [[4, 3], [1, 4], 0]);
  assert.deepEqual(layout(ops.select(x, 0, -1)), [[4], [1], 8]);
  assert.deepEqual(layout(ops.slice(x, 1, 1, undefined, 2)), [[3, 2], [4, 2], 1]);
  assert.deepEqual(layout(ops.unsqueeze(x, 1)), [[3, 1, 4], [4, 4, 1], 0]);
  assert.deepEqual(layout(ops.expand(ops.narrow(x, 0, 0, 1), [3, 4])), [[3, 4], [0, 1], 0]);
  assert.deepEqual(layout(ops.diagonal(x, 1)), [[3], [5], 1]);
  assert.deepEqual(layout(ops.unfold(range([6]), 0, 3, 2)), [[2, 3], [2, 1], 0]);
  ops.fill(ops.diagonal(x), -1n);
  assert.deepEqual(values(ops.select(x, 0, 1)), [4, -1, 6, 7]);
});

test("view works where strides allow it and says where they do not", () => {
  const x = range([3, 4]);
  const three = ops.transpose(ops.view(x, [3, 2, 2]), 0, 2);
  assert.deepEqual(three.strides, [1, 2, 4]);
  throwsTorch(
    () => ops.view(ops.t(x), [12]),
    "RuntimeError",
    "view size is not compatible with input tensor's size and stride (at least one dimension spans across two contiguous subspaces). Use .reshape(...) instead.",
  );
  assert.deepEqual(values(ops.reshape(ops.t(x), [12])), [0, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11]);
  throwsTorch(() => ops.view(x, [5, -1]), "RuntimeError", "shape '[5, -1]' is invalid for input of size 12");
  throwsTorch(() => ops.view(x, [-1, -1]), "RuntimeError", "only one dimension can be inferred");
  throwsTorch(
    () => ops.view(range([0, 3]), [-1, 0]),
    "RuntimeError",
    "cannot reshape tensor of 0 elements into shape [-1, 0] because the unspecified dimension size -1 can be any value and is ambiguous",
  );
});

test("dimensions count from either end and are checked", () => {
  const x = range([2, 3]);
  assert.deepEqual(ops.movedim(range([2, 3, 4]), [0], [-1]).shape, [3, 4, 2]);
  assert.deepEqual(ops.permute(range([2, 3, 4]), [2, 0, 1]).shape, [4, 2, 3]);
  assert.deepEqual(ops.squeeze(range([1, 2, 1])).shape, [2]);
  assert.deepEqual(ops.squeeze(range([1, 2, 1]), [0, 1]).shape, [2, 1]);
  throwsTorch(
    () => ops.transpose(x, 0, 2),
    "IndexError",
    "Dimension out of range (expected to be in range of [-2, 1], but got 2)",
  );
  throwsTorch(() => ops.permute(x, [0, 0]), "RuntimeError", "permute(): duplicate dims are not allowed.");
  throwsTorch(
    () => ops.expand(x, [2, 4]),
    "RuntimeError",
    "The expanded size of the tensor (4) must match the existing size (3) at non-singleton dimension 1.  Target sizes: [2, 4].  Tensor sizes: [2, 3]",
  );
  throwsTorch(() => ops.narrow(x, 0, 1, 5), "RuntimeError", "start (1) + length (5) exceeds dimension size (2).");
  throwsTorch(
    () => ops.select(x, 0, 5),
    "IndexError",
    "select(): index 5 out of range for tensor of size [2, 3] at dimension 0",
  );
});

test("parts", () => {
  assert.deepEqual(ops.split(range([5]), 2).map(values), [[0, 1], [2, 3], [4]]);
  assert.deepEqual(ops.chunk(range([5]), 3).map(values), [[0, 1], [2, 3], [4]]);
  assert.deepEqual(ops.splitWithSizes(range([5]), [1, 4]).map(values), [[0], [1, 2, 3, 4]]);
  assert.deepEqual(ops.unbind(range([2, 2])).map(values), [
    [0, 1],
    [2, 3],
  ]);
  throwsTorch(
    () => ops.splitWithSizes(range([5]), [2, 2]),
    "RuntimeError",
    "split_with_sizes expects split_sizes to sum exactly to 5 (input tensor's size at dimension 0), but got split_sizes=[2, 2]",
  );
});

test("flatten and its opposite", () => {
  assert.deepEqual(ops.flatten(range([2, 3, 4]), 1).shape, [2, 12]);
  assert.deepEqual(ops.flatten(make(3)).shape, [1]);
  assert.deepEqual(ops.unflatten(range([2, 6]), 1, [3, -1]).shape, [2, 3, 2]);
  throwsTorch(
    () => ops.unflatten(range([2, 3]), 1, [2, 2]),
    "RuntimeError",
    "unflatten: Provided sizes [2, 2] don't multiply up to the size of dim 1 (3) in the input tensor",
  );
});
