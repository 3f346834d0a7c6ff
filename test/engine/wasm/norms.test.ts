import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type LayerNormForwardArguments, plainNormKernels } from "../../../src/engine/norm/kernels.ts";
import { wasm } from "../../../src/engine/wasm/module.ts";
import * as fast from "../../../src/engine/wasm/norms.ts";
import { operandsOf } from "../../../src/engine/wasm/rows.ts";
import { draws, fillRows, rowKinds, worstError } from "./rows.ts";

const shapes: readonly [number, number][] = [
  [512, 64],
  [43, 768],
  [251, 131],
  [33, 1024],
  [9, 4099],
];

const parameters = (features: number, seed: number, around: number): Float32Array => {
  const draw = draws(seed);
  return Float32Array.from({ length: features }, () => around + draw() / 2);
};

interface Case extends LayerNormForwardArguments {
  readonly x: Float32Array;
}

function layerNormCase(kind: string, rows: number, features: number): Case {
  return {
    x: fillRows(kind, rows, features, rows * features),
    rows,
    features,
    gamma: parameters(features, 3, 1),
    beta: parameters(features, 5, 0),
    eps: 1e-5,
    half: false,
    y: new Float32Array(rows * features),
    mean: new Float32Array(rows),
    rstd: new Float32Array(rows),
  };
}

/** The same in double precision, by the definition. */
function exactForward({ x, rows, features, gamma, beta, eps }: Case): Float64Array {
  const y = new Float64Array(rows * features);
  for (let row = 0; row < rows; row++) {
    const values = x.subarray(row * features, (row + 1) * features);
    const mean = values.reduce((sum, value) => sum + value, 0) / features;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / features;
    // A variance that float32 cannot hold is infinite, as in PyTorch.
    const rstd = 1 / Math.sqrt(Math.fround(variance) + eps);
    for (let j = 0; j < features; j++) {
      y[row * features + j] = (values[j] - mean) * rstd * (gamma?.[j] ?? 1) + (beta?.[j] ?? 0);
    }
  }
  return y;
}

describe("layer norm in WebAssembly", () => {
  for (const kind of Object.keys(rowKinds)) {
    it(`${kind}: no further from float64 than PyTorch's order of operations`, () => {
      for (const [rows, features] of shapes) {
        const a = layerNormCase(kind, rows, features);
        const exact = exactForward(a);
        assert.ok(fast.layerNormForward(a), "the kernel takes the shape");
        const b = layerNormCase(kind, rows, features);
        plainNormKernels.layerNormForward(b);
        const [found, plain] = [worstError(a.y, exact), worstError(b.y, exact)];
        // Five roundings of an element are always allowed: (x - mean) * rstd * gamma + beta, and rstd's own.
        const roundings = 5 * 2 ** -24 * exact.reduce((most, value) => Math.max(most, Math.abs(value) || 0), 0);
        assert.ok(found <= 2 * plain + roundings, `${rows}x${features}: error ${found}, plain ${plain}`);
      }
    });
  }

  it("has the plain version's gradients", () => {
    for (const kind of ["normal", "offset 1e4", "outlier first"]) {
      for (const [rows, features] of shapes) {
        const forward = layerNormCase(kind, rows, features);
        plainNormKernels.layerNormForward(forward);
        const gradients = () => ({
          ...forward,
          dy: fillRows("normal", rows, features, 11),
          dx: new Float32Array(rows * features),
          dgamma: new Float64Array(features),
          dbeta: new Float64Array(features),
        });
        const [a, b] = [gradients(), gradients()];
        // The definition in double precision, from the same statistics.
        const exact = { ...gradients(), dx: new Float64Array(rows * features) };
        const wide = { mean: Float64Array.from(forward.mean), rstd: Float64Array.from(forward.rstd) };
        plainNormKernels.layerNormBackward({ ...exact, ...wide });
        assert.ok(fast.layerNormBackward(a));
        plainNormKernels.layerNormBackward(b);
        for (const name of ["dx", "dgamma", "dbeta"] as const) {
          const scale = Math.max(...Array.from(exact[name], (value) => Math.abs(value)), 1e-30);
          const [found, plain] = [worstError(a[name], exact[name]) / scale, worstError(b[name], exact[name]) / scale];
          assert.ok(found <= 2 * plain + 1e-6, `${kind} ${rows}x${features} ${name}: ${found}, plain ${plain}`);
        }
      }
    }
  });

  it("has the plain version's values and gradients in float64", () => {
    for (const kind of ["normal", "offset 1e4", "outlier first"]) {
      for (const [rows, features] of [
        [512, 64],
        [9, 770],
        [2, 4096],
      ]) {
        const make = () => ({
          ...layerNormCase(kind, rows, features),
          x: Float64Array.from(fillRows(kind, rows, features)),
          gamma: Float64Array.from(parameters(features, 3, 1)),
          y: new Float64Array(rows * features),
          mean: new Float64Array(rows),
          rstd: new Float64Array(rows),
          dy: Float64Array.from(fillRows("normal", rows, features, 11)),
          dx: new Float64Array(rows * features),
          dgamma: new Float64Array(features),
          dbeta: new Float64Array(features),
        });
        const [a, b] = [make(), make()];
        assert.ok(fast.layerNormForward(a) && fast.layerNormBackward(a));
        plainNormKernels.layerNormForward(b);
        plainNormKernels.layerNormBackward(b);
        for (const name of ["y", "dx", "dgamma", "dbeta"] as const) {
          const scale = Math.max(...Array.from(b[name], (value) => Math.abs(value)));
          assert.ok(worstError(a[name], b[name]) <= 1e-11 * scale, `${kind} ${rows}x${features} ${name}`);
        }
      }
    }
  });

  it("gives a row the same bits alone and among others", () => {
    for (const features of [256, 769, 1024]) {
      const many = layerNormCase("normal", 7, features);
      assert.ok(fast.layerNormForward(many));
      for (let row = 0; row < 7; row++) {
        const place = [row * features, (row + 1) * features] as const;
        const alone = { ...layerNormCase("normal", 1, features), x: many.x.slice(...place) };
        assert.ok(fast.layerNormForward(alone));
        assert.deepEqual(alone.y, many.y.slice(...place));
      }
    }
  });

  it("gives the same bits on every way that arrays of some size go", () => {
    const instance = wasm();
    assert.ok(instance !== null);
    for (const kind of ["normal", "outlier first", "one NaN"]) {
      for (const [rows, features] of [
        [7, 64],
        [1, 300],
        [9, 131],
        [5, 1024],
        [6, 256],
        [11, 1552],
        [37, 1500],
        [19, 4099],
      ]) {
        const a = layerNormCase(kind, rows, features);
        const run = (reach: number) => {
          const found = {
            y: new Float32Array(rows * features),
            mean: new Float32Array(rows),
            rstd: new Float32Array(rows),
          };
          const [dx, sum, ofSum] = [1, 2, 3].map(() => new Float32Array(rows * features));
          const call = operandsOf(instance);
          const [x, gamma, beta] = [a.x, a.gamma, a.beta].map((array) => call.input(array, array?.length ?? 0));
          const [y, mean, rstd, to] = [found.y, found.mean, found.rstd, dx].map((array) => call.output(array));
          instance.kernels.layerNormForward(x, y, mean, rstd, gamma, beta, 0, rows, features, 1e-5, reach);
          const [total, to2] = [sum, ofSum].map((array) => call.output(array));
          const [mean2, rstd2] = [call.room(4 * rows), call.room(4 * rows)];
          instance.kernels.addLayerNormForward(
            x,
            x,
            total,
            to2,
            mean2,
            rstd2,
            gamma,
            beta,
            0,
            rows,
            features,
            1e-5,
            reach,
          );
          const sums = { gamma: new Float32Array(features), beta: new Float32Array(features) };
          const [dgamma, dbeta] = [call.output(sums.gamma), call.output(sums.beta)];
          instance.kernels.layerNormBackward(x, y, mean, rstd, gamma, to, dgamma, dbeta, 0, rows, features, reach, 0);
          call.end();
          return { ...found, dx, sum, ofSum, sums };
        };
        for (const reach of [1, 2]) assert.deepEqual(run(reach), run(0), `${kind} ${rows}x${features}, ${reach}`);
      }
    }
  });

  it("leaves short rows, small work and other dtypes to the plain version", () => {
    assert.equal(fast.layerNormForward(layerNormCase("normal", 2, 128)), false);
    assert.equal(fast.layerNormForward(layerNormCase("normal", 10000, 8)), false);
    const odd = layerNormCase("normal", 3, 301);
    assert.equal(fast.layerNormForward({ ...odd, y: new Float64Array(odd.y.length) }), false);
  });
});
