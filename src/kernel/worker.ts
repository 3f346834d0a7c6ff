/** The worker's entry in Node: one interpreter in a thread of its own. */
import { parentPort, workerData } from "node:worker_threads";
import { memoryLimits } from "../engine/tensor/storage.ts";
import { useArena } from "../engine/wasm/index.ts";
import { createInterpreter } from "../language/interpreter.ts";
import { nodeCollector } from "./collector.ts";
import type { Startup, ToWorker } from "./protocol.ts";
import { serve } from "./serve.ts";

if (parentPort === null) throw new Error("worker.js is started by a kernel, not by hand");
const port = parentPort;
// spawnNodeWorker gives a Startup, and a session sends nothing but ToWorker.
const startup = workerData as Startup;
if (startup.options.maxTensorBytes !== undefined) memoryLimits.maxTensorBytes = startup.options.maxTensorBytes;
useArena(nodeCollector());
serve(
  {
    post: (message) => port.postMessage(message),
    onMessage: (listener) => port.on("message", (message) => listener(message as ToWorker)),
  },
  startup,
  createInterpreter,
);
