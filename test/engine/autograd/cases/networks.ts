import * as engine from "../../../../src/engine/index.ts";
import { any, between, constant, type GradientCase, indices, positive } from "./case.ts";

const batchStatistics = { runningMean: null, runningVar: null, training: true, momentum: 0.1, eps: 1e-5 };
const runningStatistics = () => ({
  runningMean: constant([0.3, -0.2]),
  runningVar: constant([0.5, 1.5]),
  training: false,
  momentum: 0.1,
  eps: 1e-5,
});

const reductions = ["none", "mean", "sum"] as const;
type Loss = (reduction: (typeof reductions)[number]) => Omit<GradientCase, "detail">;
const losses: readonly Loss[] = [
  (r) => ({ name: "mseLoss", run: (a, b) => engine.mseLoss(a, b, r), inputs: [any(2, 3), any(2, 3)] }),
  (r) => ({ name: "l1Loss", run: (a, b) => engine.l1Loss(a, b, r), inputs: [any(2, 3), any(2, 3)] }),
  (r) => ({ name: "smoothL1Loss", run: (a, b) => engine.smoothL1Loss(a, b, r, 0.7), inputs: [any(2, 3), any(2, 3)] }),
  (r) => ({ name: "huberLoss", run: (a, b) => engine.huberLoss(a, b, r, 0.7), inputs: [any(2, 3), any(2, 3)] }),
  (r) => ({
    name: "binaryCrossEntropy",
    run: (a, b) => engine.binaryCrossEntropy(a, b, constant([1, 2, 0.5, 1]), r),
    inputs: [between(0.1, 0.9, 4), between(0.1, 0.9, 4)],
  }),
  (r) => ({
    name: "binaryCrossEntropyWithLogits",
    run: (a, b) => engine.binaryCrossEntropyWithLogits(a, b, null, constant([1, 2, 3, 4]), r),
    inputs: [any(4), between(0.1, 0.9, 4)],
  }),
  (r) => ({ name: "klDiv", run: (a, b) => engine.klDiv(a, b, r), inputs: [any(4), positive(4)] }),
  (r) => ({
    name: "nllLoss",
    run: (a) => engine.nllLoss(a, indices([0, 2, 1]), constant([1, 2, 0.5]), r, 1),
    inputs: [any(3, 3)],
  }),
  (r) => ({ name: "nllLoss", run: (a) => engine.nllLoss(a, indices([0, 2, 1, 1], [2, 2]), null, r), inputs: [any(2, 3, 2)] }), // biome-ignore format: a row of the table
  (r) => ({
    name: "crossEntropy",
    run: (a) =>
      engine.crossEntropy(a, indices([0, 2, 1]), { weight: constant([1, 2, 0.5]), reduction: r, labelSmoothing: 0.1 }),
    inputs: [any(3, 3)],
  }),
  (r) => ({
    name: "crossEntropy",
    run: (a, b) => engine.crossEntropy(a, b, { reduction: r, labelSmoothing: 0.1 }),
    inputs: [any(3, 3), positive(3, 3)],
  }),
];

export const networkCases: readonly GradientCase[] = [
  ...losses.flatMap((loss) => reductions.map((reduction) => ({ ...loss(reduction), detail: reduction }))),
  {
    name: "addLayerNorm",
    run: (a, b, w, c) => {
      const [total, output] = engine.addLayerNorm(a, b, [3], w, c);
      return engine.add(engine.mul(total, total), output);
    },
    inputs: [any(2, 3), any(2, 3), any(3), any(3)],
  },
  { name: "layerNorm", run: (a, w, b) => engine.layerNorm(a, [3], w, b), inputs: [any(2, 3), any(3), any(3)] },
  {
    name: "nativeLayerNorm",
    run: (a, w, b) => engine.nativeLayerNorm(a, [2, 2], w, b, 1e-5)[0],
    inputs: [any(2, 2, 2), any(2, 2), any(2, 2)],
  },
  { name: "rmsNorm", run: (a, w) => engine.rmsNorm(a, [3], w), inputs: [any(2, 3), any(3)] },
  { name: "groupNorm", run: (a, w, b) => engine.groupNorm(a, 2, w, b), inputs: [any(2, 4, 3), any(4), any(4)] },
  {
    name: "batchNorm",
    run: (a, weight, bias) => engine.batchNorm(a, { ...batchStatistics, weight, bias }),
    inputs: [any(4, 2), any(2), any(2)],
  },
  {
    name: "batchNorm",
    detail: "running statistics",
    run: (a, weight, bias) => engine.batchNorm(a, { ...runningStatistics(), weight, bias }),
    inputs: [any(4, 2), any(2), any(2)],
  },
  {
    name: "instanceNorm",
    run: (a, weight, bias) => engine.instanceNorm(a, { ...batchStatistics, weight, bias }),
    inputs: [any(2, 2, 4), any(2), any(2)],
  },
  { name: "localResponseNorm", run: (a) => engine.localResponseNorm(a, 3), inputs: [any(1, 4, 2)] },
  {
    name: "embedding",
    run: (w) => engine.embedding(w, indices([0, 2, 2], [3])),
    inputs: [any(3, 2)],
  },
  {
    name: "scaledDotProductAttention",
    run: (q, k, v) => engine.scaledDotProductAttention(q, k, v, { isCausal: true }),
    inputs: [any(1, 1, 3, 2), any(1, 1, 3, 2), any(1, 1, 3, 2)],
  },
  {
    name: "scaledDotProductAttention",
    detail: "mask",
    run: (q, k, v, mask) => engine.scaledDotProductAttention(q, k, v, { mask }),
    inputs: [any(2, 3, 2), any(2, 3, 2), any(2, 3, 2), any(3, 3)],
  },
  {
    name: "scaledDotProductAttention",
    detail: "grouped heads",
    run: (q, k, v) => engine.scaledDotProductAttention(q, k, v, { enableGqa: true }),
    inputs: [any(1, 2, 2, 2), any(1, 1, 2, 2), any(1, 1, 2, 2)],
  },
];
