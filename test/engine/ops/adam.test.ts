// A step of Adam in one pass: the bits of the operations that it stands for, and what it leaves to them.
import assert from "node:assert/strict";
import { test } from "node:test";
import { type AdamScalars, adamStep } from "../../../src/engine/ops/adam.ts";
import * as ops from "../../../src/engine/ops/index.ts";
import type { DType } from "../../../src/engine/tensor/dtype.ts";
import type { Tensor } from "../../../src/engine/tensor/tensor.ts";

const values = (count: number, seed: number, scale: number): Float32Array =>
  Float32Array.from({ length: count }, (_, i) => Math.sin(seed + 12.9898 * i) * scale);

const bits = ({ storage }: Tensor): Uint32Array => {
  const { data } = storage;
  assert.ok(data instanceof Float32Array);
  return new Uint32Array(data.slice().buffer);
};

function four(shape: readonly number[], dtype: DType = "float32", scale = 1): [Tensor, Tensor, Tensor, Tensor] {
  const count = shape.reduce((product, size) => product * size, 1);
  const make = (seed: number, by: number) => ops.fromNumbers([...values(count, seed, by)], shape, dtype);
  const square = ops.abs(make(4, scale * scale));
  return [make(1, 1), make(2, scale), make(3, scale), square];
}

const scalarsOf = (step: number, beta1: number, beta2: number, lr: number, eps: number): AdamScalars => ({
  meanWeight: 1 - beta1,
  squareDecay: beta2,
  squareWeight: 1 - beta2,
  rootCorrection: (1 - beta2 ** step) ** 0.5,
  eps,
  scale: -(lr / (1 - beta1 ** step)),
});

/** As torch.optim.Adam without foreach. */
function byOperations(param: Tensor, gradient: Tensor, mean: Tensor, square: Tensor, scalars: AdamScalars): void {
  ops.lerp(mean, gradient, scalars.meanWeight, { out: mean });
  ops.mul(square, scalars.squareDecay, { out: square });
  ops.addcmul(square, gradient, gradient, { value: scalars.squareWeight, out: square });
  const root = ops.div(ops.sqrt(square), scalars.rootCorrection);
  ops.addcdiv(param, mean, ops.add(root, scalars.eps), { value: scalars.scale, out: param });
}

test("it has the bits of the operations, and raises versions as they do", () => {
  for (const shape of [[], [1], [7], [33, 5], [200, 700]]) {
    for (const [scale, beta1, beta2, lr, eps] of [
      [1, 0.9, 0.999, 1e-3, 1e-8],
      [1e-22, 0.9, 0.999, 1e-3, 0],
      [1e18, 0.8, 0, 10, 1e-3],
      [1e-3, 0.51, 0.5, 1e-6, 1e-30],
    ]) {
      for (const step of [1, 2, 1000]) {
        const scalars = scalarsOf(step, beta1, beta2, lr, eps);
        const [ours, theirs] = [four(shape, "float32", scale), four(shape, "float32", scale)];
        const before = ours.map(({ storage }) => storage.version);
        assert.equal(adamStep(...ours, scalars), true);
        byOperations(...theirs, scalars);
        ours.forEach((tensor, k) => {
          assert.deepEqual(bits(tensor), bits(theirs[k]), `${shape} ${scale} ${step} ${k}`);
        });
        const raised = ours.map(({ storage }, k) => storage.version - before[k]);
        assert.deepEqual(raised, [1, 0, 1, 2]);
      }
    }
  }
});

test("NaN, infinities and zeros go through", () => {
  const scalars = scalarsOf(3, 0.9, 0.999, 1e-3, 1e-8);
  const special = [Number.NaN, Infinity, -Infinity, 0, -0, 1e-45, 3e38];
  const make = () => {
    const tensors = four([special.length]);
    const { data } = tensors[1].storage;
    assert.ok(data instanceof Float32Array);
    data.set(special);
    return tensors;
  };
  const [ours, theirs] = [make(), make()];
  assert.equal(adamStep(...ours, scalars), true);
  byOperations(...theirs, scalars);
  ours.forEach((tensor, k) => {
    assert.deepEqual(bits(tensor), bits(theirs[k]));
  });
});

test("what is no plain float32 array is left to the operations, and unchanged", () => {
  const scalars = scalarsOf(1, 0.9, 0.999, 1e-3, 1e-8);
  const [param, gradient, mean, square] = four([4, 4]);
  const before = [param, mean, square].map(bits);
  const refused: [Tensor, Tensor, Tensor, Tensor, AdamScalars][] = [
    [param, ops.transpose(gradient, 0, 1), mean, square, scalars],
    [param, gradient, ops.view(param, [4, 4]), square, scalars],
    [param, four([4])[1], mean, square, scalars],
    [param, gradient, mean, square, { ...scalars, meanWeight: 0.5 }],
    [param, gradient, mean, square, { ...scalars, scale: Number.NaN }],
    [param, gradient, mean, square, { ...scalars, scale: 1e39 }],
  ];
  for (const call of refused) assert.equal(adamStep(...call), false);
  assert.deepEqual([param, mean, square].map(bits), before);
  assert.equal(adamStep(...four([3], "float64"), scalars), false);
});
