/**
 * VS Code's server, from npm: the package `code-server` carries a built VS Code, and the package `node-<platform>-<arch>`
 * the Node that it needs. Both go into .vscode-test/ once, about 800 MB.
 */
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runCommand } from "./children.ts";
import { editorCache, ensureFolder } from "./paths.ts";

const serverVersion = "4.139.1";
const nodeMajor = "24";

const installFolder = join(editorCache, `server-${serverVersion}`);
const vscodeFolder = join(installFolder, "node_modules", "code-server", "lib", "vscode");
const completeMark = join(installFolder, "complete");

export interface ServerProgram {
  readonly node: string;
  readonly main: string;
  /** VS Code's own version, such as 1.139.1. */
  readonly version: string;
}

function platformNode(): string {
  const platform = process.platform === "win32" ? "win" : process.platform;
  return `node-${platform}-${process.arch}`;
}

async function npm(args: readonly string[], cwd: string): Promise<void> {
  const isWindows = process.platform === "win32";
  const finished = await runCommand(isWindows ? "npm.cmd" : "npm", args, {
    cwd,
    timeout: 6 * 60_000,
    shell: isWindows,
  });
  if (finished.code !== 0) {
    throw new Error(`npm ${args.join(" ")} ${finished.timedOut ? "ran out of time" : "failed"}:\n${finished.stderr}`);
  }
}

/** Installs the server where it is not there yet, and says where it is. */
export async function ensureServer(report: (line: string) => void): Promise<ServerProgram> {
  if (!existsSync(completeMark)) {
    report(`installing VS Code's server (code-server ${serverVersion} from npm, about 800 MB, once)`);
    const started = Date.now();
    rmSync(installFolder, { recursive: true, force: true });
    ensureFolder(installFolder);
    writeFileSync(join(installFolder, "package.json"), '{ "private": true }\n');
    // Without their install scripts the native modules for file logging and a watchdog are missing, and nothing else.
    const quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
    await npm(["install", ...quiet, `code-server@${serverVersion}`, `${platformNode()}@${nodeMajor}`], installFolder);
    await npm(["install", "--omit=dev", ...quiet], vscodeFolder);
    writeFileSync(completeMark, "");
    report(`installed in ${Math.round((Date.now() - started) / 1000)} s`);
  }
  const binary = process.platform === "win32" ? "node.exe" : "node";
  return {
    node: join(installFolder, "node_modules", platformNode(), "bin", binary),
    main: join(vscodeFolder, "out", "server-main.js"),
    version: JSON.parse(readFileSync(join(vscodeFolder, "package.json"), "utf8")).version,
  };
}
