import assert from "node:assert/strict";
import { describe, it } from "node:test";
import * as ops from "../../../src/engine/ops/index.ts";
import { matmulKernels } from "../../../src/engine/ops/kernels/matmul.ts";
import { allocate } from "../../../src/engine/tensor/make.ts";
import type { Tensor } from "../../../src/engine/tensor/tensor.ts";
import { multiply } from "../../../src/engine/wasm/matmul.ts";
import { wasm } from "../../../src/engine/wasm/module.ts";
import { draws } from "./rows.ts";

function normal(shape: readonly number[], seed: number): Tensor {
  const draw = draws(seed);
  const count = shape.reduce((product, size) => product * size, 1);
  return ops.fromNumbers(
    Array.from({ length: count }, () => draw()),
    shape,
    "float32",
  );
}

/** By the plain kernel: each step of a sum fused and rounded to float32. */
function plainProduct(a: Tensor, b: Tensor): Float64Array {
  const [rows, depth] = a.shape;
  const columns = b.shape[1];
  const c = new Float64Array(rows * columns);
  const flat = (tensor: Tensor): Float64Array => {
    const { storage, offset, elementCount } = ops.contiguous(tensor);
    assert.ok(storage.data instanceof Float32Array);
    return Float64Array.from(storage.data.subarray(offset, offset + elementCount));
  };
  matmulKernels.floats(rows, columns, depth, flat(a), flat(ops.t(b)), c, false);
  return c;
}

const isRelaxed = wasm()?.isRelaxed === true;

function assertProduct(found: ArrayLike<number>, plain: Float64Array, depth: number): void {
  for (let i = 0; i < plain.length; i++) {
    if (isRelaxed) assert.equal(found[i], Math.fround(plain[i]));
    else assert.ok(Math.abs(found[i] - plain[i]) <= 2 ** -21 * depth);
  }
}

describe("matrix products in plain code", () => {
  it("have the same bits where the depth is cut", () => {
    const [rows, columns, depth] = [5, 3, 270_001];
    const a = ops.to(normal([rows, depth], 13), "float64");
    const b = ops.to(normal([depth, columns], 14), "float64");
    const whole = new Float64Array(rows * columns);
    assert.ok(a.storage.data instanceof Float64Array);
    const bTransposed = ops.contiguous(ops.t(b)).storage.data;
    assert.ok(bTransposed instanceof Float64Array);
    matmulKernels.doubles(rows, columns, depth, a.storage.data, bTransposed, whole, false);
    assert.deepEqual(ops.mm(a, b).storage.data, whole);
    const bias = ops.ones([columns], "float64");
    assert.deepEqual(
      ops.addmm(bias, a, b).storage.data,
      whole.map((value) => value + 1),
    );
    const ints = ops.add(ops.zeros([1, depth], "int64"), 2n ** 40n);
    assert.equal(ops.mm(ints, ops.t(ints)).storage.data[0], BigInt.asIntN(64, 2n ** 80n * BigInt(depth)));
    const odd = ops.add(ints, 1n);
    assert.equal(ops.mm(odd, ops.t(odd)).storage.data[0], BigInt.asIntN(64, (2n ** 40n + 1n) ** 2n * BigInt(depth)));
  });
});

describe("matrix products in WebAssembly", () => {
  const sizes = [
    [64, 64, 64],
    [128, 96, 300],
    [131, 67, 259],
    [97, 1031, 40],
    [7, 513, 600],
  ];
  it("have the plain kernel's digits, at any size", () => {
    for (const [rows, columns, depth] of sizes) {
      const a = normal([rows, depth], 1);
      const b = normal([depth, columns], 2);
      const result = allocate([1, rows, columns], "float32");
      const works = multiply(ops.unsqueeze(a, 0), ops.unsqueeze(b, 0), null, result);
      if (!works) assert.ok(!isRelaxed);
      else if (result.storage.data instanceof Float32Array)
        assertProduct(result.storage.data, plainProduct(a, b), depth);
    }
  });

  it("read transposed and sliced operands where they lie, and add a bias", () => {
    const [rows, columns, depth] = [90, 110, 70];
    const a = ops.narrow(ops.t(normal([depth + 5, rows], 3)), 1, 5, depth);
    const b = ops.narrow(normal([depth, columns + 9], 4), 1, 9, columns);
    const bias = normal([columns], 5);
    const result = allocate([rows, columns], "float32");
    assert.ok(multiply(ops.unsqueeze(a, 0), ops.unsqueeze(b, 0), bias, result));
    const plain = plainProduct(a, b).map((value, i) => Math.fround(value) + Number(bias.storage.data[i % columns]));
    assert.ok(result.storage.data instanceof Float32Array);
    assertProduct(result.storage.data, plain, depth);
  });

  it("run over batches, also where one matrix serves all", () => {
    const a = normal([5, 70, 60], 6);
    const b = normal([60, 80], 7);
    const shared = ops.expand(ops.unsqueeze(b, 0), [5, 60, 80]);
    const result = allocate([5, 70, 80], "float32");
    assert.ok(multiply(a, shared, null, result));
    assert.ok(result.storage.data instanceof Float32Array);
    for (let i = 0; i < 5; i++) {
      assertProduct(result.storage.data.subarray(i * 5600, (i + 1) * 5600), plainProduct(ops.select(a, 0, i), b), 60);
    }
  });

  it("have the same bits where the depth is cut too, with a bias and in batches", () => {
    const [batch, rows, columns, depth] = [2, 101, 133, 1100];
    const a = ops.transpose(normal([batch, depth, rows], 10), 1, 2);
    const b = normal([batch, depth, columns], 11);
    for (const bias of [null, normal([columns], 12)]) {
      const [whole, cut] = [2 ** 40, 2 ** 12].map((piece) => {
        const result = allocate([batch, rows, columns], "float32");
        assert.ok(multiply(a, b, bias, result, piece));
        return result.storage.data;
      });
      assert.deepEqual(cut, whole);
    }
  });

  it("carry NaN and infinities", () => {
    const a = normal([64, 64], 8);
    const b = normal([64, 64], 9);
    a.storage.data[70] = Number.NaN;
    b.storage.data[5] = Number.POSITIVE_INFINITY;
    const result = allocate([64, 64], "float32");
    assert.ok(multiply(ops.unsqueeze(a, 0), ops.unsqueeze(b, 0), null, result));
    const plain = plainProduct(a, b);
    plain.forEach((value, i) => {
      if (!Number.isFinite(value)) assert.ok(Object.is(Number(result.storage.data[i]), value));
    });
  });
});
