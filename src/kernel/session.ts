/** The host's side of a session: one worker, its variables, one run at a time. */
import type { WorkProgress } from "../engine/work.ts";
import type { CellSource, Outcome } from "../language/interpreter-api.ts";
import type { FromWorker, MimeBundle, SessionOptions, SpawnWorker, StreamName, WorkerFailure } from "./protocol.ts";
import { createTextChannel, textReader } from "./text-channel.ts";

/** Receives what a run prints and shows, in order, while it runs. */
export interface OutputSink {
  write(stream: StreamName, text: string): void;
  /** `isResult`: the value of the cell's last expression. */
  display(data: MimeBundle, isResult: boolean): void;
  /** How far a computation is that takes long; null when it is over. */
  progress?(progress: WorkProgress | null): void;
}

export type Death =
  | WorkerFailure
  /** An interrupt was not answered in time. */
  | { readonly kind: "unresponsive" }
  /** The session was ended on purpose. */
  | { readonly kind: "ended" };

export type RunResult = Outcome | { readonly status: "died"; readonly death: Death };

export interface Session {
  /** Runs a cell. One at a time: the caller awaits before the next. Never rejects. */
  run(cell: CellSource, sink: OutputSink): Promise<RunResult>;
  /**
   * Moves a figure of `lnnb.interact` (see Interpreter.interact). Waits while a cell runs. Of several wishes for one figure
   * that wait, only the last is fulfilled: the others give undefined. A session that has died knows no figure: null.
   */
  interact(handle: string, settings: readonly number[] | null): Promise<unknown>;
  /** Raises KeyboardInterrupt in the running cell, or in the function of a figure that is being moved; ends the worker where that has no effect in time. */
  interrupt(): void;
  /** Ends the worker. A cell that runs is given up: its result is "died". */
  end(): Promise<void>;
  /** Resolves when the worker is ready, or has died before. */
  readonly ready: Promise<void>;
  /** Resolves when the worker has gone. */
  readonly death: Promise<Death>;
}

/** How often a worker that runs something looks at its memory. */
const memoryLookMs = 50;

/** How long a worker may take to answer an interrupt. */
export const interruptGraceMs = 5000;

interface ActiveRun {
  readonly id: number;
  readonly sink: OutputSink;
  readonly finish: (result: RunResult) => void;
}

interface Wish {
  readonly settings: readonly number[] | null;
  readonly grant: (reply: unknown) => void;
}

export function startSession(spawn: SpawnWorker, options: SessionOptions, graceMs = interruptGraceMs): Session {
  const text = createTextChannel();
  const reader = textReader(text);
  const interruptWord = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const worker = spawn({ text, interrupt: interruptWord, options });
  let active: ActiveRun | undefined;
  let runs = 0;
  /** By the figure's handle, those that wait; at most one is with the worker. */
  const wishes = new Map<string, Wish>();
  let moving: Wish | undefined;
  let interruptWanted = false;
  let deathReason: Death | undefined;
  let isDead = false;
  let graceTimer: ReturnType<typeof setTimeout> | undefined;
  let memoryTimer: ReturnType<typeof setInterval> | undefined;
  const ready = promise<void>();
  const death = promise<Death>();

  function deliverText(): void {
    for (const piece of reader.read()) active?.sink.write(piece.stream, piece.text);
  }

  /** While something runs, the worker is asked again and again to look at its memory; an interrupt goes before. */
  function watchMemory(): void {
    const isBusy = !isDead && (active !== undefined || moving !== undefined);
    if (!isBusy) {
      clearInterval(memoryTimer);
      memoryTimer = undefined;
    } else memoryTimer ??= setInterval(() => Atomics.compareExchange(interruptWord, 0, 0, 2), memoryLookMs);
  }

  function finishRun(result: RunResult): void {
    clearTimeout(graceTimer);
    interruptWanted = false;
    const finished = active;
    active = undefined;
    finished?.finish(result);
    grantNext();
    watchMemory();
  }

  function grantNext(): void {
    if (isDead || active !== undefined || moving !== undefined) return;
    for (const [handle, wish] of wishes) {
      wishes.delete(handle);
      moving = wish;
      Atomics.store(interruptWord, 0, 0);
      worker.post({ type: "interact", handle, settings: wish.settings });
      watchMemory();
      return;
    }
  }

  function granted(reply: unknown): void {
    const wish = moving;
    moving = undefined;
    if (active === undefined) clearTimeout(graceTimer);
    // The interrupt was for the cell that waited behind it too.
    else if (interruptWanted) Atomics.store(interruptWord, 0, 1);
    wish?.grant(reply);
    grantNext();
    watchMemory();
  }

  function receive(message: FromWorker): void {
    if (message.type === "ready") {
      ready.resolve();
      return;
    }
    if (message.type === "interacted") {
      granted(message.reply);
      return;
    }
    if (message.type === "progress") {
      active?.sink.progress?.(message.progress);
      return;
    }
    deliverText();
    if (message.type === "display") {
      reader.passBarrier();
      active?.sink.display(message.data, message.isResult);
      // What came after the barrier was announced already.
      deliverText();
    } else if (message.type === "done") {
      finishRun(message.outcome);
    }
  }

  worker.onMessage(receive);
  worker.onExit((failure) => {
    isDead = true;
    const reason: Death = deathReason ?? failure ?? { kind: "ended" };
    deliverText();
    finishRun({ status: "died", death: reason });
    for (const { grant } of [...(moving === undefined ? [] : [moving]), ...wishes.values()]) grant(null);
    wishes.clear();
    ready.resolve();
    death.resolve(reason);
  });

  function end(reason: Death): Promise<void> {
    deathReason ??= reason;
    return worker.terminate();
  }

  return {
    ready: ready.settled,
    death: death.settled,
    run(cell, sink) {
      if (isDead) return Promise.resolve({ status: "died", death: deathReason ?? { kind: "ended" } });
      if (active !== undefined) throw new Error("a session runs one cell at a time");
      const id = ++runs;
      Atomics.store(interruptWord, 0, 0);
      return new Promise((finish) => {
        active = { id, sink, finish };
        worker.post({ type: "run", run: id, cell });
        watchMemory();
      });
    },
    interact(handle, settings) {
      if (isDead) return Promise.resolve(null);
      return new Promise((grant) => {
        wishes.get(handle)?.grant(undefined);
        // The figure that was moved last waits longest.
        wishes.delete(handle);
        wishes.set(handle, { settings, grant });
        grantNext();
      });
    },
    interrupt() {
      if (active === undefined && moving === undefined) return;
      interruptWanted = active !== undefined;
      Atomics.store(interruptWord, 0, 1);
      Atomics.notify(interruptWord, 0);
      clearTimeout(graceTimer);
      graceTimer = setTimeout(() => {
        // A cell that caught the KeyboardInterrupt has answered and may go on.
        const isBusy = active !== undefined || moving !== undefined;
        if (isBusy && Atomics.load(interruptWord, 0) === 1) void end({ kind: "unresponsive" });
      }, graceMs);
    },
    end: () => end({ kind: "ended" }),
  };
}

interface Settled<T> {
  readonly settled: Promise<T>;
  readonly resolve: (value: T) => void;
}

function promise<T>(): Settled<T> {
  let resolve: (value: T) => void = () => {};
  const settled = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { settled, resolve };
}

/** Why a session has died, as a sentence. */
export function describeDeath(death: Death): string {
  switch (death.kind) {
    case "out of memory":
      return "The kernel needed more memory than it may take (setting lnnb.kernelMemoryMegabytes) and was ended.";
    case "unresponsive":
      return "The cell did not answer the interrupt, so its kernel was ended.";
    case "crashed":
      return `The kernel has crashed: ${death.message.split("\n", 1)[0]}.`;
    case "ended":
      return "The kernel was ended.";
  }
}
