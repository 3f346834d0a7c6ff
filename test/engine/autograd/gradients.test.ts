// Every differentiable function: its gradient and its second derivative against central differences.
import assert from "node:assert/strict";
import { test } from "node:test";
import * as functions from "../../../src/engine/autograd/functions/index.ts";
import * as plain from "../../../src/engine/autograd/functions/plain.ts";
import * as engine from "../../../src/engine/index.ts";
import * as ops from "../../../src/engine/ops/index.ts";
import type { GradientCase } from "./cases/case.ts";
import { networkCases } from "./cases/networks.ts";
import { pointwiseCases } from "./cases/pointwise.ts";
import { productCases } from "./cases/products.ts";
import { reductionCases } from "./cases/reductions.ts";
import { onceOnly, samplingCases } from "./cases/sampling.ts";
import { shapeCases } from "./cases/shapes.ts";
import { windowCases } from "./cases/windows.ts";

const groups = { pointwiseCases, reductionCases, shapeCases, productCases, networkCases, windowCases, samplingCases };
const cases: readonly GradientCase[] = [...Object.values(groups).flat(), ...onceOnly];

const title = ({ name, detail }: GradientCase): string => (detail === undefined ? name : `${name} (${detail})`);

for (const [group, list] of Object.entries(groups)) {
  test(`${group}: gradients`, () => {
    for (const one of list) {
      const result = engine.gradcheck((inputs) => [one.run(...inputs)].flat(), one.inputs);
      assert.ok(result.ok, result.ok ? "" : `${title(one)}: ${result.message}`);
    }
  });

  test(`${group}: second derivatives`, () => {
    for (const one of list) {
      const result = engine.gradgradcheck((inputs) => [one.run(...inputs)].flat(), one.inputs, null, { atol: 1e-4 });
      assert.ok(result.ok, result.ok ? "" : `${title(one)}: ${result.message}`);
    }
  });
}

test("functions without a second derivative: gradients", () => {
  for (const one of onceOnly) {
    const result = engine.gradcheck((inputs) => [one.run(...inputs)].flat(), one.inputs);
    assert.ok(result.ok, result.ok ? "" : `${title(one)}: ${result.message}`);
    const again = (): unknown =>
      engine.gradgradcheck((inputs) => [one.run(...inputs)].flat(), one.inputs, null, { atol: 1e-4 });
    assert.throws(again, /derivative for aten::\w+_backward is not implemented/, title(one));
  }
});

/** Functions without a derivative that is not zero, and those that refuse to have one. */
const withoutGradient = new Set(["ceil", "floor", "round", "sign", "sgn", "trunc", "floorDivide", "zerosLike", "withFoldedDims", "reductionFormula", "drawnFrom", "singularCut", "standardTolerance", "checkFactored", "permutation"]); // biome-ignore format: a list

test("the table above holds every differentiable function", () => {
  const checked = new Set(cases.map(({ name }) => name));
  const missing = Object.entries(functions)
    .filter(([name, value]) => typeof value === "function" && !(name in plain))
    .map(([name]) => name)
    .filter((name) => !checked.has(name) && !withoutGradient.has(name));
  assert.deepEqual(missing, []);
});

/** Raw operations that are steps of others: users reach them under another name, or not at all. */
const internal = new Set(["assign", "basicIndexing", "broadcastView", "checkMatrix", "triangles", "choleskyFactor", "inverseTransposed", "isVectorSide", "checkRow", "floatPower", "placeInOrder", "checkNotEmpty", "constantPad", "copyTo", "fill", "foldedDims", "inferredDType", "indexNumbers", "notImplemented", "pickAlong", "selectByOrder", "shrinkBound", "sortOrder", "sortedValues", "sumInOrder", "sumByLanes"]); // biome-ignore format: a list

test("every raw operation has its place in the engine's face", () => {
  const missing = Object.keys(ops).filter((name) => !(name in functions) && !internal.has(name));
  assert.deepEqual(missing, []);
});
