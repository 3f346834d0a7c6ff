/** Every kind of figure, in every theme: nothing that axe finds serious, and no text over another at any width. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, describe, test } from "node:test";
import type { Browser } from "playwright-core";
import { samples } from "../figures/samples.ts";
import { openBrowser } from "./browser.ts";
import { overlappingTexts } from "./overlaps.ts";
import { openRenderer, type RendererPage, stored } from "./page.ts";

const { browser, missing } = await openBrowser();
const names = Object.keys(samples);
const idOf = (name: string): string => name.replaceAll(" ", "-");

async function showAll(width: number): Promise<RendererPage> {
  const opened = await openRenderer(browser as Browser, width); // skipped where there is none
  for (const name of names) await opened.show(idOf(name), stored(name));
  await drawAll(opened);
  return opened;
}

/** Scrolls through the page: what is out of sight is not drawn. Waits until each plot has the width that it has room for. */
async function drawAll({ page }: RendererPage): Promise<void> {
  for (const plot of await page.locator(".lnnb-plot:visible").all()) {
    await plot.scrollIntoViewIfNeeded();
    await page.waitForFunction(
      (element) => Math.abs((element?.querySelector(".main-svg")?.clientWidth ?? -9) - (element?.clientWidth ?? 0)) < 3,
      await plot.elementHandle(),
      { timeout: 20_000 },
    );
  }
}

async function overlaps({ page }: RendererPage): Promise<string[]> {
  const found: string[] = [];
  for (const name of names) {
    for (const plot of await page.locator(`#${idOf(name)} .lnnb-plot:visible`).all()) {
      for (const overlap of await plot.evaluate(overlappingTexts)) found.push(`${name}: ${overlap}`);
    }
  }
  if (await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)) found.push("wider than the page");
  return found;
}

describe("how figures look", { skip: missing }, () => {
  let opened: RendererPage;
  after(async () => {
    await browser?.close();
  });

  test("no text lies over another, and none is cut off, 400 px wide", async () => {
    opened = await showAll(400);
    assert.deepEqual(await overlaps(opened), []);
  });

  test("nor 900 px wide", async () => {
    const { page } = opened;
    await page.setViewportSize({ width: 900, height: 900 });
    await drawAll(opened);
    assert.deepEqual(await overlaps(opened), []);
  });

  test("axe finds nothing serious in any kind, in any theme", async () => {
    const { page } = opened;
    const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
    await page.addScriptTag({ content: axe });
    // All that is shown on demand as well.
    for (const button of await page.getByRole("button", { name: "Copy or save" }).all()) await button.click();
    for (const theme of ["light", "dark", "hc-dark", "hc-light"] as const) {
      await opened.setTheme(theme);
      await page.waitForFunction(
        (kind) =>
          [...document.querySelectorAll("figure[data-theme]")].every(
            (each) => each.getAttribute("data-theme") === kind,
          ),
        theme,
      );
      const found: unknown = await page.evaluate(
        "axe.run('#outputs').then(({ violations }) => violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes }) => id + ': ' + nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(' | ')))",
      );
      assert.deepEqual(found, [], theme);
    }
    assert.deepEqual(opened.problems, []);
    await page.close();
  });
});
