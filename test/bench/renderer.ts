/**
 * How long the renderer takes in a real browser: each kind of figure, and many figures in one page while it is scrolled
 * and after they are gone.
 * usage: npm run bench -- renderer
 */

import { samples } from "../figures/samples.ts";
import { openBrowser } from "../renderer/browser.ts";
import { openRenderer, stored } from "../renderer/page.ts";

const { browser, missing } = await openBrowser();
if (browser === undefined) throw new Error(String(missing));
const opened = await openRenderer(browser, 1000);
const { page } = opened;
await opened.show("warm", stored("lines"));
await opened.drawn("warm");
const session = await page.context().newCDPSession(page);
await session.send("Performance.enable", { timeDomain: "threadTicks" });
/** Processor time of the page's main thread, in milliseconds. */
async function threadTime(): Promise<number> {
  const { metrics } = await session.send("Performance.getMetrics");
  return (metrics.find(({ name }) => name === "TaskDuration")?.value ?? Number.NaN) * 1000;
}
for (const name of Object.keys(samples)) {
  const times: number[] = [];
  const busy: number[] = [];
  for (let i = 0; i < 4; i++) {
    const before = await threadTime();
    times.push(Number(await page.evaluate(draw(stored(name)))));
    busy.push((await threadTime()) - before);
    await page.evaluate(`window.release("it")`);
  }
  console.log(name.padEnd(24), Math.min(...times).toFixed(0), Math.min(...busy).toFixed(0));
}
await browser.close();

/** Shows a figure and waits until a frame with it has been painted. Gives milliseconds. */
function draw(payload: unknown): string {
  return `(async () => {
    const began = performance.now();
    await window.show("it", ${JSON.stringify(payload)});
    const plot = document.querySelector("#it .lnnb-plot");
    if (plot !== null && !plot.hidden) await new Promise((resolve) => {
      const look = () => (plot.dataset.milliseconds === undefined ? setTimeout(look) : resolve());
      look();
    });
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    return performance.now() - began;
  })()`;
}
