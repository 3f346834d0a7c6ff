/** Batch, group and instance norm in WebAssembly: no further from float64 than the plain versions, which follow PyTorch. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import * as engine from "../../../src/engine/index.ts";
import * as ops from "../../../src/engine/ops/index.ts";
import { heapAllocator, setAllocator } from "../../../src/engine/tensor/storage.ts";
import type { Tensor } from "../../../src/engine/tensor/tensor.ts";
import { takesRuns } from "../../../src/engine/wasm/channel-runs.ts";
import { useArena } from "../../../src/engine/wasm/index.ts";
import { withoutWasm } from "../../../src/engine/wasm/module.ts";
import { nodeCollector } from "../../../src/kernel/collector.ts";
import { fillRows, rowKinds, worstError } from "./rows.ts";

before(() => useArena(nodeCollector()));
after(() => setAllocator(heapAllocator));

type Run = (x: Tensor, weight: Tensor, bias: Tensor, running: { mean: Tensor; variance: Tensor }) => Tensor;

const norms: Readonly<Record<string, Run>> = {
  "batch norm in training": (x, weight, bias, { mean, variance }) =>
    engine.batchNorm(x, {
      ...{ weight, bias, runningMean: mean, runningVar: variance },
      ...{ training: true, momentum: 0.1, eps: 1e-5 },
    }),
  "batch norm in evaluation": (x, weight, bias, { mean, variance }) =>
    engine.batchNorm(x, {
      ...{ weight, bias, runningMean: mean, runningVar: variance },
      ...{ training: false, momentum: 0.1, eps: 1e-5 },
    }),
  "instance norm": (x, weight, bias) =>
    engine.instanceNorm(x, { weight, bias, training: true, momentum: 0.1, eps: 1e-5 }),
  "group norm": (x, weight, bias) => engine.groupNorm(x, 4, weight, bias, 1e-5),
  "group norm without parameters": (x) => engine.groupNorm(x, 2, null, null, 1e-5),
};

type Numbers = Readonly<Record<string, Float64Array>>;

function results(run: Run, kind: string, shape: readonly number[], dtype: "float32" | "float64"): Numbers {
  const count = shape.reduce((product, size) => product * size, 1);
  const channels = shape[1];
  const make = (values: Float32Array, dims: readonly number[]): Tensor => {
    const tensor = ops.zeros(dims, dtype);
    tensor.storage.data.set(values as never);
    return tensor;
  };
  const leaf = (values: Float32Array, dims: readonly number[]): Tensor =>
    engine.setRequiresGrad(make(values, dims), true);
  const x = leaf(fillRows(kind, 1, count, channels), shape);
  const weight = leaf(fillRows("normal", 1, channels, 5), [channels]);
  const bias = leaf(fillRows("normal", 1, channels, 6), [channels]);
  const running = {
    mean: make(fillRows(kind, 1, channels, 8), [channels]),
    variance: make(
      fillRows("normal", 1, channels, 9).map((v) => v * v + 0.1),
      [channels],
    ),
  };
  const y = run(x, weight, bias, running);
  const seed = make(fillRows("normal", 1, count, 77), shape);
  const gradients = engine.grad([y], [x, weight, bias], [seed], { allowUnused: true });
  const numbers = (tensor: Tensor | null): Float64Array =>
    tensor === null ? new Float64Array(0) : ops.toNumbers(tensor);
  const [dx, dgamma, dbeta] = gradients.map(numbers);
  return { y: numbers(y), dx, dgamma, dbeta, mean: numbers(running.mean), variance: numbers(running.variance) };
}

/** float32 overflows where float64 does not; one NaN or infinity spreads alike. */
const kinds = Object.keys(rowKinds).filter((kind) => kind !== "largest" && kind !== "huge");

describe("norms over channels in WebAssembly", () => {
  for (const [name, run] of Object.entries(norms)) {
    it(name, () => {
      for (const shape of [
        [5, 12, 31, 37],
        [32, 64, 17],
      ]) {
        for (const kind of kinds) {
          const exact = results(run, kind, shape, "float64");
          const found = results(run, kind, shape, "float32");
          const plain = withoutWasm(() => results(run, kind, shape, "float32"));
          for (const part of Object.keys(exact)) {
            const scale = exact[part].reduce(
              (most, v) => (Number.isFinite(v) ? Math.max(most, Math.abs(v)) : most),
              1e-30,
            );
            const [error, allowed] = [worstError(found[part], exact[part]), worstError(plain[part], exact[part])];
            assert.ok(
              error <= 2 * allowed + 4 * 2 ** -24 * scale,
              `${kind} [${shape}] ${part}: ${error}, plain ${allowed}, largest ${scale}`,
            );
          }
        }
      }
    });
  }

  it("take long runs of float32 in the arena", () => {
    const data = (dtype: "float32" | "float64") => {
      const found = ops.zeros([40000], dtype).storage.data;
      assert.ok(found instanceof Float32Array || found instanceof Float64Array);
      return found;
    };
    assert.ok(takesRuns({ count: 100, length: 400 }, [data("float32")]));
    assert.ok(!takesRuns({ count: 10000, length: 4 }, [data("float32")]), "short runs");
    assert.ok(!takesRuns({ count: 10, length: 100 }, [data("float32")]), "small work");
    assert.ok(!takesRuns({ count: 100, length: 400 }, [data("float64")]), "float64");
    assert.ok(!takesRuns({ count: 100, length: 400 }, [new Float32Array(40000)]), "not in the arena");
  });
});
