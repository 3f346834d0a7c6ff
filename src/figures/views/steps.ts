import { formatNumber } from "../format.ts";
import type { PayloadOf } from "../payload.ts";
import { escapeLabel } from "../plot/text.ts";
import { seriesColour, type Theme } from "../theme.ts";
import { type Panel, plainView, type Table, type View } from "../view.ts";
import { column, numberCell, textCell } from "./cells.ts";

type Payload = PayloadOf<"steps">;
type Row = Payload["rows"][number];

/** The worked example: every intermediate of a norm, for one row at a time. */
export function stepsView(payload: Payload): View {
  const row = (selected: number): Row | undefined => payload.rows[selected] ?? payload.rows[0];
  return {
    ...plainView,
    title: payload.title,
    summary: `The steps of ${payload.norm}: ${scalars(payload.rows[0])}.`,
    notes: payload.notes,
    formula: payload.formula,
    selector:
      payload.rows.length < 2 ? null : { label: "row", options: payload.rows.map(({ label }) => label), initial: 0 },
    tables(selected) {
      const shown = row(selected);
      return shown === undefined ? [] : [stepTable(payload, shown)];
    },
    panels(theme, choice) {
      const shown = row(choice.selected);
      return shown === undefined ? [] : stepPanels(payload, shown, theme);
    },
  };
}

const scalars = (row: Row | undefined): string =>
  row === undefined
    ? "no row"
    : row.scalars.map(({ symbol, name, value }) => `${name} ${symbol} = ${formatNumber(value, 6)}`).join(", ");

function stepTable(payload: Payload, row: Row): Table {
  return {
    caption: `${row.label}: ${scalars(row)}`,
    always: true,
    columns: [column("feature", "left"), ...row.columns.map(({ symbol }) => column(symbol))],
    rows: payload.features.map((feature, i) => [
      textCell(feature),
      ...row.columns.map(({ values }) => numberCell(values[i] ?? Number.NaN, 5)),
    ]),
  };
}

/** One small bar chart a step; the parameters, which are no step, are left to the table. */
function stepPanels(payload: Payload, row: Row, theme: Theme): Panel[] {
  const few = payload.features.length <= 24;
  const drawn = row.columns.filter(({ symbol }) => symbol !== "γ" && symbol !== "β");
  const extent = (values: readonly number[]): number => Math.max(0, ...values.filter(Number.isFinite).map(Math.abs));
  return drawn.map(({ symbol, name, role, values }, i) => {
    const limit = extent(values) * 1.15 || 1;
    return {
      title: `${symbol}: ${name}`,
      x: few
        ? { label: "feature", ticks: { values: payload.features.map((_, k) => k), texts: payload.features } }
        : { label: "feature", whole: true },
      y: { label: "", zeroLine: true, range: [Math.min(...values) < 0 ? -limit : 0, limit] },
      height: 150,
      traces: [
        {
          type: "bar",
          name: escapeLabel(symbol),
          showlegend: false,
          x: payload.features.map((_, k) => k),
          y: values,
          width: values.map(() => 0.8),
          text: values.map((value, k) => `${escapeLabel(payload.features[k] ?? "")}: ${formatNumber(value, 6)}`),
          textposition: "none",
          hovertemplate: "%{text}<extra></extra>",
          marker: {
            color: seriesColour(theme, role, i === 1 ? 6 : 5),
            line: { width: few ? 1 : 0, color: theme.background },
          },
        },
      ],
    };
  });
}
