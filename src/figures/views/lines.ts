import { withAlpha } from "../colour.ts";
import { formatNumber, plural } from "../format.ts";
import type { AxisData, LineData, PayloadOf } from "../payload.ts";
import { escapeLabel } from "../plot/text.ts";
import { seriesColour, seriesDash, type Theme } from "../theme.ts";
import { type Choice, type Panel, plainView, type Table, type Toggle, type Trace, type View } from "../view.ts";
import { column, numberCell } from "./cells.ts";
import { withScale, yLog } from "./scale.ts";

export function linesView(payload: PayloadOf<"lines">): View {
  return {
    ...plainView,
    title: payload.title,
    summary: summarize(payload.series, payload.x, payload.y),
    notes: [...payload.notes, ...remarks(payload.series, payload.x, payload.y)],
    log: yLog(
      payload.y,
      payload.series.map(({ y }) => y),
    ),
    apart: sideBySide(payload.series),
    tables: () => [lineTable(payload.x, payload.series)],
    panels: (theme, choice) => linePanels(payload, payload.markers, choice, theme),
  };
}

export function sweepView(payload: PayloadOf<"sweep">): View {
  return {
    ...plainView,
    title: payload.title,
    summary: `${payload.parameter} swept. ${summarize(payload.series, payload.x, payload.y)}`,
    notes: [...payload.notes, ...remarks(payload.series, payload.x, payload.y)],
    tables: () => [{ ...lineTable(payload.x, payload.series), always: (payload.series[0]?.x.length ?? 0) <= 10 }],
    log: yLog(
      payload.y,
      payload.series.map(({ y }) => y),
    ),
    apart: sideBySide(payload.series),
    panels: (theme, choice) => linePanels(payload, true, choice, theme),
  };
}

function summarize(series: readonly LineData[], x: AxisData, y: AxisData): string {
  if (series.length === 0) return "No lines.";
  const parts = series.slice(0, 6).map(({ label, y: values }) => {
    const finite = values.filter(Number.isFinite);
    if (finite.length === 0) return `${label} has no finite value`;
    const last = finite[finite.length - 1];
    return `${label} runs from ${formatNumber(finite[0])} to ${formatNumber(last)}, between ${formatNumber(Math.min(...finite))} and ${formatNumber(Math.max(...finite))}`;
  });
  return `${y.label || "Value"} against ${x.label || "position"}: ${parts.join("; ")}.`;
}

/** What a logarithmic axis or a missing number leaves out. */
function remarks(series: readonly LineData[], x: AxisData, y: AxisData): string[] {
  const left = series.flatMap(({ label, x: xs, y: ys }) => {
    const hidden = ys.filter((value, i) => !drawable(value, y) || !drawable(xs[i], x)).length;
    if (hidden === 0) return [];
    const why =
      y.scale === "log" || x.scale === "log"
        ? "not positive, which a logarithmic axis cannot show, or not finite"
        : "NaN or infinite";
    return [`${label}: ${plural(hidden, "point")} not drawn (${why}).`];
  });
  return left;
}

const drawable = (value: number, axis: AxisData): boolean =>
  Number.isFinite(value) && (axis.scale === "linear" || value > 0);

const sideBySide = (series: readonly LineData[]): Toggle | null =>
  series.length > 1 && series.length <= 12 ? { label: "Side by side", initial: false } : null;

interface Lines {
  readonly x: AxisData;
  readonly y: AxisData;
  readonly series: readonly LineData[];
}

function linePanels({ x, y: given, series }: Lines, markers: boolean, choice: Choice, theme: Theme): Panel[] {
  const y = withScale(given, choice);
  const traces = series.map((line, i) => lineTraces(line, i, series.length > 1 && !choice.apart, markers, x, y, theme));
  if (traces.length === 0) return [];
  const xAxis = { label: x.label, scale: x.scale };
  if (!choice.apart) {
    return [
      { title: "", x: xAxis, y: { label: y.label, scale: y.scale }, height: 280, wide: true, traces: traces.flat() },
    ];
  }
  // One scale for all, so that they still compare.
  const range = commonRange(
    series.flatMap((line) => [...line.y, ...(line.low ?? []), ...(line.high ?? [])]),
    y,
  );
  return series.map((line, i) => ({
    title: line.label,
    x: xAxis,
    y: { label: y.label, scale: y.scale, ...(range === undefined ? {} : { range }) },
    height: 200,
    traces: traces[i],
  }));
}

/** The range of an axis (its exponents, where it is logarithmic) that holds all values, with some room. */
function commonRange(values: readonly number[], axis: AxisData): readonly [number, number] | undefined {
  const shown = values.filter((v) => drawable(v, axis)).map((v) => (axis.scale === "log" ? Math.log10(v) : v));
  if (shown.length === 0) return undefined;
  const low = Math.min(...shown);
  const high = Math.max(...shown);
  const pad = (high - low) * 0.06 || Math.abs(high) * 0.1 || 1;
  return [low - pad, high + pad];
}

function lineTraces(
  line: LineData,
  position: number,
  named: boolean,
  markers: boolean,
  x: AxisData,
  y: AxisData,
  theme: Theme,
): Trace[] {
  const colour = seriesColour(theme, line.role, position);
  const name = escapeLabel(line.label);
  const value = (v: number, axis: AxisData): number | null => (drawable(v, axis) ? v : null);
  const xs = line.x.map((v) => value(v, x));
  const traces: Trace[] = [];
  if (line.low !== null && line.high !== null) {
    traces.push({
      type: "scatter",
      mode: "lines",
      name,
      legendgroup: name,
      showlegend: false,
      x: [...xs, ...[...xs].reverse()],
      y: [...line.high.map((v) => value(v, y)), ...line.low.map((v) => value(v, y)).reverse()],
      fill: "toself",
      fillcolor: withAlpha(colour, 0.18),
      line: { width: 0 },
      hoverinfo: "skip",
    });
  }
  traces.push({
    type: "scatter",
    mode: markers || line.x.length === 1 ? "lines+markers" : "lines",
    name,
    legendgroup: name,
    showlegend: named,
    x: xs,
    y: line.y.map((v) => value(v, y)),
    text: line.x.map(
      (v, i) =>
        `${escapeLabel(x.label || "x")}: ${formatNumber(v, 6)}<br>${escapeLabel(y.label || "y")}: ${formatNumber(line.y[i], 6)}`,
    ),
    hovertemplate: `%{text}<extra>${named ? name : ""}</extra>`,
    connectgaps: false,
    line: { color: colour, width: 2, dash: seriesDash(position) },
    marker: { color: colour, size: 6, symbol: symbols[position % symbols.length] },
  });
  return traces;
}

const symbols = ["circle", "diamond", "square", "triangle-up", "cross", "x", "star"];

/** One row an x where all series share theirs, else one row a point. */
function lineTable(x: AxisData, series: readonly LineData[]): Table {
  const label = x.label || "x";
  const shared = series.every(
    (line) => line.x.length === series[0].x.length && line.x.every((v, i) => Object.is(v, series[0].x[i])),
  );
  if (shared && series.length > 0) {
    return {
      caption: "Values",
      always: false,
      columns: [column(label), ...series.map((line) => column(line.label))],
      rows: series[0].x.map((v, i) => [numberCell(v, 6), ...series.map((line) => numberCell(line.y[i], 6))]),
    };
  }
  return {
    caption: "Values",
    always: false,
    columns: [column("series", "left"), column(label), column("value")],
    rows: series.flatMap((line) =>
      line.x.map((v, i) => [{ text: line.label }, numberCell(v, 6), numberCell(line.y[i], 6)]),
    ),
  };
}
