/** A fresh VS Code with the packed extension, opened in a browser as a user opens it. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { launchBrowser } from "./browser.ts";
import { ensureFolder, scratchFolder, screenshotFolder } from "./paths.ts";
import { installExtension, type Server, type Settings, startServer } from "./server.ts";
import { ensureVsix } from "./vsix.ts";
import { fastWheel, openWindow } from "./workbench.ts";

export interface Session {
  readonly page: Page;
  readonly server: Server;
  /** The folder that the window shows. */
  readonly workspace: string;
  /** The hosts outside this machine that the window asked for something. */
  readonly foreignHosts: ReadonlySet<string>;
  close(): Promise<void>;
}

export interface SessionOptions {
  /** Fills the new workspace folder. */
  readonly fill: (workspace: string) => void;
  readonly settings?: Settings;
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly report: (line: string) => void;
}

/**
 * The webviews' own resources have addresses on this domain, which VS Code's service worker answers from the server:
 * no such request leaves the machine.
 */
const servedLocally = /(^|\.)vscode-cdn\.net$/;

export async function openSession({ fill, settings, viewport, report }: SessionOptions): Promise<Session> {
  const scratch = scratchFolder("session");
  const workspace = ensureFolder(join(scratch, "workspace"));
  const dataFolder = ensureFolder(join(scratch, "editor"));
  const closers: (() => unknown)[] = [() => rmSync(scratch, { recursive: true, force: true })];
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    fill(workspace);
    await installExtension(await ensureVsix(scratch, report), dataFolder, report);
    const server = await startServer({ dataFolder, settings: { ...fastWheel, ...settings }, report });
    closers.push(() => server.stop());
    const browser = await launchBrowser(report);
    closers.push(() => browser.close());
    report(`VS Code ${server.version} in Chromium ${browser.version()}`);
    const page = await browser.newPage({ viewport: viewport ?? { width: 1280, height: 1000 } });
    const foreignHosts = new Set<string>();
    page.on("request", (request) => {
      const { protocol, hostname } = new URL(request.url());
      const isLocal = hostname === "127.0.0.1" || servedLocally.test(hostname) || !/^(https?|wss?):$/.test(protocol);
      if (!isLocal) foreignHosts.add(hostname);
    });
    await openWindow(page, server.url(workspace));
    return { page, server, workspace, foreignHosts, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Runs `work`; where it fails, saves what the window shows and names the picture in the error. */
export async function withEvidence<T>(session: Session, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const path = join(ensureFolder(screenshotFolder), `failure-${Date.now()}.png`);
    await session.page.screenshot({ path }).catch(() => {});
    throw new Error(`${error instanceof Error ? error.message : error}\nthe window then: ${path}`, { cause: error });
  }
}
