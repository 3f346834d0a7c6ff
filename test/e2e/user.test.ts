/** A person with the packed extension in a fresh VS Code: clicks, keys, what is seen. */
import assert from "node:assert/strict";
import { cpSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import type { Frame, Locator, Page } from "playwright-core";
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
  runCommand,
  save,
  scrollToTop,
  toolbar,
  waitUntilIdle,
} from "../../scripts/harness/workbench.ts";

interface AxeViolation {
  readonly id: string;
  readonly impact: string | null;
  readonly help: string;
  readonly nodes: readonly { readonly html: string }[];
}

/** Runs axe on the figures of a frame, or on another part of it: what it finds serious or critical. */
async function seriousViolations(frame: Frame, within = figureSelector): Promise<string[]> {
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
  }, within);
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, help, nodes }) => `${id}: ${help}: ${nodes[0]?.html.slice(0, 200)}`);
}

/** Runs all cells with the button that does not ask for trust. */
async function runRestricted(page: Page): Promise<void> {
  await toolbar(page).getByText("Run All in Restricted Mode", { exact: true }).click();
  await waitUntilIdle(page);
  await page.locator(".statusbar-item", { hasText: "LayerNorm: idle" }).waitFor({ timeout: 60_000 });
}

async function until(holds: () => Promise<boolean>, what: string): Promise<void> {
  for (const end = Date.now() + 15_000; Date.now() < end; ) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${what}: not in 15 s`);
}

/** Accepts what is offered, question by question as they are numbered in the title. Gives the texts that were offered. */
async function acceptQuestions(page: Page, numbers: readonly string[]): Promise<string[]> {
  const offered: string[] = [];
  for (const number of numbers) {
    await page.locator(".quick-input-titlebar", { hasText: number }).waitFor({ timeout: 15_000 });
    offered.push(await quickInput(page).inputValue());
    await page.keyboard.press("Enter");
  }
  return offered;
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

  /** Of a notebook whose figures are drawn: without them there is nothing to wait for. */
  const figureStep = (name: string, work: () => Promise<void>): void => {
    step(name, () => (hasFigures ? work() : Promise.reject(new Error("there are no figures: see the failure above"))));
  };
  let hasFigures = false;

  before(
    async () => {
      session = await openSession({
        fill: (workspace) => {
          cpSync(join(root, "test", "e2e", "fixtures"), workspace, { recursive: true });
        },
        // A folder that nobody has said is trusted: all that follows works there too.
        settings: {
          "security.workspace.trust.enabled": true,
          "security.workspace.trust.startupPrompt": "never",
          "security.workspace.trust.banner": "never",
        },
        report: console.log,
      });
    },
    { timeout: 500_000 },
  );
  after(() => session?.close());

  step("has not trusted the folder", async () => {
    await session.page.locator(".statusbar-item", { hasText: "Restricted Mode" }).waitFor({ timeout: 10_000 });
  });

  step("double-clicks the notebook, presses Run All, is not asked for trust, and sees figures", async () => {
    const { page, workspace } = session;
    await openFromExplorer(page, "figures.lnnb");
    await runRestricted(page);
    const frame = await frameWith(page, drawnFigureSelector);
    await frame.locator(`${drawnFigureSelector} .main-svg`).first().waitFor();
    await save(page);
    const run = readRun(join(workspace, "figures.lnnb"));
    assert.deepEqual(run.errors, []);
    assert.equal(run.executed, run.codeCells);
    assert.ok(run.figures >= 8, `${run.figures} figures`);
    hasFigures = true;
  });

  /** The first figure of the notebook, in view. */
  async function firstFigure(): Promise<{ frame: Frame; figure: Locator }> {
    await scrollToTop(session.page);
    const selector = `${figureSelector}:has(.main-svg):has(.lnnb-title:text-is("distribution"))`;
    const frame = await frameWith(session.page, selector);
    return { frame, figure: frame.locator(selector) };
  }

  figureStep("reads a figure as a table, with the keyboard alone", async () => {
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

  figureStep("opens the command palette out of a figure", async () => {
    const { page } = session;
    const { figure } = await firstFigure();
    await figure.locator(".lnnb-plot").focus();
    await page.keyboard.press("F1");
    await quickInput(page).waitFor({ timeout: 5000 });
    await page.keyboard.press("Escape");
  });

  figureStep("changes the theme, and the figures follow", async () => {
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

  figureStep("makes the window narrow, and the figures fit", async () => {
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

  figureStep("finds nothing in the figures that keeps a person out", async () => {
    const frame = await frameWith(session.page, drawnFigureSelector);
    assert.deepEqual(await seriousViolations(frame), []);
  });

  figureStep("exports the page that it sees", async () => {
    const { page, workspace } = session;
    await runCommand(page, "LayerNorm: Export as HTML...");
    await until(async () => /figures\.html$/.test(await quickInput(page).inputValue()), "the dialog for the file");
    await page.keyboard.press("Enter");
    await page.getByText("Exported figures.html.").first().waitFor({ timeout: 15_000 });
    const html = readFileSync(join(workspace, "figures.html"), "utf8");
    const figures = readRun(join(workspace, "figures.lnnb")).figures;
    assert.equal(html.match(/<figure class="static">/g)?.length, figures);
    await page.keyboard.press("Escape");
  });

  figureStep("reads that page in a browser, and on paper", async () => {
    const { page, workspace } = session;
    const context = await page.context().browser()?.newContext();
    assert.ok(context);
    try {
      const reader = await context.newPage();
      await reader.emulateMedia({ colorScheme: "dark" });
      await reader.goto(pathToFileURL(join(workspace, "figures.html")).href);
      await reader.locator(".lnnb-figure .main-svg").first().waitFor({ timeout: 30_000 });
      assert.equal(await reader.locator("figure.static").first().isVisible(), false);
      assert.deepEqual(await seriousViolations(reader.mainFrame(), "body"), []);
      await reader.emulateMedia({ media: "print" });
      assert.equal(await reader.locator("figure.static svg").first().isVisible(), true);
      assert.equal(await reader.locator(".lnnb-figure").first().isVisible(), false);
    } finally {
      await context.close();
    }
  });

  step("types, and is offered what PyTorch has", async () => {
    const { page } = session;
    await runCommand(page, "LayerNorm: New Notebook");
    await page.locator(".tab.active", { hasText: "Untitled-1" }).waitFor({ timeout: 15_000 });
    await page
      .locator(".notebookOverlay:visible .code-cell-row.focused .monaco-editor.focused")
      .waitFor({ timeout: 15_000 });
    await page.keyboard.type("F.layer", { delay: 50 });
    await page
      .locator(".suggest-widget .monaco-list-row", { hasText: "layer_norm" })
      .first()
      .waitFor({ timeout: 10_000 });
    await page.keyboard.press("Escape");
  });

  step("stops a gradient check that takes too long", async () => {
    const { page } = session;
    await page.keyboard.press("Control+A");
    await page.keyboard.insertText("def slow(x): return sum(x * 1.0 for _ in range(10**6))");
    await runCommand(page, "LayerNorm: Check Gradients...");
    await choose(page, "slow");
    await acceptQuestions(page, ["(2/3)", "(3/3)"]);
    await page.locator(".statusbar-item", { hasText: "LayerNorm: busy" }).waitFor({ timeout: 10_000 });
    await page.locator(".notifications-toasts").getByRole("button", { name: "Cancel" }).first().click();
    await page.locator(".statusbar-item", { hasText: "LayerNorm: idle" }).waitFor({ timeout: 8000 });
    await runCommand(page, "View: Revert and Close Editor");
  });

  step("follows a traceback into the cell that failed", async () => {
    const { page } = session;
    await runCommand(page, "View: Close All Editors");
    await openFromExplorer(page, "error.lnnb");
    await runRestricted(page);
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
    // The cell is chosen before its editor has the keyboard.
    await page
      .locator(".notebookOverlay:visible .code-cell-row.focused .monaco-editor.focused")
      .waitFor({ timeout: 10_000 });
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
    const offered = await acceptQuestions(page, ["(2/4)", "(3/4)", "(4/4)"]);
    assert.match(offered.join(" | "), /^\d+(, \d+)* \| {2}\| 1e-0?5$/);
    await waitUntilIdle(page);
    const frame = await frameWith(page, `${drawnFigureSelector} .lnnb-verdict`);
    const verdict = frame.locator(`${drawnFigureSelector} .lnnb-verdict`).first();
    assert.equal(await verdict.getAttribute("data-ok"), "true");
  });

  step("and nothing of all this has asked another machine", async () => {
    assert.deepEqual([...session.foreignHosts], []);
  });
});
