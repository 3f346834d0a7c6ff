import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Browser } from "playwright-core";
import { openBrowser } from "./browser.ts";
import { openRenderer, type RendererPage, stored } from "./page.ts";

const { browser, missing } = await openBrowser();

describe("a figure of lnnb.interact in a browser", { skip: missing }, () => {
  let opened: RendererPage;
  before(async () => {
    opened = await openRenderer(browser as Browser); // skipped where there is none
    await opened.show("one", stored("interact"));
    await opened.drawn("one");
  });
  after(async () => {
    await browser?.close();
  });
  const figure = () => opened.page.locator("#one");
  const posted = (): Promise<Record<string, unknown>[]> => opened.page.evaluate(() => Reflect.get(window, "posted"));
  const answer = (message: unknown) => opened.page.evaluate(`window.answer(${JSON.stringify(message)})`);
  const state = (change: object) => {
    const payload = stored("interact");
    assert.ok(typeof payload === "object" && payload !== null && "state" in payload);
    return { ...Object(payload.state), ...change };
  };

  test("shows the last state without a kernel, and says that one is needed to move", async () => {
    assert.deepEqual(await posted(), [{ type: "ask", handle: "1-1" }]);
    assert.match(
      (await figure().textContent()) ?? "",
      /This is the last state that was computed\. To move the controls, run the cell/,
    );
    assert.equal(await figure().getByRole("slider", { name: "eps" }).isDisabled(), true);
    assert.equal(await figure().getByRole("slider", { name: "eps" }).getAttribute("aria-valuetext"), "1e-05");
    assert.equal(await figure().getByRole("switch", { name: "affine" }).isChecked(), true);
    assert.equal(await figure().locator(".main-svg").first().isVisible(), true);
  });

  test("a kernel that knows the figure makes it move: the keyboard asks, the answer is drawn and said, zoom stays", async () => {
    await answer({ type: "known", handle: "other", known: true });
    assert.equal(await figure().getByRole("slider", { name: "eps" }).isDisabled(), true);
    await answer({ type: "known", handle: "1-1", known: true });
    const slider = figure().getByRole("slider", { name: "eps" });
    assert.equal(await slider.isEnabled(), true);
    await figure().locator(".lnnb-plot").focus();
    await opened.page.keyboard.press("+");
    const range = () =>
      figure()
        .locator(".lnnb-plot")
        .evaluate((plot): number[] => Reflect.get(Reflect.get(Reflect.get(plot, "_fullLayout"), "xaxis"), "range"));
    await opened.page.waitForTimeout(150);
    const zoomed = await range();
    await slider.focus();
    await opened.page.keyboard.press("ArrowRight");
    await opened.page.waitForFunction(() => Reflect.get(window, "posted").length === 2);
    assert.deepEqual((await posted())[1], { type: "move", handle: "1-1", settings: [23, 0, 1] });
    assert.equal(await figure().locator(".lnnb-value").textContent(), "3.16e-05");
    await answer({ type: "moved", handle: "1-1", state: state({ settings: [23, 0, 1], text: "rstd = 3\n" }) });
    await opened.page.waitForTimeout(800);
    assert.match((await figure().locator("pre").textContent()) ?? "", /rstd = 3/);
    assert.match(
      (await figure().locator("> figure > [role=status]").textContent()) ?? "",
      /^eps = 3\.16e-05, norm = LayerNorm, affine = True\. Distribution/,
    );
    assert.deepEqual(await range(), zoomed);
  });

  test("many moves between two frames are one wish, the last", async () => {
    const before = (await posted()).length;
    await figure()
      .locator("input[type=range]")
      .evaluate((slider) => {
        for (const value of ["1", "2", "3"]) {
          Reflect.set(slider, "value", value);
          slider.dispatchEvent(new Event("input"));
        }
      });
    await opened.page.waitForTimeout(200);
    const all = await posted();
    assert.equal(all.length, before + 1);
    assert.deepEqual(all.at(-1), { type: "move", handle: "1-1", settings: [3, 0, 1] });
  });

  test("while it moves its bars are drawn as one outline; at rest they are bars again, and the table is the one it was", async () => {
    const counted = await opened.page.evaluate(
      async ([json, ...ends]) => {
        const plot = document.querySelector("#one .js-plotly-plot");
        const cell = document.querySelector("#one tbody td");
        const bars = (): number => plot?.querySelectorAll(".bars .point").length ?? -1;
        const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 40));
        const seen = [bars()];
        const answer: (message: unknown) => void = Reflect.get(window, "answer");
        for (const end of ends) {
          answer(JSON.parse(json.replace(/"mean":[^,]+/, `"mean":${end}`)));
          await pause();
          seen.push(bars());
        }
        for (let i = 0; i < 50 && bars() <= 0; i++) await pause();
        return { seen: [...seen, bars()], isSame: cell?.isConnected, text: cell?.textContent };
      },
      [JSON.stringify({ type: "moved", handle: "1-1", state: state({ settings: [3, 0, 1] }) }), "1", "2", "3"],
    );
    const [before, ...moving] = counted.seen;
    const after = moving.pop();
    assert.ok(before > 20, `${before} bars`);
    assert.equal(after, before);
    assert.deepEqual(moving, [0, 0, 0]);
    assert.equal(counted.isSame, true);
    assert.equal(counted.text, "3");
  });

  test("while a cell runs it says that it waits; what takes long can be stopped", async () => {
    await answer({ type: "waits", handle: "1-1" });
    assert.match((await figure().locator(".lnnb-waiting").textContent()) ?? "", /A cell is running/);
    await answer({ type: "moved", handle: "1-1", state: state({ settings: [3, 0, 1] }) });
    assert.equal(await figure().locator(".lnnb-waiting").isVisible(), false);
    await figure().getByRole("switch", { name: "affine" }).click();
    await figure().getByRole("button", { name: "Stop" }).click({ timeout: 5000 });
    assert.deepEqual((await posted()).at(-1), { type: "stop", handle: "1-1" });
  });

  test("an error is shown in its place, and the last good figure stays, faded", async () => {
    const error = {
      name: "ValueError",
      message: "<b>eps</b> is wrong",
      traceback: "Traceback\nValueError: <b>eps</b> is wrong",
    };
    await answer({ type: "moved", handle: "1-1", state: state({ settings: [3, 0, 0], figures: [], error }) });
    assert.match(
      (await figure().locator(".lnnb-verdict").first().textContent()) ?? "",
      /ValueError: <b>eps<\/b> is wrong/,
    );
    assert.equal(await figure().locator("b").count(), 0);
    assert.equal(await figure().locator(".lnnb-stale .main-svg").first().isVisible(), true);
    await answer({ type: "moved", handle: "1-1", state: state({ settings: [3, 0, 0] }) });
    assert.equal(await figure().locator(".lnnb-stale").count(), 0);
  });

  test("other figures than before take their places", async () => {
    const two = stored("interact two");
    assert.ok(typeof two === "object" && two !== null && "state" in two);
    await answer({ type: "moved", handle: "1-1", state: two.state });
    await opened.page.waitForTimeout(400);
    assert.equal(await figure().locator("figure figure").count(), 2);
    await answer({ type: "moved", handle: "1-1", state: state({ settings: [3, 0, 0] }) });
    assert.equal(await figure().locator("figure figure").count(), 1);
  });

  test("an answer that cannot be read and a kernel that has gone are said, and nothing breaks", async () => {
    await answer({ type: "moved", handle: "1-1", state: { settings: "all" } });
    assert.match(
      (await figure().locator("> figure > [role=status]").textContent()) ?? "",
      /could not be read: settings should be a list/,
    );
    await answer({ type: "gone", handle: "1-1" });
    assert.equal(await figure().getByRole("slider", { name: "eps" }).isDisabled(), true);
    await answer({ type: "moved" });
    await answer("nonsense");
    assert.deepEqual(opened.problems, []);
  });
});
