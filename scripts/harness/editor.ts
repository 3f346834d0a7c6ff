/** Which VS Code runs the integration suites, and the `code` that a person has installed. */
import { join } from "node:path";
import { downloadAndUnzipVSCode } from "@vscode/test-electron";
import { findProgram } from "./browser.ts";
import { editorCache, root } from "./paths.ts";

export interface Editor {
  /** What `@vscode/test-electron` starts. */
  readonly executable: string;
  readonly description: string;
}

const serverLauncher: Editor = {
  executable: join(root, "scripts", "vscode-launcher.mjs"),
  description: "VS Code's server from npm, in a headless browser",
};

/** Electron draws on a display: without one the server is the VS Code that runs. */
const hasDisplay = process.platform !== "linux" || Boolean(process.env["DISPLAY"] || process.env["WAYLAND_DISPLAY"]);

/**
 * `LNNB_VSCODE` (an executable, or the word `server`), else the desktop VS Code that `@vscode/test-electron` downloads,
 * else, where there is no display or the download is out of reach, the server from npm.
 */
export async function chooseEditor(report: (line: string) => void): Promise<Editor> {
  const chosen = process.env["LNNB_VSCODE"];
  if (chosen !== undefined && chosen !== "server") return { executable: chosen, description: chosen };
  if (chosen === "server" || !hasDisplay) return serverLauncher;
  try {
    const executable = await downloadAndUnzipVSCode({ cachePath: editorCache, timeout: 15_000 });
    return { executable, description: "desktop VS Code" };
  } catch (error) {
    report(
      `desktop VS Code is out of reach (${error instanceof Error ? error.message : error}): using the server from npm`,
    );
    return serverLauncher;
  }
}

/** The command `code` of an installed VS Code, or undefined. */
export function installedCode(): string | undefined {
  const names = process.platform === "win32" ? ["code.cmd"] : ["code", "code-insiders", "codium"];
  return names.map(findProgram).find((path) => path !== undefined);
}
