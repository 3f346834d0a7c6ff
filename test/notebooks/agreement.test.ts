import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Payload } from "../../src/figures/payload.ts";
import { differences, outlineDifferences } from "./agreement.ts";
import type { CellRun } from "./samples.ts";

const axis = { label: "", scale: "linear" } as const;
const lines = (y: readonly number[], title = "loss"): Payload => ({
  version: 1,
  kind: "lines",
  title,
  notes: [],
  x: axis,
  y: axis,
  markers: false,
  series: [{ label: "a", role: null, x: y.map((_, i) => i), y, low: null, high: null }],
});
const run = (stdout: string, ...figures: Payload[]): CellRun => ({ id: "cell", stdout, figures, error: "" });

describe("the comparison of two runs", () => {
  it("lets rounding pass", () => {
    assert.deepEqual(differences(run("std 1.001, off by 2e-16\n"), run("std 1.000, off by 7e-16\n")), []);
    assert.deepEqual(differences(run("", lines([1, 2, 1e-9])), run("", lines([1.0001, 2, -3e-9]))), []);
    assert.deepEqual(differences(run("", lines([NaN, Infinity])), run("", lines([NaN, Infinity]))), []);
  });

  it("finds another text, another number and another figure", () => {
    assert.equal(differences(run("loss 1.0\n"), run("losses 1.0\n")).length, 1);
    assert.equal(differences(run("loss 1.0\n"), run("loss 1.1\n")).length, 1);
    assert.equal(differences(run("a\nb\n"), run("a\n")).length, 1);
    assert.equal(differences(run("", lines([1, 2])), run("", lines([1, 2.01]))).length, 1);
    assert.equal(differences(run("", lines([1, 2])), run("", lines([1, NaN]))).length, 1);
    assert.equal(differences(run("", lines([1, 2])), run("", lines([1, 2], "losses"))).length, 1);
    assert.equal(differences(run("", lines([1, 2])), run("")).length, 1);
  });

  it("sees in an outline only what does not hang on numbers", () => {
    assert.deepEqual(outlineDifferences(run("1 s\n", lines([1, 2])), run("2 s\n", lines([3, 4]))), []);
    assert.equal(outlineDifferences(run("1 s\n", lines([1])), run("1 s\n", lines([1], "other"))).length, 1);
  });
});
