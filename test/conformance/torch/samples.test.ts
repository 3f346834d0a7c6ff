/**
 * The sample inputs of PyTorch's own test suite for every function of the registry, answered by the installed PyTorch:
 * outputs, gradients and errors must be ours. Skipped where no Python has torch and its testing modules.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { test } from "node:test";
import type { OpInfoRow } from "../oracle/data.ts";
import { expressionFor, problemOf } from "../oracle/opinfo.ts";
import { openSession } from "../oracle/session.ts";
import { registeredNames } from "./program.ts";
import { pythonWithTorch } from "./python.ts";
import { sampleReason } from "./sample-versions.ts";

const methods = new Set<string>();

/** The suite's name of a registered function, where it has one. */
const suiteName = (name: string): string => {
  if (!name.startsWith("Tensor.")) return name.replace(/^F\./, "nn.functional.");
  methods.add(name.slice("Tensor.".length));
  return name.slice("Tensor.".length);
};

const names = registeredNames().map(suiteName);
const expressionOf = (op: string): string => (methods.has(op) ? `x.${op}(*args, **kwargs)` : expressionFor(op));

function rowsOf(python: string): OpInfoRow[] {
  const input = JSON.stringify(names);
  const run = spawnSync(python, [resolve("test/conformance/torch/samples.py")], { input, maxBuffer: 2 ** 29 });
  assert.equal(run.status, 0, run.stderr.toString());
  const lines = run.stdout.toString().split("\n");
  // The script writes this shape.
  return lines.filter((line) => line !== "").map((line) => JSON.parse(line) as OpInfoRow);
}

const python = pythonWithTorch();
test("PyTorch's own samples", { skip: python === null && "no Python with torch here" }, (t) => {
  const session = openSession();
  const rows = rowsOf(python ?? "python3");
  if (rows.length === 0) return t.skip("this PyTorch comes without its testing modules");
  assert.ok(rows.length > 2000, `${rows.length} samples`);
  const problems = rows.flatMap((row) => {
    const problem = problemOf(session, row, expressionOf(row.op));
    if (problem === null || sampleReason(row, problem) !== null) return [];
    return [`${row.op} ${row.dtype} ${JSON.stringify([row.args, row.kwargs]).slice(0, 200)}: ${problem}`];
  });
  assert.equal(problems.length, 0, `${problems.length} of ${rows.length}\n${problems.join("\n")}`);
});
