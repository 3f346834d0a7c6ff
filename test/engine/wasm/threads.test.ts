/** Kernels on several threads: the bits of one thread, interrupts, and no thread left behind. */
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { after, before, describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { isMainThread, workerData } from "node:worker_threads";
import * as engine from "../../../src/engine/index.ts";
import * as ops from "../../../src/engine/ops/index.ts";
import { heapAllocator, setAllocator } from "../../../src/engine/tensor/storage.ts";
import type { Tensor } from "../../../src/engine/tensor/tensor.ts";
import { type HelperStartup, runHelper } from "../../../src/engine/wasm/helper.ts";
import { setThreadCount, threadCount, useArena, useThreads } from "../../../src/engine/wasm/index.ts";
import { isTrap, roomOf } from "../../../src/engine/wasm/instance.ts";
import { multiply } from "../../../src/engine/wasm/matmul.ts";
import { wasm } from "../../../src/engine/wasm/module.ts";
import { describeFloats } from "../../../src/engine/wasm/statistics.ts";
import { runCalls } from "../../../src/engine/wasm/threads.ts";
import { workHooks } from "../../../src/engine/work.ts";
import { nodeCollector } from "../../../src/kernel/collector.ts";
import { nodeThreads } from "../../../src/kernel/compute-threads.ts";
import { draws } from "./rows.ts";

// This file is also the script of the threads that its tests start.
if (isMainThread) tests();
else runHelper(workerData as HelperStartup); // given by nodeThreads

function normal(shape: readonly number[], seed: number): Tensor {
  const draw = draws(seed);
  const tensor = ops.zeros(shape, "float32");
  const { data } = tensor.storage;
  for (let i = 0; i < tensor.elementCount; i++) data[i] = draw();
  return tensor;
}

/** The threads of this process, where the system tells. */
function processThreads(): number | null {
  try {
    return readdirSync("/proc/self/task").length;
  } catch {
    return null;
  }
}

class Stop extends Error {}

function tests(): void {
  const host = nodeThreads(new URL(import.meta.url));

  before(() => {
    useArena(nodeCollector());
    useThreads({ ...host, cores: 4 });
  });
  after(() => {
    useThreads(null);
    setThreadCount(null);
    setAllocator(heapAllocator);
  });

  /** What a computation gives, as bits. */
  function bits(run: () => readonly Tensor[]): Uint32Array[] {
    return run().map((tensor) => {
      const { data } = ops.contiguous(tensor).storage;
      assert.ok(data instanceof Float32Array);
      return new Uint32Array(data.slice().buffer);
    });
  }

  function gradientsOf(x: Tensor, parameters: readonly Tensor[], run: () => Tensor, seed: number): Tensor[] {
    const inputs = [x, ...parameters];
    for (const input of inputs) engine.setRequiresGrad(input, true);
    const y = run();
    return engine.grad([y], inputs, [normal(y.shape, seed)]).filter((gradient) => gradient !== null);
  }

  describe("work on several threads", () => {
    const works: Record<string, () => readonly Tensor[]> = {};
    for (const [rows, features] of [
      [4096, 64],
      [515, 768],
      [301, 1024],
      [37, 12291],
    ] as const) {
      const x = normal([rows, features], rows);
      const [gamma, beta] = [normal([features], 3), normal([features], 4)];
      works[`layer norm of ${rows} x ${features}`] = () => [
        engine.layerNorm(x, [features], gamma, beta),
        ...gradientsOf(x, [gamma, beta], () => engine.layerNorm(x, [features], gamma, beta), 5),
      ];
      works[`RMS norm of ${rows} x ${features}`] = () => [
        engine.rmsNorm(x, [features], gamma),
        ...gradientsOf(x, [gamma], () => engine.rmsNorm(x, [features], gamma), 5),
      ];
      works[`softmax of ${rows} x ${features}`] = () => [
        ops.softmax(x, 1),
        ops.logSoftmax(x, 1),
        ...gradientsOf(x, [], () => engine.softmax(x, 1), 6),
        ...gradientsOf(x, [], () => engine.logSoftmax(x, 1), 6),
      ];
      works[`sums of ${rows} x ${features}`] = () => [ops.sum(x, { dims: [0] }), ops.sum(x, { dims: [1] }), ops.sum(x)];
      works[`pointwise operations on ${rows} x ${features}`] = () => [
        ops.add(x, gamma),
        ops.mul(x, ops.narrow(x, 1, 0, 1)),
        ops.gelu(x),
        ops.relu(ops.reshape(x, [-1])),
      ];
    }
    const [a, b] = [normal([300, 520], 1), normal([520, 777], 2)];
    const [c, d] = [normal([16, 130, 64], 3), normal([16, 64, 130], 4)];
    const [e, f] = [normal([8, 1200], 5), normal([1200, 3000], 6)];
    works["matrix products"] = () => [
      ops.mm(a, b),
      ops.bmm(c, d),
      ops.mm(e, f),
      ops.mm(ops.transpose(b, 0, 1), ops.transpose(a, 0, 1)),
    ];
    works["matrix products whose depth is cut"] = () => {
      const result = ops.zeros([1, 300, 777], "float32");
      assert.ok(multiply(ops.unsqueeze(a, 0), ops.unsqueeze(b, 0), null, result, 2 ** 18));
      return [result];
    };

    for (const [name, run] of Object.entries(works)) {
      it(`${name} has the same bits on one, two and four`, () => {
        setThreadCount(1);
        const alone = bits(run);
        for (const threads of [2, 4]) {
          setThreadCount(threads);
          for (let round = 0; round < 3; round++) assert.deepEqual(bits(run), alone);
        }
      });
    }

    it("statistics are the same on one, two and four", () => {
      const { data } = normal([5 * 2 ** 20 + 777], 9).storage;
      assert.ok(data instanceof Float32Array);
      data.set([Number.NaN, Number.POSITIVE_INFINITY, 0, -1e30], 2 ** 21);
      setThreadCount(1);
      const alone = describeFloats(data);
      assert.equal(alone?.moments.nan, 1);
      for (const threads of [2, 4]) {
        setThreadCount(threads);
        for (let round = 0; round < 3; round++) assert.deepEqual(describeFloats(data), alone);
      }
    });
  });

  describe("threads", () => {
    it("take part", async () => {
      const instance = wasm();
      assert.ok(instance !== null);
      setThreadCount(2);
      // Rows of odd length leave something in the memory that a thread has for itself.
      const rooms = new Float32Array(instance.memory.buffer);
      const x = ops.ones([3000, 999], "float32");
      const used = (thread: number): boolean =>
        rooms.subarray(roomOf(thread) / 4, roomOf(thread) / 4 + 16).some((v) => v !== 0);
      for (const thread of [0, 1, 2]) rooms.fill(0, roomOf(thread) / 4, roomOf(thread) / 4 + 16);
      for (let round = 0; round < 500; round++) {
        ops.softmax(x, 1);
        if (used(1)) {
          assert.ok(used(0) && !used(2), "two threads, as was set");
          return;
        }
        // The helper has not begun yet.
        await sleep(1);
      }
      assert.fail("one thread did it all");
    });

    it("hear an interrupt between calls, and serve on", () => {
      const x = ops.ones([3000, 2000], "float32");
      const { checkInterrupt } = workHooks;
      workHooks.checkInterrupt = () => {
        throw new Stop();
      };
      try {
        for (let i = 0; i < 20; i++) assert.throws(() => engine.layerNorm(x, [2000]), Stop);
      } finally {
        workHooks.checkInterrupt = checkInterrupt;
      }
      assert.equal(ops.item(ops.sum(ops.add(x, x))), 12e6);
    });

    it("say so where a kernel traps, and serve on", () => {
      const instance = wasm();
      assert.ok(instance !== null);
      const beyond = Array.from({ length: 64 }, () => [2 ** 32 - 64, 16, 2 ** 20] as const);
      assert.throws(() => runCalls(instance, "copyVectors", beyond, 2 ** 20), isTrap);
      const x = ops.ones([3000, 2000], "float32");
      assert.equal(ops.item(ops.sum(ops.add(x, x))), 12e6);
    });

    it("end when they are not wanted any more", async () => {
      const x = ops.ones([3000, 2000], "float32");
      useThreads(null);
      setThreadCount(null);
      assert.equal(threadCount(), 1);
      // Those of the tests above are gone once the count stays: on a busy machine late.
      let before = processThreads();
      for (let i = 0, calm = 0; i < 100 && calm < 10; i++) {
        await sleep(50);
        const now = processThreads();
        calm = now === before ? calm + 1 : 0;
        before = now;
      }
      useThreads({ ...host, cores: 4 });
      assert.equal(threadCount(), 4);
      ops.add(x, x);
      await sleep(300);
      const during = processThreads();
      useThreads(null);
      // As they are found gone, on a busy machine late.
      for (let i = 0; i < 100 && processThreads() !== before; i++) await sleep(50);
      assert.equal(processThreads(), before);
      if (before !== null && during !== null) assert.ok(during >= before + 3, `${during} threads, ${before} before`);
    });

    it("that can not start are missed by nobody", async () => {
      const x = ops.ones([3000, 2000], "float32");
      useThreads(nodeThreads(new URL("./not-there.mjs", import.meta.url)));
      setThreadCount(3);
      assert.equal(ops.item(ops.sum(ops.add(x, x))), 12e6);
      await sleep(100);
      assert.equal(ops.item(ops.sum(ops.add(x, x))), 12e6);
      useThreads(null);
    });
  });
}
