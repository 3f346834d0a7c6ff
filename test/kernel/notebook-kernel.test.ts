import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type CellTask, createNotebookKernel, type NotebookKernel } from "../../src/kernel/notebook-kernel.ts";
import type { Death, OutputSink, RunResult, Session } from "../../src/kernel/session.ts";
import type { Outcome } from "../../src/language/interpreter-api.ts";

const error = (name: string): Outcome => ({
  status: "error",
  error: { name, message: "", traceback: name, frames: [] },
});

/** Sessions whose cells do what their source says; those that hang wait for an interrupt or the end. */
class FakeSessions {
  readonly log: string[] = [];
  started = 0;

  start(): Session {
    const number = ++this.started;
    let finish: ((result: RunResult) => void) | undefined;
    let die: (death: Death) => void = () => {};
    const death = new Promise<Death>((resolve) => {
      die = resolve;
    });
    const end = (reason: Death): void => {
      finish?.({ status: "died", death: reason });
      die(reason);
    };
    return {
      ready: Promise.resolve(),
      death,
      run: ({ source, file }, sink: OutputSink) => {
        this.log.push(`${number}: ${file} ${source}`);
        return new Promise((resolve) => {
          finish = resolve;
          if (source === "hang") return;
          if (source === "long") sink.progress?.({ what: "sums", done: 1, total: 4 });
          if (source === "crash") end({ kind: "crashed", message: "boom" });
          else if (source === "fail") resolve(error("ValueError"));
          else {
            sink.write("stdout", source);
            resolve({ status: "ok" });
          }
        });
      },
      interact: () => Promise.resolve(null),
      interrupt: () => finish?.(error("KeyboardInterrupt")),
      end: async () => end({ kind: "ended" }),
    };
  }
}

interface Bench {
  readonly kernel: NotebookKernel;
  readonly sessions: FakeSessions;
  readonly deaths: string[];
  readonly events: string[];
  /** Each state that was told, in words. */
  readonly states: string[];
  task(source: string, options?: { gone?: boolean }): CellTask;
}

function bench(cellTimeoutMs = 0): Bench {
  const sessions = new FakeSessions();
  const deaths: string[] = [];
  const events: string[] = [];
  const states: string[] = [];
  const kernel = createNotebookKernel({
    startSession: () => sessions.start(),
    cellTimeoutMs: () => cellTimeoutMs,
    onDeath: (death) => deaths.push(death.kind),
    onStateChange() {
      const state = kernel.state();
      states.push(state.kind === "busy" ? `busy ${state.waiting}` : state.kind);
    },
  });
  const log = (text: string): Promise<void> => {
    events.push(text);
    return Promise.resolve();
  };
  const task = (source: string, { gone = false } = {}): CellTask => ({
    source: () => source,
    isGone: () => gone,
    begin: (order) => log(`${source} begins as ${order}`),
    target: {
      createStream: (_stream, text) => text,
      createDisplay: () => "",
      append: (outputs) => log(`${source} shows ${outputs.join()}`),
      appendText: () => Promise.resolve(),
    },
    showProgress: (text) => void (text !== null || source === "long" ? events.push(`${source} is at ${text}`) : 0),
    showError: ({ name }) => log(`${source} fails with ${name}`),
    end: (success) => void log(`${source} ends ${success}`),
  });
  return { kernel, sessions, deaths, events, states, task };
}

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

describe("a notebook's kernel", () => {
  test("has a session before the first cell is run", () => {
    assert.equal(bench().sessions.started, 1);
  });

  test("runs cells one after another, in order, and counts them", async () => {
    const { kernel, task, events, sessions } = bench();
    const first = kernel.enqueue([task("a"), task("b")]);
    const second = kernel.enqueue([task("c")]);
    await Promise.all([first, second]);
    assert.deepEqual(
      events,
      ["a", "b", "c"].flatMap((name, i) => [
        `${name} begins as ${i + 1}`,
        `${name} shows ${name}`,
        `${name} ends true`,
      ]),
    );
    assert.deepEqual(sessions.log, ["1: Cell In[1] a", "1: Cell In[2] b", "1: Cell In[3] c"]);
    assert.equal(kernel.isBusy(), false);
  });

  test("shows how far a computation is while its cell runs, apart from the output", async () => {
    const { kernel, events, task } = bench();
    await kernel.enqueue([task("long")]);
    assert.deepEqual(events.slice(0, 4), [
      "long begins as 1",
      "long is at sums: 25%",
      "long shows long",
      "long is at null",
    ]);
  });

  test("tells its state: how many wait, that it is idle, that it has died, that it is there again", async () => {
    const { kernel, task, states } = bench();
    const told = (): string[] => states.splice(0).filter((state, i, all) => state !== all[i - 1]);
    await kernel.enqueue([task("a"), task("b"), task("c")]);
    assert.deepEqual(told(), ["busy 3", "busy 2", "busy 1", "busy 0", "idle"]);
    await kernel.enqueue([task("crash"), task("never")]);
    assert.deepEqual(told(), ["busy 2", "busy 1", "busy 0", "dead"]);
    assert.equal(kernel.state().kind, "dead");
    await kernel.enqueue([task("d")]);
    assert.equal(told().at(-1), "idle");
    await kernel.enqueue([task("crash")]);
    await kernel.restart();
    assert.equal(told().at(-1), "idle");
  });

  test("cancels the cells that wait when one fails", async () => {
    const { kernel, task, events } = bench();
    await kernel.enqueue([task("a"), task("fail"), task("c"), task("d")]);
    assert.deepEqual(events.slice(3), [
      "fail begins as 2",
      "fail fails with ValueError",
      "fail ends false",
      "c ends undefined",
      "d ends undefined",
    ]);
    await kernel.enqueue([task("e")]);
    assert.equal(events.at(-1), "e ends true");
  });

  test("passes over a cell that was deleted while it waited", async () => {
    const { kernel, task, events, sessions } = bench();
    await kernel.enqueue([task("a", { gone: true })]);
    await kernel.enqueue([task("b", { gone: true }), task("c")]);
    assert.deepEqual(sessions.log, ["1: Cell In[1] c"]);
    assert.deepEqual(events.slice(0, 2), ["a ends undefined", "b ends undefined"]);
  });

  test("an interrupt stops the cell that runs and cancels those that wait", async () => {
    const { kernel, task, events } = bench();
    const running = kernel.enqueue([task("hang"), task("b")]);
    await settled();
    kernel.interrupt();
    await running;
    assert.deepEqual(events, [
      "hang begins as 1",
      "b ends undefined",
      "hang fails with KeyboardInterrupt",
      "hang ends false",
    ]);
  });

  test("a cell that is started while an interrupted one ends is not cancelled with it", async () => {
    const { kernel, task, events } = bench();
    void kernel.enqueue([task("hang")]);
    await settled();
    kernel.interrupt();
    await kernel.enqueue([task("b")]);
    assert.equal(events.at(-1), "b ends true");
  });

  test("the failure of a cell that was deleted while it ran cancels nothing", async () => {
    const { kernel, task, events } = bench();
    let isDeleted = false;
    const deleted: CellTask = {
      ...task("fail"),
      isGone: () => isDeleted,
      async begin() {
        isDeleted = true;
      },
    };
    await kernel.enqueue([deleted, task("b")]);
    assert.equal(events.at(-1), "b ends true");
  });

  test("a restart gives up what runs and waits, and counts from 1 in a new session", async () => {
    const { kernel, task, events, sessions, deaths } = bench();
    const running = kernel.enqueue([task("hang"), task("b")]);
    await settled();
    await kernel.restart();
    await running;
    await kernel.enqueue([task("c")]);
    assert.deepEqual(sessions.log, ["1: Cell In[1] hang", "2: Cell In[1] c"]);
    assert.deepEqual(events.slice(1, 3), ["b ends undefined", "hang ends undefined"]);
    assert.deepEqual(deaths, []);
  });

  test("a crash is shown under its cell and told once; the next run has a new session", async () => {
    const { kernel, task, events, sessions, deaths } = bench();
    await kernel.enqueue([task("a"), task("crash"), task("b")]);
    await settled();
    assert.deepEqual(events.slice(3), [
      "crash begins as 2",
      "crash fails with KernelDied",
      "crash ends false",
      "b ends undefined",
    ]);
    assert.deepEqual(deaths, ["crashed"]);
    await kernel.enqueue([task("c")]);
    assert.equal(sessions.log.at(-1), "2: Cell In[1] c");
  });

  test("a cell that runs too long is interrupted", async () => {
    const { kernel, task, events } = bench(20);
    await kernel.enqueue([task("hang")]);
    assert.ok(events.includes("hang shows [Interrupted after 0.02 s (setting lnnb.cellTimeoutSeconds).]\n"));
    assert.equal(events.at(-1), "hang ends false");
  });

  test("a cell whose editor refuses everything ends, and the next one runs", async () => {
    const { kernel, task, events } = bench();
    const refused = { ...task("a"), begin: () => Promise.reject(new Error("deleted")) };
    await kernel.enqueue([refused]);
    await kernel.enqueue([task("b")]);
    assert.deepEqual([events[0], events.at(-1)], ["a ends undefined", "b ends true"]);
  });
});
