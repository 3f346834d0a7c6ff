/** Time against size, from 1e5 to 1e9 elements: above what fits in memory the same rows stream through it again. */
import { normKernels } from "../../../src/engine/norm/kernels.ts";
import { emptyKeyHistogram, mergeKeyHistograms } from "../../../src/engine/statistics/key-histogram.ts";
import { emptyMoments, mergeMoments } from "../../../src/engine/statistics/moments.ts";
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

/** The median of several measurements, after a first one that warms up. */
function milliseconds(run: () => void, times: number, clock: () => number): number {
  run();
  const measured = Array.from({ length: 5 }, () => {
    const start = clock();
    for (let i = 0; i < times; i++) run();
    return ((clock() - start) * 1e3) / times;
  });
  return measured.sort((a, b) => a - b)[2];
}

/** Moments and counts of values that come in pieces, of which only one is held. */
function streamed(x: Float32Array, pieces: number): void {
  let moments = emptyMoments;
  let keys = emptyKeyHistogram();
  for (let i = 0; i < pieces; i++) {
    const found = describeFloats(x);
    if (found === null) throw new Error("statistics are the kernels'");
    moments = mergeMoments(moments, found.moments);
    keys = pieces === 1 ? found.keys : mergeKeyHistograms(keys, found.keys);
  }
}

/** `clock` gives seconds. */
export function* decades(clock: () => number): Generator<Decade> {
  for (let elements = 1e5; elements <= 1e9; elements *= 10) {
    const count = Math.min(elements, held);
    const passes = elements / count;
    const rows = count / features;
    const x = floats(count);
    for (let i = 0; i < count; i++) x[i] = ((i * 7919) % 1001) / 500 - 1;
    const norm = { x, y: floats(count), rows, features, mean: floats(rows), rstd: floats(rows) };
    const call = { ...norm, gamma: null, beta: null, eps: 1e-5, half: false };
    const times = Math.max(1, Math.round(1e7 / elements));
    const repeated = (run: () => void) => () => {
      for (let i = 0; i < passes; i++) run();
    };
    const copy = copyOf(count);
    const copyMs = copy === null ? Number.NaN : milliseconds(repeated(copy), times, clock);
    const forward = repeated(() => normKernels.layerNormForward(call));
    yield { work: "layer_norm per element", elements, ours: milliseconds(forward, times, clock), copy: copyMs };
    const statistics = (): void => streamed(x, passes);
    yield { work: "statistics per element", elements, ours: milliseconds(statistics, times, clock), copy: copyMs };
  }
}
