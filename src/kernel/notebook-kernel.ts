/**
 * The kernel of one notebook: its queue of cells and its session, which is started again where it has died. Knows nothing
 * of VS Code: controller.ts gives it the cells.
 */
import type { CellError } from "../language/interpreter-api.ts";
import { batchOutput, type OutputBatcher, type OutputTarget } from "./output-batcher.ts";
import { describeProgress } from "./progress.ts";
import { type Death, describeDeath, type RunResult, type Session } from "./session.ts";

/** A cell that waits or runs. */
export interface CellTask<Output = unknown> {
  /** The text to run, as it is when its turn comes. */
  source(): string;
  /** Whether the cell was deleted. */
  isGone(): boolean;
  /** The run begins: the order is shown and old outputs go. */
  begin(order: number): PromiseLike<void>;
  readonly target: OutputTarget<Output>;
  /** How far a long computation is, in words; null when it is over. Not part of the output. */
  showProgress?(text: string | null): void;
  showError(error: CellError): PromiseLike<void>;
  /** True or false for a cell that ran, undefined for one that did not come to its turn or its end. */
  end(success: boolean | undefined): void;
}

export interface NotebookKernel {
  /** Runs cells after those that wait already; an error cancels all that wait. Resolves when nothing runs or waits. */
  enqueue(tasks: readonly CellTask[]): Promise<void>;
  /** Moves a figure of `lnnb.interact`: see Session.interact. */
  interact(handle: string, settings: readonly number[] | null): Promise<unknown>;
  /** Raises KeyboardInterrupt in the function of a figure that is being moved; a cell that runs is left alone. */
  stopInteracting(): void;
  /** Raises KeyboardInterrupt in the cell that runs and cancels those that wait. */
  interrupt(): void;
  /** Forgets all variables, and begins to count at 1 again. */
  restart(): Promise<void>;
  dispose(): Promise<void>;
  /** Whether a cell runs or waits. */
  isBusy(): boolean;
  state(): KernelState;
}

export type KernelState =
  | { readonly kind: "idle" }
  /** `waiting`: how many cells come after the one that runs. */
  | { readonly kind: "busy"; readonly waiting: number }
  /** The session has died; the next run starts another. */
  | { readonly kind: "dead" };

export interface NotebookKernelOptions {
  /** Asked at once, and again when the session has died or is restarted. */
  startSession(): Session;
  /** How long a cell may run; 0 for as long as it likes. Asked before each run. */
  cellTimeoutMs(): number;
  /** The session has died by itself, and its variables with it. */
  onDeath(death: Death): void;
  /** `state()` is another than before. */
  onStateChange?(): void;
}

export function createNotebookKernel({
  startSession,
  cellTimeoutMs,
  onDeath,
  onStateChange = () => {},
}: NotebookKernelOptions): NotebookKernel {
  let queue: CellTask[] = [];
  let session: Session | undefined;
  let order = 0;
  let draining: Promise<void> | undefined;
  /** The running cell was stopped on purpose: what waited then is cancelled already, and what came since shall run. */
  let wasStopped = false;

  function currentSession(): Session {
    if (session !== undefined) return session;
    const started = startSession();
    session = started;
    order = 0;
    void started.death.then((death) => {
      // Another may have taken its place: then this one was ended on purpose.
      if (session !== started) return;
      session = undefined;
      onStateChange();
      if (death.kind !== "ended") onDeath(death);
    });
    return started;
  }

  function cancelQueue(): void {
    const cancelled = queue;
    queue = [];
    for (const task of cancelled) task.end(undefined);
    if (cancelled.length > 0) onStateChange();
  }

  function stop(): void {
    cancelQueue();
    wasStopped = true;
  }

  async function drain(): Promise<void> {
    // Not before `draining` is set, which the last line takes back.
    await Promise.resolve();
    for (let task = queue.shift(); task !== undefined; task = queue.shift()) {
      if (task.isGone()) {
        task.end(undefined);
        continue;
      }
      wasStopped = false;
      onStateChange();
      const succeeded = await runTask(task);
      if (!succeeded && !wasStopped && !task.isGone()) cancelQueue();
    }
    draining = undefined;
    onStateChange();
  }

  async function runTask(task: CellTask): Promise<boolean> {
    let success: boolean | undefined;
    try {
      const runner = currentSession();
      await task.begin(++order);
      const output = batchOutput(task.target);
      const stopTimer = limitTime(runner, output);
      const cell = { source: task.source(), file: `Cell In[${order}]`, interactive: true };
      const result = await runner.run(cell, {
        write: (stream, text) => output.write(stream, text),
        display: (data, isResult) => output.display(data, isResult),
        progress: (progress) => task.showProgress?.(progress === null ? null : describeProgress(progress)),
      });
      stopTimer();
      await output.flush();
      const error = errorOf(result);
      if (error !== undefined) await task.showError(error);
      success = result.status === "ok" ? true : result.status === "error" || error !== undefined ? false : undefined;
    } catch {
      // The editor refuses what belongs to a cell that was deleted while it ran.
    } finally {
      task.showProgress?.(null);
      task.end(success);
    }
    return success === true;
  }

  function limitTime(runner: Session, output: OutputBatcher): () => void {
    const limit = cellTimeoutMs();
    if (limit <= 0) return () => {};
    const timer = setTimeout(() => {
      output.write("stderr", `[Interrupted after ${limit / 1000} s (setting lnnb.cellTimeoutSeconds).]\n`);
      runner.interrupt();
    }, limit);
    return () => clearTimeout(timer);
  }

  currentSession();
  return {
    async enqueue(tasks) {
      queue.push(...tasks);
      draining ??= drain();
      onStateChange();
      await draining;
    },
    interact: (handle, settings) => currentSession().interact(handle, settings),
    stopInteracting() {
      if (draining === undefined) session?.interrupt();
    },
    interrupt() {
      stop();
      session?.interrupt();
    },
    async restart() {
      stop();
      const old = session;
      session = undefined;
      currentSession();
      onStateChange();
      await old?.end();
    },
    async dispose() {
      stop();
      const old = session;
      session = undefined;
      await old?.end();
    },
    isBusy: () => draining !== undefined,
    state() {
      if (draining !== undefined) return { kind: "busy", waiting: queue.length };
      return { kind: session === undefined ? "dead" : "idle" };
    },
  };
}

/** What the user of a notebook is told when its session has died. */
export const describeLoss = (death: Death): string => `${describeDeath(death)} ${lossSentence}`;

const lossSentence = "Its variables are lost; the next run starts a new one.";

/** What is shown under the cell; nothing where it ended well or its session was ended on purpose. */
function errorOf(result: RunResult): CellError | undefined {
  if (result.status === "error") return result.error;
  if (result.status === "ok" || result.death.kind === "ended") return undefined;
  const message = describeLoss(result.death);
  // A line each: the editor does not wrap them.
  const traceback = `KernelDied: ${describeDeath(result.death)}\n${lossSentence}`;
  return { name: "KernelDied", message, traceback, frames: [] };
}
