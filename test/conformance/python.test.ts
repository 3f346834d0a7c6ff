/**
 * Every program of test/conformance/python, run by CPython and by our interpreter: what they print and how they end must
 * agree. Set LNNB_PYTHON to choose the Python (3.11 or newer; the reference is 3.12).
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, test } from "node:test";
import { createInterpreter } from "../../src/language/interpreter.ts";
import type { Host } from "../../src/language/interpreter-api.ts";

interface Expected {
  readonly version: [number, number];
  readonly results: Record<
    string,
    { readonly stdout: string; readonly error: { readonly last: string; readonly traceback: string } | null }
  >;
}

const folder = resolve("test/conformance/python");
const programs = readdirSync(folder)
  .filter((name) => name.endsWith(".py"))
  .sort();

/** Programs whose output is not that of Python 3.11, each with the change in 3.12 that they show. */
const newerThan311: ReadonlyMap<string, string> = new Map([
  ["each_abc_abstract_1.py", "abstract classes say what has no implementation"],
  ["each_collections_abc_checks_2.py", "abstract classes say what has no implementation"],
  ["each_int_methods_2.py", "int.is_integer is new"],
  ["each_json_dumping_1.py", "json.dumps names the float that it refuses"],
  ["each_random_seeded.py", "random words its errors otherwise"],
  ["lib_random_module_1.py", "random.binomialvariate is new"],
  ["lib_random_module_2.py", "random.binomialvariate is new"],
  ["each_type_conversion_errors_2.py", "max() and min() word their errors otherwise"],
  ["user_enum_members.py", "enums contain values too"],
  ["lib_names_of_iterators.py", "a deque's iterators are said to be of collections, not _collections"],
  ["lib_builtin_iteration.py", "iter(5, 1) names its arguments otherwise"],
  ["core_containers_protocols.py", "slices can be hashed"],
  ["core_numbers_literals.py", "the sum of floats is compensated"],
  ["core_strings_fstrings.py", "f-strings nest quotes (PEP 701)"],
]);

/** 3.12 makes suggestions wherever a traceback is formatted; 3.11 only where it ends the process. */
const withoutSuggestion = (line: string): string => line.replace(/\. Did you (?:mean|forget).*\?$/, "");

const withoutAddresses = (text: string): string => text.replace(/ at 0x[0-9a-f]+/g, " at 0x");

/** A traceback without the frames of modules that CPython writes in Python and this project in TypeScript. */
function withoutLibrary(traceback: string | null, file: string): string | null {
  if (traceback === null) return null;
  const entries = traceback.split(/^(?= {2}File ")/m);
  const [last] = entries.slice(-1);
  const kept = entries.filter((entry) => !entry.startsWith('  File "') || entry.startsWith(`  File "${file}"`));
  // The error's own lines follow the last frame, whose lines are indented.
  if (entries.length > 1 && kept.at(-1) !== last) kept.push(last.replace(/^(?: {2}.*\n)*/, ""));
  return kept.join("");
}

function runInPython(): Expected | string {
  const names = process.env["LNNB_PYTHON"] ? [process.env["LNNB_PYTHON"]] : ["python3.12", "python3"];
  for (const name of names) {
    const input = JSON.stringify(programs.map((program) => join(folder, program)));
    const run = spawnSync(name, [resolve("test/conformance/python_driver.py")], { input, maxBuffer: 1 << 28 });
    if (run.status !== 0) continue;
    // The driver writes this shape.
    const expected = JSON.parse(run.stdout.toString()) as Expected;
    if (expected.version[1] >= 11) return expected;
  }
  return "no Python 3.11 or newer here";
}

function runHere(file: string): { stdout: string; traceback: string | null } {
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
  const interpreter = createInterpreter(host, { preloaded: false });
  const outcome = interpreter.run({ source: readFileSync(file, "utf8"), file, interactive: false });
  return { stdout, traceback: outcome.status === "error" ? outcome.error.traceback : null };
}

const expected = runInPython();

describe("programs print and end as under CPython", { skip: typeof expected === "string" ? expected : false }, () => {
  if (typeof expected === "string") return;
  const reference = expected.version[1] === 12;
  for (const program of programs) {
    const newer = newerThan311.get(program);
    const skip = newer !== undefined && !reference ? `needs Python 3.12: ${newer}` : false;
    test(program, { skip }, () => {
      const file = join(folder, program);
      const wanted = expected.results[file];
      const got = runHere(file);
      assert.equal(withoutAddresses(got.stdout), withoutAddresses(wanted.stdout));
      const lastOf = (text: string | null): string => text?.split("\n").at(-1) ?? "";
      const shown = reference ? (line: string): string => line : withoutSuggestion;
      assert.equal(shown(lastOf(got.traceback)), shown(lastOf(wanted.error?.traceback ?? null)));
      // Carets and suggestions differ between versions.
      if (reference) assert.equal(got.traceback, withoutLibrary(wanted.error?.traceback ?? null, file));
    });
  }
});
