/**
 * Random calls of every function of the registry, run by PyTorch and by our interpreter as the same program text: dtypes,
 * shapes, strides, values, gradients and errors must agree. Set LNNB_PYTHON to choose the Python, LNNB_CASES the number of
 * cases a function, LNNB_SEED (0, 1, ...) others, LNNB_ONLY a pattern of the functions' names, LNNB_SHOWN how many
 * differences a function shows; LNNB_EXCUSES=N shows, of every excuse that held, how often, and N of what it hid. Skipped where no Python has torch.
 */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { resolve } from "node:path";
import { after, before, describe, test } from "node:test";
import { createInterpreter } from "../../../src/language/interpreter.ts";
import { difference } from "./compare.ts";
import { excused } from "./excused.ts";
import { casesOf, generators, preludeText, programText, registeredNames } from "./program.ts";
import { pythonWithTorch } from "./python.ts";
import { unknownOf } from "./rounding.ts";
import { reasonFor } from "./versions.ts";

const caseCount = Number(process.env["LNNB_CASES"] ?? 200);
const run = Number(process.env["LNNB_SEED"] ?? 0);
const only = new RegExp(process.env["LNNB_ONLY"] ?? "");
const shownProblems = Number(process.env["LNNB_SHOWN"] ?? 3);
const shownExcuses = Number(process.env["LNNB_EXCUSES"] ?? 0);
const names = [...generators.keys()].filter((name) => !excused.has(name) && only.test(name));
const cases = new Map(names.map((name) => [name, casesOf(name, caseCount, run)]));
/** What each excuse hid. */
const hidden = new Map<string, string[]>();

interface Reference {
  /** Resolves when the process has all it needs: from then on it runs beside ours. */
  readonly sent: Promise<void>;
  readonly outputs: Promise<readonly string[]>;
}

/** What PyTorch prints for each program: one process runs them all. */
function runInPython(python: string, programs: readonly string[]): Reference {
  const child = spawn(python, [resolve("test/conformance/torch/driver.py")]);
  const outputs = new Promise<readonly string[]>((fulfil, reject) => {
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
      const result = JSON.parse(Buffer.concat(out).toString()) as { outputs: string[] };
      fulfil(result.outputs);
    });
  });
  const sent = new Promise<void>((fulfil) => child.stdin.end(JSON.stringify(programs), fulfil));
  return { sent, outputs };
}

/** Runs programs in one session of our interpreter, and gives what each printed. */
function openHere(): (program: string) => string {
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
  return (program) => {
    stdout = "";
    const outcome = session.run({ source: program, file: "cases.py", interactive: false });
    assert.equal(outcome.status, "ok", outcome.status === "error" ? outcome.error.traceback : "");
    return stdout;
  };
}

function problems(
  name: string,
  here: readonly string[],
  there: readonly string[],
  runHere: (program: string) => string,
): string[] {
  const { isExact = false, isDraw = false, slack = 1 } = generators.get(name) ?? {};
  return (cases.get(name) ?? []).flatMap((call, i) => {
    const precision = { isExact, slack };
    let kind = difference(here[i], there[i], precision);
    const isRounded = kind?.startsWith("value") && !isDraw;
    const unknown = isRounded ? unknownOf(call, runHere) : undefined;
    if (unknown !== undefined) kind = difference(here[i], there[i], { ...precision, unknown });
    if (kind === null) return [];
    const text = `${kind}: ${call}\n  here  ${here[i]}\n  torch ${there[i]}`;
    const reason = reasonFor({ name, call, here: here[i], there: there[i], kind, unknown });
    if (reason === null) return [text];
    hidden.set(reason, [...(hidden.get(reason) ?? []), text]);
    return [];
  });
}

test("every function of the registry has a generator of cases, or a reason to have none", () => {
  const missing = registeredNames().filter((name) => !generators.has(name) && !excused.has(name));
  assert.deepEqual(missing, []);
});

const python = pythonWithTorch();
describe("differential tests against PyTorch", { skip: python === null && "no Python with torch here" }, () => {
  const runHere = openHere();
  let here: readonly string[] = [];
  let there: readonly string[] = [];
  before(async () => {
    const programs = [preludeText(), ...names.map((name) => programText(cases.get(name) ?? []))];
    const reference = runInPython(python ?? "python3", programs);
    await reference.sent;
    here = programs.map(runHere);
    there = await reference.outputs;
  });
  after(() => {
    if (shownExcuses === 0) return;
    for (const [reason, texts] of hidden) {
      // Evenly among them: a broad excuse shows its breadth.
      const step = Math.max(1, Math.floor(texts.length / shownExcuses));
      const some = texts.filter((_, i) => i % step === 0).slice(0, shownExcuses);
      console.log(`${reason}: ${texts.length}\n${some.join("\n")}\n`);
    }
  });
  for (const [i, name] of names.entries()) {
    test(name, () => {
      const found = problems(name, here[i + 1].split("\n"), there[i + 1].split("\n"), runHere);
      assert.equal(found.length, 0, `${found.length} of ${caseCount}\n${found.slice(0, shownProblems).join("\n")}`);
    });
  }
});
