import assert from "node:assert/strict";
import { test } from "node:test";
import * as ops from "../../../src/engine/ops/index.ts";
import { make, range, throwsTorch, values } from "../support.ts";

test("every pair of ranks", () => {
  const shape = (a: number[], b: number[]): readonly number[] => ops.matmul(range(a), range(b)).shape;
  assert.deepEqual(shape([3], [3]), []);
  assert.deepEqual(shape([2, 3], [3]), [2]);
  assert.deepEqual(shape([3], [3, 4]), [4]);
  assert.deepEqual(shape([2, 3], [3, 4]), [2, 4]);
  assert.deepEqual(shape([5, 2, 3], [3, 4]), [5, 2, 4]);
  assert.deepEqual(shape([5, 1, 2, 3], [4, 3, 2]), [5, 4, 2, 2]);
  assert.deepEqual(shape([3], [2, 3, 4]), [2, 4]);
  assert.deepEqual(shape([2, 0], [0, 3]), [2, 3]);
});

test("values against sums written out", () => {
  const [rows, depth, columns] = [7, 9, 67];
  const a = ops.sub(ops.remainder(ops.mul(range([rows, depth], "float64"), 7n), 11n), 5n);
  const b = ops.sub(ops.remainder(ops.mul(range([depth, columns], "float64"), 5n), 13n), 6n);
  const [left, right] = [ops.toNumbers(a), ops.toNumbers(b)];
  const wanted = Array.from({ length: rows * columns }, (_, i) => {
    let sum = 0;
    for (let k = 0; k < depth; k++)
      sum += left[Math.floor(i / columns) * depth + k] * right[k * columns + (i % columns)];
    return sum;
  });
  for (const dtype of ["float64", "float32", "int64", "int32"] as const) {
    const product = ops.mm(ops.to(a, dtype), ops.to(b, dtype));
    assert.deepEqual([...ops.toNumbers(product)], wanted, dtype);
  }
  assert.deepEqual([...ops.toNumbers(ops.mm(ops.contiguous(ops.t(ops.t(a))), b))], wanted);
});

test("float32 sums run in order, each step rounded", () => {
  const a = make([[1e8, 1, -1e8]]);
  assert.deepEqual(values(ops.mm(a, ops.ones([3, 1]))), [[0]]);
});

test("int64 products wrap at 64 bits", () => {
  const a = ops.full([1, 2], 2n ** 62n);
  assert.deepEqual(ops.toScalars(ops.mm(a, ops.full([2, 1], 3n))), [BigInt.asIntN(64, 6n * 2n ** 62n)]);
});

test("products that do not fit are named by their sizes and dtypes", () => {
  throwsTorch(
    () => ops.mm(range([2, 3]), range([4, 5])),
    "RuntimeError",
    "mat1 and mat2 shapes cannot be multiplied (2x3 and 4x5)",
  );
  throwsTorch(
    () => ops.mm(range([2, 3]), range([3, 2], "float64")),
    "RuntimeError",
    "expected m1 and m2 to have the same dtype, but got: float != double",
  );
  throwsTorch(
    () => ops.bmm(range([2, 3, 4]), range([2, 3, 4])),
    "RuntimeError",
    "Expected size for first two dimensions of batch2 tensor to be: [2, 4] but got: [2, 3].",
  );
  throwsTorch(
    () => ops.matmul(make(1), range([2])),
    "RuntimeError",
    "both arguments to matmul need to be at least 1D, but they are 0D and 1D",
  );
});

test("fused forms", () => {
  const [a, b] = [range([2, 3]), ops.ones([3, 2])];
  assert.deepEqual(values(ops.addmm(make([10, 20]), a, b)), [
    [13, 23],
    [22, 32],
  ]);
  assert.deepEqual(values(ops.addmm(make([10, 20]), a, b, { beta: 2n, alpha: -1n })), [
    [17, 37],
    [8, 28],
  ]);
  assert.deepEqual(values(ops.linear(a, ops.ones([1, 3]), make([0.5]))), [[3.5], [12.5]]);
});

test("einsum", () => {
  const a = range([2, 3]);
  assert.deepEqual(values(ops.einsum("ij->ji", [a])), values(ops.t(a)));
  assert.deepEqual(values(ops.einsum("ij->", [a])), 15);
  assert.deepEqual(values(ops.einsum("ii->i", [range([2, 2])])), [0, 3]);
  assert.deepEqual(values(ops.einsum("ij,kj->ik", [a, a])), values(ops.mm(a, ops.t(a))));
  assert.deepEqual(
    values(ops.einsum("...ij,...jk", [range([2, 2, 3]), range([3, 2])])),
    values(ops.matmul(range([2, 2, 3]), range([3, 2]))),
  );
  assert.deepEqual(ops.einsum("abc,cd,be->ade", [range([2, 3, 4]), range([4, 5]), range([3, 6])]).shape, [2, 5, 6]);
  throwsTorch(
    () => ops.einsum("ij,jk->ik", [range([2, 3]), range([4, 5])]),
    "RuntimeError",
    "einsum(): subscript j has size 4 for operand 1 which does not broadcast with previously seen size 3",
  );
  throwsTorch(
    () => ops.einsum("ij->k", [a]),
    "RuntimeError",
    "einsum(): output subscript k does not appear in the equation for any input operand",
  );
});

test("small linear algebra", () => {
  const a = make(
    [
      [4, 1],
      [2, 3],
    ],
    "float64",
  );
  assert.ok(Math.abs(Number(ops.item(ops.det(a))) - 10) < 1e-12);
  assert.ok(ops.allclose(ops.mm(ops.inv(a), a), ops.eye(2, 2, "float64")));
  assert.ok(ops.allclose(ops.matmul(a, ops.solve(a, make([1, 2], "float64"))), make([1, 2], "float64")));
  const { q, r } = ops.qr(range([3, 2], "float64"));
  assert.ok(ops.allclose(ops.mm(q, r), range([3, 2], "float64"), { atol: 1e-12 }));
  const singular = ops.singularValues(
    make(
      [
        [3, 0],
        [0, -4],
      ],
      "float64",
    ),
  );
  assert.deepEqual(values(singular), [4, 3]);
  throwsTorch(
    () => ops.inv(ops.zeros([2, 2])),
    "LinAlgError",
    "linalg.inv: The diagonal element 1 is zero, the inversion could not be completed because the input matrix is singular.",
  );
});

test("vector norms", () => {
  const x = make([
    [3, 4],
    [0, 0],
  ]);
  assert.deepEqual(values(ops.vectorNorm(x, 2, { dims: [1] })), [5, 0]);
  assert.deepEqual(values(ops.vectorNorm(x, Infinity)), 4);
  assert.deepEqual(values(ops.vectorNorm(x, 0)), 2);
});
