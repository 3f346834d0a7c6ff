/** A Chromium to drive: one that is installed, or one that can be installed. */
import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { type Browser, chromium } from "playwright-core";
import { runCommand } from "./children.ts";
import { root } from "./paths.ts";

const names = [
  "google-chrome-stable",
  "google-chrome",
  "chromium",
  "chromium-browser",
  "microsoft-edge-stable",
  "microsoft-edge",
];

const applications: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  darwin: [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
  ],
  win32: [process.env["PROGRAMFILES"], process.env["PROGRAMFILES(X86)"], process.env["LOCALAPPDATA"]].flatMap((base) =>
    base === undefined
      ? []
      : [join(base, "Google/Chrome/Application/chrome.exe"), join(base, "Microsoft/Edge/Application/msedge.exe")],
  ),
};

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The path of a program on PATH, or undefined. */
export function findProgram(name: string): string | undefined {
  return (process.env["PATH"] ?? "")
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find(isExecutable);
}

function installedBrowser(): string | undefined {
  const chosen = process.env["LNNB_BROWSER"];
  if (chosen !== undefined) return chosen;
  for (const name of names) {
    const path = findProgram(name);
    if (path !== undefined) return path;
  }
  const application = applications[process.platform]?.find((path) => existsSync(path));
  const downloaded = chromium.executablePath();
  return application ?? (existsSync(downloaded) ? downloaded : undefined);
}

const minutes = 60_000;

/** As root on Debian and its kin the distribution's package brings all the libraries that a download would lack. */
async function installWithApt(report: (line: string) => void): Promise<void> {
  if (process.getuid?.() !== 0 || findProgram("apt-get") === undefined) return;
  report("installing chromium with apt-get");
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  await runCommand("apt-get", ["update", "-q"], { timeout: 2 * minutes, env });
  await runCommand("apt-get", ["install", "-yq", "--no-install-recommends", "chromium"], { timeout: 5 * minutes, env });
}

async function installWithPlaywright(report: (line: string) => void): Promise<void> {
  report("downloading Chromium with Playwright");
  const cli = join(root, "node_modules", "playwright-core", "cli.js");
  await runCommand(process.execPath, [cli, "install", "chromium"], { timeout: 5 * minutes });
}

/**
 * The path of Chrome, Chromium or Edge: `LNNB_BROWSER`, else an installed one, else one that is installed now.
 * @throws Error that says what to install, where nothing worked
 */
export async function ensureBrowser(report: (line: string) => void): Promise<string> {
  for (const install of [undefined, installWithApt, installWithPlaywright]) {
    await install?.(report);
    const path = installedBrowser();
    if (path !== undefined) return path;
  }
  throw new Error("no browser found: install Chrome, Chromium or Edge, or set LNNB_BROWSER to the path of one");
}

/** Starts a headless browser that makes no request of its own. */
export async function launchBrowser(report: (line: string) => void = () => {}): Promise<Browser> {
  return chromium.launch({
    executablePath: await ensureBrowser(report),
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
    timeout: 60_000,
  });
}
