/**
 * Memory over time, in a real worker: a loop that makes and drops a 4 MB tensor 20,000 times, and a session of 10,000 cell
 * runs. Prints what the process took beyond its start; exits with 1 where a bound is passed.
 * usage: npm run bench -- soak
 */
import { isMainThread } from "node:worker_threads";
import { nodeWorkers } from "../../src/kernel/node-worker.ts";
import { type Session, startSession } from "../../src/kernel/session.ts";

const mebibyte = 2 ** 20;
const loopBound = 200;
const growthBound = 30;

const resident = (): number => process.memoryUsage.rss() / mebibyte;

async function run(session: Session, source: string): Promise<void> {
  const sink = { write: () => undefined, display: () => undefined };
  const result = await session.run({ source, file: "Cell In[1]", interactive: true }, sink);
  if (result.status !== "ok") throw new Error(JSON.stringify(result));
}

async function soak(): Promise<void> {
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
  const samples: number[] = [];
  for (let i = 0; i < 10_000; i++) {
    await run(session, cell(i % 50));
    if (i % 1000 === 999) {
      global.gc?.();
      samples.push(resident());
    }
  }
  // The first thousands warm caches and let V8 size its heap.
  const growth = Math.min(...samples.slice(-3)) - Math.min(...samples.slice(2, 5));
  console.log(`10,000 cell runs: ${samples.map((mb) => mb.toFixed(0)).join(" ")} MB after each thousand`);
  console.log(`growth over the last half: ${growth.toFixed(0)} MB, of ${growthBound}`);
  await session.end();
  if (taken > loopBound || growth > growthBound) process.exitCode = 1;
}

// This file is also the worker that it measures.
if (isMainThread) await soak();
else await import("../../src/kernel/worker.ts");
