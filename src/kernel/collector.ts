/** How a thread of Node lets its engine find out which tensors are gone while a cell runs. */
import { getHeapStatistics } from "node:v8";
import { createContext, Script } from "node:vm";
import type { CollectorHost } from "../engine/wasm/index.ts";

/**
 * A context whose jobs end with each script that runs in it: V8 performs the checkpoint that ends a job, and with it lets
 * go of the targets of WeakRefs. Made when it is first needed.
 */
export function nodeCollector(): CollectorHost {
  let endJob: (() => void) | null = null;
  return {
    // V8's external_memory_hard_limit().
    pressure: getHeapStatistics().heap_size_limit / 2,
    clearKeptObjects() {
      if (endJob === null) {
        const context = createContext(Object.create(null), { microtaskMode: "afterEvaluate" });
        const nothing = new Script("0");
        endJob = () => nothing.runInContext(context);
      }
      endJob();
    },
  };
}
