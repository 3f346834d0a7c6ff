import assert from "node:assert/strict";
import { describe, it } from "node:test";
import "../../../src/engine/autograd/functions/index.ts";
import { kernels } from "../../../src/engine/ops/kernels/kernel.ts";
import { pointwise } from "../../../src/engine/wasm/pointwise.ts";
import { draws } from "./rows.ts";

/** Numbers of all sizes, and those that are none. */
function sample(count: number, seed: number): Float32Array {
  const draw = draws(seed);
  const special = [0, -0, 1, -1, Infinity, -Infinity, NaN, 1e-40, -1e-40, 3e38, 1e-20, 88.9, -88.9, -103.5, 0.625, 4];
  return Float32Array.from({ length: count }, (_, i) =>
    i % 50 < special.length ? special[i % 50] : draw() * 10 ** ((i % 7) - 3),
  );
}

/** Kernels whose every step is one rounding of IEEE arithmetic: equal to the last bit. */
const exact = [
  "add",
  "sub",
  "mul",
  "div",
  "maximum",
  "minimum",
  "reluBackward",
  "neg",
  "abs",
  "relu",
  "square",
  "sqrt",
];
/** The others, by how many units in the last place they may lie from double precision. */
const near: Readonly<Record<string, number>> = {
  reciprocal: 1,
  rsqrtFloat32: 2,
  addScaled: 2,
  subScaled: 2,
  exp: 2,
  sigmoidFloat32: 4,
  tanh: 4,
  erf: 3,
  geluFloat32: 4,
  geluTanhFloat32: 6,
  siluFloat32: 5,
  sigmoidBackward: 4,
  tanhBackward: 4,
  geluBackward: 6,
  geluTanhBackward: 12,
  siluBackward: 16,
};

/** Whose formulas cancel near their zeros, in PyTorch too: their unit is that of the first operand. */
const cancels = /Backward|Scaled|gelu/;

const rows = 11;
const length = 787;
const count = rows * length;

interface Layout {
  readonly name: string;
  readonly shape: readonly number[];
  readonly a: readonly number[];
  readonly b: readonly number[];
}

const layouts: readonly Layout[] = [
  { name: "same shape", shape: [count], a: [1], b: [1] },
  { name: "a row repeats", shape: [rows, length], a: [length, 1], b: [0, 1] },
  { name: "a column repeats", shape: [rows, length], a: [1, 0], b: [length, 1] },
  { name: "both are one value", shape: [rows, length], a: [0, 0], b: [0, 0] },
  { name: "both repeat along rows", shape: [rows, length], a: [1, 0], b: [1, 0] },
  { name: "both repeat along columns", shape: [rows, length], a: [0, 1], b: [0, 1] },
  { name: "three dimensions", shape: [2, 5, 787], a: [5 * 787, 787, 1], b: [787, 0, 1] },
];

function plain(name: string, { shape, a, b }: Layout, x: Float32Array, y: Float32Array, scale: number): Float64Array {
  const kernel = kernels.get(name);
  assert.ok(kernel, name);
  const n = shape.reduce((product, size) => product * size, 1);
  const positions = (steps: readonly number[], values: Float32Array): Float64Array =>
    Float64Array.from({ length: n }, (_, i) => {
      let [at, rest] = [0, i];
      for (let dim = shape.length - 1; dim >= 0; dim--) {
        at += (rest % shape[dim]) * steps[dim];
        rest = Math.floor(rest / shape[dim]);
      }
      return values[at];
    });
  const out = new Float64Array(n);
  kernel.loop(n, out, positions(a, x), positions(b, y), new Float64Array(n).fill(scale));
  return out;
}

function run(name: string, layout: Layout, x: Float32Array, y: Float32Array, scale: number): Float32Array {
  const n = layout.shape.reduce((product, size) => product * size, 1);
  const out = new Float32Array(n);
  const steps = layout.shape.map((_, dim) => layout.shape.slice(dim + 1).reduce((product, size) => product * size, 1));
  const done = pointwise(
    name,
    layout.shape,
    { data: out, start: 0, steps },
    { data: x, start: 0, steps: layout.a },
    { data: y, start: 0, steps: layout.b },
    scale,
  );
  assert.ok(done, `${name}, ${layout.name}`);
  return out;
}

describe("pointwise operations in WebAssembly", () => {
  const x = sample(count, 21);
  const y = sample(count, 22).map((value, i) => (i % 3 === 0 ? value * 1.5 : -value));
  for (const layout of layouts) {
    it(`exact operations are exact: ${layout.name}`, () => {
      for (const name of exact) {
        const found = run(name, layout, x, y, 0);
        plain(name, layout, x, y, 0).forEach((value, i) => {
          // Which zero is the larger one is left open.
          const isSame =
            Object.is(found[i], Math.fround(value)) || (/imum/.test(name) && found[i] === 0 && value === 0);
          assert.ok(isSame, `${name}: ${found[i]}, plain ${value}`);
        });
      }
    });
  }

  for (const [name, ulps] of Object.entries(near)) {
    it(`${name} is within ${ulps} units in the last place`, () => {
      const isGradient = name.endsWith("Backward");
      const gradient = isGradient ? x.map((value) => (Number.isFinite(value) ? Math.min(Math.abs(value), 1e3) : 1)) : x;
      const isKeptResult = name === "sigmoidBackward" || name === "tanhBackward";
      // The cubes of larger ones overflow in float32.
      const kept = isKeptResult ? y.map(Math.tanh) : name === "geluTanhBackward" ? y.map((v) => v % 1e6) : y;
      for (const layout of layouts) {
        const found = run(name, layout, gradient, kept, 0.1);
        const reference = plain(name, layout, gradient, kept, Math.fround(0.1));
        const factor = cancels.test(name)
          ? plain(
              "mul",
              layout,
              gradient,
              kept.map(() => 1),
              0,
            )
          : null;
        reference.forEach((value, i) => {
          if (Object.is(found[i], Math.fround(value))) return;
          const size = Math.max(Math.abs(value), factor === null ? 0 : Math.abs(factor[i]));
          const unit = Math.max(size * 2 ** -23, 2 ** -149);
          const error = Math.abs(found[i] - value);
          assert.ok(error <= ulps * unit, `${name}: ${found[i]}, plain ${value} (${error / unit} units)`);
        });
      }
    });
  }

  it("leaves unknown operations, small work and strided rows to the plain version", () => {
    const operand = { data: x, start: 0, steps: [1] };
    assert.equal(pointwise("frac", [count], operand, operand, operand, 0), false);
    assert.equal(pointwise("add", [100], operand, operand, operand, 0), false);
    assert.equal(
      pointwise(
        "add",
        [count / 2],
        { ...operand, data: new Float32Array(count) },
        { ...operand, steps: [2] },
        operand,
        0,
      ),
      false,
    );
  });
});
