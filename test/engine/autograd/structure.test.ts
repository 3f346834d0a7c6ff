import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Differentiable } from "../../../src/engine/autograd/gradcheck.ts";
import { rowStructure } from "../../../src/engine/autograd/structure/rows.ts";
import * as engine from "../../../src/engine/index.ts";
import * as ops from "../../../src/engine/ops/index.ts";
import type { Tensor } from "../../../src/engine/tensor/tensor.ts";
import { draws } from "../wasm/rows.ts";

function leaf(rows: number, length: number): Tensor {
  const draw = draws(rows * length);
  const values = Array.from({ length: rows * length }, () => draw());
  return engine.setRequiresGrad(ops.fromNumbers(values, [rows, length], "float64"), true);
}

const layerNorm = (x: Tensor): Tensor => engine.layerNorm(x, [x.shape[1]]);

describe("gradient checks of independent rows", () => {
  it("find the structure of a norm, and take few runs", () => {
    const x = leaf(16, 24);
    let runs = 0;
    const result = engine.gradcheck(
      ([input]) => {
        runs++;
        return [layerNorm(input)];
      },
      [x],
    );
    assert.deepEqual(result, { ok: true });
    assert.ok(runs < 24 * 2 + 40, `${runs} runs for 384 elements`);
  });

  const mixed: Readonly<Record<string, (x: Tensor) => Tensor>> = {
    "a mean over rows": (x) => engine.sub(x, engine.mean(x, { dims: [0], keepdim: true })),
    "a cumulative sum down the rows": (x) => engine.cumsum(x, 0),
    "rows in another order": (x) => engine.flip(x, [0]),
    "one row added to another": (x) =>
      engine.cat([engine.narrow(x, 0, 0, 7), engine.add(engine.narrow(x, 0, 7, 1), engine.narrow(x, 0, 2, 1))], 0),
  };
  for (const [name, f] of Object.entries(mixed)) {
    it(`do not take ${name} for independent rows, and pass all the same`, () => {
      const x = leaf(8, 6);
      assert.equal(
        rowStructure(() => [f(x)], x, [f(x)], 1e-6),
        null,
      );
      assert.deepEqual(
        engine.gradcheck(([input]) => [f(input)], [x]),
        { ok: true },
      );
    });
  }

  it("see a dependence that the graph does not know", () => {
    const x = leaf(8, 6);
    const f = (input: Tensor): Tensor => engine.mul(layerNorm(input), engine.detach(engine.select(input, 0, 3)));
    assert.equal(
      rowStructure(() => [f(x)], x, [f(x)], 1e-6),
      null,
    );
    assert.equal(engine.gradcheck(([input]) => [f(input)], [x]).ok, false);
  });

  it("give a wrong gradient's message in full", () => {
    const x = leaf(8, 6);
    // Its second factor has no gradient, so half of the derivative is missing.
    const result = engine.gradcheck(([input]) => [engine.mul(input, engine.detach(input))], [x]);
    assert.ok(!result.ok);
    assert.match(result.message, /^Jacobian mismatch for output 0 with respect to input 0,\nnumerical:tensor/);
  });

  const weights = (count: number): Tensor =>
    engine.setRequiresGrad(
      ops.fromNumbers(
        Array.from({ length: count }, (_, i) => 1 + i / 7),
        [count],
        "float64",
      ),
      true,
    );
  const scaleBy = (row: number, factor: number) => (gradient: Tensor) => {
    const changed = ops.clone(gradient);
    ops.mul(ops.select(changed, 0, row), factor, { out: ops.select(changed, 0, row) });
    return changed;
  };
  const hooked = (x: Tensor, hook: (gradient: Tensor) => Tensor): Tensor => {
    const y = layerNorm(x);
    engine.registerHook(y, hook);
    return y;
  };
  /** Name, function, inputs, and how many runs there are at most. */
  const checked: readonly (readonly [string, Differentiable, () => Tensor[], number])[] = [
    [
      "layer norm by all its inputs",
      ([x, w, b]) => [engine.layerNorm(x, [16], w, b)],
      () => [leaf(8, 16), weights(16), weights(16)],
      140,
    ],
    [
      "a weight for each row",
      ([x, w]) => [engine.mul(layerNorm(x), engine.unsqueeze(w, 1))],
      () => [leaf(8, 16), weights(8)],
      110,
    ],
    ["a pointwise function, transposed", ([x]) => [engine.transpose(engine.gelu(x), 0, 1)], () => [leaf(8, 16)], 50],
    ["a ramp that is flat for half of its inputs", ([x]) => [engine.relu(x)], () => [leaf(8, 16)], 50],
    [
      "softmax and a sum of each row",
      ([x]) => [engine.softmax(x, 1), engine.sum(engine.mul(x, x), { dims: [1] })],
      () => [leaf(8, 16)],
      60,
    ],
    [
      "rows of a third dimension",
      ([x]) => [engine.layerNorm(x, [8])],
      () => [engine.setRequiresGrad(ops.view(ops.clone(leaf(12, 8)), [4, 3, 8]), true)],
      60,
    ],
    [
      "a factor that the graph does not know",
      ([x, w]) => [engine.mul(layerNorm(x), engine.detach(w))],
      () => [leaf(40, 30), weights(30)],
      Infinity,
    ],
    ["a gradient that is wrong in one row", ([x]) => [hooked(x, scaleBy(5, 1.01))], () => [leaf(8, 16)], 100],
    [
      "a gradient that is wrong in one element",
      ([x]) => [
        hooked(x, (g) => {
          const factors = Array.from({ length: g.elementCount }, (_, i) => (i === 37 ? 1.01 : 1));
          return ops.mul(g, ops.fromNumbers(factors, g.shape, "float64"));
        }),
      ],
      () => [leaf(8, 16)],
      Infinity,
    ],
    [
      "a gradient without its factor, in summary",
      ([x]) => [engine.mul(layerNorm(x), engine.detach(x))],
      () => [leaf(40, 30)],
      200,
    ],
    [
      "a sum after layer norm",
      ([x, w]) => [engine.sum(engine.mul(engine.pow(layerNorm(x), 3n), w))],
      () => [leaf(8, 64), weights(64)],
      900,
    ],
    [
      "a mean over rows of a third dimension",
      ([x]) => [engine.mean(engine.gelu(engine.layerNorm(x, [64])))],
      () => [engine.setRequiresGrad(ops.view(ops.clone(leaf(8, 64)), [4, 2, 64]), true)],
      700,
    ],
    ["a mean of a pointwise function", ([x]) => [engine.mean(engine.gelu(x))], () => [leaf(8, 16)], 100],
    [
      "a sum with a gradient that is wrong in one row",
      ([x]) => [engine.sum(engine.pow(hooked(x, scaleBy(5, 1.01)), 3n))],
      () => [leaf(8, 64)],
      Infinity,
    ],
    [
      "a sum whose terms the graph does not know in full",
      ([x]) => [engine.sum(engine.mul(layerNorm(x), engine.detach(x)))],
      () => [leaf(8, 64)],
      Infinity,
    ],
    [
      "a sum over rows that see each other",
      ([x]) => [engine.sum(engine.pow(engine.sub(x, engine.mean(x, { dims: [0], keepdim: true })), 3n))],
      () => [leaf(8, 16)],
      Infinity,
    ],
    [
      "a sum that is no loss by itself",
      ([x]) => [engine.add(engine.sum(engine.pow(layerNorm(x), 3n)), engine.select(engine.select(x, 0, 0), 0, 0))],
      () => [leaf(8, 64)],
      Infinity,
    ],
    ["an input that is not used", ([x]) => [layerNorm(x)], () => [leaf(8, 16), weights(4)], 120],
    [
      "one tensor for two inputs",
      ([x, y]) => [engine.mul(x, y)],
      () => {
        const x = leaf(8, 16);
        return [x, x];
      },
      Infinity,
    ],
  ];
  for (const [name, f, inputsOf, most] of checked) {
    it(`give the plain method's answer: ${name}`, () => {
      let runs = 0;
      const counted: Differentiable = (inputs) => {
        runs++;
        return f(inputs);
      };
      const found = engine.gradcheck(counted, inputsOf());
      const plain = engine.gradcheck(f, inputsOf(), { useStructure: false });
      assert.deepEqual(found, plain);
      assert.ok(runs <= most, `${runs} runs`);
    });
  }

  it("add a loss up in few runs, with the plain method's bits", () => {
    // The difference of the cubes' sums is near the tolerance for some elements: only the same bits give the same verdict.
    let [passed, failed] = [0, 0];
    for (let i = 0; i < 12; i++) {
      const atol = 10 ** (-6.5 - i / 4);
      let runs = 0;
      const f: Differentiable = ([x]) => {
        runs++;
        return [engine.sum(engine.pow(layerNorm(x), 3n))];
      };
      const options = { atol, rtol: 0 };
      const found = engine.gradcheck(f, [leaf(8, 64)], options);
      if (found.ok) assert.ok(runs < 120, `${runs} runs for 512 elements`);
      assert.deepEqual(found, engine.gradcheck(f, [leaf(8, 64)], { ...options, useStructure: false }));
      if (found.ok) passed++;
      else failed++;
    }
    assert.ok(passed > 0 && failed > 0, `${passed} passed, ${failed} failed`);
  });

  it("look at batches of another size only where the graph is the engine's own", () => {
    const shapes = new Set<string>();
    const noting =
      (hook: ((gradient: Tensor) => Tensor) | null): Differentiable =>
      ([x]) => {
        shapes.add(String(x.shape));
        const y = layerNorm(x);
        if (hook !== null) engine.registerHook(y, hook);
        return [y];
      };
    assert.deepEqual(engine.gradcheck(noting(null), [leaf(8, 64)]), { ok: true });
    assert.deepEqual([...shapes], ["8,64", "64,64"]);
    shapes.clear();
    assert.deepEqual(
      engine.gradcheck(
        noting((g) => g),
        [leaf(8, 64)],
      ),
      { ok: true },
    );
    assert.deepEqual([...shapes], ["8,64"]);
  });

  it("do not trust a batch in which a row's place matters", () => {
    const f: Differentiable = ([x]) => {
      const places = ops.unsqueeze(ops.to(ops.arange(0, x.shape[0]), "float64"), 1);
      return [engine.mul(layerNorm(x), places)];
    };
    assert.deepEqual(engine.gradcheck(f, [leaf(8, 64)]), { ok: true });
  });
});
