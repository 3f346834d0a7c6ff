/**
 * Everything that must hold: the packed extension within its budgets, lint, and the suites in plain Node, inside a real
 * VS Code, and in a browser as a user. Installs what is missing. The last line printed is
 * `tests: N passed, N failed, N skipped`, where a build or lint that fails counts as one failed test.
 * usage: npm test [-- STEP...]     (steps: build lint unit integration e2e; all without one)
 */

import { rmSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { runCommand } from "./harness/children.ts";
import { ensureFolder, root, scratchFolder } from "./harness/paths.ts";
import { count, printProblems, readResults, summaryLine, type TestResult } from "./harness/results.ts";

interface Step {
  readonly name: string;
  /** Arguments of node, from the project's root. */
  readonly command: readonly string[];
  readonly minutes: number;
  /** True where the step writes a result for each of its tests; false where its exit code is the one result. */
  readonly reportsTests: boolean;
}

const vsix = join(root, "out", "lnnb.vsix");
const reporter = join(root, "scripts", "harness", "unit-reporter.mjs");
const underReporter = [
  "scripts/unit.mjs",
  `--test-reporter=file://${reporter.replaceAll("\\", "/")}`,
  "--test-reporter-destination=stdout",
  "--test-timeout=180000",
];

const steps: readonly Step[] = [
  { name: "build", command: ["scripts/package.mjs", "--out", vsix], minutes: 3, reportsTests: false },
  { name: "lint", command: ["scripts/lint.mjs"], minutes: 3, reportsTests: false },
  { name: "unit", command: [...underReporter, `--test-concurrency=${cpus().length}`], minutes: 6, reportsTests: true },
  { name: "integration", command: ["scripts/run.mjs", "integration"], minutes: 6, reportsTests: true },
  { name: "e2e", command: [...underReporter, "--test-concurrency=1", "test/e2e"], minutes: 6, reportsTests: true },
];

const scratch = scratchFolder("test");

async function runStep({ name, command, minutes, reportsTests }: Step): Promise<TestResult[]> {
  console.log(`\n== ${name}`);
  const resultFile = join(scratch, `${name}.jsonl`);
  const env: NodeJS.ProcessEnv = { ...process.env, LNNB_TEST_RESULTS: resultFile };
  // The suites as a user run on what this run has built.
  if (name === "e2e") env["LNNB_VSIX"] = vsix;
  const started = Date.now();
  const finished = await runCommand(process.execPath, command, {
    cwd: root,
    env,
    timeout: minutes * 60_000,
    onLine: (line) => console.log(line),
  });
  const milliseconds = Date.now() - started;
  const results = reportsTests ? readResults(resultFile) : [];
  const succeeded = finished.code === 0 && !finished.timedOut;
  if (!reportsTests || (!succeeded && count(results, "failed") === 0)) {
    const detail = finished.timedOut ? `no end after ${minutes} minutes` : `ended with code ${finished.code}`;
    results.push({
      name,
      status: succeeded ? "passed" : "failed",
      milliseconds,
      detail: succeeded ? undefined : detail,
    });
  }
  printProblems(results);
  console.log(`${summaryLine(name, results)}   (${Math.round(milliseconds / 1000)} s)`);
  return results;
}

const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => !steps.some((step) => step.name === name));
if (unknown.length > 0) {
  console.error(`no such step: ${unknown.join(", ")} (steps: ${steps.map((step) => step.name).join(", ")})`);
  process.exit(2);
}

ensureFolder(join(root, "out"));
const all: TestResult[] = [];
const summaries: string[] = [];
for (const step of steps.filter(({ name }) => chosen.length === 0 || chosen.includes(name))) {
  const results = await runStep(step);
  all.push(...results);
  summaries.push(summaryLine(step.name, results));
}
rmSync(scratch, { recursive: true, force: true });
console.log(`\n${summaries.join("\n")}\n${summaryLine("tests", all)}`);
process.exit(count(all, "failed") > 0 ? 1 : 0);
