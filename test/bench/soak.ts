/**
 * Memory over time, in a real worker: a loop that makes and drops a 4 MB tensor 20,000 times, and a session of 10,000 cell
 * runs. Prints what the process took beyond its start; exits with 1 where a bound is passed.
 * usage: npm run bench -- soak
 */
import { isMainThread } from "node:worker_threads";
import { nodeWorkers } from "../../src/kernel/node-worker.ts";
import { type Session, startSession } from "../../src/kernel/session.ts";
import { createInterpreter } from "../../src/language/interpreter.ts";

const mebibyte = 2 ** 20;
const loopBound = 200;
const growthBound = 2;

const resident = (): number => process.memoryUsage.rss() / mebibyte;

async function run(session: Session, source: string): Promise<void> {
  const sink = { write: () => undefined, display: () => undefined };
  const result = await session.run({ source, file: "Cell In[1]", interactive: true }, sink);
  if (result.status !== "ok") throw new Error(JSON.stringify(result));
}

async function droppedTensors(): Promise<void> {
  const session = startSession(nodeWorkers(new URL(import.meta.url)), { preloaded: true });
  await run(session, "import torch, math");
  const start = resident();
  let peak = start;
  const watch = setInterval(() => {
    peak = Math.max(peak, resident());
  }, 20);
  const began = performance.now();
  await run(session, "for i in range(20_000):\n    x = torch.empty(1024, 1024).fill_(float(i))");
  const seconds = (performance.now() - began) / 1000;
  clearInterval(watch);
  const taken = peak - start;
  console.log(
    `20,000 tensors of 4 MB, made and dropped: ${taken.toFixed(0)} MB at most, of ${loopBound} (${seconds.toFixed(1)} s)`,
  );

  await session.end();
  if (taken > loopBound) process.exitCode = 1;
}

/** What is still there after a collection: what a long session keeps, and nothing that V8 has only not swept yet. */
async function kept(): Promise<number> {
  // Targets of WeakRefs live until the end of the job.
  await new Promise((resolve) => setTimeout(resolve, 10));
  if (global.gc === undefined) throw new Error("run with --expose-gc");
  global.gc();
  global.gc();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / mebibyte;
}

async function manyRuns(): Promise<void> {
  const session = createInterpreter(
    {
      write: () => undefined,
      display: () => undefined,
      now: () => Date.now(),
      interrupt: new Int32Array(1),
      sleep: () => undefined,
    },
    { preloaded: true },
  );
  const samples: number[] = [];
  for (let i = 0; i < 10_000; i++) {
    const outcome = session.run({ source: cell(i % 50), file: `Cell In[${i + 1}]`, interactive: true });
    if (outcome.status === "error") throw new Error(outcome.error.traceback);
    if (i % 1000 === 999) samples.push(await kept());
  }
  const growth = samples[samples.length - 1] - samples[1];
  console.log(`10,000 cell runs: ${samples.map((mb) => mb.toFixed(1)).join(" ")} MB kept after each thousand`);
  console.log(`growth from 2,000 to 10,000: ${growth.toFixed(1)} MB, of ${growthBound}`);
  if (growth > growthBound) process.exitCode = 1;
}

const cell = (i: number): string =>
  [
    `def f(x): return x + ${i}`,
    "class C:\n    def __init__(self): self.items = [i for i in range(100)]",
    "model = nn.Linear(16, 16)",
    "y = model(torch.randn(4, 16)).sum()",
    "y.backward()",
    "try:\n    1 / 0\nexcept ZeroDivisionError as error: message = f'{error}'",
    "text = ', '.join(str(f(v)) for v in C().items)",
    "text[:10]",
  ].join("\n");

// This file is also the worker that it measures.
if (isMainThread) {
  await manyRuns();
  await droppedTensors();
} else await import("../../src/kernel/worker.ts");
