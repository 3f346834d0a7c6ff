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
const name = (tensor: Tensor): string | undefined => engine.gradFnOf(tensor)?.name;
const hint =
  "Hint: enable anomaly detection to find the operation that failed to compute its gradient, with torch.autograd.set_detect_anomaly(True).";

test("a leaf that requires grad is not changed in place, nor its views", () => {
  const x = leaf([1, 2]);
  throwsTorch(
    () => engine.add(x, 1, { out: x }),
    "RuntimeError",
    "a leaf Variable that requires grad is being used in an in-place operation.",
  );
  const view = engine.slice(x, 0, 0, 1);
  throwsTorch(
    () => engine.mul(view, 2, { out: view }),
    "RuntimeError",
    "a view of a leaf Variable that requires grad is being used in an in-place operation.",
  );
  assert.deepEqual(values(x), [1, 2]);
  engine.noGrad(() => engine.add(x, 1, { out: x }));
  assert.deepEqual(values(x), [2, 3]);
});

test("a result that was saved and then changed is found out", () => {
  const x = leaf([1, 2, 3]);
  const y = engine.exp(x);
  engine.add(y, 1, { out: y });
  throwsTorch(
    () => engine.backward([engine.sum(y)]),
    "RuntimeError",
    `one of the variables needed for gradient computation has been modified by an inplace operation: [torch.FloatTensor [3]], which is output 0 of ExpBackward0, is at version 1; expected version 0 instead. ${hint}`,
  );
});

test("an input that was saved and then changed is named by its latest maker", () => {
  const y = engine.add(leaf([1, 2, 3]), 0);
  const z = engine.mul(y, y);
  engine.mul(y, 2, { out: y });
  throwsTorch(
    () => engine.backward([engine.sum(z)]),
    "RuntimeError",
    `one of the variables needed for gradient computation has been modified by an inplace operation: [torch.FloatTensor [3]], which is output 0 of MulBackward0, is at version 1; expected version 0 instead. ${hint}`,
  );
});

test("an in-place product keeps the values that it overwrites", () => {
  const [x, w] = [leaf([1, 2]), leaf([3, 4])];
  const y = engine.mul(x, 1);
  engine.mul(y, w, { out: y });
  engine.backward([engine.sum(y)]);
  assert.deepEqual(gradient(x), [3, 4]);
  assert.deepEqual(gradient(w), [1, 2]);
});

test("a chain of in-place operations is one history", () => {
  const x = leaf([0.5, 1]);
  const y = engine.mul(x, 2);
  engine.exp(y, { out: y });
  engine.add(y, 1, { out: y });
  assert.equal(name(y), "AddBackward0");
  throwsTorch(
    () => engine.backward([engine.sum(y)]),
    "RuntimeError",
    `one of the variables needed for gradient computation has been modified by an inplace operation: [torch.FloatTensor [2]], which is output 0 of ExpBackward0, is at version 2; expected version 1 instead. ${hint}`,
  );
});

test("a change of a view changes its base's history", () => {
  const x = leaf([[1, 2], [3, 4]]); // biome-ignore format: a matrix
  const y = engine.mul(x, 1);
  const row = engine.select(y, 0, 1);
  engine.mul(row, 10, { out: row });
  assert.equal(name(y), "CopySlices");
  assert.equal(name(row), "AsStridedBackward0");
  engine.backward([engine.add(engine.sum(y), engine.sum(row))]);
  assert.deepEqual(gradient(x), [[1, 1], [20, 20]]); // biome-ignore format: a matrix
});

test("a change of the base shows in the history of its views", () => {
  const x = leaf([1, 2]);
  const y = engine.mul(x, 1);
  const first = engine.slice(y, 0, 0, 1);
  engine.mul(y, 5, { out: y });
  engine.backward([engine.sum(first)]);
  assert.deepEqual(gradient(x), [5, 0]);
});

test("values written into a plain buffer carry their gradients", () => {
  const w = leaf([2, 3]);
  const buffer = make([[0, 0], [0, 0]]); // biome-ignore format: a matrix
  engine.setIndex(buffer, [{ kind: "integer", value: 1 }], engine.mul(w, w));
  assert.equal(name(buffer), "CopySlices");
  engine.backward([engine.sum(engine.mul(buffer, 10))]);
  assert.deepEqual(gradient(w), [40, 60]);
});

test("index tensors write through IndexPut", () => {
  const w = leaf([2, 3]);
  const y = engine.mul(make([1, 1, 1]), engine.sum(w));
  engine.setIndex(y, [{ kind: "tensor", tensor: make([0, 2], "int64") }], w);
  assert.equal(name(y), "IndexPutBackward0");
  engine.backward([engine.sum(y)]);
  assert.deepEqual(gradient(w), [2, 2]);
});

test("what is overwritten gets no gradient", () => {
  const x = leaf([1, 2]);
  const y = engine.mul(x, 3);
  engine.fillInPlace(engine.select(y, 0, 0), 7);
  engine.backward([engine.sum(y)]);
  assert.deepEqual(gradient(x), [0, 3]);
  assert.equal(name(engine.fillInPlace(engine.mul(x, 3), 0)), "ZeroBackward0");
});

test("views of several outputs are not changed in place", () => {
  const [first] = engine.unbind(engine.mul(leaf([1, 2]), 1));
  throwsTorch(
    () => engine.mul(first, 2, { out: first }),
    "RuntimeError",
    "Output 0 of UnbindBackward0 is a view and is being modified inplace. This view is the output of a function that returns multiple views. Such functions do not allow the output views to be modified inplace. You should replace the inplace operation by an out-of-place one.",
  );
});

test("a view made without grad mode is not changed with it", () => {
  const y = engine.mul(leaf([1, 2]), 1);
  const view = engine.noGrad(() => engine.view(y, [2]));
  assert.throws(() => engine.mul(view, 2, { out: view }), /A view was created in no_grad mode/);
});

test("detach shares memory and version, data shares memory alone", () => {
  const y = engine.mul(leaf([1, 2]), 1);
  const z = engine.exp(y);
  const cut = engine.detach(z);
  assert.equal(engine.isLeaf(cut), true);
  engine.fillInPlace(engine.dataOf(z), 1);
  engine.backward([engine.sum(z)], null, { retainGraph: true });
  engine.fillInPlace(cut, 1);
  assert.throws(() => engine.backward([engine.sum(z)]), /modified by an inplace operation/);
});

test("out= does not take part in gradients", () => {
  throwsTorch(
    () => engine.add(leaf([1]), 1, { out: make([0]) }),
    "RuntimeError",
    "add(): functions with out=... arguments don't support automatic differentiation, but one of the arguments requires grad.",
  );
});

test("requires_grad is for floats, and for leaves to change", () => {
  throwsTorch(
    () => engine.setRequiresGrad(make([1], "int64"), true),
    "RuntimeError",
    "only Tensors of floating point dtype can require gradients",
  );
  throwsTorch(
    () => engine.setRequiresGrad(engine.mul(leaf([1]), 2), false),
    "RuntimeError",
    "you can only change requires_grad flags of leaf variables. If you want to use a computed variable in a subgraph that doesn't require differentiation use var_no_grad = var.detach().",
  );
});
