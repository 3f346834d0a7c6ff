import { shorten } from "../format.ts";
import { axisColour, gridColour, mutedColour, type Theme } from "../theme.ts";
import type { Json, Panel, PanelAxis, Trace } from "../view.ts";
import { escapeLabel } from "./text.ts";
import { linearTicks, logTicks } from "./ticks.ts";

/** A figure as the plotting library takes it (and as `application/vnd.plotly.v1+json` stores it). */
export interface PlotlyFigure {
  readonly data: readonly Trace[];
  readonly layout: { readonly [key: string]: Json } & { readonly height: number };
}

const PANEL_HEIGHT = 220;
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
  const columns = Math.min(perRow(width), given.length);
  const panels = given.map((panel) => {
    const beside = panel.row === undefined ? columns : given.filter(({ row }) => row === panel.row).length;
    const across = width / (panel.wide ? 1 : Math.min(perRow(width), beside)) - 80;
    const down = panel.height ?? PANEL_HEIGHT;
    return {
      ...panel,
      x: withLogTicks(panel, "x", across),
      y: shortened(thinned(withLogTicks(panel, "y", down), down, true), Math.max(70, (across + 80) * 0.3)),
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
    layout[`xaxis${suffix}`] = axisLayout(
      panel.x,
      theme,
      place.left / width,
      place.right / width,
      `y${suffix}`,
      "x",
      place.right - place.left,
    );
    layout[`yaxis${suffix}`] = axisLayout(
      panel.y,
      theme,
      1 - place.bottom / height,
      1 - place.top / height,
      `x${suffix}`,
      "y",
      place.bottom - place.top,
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

const perRow = (width: number): number => (width >= 960 ? 3 : width >= 560 ? 2 : 1);

function place(
  panels: readonly Panel[],
  width: number,
  legendHeight: number,
): { placed: readonly Placed[]; height: number } {
  const most = perRow(width);
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
    const below = placed.slice(-row.length).map(bottomSpace);
    top = plotTop + plotHeight + Math.max(...below);
  }
  return { placed, height: Math.round(top) };
}

const tickTexts = (axis: PanelAxis): readonly string[] => axis.ticks?.texts.map((label) => shorten(label, 24)) ?? [];
const longestText = (axis: PanelAxis): number => Math.max(0, ...tickTexts(axis).map((label) => [...label].length));
const CHARACTER = 6.4;

const LINE = 14;

/** No more ticks than there is room for: numbers lie, names may stand. */
function thinned(axis: PanelAxis, pixels: number, vertical: boolean): PanelAxis {
  const { ticks } = axis;
  if (ticks === undefined || ticks.values.length < 2) return axis;
  const areNumbers = ticks.texts.every((label) => /^[-\u2212]?[\d.,e×⁰¹²³⁴⁵⁶⁷⁸⁹⁻%]+$/.test(label));
  const each = vertical || !areNumbers ? LINE : (longestText(axis) + 1.5) * CHARACTER;
  const stride = roundStride(Math.ceil(ticks.values.length / Math.max(1, Math.floor(pixels / each))), areNumbers);
  if (stride === 1) return axis;
  // Zero, where there is one, is what the others are read from.
  const first = Math.max(0, ticks.texts.indexOf("0")) % stride;
  const kept = ticks.values.map((_, i) => i).filter((i) => i % stride === first);
  return { ...axis, ticks: { values: kept.map((i) => ticks.values[i]), texts: kept.map((i) => ticks.texts[i]) } };
}

/** Names beside a plot leave it room. */
function shortened(axis: PanelAxis, pixels: number): PanelAxis {
  const { ticks } = axis;
  if (ticks === undefined) return axis;
  const limit = Math.max(6, Math.floor((pixels - 10) / CHARACTER));
  return { ...axis, ticks: { values: ticks.values, texts: ticks.texts.map((label) => shorten(label, limit)) } };
}

/** Numbers go on in ones, twos, fives or tens, as people count. */
function roundStride(least: number, areNumbers: boolean): number {
  if (!areNumbers || least <= 1) return least;
  const power = 10 ** Math.floor(Math.log10(least));
  return [1, 2, 5, 10].map((factor) => factor * power).find((stride) => stride >= least) ?? least;
}

/** Names that would run into each other under a panel `width` pixels wide stand on their sides. */
function isCrowded(axis: PanelAxis, width: number): boolean {
  const count = axis.ticks?.values.length ?? 0;
  return count > 1 && (longestText(axis) + 1.5) * CHARACTER > width / count;
}

/** Room for tick labels and the axis title below. */
function bottomSpace({ panel: { x }, left, right }: Placed): number {
  const ticks = isCrowded(x, right - left) ? longestText(x) * CHARACTER + 14 : 26;
  return ticks + (x.label === "" ? 4 : 22);
}

/** Room for tick labels and the axis title on the left. */
function leftSpace(panel: Panel): number {
  const ticks = panel.y.ticks === undefined ? 40 : Math.min(160, longestText(panel.y) * CHARACTER + 10);
  return ticks + (panel.y.label === "" ? 6 : 22);
}

/** Ticks of our own choice for a logarithmic axis: the library's crowd a small plot with bare digits. */
function withLogTicks(panel: Panel, side: "x" | "y", pixels: number): PanelAxis {
  const axis = panel[side];
  if (axis.scale !== "log" || axis.ticks !== undefined) return axis;
  const [low, high] = axis.range?.map((exponent) => 10 ** exponent) ?? extent(panel, side);
  const limit = Math.max(3, Math.floor(pixels / (side === "x" ? 70 : 36)));
  const ticks = logTicks(low, high, limit) ?? linearTicks(low, high, limit);
  return ticks === null ? axis : { ...axis, ticks };
}

/** The smallest and largest positive number that is drawn. */
function extent(panel: Panel, side: "x" | "y"): [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (const trace of panel.traces) {
    const values = trace[side];
    if (!Array.isArray(values)) continue;
    for (const value of values) {
      if (typeof value !== "number" || value <= 0) continue;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  return [low, high];
}

function axisLayout(
  axis: PanelAxis,
  theme: Theme,
  from: number,
  to: number,
  anchor: string,
  side: "x" | "y",
  pixels: number,
): Json {
  const small = theme.fontSize - 2;
  return {
    domain: [from, to],
    anchor,
    title: {
      text: escapeLabel(shorten(axis.label, 48)),
      standoff: 6,
      font: { size: theme.fontSize - 1, color: mutedColour(theme) },
    },
    type: axis.scale ?? "linear",
    ...(axis.range === undefined
      ? { autorange: axis.reversed ? "reversed" : true }
      : { range: axis.reversed ? [axis.range[1], axis.range[0]] : axis.range }),
    ...(axis.ticks === undefined
      ? {
          nticks: Math.max(2, Math.min(6, Math.floor(pixels / (side === "x" ? 52 : 30)))),
          exponentformat: "power",
          separatethousands: true,
          ...(axis.whole ? { tickformat: ",d" } : axis.percent ? { tickformat: ".3~p" } : {}),
        }
      : {
          tickmode: "array",
          tickvals: axis.ticks.values,
          ticktext: axis.ticks.texts.map((label) => escapeLabel(shorten(label, 24))),
        }),
    tickfont: { size: small, color: mutedColour(theme) },
    gridcolor: gridColour(theme),
    griddash: "solid",
    linecolor: axisColour(theme),
    showline: true,
    zeroline: axis.zeroLine ?? false,
    zerolinecolor: axisColour(theme),
    zerolinewidth: 1,
    tickangle: side === "x" && isCrowded(axis, pixels) ? -90 : 0,
    ticks: "outside",
    ticklen: 4,
    tickcolor: axisColour(theme),
    automargin: false,
    showgrid: side === "y" || axis.scale === "log" || axis.ticks === undefined,
  };
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
