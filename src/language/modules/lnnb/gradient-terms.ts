import { readAll } from "../../../engine/statistics/index.ts";
import { allocate } from "../../../engine/tensor/make.ts";
import type { Tensor } from "../../../engine/tensor/tensor.ts";
import { formatNumber } from "../../../figures/format.ts";
import { valueError } from "../../runtime/errors.ts";
import type { Machine, Value } from "../../runtime/objects/object.ts";
import { native } from "../../runtime/objects/signature.ts";
import { typeName } from "../../runtime/protocols/index.ts";
import { wrapTensor } from "../torch/wrap.ts";
import { numbersOf, textOf } from "./arguments.ts";
import { head, rounded } from "./build/common.ts";
import { inputOf, type RowNorm, rowLabel, rowNormOf, rowStatistics } from "./norm-kind.ts";
import { float, resultTypes, show } from "./result.ts";
import { chooseRows } from "./steps.ts";
import { doublesOf } from "./tensors.ts";

const where = "gradient_terms()";
const FEATURES = 128;

export const gradientTerms = native(
  "gradient_terms(norm, x, grad_y, rows=None, title=None)",
  (machine: Machine, norm: Value, x: Value, gradY: Value, rows: Value, title: Value) => {
    const parts = rowNormOf(machine, norm, x, where);
    const input = inputOf(x, parts, where);
    const { size } = parts;
    const upstream = numbersOf(machine, gradY, `${where}: argument 'grad_y'`);
    const { shape } = input.tensor;
    if (upstream.shape.length !== shape.length || upstream.shape.some((n, d) => n !== shape[d])) {
      throw valueError(
        `${where}: grad_y must have the shape of x, (${shape.join(", ")}), but has (${upstream.shape.join(", ")})`,
      );
    }
    const g = readAll(upstream.source);
    const empty = (): Tensor => allocate([...shape], "float64");
    const [direct, mean, variance, total] = [empty(), empty(), empty(), empty()];
    const ofRow = (values: Float64Array, r: number): Float64Array => values.subarray(r * size, (r + 1) * size);
    const termsAt = (r: number): Terms => ({
      direct: ofRow(doublesOf(direct), r),
      mean: ofRow(doublesOf(mean), r),
      variance: ofRow(doublesOf(variance), r),
      total: ofRow(doublesOf(total), r),
    });
    const normalized = new Float64Array(size);
    const largest = { sum: 0, projection: 0 };
    for (let r = 0; r < input.rows; r++) {
      if (r % 256 === 0) machine.checkInterrupt();
      const { sum, projection } = fillTerms(parts, ofRow(input.values, r), ofRow(g, r), termsAt(r), normalized);
      largest.sum = Math.max(largest.sum, Math.abs(sum));
      largest.projection = Math.max(largest.projection, Math.abs(projection));
    }
    const chosen = chooseRows(machine, rows, input.rows);
    const shown = Math.min(size, FEATURES);
    const norms = { direct: length(direct), mean: length(mean), variance: length(variance), total: length(total) };
    const rms = parts.kind === "rms";
    return show(
      machine,
      {
        ...head(
          "gradient_terms",
          textOf(title, `${where}: argument 'title'`) ?? `The gradient through ${typeName(norm)}, in its terms`,
          [
            ...(size > shown ? [`The first ${shown} of ${size} features are shown.`] : []),
            ...(rows === null && chosen.length < input.rows
              ? [`The first ${chosen.length} of ${input.rows} rows are shown.`]
              : []),
          ],
        ),
        formula: [
          rms
            ? "dx = (g − x̂ · mean(g · x̂)) / √(ms + ε),  g = γ · dL/dy"
            : "dx = (g − mean(g) − x̂ · mean(g · x̂)) / √(σ² + ε),  g = γ · dL/dy",
        ],
        rows: chosen.map((r) => {
          const terms = termsAt(r);
          return {
            label: rowLabel(r, shape, parts.normalizedShape.length),
            direct: rounded(terms.direct.subarray(0, shown)),
            mean: rounded(terms.mean.subarray(0, shown)),
            variance: rounded(terms.variance.subarray(0, shown)),
            total: rounded(terms.total.subarray(0, shown)),
          };
        }),
        rowTotal: input.rows,
        norms,
        largestSum: largest.sum,
        largestProjection: largest.projection,
        features: Array.from({ length: shown }, (_, i) => String(i)),
      },
      {
        type: resultTypes.GradientTerms,
        sentence: `direct ${formatNumber(norms.direct)}, mean ${formatNumber(norms.mean)}, variance ${formatNumber(norms.variance)}, dx ${formatNumber(norms.total)}`,
        attributes: {
          direct: wrapTensor(direct),
          mean: wrapTensor(mean),
          variance: wrapTensor(variance),
          dx: wrapTensor(total),
          max_sum: float(largest.sum),
        },
      },
    );
  },
  "Splits the gradient of a norm's input into its direct term, the one through the mean and the one through the variance.",
);

interface Terms {
  readonly direct: Float64Array;
  readonly mean: Float64Array;
  readonly variance: Float64Array;
  readonly total: Float64Array;
}

/**
 * Fills the terms of one row; `normalized` is room for x_hat. Gives sum(dx) and sum(dx * x_hat), which are zero, the latter
 * up to eps/(var + eps). Ba, Kiros, Hinton 2016 (arXiv:1607.06450); RMSNorm has no term through the mean.
 */
function fillTerms(
  { kind, eps, gamma }: RowNorm,
  x: Float64Array,
  gradOutput: Float64Array,
  { direct, mean, variance, total }: Terms,
  normalized: Float64Array,
): { sum: number; projection: number } {
  const found = rowStatistics(x, kind);
  const rstd = 1 / Math.sqrt(found.variance + eps);
  const size = x.length;
  let sumOfG = 0;
  let sumOfProducts = 0;
  for (let i = 0; i < size; i++) {
    const g = gradOutput[i] * (gamma === null ? 1 : gamma[i]);
    const value = (x[i] - found.mean) * rstd;
    normalized[i] = value;
    direct[i] = g * rstd;
    sumOfG += g;
    sumOfProducts += g * value;
  }
  const throughMean = kind === "rms" ? -0 : (-sumOfG / size) * rstd;
  const meanProjection = sumOfProducts / size;
  let sum = 0;
  let projection = 0;
  for (let i = 0; i < size; i++) {
    const throughVariance = -normalized[i] * meanProjection * rstd;
    const dx = direct[i] + throughMean + throughVariance;
    mean[i] = throughMean;
    variance[i] = throughVariance;
    total[i] = dx;
    sum += dx;
    projection += dx * normalized[i];
  }
  return { sum, projection };
}

/** The Euclidean norm. */
function length(tensor: Tensor): number {
  const values = doublesOf(tensor);
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += values[i] * values[i];
  return Math.sqrt(squares);
}
