/** A person with the packed extension in a fresh VS Code: clicks, keys, what is seen. */
import assert from "node:assert/strict";
import { cpSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import type { Frame, Locator } from "playwright-core";
import { readRun } from "../../scripts/harness/notebook-file.ts";
import { root } from "../../scripts/harness/paths.ts";
import { openSession, type Session, withEvidence } from "../../scripts/harness/session.ts";
import {
  choose,
  chooseTheme,
  drawnFigureSelector,
  figureSelector,
  frameWith,
  openFromExplorer,
  quickInput,
  runAllCells,
  runCommand,
  save,
  scrollToTop,
  waitUntilIdle,
} from "../../scripts/harness/workbench.ts";

interface AxeViolation {
  readonly id: string;
  readonly impact: string | null;
  readonly help: string;
  readonly nodes: readonly { readonly html: string }[];
}

/** Runs axe on the figures of a frame: what it finds serious or critical. */
async function seriousViolations(frame: Frame): Promise<string[]> {
  const source = readFileSync(createRequire(join(root, "package.json")).resolve("axe-core/axe.min.js"), "utf8");
  await frame.evaluate(source);
  const violations = await frame.evaluate(async (selector) => {
    // The script just evaluated has put `axe` on the window.
    const { axe } = window as unknown as {
      axe: { run(include: Element[]): Promise<{ violations: AxeViolation[] }> };
    };
    const { violations } = await axe.run([...document.querySelectorAll(selector)]);
    return violations.map(({ id, impact, help, nodes }) => ({
      id,
      impact,
      help,
      nodes: nodes.map(({ html }) => ({ html })),
    }));
  }, figureSelector);
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, help, nodes }) => `${id}: ${help}: ${nodes[0]?.html.slice(0, 200)}`);
}

async function expectAttribute(element: Locator, name: string, value: string): Promise<void> {
  for (const end = Date.now() + 10_000; Date.now() < end; ) {
    if ((await element.getAttribute(name)) === value) return;
    await element.page().waitForTimeout(50);
  }
  assert.equal(await element.getAttribute(name), value);
}

describe("a person in VS Code", () => {
  let session: Session;

  /** A test that leaves a picture of the window where it fails. */
  const step = (name: string, work: () => Promise<void>): void => {
    it(name, { timeout: 120_000 }, () => withEvidence(session, work));
  };

  before(
    async () => {
      session = await openSession({
        fill: (workspace) => cpSync(join(root, "test", "e2e", "fixtures"), workspace, { recursive: true }),
        report: console.log,
      });
    },
    { timeout: 500_000 },
  );
  after(() => session?.close());

  step("double-clicks the notebook, presses Run All, and sees figures", async () => {
    const { page, workspace } = session;
    await openFromExplorer(page, "figures.lnnb");
    await runAllCells(page);
    const frame = await frameWith(page, drawnFigureSelector);
    await frame.locator(`${drawnFigureSelector} .main-svg`).first().waitFor();
    await save(page);
    const run = readRun(join(workspace, "figures.lnnb"));
    assert.deepEqual(run.errors, []);
    assert.equal(run.executed, run.codeCells);
    assert.ok(run.figures >= 8, `${run.figures} figures`);
  });

  /** The first figure of the notebook, in view. */
  async function firstFigure(): Promise<{ frame: Frame; figure: Locator }> {
    await scrollToTop(session.page);
    const selector = `${figureSelector}:has(.main-svg):has(.lnnb-title:text-is("distribution"))`;
    const frame = await frameWith(session.page, selector);
    return { frame, figure: frame.locator(selector) };
  }

  step("reads a figure as a table, with the keyboard alone", async () => {
    const { page } = session;
    const { frame, figure } = await firstFigure();
    await figure.locator(".lnnb-plot").focus();
    const isFocused = () =>
      frame.evaluate(() => document.activeElement?.getAttribute("aria-label") === "Show as table");
    for (let presses = 0; presses < 20 && !(await isFocused()); presses += 1) await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Enter");
    await figure.locator(".lnnb-plot").waitFor({ state: "hidden", timeout: 5000 });
    assert.match((await figure.locator(".lnnb-table").first().textContent()) ?? "", /mean/i);
    await page.keyboard.press("Enter");
    await figure.locator(".lnnb-plot").waitFor({ state: "visible", timeout: 5000 });
  });

  step("opens the command palette out of a figure", async () => {
    const { page } = session;
    const { figure } = await firstFigure();
    await figure.locator(".lnnb-plot").focus();
    await page.keyboard.press("F1");
    await quickInput(page).waitFor({ timeout: 5000 });
    await page.keyboard.press("Escape");
  });

  step("changes the theme, and the figures follow", async () => {
    const { page } = session;
    const { figure } = await firstFigure();
    const colour = () =>
      figure
        .locator(".main-svg .xtick text")
        .first()
        .evaluate((text) => getComputedStyle(text).fill);
    await chooseTheme(page, "light");
    await expectAttribute(figure, "data-theme", "light");
    const light = await colour();
    await chooseTheme(page, "dark");
    await expectAttribute(figure, "data-theme", "dark");
    await page.waitForTimeout(500);
    assert.notEqual(await colour(), light);
  });

  step("makes the window narrow, and the figures fit", async () => {
    const { page } = session;
    const { figure } = await firstFigure();
    const widthOf = () =>
      figure
        .locator(".main-svg")
        .first()
        .evaluate((svg) => svg.getBoundingClientRect().width);
    const wide = await widthOf();
    await page.setViewportSize({ width: 900, height: 1000 });
    await page.waitForTimeout(1500);
    const narrow = await widthOf();
    assert.ok(narrow > 100 && narrow < wide - 100, `${wide} px, then ${narrow} px`);
    const overflow = await figure.evaluate((element) => element.scrollWidth - element.clientWidth);
    assert.ok(overflow <= 1, `the figure is ${overflow} px wider than its room`);
    await page.setViewportSize({ width: 1280, height: 1000 });
  });

  step("finds nothing in the figures that keeps a person out", async () => {
    const frame = await frameWith(session.page, drawnFigureSelector);
    assert.deepEqual(await seriousViolations(frame), []);
  });

  step("follows a traceback into the cell that failed", async () => {
    const { page } = session;
    await runCommand(page, "View: Close All Editors");
    await openFromExplorer(page, "error.lnnb");
    await runAllCells(page);
    const frame = await frameWith(page, ".lnnb-error a");
    const links = frame.locator(".lnnb-error a");
    assert.deepEqual(await links.allTextContents(), ["Cell In[2], line 1", "Cell In[1], line 2"]);
    const shown = (await frame.locator(".lnnb-error").textContent()) ?? "";
    assert.match(
      shown,
      /Cell In\[1\], line 2, in half\n\s+return x \/ 0\n\s+~~\^~~\nZeroDivisionError: division by zero/,
    );
    await links.last().click();
    await page.getByText("Cell 1 of 2").waitFor({ timeout: 10_000 });
    // What is typed shows where the cursor stands.
    await page.keyboard.type("#");
    await save(page);
    const saved = readFileSync(join(session.workspace, "error.lnnb"), "utf8");
    assert.match(saved, /"# {4}return x \/ 0"/);
    assert.match(saved, /"output_type": "error"/);
    assert.doesNotMatch(saved, /vnd\.lnnb\.traceback/);
  });

  step("checks the gradients of LayerNorm from the command palette", async () => {
    const { page } = session;
    await runCommand(page, "View: Close All Editors");
    await runCommand(page, "LayerNorm: Check Gradients...");
    await choose(page, "LayerNorm");
    // Shape, dtype and eps: what is offered is accepted.
    for (const offered of [/^\d+(, \d+)*$/, /^$/, /^1e-0?5$/]) {
      await page.waitForTimeout(500);
      assert.match(await quickInput(page).inputValue(), offered);
      await page.keyboard.press("Enter");
    }
    await waitUntilIdle(page);
    const frame = await frameWith(page, `${drawnFigureSelector} .lnnb-verdict`);
    const verdict = frame.locator(`${drawnFigureSelector} .lnnb-verdict`).first();
    assert.equal(await verdict.getAttribute("data-ok"), "true");
  });

  step("and nothing of all this has asked another machine", async () => {
    assert.deepEqual([...session.foreignHosts], []);
  });
});
