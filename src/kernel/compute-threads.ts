/** Threads of Node for the engine's kernels. */
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { ThreadHost } from "../engine/wasm/index.ts";

/** They run kernels, which have no objects; but to read a script of some megabytes takes Node 20 more than 32. */
const resourceLimits = { stackSizeMb: 1, maxYoungGenerationSizeMb: 4, maxOldGenerationSizeMb: 128 };

/** `script` calls `helpIfAsked`. They end with the thread that they help. */
export const nodeThreads = (script: URL): ThreadHost => ({
  cores: availableParallelism(),
  spawn(startup) {
    const worker = new Worker(script, { workerData: startup, resourceLimits, execArgv: [], stdout: false });
    // One that can not start is missed by nobody: the others take its calls.
    worker.on("error", () => {});
    worker.unref();
  },
});
