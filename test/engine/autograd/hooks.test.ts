import assert from "node:assert/strict";
import { test } from "node:test";
import * as engine from "../../../src/engine/index.ts";
import type { Tensor } from "../../../src/engine/tensor/tensor.ts";
import { make, type Plain, throwsTorch, values } from "../support.ts";

const leaf = (data: Plain): Tensor => engine.setRequiresGrad(make(data), true);
const gradient = (tensor: Tensor): Plain | null => {
  const found = engine.gradOf(tensor);
  return found === null ? null : values(found);
};

test("a hook sees the whole gradient and may replace it", () => {
  const x = leaf([1, 2]);
  const y = engine.mul(x, 3);
  const seen: Plain[] = [];
  engine.registerHook(y, (g) => {
    seen.push(values(g));
    return engine.mul(g, 10);
  });
  engine.backward([engine.sum(engine.add(y, y))]);
  assert.deepEqual(seen, [[2, 2]]);
  assert.deepEqual(gradient(x), [60, 60]);
});

test("hooks of leaves run before the gradient is added, post-accumulate hooks after", () => {
  const x = leaf([1, 2]);
  const order: string[] = [];
  engine.registerHook(x, (g) => {
    order.push(`hook ${gradient(x)}`);
    return engine.mul(g, 2);
  });
  engine.registerPostAccumulateHook(x, () => {
    order.push(`after ${gradient(x)}`);
  });
  engine.backward([engine.sum(x)]);
  assert.deepEqual(order, ["hook null", "after 2,2"]);
});

test("hooks run in order, and can be taken back", () => {
  const x = leaf([1]);
  engine.registerHook(x, (g) => engine.add(g, 1));
  engine.registerHook(x, (g) => engine.mul(g, 10));
  const remove = engine.registerHook(x, () => make([100]));
  remove();
  engine.backward([engine.sum(x)]);
  assert.deepEqual(gradient(x), [20]);
});

test("retainGrad keeps the gradient of a tensor that is no leaf, as its hooks leave it", () => {
  const y = engine.mul(leaf([1, 2]), 3);
  engine.retainGrad(y);
  engine.registerHook(y, (g) => engine.mul(g, 5));
  engine.backward([engine.sum(y)]);
  assert.deepEqual(gradient(y), [5, 5]);
  throwsTorch(
    () => engine.retainGrad(make([1])),
    "RuntimeError",
    "can't retain_grad on Tensor that has requires_grad=False",
  );
});

test("hooks of nodes see inputs' and outputs' gradients", () => {
  const [x, w] = [leaf([1, 2]), leaf([3, 4])];
  const y = engine.mul(x, w);
  const hooks = engine.gradFnOf(y)?.ensureHooks();
  const seen: (number | undefined)[] = [];
  hooks?.pre.push((outputs) => {
    seen.push(outputs.length);
    return outputs.map((g) => (g === null ? null : engine.mul(g, 2)));
  });
  hooks?.post.push((inputs, outputs) => {
    seen.push(inputs.length, outputs.length);
    return [null, inputs[1]];
  });
  engine.backward([engine.sum(y)]);
  assert.deepEqual(seen, [1, 2, 1]);
  assert.equal(gradient(x), null);
  assert.deepEqual(gradient(w), [2, 4]);
});

test("a hook may not change the shape or dtype of a gradient", () => {
  const run = (hook: (g: Tensor) => Tensor): void => {
    const x = leaf([1, 2]);
    engine.registerHook(x, hook);
    engine.backward([engine.sum(x)]);
  };
  throwsTorch(() => run((g) => engine.sum(g)), "RuntimeError", "hook has changed the size of value");
  throwsTorch(
    () => run((g) => engine.to(g, "float64")),
    "RuntimeError",
    "hook has changed the type of value (was torch.FloatTensor got torch.DoubleTensor)",
  );
});

test("anomaly detection names the operation whose gradient is not a number", () => {
  engine.setAnomalyEnabled(true);
  try {
    throwsTorch(
      () => engine.backward([engine.sum(engine.mul(engine.sqrt(leaf([0])), 0))]),
      "RuntimeError",
      "Function 'SqrtBackward0' returned nan values in its 0th output.",
    );
  } finally {
    engine.setAnomalyEnabled(false);
  }
});
