/** Random fills in WebAssembly have the plain versions' bits, and leave the generator where those do. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import * as ops from "../../../src/engine/ops/index.ts";
import { Generator, normal, uniform } from "../../../src/engine/random/index.ts";
import { heapAllocator, setAllocator } from "../../../src/engine/tensor/storage.ts";
import type { Tensor } from "../../../src/engine/tensor/tensor.ts";
import { useArena } from "../../../src/engine/wasm/index.ts";
import { withoutWasm } from "../../../src/engine/wasm/module.ts";
import { kernelsFor } from "../../../src/engine/wasm/random.ts";
import { nodeCollector } from "../../../src/kernel/collector.ts";

before(() => useArena(nodeCollector()));
after(() => setAllocator(heapAllocator));

type Fill = (tensor: Tensor, generator: Generator) => void;

const fills: Readonly<Record<string, Fill>> = {
  uniform: (tensor, generator) => uniform(tensor, 0, 1, generator),
  "uniform from -0.3 to 1.7": (tensor, generator) => uniform(tensor, -0.3, 1.7, generator),
  "uniform of a wide range": (tensor, generator) => uniform(tensor, -1e30, 3e37, generator),
  normal: (tensor, generator) => normal(tensor, 0, 1, generator),
  "normal with mean 3.3 and deviation 0.02": (tensor, generator) => normal(tensor, 3.3, 0.02, generator),
};

/** Fills of several sizes one after the other, so that each begins elsewhere in the generator's state. */
function draw(fill: Fill, seed: bigint): { bits: Uint32Array[]; state: unknown } {
  const generator = new Generator(seed);
  const bits: Uint32Array[] = [];
  for (const count of [5000, 3, 4099, 6240, 16, 70001, 624 * 8, 4096, 300000]) {
    const whole = ops.zeros([count + 5], "float32");
    fill(ops.narrow(whole, 0, 5, count), generator);
    const { data } = whole.storage;
    assert.ok(data instanceof Float32Array);
    bits.push(new Uint32Array(data.slice().buffer));
    generator.random();
  }
  return { bits, state: generator.getState().storage.data.slice() };
}

describe("random fills in WebAssembly", () => {
  for (const [name, fill] of Object.entries(fills)) {
    it(`${name}: the plain version's bits and state`, () => {
      for (const seed of [0n, 42n, 67280421310721n]) {
        assert.deepEqual(
          draw(fill, seed),
          withoutWasm(() => draw(fill, seed)),
        );
      }
    });
  }

  it("are taken where a tensor lies in the arena", () => {
    const { data } = ops.zeros([5000], "float32").storage;
    assert.ok(data instanceof Float32Array && kernelsFor(data, 5000) !== null);
    assert.equal(kernelsFor(data, 100), null);
    assert.equal(kernelsFor(new Float32Array(5000), 5000), null);
  });

  it("a state that counts otherwise is left to the plain version", () => {
    const state = new Generator(1n).getState();
    const { data } = state.storage;
    // `left` and `next` of a state that no generator of ours leaves.
    data[8] = 9;
    data[16] = 7;
    const fill = () => {
      const tensor = ops.zeros([5000], "float32");
      uniform(tensor, 0, 1, new Generator().setState(state));
      return Array.from(tensor.storage.data as Float32Array);
    };
    assert.deepEqual(fill(), withoutWasm(fill));
  });
});
