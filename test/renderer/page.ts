/** The renderer in a real browser's page that looks like VS Code's: attributes and variables of a theme, no network. */
import { basename } from "node:path";
import { build } from "esbuild";
import type { Browser, Page } from "playwright-core";
import { writePayload } from "../../src/figures/read-payload.ts";
import { samples } from "../figures/samples.ts";

const themes = {
  light: { kind: "vscode-light", foreground: "#3b3b3b", background: "#ffffff" },
  dark: { kind: "vscode-dark", foreground: "#cccccc", background: "#1f1f1f" },
  "hc-dark": { kind: "vscode-high-contrast", foreground: "#ffffff", background: "#000000" },
  "hc-light": { kind: "vscode-high-contrast-light", foreground: "#292929", background: "#ffffff" },
} as const;
export type ThemeName = keyof typeof themes;

const origin = "http://renderer.test/";

/** The bundle as the build makes it, by file name. */
async function bundle(): Promise<ReadonlyMap<string, string>> {
  const { outputFiles } = await build({
    entryPoints: { index: "src/renderer/index.ts" },
    outdir: "out",
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    write: false,
    define: { global: "globalThis" },
    logLevel: "error",
  });
  return new Map(outputFiles.map(({ path, text }) => [basename(path), text]));
}

const html = `<!doctype html><html lang="en"><title>outputs</title><body style="margin:0"><main id="outputs"></main><script type="module">
import { activate } from "./index.js";
const heard = [];
window.posted = [];
window.answer = (message) => { for (const listener of heard) listener(message); };
const renderer = activate({
  postMessage: (message) => window.posted.push(message),
  onDidReceiveMessage: (listener) => { heard.push(listener); return { dispose() {} }; },
});
const outputs = document.getElementById("outputs");
window.show = async (id, payload, siblings) => {
  let element = document.getElementById(id);
  if (element === null) { element = document.createElement("section"); element.id = id; element.setAttribute("aria-label", id); outputs.append(element); }
  const item = { id, mime: "", json: () => payload, text: () => JSON.stringify(payload), _allOutputItems: siblings };
  await renderer.renderOutputItem(item, element, new AbortController().signal);
};
window.release = (id) => renderer.disposeOutputItem(id);
window.ready = true;
</script>`;

export interface RendererPage {
  readonly page: Page;
  /** Errors of the page, and addresses that it asked for beyond the bundle. */
  readonly problems: string[];
  setTheme(name: ThemeName): Promise<void>;
  show(id: string, payload: unknown): Promise<void>;
  /** Waits until the plot of an output is drawn. */
  drawn(id: string): Promise<void>;
}

export async function openRenderer(browser: Browser, width = 800): Promise<RendererPage> {
  const files = await bundle();
  const page = await browser.newPage({ viewport: { width, height: 900 } });
  const problems: string[] = [];
  page.on("pageerror", (error) => problems.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") problems.push(message.text());
  });
  await page.route("**/*", (route) => {
    const url = route.request().url();
    const name = url.slice(origin.length);
    const body = name === "" ? html : files.get(name);
    if (!url.startsWith(origin) || body === undefined) {
      if (name !== "favicon.ico" && !url.startsWith("blob:") && !url.startsWith("data:"))
        problems.push(`asked for ${url}`);
      return route.abort();
    }
    return route.fulfill({ body, contentType: name === "" ? "text/html" : "text/javascript" });
  });
  await page.goto(origin);
  await page.waitForFunction("window.ready === true");
  const setTheme = async (name: ThemeName): Promise<void> => {
    const { kind, foreground, background } = themes[name];
    await page.evaluate(
      ([kind, foreground, background]) => {
        const { style } = document.documentElement;
        style.setProperty("--vscode-editor-foreground", foreground);
        style.setProperty("--vscode-editor-background", background);
        style.setProperty("--vscode-descriptionForeground", foreground);
        document.body.style.background = background;
        document.body.setAttribute("data-vscode-theme-kind", kind);
      },
      [kind, foreground, background],
    );
  };
  await setTheme("light");
  return {
    page,
    problems,
    setTheme,
    async show(id, payload) {
      await page.evaluate(`window.show(${JSON.stringify(id)}, ${JSON.stringify(payload)})`);
    },
    async drawn(id) {
      // What is out of sight is not drawn.
      await page.locator(`#${id} .lnnb-plot`).first().scrollIntoViewIfNeeded();
      await page.waitForSelector(`#${id} .lnnb-plot[data-drawn-at] .main-svg`, { timeout: 20_000 });
    },
  };
}

export const stored = (name: keyof typeof samples & string): unknown => writePayload(samples[name]);
