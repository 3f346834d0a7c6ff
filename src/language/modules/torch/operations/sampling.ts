/** Sampling images at places of a grid, differences of samples, and sequences beside their targets. */
import { runtimeError } from "../../../../engine/errors.ts";
import * as engine from "../../../../engine/index.ts";
import type { Scalar } from "../../../../engine/tensor/scalar.ts";
import type { ParsedArguments } from "../arguments/parsed.ts";
import { toScalar } from "../arguments/parsed.ts";
import { PyTensor } from "../objects/tensor.ts";
import { define } from "./definition.ts";

const only = { isMethod: false } as const;
const modes = ["bilinear", "nearest", "bicubic"] as const;
const paddings = ["zeros", "border", "reflection"] as const;

define(
  "grid_sampler",
  "(Tensor input, Tensor grid, int interpolation_mode, int padding_mode, bool align_corners)",
  (a) =>
    engine.gridSample(a.tensor(0), a.tensor(1), {
      mode: modes[a.int(2)] ?? "bilinear",
      padding: paddings[a.int(3)] ?? "zeros",
      alignCorners: a.bool(4),
    }),
  "Values of images at places of a grid.",
  only,
);
define(
  "affine_grid_generator",
  "(Tensor theta, int[] size, bool align_corners)",
  (a) => engine.affineGrid(a.tensor(0), a.ints(1), a.bool(2)),
  "Where affine maps send the places of an output.",
  only,
);

const edge = "int edge_order=1)";
/** The last four call forms have a list of spacings. */
function spacingOf(a: ParsedArguments): engine.Spacing {
  if (a.index === 0) return null;
  if (a.index <= 2) return a.scalarOrNull(1);
  return a.items(1).map((item): Scalar | engine.Tensor => (item instanceof PyTensor ? item.tensor : toScalar(item)));
}
define(
  "gradient",
  [
    `(Tensor input, *, int[] dim, ${edge}`,
    `(Tensor input, *, Scalar spacing, int[] dim, ${edge}`,
    `(Tensor input, *, Scalar? spacing=None, int? dim=None, ${edge}`,
    `(Tensor input, *, Scalar[] spacing, int? dim=None, ${edge}`,
    `(Tensor input, *, Scalar[] spacing, int[] dim, ${edge}`,
    `(Tensor input, *, Tensor[] spacing, int? dim=None, ${edge}`,
    `(Tensor input, *, Tensor[] spacing, int[] dim, ${edge}`,
  ],
  (a) => {
    const at = a.index === 0 ? 1 : 2;
    const one = a.index === 2 || a.index === 3 || a.index === 5;
    const dims = !a.has(at) ? null : one ? [a.int(at)] : a.ints(at);
    return engine.differences(a.tensor(0), { spacing: spacingOf(a), dims, edgeOrder: a.int(at + 1, 1) });
  },
  "Derivatives along dimensions by differences of neighbours.",
  only,
);

const reductions = ["none", "mean", "sum"] as const;
const rest = "int blank=0, int reduction=at::Reduction::Mean, bool zero_infinity=False)";
function lengthsOf(a: ParsedArguments, i: number, name: string): number[] {
  if (a.index === 0) return a.ints(i);
  const lengths = a.tensor(i);
  if (engine.dtypes[lengths.dtype].kind !== "int") throw runtimeError(`${name} must be integral`);
  return [...engine.toNumbers(lengths)];
}
define(
  "ctc_loss",
  [
    `(Tensor log_probs, Tensor targets, int[] input_lengths, int[] target_lengths, ${rest}`,
    `(Tensor log_probs, Tensor targets, Tensor input_lengths, Tensor target_lengths, ${rest}`,
  ],
  (a) =>
    engine.ctcLoss(a.tensor(0), a.tensor(1), {
      inputLengths: lengthsOf(a, 2, "input_lengths"),
      targetLengths: lengthsOf(a, 3, "target_lengths"),
      blank: a.int(4, 0),
      reduction: reductions[a.int(5, 0)] ?? "none",
      zeroInfinity: a.bool(6),
    }),
  "The negative logarithms of targets' probabilities, over all alignments.",
  only,
);
