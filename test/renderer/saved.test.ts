/** What every kind of figure is saved as: an image on its background under its title, a drawing that stands alone, exact numbers. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { initialChoice } from "../../src/figures/view.ts";
import { viewOf } from "../../src/figures/views/index.ts";
import { samples } from "../figures/samples.ts";
import { openBrowser } from "./browser.ts";
import { openRenderer, type RendererPage, stored } from "./page.ts";

const { browser, missing } = await openBrowser();
const width = 640;
const padding = 12;
/** One of each kind, and one whose labels hold markup. */
const names = Object.keys(samples).filter(
  (name, i, all) =>
    name === "distribution with NaN" || all.findIndex((other) => samples[other].kind === samples[name].kind) === i,
);

/** The rows of each table of a CSV file, by RFC 4180. */
function tablesOfCsv(text: string): string[][][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^,"\r\n]*))(,|\r\n|$)/g)) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain ?? "");
    if (end === "") break;
    if (end === "\r\n") rows.push([]);
  }
  const tables: string[][][] = [[]];
  for (const row of rows) {
    if (row.length === 1 && row[0] === "") tables.push([]);
    else tables.at(-1)?.push(row);
  }
  return tables.filter((table) => table.length > 0);
}

/** Size, the colour of a corner, and how many colours an image has. Runs in the page. */
async function lookAt(address: string): Promise<{ width: number; height: number; corner: number[]; colours: number }> {
  const image = new Image();
  image.src = address;
  await image.decode();
  const canvas = new OffscreenCanvas(image.naturalWidth, image.naturalHeight);
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("no canvas");
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
  const colours = new Set(new Uint32Array(data.buffer));
  return { width: canvas.width, height: canvas.height, corner: [...data.subarray(0, 4)], colours: colours.size };
}

/** What an SVG file says, and what it takes from elsewhere. Runs in the page. */
function readSvg(source: string): { problem: string | null; text: string; references: string[] } {
  const parsed = new DOMParser().parseFromString(source, "image/svg+xml");
  const all = [...parsed.querySelectorAll("*")];
  const references = all.flatMap((element) =>
    [...element.attributes].flatMap(({ name, value }) =>
      /href$/.test(name) && !/^(#|data:image)/.test(value) ? [value] : /var\(--/.test(value) ? [value] : [],
    ),
  );
  return {
    problem:
      parsed.querySelector("parsererror")?.textContent ??
      parsed.querySelector("script, foreignObject")?.tagName ??
      null,
    text: [...parsed.querySelectorAll("text")].map(({ textContent }) => textContent).join("\n"),
    references,
  };
}

describe("saved figures", { skip: missing }, () => {
  let opened: RendererPage;
  before(async () => {
    assert.ok(browser !== undefined);
    opened = await openRenderer(browser, width);
    await opened.setTheme("dark");
  });
  after(async () => {
    await browser?.close();
  });

  test("every kind: PNG, SVG and CSV", async () => {
    const { page } = opened;
    for (const name of names) {
      const payload = samples[name];
      if (payload.kind === "quiz" || payload.kind === "interact") continue;
      const view = viewOf(payload);
      const id = name.replaceAll(" ", "-");
      await opened.show(id, stored(name));
      const output = page.locator(`#${id}`);
      const save = async (format: string): Promise<Buffer> => {
        const [download] = await Promise.all([
          page.waitForEvent("download"),
          output.getByRole("button", { name: `Save as ${format}` }).click(),
        ]);
        return readFileSync(await download.path());
      };
      await output.getByRole("button", { name: "Copy or save" }).click();
      const tables = tablesOfCsv((await save("CSV")).toString());
      view.tables(initialChoice(view).selected).forEach((table, t) => {
        assert.deepEqual(
          tables[t]?.[0],
          table.columns.map(({ label }) => label),
          name,
        );
        assert.equal(tables[t]?.length, table.rows.length + 1, name);
        table.rows.forEach((row, r) => {
          const exact = row.map((cell) => String(cell.value ?? cell.text));
          assert.deepEqual(tables[t][r + 1], exact, name);
        });
      });
      if (payload.kind === "table") continue;
      await opened.drawn(id);
      const png = await page.evaluate(lookAt, `data:image/png;base64,${(await save("PNG")).toString("base64")}`);
      const drawn = (await output.locator(".main-svg").first().boundingBox())?.width ?? 0;
      assert.equal(png.width, 2 * (Math.round(drawn) + 2 * padding), name);
      assert.deepEqual(png.corner, [31, 31, 31, 255], name);
      assert.ok(png.colours > 20, `${name}: ${png.colours} colours`);
      const source = (await save("SVG")).toString();
      const svg = await page.evaluate(readSvg, source);
      assert.deepEqual([svg.problem, svg.references], [null, []], name);
      assert.ok(svg.text.includes(view.title.slice(0, 30)), `${name}: ${svg.text.slice(0, 200)}`);
      const alone = await page.evaluate(lookAt, `data:image/svg+xml;base64,${Buffer.from(source).toString("base64")}`);
      assert.deepEqual([2 * alone.width, 2 * alone.height], [png.width, png.height], name);
      assert.deepEqual(alone.corner, png.corner, name);
    }
    assert.deepEqual(
      opened.problems.filter((problem) => !problem.startsWith("asked for blob:")),
      [],
    );
  });
});
