import { readAll } from "../../../engine/statistics/index.ts";
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
import { tensorFrom } from "./tensors.ts";

const where = "gradient_terms()";
const FEATURES = 256;

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
    const all = Array.from({ length: input.rows }, (_, r) =>
      termsOfRow(parts, input.values.subarray(r * size, (r + 1) * size), g.subarray(r * size, (r + 1) * size)),
    );
    const chosen = chooseRows(machine, rows, input.rows);
    const shown = Math.min(size, FEATURES);
    const term = (pick: (terms: Terms) => Float64Array): Float64Array => {
      const values = new Float64Array(input.values.length);
      all.forEach((terms, r) => {
        values.set(pick(terms), r * size);
      });
      return values;
    };
    const direct = term((terms) => terms.direct);
    const mean = term((terms) => terms.mean);
    const variance = term((terms) => terms.variance);
    const total = term((terms) => terms.total);
    const norms = { direct: length(direct), mean: length(mean), variance: length(variance), total: length(total) };
    const rms = parts.kind === "rms";
    const tensor = (values: Float64Array) => wrapTensor(tensorFrom(values, shape));
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
        rows: chosen.map((r) => ({
          label: rowLabel(r, shape, parts.normalizedShape.length),
          direct: rounded(all[r].direct.subarray(0, shown)),
          mean: rounded(all[r].mean.subarray(0, shown)),
          variance: rounded(all[r].variance.subarray(0, shown)),
          total: rounded(all[r].total.subarray(0, shown)),
        })),
        rowTotal: input.rows,
        norms,
        largestSum: Math.max(0, ...all.map(({ sum }) => Math.abs(sum))),
        largestProjection: Math.max(0, ...all.map(({ projection }) => Math.abs(projection))),
        features: Array.from({ length: shown }, (_, i) => String(i)),
      },
      {
        type: resultTypes.GradientTerms,
        sentence: `direct ${formatNumber(norms.direct)}, mean ${formatNumber(norms.mean)}, variance ${formatNumber(norms.variance)}, dx ${formatNumber(norms.total)}`,
        attributes: {
          direct: tensor(direct),
          mean: tensor(mean),
          variance: tensor(variance),
          dx: tensor(total),
          max_sum: float(Math.max(0, ...all.map(({ sum }) => Math.abs(sum)))),
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
  /** sum(dx) and sum(dx * x_hat): zero, the latter up to eps/(var + eps). */
  readonly sum: number;
  readonly projection: number;
}

/** Ba, Kiros, Hinton 2016 (arXiv:1607.06450); RMSNorm has no term through the mean. */
function termsOfRow({ kind, eps, gamma }: RowNorm, x: Float64Array, gradOutput: Float64Array): Terms {
  const { mean, variance } = rowStatistics(x, kind);
  const rstd = 1 / Math.sqrt(variance + eps);
  const normalized = x.map((value) => (value - mean) * rstd);
  const g = gradOutput.map((value, i) => value * (gamma?.[i] ?? 1));
  const meanOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const meanG = kind === "rms" ? 0 : meanOf(g);
  const meanProjection = meanOf(g.map((value, i) => value * normalized[i]));
  const direct = g.map((value) => value * rstd);
  const throughMean = g.map(() => -meanG * rstd);
  const throughVariance = normalized.map((value) => -value * meanProjection * rstd);
  const total = direct.map((value, i) => value + throughMean[i] + throughVariance[i]);
  return {
    direct,
    mean: throughMean,
    variance: throughVariance,
    total,
    sum: total.reduce((sum, value) => sum + value, 0),
    projection: total.reduce((sum, value, i) => sum + value * normalized[i], 0),
  };
}

const length = (values: Float64Array): number => Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
