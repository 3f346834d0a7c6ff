/** VS Code's server on 127.0.0.1: started, given extensions and settings, ended. */
import type { ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { createWriteStream, writeFileSync } from "node:fs";
import { join } from "node:path";
import { endChild, runCommand, startChild } from "./children.ts";
import { ensureFolder } from "./paths.ts";
import { ensureServer, type ServerProgram } from "./server-install.ts";

export type Settings = Readonly<Record<string, unknown>>;

/** An editor that talks to nobody and shows nothing that the user did not ask for. */
export const quietSettings: Settings = {
  "chat.disableAIFeatures": true,
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": false,
  "extensions.ignoreRecommendations": true,
  // A browser's VS Code saves by itself, unlike a desktop's.
  "files.autoSave": "off",
  "files.simpleDialog.enable": true,
  "git.enabled": false,
  "security.workspace.trust.enabled": false,
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  // Without it a notebook that is opened before the extensions have been read is opened as text.
  "workbench.editorAssociations": { "*.lnnb": "lnnb" },
  "workbench.enableExperiments": false,
  "workbench.startupEditor": "none",
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.tips.enabled": false,
  "window.restoreWindows": "none",
};

export interface ServerOptions {
  /** Extensions, settings and logs of this server; empty for a fresh one. */
  readonly dataFolder: string;
  readonly settings?: Settings;
  /** Lets a page run tests in the extension host. */
  readonly testDriver?: boolean;
  readonly env?: Readonly<Record<string, string>>;
  readonly report: (line: string) => void;
}

export interface Server {
  readonly version: string;
  readonly logFile: string;
  /** The page of a folder, as a browser opens it. `payload`: what VS Code takes for command-line options there. */
  url(folder: string, payload?: readonly (readonly [string, string])[]): string;
  stop(): Promise<void>;
}

/** A path as VS Code's server names it to its page. */
export function remoteUri(path: string): string {
  return `vscode-remote://remote${urlPath(path)}`;
}

function urlPath(path: string): string {
  const slashes = path.replaceAll("\\", "/");
  return slashes.startsWith("/") ? slashes : `/${slashes}`;
}

export function writeSettings(dataFolder: string, settings: Settings): void {
  const folder = ensureFolder(join(dataFolder, "data", "User"));
  writeFileSync(join(folder, "settings.json"), JSON.stringify({ ...quietSettings, ...settings }, null, 2));
}

/** Waits for the line in which the server names the port that it found free. */
function listeningPort(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let output = "";
    const timer = setTimeout(() => reject(new Error(`VS Code's server did not start in 60 s:\n${output}`)), 60_000);
    child.stdout?.setEncoding("utf8").on("data", (chunk: string) => {
      output += chunk;
      const port = /Extension host agent listening on (\d+)/.exec(output)?.[1];
      if (port === undefined) return;
      clearTimeout(timer);
      resolve(Number(port));
    });
    child.once("exit", (code) => {
      clearTimeout(timer);
      reject(new Error(`VS Code's server ended with code ${code}:\n${output}`));
    });
  });
}

/** Installs a VSIX into a server's data folder. */
export async function installExtension(
  vsix: string,
  dataFolder: string,
  report: (line: string) => void,
): Promise<void> {
  const program = await ensureServer(report);
  const args = [program.main, "--install-extension", vsix, "--server-data-dir", dataFolder, "--force"];
  const finished = await runCommand(program.node, args, { timeout: 120_000 });
  if (finished.code !== 0 || !/successfully installed/.test(finished.stdout)) {
    throw new Error(`the VSIX could not be installed:\n${finished.stdout}${finished.stderr}`);
  }
}

function spawnServer(program: ServerProgram, token: string, options: ServerOptions): ChildProcess {
  const args = [
    program.main,
    ...["--host", "127.0.0.1", "--port", "0", "--connection-token", token, "--accept-server-license-terms"],
    ...["--server-data-dir", options.dataFolder, "--telemetry-level", "off"],
    ...(options.testDriver ? ["--enable-smoke-test-driver"] : []),
  ];
  // No gallery: the editor asks no other machine for extensions.
  const env: NodeJS.ProcessEnv = { ...process.env, EXTENSIONS_GALLERY: "{}", ...options.env };
  // Set inside VS Code's own terminals, where they would make the server think that it is a helper of that window.
  for (const name of Object.keys(env)) if (/^(VSCODE_|ELECTRON_)/.test(name)) delete env[name];
  return startChild(program.node, args, { env, stdio: ["ignore", "pipe", "pipe"] });
}

/** Starts a server on a free port of 127.0.0.1. Only who has its address with the token can use it. */
export async function startServer(options: ServerOptions): Promise<Server> {
  const program = await ensureServer(options.report);
  writeSettings(options.dataFolder, options.settings ?? {});
  const token = randomBytes(16).toString("hex");
  const child = spawnServer(program, token, options);
  const logFile = join(options.dataFolder, "server.log");
  const log = createWriteStream(logFile);
  child.stdout?.pipe(log, { end: false });
  child.stderr?.pipe(log, { end: false });
  const port = await listeningPort(child).catch(async (error) => {
    await endChild(child);
    throw error;
  });
  return {
    version: program.version,
    logFile,
    url(folder, payload = []) {
      const query = new URLSearchParams({ folder: urlPath(folder), tkn: token });
      if (payload.length > 0) query.set("payload", JSON.stringify(payload));
      return `http://127.0.0.1:${port}/?${query}`;
    },
    async stop() {
      await endChild(child);
      log.end();
    },
  };
}
