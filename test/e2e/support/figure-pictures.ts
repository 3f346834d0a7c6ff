/** Pictures of single figures, cut out of the window. */
import { join } from "node:path";
import type { Page } from "playwright-core";
import { ensureFolder, screenshotFolder } from "../../../scripts/harness/paths.ts";
import {
  drawnFigureSelector,
  notebookArea,
  scrollNotebook,
  scrollToTop,
  webviewFrames,
} from "../../../scripts/harness/workbench.ts";

interface Placed {
  readonly title: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The figures of the window with their titles and places on the page. */
async function placedFigures(page: Page): Promise<Placed[]> {
  const placed: Placed[] = [];
  for (const frame of webviewFrames(page)) {
    const offset = await (await frame.frameElement()).boundingBox();
    if (offset === null) continue;
    const figures = await frame.locator(drawnFigureSelector).evaluateAll((elements) =>
      elements.map((element) => {
        const { x, y, width, height } = element.getBoundingClientRect();
        return { title: element.querySelector(".lnnb-title")?.textContent ?? "", x, y, width, height };
      }),
    );
    placed.push(...figures.map((figure) => ({ ...figure, x: figure.x + offset.x, y: figure.y + offset.y })));
  }
  return placed;
}

/**
 * Scrolls through the notebook and saves each figure as out/screenshots/<title>-<suffix>.png once it is wholly in view
 * (or, where it is taller than the window, once its top is). Gives the titles.
 */
export async function takePictures(page: Page, suffix: string): Promise<string[]> {
  const folder = ensureFolder(screenshotFolder);
  const taken = new Set<string>();
  await scrollToTop(page);
  do {
    const area = await notebookArea(page);
    for (const { title, x, y, width, height } of await placedFigures(page)) {
      const isTall = height > area.height * 0.7;
      const bottom = Math.min(y + height, area.y + area.height);
      const inView = y >= area.y && (y + height <= bottom || (isTall && y < area.y + area.height * 0.3));
      if (!inView || taken.has(title) || width === 0) continue;
      taken.add(title);
      const clip = { x: x - 8, y: y - 4, width: width + 16, height: bottom - y + 8 };
      await page.screenshot({ path: join(folder, `${title}-${suffix}.png`), clip });
    }
  } while (await scrollNotebook(page));
  return [...taken];
}
