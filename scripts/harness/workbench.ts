/** VS Code's window as its user sees it: what a person clicks, types and waits for. */
import type { Frame, Locator, Page } from "playwright-core";

/** The window's theme kinds with the names under which VS Code lists the themes. */
export const themes = {
  dark: "Dark Modern",
  light: "Light Modern",
  "hc-dark": "Dark High Contrast",
  "hc-light": "Light High Contrast",
} as const;

export type ThemeKind = keyof typeof themes;

/** Each mounted figure in the notebook's webview; what an interactive one shows is part of it. */
export const figureSelector = ".lnnb-figure:not(.lnnb-interact .lnnb-figure)";

/** A figure that shows a plot, tables or a question, not only the room that is reserved for it. */
export const drawnFigureSelector = `${figureSelector}:has(.main-svg, .lnnb-table, fieldset)`;

/** Opens the window and waits until its Explorer and the extension are there. */
export async function openWindow(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.locator(".explorer-folders-view .monaco-list-row").first().waitFor({ timeout: 60_000 });
  await waitForCommand(page, "LayerNorm: Open the Tour", 60_000);
}

/** Until the extensions are read, VS Code knows no notebook type and opens a notebook as text. */
async function waitForCommand(page: Page, title: string, timeout: number): Promise<void> {
  const row = page.locator(".quick-input-list .monaco-list-row", { hasText: title }).first();
  for (const end = Date.now() + timeout; Date.now() < end; ) {
    await page.keyboard.press("F1");
    await quickInput(page).fill(`>${title}`, { timeout: 10_000 });
    const isThere = await row.waitFor({ timeout: 1500 }).then(
      () => true,
      () => false,
    );
    await page.keyboard.press("Escape");
    if (isThere) return;
  }
  throw new Error(`no command "${title}" after ${timeout} ms: is the extension installed?`);
}

/** Double-clicks a notebook in the Explorer and waits until it can be run. */
export async function openFromExplorer(page: Page, file: string): Promise<void> {
  const row = page.locator(".explorer-folders-view .monaco-list-row", { hasText: file }).first();
  const tab = page.locator(".tab", { hasText: file }).first();
  for (let attempt = 1; ; attempt += 1) {
    await row.dblclick();
    // The tree loses a click that comes while it is drawn anew.
    const isOpen = await tab.waitFor({ timeout: 5000 }).then(
      () => true,
      () => false,
    );
    if (isOpen) break;
    if (attempt === 3) throw new Error(`${file} did not open`);
  }
  await toolbar(page).waitFor({ timeout: 30_000 });
}

export const toolbar = (page: Page): Locator => page.locator(".notebook-toolbar-container:visible");

/** The button of the notebook's toolbar with this name. */
export const toolbarButton = (page: Page, name: string): Locator =>
  toolbar(page).getByRole("button", { name, exact: true });

/** Opens the command palette and chooses the command with this title. */
export async function runCommand(page: Page, title: string): Promise<void> {
  await page.keyboard.press("F1");
  await quickInput(page).fill(`>${title}`);
  await choose(page, title);
}

/** Chooses the entry with this label from what is listed below the text field. */
export async function choose(page: Page, label: string): Promise<void> {
  await page
    .locator(".quick-input-list .monaco-list-row")
    .filter({ has: page.locator(".label-name").getByText(label, { exact: true }) })
    .first()
    .click({ timeout: 15_000 });
}

/** The text field of whatever asks the user for something at the window's top. */
export const quickInput = (page: Page): Locator => page.locator(".quick-input-widget .quick-input-box input");

/** Chooses the theme as a person does, and waits until the window wears it. */
export async function chooseTheme(page: Page, kind: ThemeKind): Promise<void> {
  await runCommand(page, "Preferences: Color Theme");
  await quickInput(page).fill(themes[kind]);
  await choose(page, themes[kind]);
  const className = { dark: "vs-dark", light: "vs", "hc-dark": "hc-black", "hc-light": "hc-light" }[kind];
  await page.locator(`.monaco-workbench.${className}`).waitFor({ timeout: 15_000 });
}

/** Presses Run All and waits until no cell runs any more. */
export async function runAllCells(page: Page, timeout = 120_000): Promise<void> {
  await toolbarButton(page, "Run All").click();
  await waitUntilIdle(page, timeout);
}

/** While a cell runs or waits, the toolbar offers Interrupt in the place of Run All. */
export async function waitUntilIdle(page: Page, timeout = 120_000): Promise<void> {
  // A run this short may be over before the toolbar could show it.
  await toolbarButton(page, "Interrupt")
    .waitFor({ timeout: 1000 })
    .catch(() => {});
  await toolbarButton(page, "Run All").waitFor({ timeout });
}

export async function save(page: Page): Promise<void> {
  const dirty = page.locator(".tab.active.dirty");
  for (let attempt = 1; ; attempt++) {
    await page.keyboard.press("Control+S");
    try {
      await dirty.waitFor({ state: "detached", timeout: 5_000 });
      return;
    } catch (error) {
      // A key that comes while the focus goes from an output to a cell is heard by neither.
      if (attempt === 6) throw error;
    }
  }
}

/** The frames of webviews: all outputs of a notebook share one. */
export const webviewFrames = (page: Page): Frame[] =>
  page.frames().filter((frame) => frame.url().includes("fake.html"));

/** Waits for a webview frame in which the selector matches, and gives the frame. */
export async function frameWith(page: Page, selector: string, timeout = 30_000): Promise<Frame> {
  const end = Date.now() + timeout;
  while (Date.now() < end) {
    for (const frame of webviewFrames(page)) {
      // A frame that is just going away has nothing to offer.
      if (
        (await frame
          .locator(selector)
          .count()
          .catch(() => 0)) > 0
      )
        return frame;
    }
    await page.waitForTimeout(100);
  }
  throw new Error(`no webview shows ${selector} after ${timeout} ms`);
}

/** Whether the top of what is there lies in the part of the notebook that the window shows: no figure is drawn elsewhere. */
async function isInSight(page: Page, place: Locator): Promise<boolean> {
  if (!(await place.isVisible())) return false;
  const [notebook, box] = [await notebookArea(page), await place.boundingBox()];
  return box !== null && box.y >= notebook.y && box.y + Math.min(box.height, 150) <= notebook.y + notebook.height;
}

/** Scrolls down until a figure that matches is drawn: what is far out of sight is not. */
export async function scrollToFigure(page: Page, selector: string): Promise<Frame> {
  await scrollToTop(page);
  do {
    for (const frame of webviewFrames(page)) if (await isInSight(page, frame.locator(selector).first())) return frame;
  } while (await scrollNotebook(page));
  return frameWith(page, selector, 2000);
}

const notebookList = (page: Page): Locator =>
  page.locator(".notebookOverlay:visible .cell-list-container > .monaco-list");

/** Where on the page the notebook's cells are. */
export async function notebookArea(page: Page): Promise<Rectangle> {
  const box = await notebookList(page).boundingBox();
  if (box === null) throw new Error("no notebook is open");
  return box;
}

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const wheelSensitivity = 5;

/** With these settings a tick of the wheel goes further, which saves minutes of scrolling. */
export const fastWheel = {
  "editor.mouseWheelScrollSensitivity": wheelSensitivity,
  "workbench.list.mouseWheelScrollSensitivity": wheelSensitivity,
};

/** VS Code scrolls a list this many pixels at each tick of the wheel, however far the wheel turned. */
const pixelsPerTick = 50 * wheelSensitivity;

/** Turns the wheel over the notebook by so many pixels; false where it could turn no further. */
async function turnWheel(page: Page, pixels: number): Promise<boolean> {
  const area = await notebookArea(page);
  const rows = notebookList(page).locator(".monaco-list-rows").first();
  const position = () => rows.evaluate((element) => element.getBoundingClientRect().top);
  const before = await position();
  // The right margin: over an output the wheel would turn in the webview.
  await page.mouse.move(area.x + area.width - 20, area.y + area.height / 2);
  for (let ticks = Math.round(Math.abs(pixels) / pixelsPerTick); ticks > 0; ticks -= 1) {
    await page.mouse.wheel(0, 120 * Math.sign(pixels));
  }
  await page.waitForTimeout(400);
  return (await position()) !== before;
}

/** Scrolls the notebook by this part of a screen; false where it was at its end. */
export async function scrollNotebook(page: Page, screens = 0.5): Promise<boolean> {
  return turnWheel(page, (await notebookArea(page)).height * screens);
}

export async function scrollToTop(page: Page): Promise<void> {
  while (await turnWheel(page, -5000));
}

/** How many square pixels of figures the window shows now, of those whose tops are in view. */
export async function visibleFigureArea(page: Page): Promise<number> {
  const notebook = await notebookArea(page);
  let area = 0;
  for (const frame of webviewFrames(page)) {
    const offset = await (await frame.frameElement()).boundingBox();
    if (offset === null) continue;
    const boxes = await frame.locator(drawnFigureSelector).evaluateAll((figures) =>
      figures.map((figure) => {
        const { top, bottom, width } = figure.getBoundingClientRect();
        return { top, bottom, width };
      }),
    );
    for (const box of boxes) {
      const top = offset.y + box.top;
      const height = Math.min(offset.y + box.bottom, notebook.y + notebook.height) - top;
      if (top >= notebook.y && height > 0) area += box.width * height;
    }
  }
  return area;
}
