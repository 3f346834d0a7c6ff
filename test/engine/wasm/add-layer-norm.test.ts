/** x + branch and its layer norm in one pass: bit for bit the two operations one after the other, forward and backward. */
import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import * as engine from "../../../src/engine/index.ts";
import { floatValues } from "../../../src/engine/norm/values.ts";
import * as ops from "../../../src/engine/ops/index.ts";
import type { Tensor } from "../../../src/engine/tensor/tensor.ts";
import { useArena } from "../../../src/engine/wasm/index.ts";
import { addLayerNormForward } from "../../../src/engine/wasm/norms.ts";
import { nodeCollector } from "../../../src/kernel/collector.ts";
import { draws, fillRows, rowKinds } from "./rows.ts";

const shapes: readonly (readonly [number, number])[] = [
  [512, 64],
  [43, 768],
  [251, 131],
  [130, 1024],
  [9, 4099],
  // Below what the kernels take.
  [3, 8],
];

const values = (tensor: Tensor | null): number[] => (tensor === null ? [] : Array.from(ops.toNumbers(tensor)));

function leaf(numbers: Iterable<number>, shape: readonly number[]): Tensor {
  return engine.setRequiresGrad(ops.fromNumbers(Array.from(numbers), [...shape], "float32"), true);
}

type Pair = (x: Tensor, branch: Tensor, w: Tensor | null, b: Tensor | null) => [Tensor, Tensor];

const fused: Pair = (x, branch, w, b) => engine.addLayerNorm(x, branch, [x.shape[1]], w, b);
const apart: Pair = (x, branch, w, b) => {
  const total = engine.add(x, branch);
  return [total, engine.layerNorm(total, [x.shape[1]], w, b)];
};

/** Both outputs and the gradients of all inputs, of a function that uses the outputs named. */
function everything(pair: Pair, kind: string, [rows, features]: readonly [number, number], used: string): number[][] {
  const draw = draws(7);
  const random = (count: number): number[] => Array.from({ length: count }, () => draw());
  const x = leaf(fillRows(kind, rows, features, 11), [rows, features]);
  const branch = leaf(random(rows * features), [rows, features]);
  const affine = features % 2 === 0;
  const w = affine ? leaf(random(features), [features]) : null;
  const b = affine ? leaf(random(features), [features]) : null;
  const inputs = [x, branch, ...(w === null || b === null ? [] : [w, b])];
  const outputs = pair(x, branch, w, b);
  const seeds = outputs.map(({ shape }) => ops.fromNumbers(random(rows * features), [...shape], "float32"));
  const chosen = [0, 1].filter((i) => used.includes(String(i)));
  const gradients = engine.grad(
    chosen.map((i) => outputs[i]),
    inputs,
    chosen.map((i) => seeds[i]),
    { allowUnused: true },
  );
  return [...outputs.map(values), ...gradients.map(values)];
}

describe("a residual sum and its layer norm", () => {
  before(() => useArena(nodeCollector(), { smallest: 64 }));

  for (const kind of Object.keys(rowKinds)) {
    it(`${kind}: the bits of the two operations`, () => {
      for (const shape of shapes) {
        for (const used of ["01", "0", "1"]) {
          const found = everything(fused, kind, shape, used);
          assert.deepEqual(found, everything(apart, kind, shape, used), `${shape}, outputs ${used}`);
        }
      }
    });
  }

  it("is the kernel's where all lies in its memory", () => {
    const [x, branch, sum, y] = Array.from({ length: 4 }, () => floatValues(ops.zeros([64, 512], "float32")));
    const statistics = { mean: new Float32Array(64), rstd: new Float32Array(64) };
    const call = { x: sum, y, rows: 64, features: 512, gamma: null, beta: null, eps: 1e-5, half: false, ...statistics };
    x.fill(2);
    branch.fill(1);
    assert.equal(addLayerNormForward({ ...call, first: x, second: branch }), true);
    assert.equal(sum[64 * 512 - 1], 3);
    assert.equal(addLayerNormForward({ ...call, first: x, second: new Float32Array(64 * 512) }), false);
  });

  it("takes other dtypes, broadcast branches and strided inputs as the two operations do", () => {
    const draw = draws(5);
    const make = (shape: number[], dtype: "float32" | "float64"): Tensor =>
      ops.fromNumbers(
        Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => draw()),
        shape,
        dtype,
      );
    const cases: [Tensor, Tensor][] = [
      [make([64, 512], "float64"), make([64, 512], "float64")],
      [make([64, 512], "float32"), make([512], "float32")],
      [ops.transpose(make([512, 64], "float32"), 0, 1), make([64, 512], "float32")],
    ];
    for (const [x, branch] of cases) {
      assert.deepEqual(fused(x, branch, null, null).map(values), apart(x, branch, null, null).map(values));
    }
  });
});
