import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Arena, isInArena } from "../../../src/engine/wasm/arena.ts";
import { BlockSpace } from "../../../src/engine/wasm/blocks.ts";
import { instantiate } from "../../../src/engine/wasm/module.ts";
import { nodeCollector } from "../../../src/kernel/collector.ts";
import { draws } from "./rows.ts";

describe("free blocks", () => {
  it("join their neighbours", () => {
    const space = new BlockSpace();
    space.release(0, 4096);
    const starts = [0, 1, 2, 3].map(() => space.take(1024));
    assert.deepEqual(starts, [0, 1024, 2048, 3072]);
    assert.equal(space.take(64), -1);
    for (const start of [1024, 3072, 0, 2048]) space.release(start, 1024);
    assert.equal(space.blockCount, 1);
    assert.equal(space.take(4096), 0);
  });

  it("never overlap, whatever is taken and given back", () => {
    const space = new BlockSpace();
    const total = 2 ** 20;
    space.release(0, total);
    const owner = new Int32Array(total / 64);
    const draw = draws(7);
    const taken: { start: number; bytes: number }[] = [];
    for (let step = 1; step < 4000; step++) {
      if (draw() > 0 || taken.length === 0) {
        const bytes = 64 * Math.ceil(Math.abs(draw()) * 200 + 0.01);
        const start = space.take(bytes);
        if (start < 0) continue;
        for (let i = start / 64; i < (start + bytes) / 64; i++) {
          assert.equal(owner[i], 0);
          owner[i] = step;
        }
        taken.push({ start, bytes });
      } else {
        const [block] = taken.splice(Math.floor(Math.abs(draw()) * 1000) % taken.length, 1);
        owner.fill(0, block.start / 64, (block.start + block.bytes) / 64);
        space.release(block.start, block.bytes);
      }
    }
    for (const { start, bytes } of taken) space.release(start, bytes);
    assert.equal(space.free, total);
    assert.equal(space.blockCount, 1);
  });
});

const megabyte = 2 ** 20;

function makeArena(stress = false): Arena {
  const instance = instantiate();
  assert.ok(instance);
  return new Arena(instance, nodeCollector(), { stress });
}

const floats = (arena: Arena, bytes: number): Float32Array => {
  const { buffer, byteOffset } = arena.allocate(bytes);
  return new Float32Array(buffer, byteOffset, bytes / 4);
};

describe("the arena", () => {
  it("gives zeroed memory that kernels can address, and leaves small allocations alone", () => {
    const arena = makeArena();
    const large = floats(arena, megabyte);
    assert.ok(isInArena(large));
    assert.ok(large.every((value) => value === 0));
    assert.ok(!isInArena(floats(arena, 64)));
  });

  it("takes memory back within one synchronous run", () => {
    const arena = makeArena();
    for (let i = 0; i < 400; i++) floats(arena, 4 * megabyte).fill(i);
    const { reserved, collections, overflows } = arena.statistics();
    assert.ok(collections > 0);
    assert.equal(overflows, 0);
    assert.ok(reserved < 1024 * megabyte, `${reserved} bytes for 4 MiB at a time`);
  });

  it("never takes back what a view can reach", () => {
    const arena = makeArena(true);
    const kept: { array: Float32Array; value: number }[] = [];
    for (let i = 1; i <= 40; i++) {
      const array = floats(arena, megabyte / 4);
      assert.ok(array.every((value) => value === 0));
      array.fill(i);
      // Only a view of a view stays, or nothing.
      if (i % 3 === 0) kept.push({ array: array.subarray(100, 200).subarray(50), value: i });
    }
    for (const { array, value } of kept) assert.ok(array.every((element) => element === value));
    assert.ok(arena.statistics().reclaimed > 0);
  });
});
