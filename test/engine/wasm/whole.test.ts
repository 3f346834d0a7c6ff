/** Whole operations with and without WebAssembly, on tensors in the arena: the digits that the plain versions give. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { logSoftmaxGradientRows, softmaxGradientRows } from "../../../src/engine/autograd/functions/softmax-rows.ts";
import * as ops from "../../../src/engine/ops/index.ts";
import { heapAllocator, setAllocator } from "../../../src/engine/tensor/storage.ts";
import type { Tensor } from "../../../src/engine/tensor/tensor.ts";
import { useArena } from "../../../src/engine/wasm/index.ts";
import { wasm, withoutWasm } from "../../../src/engine/wasm/module.ts";
import { nodeCollector } from "../../../src/kernel/collector.ts";
import { draws } from "./rows.ts";

before(() => useArena(nodeCollector(), { smallest: 64 }));
after(() => setAllocator(heapAllocator));

function normal(shape: readonly number[], seed: number): Tensor {
  const draw = draws(seed);
  const count = shape.reduce((product, size) => product * size, 1);
  return ops.fromNumbers(
    Array.from({ length: count }, () => draw() * 3),
    shape,
    "float32",
  );
}

const flat = (tensor: Tensor): number[] => ops.toNested(ops.reshape(ops.contiguous(tensor), [-1])) as number[];

/** Equal digits; or, where the build has no fused multiply-add, within so many units of the largest value. */
function assertSame(run: () => Tensor, units: number): void {
  const found = flat(run());
  const plain = flat(withoutWasm(run));
  const largest = plain.reduce((most, value) => Math.max(most, Math.abs(value) || 0), 0);
  const allowed = wasm()?.isRelaxed === true ? 0 : units * largest * 2 ** -23;
  plain.forEach((value, i) => {
    const isSame = Object.is(found[i], value) || Math.abs(found[i] - value) <= allowed;
    assert.ok(isSame, `element ${i}: ${found[i]}, plain ${value}`);
  });
}

describe("operations in WebAssembly have the plain versions' digits", () => {
  for (const length of [16, 37, 128, 1000]) {
    const shape = [Math.ceil(9000 / length), length];
    it(`softmax and its gradients along rows of ${length}`, () => {
      const x = normal(shape, length);
      const g = normal(shape, length + 1);
      assertSame(() => ops.softmax(x, 1), 2);
      assertSame(() => ops.logSoftmax(x, -1), 4);
      const y = ops.softmax(x, 1);
      assertSame(() => softmaxGradientRows(g, y, 1), 2);
      assertSame(() => logSoftmaxGradientRows(g, ops.log(y), 1), 4);
    });
  }

  it("softmax of rows with NaN and infinities", () => {
    const x = normal([100, 50], 3);
    x.storage.data[3] = Number.NaN;
    x.storage.data[60] = Number.POSITIVE_INFINITY;
    x.storage.data[110] = Number.NEGATIVE_INFINITY;
    assertSame(() => ops.softmax(x, 1), 2);
    assertSame(() => ops.logSoftmax(x, 1), 4);
  });

  for (const shape of [[5000], [300, 40], [9, 1003], [1200, 96], [37, 50, 31], [70001, 2], [3, 40000]]) {
    it(`sums of [${shape}] along every dimension`, () => {
      const x = normal(shape, shape.length);
      assertSame(() => ops.sum(x), 0);
      for (let dim = 0; dim < shape.length; dim++) assertSame(() => ops.sum(x, { dims: [dim] }), 0);
      if (shape.length === 3) assertSame(() => ops.sum(x, { dims: [0, 1] }), 0);
    });
  }

  it("copies of transposed, sliced and expanded tensors", () => {
    const x = normal([70, 90, 37], 4);
    for (const view of [
      ops.transpose(x, 0, 1),
      ops.transpose(x, 1, 2),
      ops.transpose(x, 0, 2),
      ops.narrow(x, 2, 3, 20),
      ops.narrow(x, 1, 7, 60),
      ops.expand(ops.narrow(x, 0, 0, 1), [5, 90, 37]),
      ops.permute(ops.narrow(x, 2, 1, 33), [2, 0, 1]),
    ]) {
      assertSame(() => ops.clone(ops.contiguous(view)), 0);
    }
  });
});
