// Every draw that PyTorch recorded (test/conformance/oracle/rng.json.gz), bit for bit.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { gunzipSync } from "node:zlib";
import { full, toNumbers } from "../../../src/engine/ops/index.ts";
import * as random from "../../../src/engine/random/index.ts";
import type { DType } from "../../../src/engine/tensor/dtype.ts";
import { allocate } from "../../../src/engine/tensor/make.ts";
import type { Tensor } from "../../../src/engine/tensor/tensor.ts";

interface Recorded {
  readonly dtype: string;
  readonly shape: number[];
  readonly data: string;
}
interface Row {
  readonly seed: number;
  readonly program: string[];
  readonly values: Recorded[];
}

const path = new URL("../../../../../test/conformance/oracle/rng.json.gz", import.meta.url);
const rows: Row[] = JSON.parse(gunzipSync(readFileSync(path)).toString());

const numbersOf = (text: string): number[] => text.split(",").map(evaluate);
function evaluate(text: string): number {
  const power = /^(-?\d+)\*\*(\d+)$/.exec(text);
  return power ? Number(power[1]) ** Number(power[2]) : Number(text);
}

/** The draw that an expression of the recording stands for; null for those that need modules. */
function draw(expression: string, generator: random.Generator): Tensor | null {
  // The recording names only dtypes that exist.
  const dtype = (/dtype=torch\.(\w+)/.exec(expression)?.[1] ?? "float32") as DType;
  const plain = expression.replace(/,dtype=[\w.]+/, "");
  let match = /^torch\.(rand|randn)\(([\d,]+)\)$/.exec(plain);
  if (match) return (match[1] === "rand" ? random.rand : random.randn)(numbersOf(match[2]), dtype, generator);
  match = /^torch\.randint\((-?\d+),([\d*]+),\(([\d,]+)\)\)$/.exec(plain);
  if (match) {
    const shape = numbersOf(match[3].replace(/,$/, ""));
    return random.randint(BigInt(match[1]), BigInt(evaluate(match[2])), shape, "int64", generator);
  }
  match = /^torch\.randperm\((\d+)\)$/.exec(plain);
  if (match) return random.randperm(Number(match[1]), "int64", generator);
  match = /^torch\.empty\((\d+)\)\.(normal_|uniform_)\(([-\d.]+),([-\d.]+)\)$/.exec(plain);
  if (match) {
    const fill = match[2] === "normal_" ? random.normal : random.uniform;
    return fill(allocate([Number(match[1])], dtype), Number(match[3]), Number(match[4]), generator);
  }
  match = /^torch\.bernoulli\(torch\.full\(\((\d+),\),([\d.]+)\)\)$/.exec(plain);
  if (match) {
    return random.bernoulli(full([Number(match[1])], Number(match[2]), dtype), generator);
  }
  match = /^torch\.nn\.functional\.dropout\(torch\.ones\((\d+)\),([\d.]+)\)$/.exec(plain);
  if (match) return random.dropoutMask(allocate([Number(match[1])], dtype), Number(match[2]), generator);
  return null;
}

function bytesOf(tensor: Tensor): Uint8Array {
  const { data } = tensor.storage;
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}

for (const { seed, program, values } of rows) {
  test(`seed ${seed}: ${program.join("; ")}`, (context) => {
    const generator = new random.Generator().manualSeed(BigInt(seed));
    for (const [i, expression] of program.entries()) {
      const tensor = draw(expression, generator);
      if (tensor === null) return context.skip("needs modules");
      assert.deepEqual(tensor.shape, values[i].shape);
      assert.equal(tensor.dtype, values[i].dtype);
      const expected = new Uint8Array(Buffer.from(values[i].data, "base64"));
      assert.deepEqual(bytesOf(tensor), expected, `${expression}: ${toNumbers(tensor)}`);
    }
    return undefined;
  });
}
