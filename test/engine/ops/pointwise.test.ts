import assert from "node:assert/strict";
import { test } from "node:test";
import * as ops from "../../../src/engine/ops/index.ts";
import { isContiguous } from "../../../src/engine/tensor/strides.ts";
import { make, range, throwsTorch, values } from "../support.ts";

test("shapes broadcast from the right; the message names the dimension", () => {
  const sum = ops.add(range([3, 1]), range([2]));
  assert.deepEqual(values(sum), [
    [0, 1],
    [1, 2],
    [2, 3],
  ]);
  throwsTorch(
    () => ops.add(range([2, 3]), range([2])),
    "RuntimeError",
    "The size of tensor a (3) must match the size of tensor b (2) at non-singleton dimension 1",
  );
});

test("a result lies in memory as its operands do", () => {
  const x = range([2, 3]);
  const sum = ops.add(ops.t(x), 1n);
  assert.deepEqual(sum.strides, [1, 3]);
  assert.deepEqual(values(sum), [
    [1, 4],
    [2, 5],
    [3, 6],
  ]);
  assert.ok(isContiguous(ops.add(x, ops.t(range([3, 2])))));
});

test("every layout gives what a row-major copy gives, also past one block", () => {
  for (const dtype of ["float32", "float64", "float16", "bfloat16", "int64", "int32", "uint8"] as const) {
    const x = ops.remainder(range([50, 70], dtype), 17n);
    const strided = ops.slice(ops.t(x), 0, 1, 69, 2);
    const straight = ops.contiguous(strided);
    const row = ops.select(straight, 0, 0);
    assert.deepEqual(values(ops.mul(strided, row)), values(ops.mul(straight, row)), dtype);
    assert.deepEqual(values(ops.exp(strided)), values(ops.exp(straight)), dtype);
  }
});

test("writing into a tensor goes through its strides and raises the version", () => {
  const x = range([2, 3]);
  const column = ops.select(x, 1, 1);
  ops.add(column, 10n, { out: column });
  assert.deepEqual(values(x), [
    [0, 11, 2],
    [3, 14, 5],
  ]);
  assert.equal(x.storage.version, 1);
});

test("writing is refused where memory is shared or shapes do not fit", () => {
  const x = range([3]);
  throwsTorch(
    () => ops.add(x, range([2, 3]), { out: x }),
    "RuntimeError",
    "output with shape [3] doesn't match the broadcast shape [2, 3]",
  );
  const wide = ops.expand(range([1]), [3]);
  throwsTorch(
    () => ops.add(wide, 1n, { out: wide }),
    "RuntimeError",
    "unsupported operation: more than one element of the written-to tensor refers to a single memory location. Please clone() the tensor before performing the operation.",
  );
  throwsTorch(
    () => ops.add(ops.slice(x, 0, 1), ops.slice(x, 0, 0, 2), { out: ops.slice(x, 0, 1) }),
    "RuntimeError",
    "unsupported operation: some elements of the input tensor and the written-to tensor refer to a single memory location. Please clone() the tensor before performing the operation.",
  );
  const square = range([2, 2]);
  throwsTorch(
    () => ops.add(square, ops.t(square), { out: square }),
    "RuntimeError",
    "unsupported operation: some elements of the input tensor and the written-to tensor refer to a single memory location. Please clone() the tensor before performing the operation.",
  );
});

test("empty, 0-d and one-element operands", () => {
  assert.deepEqual(ops.add(range([0, 3]), 1n).shape, [0, 3]);
  assert.deepEqual(ops.add(range([0, 3]), range([3])).shape, [0, 3]);
  assert.equal(ops.item(ops.add(make(2), make(3))), 5);
  assert.deepEqual(values(ops.mul(make([2]), range([3]))), [0, 2, 4]);
});

test("half types compute in float32 and round once", () => {
  assert.deepEqual(values(ops.add(make([2048], "float16"), 1n)), [2048]);
  assert.deepEqual(values(ops.add(make([2048], "float16"), 3n)), [2052]);
  assert.deepEqual(values(ops.mul(make([1e4], "float16"), 10n)), [Infinity]);
  assert.deepEqual(values(ops.div(make([1], "bfloat16"), 3n)), [0.333984375]);
});

test("int64 beyond 2^53 stays exact", () => {
  const big = ops.full([2000], 2n ** 53n + 1n);
  assert.deepEqual(ops.toScalars(ops.sub(big, 2n ** 53n)).slice(-2), [1n, 1n]);
  assert.equal(ops.item(ops.all(ops.ne(big, 2n ** 53n))), true);
  assert.deepEqual(ops.toScalars(ops.bitwiseAnd(ops.full([1], 2n ** 40n + 5n), 2n ** 40n + 4n)), [2n ** 40n + 4n]);
});
