/**
 * A picture of every kind of figure: out/screenshots/<kind>-<theme>[-narrow].png. In four themes and two widths for the
 * gallery (LNNB_GALLERY=1), in one of each otherwise; and what only a real VS Code shows of figures that talk to the kernel.
 */
import assert from "node:assert/strict";
import { cpSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import type { Locator, Page } from "playwright-core";
import { takePictures } from "../../scripts/harness/figure-pictures.ts";
import { readRun } from "../../scripts/harness/notebook-file.ts";
import { ensureFolder, root, screenshotFolder } from "../../scripts/harness/paths.ts";
import { openSession, type Session, withEvidence } from "../../scripts/harness/session.ts";
import {
  chooseTheme,
  frameWith,
  openFromExplorer,
  runAllCells,
  runCommand,
  save,
  scrollToFigure,
  type ThemeKind,
} from "../../scripts/harness/workbench.ts";

const all: readonly ThemeKind[] = ["light", "dark", "hc-dark", "hc-light"];
const forGallery = process.env["LNNB_GALLERY"] === "1";
const wideKinds = forGallery ? all : all.slice(0, 1);
const narrowKinds = forGallery ? all : all.slice(2, 3);
/** As high as the highest figure: a picture shows as much of one as the window does. */
const wide = { width: 1100, height: forGallery ? 2300 : 1500 };
const narrow = { width: 520, height: forGallery ? 4400 : 2600 };

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
        viewport: wide,
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
    const run = readRun(join(workspace, "figures.lnnb"));
    assert.deepEqual(run.errors, []);
    figures = run.figures;
    await runCommand(page, "View: Close Primary Side Bar");
  });

  step("a slider recomputes in the kernel while it is moved", async () => {
    const frame = await scrollToFigure(session.page, ".lnnb-interact .main-svg");
    const figure = frame.locator(".lnnb-interact").first();
    assert.equal(await figure.getByRole("slider", { name: "eps" }).isEnabled(), true);
    await movesTo(session.page, figure, "1000");
    assert.equal(await figure.locator(".lnnb-value").textContent(), "0.1");
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

  for (const kind of wideKinds) {
    step(`each figure is drawn in the theme ${kind}`, async () => {
      await chooseTheme(session.page, kind);
      const titles = await takePictures(session.page, kind);
      assert.equal(titles.length, figures, titles.join(", "));
    });
  }

  for (const [i, kind] of narrowKinds.entries()) {
    step(`each figure is drawn 400 px wide in the theme ${kind}`, async () => {
      await chooseTheme(session.page, kind);
      if (i === 0) await session.page.setViewportSize(narrow);
      await session.page.waitForTimeout(1500);
      const titles = await takePictures(session.page, `${kind}-narrow`);
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
