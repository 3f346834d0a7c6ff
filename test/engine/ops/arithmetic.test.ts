import assert from "node:assert/strict";
import { test } from "node:test";
import * as ops from "../../../src/engine/ops/index.ts";
import { make, throwsTorch, values } from "../support.ts";

const { NaN: nan, POSITIVE_INFINITY: inf } = Number;

test("division: true, floored, cut off; by zero", () => {
  const a = make([-7, 7], "int64");
  assert.deepEqual(values(ops.div(a, 2n)), [-3.5, 3.5]);
  assert.deepEqual(values(ops.floorDivide(a, 2n)), [-4, 3]);
  assert.deepEqual(values(ops.div(a, 2n, { roundingMode: "trunc" })), [-3, 3]);
  assert.deepEqual(values(ops.remainder(a, 3n)), [2, 1]);
  assert.deepEqual(values(ops.fmod(a, 3n)), [-1, 1]);
  assert.deepEqual(values(ops.remainder(make([-1.5, 1.5]), -1n)), [-0.5, -0.5]);
  assert.deepEqual(values(ops.floorDivide(make([1, -1, 0]), make([0, 0, 0]))), [inf, -inf, nan]);
  throwsTorch(() => ops.floorDivide(a, 0n), "RuntimeError", "ZeroDivisionError");
  throwsTorch(() => ops.remainder(a, make([1, 0], "int64")), "RuntimeError", "ZeroDivisionError");
});

test("powers", () => {
  assert.deepEqual(values(ops.pow(make([2, 3], "int64"), 3n)), [8, 27]);
  assert.deepEqual(values(ops.pow(make([2, 1, -1], "int64"), make([-1, -1, -1], "int64"))), [0, 1, -1]);
  assert.deepEqual(values(ops.pow(make([1, nan, -1]), make([nan, 0, inf]))), [1, 1, 1]);
  assert.deepEqual(values(ops.pow(make([4, 9]), 0.5)), [2, 3]);
  throwsTorch(
    () => ops.pow(make([2], "int64"), -1n),
    "RuntimeError",
    "Integers to negative integer powers are not allowed.",
  );
  assert.deepEqual(ops.toScalars(ops.pow(ops.full([1], 3n), 39n)), [3n ** 39n]);
});

test("bool has no subtraction and no negation", () => {
  const mask = make([1, 0], "bool");
  assert.deepEqual(values(ops.add(mask, mask)), [1, 0]);
  throwsTorch(
    () => ops.sub(mask, mask),
    "RuntimeError",
    "Subtraction, the `-` operator, with two bool tensors is not supported. Use the `^` or `logical_xor()` operator instead.",
  );
  throwsTorch(
    () => ops.neg(mask),
    "RuntimeError",
    "Negation, the `-` operator, on a bool tensor is not supported. If you are trying to invert a mask, use the `~` or `logical_not()` operator instead.",
  );
  assert.deepEqual(values(ops.bitwiseNot(mask)), [0, 1]);
});

test("alpha must be of the result's kind", () => {
  assert.deepEqual(values(ops.add(make([1, 2]), make([3, 4]), { alpha: 0.5 })), [2.5, 4]);
  throwsTorch(
    () => ops.add(make([1], "int64"), make([2], "int64"), { alpha: 1.5 }),
    "RuntimeError",
    "For integral input tensors, argument alpha must not be a floating point number.",
  );
});

test("extremes with NaN: maximum keeps it, fmax drops it", () => {
  const [a, b] = [make([1, nan, 3]), make([2, 2, nan])];
  assert.deepEqual(values(ops.maximum(a, b)), [2, nan, nan]);
  assert.deepEqual(values(ops.fmax(a, b)), [2, 2, 3]);
  assert.deepEqual(values(ops.minimum(a, b)), [1, nan, nan]);
  assert.deepEqual(values(ops.clamp(make([-2, nan, 2]), { min: -1n, max: 1n })), [-1, nan, 1]);
  assert.deepEqual(values(ops.clamp(make([5]), { min: 3n, max: 1n })), [1]);
});

test("functions of integers give floats; roundings keep integers", () => {
  assert.equal(ops.exp(make([1], "int64")).dtype, "float32");
  assert.equal(ops.floor(make([1], "int64")).dtype, "int64");
  assert.deepEqual(values(ops.round(make([0.5, 1.5, 2.5, -0.5]))), [0, 2, 2, -0]);
  assert.deepEqual(values(ops.round(make([1.25, -3.75], "float64"), { decimals: 1 })), [1.2, -3.8]);
  throwsTorch(
    () => ops.bitwiseAnd(make([1]), make([1])),
    "NotImplementedError",
    "\"bitwise_and_cpu\" not implemented for 'Float'",
  );
});

test("choosing and blending", () => {
  const mask = make([1, 0], "bool");
  assert.deepEqual(values(ops.where(mask, make([1, 2]), 9n)), [1, 9]);
  assert.deepEqual(values(ops.maskedFill(make([[1, 2]]), mask, 7n)), [[7, 2]]);
  assert.deepEqual(values(ops.lerp(make([0, 0]), make([10, 10]), 0.25)), [2.5, 2.5]);
  assert.deepEqual(values(ops.addcmul(make([1]), make([2]), make([3]), { value: 2n })), [13]);
  assert.deepEqual(values(ops.nanToNum(make([nan, inf, -inf]), { posinf: 1, neginf: -1 })), [0, 1, -1]);
  throwsTorch(
    () => ops.where(make([1]), 1n, 2n),
    "RuntimeError",
    "where expected condition to be a boolean tensor, but got a tensor with dtype Float",
  );
  throwsTorch(
    () => ops.maskedFill(make([1, 2]), mask, make([1])),
    "RuntimeError",
    "masked_fill_ only supports a 0-dimensional value tensor, but got tensor with 1 dimension(s).",
  );
});

test("closeness", () => {
  assert.equal(ops.allclose(make([1, 2]), make([1.000001, 2])), true);
  assert.equal(ops.allclose(make([nan]), make([nan])), false);
  assert.equal(ops.allclose(make([nan]), make([nan]), { equalNan: true }), true);
  assert.equal(ops.equal(make([1, 2]), make([1, 2])), true);
  assert.equal(ops.equal(make([1, 2]), make([[1, 2]])), false);
  throwsTorch(() => ops.isclose(make([1]), make([1], "float64")), "RuntimeError", "Float did not match Double");
});
