/** Printing as PyTorch prints; the texts are PyTorch's own. */
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import * as ops from "../../../src/engine/ops/index.ts";
import { formatTensor, setPrintOptions } from "../../../src/engine/print/index.ts";
import { make, range } from "../support.ts";

afterEach(() => setPrintOptions({ profile: "default" }));

const { NaN: nan, POSITIVE_INFINITY: inf } = Number;

test("one width for all elements; whole floats end in a point", () => {
  assert.equal(formatTensor(make([1, 2.5])), "tensor([1.0000, 2.5000])");
  assert.equal(formatTensor(make([1, -20])), "tensor([  1., -20.])");
  assert.equal(formatTensor(make([0.03125])), "tensor([0.0312])");
  assert.equal(formatTensor(make([1, nan, -inf])), "tensor([1., nan, -inf])");
  assert.equal(formatTensor(make([1, -10], "int64")), "tensor([  1, -10])");
  assert.equal(formatTensor(make([1, 0], "bool")), "tensor([ True, False])");
  assert.equal(formatTensor(make(1.5)), "tensor(1.5000)");
});

test("scientific notation where the values ask for it", () => {
  assert.equal(formatTensor(make([1e-5, 1])), "tensor([1.0000e-05, 1.0000e+00])");
  assert.equal(formatTensor(make([1e-3, 1])), "tensor([0.0010, 1.0000])");
  assert.equal(formatTensor(make([123456789])), "tensor([1.2346e+08])");
  assert.equal(formatTensor(make([0, -1e-10])), "tensor([ 0.0000e+00, -1.0000e-10])");
});

test("sizes, dtypes and suffixes where they are not what a reader assumes", () => {
  assert.equal(formatTensor(range([0])), "tensor([])");
  assert.equal(formatTensor(range([0, 3])), "tensor([], size=(0, 3))");
  assert.equal(formatTensor(range([0], "int64")), "tensor([], dtype=torch.int64)");
  assert.equal(formatTensor(make([1], "float16")), "tensor([1.], dtype=torch.float16)");
  assert.equal(formatTensor(make([1]), { suffixes: ["requires_grad=True"] }), "tensor([1.], requires_grad=True)");
});

test("rows and matrices", () => {
  assert.equal(formatTensor(range([2, 2])), "tensor([[0., 1.],\n        [2., 3.]])");
  assert.equal(formatTensor(range([2, 1, 2], "int64")), "tensor([[[0, 1]],\n\n        [[2, 3]]])");
});

test("long lines wrap under the first element", () => {
  assert.equal(
    formatTensor(ops.mul(ops.arange(0n, 14n), 100n)),
    "tensor([   0,  100,  200,  300,  400,  500,  600,  700,  800,  900, 1000, 1100,\n        1200, 1300])",
  );
});

test("more than a thousand elements are summarized", () => {
  assert.equal(formatTensor(ops.arange(0n, 1001n)), "tensor([   0,    1,    2,  ...,  998,  999, 1000])");
  assert.equal(
    formatTensor(ops.zeros([1001, 1])),
    "tensor([[0.],\n        [0.],\n        [0.],\n        ...,\n        [0.],\n        [0.],\n        [0.]])",
  );
});

test("options", () => {
  const x = make([
    [3.125, 0.000123],
    [1234.5, -2],
  ]);
  setPrintOptions({ precision: 2, sciMode: false });
  assert.equal(formatTensor(x), "tensor([[   3.12,    0.00],\n        [1234.50,   -2.00]])");
  setPrintOptions({ profile: "default", threshold: 5, edgeitems: 2 });
  assert.equal(formatTensor(ops.arange(0n, 10n)), "tensor([0, 1,  ..., 8, 9])");
});
