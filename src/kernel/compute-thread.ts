/** The entry of a thread that helps a session's kernels; nothing else is loaded in it. */
import { workerData } from "node:worker_threads";
import { type HelperStartup, runHelper } from "../engine/wasm/helper.ts";

// nodeThreads gives nothing else.
runHelper(workerData as HelperStartup);
