/**
 * Whole programs over torch in the categories of the oracle, and tutorials: what they print and how they end is recorded
 * (torch-programs/expected.json, written with LNNB_RECORD=1 after the differences were looked at). Where a Python has
 * PyTorch, the programs run there too, and what differs must be listed with its reason (torch-programs/differences.json).
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, test } from "node:test";
import { createInterpreter } from "../../src/language/interpreter.ts";
import type { Host } from "../../src/language/interpreter-api.ts";

interface Outcome {
  readonly stdout: string;
  /** The last line of the traceback. */
  readonly error: string | null;
}

const folder = resolve("test/conformance/torch-programs");
const expectedFile = join(folder, "expected.json");
const programs = readdirSync(folder)
  .filter((name) => name.endsWith(".py"))
  .sort();
const readJson = <T>(path: string): T => JSON.parse(readFileSync(path, "utf8")) as T;

function runHere(name: string): Outcome {
  let stdout = "";
  const host: Host = {
    write: (stream, text) => {
      if (stream === "stdout") stdout += text;
    },
    display: () => undefined,
    now: () => Date.now(),
    interrupt: new Int32Array(1),
    sleep: () => undefined,
  };
  const file = join(folder, name);
  const outcome = createInterpreter(host, { preloaded: false }).run({
    source: readFileSync(file, "utf8"),
    file,
    interactive: false,
  });
  const error = outcome.status === "error" ? (outcome.error.traceback.trimEnd().split("\n").at(-1) ?? "") : null;
  return { stdout, error };
}

const results = new Map(programs.map((name) => [name, runHere(name)]));
if (process.env["LNNB_RECORD"]) {
  writeFileSync(expectedFile, `${JSON.stringify(Object.fromEntries(results), null, 1)}\n`);
}

describe("programs print and end as recorded", () => {
  const expected = readJson<Record<string, Outcome>>(expectedFile);
  for (const name of programs) test(name, () => assert.deepEqual(results.get(name), expected[name]));
});

interface Reference {
  readonly torch: string | null;
  readonly results: Record<string, Outcome>;
}

/** What the PyTorch of this machine gives; the reason why there is none where there is none. */
function reference(): Reference | string {
  const python = process.env["LNNB_PYTHON_TORCH"] ?? "/usr/bin/python3";
  const input = JSON.stringify(programs.map((name) => join(folder, name)));
  const run = spawnSync(python, [resolve("test/conformance/torch_programs_driver.py")], {
    input,
    maxBuffer: 1 << 28,
  });
  if (run.status !== 0) return "no Python here that runs the driver";
  // The driver writes this shape.
  const found = JSON.parse(run.stdout.toString()) as Reference;
  return found.torch === null ? "no PyTorch here" : found;
}

const found = reference();

describe("programs print and end as under PyTorch", { skip: typeof found === "string" ? found : false }, () => {
  if (typeof found === "string") return;
  const differences = readJson<Record<string, string>>(join(folder, "differences.json"));
  for (const name of programs) {
    const reason = differences[name];
    test(name, { skip: reason ?? false }, () => assert.deepEqual(results.get(name), found.results[join(folder, name)]));
  }
});
