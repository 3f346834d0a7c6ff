/** The threads that compute for a session begin and end with it. */
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { isMainThread, workerData } from "node:worker_threads";
import { type HelperStartup, runHelper } from "../../src/engine/wasm/helper.ts";
import { useThreads } from "../../src/engine/wasm/index.ts";
import { nodeThreads } from "../../src/kernel/compute-threads.ts";
import { nodeWorkers } from "../../src/kernel/node-worker.ts";
import { type RunResult, type Session, startSession } from "../../src/kernel/session.ts";

const script = new URL(import.meta.url);
const purpose: HelperStartup["purpose"] = "lnnb compute thread";

// This file is also the worker that its tests start, and the threads that help that one.
if (isMainThread) threadTests();
else if (workerData.purpose === purpose) runHelper(workerData as HelperStartup);
else {
  await import("../../src/kernel/worker.ts");
  useThreads({ ...nodeThreads(script), cores: 4 });
}

function processThreads(): number {
  try {
    return readdirSync("/proc/self/task").length;
  } catch {
    return 0;
  }
}

const sink = { write: () => undefined, display: () => undefined };
const run = (session: Session, source: string): Promise<RunResult> =>
  session.run({ source, file: "Cell In[1]", interactive: true }, sink);

async function isReached(condition: () => boolean): Promise<boolean> {
  for (let i = 0; i < 200; i++) {
    if (condition()) return true;
    await sleep(25);
  }
  return false;
}

function threadTests(): void {
  const start = (heapBytes = 2 ** 30): Session => startSession(nodeWorkers(script, { heapBytes }), { preloaded: true });
  const work = "x = torch.ones(3000, 2000)\nassert (x + x).sum() == 12e6";
  const helpers = 3;

  async function begin(heapBytes?: number): Promise<Session> {
    const session = start(heapBytes);
    await session.ready;
    const before = processThreads();
    assert.deepEqual(await run(session, work), { status: "ok" });
    if (before > 0) assert.ok(await isReached(() => processThreads() >= before + helpers), "helpers have begun");
    return session;
  }

  /** Runs with sessions, and finds as many threads afterwards as before. */
  async function leavesNone(body: () => Promise<void>): Promise<void> {
    const before = processThreads();
    await body();
    assert.ok(await isReached(() => processThreads() <= before), `${processThreads()} threads, ${before} before`);
  }

  test("they know how many they are", async () => {
    // The first session starts what Node keeps.
    const session = await begin();
    const source = [
      "assert torch.get_num_threads() == 4",
      "torch.set_num_threads(2)",
      "assert torch.get_num_threads() == 2",
      "for wrong, text in (0, 'set_num_threads expects a positive integer'), ('2', 'set_num_threads expects an int, but got str'):",
      "    try:",
      "        torch.set_num_threads(wrong)",
      "        assert False",
      "    except RuntimeError as error:",
      "        assert str(error) == text, error",
    ].join("\n");
    assert.deepEqual(await run(session, source), { status: "ok" });
    await session.end();
    await sleep(200);
  });

  test("two sessions have their own, and both end", () =>
    leavesNone(async () => {
      const [one, two] = [await begin(), await begin()];
      const [first, second] = await Promise.all([run(one, work), run(two, work)]);
      assert.deepEqual([first.status, second.status], ["ok", "ok"]);
      await one.end();
      assert.deepEqual(await run(two, work), { status: "ok" });
      await two.end();
    }));

  test("an interrupt leaves them as they were", () =>
    leavesNone(async () => {
      const session = await begin();
      const during = processThreads();
      const running = run(session, "while True: x + x");
      await sleep(100);
      session.interrupt();
      const result = await running;
      assert.ok(result.status === "error" && result.error.name === "KeyboardInterrupt");
      assert.equal(processThreads(), during);
      assert.deepEqual(await run(session, work), { status: "ok" });
      await session.end();
    }));

  test("a session that is ended while they work takes them along", () =>
    leavesNone(async () => {
      const session = await begin();
      const running = run(session, "while True: x + x");
      await sleep(100);
      await session.end();
      assert.equal((await running).status, "died");
    }));

  test("a session whose values passed their limit takes them along", () =>
    leavesNone(async () => {
      const session = await begin(2 ** 27);
      const result = await run(session, "kept = []\nwhile True: kept.append([str(i) for i in range(1000)])");
      assert.ok(result.status === "error" && result.error.name === "MemoryError");
      await session.end();
    }));
}
