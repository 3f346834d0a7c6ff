/**
 * Random calls of every function of the registry, run by PyTorch and by our interpreter as the same program text: dtypes,
 * shapes, strides, values, gradients and errors must agree. Set LNNB_PYTHON to choose the Python, LNNB_CASES the number of
 * cases a function. Skipped where no Python has torch.
 */
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { describe, test } from "node:test";
import { createInterpreter, type InterpreterSession } from "../../../src/language/interpreter.ts";
import { difference } from "./compare.ts";
import { casesOf, generators, preludeText, programText, registeredNames } from "./program.ts";
import { excused, reasonFor } from "./versions.ts";

const caseCount = Number(process.env["LNNB_CASES"] ?? 200);
const names = [...generators.keys()].filter((name) => !excused.has(name));
const cases = new Map(names.map((name) => [name, casesOf(name, caseCount)]));

function pythonWithTorch(): string | null {
  const own = process.env["LNNB_PYTHON"];
  const candidates = own ? [own] : ["python3", "/usr/bin/python3"];
  return candidates.find((name) => spawnSync(name, ["-c", "import torch"]).status === 0) ?? null;
}

/** What PyTorch prints for each program. One process runs them all, beside ours. */
function runInPython(python: string, programs: readonly string[]): Promise<readonly string[]> {
  return new Promise((fulfil, reject) => {
    const child = spawn(python, [resolve("test/conformance/torch/driver.py")]);
    const out: Buffer[] = [];
    let errors = "";
    child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => {
      errors += chunk.toString();
    });
    child.on("error", reject);
    child.on("close", (status) => {
      if (status !== 0) return reject(new Error(`the driver ended with ${status}: ${errors}`));
      // The driver writes this shape.
      const { outputs } = JSON.parse(Buffer.concat(out).toString()) as { outputs: string[] };
      fulfil(outputs);
    });
    child.stdin.end(JSON.stringify(programs));
  });
}

interface Runner {
  readonly session: InterpreterSession;
  readonly run: (program: string) => string;
}

function openHere(): Runner {
  let stdout = "";
  const session = createInterpreter(
    {
      write: (stream, text) => {
        if (stream === "stdout") stdout += text;
      },
      display: () => undefined,
      now: () => Date.now(),
      interrupt: new Int32Array(1),
      sleep: () => undefined,
    },
    { preloaded: false },
  );
  const run = (program: string): string => {
    stdout = "";
    const outcome = session.run({ source: program, file: "cases.py", interactive: false });
    assert.equal(outcome.status, "ok", outcome.status === "error" ? outcome.error.traceback : "");
    return stdout;
  };
  return { session, run };
}

function problems(name: string, here: readonly string[], there: readonly string[]): string[] {
  const isExact = generators.get(name)?.isExact ?? false;
  return (cases.get(name) ?? []).flatMap((call, i) => {
    const kind = difference(here[i], there[i], isExact);
    if (kind === null || reasonFor(name, call, here[i], there[i], kind) !== null) return [];
    return [`${kind}: ${call}\n  here  ${here[i]}\n  torch ${there[i]}`];
  });
}

test("every function of the registry has a generator of cases, or a reason to have none", () => {
  const missing = registeredNames().filter((name) => !generators.has(name) && !excused.has(name));
  assert.deepEqual(missing, []);
});

const python = pythonWithTorch();
describe("differential tests against PyTorch", { skip: python === null && "no Python with torch here" }, async () => {
  if (python === null) return;
  const texts = names.map((name) => programText(cases.get(name) ?? []));
  const prelude = preludeText();
  const reference = runInPython(python, [prelude, ...texts]);
  const here = openHere();
  here.run(prelude);
  for (const [i, name] of names.entries()) {
    test(name, async () => {
      const own = here.run(texts[i]).split("\n");
      const there = (await reference)[i + 1].split("\n");
      const found = problems(name, own, there);
      assert.equal(found.length, 0, `${found.length} of ${caseCount}\n${found.slice(0, 3).join("\n")}`);
    });
  }
});
