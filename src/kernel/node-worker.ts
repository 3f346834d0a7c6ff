/** Starts a session's worker as a thread of Node. */
import { totalmem } from "node:os";
import { Worker } from "node:worker_threads";
import type { FromWorker, SpawnWorker, Startup } from "./protocol.ts";

const mebibyte = 2 ** 20;

/** A quarter of the machine's memory, at most 4 GiB. */
export const defaultMemoryBytes = (): number => Math.min(Math.floor(totalmem() / 4), 4096 * mebibyte);

export interface NodeWorkerOptions {
  /** What the values of a session may take. A cell that needs more gets a MemoryError. */
  readonly heapBytes?: number;
}

/** What a worker in Node is born with. */
export interface NodeStartup extends Startup {
  readonly heapBytes: number;
}

/**
 * V8 ends a worker that passes its own limit, and where that comes too suddenly the whole process: so that one is only for
 * what no MemoryError has stopped.
 */
const v8Heap = (heapBytes: number): number => heapBytes * 1.25 + 64 * mebibyte;

/**
 * Deep recursion in a cell nests natives and the interpreter's loop on the native stack; Node's own 4 MB would end
 * before the recursion limit does.
 */
const stackSizeMb = 32;

export function nodeWorkers(script: URL, { heapBytes = defaultMemoryBytes() }: NodeWorkerOptions = {}): SpawnWorker {
  return (startup) => {
    const worker = new Worker(script, {
      workerData: { ...startup, heapBytes } satisfies NodeStartup,
      resourceLimits: { stackSizeMb, maxOldGenerationSizeMb: Math.ceil(v8Heap(heapBytes) / mebibyte) },
      // A debugger's or loader's flags are for the host.
      execArgv: [],
      stdout: false,
    });
    let failure: { kind: "out of memory" } | { kind: "crashed"; message: string } | undefined;
    worker.on("error", (error: NodeJS.ErrnoException) => {
      failure =
        error.code === "ERR_WORKER_OUT_OF_MEMORY"
          ? { kind: "out of memory" }
          : { kind: "crashed", message: error.stack ?? error.message };
    });
    let terminating = false;
    return {
      post: (message) => worker.postMessage(message),
      // The worker sends nothing else.
      onMessage: (listener) => void worker.on("message", (message) => listener(message as FromWorker)),
      onExit: (listener) =>
        void worker.on("exit", (code) =>
          listener(
            terminating ? undefined : (failure ?? { kind: "crashed", message: `the thread ended with code ${code}` }),
          ),
        ),
      terminate: async () => {
        terminating = true;
        await worker.terminate();
      },
    };
  };
}
