/** The kernels behind figures of large tensors, each held to its plain version. */
import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { fillSteps, fillTerms, rowVariances, type WorkedNorm } from "../../../src/engine/norm/worked.ts";
import {
  BlockReducer,
  blockExtremes,
  compareSources,
  extremePositions,
  extremesOfRuns,
  type NumberSource,
  tensorSource,
} from "../../../src/engine/statistics/index.ts";
import { allocate } from "../../../src/engine/tensor/make.ts";
import { useArena } from "../../../src/engine/wasm/index.ts";
import { withoutWasm } from "../../../src/engine/wasm/module.ts";
import { nodeCollector } from "../../../src/kernel/collector.ts";

const columns = 301;
const rows = 229;
const count = rows * columns;
type Type = "float32" | "float64";
const types: readonly Type[] = ["float32", "float64"];
const never = (): void => undefined;

/** Values between -1 and 1 that depend on the seed alone. */
function noise(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  };
}

function valuesOf(type: Type, make: (i: number) => number, length = count): Float32Array | Float64Array {
  const { data } = allocate([length], type).storage;
  assert.ok(data instanceof Float32Array || data instanceof Float64Array);
  for (let i = 0; i < length; i++) data[i] = make(i);
  return data;
}

function sourceFrom(type: Type, make: (i: number) => number): NumberSource {
  const tensor = allocate([count], type);
  const data: { [i: number]: number | bigint } = tensor.storage.data;
  for (let i = 0; i < count; i++) data[i] = make(i);
  return tensorSource(tensor);
}

function near(found: number, plain: number, within = 1e-12, what = ""): void {
  const isSame =
    Object.is(found, plain) || Math.abs(found - plain) <= within * Math.max(Math.abs(found), Math.abs(plain));
  assert.ok(isSame, `${what}: ${found}, plain ${plain}`);
}

describe("comparisons in WebAssembly", () => {
  before(() => useArena(nodeCollector(), { smallest: 1024 }));
  const random = noise(1);
  const base = Float64Array.from({ length: count }, random);
  const apart = Float64Array.from({ length: count }, () => random() ** 9);
  /** How b comes from a. */
  const kinds: Readonly<Record<string, (i: number) => number>> = {
    near: (i) => base[i] + apart[i] * 1e-5,
    same: (i) => base[i],
    scaled: (i) => base[i] * 2 + 1,
    opposite: (i) => -base[i],
    "one off": (i) => base[i] + (i === 40_000 ? 3 : 0),
    "all off by the same": (i) => base[i] + 0.5,
    "growing errors": (i) => base[i] + i * 1e-4,
    zeros: () => 0,
    "some not finite": (i) => [Number.NaN, Infinity, base[i], -Infinity][i % 5000] ?? base[i] + apart[i],
    "all NaN": () => Number.NaN,
    "differences below the least normal number": (i) => base[i] * 5e-308,
  };
  for (const type of types) {
    for (const [kind, make] of Object.entries(kinds)) {
      for (const [atol, rtol] of [
        [1e-5, 1.3e-6],
        [0, 0],
      ]) {
        it(`${type}, ${kind}, tolerances ${atol} and ${rtol}: the plain version's result`, () => {
          const scale = kind.startsWith("differences") ? 6e-308 : 1;
          const a = sourceFrom(type, (i) => base[i] * scale);
          const b = sourceFrom(type, make);
          const run = () => {
            const map = new BlockReducer(rows, columns, 0, 48);
            return { ...compareSources(a, b, { atol, rtol, type }, { map }), map: map.grid() };
          };
          const found = run();
          const plain = withoutWasm(run);
          for (const name of ["meanAbsolute", "rootMeanSquare"] as const) {
            near(found.agreement[name], plain.agreement[name], 1e-12, name);
          }
          const exact = ({ meanAbsolute, rootMeanSquare, ...rest }: typeof plain.agreement) => rest;
          assert.deepEqual(exact(found.agreement), exact(plain.agreement));
          assert.deepEqual(found.worst, plain.worst);
          assert.deepEqual(found.histogram, plain.histogram);
          assert.deepEqual(found.map, plain.map);
        });
      }
    }
  }
});

describe("extremes in WebAssembly", () => {
  before(() => useArena(nodeCollector(), { smallest: 1024 }));
  const random = noise(2);
  const kinds: Readonly<Record<string, (i: number) => number>> = {
    noise: random,
    steps: (i) => Math.floor(i / 7) % 5,
    constant: () => -0,
    "NaN here and there": (i) => (i % 97 === 0 ? Number.NaN : random()),
    "NaN in stretches": (i) => (Math.floor(i / 3000) % 2 === 0 ? Number.NaN : random()),
    infinities: (i) => [Infinity, -Infinity][i % 4001] ?? random(),
    "only infinity": () => Infinity,
    "all NaN": () => Number.NaN,
  };
  for (const type of types) {
    for (const [kind, make] of Object.entries(kinds)) {
      it(`${type}, ${kind}: the plain version's positions`, () => {
        const source = sourceFrom(type, make);
        for (const runs of [1, 3, 1000, 40_000]) {
          assert.deepEqual(
            extremesOfRuns(source, runs),
            withoutWasm(() => extremesOfRuns(source, runs)),
          );
        }
        for (const [width, centre] of [
          [columns, 0],
          [count, 0.25],
          [1, 0],
          [229, -1e9],
        ]) {
          const run = () => blockExtremes(source, width, { centre });
          assert.deepEqual(run(), withoutWasm(run));
        }
        assert.deepEqual(
          extremePositions(source),
          withoutWasm(() => extremePositions(source)),
        );
      });
    }
  }
});

describe("worked norms in WebAssembly", () => {
  before(() => useArena(nodeCollector(), { smallest: 1024 }));
  const fresh = (length = count): Float64Array => Float64Array.from(valuesOf("float64", () => 7, length));
  const arena = (length = count): Float64Array => {
    const values = valuesOf("float64", () => 7, length);
    assert.ok(values instanceof Float64Array);
    return values;
  };
  for (const type of types) {
    for (const kind of ["layer", "rms"] as const) {
      for (const size of [columns, 4, 1]) {
        const length = Math.floor(count / size) * size;
        const random = noise(size);
        const norm: WorkedNorm = {
          kind,
          eps: 1e-5,
          size,
          gamma: kind === "rms" ? null : Float64Array.from({ length: size }, random),
        };
        const x = valuesOf(type, (i) => random() * 3 + (i % 3), length);
        it(`${type}, ${kind} norm of ${size}: the plain version's steps`, () => {
          const run = (room: (length?: number) => Float64Array) => {
            const out = {
              mean: fresh(length / size),
              variance: fresh(length / size),
              centred: room(length),
              normalized: room(length),
            };
            fillSteps(norm, x, out, never);
            return out;
          };
          const found = run(arena);
          const plain = withoutWasm(() => run(fresh));
          assert.deepEqual(rowVariances(norm, x, never), found.variance);
          for (const name of ["mean", "variance", "centred", "normalized"] as const) {
            found[name].forEach((value, i) => {
              assert.ok(Math.abs(value - plain[name][i]) <= 1e-11, `${name} ${i}: ${value}, plain ${plain[name][i]}`);
            });
          }
        });
        it(`${type}, ${kind} norm of ${size}: the plain version's terms`, () => {
          const upstream = valuesOf(type, random, length);
          const run = (room: (length?: number) => Float64Array) => {
            const out = { direct: room(length), mean: room(length), variance: room(length), total: room(length) };
            return { out, sums: fillTerms(norm, x, upstream, out, never) };
          };
          const found = run(arena);
          const plain = withoutWasm(() => run(fresh));
          for (const name of ["direct", "mean", "variance", "total"] as const) {
            const scale = Math.max(...plain.out.direct.map(Math.abs), 1);
            found.out[name].forEach((value, i) => {
              const error = Math.abs(value - plain.out[name][i]);
              assert.ok(error <= 1e-11 * scale, `${name} ${i}: ${value}, plain ${plain.out[name][i]}`);
            });
            if (size > 1) near(found.sums[name], plain.sums[name], 1e-9, name);
          }
          assert.ok(Math.abs(found.sums.largestSum - plain.sums.largestSum) <= 1e-9);
          assert.ok(Math.abs(found.sums.largestProjection - plain.sums.largestProjection) <= 1e-9);
        });
      }
    }
  }
});
