import assert from "node:assert/strict";
import { test } from "node:test";
import * as ops from "../../../src/engine/ops/index.ts";
import type { Index } from "../../../src/engine/ops/indexing.ts";
import { make, range, throwsTorch, values } from "../support.ts";

const at = (value: number): Index => ({ kind: "integer", value });
const cut = (start?: number, stop?: number, step?: number): Index => ({ kind: "slice", start, stop, step });
const all = cut();
const newaxis: Index = { kind: "newaxis" };
const ellipsis: Index = { kind: "ellipsis" };
const by = (data: Parameters<typeof make>[0], dtype: "int64" | "bool" = "int64"): Index => ({
  kind: "tensor",
  tensor: make(data, dtype),
});

test("basic indices make views", () => {
  const x = range([2, 3, 4]);
  const view = ops.index(x, [at(1), cut(0, 2), cut(undefined, undefined, 2)]);
  assert.equal(view.storage, x.storage);
  assert.deepEqual(values(view), [
    [12, 14],
    [16, 18],
  ]);
  assert.deepEqual(ops.index(x, [newaxis, at(0)]).shape, [1, 3, 4]);
  assert.deepEqual(ops.index(x, [ellipsis, at(0)]).shape, [2, 3]);
  assert.equal(ops.item(ops.index(x, [at(-1), at(-1), at(-1)])), 23);
});

test("index tensors gather; neighbours stay in place, others go to the front", () => {
  const x = range([2, 3, 4]);
  assert.deepEqual(ops.index(x, [all, by([0, 2]), by([1, 1])]).shape, [2, 2]);
  assert.deepEqual(ops.index(x, [by([0, 1, 0]), all, by([0, 0, 0])]).shape, [3, 3]);
  assert.deepEqual(ops.index(x, [all, by([[0], [1]])]).shape, [2, 2, 1, 4]);
  assert.deepEqual(values(ops.index(range([3]), [by([-1, 0])])), [2, 0]);
});

test("a mask stands for its true places", () => {
  const x = range([2, 3]);
  assert.deepEqual(
    values(
      ops.index(x, [
        by(
          [
            [1, 0, 1],
            [0, 1, 0],
          ],
          "bool",
        ),
      ]),
    ),
    [0, 2, 4],
  );
  assert.deepEqual(values(ops.index(x, [by([0, 1], "bool")])), [[3, 4, 5]]);
  assert.deepEqual(values(ops.index(x, [all, by([1, 0, 1], "bool")])), [
    [0, 2],
    [3, 5],
  ]);
  assert.deepEqual(values(ops.index(x, [by([0, 1]), by([1, 0, 1], "bool")])), [0, 5]);
  assert.deepEqual(values(ops.maskedSelect(x, make([1, 0, 0], "bool"))), [0, 3]);
});

test("errors as Python raises them", () => {
  const x = range([3, 2]);
  throwsTorch(() => ops.index(x, [at(3)]), "IndexError", "index 3 is out of bounds for dimension 0 with size 3");
  throwsTorch(() => ops.index(x, [at(0), at(0), at(0)]), "IndexError", "too many indices for tensor of dimension 2");
  throwsTorch(() => ops.index(x, [cut(0, 2, -1)]), "ValueError", "step must be greater than zero");
  throwsTorch(() => ops.index(x, [by([5])]), "IndexError", "index 5 is out of bounds for dimension 0 with size 3");
  throwsTorch(
    () => ops.index(x, [by([0, 1]), by([0, 1, 0])]),
    "IndexError",
    "shape mismatch: indexing tensors could not be broadcast together with shapes [2], [3]",
  );
  throwsTorch(
    () => ops.index(x, [by([1, 0], "bool")]),
    "IndexError",
    "The shape of the mask [2] at index 0 does not match the shape of the indexed tensor [3, 2] at index 0",
  );
  throwsTorch(
    () => ops.index(make(1), [at(0)]),
    "IndexError",
    "invalid index of a 0-dim tensor. Use `tensor.item()` in Python or `tensor.item<T>()` in C++ to convert a 0-dim tensor to a number",
  );
  throwsTorch(
    () => ops.index(x, [{ kind: "tensor", tensor: make([0.5]) }]),
    "IndexError",
    "tensors used as indices must be long, int, byte or bool tensors",
  );
});

test("writing through indices", () => {
  const x = range([3, 2]);
  assert.deepEqual(
    values(
      ops.indexPut(
        x,
        [make([0, 0], "int64")],
        make([
          [1, 1],
          [2, 2],
        ]),
        { accumulate: true },
      ),
    ),
    [
      [3, 4],
      [2, 3],
      [4, 5],
    ],
  );
  ops.indexPut(x, [make([1, 0, 0], "bool")], make(9), { out: x });
  assert.deepEqual(values(x), [
    [9, 9],
    [2, 3],
    [4, 5],
  ]);
  assert.equal(x.storage.version, 1);
  throwsTorch(
    () => ops.indexPut(x, [make([0, 1], "int64")], range([4])),
    "RuntimeError",
    "shape mismatch: value tensor of shape [4] cannot be broadcast to indexing result of shape [2, 2]",
  );
  throwsTorch(
    () => ops.indexPut(x, [make([0], "int64")], make([1], "float64")),
    "RuntimeError",
    "Index put requires the source and destination dtypes match, got Float for the destination and Double for the source.",
  );
});

test("gather and scatter", () => {
  const x = make([
    [1, 2],
    [3, 4],
  ]);
  const index = make(
    [
      [0, 0],
      [1, 0],
    ],
    "int64",
  );
  assert.deepEqual(values(ops.gather(x, 1, index)), [
    [1, 1],
    [4, 3],
  ]);
  assert.deepEqual(values(ops.scatter(ops.zeros([2, 2]), 1, make([[1], [0]], "int64"), make([[5], [6]]))), [
    [0, 5],
    [6, 0],
  ]);
  assert.deepEqual(values(ops.scatterAdd(ops.zeros([2, 2]), 1, index, x)), [
    [3, 0],
    [4, 3],
  ]);
  assert.deepEqual(
    values(
      ops.scatterReduce(
        x,
        1,
        index,
        make([
          [9, 5],
          [7, 0],
        ]),
        "amax",
        { includeSelf: false },
      ),
    ),
    [
      [9, 2],
      [0, 7],
    ],
  );
  throwsTorch(
    () => ops.gather(x, 1, make([[2, 0]], "int64")),
    "RuntimeError",
    "index 2 is out of bounds for dimension 1 with size 2",
  );
});

test("slices by index", () => {
  const x = range([3, 2]);
  const index = make([2, 0], "int64");
  assert.deepEqual(values(ops.indexSelect(x, 0, index)), [
    [4, 5],
    [0, 1],
  ]);
  assert.deepEqual(values(ops.indexAdd(x, 0, index, ops.ones([2, 2]), { alpha: 10n })), [
    [10, 11],
    [2, 3],
    [14, 15],
  ]);
  assert.deepEqual(values(ops.indexCopy(x, 0, index, range([2, 2]))), [
    [2, 3],
    [2, 3],
    [0, 1],
  ]);
  assert.deepEqual(values(ops.indexFill(x, 1, make([0], "int64"), -1n)), [
    [-1, 1],
    [-1, 3],
    [-1, 5],
  ]);
  assert.deepEqual(values(ops.embedding(x, make([[1, 1]], "int64"))), [
    [
      [2, 3],
      [2, 3],
    ],
  ]);
  throwsTorch(() => ops.embedding(x, make([3], "int64")), "IndexError", "index out of range in self");
});
