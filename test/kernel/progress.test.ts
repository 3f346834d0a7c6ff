/** Progress of long computations: quiet at first, then a few times a second, and gone when they are over. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { isMainThread } from "node:worker_threads";
import { tracked, type WorkProgress, workHooks } from "../../src/engine/work.ts";
import { nodeWorkers } from "../../src/kernel/node-worker.ts";
import { calmProgress, describeProgress } from "../../src/kernel/progress.ts";
import { type Session, startSession } from "../../src/kernel/session.ts";

function progressTests(): void {
  test("what is over within a second is not told of; after that five times a second, and once that it is over", () => {
    const told: (string | null)[] = [];
    let time = 0;
    const tell = calmProgress(
      (progress) => told.push(progress && describeProgress(progress)),
      () => time,
    );
    const job = (what: string, steps: number, stepMs: number): void => {
      for (let done = 0; done < steps; done++) {
        tell({ what, done, total: steps });
        time += stepMs;
      }
      tell(null);
    };
    job("short", 9, 100);
    assert.deepEqual(told, []);
    job("long", 20, 100);
    assert.deepEqual(told, ["long: 50%", "long: 60%", "long: 70%", "long: 80%", "long: 90%", null]);
    job("short again", 9, 100);
    assert.equal(told.length, 6);
  });

  test("of jobs within jobs the outermost is told of, and an error ends it", () => {
    const told: (WorkProgress | null)[] = [];
    const { progress } = workHooks;
    workHooks.progress = (now) => void told.push(now);
    try {
      assert.throws(() =>
        tracked("outer", 2, (tell) => {
          tracked("inner", 5, (tellInner) => tellInner(3));
          tell(1);
          throw new Error("stopped");
        }),
      );
    } finally {
      workHooks.progress = progress;
    }
    assert.deepEqual(told, [{ what: "outer", done: 0, total: 2 }, { what: "outer", done: 1, total: 2 }, null]);
  });

  test("a session passes on how far a long computation is, and leaves nothing in the output", async () => {
    const session: Session = startSession(nodeWorkers(new URL(import.meta.url)), { preloaded: true });
    const told: (WorkProgress | null)[] = [];
    const output: string[] = [];
    const sink = {
      write: (_: string, text: string) => void output.push(text),
      display: () => void output.push("display"),
      progress: (progress: WorkProgress | null) => void told.push(progress),
    };
    const run = (source: string) => session.run({ source, file: "Cell In[1]", interactive: true }, sink);
    try {
      await run("import time\nx = torch.randn(30, dtype=torch.float64, requires_grad=True)");
      await run("ok = torch.autograd.gradcheck(lambda t: t.sum(), (x,))");
      assert.equal(told.length, 0);
      const slow = "def slow(t):\n    time.sleep(0.04)\n    return t.sum()\n";
      const began = performance.now();
      assert.deepEqual(await run(`${slow}ok = torch.autograd.gradcheck(slow, (x,))`), { status: "ok" });
      assert.ok(performance.now() - began > 2000);
      const numbers = told.filter((progress) => progress !== null);
      assert.ok(numbers.length >= 3 && numbers.length <= 40, `${numbers.length} messages`);
      assert.ok(numbers.every(({ what, total }) => what === "numerical gradient" && total === 30));
      assert.ok(numbers.every(({ done }, i) => i === 0 || done > numbers[i - 1].done));
      assert.equal(told.at(-1), null);
      assert.deepEqual(output, []);

      told.length = 0;
      const stopped = run(`${slow}torch.autograd.gradcheck(slow, (x,))`);
      while (told.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
      const asked = performance.now();
      session.interrupt();
      const result = await stopped;
      assert.ok(performance.now() - asked < 1000);
      assert.ok(result.status === "error" && result.error.name === "KeyboardInterrupt");
      assert.equal(told.at(-1), null);
      assert.deepEqual(output, []);
      assert.deepEqual(await run("assert ok and x.shape == (30,)"), { status: "ok" });
    } finally {
      await session.end();
    }
  });
}

// This file is also the worker that it starts.
if (isMainThread) progressTests();
else await import("../../src/kernel/worker.ts");
