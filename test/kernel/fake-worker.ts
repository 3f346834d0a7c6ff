/** A worker whose interpreter is the fake one. */
import { parentPort, workerData } from "node:worker_threads";
import type { Startup, ToWorker } from "../../src/kernel/protocol.ts";
import { serve } from "../../src/kernel/serve.ts";
import { createFakeInterpreter } from "./fake-interpreter.ts";

const port = parentPort;
if (port !== null) {
  serve(
    {
      post: (message) => port.postMessage(message),
      onMessage: (listener) => port.on("message", (message) => listener(message as ToWorker)), // sent by a session
    },
    workerData as Startup, // given by nodeWorkers
    createFakeInterpreter,
  );
}
