import { formatNumber, formatShape } from "../format.ts";
import type { PayloadOf } from "../payload.ts";
import { linearTicks } from "../plot/ticks.ts";
import { badColour, divergingScale, sequentialScale, type Theme } from "../theme.ts";
import { type Panel, type PanelAxis, plainView, type Table, type View } from "../view.ts";
import { column, numberCell, statisticsTable, textCell } from "./cells.ts";

type Payload = PayloadOf<"heatmap">;

export function heatmapView(payload: Payload): View {
  const { statistics: s, grid } = payload;
  return {
    ...plainView,
    title: payload.title,
    summary:
      s.count === 0
        ? `Heatmap of ${payload.label}: it is empty.`
        : `Heatmap of ${payload.label} (${formatShape(payload.shape)}): from ${formatNumber(s.min)} to ${formatNumber(s.max)}, mean ${formatNumber(s.mean)}.`,
    notes: payload.notes,
    tables: () => [
      gridTable(payload),
      statisticsTable("Statistics", "tensor", [{ label: payload.label, statistics: s, histogram: null }], false),
    ],
    panels: (theme) => (grid.values.length === 0 ? [] : [heatmapPanel(payload, theme)]),
  };
}

const rowName = ({ rowNames, grid }: Payload, r: number): string => rowNames?.[r] ?? String(r * grid.rowsPerBlock);
const columnName = ({ columnNames, grid }: Payload, c: number): string =>
  columnNames?.[c] ?? String(c * grid.columnsPerBlock);

/** Above the bar there is room for a word; where no title was given, it says the label already. */
const barLabel = ({ label, title }: Payload): string =>
  label === title || title === "" ? "" : label.length <= 12 ? label : "value";

function heatmapPanel(payload: Payload, theme: Theme): Panel {
  const { grid, centre, statistics } = payload;
  const at = (r: number, c: number): number => grid.values[r * grid.columns + c];
  const rows = Array.from({ length: grid.rows }, (_, r) => r);
  const columns = Array.from({ length: grid.columns }, (_, c) => c);
  const blocks = grid.rowsPerBlock * grid.columnsPerBlock > 1;
  const low = Number.isFinite(statistics.min) ? statistics.min : 0;
  const high = Number.isFinite(statistics.max) ? statistics.max : 1;
  const reach = centre === null ? 0 : Math.max(Math.abs(high - centre), Math.abs(low - centre)) || 1;
  const barTicks = centre === null ? linearTicks(low, high, 5) : linearTicks(centre - reach, centre + reach, 5);
  const scale = centre === null ? sequentialScale(theme) : divergingScale(theme);
  const lost = rows.flatMap((r) => columns.filter((c) => !Number.isFinite(at(r, c))).map((c) => [r, c] as const));
  const small = grid.rows * grid.columns <= 100 && grid.columns <= 12;
  const axis = (label: string, names: readonly string[] | null, size: number, perBlock: number): PanelAxis => {
    if (names !== null && size <= 40)
      return { label, ticks: { values: names.map((_, i) => i * perBlock), texts: names } };
    return { label, whole: true };
  };
  return {
    title: "",
    x: axis(payload.columnLabel, payload.columnNames, grid.columns, grid.columnsPerBlock),
    y: { ...axis(payload.rowLabel, payload.rowNames, grid.rows, grid.rowsPerBlock), reversed: true },
    height: Math.max(70, Math.min(420, grid.rows * (small ? 34 : 16))),
    wide: true,
    colourBar: {
      label: barLabel(payload),
      ...(barTicks === null ? {} : { ticks: barTicks }),
    },
    traces: [
      {
        type: "heatmap",
        name: "values",
        showlegend: false,
        x: columns.map((c) => c * grid.columnsPerBlock),
        y: rows.map((r) => r * grid.rowsPerBlock),
        z: rows.map((r) => columns.map((c) => (Number.isFinite(at(r, c)) ? at(r, c) : null))),
        zmin: centre === null ? low : centre - reach,
        zmax: centre === null ? (high > low ? high : low + 1) : centre + reach,
        text: rows.map((r) =>
          columns.map((c) =>
            blocks
              ? `block from [${r * grid.rowsPerBlock}, ${c * grid.columnsPerBlock}]<br>extreme ${formatNumber(at(r, c), 6)}`
              : `${formatNumber(at(r, c), 6)}`,
          ),
        ),
        hovertemplate: "%{y}, %{x}<br>%{text}<extra></extra>",
        colorscale: scale.map(([position, colour]) => [position, colour]),
        xgap: grid.columns <= 32 ? 1 : 0,
        ygap: grid.rows <= 32 ? 1 : 0,
      },
      ...(lost.length === 0
        ? []
        : [
            {
              type: "scatter",
              mode: "markers",
              name: "NaN or infinite",
              showlegend: true,
              x: lost.map(([, c]) => c * grid.columnsPerBlock),
              y: lost.map(([r]) => r * grid.rowsPerBlock),
              text: lost.map(([r, c]) => formatNumber(at(r, c))),
              hovertemplate: "%{text}<extra></extra>",
              marker: { symbol: "x", size: 8, color: badColour(theme) },
            },
          ]),
    ],
  };
}

function gridTable(payload: Payload): Table {
  const { grid } = payload;
  return {
    caption:
      grid.rowsPerBlock * grid.columnsPerBlock > 1
        ? `Extremes of blocks of ${grid.rowsPerBlock} × ${grid.columnsPerBlock}`
        : "Values",
    always: false,
    columns: [
      column(payload.rowLabel || "row", "left"),
      ...Array.from({ length: grid.columns }, (_, c) => column(columnName(payload, c))),
    ],
    rows: Array.from({ length: grid.rows }, (_, r) => [
      textCell(rowName(payload, r)),
      ...Array.from({ length: grid.columns }, (__, c) => numberCell(grid.values[r * grid.columns + c])),
    ]),
  };
}
