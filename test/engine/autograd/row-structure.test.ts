import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { rowStructure } from "../../../src/engine/autograd/row-structure.ts";
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
});
