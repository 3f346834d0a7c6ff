import assert from "node:assert/strict";
import { test } from "node:test";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import * as engine from "../../../src/engine/index.ts";
import type { Tensor } from "../../../src/engine/tensor/tensor.ts";
import { make, type Plain, throwsTorch, values } from "../support.ts";

const leaf = (data: Plain, dtype: engine.DType = "float32"): Tensor => engine.setRequiresGrad(make(data, dtype), true);
const gradient = (tensor: Tensor): Plain | null => {
  const found = engine.gradOf(tensor);
  return found === null ? null : values(found);
};
const names = (...tensors: Tensor[]): (string | undefined)[] => tensors.map((tensor) => engine.gradFnOf(tensor)?.name);

const secondTime =
  "Trying to backward through the graph a second time (or directly access saved tensors after they have already been freed). Saved intermediate values of the graph are freed when you call .backward() or autograd.grad(). Specify retain_graph=True if you need to backward through the graph a second time or if you need to access saved tensors after calling backward.";

test("gradients add up in leaves, over uses and over passes", () => {
  const x = leaf([1, 2, 3]);
  engine.backward([engine.sum(engine.add(engine.mul(x, x), x))]);
  assert.deepEqual(gradient(x), [3, 5, 7]);
  engine.backward([engine.sum(x)]);
  assert.deepEqual(gradient(x), [4, 6, 8]);
});

test("two leaves never share one gradient's memory", () => {
  const [x, y] = [leaf([1, 2]), leaf([3, 4])];
  const start = make([1, 1]);
  engine.backward([engine.add(x, y)], [start]);
  engine.fillInPlace(engine.gradOf(x) ?? x, 9);
  assert.deepEqual(gradient(y), [1, 1]);
  assert.deepEqual(values(start), [1, 1]);
});

test("broadcast operands get gradients of their own shape", () => {
  const [x, b] = [leaf([[1, 2], [3, 4]]), leaf([1, 2])]; // biome-ignore format: a matrix
  engine.backward([engine.sum(engine.mul(x, b))]);
  assert.deepEqual(gradient(b), [4, 6]);
});

test("gradients have their input's dtype", () => {
  const x = leaf([1, 2], "float16");
  engine.backward([engine.sum(engine.mul(engine.to(x, "float32"), make([0.1, 0.2])))]);
  assert.equal(engine.gradOf(x)?.dtype, "float16");
});

test("a second pass through a freed graph fails; with retainGraph it works", () => {
  const x = leaf([1, 2]);
  const y = engine.sum(engine.exp(x));
  engine.backward([y], null, { retainGraph: true });
  engine.backward([y]);
  throwsTorch(() => engine.backward([y]), "RuntimeError", secondTime);
});

test("operations that keep nothing can be passed twice, multiplications by numbers cannot", () => {
  const x = leaf([1, 2]);
  const sum = engine.sum(engine.add(x, 1));
  engine.backward([sum]);
  engine.backward([sum]);
  assert.deepEqual(gradient(x), [2, 2]);
  const scaled = engine.sum(engine.mul(x, 2));
  engine.backward([scaled]);
  throwsTorch(() => engine.backward([scaled]), "RuntimeError", secondTime);
});

test("only outputs of one element may leave out the gradient", () => {
  throwsTorch(
    () => engine.backward([engine.mul(leaf([1, 2]), 2)]),
    "RuntimeError",
    "grad can be implicitly created only for scalar outputs",
  );
  throwsTorch(
    () => engine.backward([engine.mul(leaf([1, 2, 3]), 2)], [make([1, 2])]),
    "RuntimeError",
    "Mismatch in shape: grad_output[0] has a shape of torch.Size([2]) and output[0] has a shape of torch.Size([3]).",
  );
});

test("an output without history is refused", () => {
  const message = "element 0 of tensors does not require grad and does not have a grad_fn";
  throwsTorch(() => engine.backward([make(1)]), "RuntimeError", message);
  throwsTorch(() => engine.grad([make(1)], [leaf(1)]), "RuntimeError", message);
});

test("grad leaves the leaves' grad alone, and stops at its inputs", () => {
  const x = leaf([1, 2]);
  const y = engine.mul(x, x);
  const [forY, forX] = engine.grad([engine.sum(engine.exp(y))], [y, x]);
  assert.equal(gradient(x), null);
  assert.deepEqual(forY && values(forY), values(engine.exp(make([1, 4]))));
  assert.deepEqual(forX && values(forX), values(engine.mul(engine.exp(make([1, 4])), make([2, 4]))));
});

test("an unused input is an error, null, or zeros", () => {
  const [x, unused] = [leaf([1, 2]), leaf([3])];
  const loss = (): Tensor => engine.sum(engine.mul(x, 2));
  throwsTorch(
    () => engine.grad([loss()], [unused]),
    "RuntimeError",
    "One of the differentiated Tensors appears to not have been used in the graph. Set allow_unused=True if this is the desired behavior.",
  );
  assert.deepEqual(engine.grad([loss()], [unused], null, { allowUnused: true }), [null]);
  const [zeros] = engine.grad([loss()], [unused], null, { materializeGrads: true });
  assert.deepEqual(zeros && values(zeros), [0]);
  throwsTorch(
    () => engine.grad([loss()], [make([1])]),
    "RuntimeError",
    "One of the differentiated Tensors does not require grad",
  );
});

test("createGraph records the backward pass: third derivatives", () => {
  const x = leaf(2, "float64");
  let y: Tensor = engine.pow(x, 4n);
  for (const expected of [32, 48, 48]) {
    const [derivative] = engine.grad([y], [x], null, { createGraph: true });
    assert.ok(derivative);
    assert.equal(values(derivative), expected);
    y = derivative;
  }
});

test("with createGraph a leaf's grad has a history of its own", () => {
  const x = leaf([1, 2]);
  engine.backward([engine.sum(engine.mul(x, x))], null, { createGraph: true });
  const grad = engine.gradOf(x);
  assert.ok(grad);
  assert.deepEqual(names(grad), ["CloneBackward0"]);
});

test("backward(inputs) adds up in those leaves alone", () => {
  const [x, y] = [leaf([1, 2]), leaf([3, 4])];
  engine.backward([engine.sum(engine.mul(x, y))], null, { inputs: [x] });
  assert.deepEqual(gradient(x), [3, 4]);
  assert.equal(gradient(y), null);
});

test("nothing is recorded without grad mode, nor below a detached tensor", () => {
  const x = leaf([1, 2]);
  assert.equal(engine.requiresGrad(engine.noGrad(() => engine.mul(x, 2))), false);
  assert.equal(engine.requiresGrad(engine.mul(engine.detach(x), 2)), false);
  engine.noGrad(() => {
    assert.equal(engine.requiresGrad(engine.enableGrad(() => engine.mul(x, 2))), true);
  });
});

test("inference tensors are neither recorded nor changed outside", () => {
  const x = leaf([1, 2]);
  const made = engine.inferenceMode(() => engine.mul(x, 2));
  assert.equal(engine.isInference(made), true);
  throwsTorch(
    () => engine.mul(made, 2, { out: made }),
    "RuntimeError",
    "Inplace update to inference tensor outside InferenceMode is not allowed.You can make a clone to get a normal tensor before doing inplace update.See https://github.com/pytorch/rfcs/pull/17 for more details.",
  );
  assert.throws(() => engine.mul(leaf([1, 2]), made), /Inference tensors cannot be saved for backward/);
});

test("deep graphs need no stack", () => {
  const x = leaf(1, "float64");
  let y: Tensor = x;
  for (let i = 0; i < 50_000; i++) y = engine.add(y, 1);
  engine.backward([y]);
  assert.equal(gradient(x), 1);
});

test("nodes are named as PyTorch names them", () => {
  const x = leaf([[1, 2], [3, 4]]); // biome-ignore format: a matrix
  const v = leaf([1, 2]);
  assert.deepEqual(
    names(
      engine.add(x, 1),
      engine.mul(x, x),
      engine.div(x, 2),
      engine.pow(x, 2n),
      engine.mm(x, x),
      engine.linear(x, x, v),
      engine.sum(x),
      engine.sum(x, { dims: [0] }),
      engine.mean(x, { dims: [0] }),
      engine.select(x, 0, 1),
      engine.slice(x, 0, 0, 1),
      engine.t(x),
      engine.view(x, [4]),
      engine.layerNorm(x, [2]),
      engine.rmsNorm(x, [2], v),
      engine.mseLoss(x, make([[1, 2], [3, 4]])), // biome-ignore format: a matrix
      engine.crossEntropy(x, make([0, 1], "int64")),
      engine.max(x),
      engine.maxAlong(x, 0).values,
      engine.vectorNorm(x),
      engine.to(x, "float64"),
    ),
    [
      "AddBackward0",
      "MulBackward0",
      "DivBackward0",
      "PowBackward0",
      "MmBackward0",
      "AddmmBackward0",
      "SumBackward0",
      "SumBackward1",
      "MeanBackward1",
      "SelectBackward0",
      "SliceBackward0",
      "TBackward0",
      "ViewBackward0",
      "NativeLayerNormBackward0",
      "MulBackward0",
      "MseLossBackward0",
      "NllLossBackward0",
      "MaxBackward1",
      "MaxBackward0",
      "LinalgVectorNormBackward0",
      "ToCopyBackward0",
    ],
  );
});

test("subgradients follow PyTorch's conventions", () => {
  const derivative = (f: (x: Tensor) => Tensor, at: Plain): Plain | null => {
    const x = leaf(at);
    engine.backward([engine.sum(f(x))]);
    return gradient(x);
  };
  assert.deepEqual(
    derivative((x) => engine.abs(x), [0]),
    [0],
  );
  assert.deepEqual(
    derivative((x) => engine.relu(x), [0]),
    [0],
  );
  assert.deepEqual(
    derivative((x) => engine.clamp(x, { min: 0, max: 1 }), [0, 1]),
    [1, 1],
  );
  assert.deepEqual(
    derivative((x) => engine.hardtanh(x), [-1, 1]),
    [0, 0],
  );
  assert.deepEqual(
    derivative((x) => engine.amax(x), [2, 2, 1]),
    [0.5, 0.5, 0],
  );
  assert.deepEqual(
    derivative((x) => engine.max(x), [2, 2, 1]),
    [0.5, 0.5, 0],
  );
  assert.deepEqual(
    derivative((x) => engine.maxAlong(x, 0).values, [2, 2, 1]),
    [1, 0, 0],
  );
  assert.deepEqual(
    derivative((x) => engine.vectorNorm(x), [0, 0]),
    [0, 0],
  );
  assert.deepEqual(
    derivative((x) => engine.std(x), [1, 1]),
    [0, 0],
  );
  assert.deepEqual(
    derivative((x) => engine.pow(x, 0n), [0, 2]),
    [0, 0],
  );
  assert.deepEqual(
    derivative((x) => engine.maximum(x, make([1])), [1]),
    [0.5],
  );
});

test("a backward pass lets go of what was saved, and a graph holds nothing else", () => {
  setFlagsFromString("--expose-gc");
  const collect: () => void = runInNewContext("gc");
  const megabytes = (): number => {
    // Freed buffers are only counted as such at the collection after the one that finds them.
    for (let i = 0; i < 3; i++) collect();
    return process.memoryUsage().arrayBuffers / 2 ** 20;
  };
  const before = megabytes();
  const build = (step: (h: Tensor) => Tensor): Tensor => {
    let h: Tensor = engine.setRequiresGrad(engine.ones([256, 1024]), true);
    for (let i = 0; i < 20; i++) h = step(h);
    return engine.sum(h);
  };
  const kept = build((h) => engine.tanh(h));
  assert.ok(megabytes() - before > 15);
  engine.backward([kept]);
  assert.ok(megabytes() - before < 5);
  const sums = build((h) => engine.add(h, 1));
  assert.ok(megabytes() - before < 5);
  assert.equal(engine.requiresGrad(kept) && engine.requiresGrad(sums), true);
});
