/** Conversions of the half types in WebAssembly have the plain versions' bits: for every value of 16 bits, and around every edge. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import * as ops from "../../../src/engine/ops/index.ts";
import { heapAllocator, setAllocator } from "../../../src/engine/tensor/storage.ts";
import type { Tensor } from "../../../src/engine/tensor/tensor.ts";
import { convertHalves } from "../../../src/engine/wasm/halves.ts";
import { useArena } from "../../../src/engine/wasm/index.ts";
import { withoutWasm } from "../../../src/engine/wasm/module.ts";
import { nodeCollector } from "../../../src/kernel/collector.ts";
import { draws } from "./rows.ts";

before(() => useArena(nodeCollector()));
after(() => setAllocator(heapAllocator));

const halves = ["float16", "bfloat16"] as const;

function fromWords(dtype: "float32" | "float16" | "bfloat16", words: Uint32Array): Tensor {
  const tensor = ops.zeros([words.length], dtype);
  const { data } = tensor.storage;
  if (data instanceof Float32Array) data.set(new Float32Array(words.buffer));
  else if (data instanceof Uint16Array) data.set(words);
  return tensor;
}

function words(tensor: Tensor): Uint32Array | Uint16Array {
  const { data } = tensor.storage;
  if (data instanceof Uint16Array) return data.slice();
  assert.ok(data instanceof Float32Array);
  // The bits of a NaN are the host's.
  return new Uint32Array(Float32Array.from(data, (value) => (Number.isNaN(value) ? Number.NaN : value)).buffer);
}

/** Bits of float32 around every one of 16 bits shifted up, where roundings turn; and random ones. */
function edges(): Uint32Array {
  const found: number[] = [];
  for (let high = 0; high < 65536; high += 3) {
    for (const low of [0, 1, 0xfff, 0x1000, 0x1001, 0x7fff, 0x8000, 0x8001, 0xffff]) found.push(high * 65536 + low);
  }
  for (const turn of [0x33000000, 0x38800000, 0x477fe000, 0x477ff000, 0x47800000, 0x7f800000]) {
    for (let by = -3; by <= 3; by++) found.push(turn + by, (turn + by + 0x80000000) % 2 ** 32);
  }
  const draw = draws(7);
  for (let i = 0; i < 50001; i++) found.push(Math.floor(Math.abs(draw()) * 2 ** 31) % 2 ** 32);
  return Uint32Array.from(found);
}

describe("the half types in WebAssembly", () => {
  for (const dtype of halves) {
    it(`float32 to ${dtype} rounds as the plain version`, () => {
      const x = fromWords("float32", edges());
      const run = () => words(ops.to(x, dtype));
      assert.deepEqual(run(), withoutWasm(run));
      const y = ops.zeros(x.shape, dtype);
      const place = ({ storage: { data, dtype } }: Tensor) => ({ data, start: 0, dtype });
      assert.ok(convertHalves(place(y), place(x), x.elementCount), "the kernel takes it");
      assert.deepEqual(words(y), run());
    });

    it(`${dtype} to float32 gives every value`, () => {
      const x = fromWords(
        dtype,
        Uint32Array.from({ length: 65536 }, (_, bits) => bits),
      );
      const run = () => words(ops.to(x, "float32"));
      assert.deepEqual(run(), withoutWasm(run));
    });

    it(`slices and odd lengths of ${dtype} too`, () => {
      const x = fromWords("float32", edges());
      const run = () => words(ops.to(ops.narrow(x, 0, 5, 20003), dtype));
      assert.deepEqual(run(), withoutWasm(run));
      const grid = ops.to(ops.reshape(ops.narrow(x, 0, 0, 160000), [400, 400]), dtype);
      const turned = () => words(ops.to(ops.transpose(grid, 0, 1), "float32"));
      assert.deepEqual(turned(), withoutWasm(turned));
    });
  }
});
