/** Time against size, from 1e5 to 1e9 elements: above what fits in memory the same rows stream through it again. */
import { normKernels } from "../../../src/engine/norm/kernels.ts";
import { Storage } from "../../../src/engine/tensor/storage.ts";
import { describeFloats } from "../../../src/engine/wasm/statistics.ts";
import { copyOf } from "./norms.ts";

interface Decade {
  readonly work: string;
  readonly elements: number;
  /** Milliseconds. */
  readonly ours: number;
  readonly copy: number;
}

const features = 1000;
/** Elements in memory at most. */
const held = 1e8;

function floats(count: number): Float32Array {
  const { data } = Storage.allocate("float32", count);
  if (!(data instanceof Float32Array)) throw new Error("float32 storage is a Float32Array");
  return data;
}

function milliseconds(run: () => void, times: number): number {
  run();
  const start = performance.now();
  for (let i = 0; i < times; i++) run();
  return (performance.now() - start) / times;
}

export function* decades(): Generator<Decade> {
  for (let elements = 1e5; elements <= 1e9; elements *= 10) {
    const count = Math.min(elements, held);
    const passes = elements / count;
    const rows = count / features;
    const x = floats(count);
    for (let i = 0; i < count; i++) x[i] = ((i * 7919) % 1001) / 500 - 1;
    const norm = { x, y: floats(count), rows, features, mean: floats(rows), rstd: floats(rows) };
    const call = { ...norm, gamma: null, beta: null, eps: 1e-5, half: false };
    const times = Math.max(1, Math.round(2e7 / elements));
    const repeated = (run: () => void) => () => {
      for (let i = 0; i < passes; i++) run();
    };
    const copy = copyOf(count);
    const copyMs = copy === null ? Number.NaN : milliseconds(repeated(copy), times);
    const ours = (run: () => void): number => milliseconds(repeated(run), times);
    yield {
      work: "layer_norm per element",
      elements,
      ours: ours(() => normKernels.layerNormForward(call)),
      copy: copyMs,
    };
    yield { work: "statistics per element", elements, ours: ours(() => void describeFloats(x)), copy: copyMs };
  }
}
