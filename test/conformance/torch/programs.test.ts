/**
 * Whole programs print here what they print under PyTorch: tensors of all kinds, custom functions, gradient checks, and what
 * goes wrong in them, as far as 1.13 and 2.11 agree. Skipped where no Python has torch.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { test } from "node:test";
import { openSession, runWith } from "../oracle/session.ts";
import { pythonWithTorch } from "./python.ts";

const folder = resolve("test/conformance/torch/programs");
const python = pythonWithTorch();

for (const name of readdirSync(folder).filter((file) => file.endsWith(".py"))) {
  test(name, { skip: python === null && "no Python with torch here" }, () => {
    const program = join(folder, name);
    const run = spawnSync(python ?? "python3", ["-W", "ignore", program], { maxBuffer: 2 ** 27 });
    assert.equal(run.status, 0, run.stderr.toString());
    const session = openSession();
    runWith(session, {}, readFileSync(program, "utf8"));
    const [here, there] = [session.captured.stdout.split("\n"), run.stdout.toString().split("\n")];
    const at = here.findIndex((line, i) => line !== there[i]);
    const around = (lines: readonly string[]): string => lines.slice(Math.max(at - 8, 0), at + 4).join("\n");
    assert.equal(at, -1, `line ${at + 1}\nhere:\n${around(here)}\nPyTorch:\n${around(there)}`);
    assert.equal(here.length, there.length);
  });
}
