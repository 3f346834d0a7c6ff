/** Pictures of single figures, cut out of the window. */
import { join } from "node:path";
import type { Page } from "playwright-core";
import { ensureFolder, screenshotFolder } from "./paths.ts";
import { drawnFigureSelector, notebookArea, scrollNotebook, scrollToTop, webviewFrames } from "./workbench.ts";

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
 * Scrolls through the notebook and saves each figure as out/screenshots/<title>-<suffix>.png, as much of it as one
 * screen holds. Gives the titles.
 * @param shown how many pixels of each figure, from its top, its best picture shows: only better ones are taken
 */
export async function takePictures(
  page: Page,
  suffix: string,
  shown: Map<string, number> = new Map(),
): Promise<string[]> {
  const folder = ensureFolder(screenshotFolder);
  await scrollToTop(page);
  let screens = 0;
  do {
    const area = await notebookArea(page);
    screens = 0.5;
    for (const { title, x, y, width, height } of await placedFigures(page)) {
      const visible = Math.min(height, area.y + area.height - y);
      // The next picture of a figure that goes on below the window begins with it.
      const above = (y - area.y) / area.height;
      if (visible > 0 && visible < height && above > 0.2 && above < screens) screens = above - 0.1;
      if (y < area.y || width === 0 || visible <= (shown.get(title) ?? 100)) continue;
      shown.set(title, visible);
      const clip = { x: x - 8, y: y - 4, width: width + 16, height: visible + 8 };
      await page.screenshot({ path: join(folder, `${title}-${suffix}.png`), clip });
    }
  } while (await scrollNotebook(page, screens));
  return [...shown.keys()];
}
