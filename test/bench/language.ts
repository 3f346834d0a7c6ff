/**
 * The machine's speed beside CPython's: every workload as a cell's top-level code and as a function's body, in turns, and
 * the ratio of the medians. Prints a table; exits with 1 where a judged workload takes more than twice CPython's time.
 * `--cpu` counts processor time, all threads of ours: for a machine that does other work too.
 * usage: npm run bench -- language [--rounds=N] [--only=TEXT] [--cpu]     (LNNB_PYTHON chooses the Python)
 */
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { resolve } from "node:path";
import { createInterface } from "node:readline";
import { createInterpreter, type InterpreterSession } from "../../src/language/interpreter.ts";
import { type Form, type Workload, workloads } from "./language/workloads.ts";

const limit = 2;
const option = (name: string): string | undefined =>
  process.argv.find((argument) => argument.startsWith(`--${name}=`))?.slice(name.length + 3);

function program(workload: Workload, form: Form): string {
  if (form === "cell") return workload.body;
  const indented = workload.body.replace(/^(?=.)/gm, "    ");
  return `def run():${indented}\nrun()\n`;
}

const countsProcessor = process.argv.includes("--cpu");

/** Seconds. */
function clock(): number {
  const { user, system } = process.cpuUsage();
  return countsProcessor ? (user + system) / 1e6 : performance.now() / 1e3;
}

interface Runner {
  seconds(setup: string, program: string): Promise<number>;
  end(): void;
}

function cpython(): Runner & { readonly version: Promise<string> } {
  const python = process.env["LNNB_PYTHON"] ?? "python3";
  const child: ChildProcessWithoutNullStreams = spawn(python, [
    resolve("test/bench/language/peer.py"),
    countsProcessor ? "process_time" : "perf_counter",
  ]);
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  child.stderr.pipe(process.stderr);
  const version = new Promise<string>((done) => {
    const asked = spawn(python, ["--version"]);
    let text = "";
    asked.stdout.on("data", (data) => {
      text += String(data);
    });
    asked.on("close", () => done(text.trim()));
  });
  return {
    version,
    async seconds(setup, text) {
      child.stdin.write(`${JSON.stringify({ setup, program: text })}\n`);
      const { value, done } = await lines.next();
      if (done === true) throw new Error("CPython ended");
      // peer.py answers with this shape.
      return (JSON.parse(value) as { seconds: number }).seconds;
    },
    end: () => child.stdin.end(),
  };
}

function here(): Runner {
  const host = {
    write: (_stream: string, text: string) => void process.stderr.write(text),
    display: () => undefined,
    now: () => Date.now(),
    interrupt: new Int32Array(new SharedArrayBuffer(4)),
    sleep: () => undefined,
  };
  // One session for all, as in a notebook: what ran before has taught the machine's inline caches.
  const session: InterpreterSession = createInterpreter(host, { preloaded: true });
  const run = (source: string): void => {
    const outcome = session.run({ source, file: "Cell In[1]", interactive: true });
    if (outcome.status === "error") throw new Error(outcome.error.traceback);
  };
  return {
    async seconds(setup, text) {
      run(setup);
      const start = clock();
      run(text);
      return clock() - start;
    },
    end: () => undefined,
  };
}

const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1];
};

const milliseconds = (seconds: number): string => (seconds * 1000).toFixed(1).padStart(8);

async function main(): Promise<void> {
  const rounds = Number(option("rounds") ?? 5);
  const only = option("only") ?? "";
  const peer = cpython();
  const ours = here();
  console.log(
    `Node ${process.version}, ${await peer.version}; ${rounds} rounds in turns; medians in ms; ratio: ours / CPython`,
  );
  console.log(`${"workload".padEnd(34)} form      CPython     ours  ratio  first`);
  let slow = 0;
  for (const workload of workloads) {
    if (!workload.name.includes(only)) continue;
    for (const form of workload.forms ?? (["cell", "function"] as const)) {
      const theirs: number[] = [];
      const own: number[] = [];
      for (let round = 0; round < rounds; round++) {
        const text = program(workload, form);
        theirs.push(await peer.seconds(workload.setup ?? "", text));
        own.push(await ours.seconds(workload.setup ?? "", text));
      }
      const ratio = median(own) / median(theirs);
      const tooSlow = workload.judged === true && ratio > limit;
      if (tooSlow) slow++;
      console.log(
        `${workload.name.padEnd(34)} ${form.padEnd(8)} ${milliseconds(median(theirs))} ${milliseconds(median(own))} ` +
          `${ratio.toFixed(2).padStart(6)} ${(own[0] / theirs[0]).toFixed(2).padStart(6)}` +
          `${workload.judged === true ? (tooSlow ? "  judged: too slow" : "  judged") : ""}`,
      );
    }
  }
  peer.end();
  ours.end();
  if (slow > 0) process.exitCode = 1;
}

await main();
