/** The worker's entry in Node: one interpreter in a thread of its own. */
import { parentPort, workerData } from "node:worker_threads";
import { memoryLimits } from "../engine/tensor/storage.ts";
import { arenaStatistics, collectNow, useArena, useThreads } from "../engine/wasm/index.ts";
import { createInterpreter } from "../language/interpreter.ts";
import { valueMemory } from "../language/runtime/limits.ts";
import { nodeCollector } from "./collector.ts";
import { nodeThreads } from "./compute-threads.ts";
import { heapAccount } from "./heap-account.ts";
import type { NodeStartup } from "./node-worker.ts";
import type { ToWorker } from "./protocol.ts";
import { serve } from "./serve.ts";

if (parentPort === null) throw new Error("worker.js is started by a kernel, not by hand");
const port = parentPort;
// nodeWorkers gives a NodeStartup, and a session sends nothing but ToWorker.
const startup = workerData as NodeStartup;
if (startup.options.maxTensorBytes !== undefined) memoryLimits.maxTensorBytes = startup.options.maxTensorBytes;
const collector = nodeCollector();
useArena(collector);
useThreads(nodeThreads(new URL("./compute-thread.js", import.meta.url)));
memoryLimits.account = {
  // Large tensors are in the arena; buffers of 2 GiB are what collections provoke V8 with, and hold no memory.
  used: () => (process.memoryUsage().arrayBuffers % 2 ** 31) + (arenaStatistics()?.used ?? 0),
  collect() {
    collectNow(collector);
    // The thread that gives array buffers back needs a moment.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
  },
};
valueMemory.isOver = heapAccount(startup.heapBytes, () => collectNow(collector));
serve(
  {
    post: (message) => port.postMessage(message),
    onMessage: (listener) => port.on("message", (message) => listener(message as ToWorker)),
  },
  startup,
  createInterpreter,
);
