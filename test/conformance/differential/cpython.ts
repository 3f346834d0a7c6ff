/** The machine's own CPython as a long-lived process that runs batches of programs. */
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { resolve } from "node:path";
import { createInterface } from "node:readline";

export interface Result {
  readonly stdout: string;
  /** The last line of the traceback; null where the program ended well. */
  readonly error: string | null;
}

export class CPython {
  private child: ChildProcessWithoutNullStreams;
  private lines: AsyncIterator<string>;

  private constructor(
    readonly name: string,
    /** `[3, 12]` */
    public version: readonly number[],
  ) {
    this.child = spawnDriver(name);
    this.lines = linesOf(this.child);
  }

  /** The first Python 3.11 or newer of LNNB_PYTHON (then only that), python3.12 and python3; null where there is none. */
  static async start(): Promise<CPython | null> {
    const chosen = process.env["LNNB_PYTHON"];
    for (const name of chosen ? [chosen] : ["python3.12", "python3"]) {
      const python = await CPython.startNamed(name);
      if (python !== null) return python;
    }
    return null;
  }

  private static async startNamed(name: string): Promise<CPython | null> {
    const python = new CPython(name, []);
    const first = await python.lines.next();
    if (first.done === true) return null;
    const version: unknown = JSON.parse(first.value);
    if (!isNumbers(version)) throw new Error(`the driver began with ${first.value}`);
    if (version[1] < 11) {
      python.stop();
      return null;
    }
    python.version = version;
    return python;
  }

  async run(sources: readonly string[]): Promise<Result[]> {
    this.child.stdin.write(`${JSON.stringify(sources)}\n`);
    const line = await this.lines.next();
    if (line.done === true) return this.runInHalves(sources);
    // The driver writes this shape.
    const results = JSON.parse(line.value) as [string, string | null][];
    return results.map(([stdout, error]) => ({ stdout, error }));
  }

  /** A program that loops in C code ends the driver: the others of its batch run in a new one. */
  private async runInHalves(sources: readonly string[]): Promise<Result[]> {
    this.child = spawnDriver(this.name);
    this.lines = linesOf(this.child);
    await this.lines.next();
    if (sources.length === 1) return [{ stdout: "", error: "TimedOut" }];
    const half = sources.length >> 1;
    const first = await this.run(sources.slice(0, half));
    return [...first, ...(await this.run(sources.slice(half)))];
  }

  stop(): void {
    this.child.kill();
  }
}

function spawnDriver(name: string): ChildProcessWithoutNullStreams {
  const env = { ...process.env, PYTHONHASHSEED: "0", PYTHONIOENCODING: "utf-8" };
  const child = spawn(name, [resolve("test/conformance/differential/cpython.py")], { env });
  child.on("error", () => undefined);
  child.stdin.on("error", () => undefined);
  child.stderr.resume();
  return child;
}

function linesOf(child: ChildProcessWithoutNullStreams): AsyncIterator<string> {
  return createInterface({ input: child.stdout })[Symbol.asyncIterator]();
}

function isNumbers(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((item) => typeof item === "number");
}
