/**
 * A picture of every kind of figure: out/screenshots/<kind>-<theme>[-narrow].png. In four themes and two widths for the
 * gallery (LNNB_GALLERY=1), in one of each otherwise; and what only a real VS Code shows of figures that talk to the kernel.
 */
import assert from "node:assert/strict";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import type { Frame, Locator, Page } from "playwright-core";
import { takePictures } from "../../scripts/harness/figure-pictures.ts";
import { readRun } from "../../scripts/harness/notebook-file.ts";
import { ensureFolder, root, screenshotFolder } from "../../scripts/harness/paths.ts";
import { openSession, type Session, withEvidence } from "../../scripts/harness/session.ts";
import {
  chooseTheme,
  frameWith,
  notebookArea,
  openFromExplorer,
  runAllCells,
  runCommand,
  save,
  scrollToFigure,
  type ThemeKind,
  waitUntilIdle,
  webviewFrames,
} from "../../scripts/harness/workbench.ts";

const all: readonly ThemeKind[] = ["light", "dark", "hc-dark", "hc-light"];
const forGallery = process.env["LNNB_GALLERY"] === "1";
const wideKinds = forGallery ? all : all.slice(0, 1);
const narrowKinds = forGallery ? all : all.slice(2, 3);
/** As high as the highest figure: a picture shows as much of one as the window does. */
const wide = { width: 1100, height: forGallery ? 2300 : 1500 };
const low = { width: 1100, height: 1500 };
const narrow = { width: 520, height: forGallery ? 3400 : 2600 };

describe("pictures of the figures", () => {
  let session: Session;
  let figures = 0;

  const step = (name: string, work: () => Promise<void>): void => {
    it(name, { timeout: 120_000 }, () => withEvidence(session, work));
  };

  before(
    async () => {
      session = await openSession({
        fill: (workspace) => cpSync(join(root, "test", "e2e", "fixtures"), workspace, { recursive: true }),
        viewport: low,
        report: console.log,
      });
    },
    { timeout: 500_000 },
  );
  after(() => session?.close());

  step("every cell of the notebook runs", async () => {
    const { page, workspace } = session;
    await openFromExplorer(page, "figures.lnnb");
    await runAllCells(page);
    await save(page);
    // On a busy machine the run may not have begun when the toolbar was looked at.
    let run = readRun(join(workspace, "figures.lnnb"));
    for (const end = Date.now() + 60_000; run.executed < run.codeCells && Date.now() < end; ) {
      await waitUntilIdle(page);
      await save(page);
      run = readRun(join(workspace, "figures.lnnb"));
    }
    assert.deepEqual(run.errors, []);
    assert.equal(run.executed, run.codeCells);
    figures = run.figures;
    await runCommand(page, "View: Close Primary Side Bar");
  });

  step("a slider recomputes in the kernel while it is moved", async () => {
    const frame = await scrollToFigure(session.page, ".lnnb-interact .main-svg");
    const figure = frame.locator(".lnnb-interact").first();
    assert.equal(await figure.getByRole("slider", { name: "eps" }).isEnabled(), true);
    await movesTo(session.page, figure, "1000");
    assert.equal(await figure.locator(".lnnb-value").textContent(), "0.1");
    // Figures above it may have been drawn meanwhile and have moved it out of sight, where nothing is drawn.
    await scrollToFigure(session.page, ".lnnb-interact .main-svg");
    const updates = await figure.evaluate(updatesASecond, 3000);
    console.log(`interact: ${updates.toFixed(1)} updates a second for a 512 x 768 layer norm`);
    assert.ok(updates > 4, `${updates} updates a second`);
  });

  step("a figure opens in an editor tab of its own, and moves there too", async () => {
    const { page } = session;
    const frame = await scrollToFigure(page, ".lnnb-interact .main-svg");
    // Not by the mouse: what scrolls a button into view here would scroll the window too.
    await frame.locator(".lnnb-interact").getByRole("button", { name: "Open in an editor tab" }).dispatchEvent("click");
    const tab = await frameWith(page, "body > .lnnb-interact .main-svg", 60_000);
    await tab.waitForFunction(() => document.querySelector<HTMLInputElement>("input[type=range]")?.disabled === false);
    await movesTo(page, tab.locator(".lnnb-interact"), "0");
    await page.screenshot({ path: join(ensureFolder(screenshotFolder), "tab.png") });
    await runCommand(page, "View: Close Editor");
  });

  step("a notebook of fifty saved figures: how soon the first is there, and how it scrolls", async () => {
    const { page, workspace } = session;
    await page.setViewportSize({ width: 1100, height: 900 });
    writeFileSync(join(workspace, "fifty.lnnb"), manyFigures(join(workspace, "figures.lnnb"), 50));
    await runCommand(page, "View: Show Explorer");
    // The webview of the notebook that was open may stay a while.
    const others = new Set(webviewFrames(page));
    await openFromExplorer(page, "fifty.lnnb");
    const frame = await newFrame(page, others, ".lnnb-plot[data-drawn-at]");
    const cold = await frame.evaluate(() => {
      const times = [...document.querySelectorAll<HTMLElement>(".lnnb-plot")].map(({ dataset }) => dataset["drawnAt"]);
      return performance.timeOrigin + Math.min(...times.filter((time) => time !== undefined).map(Number));
    });
    const webview = (await frame.parentFrame()?.evaluate(() => performance.timeOrigin)) ?? Number.NaN;
    const area = await notebookArea(page);
    await page.mouse.move(area.x + area.width - 20, area.y + area.height / 2);
    const frames = page.evaluate(framesDuring, 6000);
    const inside = frame.evaluate(framesDuring, 6000);
    for (const end = Date.now() + 5800; Date.now() < end; await page.waitForTimeout(80)) await page.mouse.wheel(0, 120);
    const drawn = await frame
      .locator(".lnnb-plot[data-milliseconds]")
      .evaluateAll((plots) =>
        plots.map((plot) => Number(plot instanceof HTMLElement ? plot.dataset["milliseconds"] : Number.NaN)),
      );
    const [window, output] = [summary(await frames), summary(await inside)];
    const slowest = Math.max(...drawn);
    console.log(
      `first figure: ${(cold - webview).toFixed(0)} ms after its webview began; drawing one takes ${slowest} ms at most`,
    );
    console.log(`50 figures, scrolled: frames of the window ${window.text}; of its outputs ${output.text}`);
    // On a machine that does nothing else these are 1500 and 150; here others may work beside.
    assert.ok(cold - webview < 6000, `${cold - webview} ms to the first figure`);
    assert.ok(slowest < 1000, `a figure takes ${slowest} ms`);
    assert.ok(drawn.length > 3, `${drawn.length} figures were drawn on the way`);
    assert.ok(window.usual < 200 && output.usual < 200, `${window.text}; ${output.text}`);
    await runCommand(page, "View: Close Editor");
    await runCommand(page, "View: Close Primary Side Bar");
    await page.setViewportSize(low);
    await page.waitForTimeout(500);
  });

  // Once a window was as high as the highest figure, Chromium leaves parts of a narrow one blank: figures that fit a low
  // window have their pictures taken before.
  const narrowShown = new Map<ThemeKind, Map<string, number>>();
  for (const kind of forGallery ? narrowKinds : []) {
    step(`each figure that fits a window is drawn 400 px wide in the theme ${kind}`, async () => {
      await chooseTheme(session.page, kind);
      await session.page.setViewportSize({ width: narrow.width, height: low.height });
      await session.page.waitForTimeout(1500);
      const shown = new Map<string, number>();
      await takePictures(session.page, `${kind}-narrow`, shown);
      narrowShown.set(kind, shown);
    });
  }

  for (const [i, kind] of wideKinds.entries()) {
    step(`each figure is drawn in the theme ${kind}`, async () => {
      await chooseTheme(session.page, kind);
      if (i === 0) await session.page.setViewportSize(wide);
      await session.page.waitForTimeout(500);
      const titles = await takePictures(session.page, kind);
      assert.equal(titles.length, figures, titles.join(", "));
    });
  }

  for (const [i, kind] of narrowKinds.entries()) {
    step(`each figure is drawn 400 px wide in the theme ${kind}`, async () => {
      await chooseTheme(session.page, kind);
      const shown = narrowShown.get(kind) ?? new Map<string, number>();
      if (forGallery || i === 0) await session.page.setViewportSize(narrow);
      await session.page.waitForTimeout(1500);
      const titles = await takePictures(session.page, `${kind}-narrow`, shown);
      assert.equal(titles.length, figures, titles.join(", "));
    });
  }
});

/** Moves the first slider, and waits until the figure's table shows other numbers. */
async function movesTo(page: Page, figure: Locator, position: string): Promise<void> {
  const std = figure.locator("tbody tr").nth(1).locator("td").nth(1);
  const before = await std.textContent();
  await figure
    .locator("input[type=range]")
    .first()
    .evaluate((slider, value) => {
      if (slider instanceof HTMLInputElement) slider.value = value;
      slider.dispatchEvent(new Event("input"));
    }, position);
  for (const end = Date.now() + 30_000; (await std.textContent()) === before; ) {
    assert.ok(Date.now() < end, "the figure does not change");
    await page.waitForTimeout(50);
  }
}

/** How often the plot of an interactive figure is drawn anew in a second while its slider is dragged. Runs in the page. */
function updatesASecond(figure: Element, milliseconds: number): Promise<number> {
  const slider = figure.querySelector<HTMLInputElement>("input[type=range]");
  const plot = figure.querySelector(".js-plotly-plot");
  if (slider === null || plot === null) throw new Error("no slider or no plot");
  let drawn = 0;
  Reflect.get(plot, "on").call(plot, "plotly_afterplot", () => {
    drawn++;
  });
  const most = Number(slider.max);
  const begin = performance.now();
  return new Promise((resolve) => {
    const move = (): void => {
      const passed = performance.now() - begin;
      if (passed > milliseconds) {
        resolve((drawn * 1000) / passed);
        return;
      }
      slider.value = String(Math.round((Math.sin(passed / 400) * 0.5 + 0.5) * most));
      slider.dispatchEvent(new Event("input"));
      requestAnimationFrame(move);
    };
    move();
  });
}

/** A webview's frame that is none of the others, once the selector matches in it. */
async function newFrame(page: Page, others: ReadonlySet<Frame>, selector: string): Promise<Frame> {
  for (const end = Date.now() + 60_000; Date.now() < end; await page.waitForTimeout(50)) {
    for (const frame of webviewFrames(page)) {
      if (others.has(frame)) continue;
      const found = await frame
        .locator(selector)
        .count()
        .catch(() => 0);
      if (found > 0) return frame;
    }
  }
  throw new Error(`no new webview shows ${selector} after a minute`);
}

/** The text of a notebook that has the saved cells of another over and over, until it shows so many figures. */
function manyFigures(path: string, count: number): string {
  const notebook: { cells: { outputs?: unknown[] }[] } = JSON.parse(readFileSync(path, "utf8"));
  const shown = notebook.cells.filter(({ outputs }) => JSON.stringify(outputs ?? []).includes("vnd.lnnb.figure"));
  const cells = Array.from({ length: count }, (_, i) => ({ ...shown[i % shown.length], id: `figure-${i}` }));
  return JSON.stringify({ ...notebook, cells });
}

/** The times between frames, for so many milliseconds. Runs in a page. */
async function framesDuring(milliseconds: number): Promise<number[]> {
  const frames: number[] = [];
  const begin = performance.now();
  let last = await new Promise<number>(requestAnimationFrame);
  while (performance.now() - begin < milliseconds) {
    const now = await new Promise<number>(requestAnimationFrame);
    frames.push(now - last);
    last = now;
  }
  return frames;
}

function summary(frames: readonly number[]): { usual: number; text: string } {
  const sorted = [...frames].sort((a, b) => a - b);
  const usual = sorted[Math.floor(sorted.length * 0.95)];
  return {
    usual,
    text: `95% of ${frames.length} within ${usual.toFixed(0)} ms, the longest ${sorted[sorted.length - 1].toFixed(0)} ms`,
  };
}
