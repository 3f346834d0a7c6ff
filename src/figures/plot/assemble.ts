import { shorten } from "../format.ts";
import { axisColour, mutedColour, type Theme } from "../theme.ts";
import type { Json, Panel, Trace } from "../view.ts";
import { axisLayout, bottomSpace, leftSpace, shortened, thinned, withLogTicks, withoutShared } from "./axis.ts";
import { escapeLabel } from "./text.ts";

/** A figure as the plotting library takes it (and as `application/vnd.plotly.v1+json` stores it). */
export interface PlotlyFigure {
  readonly data: readonly Trace[];
  readonly layout: { readonly [key: string]: Json } & { readonly height: number };
}

/** Of the plot area, where a panel has no wish of its own. */
export const PANEL_HEIGHT = 220;
const LEGEND_ROW = 20;
const COLOUR_BAR = 76;

interface Placed {
  readonly panel: Panel;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export interface AssembleOptions {
  /** Whether the legend is part of the drawing (true), or stands beside it in the page. */
  readonly legend?: boolean;
}

/** Lays panels out in rows that fit `width` pixels and joins them to one figure. */
export function assemble(
  given: readonly Panel[],
  theme: Theme,
  width: number,
  { legend = true }: AssembleOptions = {},
): PlotlyFigure {
  const small = theme.fontSize - 1;
  const columns = Math.min(perRow(width, given.length), given.length);
  const panels = given.map((panel) => {
    const beside = panel.row === undefined ? columns : given.filter(({ row }) => row === panel.row).length;
    const across = width / (panel.wide ? 1 : Math.min(perRow(width, given.length), beside)) - 80;
    const down = panel.height ?? PANEL_HEIGHT;
    return {
      ...panel,
      x: withoutShared(withLogTicks(panel, "x", across)),
      y: shortened(
        thinned(withoutShared(withLogTicks(panel, "y", down)), down, true),
        Math.max(70, (across + 80) * 0.3),
      ),
    };
  });
  const labels = legend ? legendLabels(panels) : [];
  const legendHeight = labels.length > 0 ? legendRows(labels, width, small) * LEGEND_ROW + 6 : 0;
  const { placed, height } = place(panels, width, legendHeight);
  const layout: Record<string, Json> = {
    width,
    autosize: false,
    // The page shows through; exports set a colour.
    paper_bgcolor: "rgba(0,0,0,0)",
    plot_bgcolor: "rgba(0,0,0,0)",
    font: { family: theme.fontFamily, size: small, color: theme.foreground },
    margin: { l: 0, r: 0, t: 0, b: 0, pad: 0, autoexpand: false },
    showlegend: labels.length > 0,
    legend: {
      orientation: "h",
      xref: "container",
      yref: "container",
      x: 0,
      y: 1,
      xanchor: "left",
      yanchor: "top",
      bgcolor: "rgba(0,0,0,0)",
      font: { size: small },
      itemsizing: "constant",
    },
    hoverlabel: {
      bgcolor: theme.background,
      bordercolor: axisColour(theme),
      font: { family: theme.fontFamily, size: small, color: theme.foreground },
      align: "left",
      namelength: -1,
    },
    hovermode: "closest",
    dragmode: "zoom",
    barmode: "overlay",
    bargap: 0,
    // Keeps zoom, pan and legend toggles while a figure is drawn anew.
    uirevision: "figure",
    modebar: { orientation: "h" },
  };
  const data: Trace[] = [];
  const named = new Set<string>();
  const annotations: Json[] = [];
  const shapes: Json[] = [];
  placed.forEach((place, i) => {
    const suffix = i === 0 ? "" : String(i + 1);
    const { panel } = place;
    const cells = panel.traces.some(({ type }) => type === "heatmap");
    layout[`xaxis${suffix}`] = axisLayout(
      panel.x,
      theme,
      place.left / width,
      place.right / width,
      `y${suffix}`,
      "x",
      place.right - place.left,
      cells,
    );
    layout[`yaxis${suffix}`] = axisLayout(
      panel.y,
      theme,
      1 - place.bottom / height,
      1 - place.top / height,
      `x${suffix}`,
      "y",
      place.bottom - place.top,
      cells,
    );
    for (const trace of panel.traces) {
      const repeated = trace.showlegend === true && typeof trace.name === "string" && named.has(trace.name);
      if (trace.showlegend === true && typeof trace.name === "string") named.add(trace.name);
      const placedTrace = placeTrace(trace, place, suffix, theme, height, width);
      data.push(repeated ? { ...placedTrace, showlegend: false } : placedTrace);
    }
    if (panel.title !== "") {
      annotations.push({
        text: `<b>${escapeLabel(shorten(panel.title, Math.max(12, Math.floor((place.right - place.left) / 6.2))))}</b>`,
        showarrow: false,
        xref: "paper",
        yref: "paper",
        x: place.left / width,
        y: 1 - (place.top - 6) / height,
        xanchor: "left",
        yanchor: "bottom",
        font: { size: small, color: theme.foreground },
      });
    }
    for (const mark of panel.marks ?? []) {
      const vertical = mark.axis === "x";
      shapes.push({
        type: "line",
        xref: vertical ? `x${suffix}` : `x${suffix} domain`,
        yref: vertical ? `y${suffix} domain` : `y${suffix}`,
        x0: vertical ? mark.at : 0,
        x1: vertical ? mark.at : 1,
        y0: vertical ? 0 : mark.at,
        y1: vertical ? 1 : mark.at,
        line: { color: mark.colour, width: 1.5, dash: "dot" },
      });
      if (mark.label !== "") {
        const { range } = panel.x;
        // Near the right edge a label stands left of its line.
        const inward = range !== undefined && (mark.at - range[0]) / (range[1] - range[0]) > 0.75;
        annotations.push({
          text: escapeLabel(mark.label),
          showarrow: false,
          xref: vertical ? `x${suffix}` : `x${suffix} domain`,
          yref: vertical ? `y${suffix} domain` : `y${suffix}`,
          x: vertical ? mark.at : 1,
          y: vertical ? 1 : mark.at,
          xanchor: vertical && !inward ? "left" : "right",
          yanchor: vertical ? "top" : "bottom",
          xshift: vertical ? (inward ? -3 : 3) : 0,
          font: { size: small - 1, color: mark.colour },
          bgcolor: theme.background,
          opacity: 0.9,
        });
      }
    }
  });
  return { data, layout: { ...layout, annotations, shapes, height } };
}

/** Four panels stand better two by two than three and one. */
const perRow = (width: number, panels: number): number => (width >= 960 && panels !== 4 ? 3 : width >= 560 ? 2 : 1);

function place(
  panels: readonly Panel[],
  width: number,
  legendHeight: number,
): { placed: readonly Placed[]; height: number } {
  const most = perRow(width, panels.length);
  const rows: Panel[][] = [];
  for (const panel of panels) {
    const row = rows.at(-1);
    const joins = row !== undefined && !panel.wide && !row[0].wide && panel.row === row[0].row && row.length < most;
    if (joins) row.push(panel);
    else rows.push([panel]);
  }
  // Panels below each other begin at one line; a panel over the whole width keeps its own.
  const isWhole = (row: readonly Panel[]): boolean =>
    (row.length === 1 && row[0].wide === true) || row[0].row !== undefined;
  const starts = Array.from({ length: most }, (_, c) =>
    Math.max(0, ...rows.flatMap((row) => (isWhole(row) || row[c] === undefined ? [] : [leftSpace(row[c])]))),
  );
  const placed: Placed[] = [];
  let top = legendHeight;
  for (const row of rows) {
    const titled = row.some((panel) => panel.title !== "");
    const plotTop = top + (titled ? 26 : 10);
    const plotHeight = Math.max(...row.map((panel) => panel.height ?? PANEL_HEIGHT));
    // A plot alone in its row keeps to its column; a heatmap fills what is left.
    const stretch = row.length === 1 && (row[0].wide || row[0].colourBar !== undefined || rows.length === 1);
    const cell = width / (stretch ? 1 : row[0].row === undefined ? Math.min(most, panels.length) : row.length);
    row.forEach((panel, i) => {
      const axis = isWhole(row) ? leftSpace(panel) : starts[i];
      const bar = panel.colourBar === undefined ? 14 : COLOUR_BAR;
      const left = i * cell + axis;
      const right = (i + 1) * cell - bar;
      placed.push({
        panel: { ...panel, x: thinned(panel.x, right - left, false) },
        left,
        right,
        top: plotTop,
        bottom: plotTop + plotHeight,
      });
    });
    const below = placed.slice(-row.length).map(({ panel, left, right }) => bottomSpace(panel.x, right - left));
    top = plotTop + plotHeight + Math.max(...below);
  }
  return { placed, height: Math.round(top) };
}

function placeTrace(trace: Trace, place: Placed, suffix: string, theme: Theme, height: number, width: number): Trace {
  const bar = place.panel.colourBar;
  const small = theme.fontSize - 2;
  return {
    ...trace,
    xaxis: `x${suffix}`,
    yaxis: `y${suffix}`,
    ...(trace.type === "heatmap" && bar !== undefined
      ? {
          showscale: true,
          colorbar: {
            x: (place.right + 8) / width,
            xanchor: "left",
            y: 1 - (place.top + place.bottom) / 2 / height,
            yanchor: "middle",
            len: place.bottom - place.top,
            lenmode: "pixels",
            thickness: 10,
            ypad: 0,
            xpad: 0,
            outlinewidth: 0,
            title: { text: escapeLabel(bar.label), side: "top", font: { size: small, color: mutedColour(theme) } },
            tickfont: { size: small, color: mutedColour(theme) },
            exponentformat: "power",
            nticks: 6,
            ...(bar.ticks === undefined
              ? {}
              : { tickmode: "array", tickvals: bar.ticks.values, ticktext: bar.ticks.texts }),
          },
        }
      : {}),
  };
}

function legendLabels(panels: readonly Panel[]): string[] {
  const labels = new Set<string>();
  for (const { traces } of panels) {
    for (const trace of traces) {
      if (trace.showlegend === true && typeof trace.name === "string") labels.add(trace.name);
    }
  }
  return [...labels];
}

/** How many rows a horizontal legend will take; widths are estimated generously. */
function legendRows(labels: readonly string[], width: number, fontSize: number): number {
  const entry = Math.max(...labels.map((label) => label.length)) * fontSize * 0.62 + 50;
  const perRow = Math.max(1, Math.floor(width / entry));
  return Math.ceil(labels.length / perRow);
}
