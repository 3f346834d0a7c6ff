import { formatNumber } from "../format.ts";
import type { PayloadOf } from "../payload.ts";
import { escapeLabel } from "../plot/text.ts";
import { seriesColour, type Theme } from "../theme.ts";
import { type Panel, plainView, type Table, type Trace, type View } from "../view.ts";
import { column, numberCell, textCell } from "./cells.ts";
import { withScale, yLog } from "./scale.ts";

type Payload = PayloadOf<"bars">;

export function barsView(payload: Payload): View {
  return {
    ...plainView,
    title: payload.title,
    summary: summarize(payload),
    notes: payload.notes,
    tables: () => [barTable(payload)],
    log: yLog(
      payload.y,
      payload.series.map(({ values }) => values),
    ),
    panels: (theme, choice) =>
      payload.categories.length === 0 ? [] : [barPanel({ ...payload, y: withScale(payload.y, choice) }, theme)],
  };
}

function summarize({ series, categories, y }: Payload): string {
  if (categories.length === 0) return "No bars.";
  const parts = series.slice(0, 6).map(({ label, values }) => {
    const finite = values.filter(Number.isFinite);
    if (finite.length === 0) return `${label} has no finite value`;
    const highest = categories[values.indexOf(Math.max(...finite))];
    return `${label} is largest at ${highest} with ${formatNumber(Math.max(...finite))} and at least ${formatNumber(Math.min(...finite))}`;
  });
  return `${y.label || "Bars"}: ${parts.join("; ")}.`;
}

function barPanel(payload: Payload, theme: Theme): Panel {
  const { categories, series, markers } = payload;
  const width = 0.8 / Math.max(1, series.length);
  const at = (position: number, k: number): number => k + (position - (series.length - 1) / 2) * width;
  const traces: Trace[] = series.map(({ label, role, values, errors }, i) => {
    const name = escapeLabel(label);
    return {
      type: "bar",
      name,
      legendgroup: name,
      showlegend: series.length > 1 || markers !== null,
      x: values.map((_, k) => at(i, k)),
      y: values.map((v) => (Number.isFinite(v) ? v : null)),
      width: values.map(() => width * 0.94),
      text: values.map(
        (v, k) =>
          `${escapeLabel(categories[k] ?? "")}<br>${name}: ${formatNumber(v, 6)}${errors === null ? "" : ` ± ${formatNumber(errors[k] ?? Number.NaN, 3)}`}`,
      ),
      textposition: "none",
      hovertemplate: "%{text}<extra></extra>",
      marker: { color: seriesColour(theme, role, i), line: { width: 0.5, color: theme.background } },
      ...(errors === null
        ? {}
        : {
            error_y: {
              type: "data",
              array: errors.map((v) => (Number.isFinite(v) ? v : 0)),
              color: theme.foreground,
              thickness: 1.2,
              width: 3,
            },
          }),
    };
  });
  if (markers !== null) {
    traces.push({
      type: "scatter",
      mode: "markers",
      name: escapeLabel(markers.label),
      showlegend: true,
      x: markers.values.map((_, k) => k),
      y: markers.values.map((v) => (Number.isFinite(v) ? v : null)),
      text: markers.values.map(
        (v, k) => `${escapeLabel(categories[k] ?? "")}<br>${escapeLabel(markers.label)}: ${formatNumber(v, 6)}`,
      ),
      hovertemplate: "%{text}<extra></extra>",
      marker: {
        symbol: "line-ew-open",
        size: Math.max(8, Math.min(28, 300 / categories.length)),
        line: { width: 3, color: theme.foreground },
        color: theme.foreground,
      },
    });
  }
  const step = Math.ceil(categories.length / 24);
  const ticked = categories.map((_, k) => k).filter((k) => k % step === 0);
  return {
    title: "",
    x: {
      label: payload.categoryLabel,
      range: [-0.6, categories.length - 0.4],
      ticks: { values: ticked, texts: ticked.map((k) => categories[k]) },
    },
    y: { label: payload.y.label, scale: payload.y.scale, zeroLine: true },
    height: 260,
    wide: true,
    traces,
  };
}

function barTable({ categories, categoryLabel, series, markers }: Payload): Table {
  return {
    caption: "Values",
    always: false,
    columns: [
      column(categoryLabel || "category", "left"),
      ...series.flatMap(({ label, errors }) => [column(label), ...(errors === null ? [] : [column(`± ${label}`)])]),
      ...(markers === null ? [] : [column(markers.label)]),
    ],
    rows: categories.map((category, k) => [
      textCell(category),
      ...series.flatMap(({ values, errors }) => [
        numberCell(values[k] ?? Number.NaN, 6),
        ...(errors === null ? [] : [numberCell(errors[k] ?? Number.NaN, 6)]),
      ]),
      ...(markers === null ? [] : [numberCell(markers.values[k] ?? Number.NaN, 6)]),
    ]),
  };
}
