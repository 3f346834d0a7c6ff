import * as engine from "../../../../src/engine/index.ts";
import { any, between, type GradientCase, indices, positive } from "./case.ts";

const forms = (["bilinear", "bicubic"] as const).flatMap((mode) =>
  (["zeros", "border", "reflection"] as const).map((padding) => ({ mode, padding, alignCorners: padding === "zeros" })),
);

/** Functions that PyTorch has no second derivative of. */
export const onceOnly: readonly GradientCase[] = [
  ...forms.map(
    (form): GradientCase => ({
      name: "gridSample",
      detail: `${form.mode}, ${form.padding}`,
      run: (x, grid) => engine.gridSample(x, grid, form),
      inputs: [any(1, 2, 3, 4), between(-0.9, 0.9, 1, 2, 2, 2)],
    }),
  ),
  {
    name: "gridSample",
    detail: "a volume",
    run: (x, grid) => engine.gridSample(x, grid, { mode: "bilinear", padding: "zeros", alignCorners: false }),
    inputs: [any(1, 1, 2, 3, 2), between(-0.9, 0.9, 1, 1, 1, 2, 3)],
  },
  ...([false, true] as const).map(
    (zeroInfinity): GradientCase => ({
      name: "ctcLoss",
      detail: zeroInfinity ? "with a target that is too long" : "a batch",
      run: (x) =>
        engine.ctcLoss(engine.logSoftmax(x, -1), indices([1, 1, 2, 1], [2, 2]), {
          inputLengths: zeroInfinity ? [2, 3] : [4, 3],
          targetLengths: [2, 2],
          blank: 0,
          reduction: "mean",
          zeroInfinity,
        }),
      inputs: [any(4, 2, 3)],
    }),
  ),
];

export const samplingCases: readonly GradientCase[] = [
  { name: "affineGrid", run: (theta) => engine.affineGrid(theta, [2, 1, 2, 3], false), inputs: [any(2, 2, 3)] },
  { name: "differences", run: (x) => engine.differences(x, { spacing: 0.5 }), inputs: [any(3, 4)] },
  {
    name: "differences",
    detail: "at places of one's own",
    run: (x, places) => engine.differences(x, { spacing: [engine.cumsum(places, 0)], dims: [1], edgeOrder: 2 }),
    inputs: [any(2, 4), positive(4)],
  },
  { name: "zeta", run: (q) => engine.zeta(2.5, q), inputs: [positive(4)] },
];
