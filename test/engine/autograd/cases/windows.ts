import * as engine from "../../../../src/engine/index.ts";
import type { Convolution } from "../../../../src/engine/ops/convolution.ts";
import { any, type GradientCase } from "./case.ts";

const plain = { stride: [1], padding: [0], dilation: [1], groups: 1 };
const square: Convolution = { stride: [2, 1], padding: [1, 0], dilation: [1, 1], groups: 1 };
const pooling = { kernel: [2], stride: [], padding: [0], dilation: [1], ceilMode: false };
const average = { ...pooling, countIncludePad: true, divisor: null };
const to = (size: number) => ({ size, scale: null });

export const windowCases: readonly GradientCase[] = [
  {
    name: "convolution",
    detail: "one dimension",
    run: (x, w, bias) => engine.convolution(x, w, { ...plain, bias }, 1),
    inputs: [any(2, 2, 4), any(3, 2, 2), any(3)],
  },
  {
    name: "convolution",
    detail: "groups, stride, padding and dilation",
    run: (x, w) => engine.convolution(x, w, { stride: [2, 1], padding: [1], dilation: [1, 2], groups: 2 }, 2),
    inputs: [any(1, 2, 3, 4), any(2, 1, 2, 2)],
  },
  {
    name: "convolution",
    detail: "transposed",
    run: (x, w, bias) => engine.convolution(x, w, { ...plain, stride: [2], outputPadding: [1], bias }, 1, true),
    inputs: [any(1, 2, 3), any(2, 2, 2), any(2)],
  },
  {
    name: "convolution",
    detail: "three dimensions, no batch",
    run: (x, w) => engine.convolution(x, w, plain, 3),
    inputs: [any(1, 2, 2, 3), any(1, 1, 2, 1, 2)],
  },
  { name: "unfoldWindows", run: (x) => engine.unfoldWindows(x, [2, 2], square), inputs: [any(1, 2, 3, 3)] },
  { name: "foldWindows", run: (x) => engine.foldWindows(x, [3, 3], [2, 2], square), inputs: [any(1, 4, 4)] },
  { name: "maxPoolWithIndices", run: (x) => engine.maxPoolWithIndices(x, pooling, 3)[0], inputs: [any(1, 2, 4, 4)] },
  { name: "maxPool", run: (x) => engine.maxPool(x, pooling, 2), inputs: [any(1, 2, 4, 4)] },
  { name: "maxPool", detail: "one dimension", run: (x) => engine.maxPool(x, pooling, 1), inputs: [any(2, 4)] },
  { name: "adaptiveMaxPool", run: (x) => engine.adaptiveMaxPool(x, [2, 2], 2)[0], inputs: [any(1, 3, 2)] },
  {
    name: "averagePool",
    run: (x) => engine.averagePool(x, { ...average, padding: [1], ceilMode: true, countIncludePad: false }, 2),
    inputs: [any(1, 3, 4)],
  },
  { name: "adaptiveAveragePool", run: (x) => engine.adaptiveAveragePool(x, [2, 3], 2), inputs: [any(1, 3, 4)] },
  {
    name: "interpolate",
    detail: "nearest",
    run: (x) => engine.interpolate(x, [to(3)], "nearest", false),
    inputs: [any(1, 2)],
  },
  {
    name: "interpolate",
    detail: "linear",
    run: (x) => engine.interpolate(x, [to(3), to(2)], "linear", false),
    inputs: [any(1, 2, 3)],
  },
  {
    name: "interpolate",
    detail: "cubic",
    run: (x) => engine.interpolate(x, [to(5)], "cubic", true),
    inputs: [any(1, 4)],
  },
];
