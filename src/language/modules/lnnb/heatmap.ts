import { blockExtremes, describe, matrixShape } from "../../../engine/statistics/index.ts";
import { formatNumber } from "../../../figures/format.ts";
import { typeError, valueError } from "../../runtime/errors.ts";
import type { Machine, Value } from "../../runtime/objects/object.ts";
import { native } from "../../runtime/objects/signature.ts";
import { typeName } from "../../runtime/protocols/index.ts";
import { argumentText, namesOf, numberOf, numbersOf, textOf } from "./arguments.ts";
import { gridData, head } from "./build/common.ts";
import { statisticsAttributes } from "./distribution.ts";
import { show } from "./result.ts";

export const heatmap = native(
  "heatmap(values, x=None, y=None, title=None, x_label=None, y_label=None, center='auto')",
  (machine: Machine, values: Value, x: Value, y: Value, title: Value, xLabel: Value, yLabel: Value, center: Value) => {
    const { source, shape } = numbersOf(machine, values, "heatmap(): argument 'values'");
    const { rows, columns } = matrixShape(shape);
    const columnNames = namesFor(machine, x, columns, "heatmap(): argument 'x'");
    const rowNames = namesFor(machine, y, rows, "heatmap(): argument 'y'");
    const checkInterrupt = (): void => machine.checkInterrupt();
    const { statistics } = describe(source, { bins: 1, checkInterrupt });
    const centre = centreOf(center, statistics);
    const grid = gridData(blockExtremes(source, columns, { centre: centre ?? statistics.mean, checkInterrupt }));
    const reduced = grid.rowsPerBlock * grid.columnsPerBlock > 1;
    const label = argumentText(machine, 0, "values", "values");
    const notes = reduced
      ? [
          `Each cell shows the value of ${grid.rowsPerBlock} × ${grid.columnsPerBlock} that lies farthest from ${formatNumber(centre ?? statistics.mean)}.`,
        ]
      : [];
    return show(
      machine,
      {
        ...head("heatmap", textOf(title, "heatmap(): argument 'title'") ?? label, notes),
        label,
        shape: [...shape],
        rowLabel: textOf(yLabel, "heatmap(): argument 'y_label'") ?? (y === null ? rowDimension(shape) : ""),
        columnLabel:
          textOf(xLabel, "heatmap(): argument 'x_label'") ??
          (x === null && shape.length > 0 ? `dim ${shape.length - 1}` : ""),
        rowNames: reduced ? null : rowNames,
        columnNames: reduced ? null : columnNames,
        centre,
        grid,
        statistics,
      },
      {
        sentence: `${label}: from ${formatNumber(statistics.min)} to ${formatNumber(statistics.max)}`,
        attributes: statisticsAttributes({ statistics }),
      },
    );
  },
  "Draws a matrix as colours (more dimensions are folded into rows); `center` is where colours run both ways from.",
);

const rowDimension = (shape: readonly number[]): string =>
  shape.length < 2 ? "" : shape.length === 2 ? "dim 0" : `dims 0 to ${shape.length - 2}`;

function namesFor(machine: Machine, names: Value, count: number, where: string): string[] | null {
  if (names === null) return null;
  const list = namesOf(machine, names, where);
  if (list.length !== count) throw valueError(`${where} names ${list.length}, but there are ${count}`);
  return list;
}

/** "auto": 0 where values lie on both sides of it. */
function centreOf(center: Value, { min, max }: { min: number; max: number }): number | null {
  if (center === null) return null;
  if (center === "auto") return min < 0 && max > 0 ? 0 : null;
  const found = numberOf(center);
  if (found === undefined)
    throw typeError(`heatmap(): argument 'center' must be a number, None or 'auto', not ${typeName(center)}`);
  return found;
}
