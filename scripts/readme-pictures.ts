/**
 * Takes the README's pictures anew: notebooks are run in VS Code, and the window is pictured where a figure is in view.
 * usage: node scripts/run.mjs readme-pictures
 */
import { cpSync } from "node:fs";
import { join } from "node:path";
import type { Locator, Page } from "playwright-core";
import { root } from "./harness/paths.ts";
import { openSession, withEvidence } from "./harness/session.ts";
import {
  chooseTheme,
  figureSelector,
  notebookArea,
  openFromExplorer,
  runAllCells,
  runCommand,
  scrollNotebook,
  scrollToTop,
  webviewFrames,
} from "./harness/workbench.ts";

/** Which figure of which notebook is on which picture in media/. */
const pictures = {
  "layer-norm.lnnb": [
    { figure: ':has(.lnnb-plot[aria-label*="64 × 256"])', file: "tour-distribution.png" },
    { figure: ':has(.lnnb-verdict[data-ok="false"])', file: "tour-gradient-check.png" },
  ],
  "massive-activations.lnnb": [{ figure: ':has(.lnnb-plot[aria-label*="64 modules"])', file: "sample-trace.png" }],
} as const;

function figuresWith(page: Page, condition: string): Locator[] {
  return webviewFrames(page).map((frame) => frame.locator(`${figureSelector}:has(.main-svg)${condition}`).first());
}

/** True where the figure is in view: with its cell above it, and to its end or to the window's. */
async function isWellPlaced(page: Page, figure: Locator): Promise<boolean> {
  const area = await notebookArea(page);
  const box = (await figure.count()) > 0 ? await figure.boundingBox() : null;
  if (box === null || box.width === 0) return false;
  const top = (box.y - area.y) / area.height;
  return top > 0.1 && top < 0.5;
}

async function takePicture(page: Page, condition: string, file: string): Promise<void> {
  await scrollToTop(page);
  do {
    for (const figure of figuresWith(page, condition)) {
      if (!(await isWellPlaced(page, figure))) continue;
      await page.screenshot({ path: join(root, "media", file) });
      console.log(`media/${file}`);
      return;
    }
  } while (await scrollNotebook(page, 0.3));
  throw new Error(`no figure matches ${condition}`);
}

const session = await openSession({
  fill: (workspace) => cpSync(join(root, "media", "notebooks"), workspace, { recursive: true }),
  viewport: { width: 1100, height: 820 },
  report: (line) => console.log(line),
});
try {
  await withEvidence(session, async () => {
    const { page } = session;
    await chooseTheme(page, "light");
    for (const [notebook, figures] of Object.entries(pictures)) {
      await openFromExplorer(page, notebook);
      await runCommand(page, "View: Close Primary Side Bar");
      await runAllCells(page);
      for (const { figure, file } of figures) await takePicture(page, figure, file);
      await runCommand(page, "View: Show Explorer");
    }
  });
} finally {
  await session.close();
}
process.exit();
