/** The limits that settings set, in a real worker: each ends in an error that a cell can catch, or in a kernel that starts anew. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { isMainThread } from "node:worker_threads";
import { type NodeWorkerOptions, nodeWorkers } from "../../src/kernel/node-worker.ts";
import type { SessionOptions } from "../../src/kernel/protocol.ts";
import { type RunResult, type Session, startSession } from "../../src/kernel/session.ts";

const mebibyte = 2 ** 20;

function limitTests(): void {
  const script = new URL(import.meta.url);

  async function withSession(
    options: Partial<SessionOptions>,
    worker: NodeWorkerOptions,
    body: (run: (source: string) => Promise<string>, printed: () => string) => Promise<void>,
  ): Promise<void> {
    const session: Session = startSession(nodeWorkers(script, worker), { preloaded: true, ...options });
    let text = "";
    const sink = {
      write(_: string, piece: string) {
        text += piece;
      },
      display: () => undefined,
    };
    const ending = (result: RunResult): string => {
      if (result.status === "died") return `died: ${result.death.kind}`;
      return result.status === "ok" ? "ok" : (result.error.traceback.split("\n").at(-1) ?? "");
    };
    try {
      await body(
        async (source) => ending(await session.run({ source, file: "Cell In[1]", interactive: true }, sink)),
        () => text,
      );
    } finally {
      await session.end();
    }
  }

  test("recursion ends at the depth that the setting says, and variables are kept", () =>
    withSession({ recursionLimit: 200 }, {}, async (run, printed) => {
      assert.equal(await run("depth = 0\ndef f():\n    global depth\n    depth += 1\n    f()"), "ok");
      assert.equal(await run("f()"), "RecursionError: maximum recursion depth exceeded");
      assert.equal(await run("assert 190 <= depth <= 200, depth"), "ok");
      assert.equal(await run("try:\n    f()\nexcept RecursionError as e: print('caught')"), "ok");
      assert.equal(printed(), "caught\n");
    }));

  test("a depth of 20,000 is reached, and natives within it end in a RecursionError", () =>
    withSession({ recursionLimit: 20_000 }, {}, async (run) => {
      assert.equal(
        await run("def down(n): return 0 if n == 0 else 1 + down(n - 1)\nassert down(19_000) == 19_000"),
        "ok",
      );
      assert.match(await run("def twist(n): return sorted([n], key=twist)\ntwist(1)"), /^RecursionError: /);
      assert.match(await run("class R:\n    def __repr__(self): return repr([self])\nrepr(R())"), /^RecursionError: /);
      assert.equal(await run("down(10)"), "ok");
    }));

  test("a tensor over the limit is PyTorch's error", () =>
    withSession({ maxTensorBytes: 64 * mebibyte }, {}, async (run) => {
      const error = await run("torch.ones(5000, 5000)");
      assert.match(error, /^RuntimeError: .*can't allocate memory: you tried to allocate 100000000 bytes/);
      assert.equal(await run("x = torch.ones(1000, 1000)"), "ok");
    }));

  test("tensors that together pass the limit are the same error, and what is dropped makes room", () =>
    withSession({ maxTensorBytes: 256 * mebibyte }, {}, async (run) => {
      const fill = (size: number): string => `kept = []\nfor _ in range(100_000): kept.append(torch.ones(${size}))`;
      for (const size of [1_000_000, 2000]) {
        assert.match(await run(fill(size)), /^RuntimeError: .*can't allocate memory/);
        assert.equal(await run(`held = len(kept) * ${size} * 4\nkept = None\nassert 100e6 < held < 300e6, held`), "ok");
        assert.equal(await run("for _ in range(2000): x = torch.ones(100_000)"), "ok");
      }
    }));

  for (const [what, fill] of [
    ["lists", "kept.append([0] * 1000)"],
    ["small things", "kept.append((len(kept), {len(kept)}))"],
    ["strings", "kept.append(str(len(kept)) * 100)"],
    ["a dict", "kept[len(kept)] = [len(kept)]"],
    ["one list after another of many elements", "kept.append([1.5] * 2_000_000)"],
    ["what a built-in makes", "kept.append(list(range(1_000_000)))"],
  ])
    test(`${what} over the limit are a MemoryError; the variables stay, and what is dropped makes room`, () =>
      withSession({}, { heapBytes: 256 * mebibyte }, async (run, printed) => {
        const empty = what === "a dict" ? "{}" : "[]";
        assert.match(await run(`before = 1\nkept = ${empty}\nwhile True: ${fill}`), /^MemoryError/);
        assert.equal(await run("assert before == 1 and len(kept) > 4"), "ok");
        const caught = `kept = ${empty}\ntry:\n  while True: ${fill}\nexcept MemoryError as e:\n  print(repr(e), len(kept) > 4)`;
        assert.equal(await run(caught), "ok");
        assert.equal(printed(), "MemoryError() True\n");
        assert.equal(await run("kept = None\nfor i in range(3_000_000): x = [i]\ny = [0.5] * 2_000_000"), "ok");
      }));

  test("output over the limit is dropped with a note, whatever prints it", () =>
    withSession({ outputLimit: { lines: 10, characters: 1000, displays: 3 } }, {}, async (run, printed) => {
      assert.equal(await run("for i in range(10**5): print(i)"), "ok");
      assert.match(printed(), /^0\n1\n2\n3\n4\n5\n6\n7\n8\n9\n/);
      assert.ok(printed().length < 1500, `${printed().length} characters`);
      assert.equal(await run("print('x' * 10**6)"), "ok");
      assert.ok(printed().length < 5000, `${printed().length} characters`);
    }));
}

// This file is also the worker that its tests start.
if (isMainThread) limitTests();
else await import("../../src/kernel/worker.ts");
