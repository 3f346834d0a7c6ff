/** Whole programs: standard output and the last line of an error, exactly. */

import { setPrintOptions } from "../../../src/engine/index.ts";
import { setDefaultDType } from "../../../src/engine/tensor/promotion.ts";
import { createInterpreter } from "../../../src/language/interpreter.ts";
import { load, type ProgramRow } from "./data.ts";
import type { Outcome } from "./report.ts";
import { captureHost } from "./session.ts";

const errorLine = ({ error }: ProgramRow): string | null =>
  error === null ? null : `${error.type}${error.message === "" ? "" : `: ${error.message}`}`;

function firstDifference(actual: string, expected: string): string {
  const [a, b] = [actual.split("\n"), expected.split("\n")];
  const line = b.findIndex((text, i) => text !== a[i]);
  const at = line < 0 ? b.length : line;
  return `line ${at + 1}\n  want ${JSON.stringify(b[at])}\n  got  ${JSON.stringify(a[at])}`;
}

function problemOf(name: string, row: ProgramRow): string | null {
  setDefaultDType("float32");
  setPrintOptions({ profile: "default", sciMode: null });
  const captured = { stdout: "", stderr: "" };
  const interpreter = createInterpreter(captureHost(captured), { preloaded: false });
  const outcome = interpreter.run({ source: row.source, file: `/programs/${name}.py`, interactive: false });
  const expected = errorLine(row);
  const actual = outcome.status === "error" ? outcome.error.traceback : null;
  if (actual !== null && expected === null) return actual.split("\n").slice(-4).join("\n");
  if (captured.stdout !== row.stdout) return firstDifference(captured.stdout, row.stdout);
  if (expected !== null && !actual?.trimEnd().endsWith(expected.trimEnd())) {
    return `error ${JSON.stringify(actual?.split("\n").at(-1) ?? null)}, expected ${JSON.stringify(expected)}`;
  }
  return null;
}

export function runPrograms(only: string): Outcome[] {
  return Object.entries(load("programs"))
    .filter(([name]) => `programs ${name}`.includes(only))
    .map(([name, row]) => ({ kind: "programs", group: name.split("_")[0], name, problem: problemOf(name, row) }));
}
