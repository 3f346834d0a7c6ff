import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import * as engine from "../../../src/engine/index.ts";
import * as ops from "../../../src/engine/ops/index.ts";
import { heapAllocator, memoryLimits, setAllocator } from "../../../src/engine/tensor/storage.ts";
import { useArena } from "../../../src/engine/wasm/index.ts";
import { workHooks } from "../../../src/engine/work.ts";
import { nodeCollector } from "../../../src/kernel/collector.ts";
import { throwsTorch } from "../support.ts";

before(() => useArena(nodeCollector()));
after(() => setAllocator(heapAllocator));

class Stop extends Error {}

/** Whether a computation asks if it should stop; it is stopped the first time. */
function stops(run: () => unknown): boolean {
  const { checkInterrupt } = workHooks;
  workHooks.checkInterrupt = () => {
    throw new Stop();
  };
  try {
    run();
    return false;
  } catch (error) {
    if (error instanceof Stop) return true;
    throw error;
  } finally {
    workHooks.checkInterrupt = checkInterrupt;
  }
}

/** How often a computation asks. */
function looks(run: () => unknown): number {
  const { checkInterrupt } = workHooks;
  let count = 0;
  workHooks.checkInterrupt = () => {
    count++;
  };
  try {
    run();
    return count;
  } finally {
    workHooks.checkInterrupt = checkInterrupt;
  }
}

describe("large work", () => {
  it("hears an interrupt between its pieces", () => {
    const x = ops.ones([3000, 2000], "float32");
    const square = ops.ones([1100, 1100], "float32");
    const works: Readonly<Record<string, () => unknown>> = {
      "layer norm": () => engine.layerNorm(x, [2000]),
      "pointwise, in WebAssembly": () => ops.add(x, x),
      "pointwise, plain": () => ops.atan2(x, x),
      softmax: () => ops.softmax(x, 1),
      "matrix product": () => ops.mm(square, square),
      sorting: () => ops.sort(x, { dim: 1 }),
    };
    for (const [name, run] of Object.entries(works)) assert.ok(stops(run), name);
  });

  it("asks within one long row too", () => {
    const count = 2 ** 22;
    const float = ops.ones([count], "float32");
    const double = ops.ones([count], "float64");
    const works: Readonly<Record<string, () => unknown>> = {
      "layer norm": () => engine.layerNorm(float, [count]),
      "layer norm of float64": () => engine.layerNorm(double, [count]),
      "group norm of float64": () => engine.groupNorm(ops.view(double, [1, 1, count]), 1),
      softmax: () => ops.softmax(double, 0),
      "log-softmax": () => ops.logSoftmax(double, 0),
    };
    for (const [name, run] of Object.entries(works)) {
      const found = looks(run);
      assert.ok(found >= 8, `${name}: ${found}`);
    }
  });

  it("past the limit is refused with its size and the limit", () => {
    const { maxTensorBytes } = memoryLimits;
    memoryLimits.maxTensorBytes = 2 ** 20;
    try {
      throwsTorch(
        () => ops.zeros([1024, 1024], "float32"),
        "RuntimeError",
        "[enforce fail at alloc_cpu.cpp:121] err == 0. DefaultCPUAllocator: can't allocate memory: you tried to allocate 4194304 bytes. Error code 12 (Cannot allocate memory) (one tensor may take 1048576 bytes here, by the setting lnnb.tensorMemoryMegabytes)",
      );
      assert.equal(ops.zeros([512, 512], "float32").elementCount, 2 ** 18);
    } finally {
      memoryLimits.maxTensorBytes = maxTensorBytes;
    }
  });
});
