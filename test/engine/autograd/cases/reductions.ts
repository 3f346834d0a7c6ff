import * as engine from "../../../../src/engine/index.ts";
import { any, type GradientCase, given, indices, positive } from "./case.ts";

/** One zero: where dividing by an element would fail. */
const withZero = (): engine.Tensor => given([0.5, 0, -1.2, 0.7, 1.1, -0.3], [2, 3]);

const norms: GradientCase[] = [0, 0.5, 1, 1.5, 2, 3, Infinity, -Infinity].map((order) => ({
  name: "vectorNorm",
  detail: `order ${order}`,
  run: (a) => engine.vectorNorm(a, order, { dims: [1] }),
  inputs: [any(2, 3)],
}));

export const reductionCases: readonly GradientCase[] = [
  { name: "sum", run: (a) => engine.sum(a, { dims: [1] }), inputs: [any(2, 3, 2)] },
  { name: "mean", run: (a) => engine.mean(a, { dims: [0, 2], keepdim: true }), inputs: [any(2, 3, 2)] },
  { name: "nansum", run: (a) => engine.nansum(a), inputs: [any(3)] },
  { name: "nanmean", run: (a) => engine.nanmean(a, { dims: [0] }), inputs: [any(3, 2)] },
  { name: "variance", run: (a) => engine.variance(a, { dims: [1] }), inputs: [any(2, 3)] },
  { name: "std", run: (a) => engine.std(a), inputs: [any(2, 3)] },
  { name: "varMean", run: (a) => engine.varMean(a, { dims: [1], correction: 0 }), inputs: [any(2, 3)] },
  { name: "stdMean", run: (a) => engine.stdMean(a, { dims: [1] }), inputs: [any(2, 3)] },
  { name: "prod", run: (a) => engine.prod(a), inputs: [any(3)] },
  { name: "prod", detail: "dim", run: (a) => engine.prod(a, { dim: 1 }), inputs: [any(2, 3)] },
  { name: "prod", detail: "a zero", run: (a) => engine.prod(a), inputs: [withZero()] },
  { name: "prod", detail: "a zero, dim", run: (a) => engine.prod(a, { dim: 1 }), inputs: [withZero()] },
  { name: "cumsum", run: (a) => engine.cumsum(a, 0), inputs: [any(3, 2)] },
  { name: "cumprod", run: (a) => engine.cumprod(a, 1), inputs: [any(2, 4)] },
  { name: "cumprod", detail: "a zero", run: (a) => engine.cumprod(a, 1), inputs: [withZero()] },
  { name: "logcumsumexp", run: (a) => engine.logcumsumexp(a, 1), inputs: [any(2, 3)] },
  { name: "diff", run: (a, b) => engine.diff(a, { n: 2, prepend: b }), inputs: [any(2, 4), any(2, 1)] },
  { name: "trapezoid", run: (a) => engine.trapezoid(a), inputs: [any(2, 4)] },
  { name: "cumulativeTrapezoid", run: (a) => engine.cumulativeTrapezoid(a), inputs: [any(2, 4)] },
  { name: "amax", run: (a) => engine.amax(a, { dims: [1] }), inputs: [any(2, 3)] },
  { name: "amin", run: (a) => engine.amin(a, { dims: [0, 1] }), inputs: [any(2, 3)] },
  { name: "aminmax", run: (a) => Object.values(engine.aminmax(a, { dim: 1 })), inputs: [any(2, 3)] },
  { name: "max", run: (a) => engine.max(a), inputs: [any(2, 3)] },
  { name: "min", run: (a) => engine.min(a), inputs: [any(2, 3)] },
  { name: "median", run: (a) => engine.median(a), inputs: [any(5)] },
  { name: "nanmedian", run: (a) => engine.nanmedian(a), inputs: [any(5)] },
  { name: "maxAlong", run: (a) => engine.maxAlong(a, 1).values, inputs: [any(2, 3)] },
  { name: "minAlong", run: (a) => engine.minAlong(a, 0, true).values, inputs: [any(2, 3)] },
  { name: "medianAlong", run: (a) => engine.medianAlong(a, 0).values, inputs: [any(5, 2)] },
  { name: "nanmedianAlong", run: (a) => engine.nanmedianAlong(a, 0).values, inputs: [any(5, 2)] },
  { name: "mode", run: (a) => engine.mode(a, 0).values, inputs: [any(5, 2)] },
  { name: "kthvalue", run: (a) => engine.kthvalue(a, 2, 1).values, inputs: [any(2, 3)] },
  { name: "topk", run: (a) => engine.topk(a, 2).values, inputs: [any(2, 4)] },
  { name: "sort", run: (a) => engine.sort(a, { dim: 0, descending: true }).values, inputs: [any(3, 2)] },
  { name: "msort", run: (a) => engine.msort(a), inputs: [any(3, 2)] },
  { name: "cummax", run: (a) => engine.cummax(a, 1).values, inputs: [any(2, 4)] },
  { name: "cummin", run: (a) => engine.cummin(a, 1).values, inputs: [any(2, 4)] },
  { name: "quantile", run: (a) => engine.quantile(a, 0.3, { dim: 1 }), inputs: [any(2, 4)] },
  { name: "nanquantile", run: (a) => engine.nanquantile(a, 0.3, { dim: 1 }), inputs: [any(2, 4)] },
  { name: "logsumexp", run: (a) => engine.logsumexp(a, [1]), inputs: [any(2, 3)] },
  { name: "softmax", run: (a) => engine.softmax(a, 0), inputs: [any(3, 2)] },
  { name: "logSoftmax", run: (a) => engine.logSoftmax(a, 1), inputs: [any(2, 3)] },
  { name: "softmin", run: (a) => engine.softmin(a, 1), inputs: [any(2, 3)] },
  ...norms,
  { name: "norm", run: (a) => engine.norm(a), inputs: [any(2, 3)] },
  { name: "matrixNorm", run: (a) => engine.matrixNorm(a, 1), inputs: [any(2, 3)] },
  { name: "linalgNorm", run: (a) => engine.linalgNorm(a, "fro"), inputs: [any(2, 3)] },
  { name: "cosineSimilarity", run: (a, b) => engine.cosineSimilarity(a, b), inputs: [any(2, 3), any(2, 3)] },
  { name: "pairwiseDistance", run: (a, b) => engine.pairwiseDistance(a, b), inputs: [any(2, 3), any(2, 3)] },
  { name: "cdist", run: (a, b) => engine.cdist(a, b), inputs: [any(2, 3), any(3, 3)] },
  { name: "pdist", run: (a) => engine.pdist(a), inputs: [any(3, 2)] },
  { name: "inOrderOf", run: (a, b) => engine.inOrderOf(a, engine.t(b)), inputs: [any(2, 3), any(3, 2)] },
  { name: "sumToSize", run: (a) => engine.sumToSize(a, [1, 3]), inputs: [any(2, 3)] },
  { name: "scatterReduce", detail: "mean", run: (a, b) => engine.scatterReduce(a, 0, indices([0, 0, 1]), b, "mean"), inputs: [any(3), any(3)] }, // biome-ignore format: a row of the table
  ...["sum", "prod", "mean", "amax", "amin"].flatMap((reduce) =>
    [true, false].map((includeSelf) => ({
      name: "scatterReduce",
      detail: `${reduce}, ${includeSelf ? "with" : "without"} self`,
      run: (a: engine.Tensor, b: engine.Tensor) =>
        engine.scatterReduce(a, 0, indices([0, 0, 1, 0]), b, reduce, { includeSelf }),
      inputs: [positive(3), positive(4)],
    })),
  ),
];
