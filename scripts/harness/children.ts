/**
 * Child processes that never outlive their parent or their time: each is the leader of its own process group, and the
 * whole group is ended by its id when the time is up, when the parent exits and when the user presses Ctrl-C.
 */
import { type ChildProcess, type SpawnOptions, spawn, spawnSync } from "node:child_process";

const alive = new Set<ChildProcess>();
const isWindows = process.platform === "win32";

export interface Finished {
  /** The exit code; null where a signal ended the process. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly timedOut: boolean;
}

/** Starts a process in a group of its own, to be ended with `endChild` or with this process. */
export function startChild(command: string, args: readonly string[], options: SpawnOptions = {}): ChildProcess {
  const child = spawn(command, args, { windowsHide: true, ...options, detached: !isWindows });
  alive.add(child);
  child.once("exit", () => alive.delete(child));
  child.once("error", () => alive.delete(child));
  return child;
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  if (isWindows) {
    spawnSync("taskkill", ["/pid", String(child.pid), "/T", "/F"]);
    return;
  }
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group is gone already.
  }
}

/** Ends a process and its group: politely, and after two seconds by force. */
export async function endChild(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  signalGroup(child, "SIGTERM");
  const force = setTimeout(() => signalGroup(child, "SIGKILL"), 2000);
  await gone;
  clearTimeout(force);
}

export interface RunOptions extends SpawnOptions {
  readonly timeout: number;
  /** Receives each line of both streams as it comes. */
  readonly onLine?: (line: string) => void;
}

/** Runs a command to its end or to its timeout (milliseconds). Rejects only where it cannot be started. */
export function runCommand(command: string, args: readonly string[], options: RunOptions): Promise<Finished> {
  const { timeout, onLine, ...spawnOptions } = options;
  return new Promise((resolve, reject) => {
    const child = startChild(command, args, { ...spawnOptions, stdio: ["ignore", "pipe", "pipe"] });
    const text = { stdout: "", stderr: "" };
    for (const name of ["stdout", "stderr"] as const) {
      let rest = "";
      child[name]?.setEncoding("utf8").on("data", (chunk: string) => {
        text[name] += chunk;
        const lines = (rest + chunk).split("\n");
        rest = lines.pop() ?? "";
        for (const line of lines) onLine?.(line);
      });
      child[name]?.on("end", () => rest && onLine?.(rest));
    }
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      void endChild(child);
    }, timeout);
    child.once("error", (error) => {
      clearTimeout(timer);
      reject(error);
    });
    child.once("close", (code) => {
      clearTimeout(timer);
      resolve({ code, ...text, timedOut });
    });
  });
}

process.once("exit", () => {
  for (const child of alive) signalGroup(child, "SIGKILL");
});
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.once(signal, () => process.exit(signal === "SIGINT" ? 130 : 143));
}
