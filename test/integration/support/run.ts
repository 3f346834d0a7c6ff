/** What VS Code calls in the extension host: loads the suites, runs them, and writes each result as it is known. */
import { appendFileSync } from "node:fs";
import { beginFile, runAll, type TestResult } from "./runner.ts";

/** @throws Error where a test failed, so that VS Code ends with an exit code that says so */
export async function runSuites(suites: readonly (() => Promise<unknown>)[]): Promise<void> {
  const file = process.env["LNNB_TEST_RESULTS"];
  if (file === undefined) throw new Error("LNNB_TEST_RESULTS names no file for the results");
  let failed = 0;
  const report = (result: TestResult) => {
    if (result.status === "failed") failed += 1;
    appendFileSync(file, `${JSON.stringify(result)}\n`);
  };
  for (const load of suites) {
    beginFile();
    try {
      await load();
    } catch (error) {
      const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
      report({ name: `loading ${load}`, status: "failed", milliseconds: 0, detail });
    }
  }
  await runAll(report, process.env["LNNB_TEST_ONLY"] ?? "");
  if (failed > 0) throw new Error(`${failed} tests failed`);
}
