import assert from "node:assert/strict";
import { test } from "node:test";
import { readAll, slice, tensorSource } from "../../../src/engine/statistics/index.ts";
import { Storage } from "../../../src/engine/tensor/storage.ts";
import { Tensor } from "../../../src/engine/tensor/tensor.ts";

const counted = (n: number): Storage =>
  new Storage(
    "float32",
    Float32Array.from({ length: n }, (_, i) => i),
  );

test("a transposed view is read in its own row-major order", () => {
  const view = new Tensor(counted(6), [3, 2], [1, 3], 0);
  assert.deepEqual([...readAll(tensorSource(view))], [0, 3, 1, 4, 2, 5]);
});

test("a column slice, an expanded and an offset view are read right", () => {
  assert.deepEqual([...readAll(tensorSource(new Tensor(counted(12), [3, 2], [4, 1], 1)))], [1, 2, 5, 6, 9, 10]);
  assert.deepEqual([...readAll(tensorSource(new Tensor(counted(2), [2, 3], [1, 0], 0)))], [0, 0, 0, 1, 1, 1]);
  assert.deepEqual([...readAll(tensorSource(new Tensor(counted(5), [2], [1], 3)))], [3, 4]);
});

test("a read may start inside a run and a slice stays inside its part", () => {
  const source = tensorSource(new Tensor(counted(12), [3, 2], [4, 1], 1));
  const three = new Float64Array(3);
  source.read(1, three);
  assert.deepEqual([...three], [2, 5, 6]);
  assert.deepEqual([...readAll(slice(source, 2, 2))], [5, 6]);
});

test("16-bit floats, int64 and bool are read as their values", () => {
  const half = new Storage("float16", Uint16Array.of(0x3c00, 0xc000, 0x0001, 0x7c00));
  assert.deepEqual([...readAll(tensorSource(new Tensor(half, [4], [1], 0)))], [1, -2, 2 ** -24, Infinity]);
  const brain = new Storage("bfloat16", Uint16Array.of(0x3f80, 0xc000));
  assert.deepEqual([...readAll(tensorSource(new Tensor(brain, [2], [1], 0)))], [1, -2]);
  const long = new Storage("int64", BigInt64Array.of(-3n, 9n));
  assert.deepEqual([...readAll(tensorSource(new Tensor(long, [2], [1], 0)))], [-3, 9]);
});

test("a tensor without elements and a scalar", () => {
  assert.equal(readAll(tensorSource(new Tensor(counted(0), [0, 3], [3, 1], 0))).length, 0);
  assert.deepEqual([...readAll(tensorSource(new Tensor(counted(1), [], [], 0)))], [0]);
});
