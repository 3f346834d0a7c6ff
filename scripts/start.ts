/**
 * Opens VS Code with the extension and the tour: an installed `code` where there is one, else the server from npm in
 * the default browser. With --check nobody needs to look: the tour is run in a headless window as a user would, a
 * screenshot is saved, and the exit code says whether every cell ran without an error and drew its figures.
 * usage: npm start [-- --check] [-- --server]
 */
import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { runCommand as runChild, startChild } from "./harness/children.ts";
import { installedCode } from "./harness/editor.ts";
import { readRun } from "./harness/notebook-file.ts";
import { ensureFolder, root, scratchFolder, screenshotFolder } from "./harness/paths.ts";
import { installExtension, remoteUri, startServer } from "./harness/server.ts";
import { openSession, withEvidence } from "./harness/session.ts";
import { ensureVsix } from "./harness/vsix.ts";
import {
  drawnFigureSelector,
  openFromExplorer,
  runAllCells,
  save,
  scrollNotebook,
  visibleFigureArea,
  webviewFrames,
} from "./harness/workbench.ts";

const tour = "layer-norm.lnnb";
const report = (line: string) => console.log(line);

/** A copy of the samples to open: what a person does to them changes nothing in the project. */
function copySamples(folder: string): void {
  cpSync(join(root, "media", "notebooks"), folder, { recursive: true });
}

interface Gallery {
  /** How many figures the notebook's webview has drawn after its whole length was shown. */
  readonly drawn: number;
  readonly screenshot: string;
}

/** Scrolls through the notebook, and saves the screen that shows most of its figures. */
async function lookThrough(page: Page): Promise<Gallery> {
  const screenshot = join(ensureFolder(screenshotFolder), "tour.png");
  let most = -1;
  do {
    const area = await visibleFigureArea(page);
    if (area > most) await page.screenshot({ path: screenshot });
    most = Math.max(most, area);
  } while (await scrollNotebook(page));
  const counts = await Promise.all(webviewFrames(page).map((frame) => frame.locator(drawnFigureSelector).count()));
  return { drawn: Math.max(0, ...counts), screenshot };
}

async function check(): Promise<boolean> {
  const session = await openSession({ fill: copySamples, report });
  try {
    return await withEvidence(session, async () => {
      const { page, workspace } = session;
      await openFromExplorer(page, tour);
      const started = Date.now();
      await runAllCells(page);
      const seconds = (Date.now() - started) / 1000;
      await save(page);
      const run = readRun(join(workspace, tour));
      const gallery = await lookThrough(page);
      report(`cells: ${run.executed} of ${run.codeCells} ran in ${seconds.toFixed(1)} s`);
      report(`errors: ${run.errors.length}`);
      for (const error of run.errors) report(`    ${error}`);
      report(`figures: ${gallery.drawn} of ${run.figures} drawn`);
      report(`screenshot: ${gallery.screenshot}`);
      const allRan = run.executed === run.codeCells && run.errors.length === 0;
      return allRan && run.figures > 0 && gallery.drawn >= run.figures;
    });
  } finally {
    await session.close();
  }
}

function openInBrowser(address: string): void {
  const [command, ...args] = {
    darwin: ["open", address],
    win32: ["cmd", "/c", "start", "", address.replaceAll("&", "^&")],
    linux: ["xdg-open", address],
  }[process.platform as string] ?? ["xdg-open", address];
  // Where there is no browser to open, the address is on the screen.
  startChild(command, args, { stdio: "ignore" }).on("error", () => {});
}

/** Opens the window in the browser of the person who called, and serves it until Ctrl-C. */
async function openServer(scratch: string): Promise<void> {
  const dataFolder = ensureFolder(join(scratch, "editor"));
  await installExtension(await ensureVsix(scratch, report), dataFolder, report);
  const workspace = join(scratch, "workspace");
  copySamples(workspace);
  const server = await startServer({ dataFolder, report });
  const address = server.url(workspace, [["openFile", remoteUri(join(workspace, tour))]]);
  report(`\nVS Code with the tour: ${address}\nCtrl-C ends it.`);
  openInBrowser(address);
  await new Promise(() => setInterval(() => {}, 60_000));
}

async function openDesktop(code: string): Promise<boolean> {
  report("building the extension");
  const built = await runChild(process.execPath, [join(root, "scripts", "build.mjs")], { cwd: root, timeout: 180_000 });
  if (built.code !== 0) throw new Error(`the build failed:\n${built.stdout}${built.stderr}`);
  const workspace = scratchFolder("tour");
  copySamples(workspace);
  report(`opening ${code}; the notebooks are in ${workspace}`);
  const args = ["--new-window", `--extensionDevelopmentPath=${root}`, workspace, join(workspace, tour)];
  const opened = await runChild(code, args, { timeout: 60_000, shell: process.platform === "win32" });
  return opened.code === 0;
}

const scratch = scratchFolder("start");
process.once("exit", () => rmSync(scratch, { recursive: true, force: true }));
const code = installedCode();
let succeeded = true;
if (process.argv.includes("--check")) succeeded = await check();
else if (code !== undefined && !process.argv.includes("--server")) succeeded = await openDesktop(code);
else await openServer(scratch);
process.exit(succeeded ? 0 : 1);
