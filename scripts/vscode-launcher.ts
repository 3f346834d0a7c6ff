/**
 * A stand-in for VS Code's executable: takes the options with which `@vscode/test-electron` starts one, runs the same
 * tests in the extension host of VS Code's server with Chromium as its window, prints what they log, and ends with
 * their exit code.
 */
import { rmSync } from "node:fs";
import { launchBrowser } from "./harness/browser.ts";
import { scratchFolder } from "./harness/paths.ts";
import { remoteUri, startServer } from "./harness/server.ts";

const timeLimit = Number(process.env["LNNB_TEST_TIMEOUT_MS"] ?? 240_000);

/** VS Code logs much that says nothing of the tests, whose results come by a file. */
const showLog = process.env["LNNB_TEST_LOG"] === "1";

/** The values of `--name=value`. */
function optionValues(name: string): string[] {
  const prefix = `--${name}=`;
  return process.argv
    .filter((argument) => argument.startsWith(prefix))
    .map((argument) => argument.slice(prefix.length));
}

function workspaceFolder(): string {
  const folder = process.argv.slice(2).find((argument) => !argument.startsWith("-"));
  if (folder === undefined) throw new Error("the launch arguments name no folder to open");
  return folder;
}

async function runTests(): Promise<number> {
  const report = (line: string) => console.log(line);
  const dataFolder = scratchFolder("editor");
  const server = await startServer({ dataFolder, testDriver: true, report });
  const browser = await launchBrowser(report);
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    await page.exposeFunction("codeAutomationLog", (type: string, args: readonly unknown[]) => {
      if (showLog) console.log(`[${type}]`, ...args);
    });
    const exitCode = new Promise<number>((resolve, reject) => {
      void page.exposeFunction("codeAutomationExit", (code: number) => resolve(code));
      page.once("crash", () => reject(new Error("the page crashed")));
      setTimeout(() => reject(new Error(`no end of the tests in ${timeLimit / 1000} s`)), timeLimit).unref();
    });
    const payload = [
      ...optionValues("extensionDevelopmentPath").map((path) => ["extensionDevelopmentPath", remoteUri(path)] as const),
      ...optionValues("extensionTestsPath").map((path) => ["extensionTestsPath", remoteUri(path)] as const),
    ];
    console.log(`VS Code ${server.version} in ${browser.browserType().name()} ${browser.version()}`);
    await page.goto(server.url(workspaceFolder(), payload));
    return await exitCode;
  } finally {
    await browser.close();
    await server.stop();
    rmSync(dataFolder, { recursive: true, force: true });
  }
}

process.exitCode = await runTests().catch((error: unknown) => {
  console.error(error);
  return 1;
});
// What still holds the loop open (a socket of the browser's) has no say in when the tests are over.
process.exit();
