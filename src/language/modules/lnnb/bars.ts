import { plural } from "../../../figures/format.ts";
import { typeError, valueError } from "../../runtime/errors.ts";
import { PyDict } from "../../runtime/objects/dict.ts";
import type { Machine, Value } from "../../runtime/objects/object.ts";
import { native } from "../../runtime/objects/signature.ts";
import { iterate, str, typeName } from "../../runtime/protocols/index.ts";
import { axisOf, flagOf, labelledValues, namesOf, roleOf, textOf, vectorOf } from "./arguments.ts";
import { head, rounded } from "./build/common.ts";
import { show } from "./result.ts";

const LIMIT = 256;

export const bars = native(
  "bars(*values, x=None, errors=None, markers=None, title=None, x_label=None, y_label=None, log_y=False, **named)",
  (
    machine: Machine,
    values: Value[],
    x: Value,
    errors: Value,
    markers: Value,
    title: Value,
    xLabel: Value,
    yLabel: Value,
    logY: Value,
    named: Map<string, Value>,
  ) => {
    const entries = labelledValues(machine, values, named);
    if (entries.length === 0) throw typeError("bars() needs values: bars(times, x=names) or bars({'a': u, 'b': v})");
    // A dict of plain numbers is one series whose keys name the bars.
    const numbers = entries.every(
      ({ value }) => typeof value === "number" || vectorOf(machine, value, "bars()").length === 1,
    );
    const single = x === null && entries.length > 1 && numbers;
    const series = single
      ? [
          {
            label: "values",
            name: null,
            values: Float64Array.from(entries, ({ value, label }) => vectorOf(machine, value, `bars(): '${label}'`)[0]),
          },
        ]
      : entries.map(({ label, name, value }) => ({
          label,
          name,
          values: vectorOf(machine, value, `bars(): '${label}'`),
        }));
    const count = series[0].values.length;
    const categories = single
      ? entries.map(({ label }) => label)
      : x === null
        ? Array.from({ length: count }, (_, i) => String(i))
        : namesOf(machine, x, "bars(): argument 'x'");
    for (const { label, values: own } of series) {
      if (own.length !== categories.length) {
        throw valueError(
          `bars(): '${label}' has ${plural(own.length, "value")}, but there are ${plural(categories.length, "bar")} to name`,
        );
      }
    }
    if (categories.length > LIMIT)
      throw valueError(`bars() shows at most ${LIMIT} bars, but got ${categories.length}: use lnnb.lines`);
    const marks = markOf(machine, markers, categories.length);
    return show(
      machine,
      {
        ...head(
          "bars",
          textOf(title, "bars(): argument 'title'") ??
            series
              .map(({ label }) => label)
              .join(", ")
              .slice(0, 80),
        ),
        categories,
        categoryLabel: textOf(xLabel, "bars(): argument 'x_label'") ?? "",
        y: axisOf(
          textOf(yLabel, "bars(): argument 'y_label'") ?? (series.length === 1 && !single ? series[0].label : ""),
          flagOf(logY, "bars(): argument 'log_y'"),
        ),
        series: series.map(({ label, name, values: own }) => ({
          label,
          role: roleOf(name),
          values: rounded(own),
          errors: errorsOf(machine, errors, label, series.length, own.length),
        })),
        markers: marks,
      },
      { sentence: plural(categories.length, "bar") },
    );
  },
  "Draws bars: a tensor, or a dict of tensors side by side; `x` names them, `markers={label: values}` marks what they should reach.",
);

function markOf(machine: Machine, markers: Value, count: number): { label: string; values: number[] } | null {
  if (markers === null) return null;
  let label = "expected";
  let given: Value = markers;
  if (markers instanceof PyDict) {
    const keys = [...iterate(machine, markers)];
    if (keys.length !== 1) throw valueError(`bars(): argument 'markers' must hold one entry, but holds ${keys.length}`);
    label = str(machine, keys[0]);
    given = markers.get(machine, keys[0]) ?? null;
  }
  const values = vectorOf(machine, given, "bars(): argument 'markers'");
  if (values.length !== count) {
    throw valueError(
      `bars(): argument 'markers' has ${plural(values.length, "value")}, but there are ${plural(count, "bar")}`,
    );
  }
  return { label, values: rounded(values) };
}

function errorsOf(machine: Machine, errors: Value, label: string, seriesCount: number, count: number): number[] | null {
  if (errors === null) return null;
  let given: Value | undefined = errors;
  if (errors instanceof PyDict) given = errors.get(machine, label);
  else if (seriesCount > 1) {
    throw typeError(
      `bars(): argument 'errors' must be a dict from labels where there are several series, not ${typeName(errors)}`,
    );
  }
  if (given === undefined) return null;
  const values = vectorOf(machine, given, "bars(): argument 'errors'");
  if (values.length !== count) {
    throw valueError(
      `bars(): argument 'errors' has ${plural(values.length, "value")}, but there are ${plural(count, "bar")}`,
    );
  }
  return rounded(values);
}
