import { formatNumber } from "../format.ts";
import type { PayloadOf, Role } from "../payload.ts";
import { escapeLabel } from "../plot/text.ts";
import { seriesColour, type Theme } from "../theme.ts";
import { type Panel, plainView, type Table, type Trace, type View } from "../view.ts";
import { column, numberCell, textCell } from "./cells.ts";

type Payload = PayloadOf<"gradient_terms">;
type Term = "direct" | "mean" | "variance" | "total";

const terms: readonly { term: Term; label: string; role: Role; position: number }[] = [
  { term: "direct", label: "direct", role: null, position: 0 },
  { term: "mean", label: "through the mean", role: null, position: 2 },
  { term: "variance", label: "through the variance", role: null, position: 3 },
  { term: "total", label: "dx", role: "backward", position: 0 },
];

/** The gradient of layer norm's input, split into its three terms. */
export function gradientTermsView(payload: Payload): View {
  const { norms } = payload;
  return {
    ...plainView,
    title: payload.title,
    summary: `Norms of the terms of dx: direct ${formatNumber(norms.direct)}, through the mean ${formatNumber(norms.mean)}, through the variance ${formatNumber(norms.variance)}; of their sum ${formatNumber(norms.total)}. Largest |sum(dx)| of a row ${formatNumber(payload.largestSum, 2)}, largest |sum(dx · x̂)| ${formatNumber(payload.largestProjection, 2)}.`,
    notes: payload.notes,
    formula: payload.formula,
    selector:
      payload.rows.length < 2 ? null : { label: "row", options: payload.rows.map(({ label }) => label), initial: 0 },
    tables: (selected) => [
      {
        caption: "Sizes",
        always: true,
        columns: [column("term", "left"), column("norm"), column("share of |dx|")],
        rows: terms.map(({ term, label }) => [
          textCell(label),
          numberCell(norms[term]),
          numberCell(norms.total > 0 ? norms[term] / norms.total : Number.NaN, 3),
        ]),
      },
      termTable(payload, selected),
    ],
    panels: (theme, choice) => termPanels(payload, choice.selected, theme),
  };
}

function termTable(payload: Payload, selected: number): Table {
  const row = payload.rows[selected] ?? payload.rows[0];
  return {
    caption: row === undefined ? "No rows" : `Terms of ${row.label}`,
    always: false,
    columns: [column("feature", "left"), ...terms.map(({ label }) => column(label))],
    rows:
      row === undefined
        ? []
        : payload.features.map((feature, i) => [
            textCell(feature),
            ...terms.map(({ term }) => numberCell(row[term][i] ?? Number.NaN, 5)),
          ]),
  };
}

function termPanels(payload: Payload, selected: number, theme: Theme): Panel[] {
  const row = payload.rows[selected] ?? payload.rows[0];
  if (row === undefined || payload.features.length === 0) return [];
  const n = payload.features.length;
  const few = n <= 32;
  return [
    {
      title: row.label,
      x: few
        ? { label: "feature", ticks: { values: payload.features.map((_, k) => k), texts: payload.features } }
        : { label: "feature", whole: true },
      y: { label: "gradient", zeroLine: true },
      height: 280,
      wide: true,
      traces: terms.map(({ term, label, role, position }, i): Trace => {
        const colour = seriesColour(theme, role, position);
        const values = row[term];
        const hover = values.map(
          (v, k) => `${escapeLabel(payload.features[k] ?? "")}<br>${label}: ${formatNumber(v, 6)}`,
        );
        const common = {
          name: label,
          legendgroup: label,
          showlegend: true,
          y: values,
          text: hover,
          hovertemplate: "%{text}<extra></extra>",
        };
        return few && term !== "total"
          ? {
              ...common,
              type: "bar",
              x: values.map((_, k) => k + (i - 1) * 0.26),
              width: values.map(() => 0.25),
              textposition: "none",
              marker: { color: colour, line: { width: 0 } },
            }
          : {
              ...common,
              type: "scatter",
              mode: few ? "markers" : "lines",
              x: values.map((_, k) => k),
              line: { color: colour, width: term === "total" ? 2 : 1.2 },
              marker: {
                color: colour,
                size: 9,
                symbol: "diamond",
                line: { width: 1, color: theme.background },
              },
            };
      }),
    },
  ];
}
