/** The recorded answers of PyTorch, ONNX and CPython: what has been reached stays reached. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { runModules } from "./oracle/modules.ts";
import { runOnnx } from "./oracle/onnx.ts";
import { runOpInfo } from "./oracle/opinfo.ts";
import { runPrograms } from "./oracle/programs.ts";
import { runRandom } from "./oracle/random.ts";
import type { Outcome } from "./oracle/report.ts";

/** Rows that must agree; raise these when more do. */
const reached: readonly [string, (only: string) => Outcome[], number][] = [
  ["opinfo", runOpInfo, 1365],
  ["modules", runModules, 278],
  ["onnx_node", runOnnx, 49],
  ["rng", runRandom, 134],
  ["programs", runPrograms, 182],
];

for (const [kind, run, least] of reached) {
  test(`${kind}: at least ${least} rows agree`, () => {
    const outcomes = run("");
    const failed = outcomes.filter((outcome) => outcome.problem !== null);
    const names = failed.map((outcome) => outcome.name).slice(0, 40);
    assert.ok(outcomes.length - failed.length >= least, `${failed.length} differ: ${names.join(", ")}`);
  });
}
