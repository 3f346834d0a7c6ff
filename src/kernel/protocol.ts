/**
 * What a kernel's two sides say to each other. The host (the extension, the command line) runs on one thread, the
 * interpreter on another. Text goes through shared memory (text-channel.ts); all else is a message, in order.
 */
import type { WorkProgress } from "../engine/work.ts";
import type { CellSource, Outcome } from "../language/interpreter-api.ts";
import type { OutputLimit } from "./output-limit.ts";
import type { TextChannelMemory } from "./text-channel.ts";

/** What a worker is born with. */
export interface Startup {
  readonly text: TextChannelMemory;
  /** One shared Int32: see Host.interrupt. The interpreter sets it back to 0 when it has answered. */
  readonly interrupt: Int32Array;
  readonly options: SessionOptions;
}

export interface SessionOptions {
  /** See InterpreterOptions. */
  readonly preloaded: boolean;
  readonly recursionLimit?: number;
  /** The most that one tensor may ask for. */
  readonly maxTensorBytes?: number;
  /** Of one run. Without it nothing is dropped. */
  readonly outputLimit?: OutputLimit;
}

export type ToWorker =
  | { readonly type: "run"; readonly run: number; readonly cell: CellSource }
  /** See `Interpreter.interact`. Answered by one "interacted". */
  | { readonly type: "interact"; readonly handle: string; readonly settings: readonly number[] | null };

export type FromWorker =
  | { readonly type: "ready" }
  /** There is text to read. Sent once until it is read. */
  | { readonly type: "text" }
  /** Belongs at the text channel's next barrier. */
  | { readonly type: "display"; readonly data: MimeBundle; readonly isResult: boolean }
  /** How far a computation of the running cell is that takes long; null when it is over. Nothing that is saved. */
  | { readonly type: "progress"; readonly progress: WorkProgress | null }
  | { readonly type: "done"; readonly run: number; readonly outcome: Outcome }
  | { readonly type: "interacted"; readonly reply: unknown };

/** Mime type to JSON value or text. */
export type MimeBundle = Readonly<Record<string, unknown>>;

export type StreamName = "stdout" | "stderr";

/** A worker as the host's side holds it, whatever kind of thread it is. */
export interface WorkerHandle {
  post(message: ToWorker): void;
  onMessage(listener: (message: FromWorker) => void): void;
  /** Called once, when the thread has ended for whatever reason; `error` where it ended by itself. */
  onExit(listener: (error: WorkerFailure | undefined) => void): void;
  terminate(): Promise<void>;
}

export type WorkerFailure = { readonly kind: "out of memory" } | { readonly kind: "crashed"; readonly message: string };

export type SpawnWorker = (startup: Startup) => WorkerHandle;
