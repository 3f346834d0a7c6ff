import { fillTerms } from "../../../engine/norm/worked.ts";
import { arrayOf, type NumberSource, readAll, tensorSource } from "../../../engine/statistics/index.ts";
import { allocateUnset } from "../../../engine/tensor/make.ts";
import type { Tensor } from "../../../engine/tensor/tensor.ts";
import { formatNumber } from "../../../figures/format.ts";
import { valueError } from "../../runtime/errors.ts";
import type { Machine, Value } from "../../runtime/objects/object.ts";
import { native } from "../../runtime/objects/signature.ts";
import { typeName } from "../../runtime/protocols/index.ts";
import { wrapTensor } from "../torch/wrap.ts";
import { numbersOf, textOf } from "./arguments.ts";
import { head, rounded } from "./build/common.ts";
import { inputOf, rowLabel, rowNormOf } from "./norm-kind.ts";
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
    // The kernels take both in one type.
    const read = (source: NumberSource) => (isSameType ? arrayOf(source) : readAll(source));
    const isSameType = upstream.dtype === input.tensor.dtype;
    const empty = (): Tensor => allocateUnset([...shape], "float64");
    const [direct, mean, variance, total] = [empty(), empty(), empty(), empty()];
    const terms = {
      direct: doublesOf(direct),
      mean: doublesOf(mean),
      variance: doublesOf(variance),
      total: doublesOf(total),
    };
    const sums = fillTerms(parts, read(tensorSource(input.tensor)), read(upstream.source), terms, () =>
      machine.checkInterrupt(),
    );
    const chosen = chooseRows(machine, rows, input.rows);
    const shown = Math.min(size, FEATURES);
    const norms = {
      direct: Math.sqrt(sums.direct),
      mean: Math.sqrt(sums.mean),
      variance: Math.sqrt(sums.variance),
      total: Math.sqrt(sums.total),
    };
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
          const firstOf = (values: Float64Array): number[] => rounded(values.subarray(r * size, r * size + shown));
          return {
            label: rowLabel(r, shape, parts.normalizedShape.length),
            direct: firstOf(terms.direct),
            mean: firstOf(terms.mean),
            variance: firstOf(terms.variance),
            total: firstOf(terms.total),
          };
        }),
        rowTotal: input.rows,
        norms,
        largestSum: sums.largestSum,
        largestProjection: sums.largestProjection,
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
          max_sum: float(sums.largestSum),
        },
      },
    );
  },
  "Splits the gradient of a norm's input into its direct term, the one through the mean and the one through the variance.",
);
