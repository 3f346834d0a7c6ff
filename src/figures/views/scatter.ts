import { withAlpha } from "../colour.ts";
import { formatNumber, plural } from "../format.ts";
import type { PayloadOf } from "../payload.ts";
import { escapeLabel } from "../plot/text.ts";
import { axisColour, seriesColour, type Theme } from "../theme.ts";
import { type Choice, type Panel, plainView, type Trace, type View } from "../view.ts";
import { column, numberCell } from "./cells.ts";
import { withScale, yLog } from "./scale.ts";

type Payload = PayloadOf<"scatter">;

export function scatterView(payload: Payload): View {
  const total = payload.series.reduce((sum, series) => sum + series.total, 0);
  return {
    ...plainView,
    title: payload.title,
    summary: `${payload.y.label || "y"} against ${payload.x.label || "x"}: ${plural(total, "point")}${payload.series.length > 1 ? ` of ${payload.series.map(({ label }) => label).join(", ")}` : ""}.`,
    notes: payload.notes,
    tables: () => [
      {
        caption: `Points${payload.series.some((series) => series.total > series.x.length) ? " (a sample)" : ""}`,
        always: false,
        columns: [column("series", "left"), column(payload.x.label || "x"), column(payload.y.label || "y")],
        rows: payload.series.flatMap((series) =>
          series.x.map((x, i) => [{ text: series.label }, numberCell(x, 6), numberCell(series.y[i], 6)]),
        ),
      },
    ],
    log: yLog(
      payload.y,
      payload.series.map(({ y }) => y),
    ),
    apart: payload.series.length > 1 && payload.series.length <= 12 ? { label: "Side by side", initial: false } : null,
    panels: (theme, choice) => (total === 0 ? [] : scatterPanels(payload, choice, theme)),
  };
}

function scatterPanels(given: Payload, choice: Choice, theme: Theme): Panel[] {
  const payload = { ...given, y: withScale(given.y, choice) };
  if (!choice.apart) return [scatterPanel(payload, theme)];
  return payload.series.map((series, i) => ({
    ...scatterPanel({ ...payload, series: [series] }, theme, i),
    title: series.label,
    height: 220,
    wide: false,
  }));
}

/** @param first the place of the first series among all: its colour */
function scatterPanel(payload: Payload, theme: Theme, first = 0): Panel {
  const named = payload.series.length + payload.curves.length > 1;
  const traces: Trace[] = payload.series.map((series, i) => {
    const name = escapeLabel(series.label);
    const many = series.x.length > 300;
    return {
      type: "scatter",
      mode: "markers",
      name,
      legendgroup: name,
      showlegend: named,
      x: series.x,
      y: series.y.map((y) => (Number.isFinite(y) ? y : null)),
      text: series.x.map(
        (x, k) =>
          `${escapeLabel(payload.x.label || "x")}: ${formatNumber(x, 6)}<br>${escapeLabel(payload.y.label || "y")}: ${formatNumber(series.y[k], 6)}`,
      ),
      hovertemplate: `%{text}<extra>${named ? name : ""}</extra>`,
      marker: {
        color: withAlpha(seriesColour(theme, series.role, first + i), many ? 0.45 : 0.8),
        size: many ? 4 : 6,
        symbol: (first + i) % 2 === 0 ? "circle" : "diamond",
      },
    };
  });
  payload.curves.forEach((curve, i) => {
    traces.push({
      type: "scatter",
      mode: "lines",
      name: escapeLabel(curve.label),
      showlegend: true,
      x: curve.x,
      y: curve.y,
      line: {
        color: seriesColour(theme, null, payload.series.length + i),
        width: 2.5,
        dash: i === 0 ? "solid" : "dash",
      },
      hovertemplate: `%{x:.4g}, %{y:.4g}<extra>${escapeLabel(curve.label)}</extra>`,
    });
  });
  const all = payload.series.flatMap(({ x, y }) => [...x, ...y]).filter(Number.isFinite);
  if (payload.diagonal && all.length > 0) {
    const ends = [Math.min(...all), Math.max(...all)];
    traces.unshift({
      type: "scatter",
      mode: "lines",
      name: "equal",
      showlegend: false,
      x: ends,
      y: ends,
      line: { color: axisColour(theme), width: 1, dash: "dash" },
      hoverinfo: "skip",
    });
  }
  return {
    title: "",
    x: { label: payload.x.label, scale: payload.x.scale },
    y: { label: payload.y.label, scale: payload.y.scale },
    height: 300,
    wide: true,
    traces,
  };
}
