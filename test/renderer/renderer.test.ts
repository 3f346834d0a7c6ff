import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { samples } from "../figures/samples.ts";
import { openBrowser } from "./browser.ts";
import { openRenderer, type RendererPage, stored } from "./page.ts";

const { browser, missing } = await openBrowser();

describe("the renderer in a browser", { skip: missing }, () => {
  let opened: RendererPage;
  before(async () => {
    assert.ok(browser !== undefined);
    opened = await openRenderer(browser);
  });
  after(async () => {
    await browser?.close();
  });

  test("every kind of figure is drawn or tabled, without an error and without the network", async () => {
    for (const [name, payload] of Object.entries(samples)) {
      const id = name.replaceAll(" ", "-");
      await opened.show(id, stored(name));
      const text = (await opened.page.locator(`#${id} figure`).first().textContent()) ?? "";
      assert.ok(text.includes(payload.title), name);
    }
    await opened.drawn("trace-deep");
    assert.deepEqual(opened.problems, []);
  });

  test("height is kept free before the plotting library has come, and nothing is wider than the page", async () => {
    const { page } = opened;
    const height = await page.locator("#lines .lnnb-plot").evaluate((plot) => plot.clientHeight);
    assert.ok(height > 250);
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)) <= 0);
  });

  test("markup in a label is text", async () => {
    const { page } = opened;
    const output = page.locator("#distribution-with-NaN");
    assert.match((await output.locator(".lnnb-key").textContent()) ?? "", /^<b>overflowing<\/b> & %\{x\} naïve/);
    assert.equal(await output.locator("td b, th b").count(), 0);
  });

  test("the table view is reached and used by keyboard, and says what is shown", async () => {
    const { page } = opened;
    const toggle = page.locator("#lines").getByRole("button", { name: "Show as table" });
    await toggle.focus();
    await page.keyboard.press("Enter");
    assert.equal(await toggle.getAttribute("aria-pressed"), "true");
    assert.equal(await page.locator("#lines .lnnb-plot").isVisible(), false);
    assert.equal(await page.locator("#lines tbody tr").count(), 24);
    assert.equal(await page.locator("#lines [role=status]").textContent(), "Shown as tables.");
    await page.keyboard.press("Enter");
    assert.equal(await page.locator("#lines .lnnb-plot").isVisible(), true);
  });

  test("keys typed in a figure do not reach the notebook, but Escape and chords do", async () => {
    const { page } = opened;
    await page.evaluate(() => {
      const heard: string[] = [];
      document.addEventListener("keydown", (event) => heard.push(event.key));
      Reflect.set(window, "heard", heard);
    });
    await page.locator("#trace select").focus();
    for (const key of ["j", "ArrowDown", "Escape", "Control+s"]) await page.keyboard.press(key);
    assert.deepEqual(await page.evaluate(() => Reflect.get(window, "heard")), ["Escape", "Control", "s"]);
  });

  test("choosing a token shows its statistics", async () => {
    const { page } = opened;
    const output = page.locator("#distribution-per-token");
    const cell = output.locator("tbody tr").first().locator("td").first();
    const all = await cell.textContent();
    await output.locator("select").selectOption({ label: "token 7" });
    assert.notEqual(await cell.textContent(), all);
    assert.match((await output.locator(".lnnb-caption").first().textContent()) ?? "", /token 7/);
  });

  test("a click on a module's point pins it: its histogram is drawn, its table shown; a second click lets go", async () => {
    const { page } = opened;
    const output = page.locator("#trace");
    const click = () =>
      output.locator(".lnnb-plot").evaluate((plot) => {
        Reflect.get(plot, "emit").call(plot, "plotly_click", { points: [{ customdata: 3 }] });
      });
    await click();
    assert.equal(await output.locator("select").inputValue(), "3");
    assert.match((await output.locator(".lnnb-caption").first().textContent()) ?? "", /blocks\.0\.act/);
    await click();
    assert.equal(await output.locator("select").inputValue(), "0");
  });

  test("the pointer on a cell of the error map rings the elements behind it", async () => {
    const { page } = opened;
    await opened.drawn("compare");
    const rings = await page.locator("#compare .lnnb-plot").evaluate((plot) => {
      const emit = (name: string, points: unknown[]) => Reflect.get(plot, "emit").call(plot, name, { points });
      emit("plotly_hover", [{ customdata: "block 17" }]);
      const shown = [...plot.querySelectorAll<HTMLElement>(".lnnb-ring")].map((ring) => [
        ring.style.left,
        ring.style.top,
      ]);
      emit("plotly_unhover", []);
      return { shown, left: plot.querySelectorAll(".lnnb-ring").length };
    });
    assert.ok(rings.shown.length >= 2);
    assert.notDeepEqual(rings.shown[0], rings.shown[1]);
    assert.equal(rings.left, 0);
  });

  test("the pointer on a bar of errors rings its elements and their blocks", async () => {
    const { page } = opened;
    const rings = await page.locator("#compare .lnnb-plot").evaluate((plot) => {
      const emit = (name: string, points: unknown[]) => Reflect.get(plot, "emit").call(plot, name, { points });
      emit("plotly_hover", [{ customdata: "errors 1" }]);
      const count = plot.querySelectorAll(".lnnb-ring").length;
      emit("plotly_unhover", []);
      return count;
    });
    assert.ok(rings >= 2, `${rings} rings`);
  });

  test("arrow keys walk over the points and read them, Enter pins, Shift and arrows pan", async () => {
    const { page } = opened;
    const output = page.locator("#trace");
    await output.locator(".lnnb-plot").scrollIntoViewIfNeeded();
    await output.locator(".lnnb-plot").focus();
    const said = () => output.locator("[role=status]").textContent();
    await page.keyboard.press("ArrowRight");
    assert.match((await said()) ?? "", /^share of values: blocks\.0\.linear, .* to .*: [\d.]+%$/);
    await page.keyboard.press("ArrowDown");
    assert.match((await said()) ?? "", /^blocks\.0\.norm, /);
    await page.keyboard.press("Enter");
    assert.equal(await output.locator("select").inputValue(), "2");
    await output.locator("select").selectOption("0");
    const lines = page.locator("#lines");
    await opened.drawn("lines");
    await lines.locator(".lnnb-plot").focus();
    await page.keyboard.press("ArrowRight");
    assert.equal(
      await lines.locator("[role=status]").textContent(),
      "pre-norm: block: 1, norm of the gradient: 6.06829, pre-norm",
    );
    await page.keyboard.press("ArrowRight");
    assert.match((await lines.locator("[role=status]").textContent()) ?? "", /^block: 2, /);
    await page.keyboard.press("ArrowDown");
    assert.match((await lines.locator("[role=status]").textContent()) ?? "", /^post-norm: block: 2, /);
    assert.equal(await lines.locator(".hoverlayer .hovertext").count(), 1);
  });

  test("the keyboard shows a heatmap's cell and says labels as they are; a figure may go while it has the focus", async () => {
    const { page } = opened;
    const walk = async (name: string): Promise<string> => {
      await opened.show("walked", stored(name));
      await opened.drawn("walked");
      await page.locator("#walked .lnnb-plot").focus();
      await page.keyboard.press("ArrowRight");
      await page.locator("#walked .hoverlayer .hovertext").first().waitFor({ timeout: 5000 });
      return (await page.locator("#walked [role=status]").textContent()) ?? "";
    };
    assert.match(await walk("heatmap"), /^values: 0, 0, 0\.0045/);
    assert.match(await walk("distribution with NaN"), /^<b>overflowing<\/b> & %\{x\} naïve/);
    await page.evaluate('window.release("walked"); document.getElementById("walked").remove()');
    assert.deepEqual(opened.problems, []);
  });

  test("what is brushed in one panel stands out in the others, and lets go", async () => {
    const { page } = opened;
    const output = page.locator("#compare");
    const emit = (name: string, customdata: unknown) =>
      output
        .locator(".lnnb-plot")
        .evaluate(
          (plot, [event, data]) => Reflect.get(plot, "emit").call(plot, event, { points: [{ customdata: data }] }),
          [name, customdata] as const,
        );
    const cells = () =>
      output.locator(".lnnb-plot").evaluate((plot) => {
        const data: { type: string; z?: (number | null)[][] }[] = Reflect.get(plot, "data");
        return (data.find(({ type }) => type === "heatmap")?.z ?? []).flat().filter((value) => value !== null).length;
      });
    await opened.drawn("compare");
    const whole = await cells();
    await emit("plotly_selected", ["block 17", "errors 3"]);
    await page.waitForTimeout(200);
    const some = await cells();
    assert.ok(some >= 1 && some < whole, `${some} of ${whole} cells`);
    assert.match((await output.locator("[role=status]").textContent()) ?? "", /^\d+ points are selected\.$/);
    await output.locator(".lnnb-plot").focus();
    await page.keyboard.press("Backspace");
    await page.waitForTimeout(200);
    assert.equal(await cells(), whole);
  });

  test("a key of the legend hides its series, says so, and keeps the focus; another theme keeps it hidden", async () => {
    const { page } = opened;
    const output = page.locator("#lines");
    const shown = () => output.locator(".scatterlayer .trace").count();
    const key = output.getByRole("button", { name: "post-norm" });
    const before = await shown();
    await key.focus();
    await page.keyboard.press("Enter");
    await page.waitForTimeout(200);
    assert.equal(await shown(), before - 1);
    assert.equal(await key.getAttribute("aria-pressed"), "false");
    assert.equal(await output.locator("[role=status]").textContent(), "post-norm is hidden.");
    assert.equal(await key.evaluate((button) => button === document.activeElement), true);
    await opened.setTheme("dark");
    await page.waitForTimeout(300);
    assert.equal(await shown(), before - 1);
    await opened.setTheme("light");
    await key.press("Enter");
    await page.waitForTimeout(200);
    assert.equal(await shown(), before);
  });

  test("side by side: a panel a series on one scale; logarithmic and back", async () => {
    const { page } = opened;
    const output = page.locator("#lines");
    const panels = () =>
      output.locator(".lnnb-plot").evaluate((plot) => {
        const layout: object = Reflect.get(plot, "_fullLayout");
        return Object.keys(layout).filter((name) => /^xaxis\d*$/.test(name)).length;
      });
    const apart = output.getByRole("button", { name: "Side by side" });
    await apart.click();
    await page.waitForTimeout(300);
    assert.equal(await panels(), 3);
    await apart.click();
    const log = output.getByRole("button", { name: "Logarithmic y axis" });
    assert.equal(await log.getAttribute("aria-pressed"), "true");
    await log.click();
    await page.waitForTimeout(300);
    const type = await output
      .locator(".lnnb-plot")
      .evaluate((plot) => Reflect.get(Reflect.get(Reflect.get(plot, "_fullLayout"), "yaxis"), "type"));
    assert.equal(type, "linear");
    await log.click();
  });

  test("one stop of Tab leads to the toolbar, arrows go along it", async () => {
    const { page } = opened;
    const toolbar = page.locator("#lines").getByRole("toolbar");
    await toolbar.getByRole("button").first().focus();
    await page.keyboard.press("End");
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute("aria-label"));
    assert.equal(await focused(), "Copy or save");
    await page.keyboard.press("ArrowRight");
    assert.equal(await focused(), "Show as table");
    assert.equal(await toolbar.locator("[tabindex='0']").count(), 1);
  });

  test("who asked for less motion gets none", async () => {
    const { page } = opened;
    const durations = () =>
      page
        .locator("#lines")
        .evaluate(
          (output) =>
            [...output.querySelectorAll(".lnnb-figure *")]
              .map((each) => getComputedStyle(each).transitionDuration)
              .filter((value) => value !== "0s").length,
        );
    assert.ok((await durations()) > 0);
    await page.emulateMedia({ reducedMotion: "reduce" });
    assert.equal(await durations(), 0);
    await page.emulateMedia({ reducedMotion: "no-preference" });
  });

  test("the open button hands the stored figure to the extension", async () => {
    const { page } = opened;
    await page.locator("#bars").getByRole("button", { name: "Open in an editor tab" }).click();
    const posted = await page.evaluate(() => Reflect.get(window, "posted").at(-1));
    assert.equal(posted.type, "open");
    assert.deepEqual(posted.payload, stored("bars"));
  });

  test("zooming with the keyboard narrows the axis, and 0 brings it back", async () => {
    const { page } = opened;
    const plot = page.locator("#lines .lnnb-plot");
    const range = () =>
      plot.evaluate((element): number[] =>
        Reflect.get(Reflect.get(Reflect.get(element, "_fullLayout"), "xaxis"), "range"),
      );
    const [low, high] = await range();
    await plot.focus();
    await page.keyboard.press("+");
    await page.waitForTimeout(100);
    const zoomed = await range();
    assert.ok(zoomed[1] - zoomed[0] < high - low);
    await page.keyboard.press("0");
    await page.waitForTimeout(100);
    assert.deepEqual(await range(), [low, high]);
  });

  test("a change of theme or of size while shown recolours the plot and keeps the zoom", async () => {
    const { page } = opened;
    const plot = page.locator("#lines .lnnb-plot");
    const look = () =>
      plot.evaluate((element) => ({
        line: element.querySelector<SVGPathElement>(".js-line")?.style.stroke ?? "",
        text: element.querySelector<SVGTextElement>(".xtick text")?.style.fill ?? "",
      }));
    await opened.drawn("lines");
    await plot.focus();
    await page.keyboard.press("+");
    const before = await look();
    for (const theme of ["dark", "hc-dark", "hc-light"] as const) {
      await opened.setTheme(theme);
      await page.waitForFunction(
        (kind) => document.querySelector("#lines figure")?.getAttribute("data-theme") === kind,
        theme,
      );
      await page.waitForTimeout(150);
    }
    await opened.setTheme("dark");
    await page.waitForTimeout(200);
    await page.setViewportSize({ width: 700, height: 900 });
    await page.waitForTimeout(300);
    await page.setViewportSize({ width: 800, height: 900 });
    await page.waitForTimeout(300);
    const after = await look();
    assert.notEqual(after.line, before.line);
    assert.notEqual(after.text, before.text);
    const width = await plot.evaluate((element) => {
      const range: number[] = Reflect.get(Reflect.get(Reflect.get(element, "_fullLayout"), "xaxis"), "range");
      return range[1] - range[0];
    });
    assert.ok(width < 23, `the zoom is lost: ${width}`);
    await opened.setTheme("light");
  });

  test("a narrower page draws narrower plots, below each other", async () => {
    const { page } = opened;
    await opened.drawn("compare");
    await page.setViewportSize({ width: 400, height: 900 });
    await page.waitForFunction(() => (document.querySelector("#compare .main-svg")?.clientWidth ?? 900) <= 400);
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)) <= 0);
    await page.setViewportSize({ width: 800, height: 900 });
    await page.waitForFunction(() => (document.querySelector("#compare .main-svg")?.clientWidth ?? 0) > 700);
  });

  test("a table wider than its figure fades on the sides where it goes on, and scrolls by keyboard", async () => {
    const { page } = opened;
    await page.setViewportSize({ width: 400, height: 900 });
    const table = page.locator("#distribution .lnnb-scroll").first();
    const look = () =>
      table.evaluate((box) => [box.dataset["more"], getComputedStyle(box).maskImage === "none" ? "plain" : "faded"]);
    await page.waitForFunction(() => document.querySelector("#distribution .lnnb-scroll")?.scrollLeft === 0);
    assert.deepEqual(await look(), ["right", "faded"]);
    await table.focus();
    await page.keyboard.press("ArrowRight");
    await page.waitForSelector("#distribution .lnnb-scroll[data-more=both]");
    for (let i = 0; i < 40 && (await look())[0] !== "left"; i++) await page.keyboard.press("ArrowRight");
    await page.waitForSelector("#distribution .lnnb-scroll[data-more=left]");
    await page.setViewportSize({ width: 1200, height: 900 });
    await page.waitForSelector("#distribution .lnnb-scroll[data-more=none]");
    assert.deepEqual(await look(), ["none", "plain"]);
    await page.setViewportSize({ width: 800, height: 900 });
  });

  test("PNG, SVG and CSV are saved under the figure's title", async () => {
    const { page } = opened;
    const output = page.locator("#bars");
    const saved = async (button: string): Promise<{ name: string; bytes: Buffer }> => {
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        output.getByRole("button", { name: button }).click(),
      ]);
      return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
    };
    await output.getByRole("button", { name: "Copy or save" }).click();
    const png = await saved("Save as PNG");
    assert.equal(png.name, "the-mean-of-a-feature-is-near-its-beta.png");
    assert.equal(png.bytes.subarray(1, 4).toString(), "PNG");
    const svg = await saved("Save as SVG");
    assert.match(svg.bytes.toString(), /^<svg [\s\S]*mean over 512 tokens[\s\S]*<\/svg>$/);
    const csv = await saved("Save as CSV");
    assert.match(csv.bytes.toString(), /^category,"gamma = 1, beta = 0","custom gamma, beta",beta\r\nfeature 0,/);
  });

  test("a quiz tells right from wrong, and why", async () => {
    const output = opened.page.locator("#quiz");
    await output.getByRole("button", { name: "a) the batch" }).click();
    assert.match((await output.locator(".lnnb-why").textContent()) ?? "", /the batch is wrong/);
    await output.getByRole("button", { name: "b) the features" }).click();
    assert.match((await output.locator(".lnnb-why").textContent()) ?? "", /^Right\. Each token/);
  });

  test("a figure rendered again into its element, and one disposed, leave nothing behind", async () => {
    const { page } = opened;
    await opened.show("lines", stored("bars"));
    await opened.drawn("lines");
    assert.equal(await page.locator("#lines figure").count(), 1);
    const plot = await page.locator("#bars .lnnb-plot").elementHandle();
    await opened.page.evaluate("window.release('bars')");
    assert.equal(await page.locator("#bars figure").count(), 0);
    assert.equal(await plot?.evaluate((element) => Reflect.get(element, "_fullLayout") === undefined), true);
    await opened.page.evaluate("window.release(undefined)");
    assert.equal(await page.locator("figure").count(), 0);
  });

  test("a newer and a damaged figure say so, and show their text", async () => {
    const { page } = opened;
    await page.evaluate(`window.show("newer", { version: 3, kind: "hologram" }, [
      { mime: "text/plain", getItem: async () => ({ text: () => "max abs 1e-7 <b>" }) },
    ])`);
    assert.match((await page.locator("#newer").textContent()) ?? "", /made by a newer release/);
    assert.equal(await page.locator("#newer pre").textContent(), "max abs 1e-7 <b>");
    await opened.show("damaged", { version: 1, kind: "bars", title: 3 });
    assert.match((await page.locator("#damaged").textContent()) ?? "", /This figure is damaged/);
  });

  test("a page of fifty figures scrolls, each is drawn when it comes, and all give their memory back", async () => {
    const { page } = opened;
    await page.evaluate("window.release(undefined); document.getElementById('outputs').replaceChildren()");
    const used = async (): Promise<number> => {
      await page.requestGC();
      return page.evaluate(() => Reflect.get(Reflect.get(performance, "memory"), "usedJSHeapSize"));
    };
    const before = await used();
    const names = Object.keys(samples);
    for (let i = 0; i < 50; i++) await opened.show(`many${i}`, stored(names[i % names.length]));
    assert.ok((await page.locator(".lnnb-plot .main-svg").count()) < 50, "what is out of sight is drawn");
    const frames = await page.evaluate(scrollThrough);
    const sorted = [...frames].sort((a, b) => a - b);
    const [usual, longest] = [sorted[Math.floor(sorted.length * 0.95)], sorted[sorted.length - 1]];
    console.log(
      `50 figures, scrolled through at 5,000 pixels a second: 95% of ${frames.length} frames within ${usual.toFixed(0)} ms, the longest ${longest.toFixed(0)} ms`,
    );
    assert.ok(usual < 100, `a twentieth of the frames take over ${usual} ms`);
    assert.ok(longest < 1500, `a frame takes ${longest} ms`);
    for (const plot of await page.locator(".lnnb-plot:visible").all()) {
      await plot.scrollIntoViewIfNeeded();
      await plot.locator(".main-svg").first().waitFor({ timeout: 20_000 });
    }
    const shown = ((await used()) - before) / 2 ** 20;
    await page.evaluate("window.release(undefined); document.getElementById('outputs').replaceChildren()");
    await page.waitForTimeout(200);
    const kept = ((await used()) - before) / 2 ** 20;
    console.log(`50 figures take ${shown.toFixed(1)} MiB, and leave ${kept.toFixed(1)} MiB when they are gone`);
    assert.ok(kept < 20, `${kept.toFixed(1)} MiB are kept`);
  });
});

/** Scrolls from the top to the end of the page, and gives the milliseconds between frames. Runs in the page. */
async function scrollThrough(): Promise<number[]> {
  const frames: number[] = [];
  scrollTo(0, 0);
  let last = await new Promise<number>(requestAnimationFrame);
  while (scrollY + innerHeight < document.documentElement.scrollHeight - 2) {
    const now = await new Promise<number>(requestAnimationFrame);
    frames.push(now - last);
    scrollBy(0, (now - last) * 5);
    last = now;
  }
  return frames;
}
