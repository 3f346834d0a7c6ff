import { fillSteps } from "../../../engine/norm/worked.ts";
import { tensorSource } from "../../../engine/statistics/index.ts";
import { allocateUnset } from "../../../engine/tensor/make.ts";
import { formatNumber, plural } from "../../../figures/format.ts";
import { typeError, valueError } from "../../runtime/errors.ts";
import type { Machine, Value } from "../../runtime/objects/object.ts";
import { native } from "../../runtime/objects/signature.ts";
import { iterate, repr, typeName } from "../../runtime/protocols/index.ts";
import { wrapTensor } from "../torch/wrap.ts";
import { isSequence, textOf } from "./arguments.ts";
import { head, rounded } from "./build/common.ts";
import { inputOf, type RowNorm, rowLabel, rowNormOf } from "./norm-kind.ts";
import { resultTypes, show } from "./result.ts";
import { doublesOf, tensorFrom } from "./tensors.ts";
import { mustBeTensor, withoutGradients } from "./torch-calls.ts";

const where = "steps()";
const ROWS = 8;
const FEATURES = 64;

const formulas = {
  layer: ["μ = mean(x)", "σ² = mean((x − μ)²)", "x̂ = (x − μ) / √(σ² + ε)"],
  rms: ["ms = mean(x²)", "x̂ = x / √(ms + ε)"],
} as const;

export const steps = native(
  "steps(norm, x, rows=None, title=None)",
  (machine: Machine, norm: Value, x: Value, rows: Value, title: Value) => {
    const parts = rowNormOf(machine, norm, x, where);
    const input = inputOf(x, parts, where);
    // The last step is what the module itself gives, so that the worked example is also a check of it.
    const output = mustBeTensor(
      withoutGradients(machine, () => machine.call(norm, [x])),
      `${where}: the norm`,
    );
    const y = tensorSource(output.tensor);
    if (y.length !== input.values.length) {
      throw valueError(
        `${where}: the norm must give as many values as x has, ${input.values.length}, but gave ${y.length}`,
      );
    }
    const chosen = chooseRows(machine, rows, input.rows);
    const { size } = parts;
    const centredTensor = allocateUnset([...input.tensor.shape], "float64");
    const normalizedTensor = allocateUnset([...input.tensor.shape], "float64");
    const found = {
      mean: new Float64Array(input.rows),
      variance: new Float64Array(input.rows),
      centred: doublesOf(centredTensor),
      normalized: doublesOf(normalizedTensor),
    };
    fillSteps(parts, input.values, found, () => machine.checkInterrupt());
    const std = found.variance.map((variance) => Math.sqrt(variance + parts.eps));
    const shown = Math.min(size, FEATURES);
    const notes = [
      ...(size > shown ? [`The first ${shown} of ${size} features are shown.`] : []),
      ...(rows === null && input.rows > chosen.length
        ? [`The first ${chosen.length} of ${input.rows} rows are shown; rows=[...] chooses others.`]
        : []),
    ];
    const shape = input.tensor.shape;
    const column = (
      symbol: string,
      name: string,
      values: Float32Array | Float64Array,
      role: "before" | "after" | null = null,
    ) => ({ symbol, name, role, values: rounded(values.subarray(0, shown), 8) });
    const ofRow = <A extends Float32Array | Float64Array>(values: A, r: number) =>
      values.subarray(r * size, (r + 1) * size);
    const lead = shape.slice(0, shape.length - parts.normalizedShape.length);
    const perRow = (values: Float64Array) =>
      wrapTensor(tensorFrom(values, [...lead, ...parts.normalizedShape.map(() => 1)]));
    const rms = parts.kind === "rms";
    return show(
      machine,
      {
        ...head("steps", textOf(title, `${where}: argument 'title'`) ?? `${typeName(norm)}, step by step`, notes),
        norm: repr(machine, norm),
        formula: [...formulas[parts.kind], scaleFormula(parts), `ε = ${formatNumber(parts.eps)}`],
        features: Array.from({ length: shown }, (_, i) => String(i)),
        rows: chosen.map((r) => {
          const variance = found.variance[r];
          const outputs = new Float64Array(size);
          y.read(r * size, outputs);
          return {
            label: rowLabel(r, shape, parts.normalizedShape.length),
            scalars: rms
              ? [
                  { symbol: "ms", name: "mean square", value: variance },
                  { symbol: "√(ms + ε)", name: "root mean square", value: std[r] },
                ]
              : [
                  { symbol: "μ", name: "mean", value: found.mean[r] },
                  { symbol: "σ²", name: "variance", value: variance },
                  { symbol: "√(σ² + ε)", name: "standard deviation", value: std[r] },
                ],
            columns: [
              column("x", "input", ofRow(input.values, r), "before"),
              ...(rms ? [] : [column("x − μ", "centred", ofRow(found.centred, r))]),
              column("x̂", "normalized", ofRow(found.normalized, r)),
              ...(parts.gamma === null ? [] : [column("γ", "scale", parts.gamma)]),
              ...(parts.beta === null ? [] : [column("β", "shift", parts.beta)]),
              column("y", "output", outputs, "after"),
            ],
          };
        }),
      },
      {
        type: resultTypes.Steps,
        sentence: `${typeName(norm)}, ${plural(input.rows, "row")} of ${size}`,
        attributes: {
          ...(rms ? { ms: perRow(found.variance) } : { mean: perRow(found.mean), var: perRow(found.variance) }),
          std: perRow(std),
          rstd: perRow(std.map((value) => 1 / value)),
          ...(rms ? {} : { centered: wrapTensor(centredTensor) }),
          x_hat: wrapTensor(normalizedTensor),
          y: output,
        },
      },
    );
  },
  "Shows a layer norm or RMS norm at work on chosen rows, step by step, with every intermediate value.",
);

function scaleFormula({ gamma, beta }: RowNorm): string {
  return `y = ${gamma === null ? "" : "γ "}x̂${beta === null ? "" : " + β"}`;
}

/** The rows asked for, or the first ones. Negative positions count from the end. */
export function chooseRows(machine: Machine, rows: Value, count: number): number[] {
  if (rows === null) return Array.from({ length: Math.min(count, ROWS) }, (_, i) => i);
  const given = isSequence(rows) ? [...iterate(machine, rows)] : [rows];
  const chosen = given.map((row) => {
    if (typeof row !== "number")
      throw typeError(`argument 'rows' must be an int or a list of ints, not ${typeName(row)}`);
    const position = row < 0 ? row + count : row;
    if (position < 0 || position >= count) throw valueError(`row ${row} is out of range: there are ${count}`);
    return position;
  });
  if (chosen.length > 64) throw valueError(`at most 64 rows are shown, but got ${chosen.length}`);
  return chosen;
}
