import assert from "node:assert/strict";
import { describe, it } from "node:test";
import * as engine from "../../../src/engine/index.ts";
import * as ops from "../../../src/engine/ops/index.ts";
import type { Tensor } from "../../../src/engine/tensor/tensor.ts";
import { withoutWasm } from "../../../src/engine/wasm/module.ts";
import { fillRows, rowKinds, worstError } from "./rows.ts";

const leaf = (values: Float32Array, shape: readonly number[]): Tensor =>
  engine.setRequiresGrad(ops.fromNumbers(Array.from(values), shape, "float32"), true);

const numbers = (tensor: Tensor | null): Float64Array => {
  assert.ok(tensor);
  return ops.toNumbers(tensor);
};

interface Results {
  readonly y: Float64Array;
  readonly dx: Float64Array;
  readonly dgamma: Float64Array;
  /** The gradient of the squared gradient. */
  readonly second: Float64Array;
}

function results(x: Float32Array, rows: number, features: number): Results {
  const input = leaf(x, [rows, features]);
  const weight = leaf(fillRows("normal", 1, features, 5), [features]);
  const y = engine.rmsNorm(input, [features], weight, 1e-5);
  const seed = ops.fromNumbers(Array.from(fillRows("normal", rows, features, 9)), [rows, features], "float32");
  const [dx, dgamma] = engine.grad([y], [input, weight], [seed], { retainGraph: true });
  const [recorded] = engine.grad([y], [input], [seed], { createGraph: true });
  assert.ok(recorded);
  const [second] = engine.grad([engine.sum(engine.mul(recorded, recorded))], [input]);
  return { y: numbers(y), dx: numbers(dx), dgamma: numbers(dgamma), second: numbers(second) };
}

describe("RMS norm in WebAssembly", () => {
  // Squares of the largest numbers are infinite: the composition's gradients are NaN where the kernel's are zero.
  for (const kind of Object.keys(rowKinds).filter((name) => name !== "largest")) {
    it(`${kind}: the composition's values and gradients`, () => {
      for (const [rows, features] of [
        [5, 768],
        [130, 257],
      ]) {
        const x = fillRows(kind, rows, features, features);
        const found = results(x, rows, features);
        const plain = withoutWasm(() => results(x, rows, features));
        for (const name of ["y", "dx", "dgamma", "second"] as const) {
          const scale = plain[name].reduce((most, v) => Math.max(most, Number.isFinite(v) ? Math.abs(v) : 0), 1e-30);
          const error = worstError(found[name], plain[name]) / scale;
          assert.ok(error <= (name === "second" ? 1e-4 : 4e-6), `${name} of ${rows}x${features}: ${error}`);
        }
      }
    });
  }
});
