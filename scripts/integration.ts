/**
 * Runs test/integration, and the engine's, the language's and the notebook's plain suites again, inside the extension
 * host of a real VS Code. Wants dist/ built. Prints failures and counts; exits 1 where something failed.
 * usage: node scripts/run.mjs integration [--own] [--only=TEXT]
 *   --own   only test/integration;  --only   only the tests whose names contain TEXT
 */
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { runTests } from "@vscode/test-electron";
import { build } from "esbuild";
import { chooseEditor } from "./harness/editor.ts";
import { root, scratchFolder } from "./harness/paths.ts";
import { count, printProblems, readResults, summaryLine } from "./harness/results.ts";

const sharedSuites = ["engine", "language", "notebook"].map((name) => join(root, "test", name));

function testFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return testFiles(path);
    return entry.name.endsWith(".test.ts") ? [path] : [];
  });
}

/**
 * The suites as unit.mjs lays them out (a suite may read files beside it), with our runner in the place of node:test, and
 * a module for VS Code that loads and runs them.
 */
async function bundleSuites(): Promise<string> {
  const outdir = join(root, "out", "integration");
  const runner = join(root, "test", "integration", "support", "run.ts");
  const shared = process.argv.includes("--own") ? [] : sharedSuites;
  const files = [...shared.flatMap(testFiles), ...testFiles(join(root, "test", "integration"))];
  rmSync(outdir, { recursive: true, force: true });
  await build({
    entryPoints: [runner, ...files],
    outdir,
    outbase: root,
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20",
    alias: { "node:test": join(root, "test", "integration", "support", "runner.ts") },
    external: ["vscode"],
    packages: "external",
    sourcemap: "inline",
    loader: { ".py": "text", ".wasm": "binary" },
    outExtension: { ".js": ".mjs" },
    logLevel: "warning",
  });
  const specifier = (path: string) =>
    JSON.stringify(`./${relative(root, path).replaceAll("\\", "/").replace(/ts$/, "mjs")}`);
  const index = join(outdir, "index.mjs");
  const suites = files.map((file) => `() => import(${specifier(file)})`);
  writeFileSync(
    index,
    `import { runSuites } from ${specifier(runner)};\nexport const run = () => runSuites([${suites.join(", ")}]);\n`,
  );
  return index;
}

/** A folder to open, with the sample notebooks and the suites' fixtures in it. */
function makeWorkspace(folder: string): string {
  mkdirSync(folder, { recursive: true });
  for (const source of ["media/notebooks", "test/integration/fixtures"]) {
    if (existsSync(join(root, source))) cpSync(join(root, source), folder, { recursive: true });
  }
  return folder;
}

const report = (line: string) => console.log(line);
const scratch = scratchFolder("integration");
const resultFile = join(scratch, "results.jsonl");
const only = process.argv.find((argument) => argument.startsWith("--only="))?.slice("--only=".length) ?? "";
try {
  if (!existsSync(join(root, "dist", "extension.js"))) throw new Error("dist/ is not built: npm run build");
  const editor = await chooseEditor(report);
  report(`integration suites in ${editor.description}`);
  let failure: unknown;
  await runTests({
    vscodeExecutablePath: editor.executable,
    extensionDevelopmentPath: root,
    extensionTestsPath: await bundleSuites(),
    launchArgs: [makeWorkspace(join(scratch, "workspace")), "--disable-extensions"],
    extensionTestsEnv: { LNNB_TEST_RESULTS: process.env["LNNB_TEST_RESULTS"] ?? resultFile, LNNB_TEST_ONLY: only },
  }).catch((error: unknown) => {
    failure = error;
  });
  const results = readResults(process.env["LNNB_TEST_RESULTS"] ?? resultFile);
  if (process.env["LNNB_TEST_RESULTS"] === undefined) {
    printProblems(results);
    report(summaryLine("integration", results));
  }
  if (count(results, "failed") > 0) process.exitCode = 1;
  else if (failure !== undefined || results.length === 0) throw failure ?? new Error("the editor ran no test");
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
