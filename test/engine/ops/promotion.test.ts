import assert from "node:assert/strict";
import { test } from "node:test";
import * as ops from "../../../src/engine/ops/index.ts";
import type { DType } from "../../../src/engine/tensor/dtype.ts";
import { canCast, promoteTypes, resultType } from "../../../src/engine/tensor/promotion.ts";
import { make, throwsTorch, values } from "../support.ts";

test("two dtypes promote to the smallest that holds both kinds", () => {
  const cases: [DType, DType, DType][] = [
    ["bool", "uint8", "uint8"],
    ["uint8", "int8", "int16"],
    ["uint8", "int64", "int64"],
    ["int32", "int16", "int32"],
    ["int64", "float16", "float16"],
    ["float16", "bfloat16", "float32"],
    ["float32", "bfloat16", "float32"],
    ["float64", "float32", "float64"],
  ];
  for (const [a, b, wanted] of cases) {
    assert.equal(promoteTypes(a, b), wanted, `${a} ${b}`);
    assert.equal(promoteTypes(b, a), wanted, `${b} ${a}`);
  }
});

test("numbers and 0-d tensors only matter where their kind is higher", () => {
  const half = make([1], "float16");
  const int = make([1], "int32");
  assert.equal(resultType(half, 2.5), "float16");
  assert.equal(resultType(int, 2n), "int32");
  assert.equal(resultType(int, 2.5), "float32");
  assert.equal(resultType(make([1], "bool"), 2n), "int64");
  assert.equal(resultType(half, make(2, "float64")), "float16");
  assert.equal(resultType(int, make(2, "float64")), "float64");
  assert.equal(resultType(make(1, "float32"), make(2, "float64")), "float64");
});

test("a float does not fit into integers, nor a number into bool", () => {
  assert.equal(canCast("float32", "int64"), false);
  assert.equal(canCast("int64", "float16"), true);
  assert.equal(canCast("int8", "bool"), false);
  const int = make([1, 2], "int64");
  throwsTorch(
    () => ops.add(int, 0.5, { out: int }),
    "RuntimeError",
    "result type Float can't be cast to the desired output type Long",
  );
});

test("integers wrap at their width", () => {
  assert.deepEqual(values(ops.add(make([1, 2], "uint8"), 300n)), [45, 46]);
  assert.deepEqual(values(ops.mul(make([100, -100], "int8"), 3n)), [44, -44]);
  assert.deepEqual(values(ops.mul(make([2 ** 31 - 1], "int32"), 2n)), [-2]);
  assert.deepEqual(ops.toScalars(ops.add(ops.full([1], 2n ** 63n - 1n), 1n)), [-(2n ** 63n)]);
  assert.deepEqual(ops.toScalars(ops.mul(ops.full([1], 3n ** 30n), 3n ** 9n)), [3n ** 39n]);
});

test("floats become integers by cutting off, out of range the smallest integer", () => {
  const floats = make([-1.5, 300.7, 1e10, Number.NaN]);
  assert.deepEqual(values(ops.to(floats, "uint8")), [255, 44, 0, 0]);
  assert.deepEqual(values(ops.to(floats, "int32")), [-1, 300, -(2 ** 31), -(2 ** 31)]);
  assert.deepEqual(ops.toScalars(ops.to(floats, "int64")), [-1n, 300n, 10000000000n, -(2n ** 63n)]);
});

test("a number that the dtype cannot hold is refused where PyTorch refuses it", () => {
  const message = (type: string): string => `value cannot be converted to type ${type} without overflow`;
  throwsTorch(() => ops.full([2], Infinity, "int64"), "RuntimeError", message("int64_t"));
  throwsTorch(() => ops.full([2], 1e40, "float32"), "RuntimeError", message("float"));
  throwsTorch(() => ops.fill(make([0], "float16"), 1e6), "RuntimeError", message("at::Half"));
  assert.deepEqual(values(ops.full([1], -1n, "uint8")), [255]);
});
