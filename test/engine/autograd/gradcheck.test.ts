import assert from "node:assert/strict";
import { test } from "node:test";
import { record } from "../../../src/engine/autograd/record.ts";
import * as engine from "../../../src/engine/index.ts";
import type { Tensor } from "../../../src/engine/tensor/tensor.ts";
import { make, throwsTorch, values } from "../support.ts";

const point = (): Tensor => engine.setRequiresGrad(make([1, -2, 3], "float64"), true);

/** x^2 with a gradient of factor * x. */
const square =
  (factor: number) =>
  ([x]: readonly Tensor[]): Tensor[] => [
    record(
      "SquareBackward",
      [x],
      engine.noGrad(() => engine.mul(x, x)),
      [x],
      (g, [kept]) => [engine.mul(g, engine.mul(kept, factor))],
    ),
  ];

const messageOf = (result: engine.GradcheckResult): string => (result.ok ? "" : result.message);

test("a right gradient passes, a wrong one is shown beside the numerical one", () => {
  assert.deepEqual(engine.gradcheck(square(2), [point()]), { ok: true });
  assert.equal(
    messageOf(engine.gradcheck(square(1), [point()])),
    `Jacobian mismatch for output 0 with respect to input 0,
numerical:tensor([[ 2.0000,  0.0000,  0.0000],
        [ 0.0000, -4.0000,  0.0000],
        [ 0.0000,  0.0000,  6.0000]], dtype=torch.float64)
analytical:tensor([[ 1.,  0.,  0.],
        [-0., -2., -0.],
        [ 0.,  0.,  3.]], dtype=torch.float64)
`,
  );
});

test("tolerances decide", () => {
  assert.equal(engine.gradcheck(square(2.0001), [point()]).ok, true);
  assert.equal(engine.gradcheck(square(2.0001), [point()], { rtol: 1e-6, atol: 0 }).ok, false);
});

test("the inputs are as before afterwards, version included", () => {
  const x = point();
  engine.gradcheck(square(2), [x]);
  assert.deepEqual(values(x), [1, -2, 3]);
  assert.equal(x.storage.version, 0);
});

test("float32 inputs are warned about", () => {
  const warnings: string[] = [];
  const x = engine.setRequiresGrad(make([1, 2]), true);
  engine.gradcheck(([t]) => [engine.mul(t, t)], [x], { warn: (text) => warnings.push(text) });
  assert.equal(
    warnings[0],
    "Input #0 requires gradient and is not a double precision floating point or complex. This check will likely fail if all the inputs are not of double precision floating point or complex. ",
  );
});

test("at least one input must require a gradient", () => {
  throwsTorch(
    () => engine.gradcheck(([x]) => [x], [make([1], "float64")]),
    "ValueError",
    "gradcheck expects at least one input tensor to require gradient, but none of the them have requires_grad=True.",
  );
});

test("a backward pass that varies is found out", () => {
  let runs = 0;
  const varying = ([x]: readonly Tensor[]): Tensor[] => [
    record(
      "VaryingBackward",
      [x],
      engine.noGrad(() => engine.mul(x, 2)),
      [],
      (g) => [engine.mul(g, 2 + 1e-9 * runs++)],
    ),
  ];
  assert.match(messageOf(engine.gradcheck(varying, [point()])), /^Backward is not reentrant, i.e., running backward/);
  assert.equal(engine.gradcheck(varying, [point()], { nondetTol: 1e-6 }).ok, true);
});

test("a gradient that ignores grad_output is found out", () => {
  const constant = ([x]: readonly Tensor[]): Tensor[] => [
    record(
      "ConstantBackward",
      [x],
      engine.noGrad(() => engine.sum(x)),
      [],
      () => [make([1, 1, 1], "float64")],
    ),
  ];
  assert.equal(messageOf(engine.gradcheck(constant, [point()])), "backward not multiplied by grad_output");
});

test("a function without differentiable outputs must not change with its inputs", () => {
  assert.equal(engine.gradcheck(([x]) => [engine.mul(engine.detach(x), 0)], [point()]).ok, true);
  assert.equal(
    messageOf(engine.gradcheck(([x]) => [engine.detach(x)], [point()])),
    "Numerical gradient for function expected to be zero",
  );
});

test("gradgradcheck finds a wrong second derivative behind a right first one", () => {
  const cube = ([x]: readonly Tensor[]): Tensor[] => [
    record(
      "CubeBackward",
      [x],
      engine.noGrad(() => engine.pow(x, 3n)),
      [x],
      (g, [kept]) => [engine.mul(g, engine.detach(engine.mul(engine.pow(kept, 2n), 3)))],
    ),
  ];
  assert.equal(engine.gradcheck(cube, [point()]).ok, true);
  assert.equal(engine.gradgradcheck(cube, [point()]).ok, false);
  assert.equal(engine.gradgradcheck(([x]) => [engine.pow(x, 3n)], [point()]).ok, true);
});
