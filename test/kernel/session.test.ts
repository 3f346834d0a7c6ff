import assert from "node:assert/strict";
import { test } from "node:test";
import { isMainThread } from "node:worker_threads";
import { type NodeWorkerOptions, nodeWorkers } from "../../src/kernel/node-worker.ts";
import type { SessionOptions } from "../../src/kernel/protocol.ts";
import { type OutputSink, type RunResult, type Session, startSession } from "../../src/kernel/session.ts";

// This file is also the worker that its tests start.
if (isMainThread) sessionTests();
else await import("./fake-worker.ts");

interface Ran {
  readonly result: RunResult;
  /** Neighbouring pieces of one stream are one event. */
  readonly events: string[];
}

function sessionTests(): void {
  const script = new URL(import.meta.url);
  const start = (options: Partial<SessionOptions> = {}, graceMs?: number, worker?: NodeWorkerOptions): Session =>
    startSession(nodeWorkers(script, worker), { preloaded: true, ...options }, graceMs);

  async function run(session: Session, source: string, onEvent?: (event: string) => void): Promise<Ran> {
    const events: string[] = [];
    let last = "";
    const sink: OutputSink = {
      write(stream, text) {
        onEvent?.(text);
        if (last === stream) events[events.length - 1] += text;
        else events.push(`${stream}: ${text}`);
        last = stream;
      },
      display(data) {
        events.push(`display: ${data["text/plain"]}`);
        last = "display";
      },
    };
    const result = await session.run({ source, file: "Cell In[1]", interactive: true }, sink);
    return { result, events };
  }

  const withSession =
    (body: (session: Session) => Promise<void>, ...args: Parameters<typeof start>) =>
    async (): Promise<void> => {
      const session = start(...args);
      try {
        await body(session);
      } finally {
        await session.end();
      }
    };

  test(
    "cells share their variables, and each knows its place",
    withSession(async (session) => {
      assert.deepEqual(await run(session, "set x 1"), { result: { status: "ok" }, events: [] });
      assert.deepEqual((await run(session, "get x\nwhere")).events.join(""), "stdout: 1\nCell In[1]\n");
    }),
  );

  test(
    "text of both streams and displays arrive in the order in which they were made",
    withSession(async (session) => {
      for (let i = 0; i < 50; i++) {
        const { events } = await run(
          session,
          "print a\nprint b\nshow X\nprint c\nwarn d\nprint e\nshow Y\nshow Z\nwarn f",
        );
        assert.deepEqual(events, [
          "stdout: a\nb\n",
          "display: X",
          "stdout: c\n",
          "stderr: d\n",
          "stdout: e\n",
          "display: Y",
          "display: Z",
          "stderr: f\n",
        ]);
      }
    }),
  );

  test(
    "a figure is moved: the last wish of those that wait is granted, the others are not",
    withSession(async (session) => {
      assert.equal(await session.interact("known", null), true);
      assert.equal(await session.interact("other", null), null);
      const begun = session.interact("slow", [60]);
      const replies = await Promise.all([begun, ...[1, 2, 3].map((n) => session.interact("slow", [n]))]);
      assert.deepEqual(replies, [
        { handle: "slow", settings: [60] },
        undefined,
        undefined,
        { handle: "slow", settings: [3] },
      ]);
    }),
  );

  test(
    "a figure that is moved while a cell runs waits for its end, and a cell for the figure",
    withSession(async (session) => {
      const order: string[] = [];
      const cell = run(session, "sleep 100\nprint done").then(() => order.push("cell"));
      await session.interact("a", [1]).then(() => order.push("figure"));
      await cell;
      assert.deepEqual(order, ["cell", "figure"]);
      const slow = session.interact("slow", [100]).then(() => order.push("slow"));
      await run(session, "print after");
      await slow;
      assert.deepEqual(order, ["cell", "figure", "slow"]);
    }),
  );

  test(
    "a figure of a session that has died is unknown",
    withSession(async (session) => {
      const waiting = [session.interact("slow", [5000]), session.interact("a", [1])];
      await session.end();
      assert.deepEqual(await Promise.all(waiting), [null, null]);
      assert.equal(await session.interact("a", [1]), null);
    }),
  );

  test(
    "output streams while the cell runs",
    withSession(async (session) => {
      const seen: number[] = [];
      const begin = performance.now();
      await run(session, "print early\nsleep 400\nprint late", () => seen.push(performance.now() - begin));
      assert.ok(seen[0] < 300 && seen[1] >= 390, `${seen}`);
    }),
  );

  test(
    "all text arrives, however much it is",
    withSession(async (session) => {
      const { events } = await run(session, "count 200000");
      assert.equal(events.join(""), `stdout: ${Array.from({ length: 200_000 }, (_, i) => `${i}\n`).join("")}`);
    }),
  );

  test(
    "output over the limit is dropped, and a note says so",
    withSession(
      async (session) => {
        const { events } = await run(session, "count 1000000\nshow A\nshow B\nshow C");
        const text = events.join("").replaceAll(/std(?:out|err): /g, "");
        assert.match(
          text,
          /^0\n1\n2\n\[Output is cut off after 3 lines \(setting lnnb\.maxOutputLines\); the cell runs on\.\]\n/,
        );
        assert.match(text, /display: Adisplay: B\[Only the first 2 displays/);
        assert.match(text, /\[Not shown: 999,997 more lines\.\]\n\[Not shown: 1 more display\.\]\n$/);
        assert.equal((await run(session, "print again")).events.join(""), "stdout: again\n");
      },
      { outputLimit: { lines: 3, characters: 1e6, displays: 2 } },
    ),
  );

  test(
    "an error is a result",
    withSession(async (session) => {
      const { result } = await run(session, "raise ValueError no");
      assert.ok(result.status === "error");
      assert.deepEqual([result.error.name, result.error.message], ["ValueError", "no"]);
    }),
  );

  test(
    "an interpreter that throws is a SystemError, and the session goes on",
    withSession(async (session) => {
      const { result } = await run(session, "unknown");
      assert.ok(result.status === "error");
      assert.match(result.error.traceback, /^SystemError: internal error: TypeError/);
      assert.equal((await run(session, "print alive")).events.join(""), "stdout: alive\n");
    }),
  );

  for (const source of ["loop", "sleep 100000"]) {
    test(
      `an interrupt stops "${source}" at once and keeps the variables`,
      withSession(async (session) => {
        await run(session, "set x kept");
        const running = run(session, source);
        await new Promise((resolve) => setTimeout(resolve, 50));
        const begin = performance.now();
        session.interrupt();
        const { result } = await running;
        assert.ok(performance.now() - begin < 500);
        assert.equal(result.status === "error" && result.error.name, "KeyboardInterrupt");
        assert.equal((await run(session, "get x")).events.join(""), "stdout: kept\n");
      }),
    );
  }

  test(
    "an interrupt while nothing runs does not stop the next cell",
    withSession(async (session) => {
      session.interrupt();
      assert.equal((await run(session, "sleep 20")).result.status, "ok");
    }),
  );

  test(
    "a worker that does not answer an interrupt is ended",
    withSession(
      async (session) => {
        const running = run(session, "deaf");
        setTimeout(() => session.interrupt(), 20);
        assert.deepEqual((await running).result, { status: "died", death: { kind: "unresponsive" } });
        assert.deepEqual((await run(session, "print x")).result.status, "died");
      },
      {},
      150,
    ),
  );

  test(
    "a cell that catches the interrupt has answered, and goes on",
    withSession(
      async (session) => {
        const running = run(session, "stubborn 2500");
        setTimeout(() => session.interrupt(), 20);
        assert.deepEqual(await running, { result: { status: "ok" }, events: ["stdout: caught\n"] });
      },
      {},
      1200,
    ),
  );

  test(
    "a crash ends the run, not the host, and text before it arrives",
    withSession(async (session) => {
      const { result, events } = await run(session, "print before\nexit 3");
      assert.deepEqual(events, ["stdout: before\n"]);
      assert.deepEqual(result, { status: "died", death: { kind: "crashed", message: "the thread ended with code 3" } });
      assert.equal((await session.death).kind, "crashed");
    }),
  );

  test(
    "values beyond the memory limit end the worker, not the host",
    withSession(
      async (session) => {
        assert.deepEqual((await run(session, "hoard")).result, { status: "died", death: { kind: "out of memory" } });
      },
      {},
      undefined,
      { heapBytes: 64 * 2 ** 20 },
    ),
  );

  test(
    "the worker's stack is deep enough for deep recursion",
    withSession(async (session) => {
      assert.equal((await run(session, "dive")).events.join(""), "stdout: 100000\n");
    }),
  );

  test(
    "a session that is ended gives up its cell",
    withSession(async (session) => {
      const running = run(session, "loop");
      await session.ready;
      await session.end();
      assert.deepEqual((await running).result, { status: "died", death: { kind: "ended" } });
    }),
  );
}
