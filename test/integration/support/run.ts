/** What VS Code calls in the extension host: runs every suite of the bundle and writes each result as it is known. */
import { appendFileSync } from "node:fs";
import { runAll, type TestResult } from "./runner.ts";

export async function run(): Promise<void> {
  const file = process.env["LNNB_TEST_RESULTS"];
  if (file === undefined) throw new Error("LNNB_TEST_RESULTS names no file for the results");
  let failed = 0;
  const report = (result: TestResult) => {
    if (result.status === "failed") failed += 1;
    appendFileSync(file, `${JSON.stringify(result)}\n`);
  };
  await runAll(report, process.env["LNNB_TEST_ONLY"] ?? "");
  if (failed > 0) throw new Error(`${failed} tests failed`);
}
