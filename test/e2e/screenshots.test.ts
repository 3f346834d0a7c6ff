/** A picture of every kind of figure, in four themes and in a narrow editor: out/screenshots/<kind>-<theme>.png. */
import assert from "node:assert/strict";
import { cpSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { takePictures } from "../../scripts/harness/figure-pictures.ts";
import { readRun } from "../../scripts/harness/notebook-file.ts";
import { root } from "../../scripts/harness/paths.ts";
import { openSession, type Session, withEvidence } from "../../scripts/harness/session.ts";
import {
  chooseTheme,
  openFromExplorer,
  runAllCells,
  runCommand,
  save,
  type ThemeKind,
} from "../../scripts/harness/workbench.ts";

const kinds: readonly ThemeKind[] = ["light", "dark", "hc-dark", "hc-light"];

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
        viewport: { width: 1100, height: 1500 },
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

  for (const kind of kinds) {
    step(`each figure is drawn in the theme ${kind}`, async () => {
      await chooseTheme(session.page, kind);
      const titles = await takePictures(session.page, kind);
      assert.equal(titles.length, figures, titles.join(", "));
    });
  }

  step("each figure is drawn 400 px wide", async () => {
    await chooseTheme(session.page, "light");
    await session.page.setViewportSize({ width: 520, height: 2600 });
    await session.page.waitForTimeout(1500);
    const titles = await takePictures(session.page, "narrow");
    assert.equal(titles.length, figures, titles.join(", "));
  });
});
