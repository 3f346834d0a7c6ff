/** Results of one suite of tests, and how they are printed. */
import { existsSync, readFileSync } from "node:fs";
import type { TestResult } from "../../test/integration/support/runner.ts";
import { withSourcePositions } from "./source-positions.ts";

export type { TestResult };

/** Reads the results that a run wrote, one JSON object a line; a last line cut off by a crash is left out. */
export function readResults(file: string): TestResult[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, "utf8")
    .split("\n")
    .flatMap((line) => {
      try {
        // Written by our own reporters with this type.
        return line === "" ? [] : [JSON.parse(line) as TestResult];
      } catch {
        return [];
      }
    });
}

export function count(results: readonly TestResult[], status: TestResult["status"]): number {
  return results.filter((result) => result.status === status).length;
}

export function summaryLine(name: string, results: readonly TestResult[]): string {
  const parts = (["passed", "failed", "skipped"] as const).map((status) => `${count(results, status)} ${status}`);
  return `${name}: ${parts.join(", ")}`;
}

/** Prints what was measured, each failure with its stack, and each reason for skipping once with how many tests it kept from running. */
export function printProblems(results: readonly TestResult[]): void {
  for (const note of results.flatMap(({ notes }) => notes ?? [])) console.log(`measured: ${note}`);
  for (const { name, detail } of results.filter((result) => result.status === "failed")) {
    console.log(`\nFAILED ${name}\n${withSourcePositions(detail ?? "").replace(/^/gm, "    ")}`);
  }
  const reasons = new Map<string, number>();
  for (const { detail } of results.filter((result) => result.status === "skipped")) {
    const reason = detail ?? "no reason given";
    reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  }
  for (const [reason, tests] of reasons) console.log(`skipped ${tests}: ${reason}`);
}
