/** Distributions against depth: as ridge lines, and as a heatmap of bins. Modules run downwards, as data flows. */
import { withAlpha } from "../colour.ts";
import { formatNumber, formatPercent, shorten } from "../format.ts";
import type { FlowData } from "../payload.ts";
import { escapeLabel } from "../plot/text.ts";
import { badColour, sequentialScale, seriesColour, type Theme } from "../theme.ts";
import type { Panel, PanelAxis, Trace } from "../view.ts";

/** What passed one module, in one direction. */
export interface Layer {
  readonly name: string;
  readonly type: string;
  /** Its place among all modules. */
  readonly depth: number;
  readonly flow: FlowData;
}

export interface Direction {
  readonly title: string;
  readonly role: "forward" | "backward";
}

/** A value axis that modules of very different scale share: linear near zero, logarithmic beyond, where they need it. */
interface ValueScale {
  readonly forward: (value: number) => number;
  readonly backward: (position: number) => number;
  readonly low: number;
  readonly high: number;
  readonly axis: PanelAxis;
}

function valueScale(layers: readonly Layer[]): ValueScale {
  const stds = layers.map(({ flow }) => flow.statistics.std).filter((std) => Number.isFinite(std) && std > 0);
  const smallest = Math.min(...stds);
  const largest = Math.max(...stds);
  const low = Math.min(...layers.map(({ flow }) => flow.statistics.quantiles[0]).filter(Number.isFinite));
  const high = Math.max(...layers.map(({ flow }) => flow.statistics.quantiles[6]).filter(Number.isFinite));
  if (!(high > low)) {
    const centre = Number.isFinite(low) ? low : 0;
    return linear(centre - 1, centre + 1);
  }
  if (stds.length === 0 || largest / smallest < 25) return linear(low - (high - low) * 0.1, high + (high - low) * 0.1);
  const forward = (value: number): number => Math.asinh(value / smallest);
  const backward = (position: number): number => Math.sinh(position) * smallest;
  const from = forward(low) * 1.05;
  const to = forward(high) * 1.05;
  const decades = Array.from({ length: 80 }, (_, i) => 10 ** (i - 40)).filter((v) => v >= smallest);
  const step = Math.ceil((decades.filter((v) => v <= Math.max(-low, high)).length * 2) / 7);
  const values = [0, ...decades.filter((_, i) => i % step === 0).flatMap((v) => [-v, v])]
    .filter((v) => v === 0 || (forward(v) >= from && forward(v) <= to && Math.abs(forward(v)) > (to - from) * 0.09))
    .sort((a, b) => a - b);
  return {
    forward,
    backward,
    low: from,
    high: to,
    axis: {
      label: "value (logarithmic away from zero)",
      range: [from, to],
      ticks: { values: values.map(forward), texts: values.map((v) => formatNumber(v, 1).replace("-", "−")) },
    },
  };
}

const linear = (low: number, high: number): ValueScale => ({
  forward: (value) => value,
  backward: (position) => position,
  low,
  high,
  axis: { label: "value", range: [low, high], zeroLine: true },
});

/** Share of a layer's values in each of `cells` equal cells of the scale. */
function resample({ flow }: Layer, scale: ValueScale, cells: number): number[] {
  const shares = new Array<number>(cells).fill(0);
  const { histogram, statistics } = flow;
  if (histogram === null) return shares;
  const width = (scale.high - scale.low) / cells;
  const total = Math.max(1, statistics.count);
  histogram.counts.forEach((count, i) => {
    if (count === 0) return;
    const from = scale.forward(histogram.start + i * histogram.width);
    const to = scale.forward(histogram.start + (i + 1) * histogram.width);
    const first = Math.max(0, Math.floor((from - scale.low) / width));
    const last = Math.min(cells - 1, Math.floor((to - scale.low) / width));
    for (let c = first; c <= last; c++) {
      const overlap = Math.min(to, scale.low + (c + 1) * width) - Math.max(from, scale.low + c * width);
      shares[c] += ((count / total) * Math.max(0, overlap)) / Math.max(to - from, 1e-300);
    }
  });
  return shares;
}

/** A number alone says nothing: of modules in a row the type is told as well. */
const labelOf = ({ name, type }: Layer): string => shorten(/^\d+$/.test(name) ? `${name} ${type}` : name, 22);

const lostCount = ({ statistics: s }: FlowData): number => s.nan + s.positiveInfinity + s.negativeInfinity;

/** A mark where nothing can be drawn because all is NaN or infinite. */
function lostTraces(layers: readonly Layer[], scale: ValueScale, theme: Theme): Trace[] {
  const lost = layers.flatMap((layer, i) =>
    layer.flow.histogram === null && lostCount(layer.flow) > 0 ? [{ layer, i }] : [],
  );
  if (lost.length === 0) return [];
  return [
    {
      type: "scatter",
      mode: "markers",
      name: "all NaN or infinite",
      legendgroup: "all NaN or infinite",
      showlegend: true,
      x: lost.map(() => (scale.low + scale.high) / 2),
      y: lost.map(({ i }) => i),
      text: lost.map(({ layer }) => `${escapeLabel(layer.name)} (${escapeLabel(layer.type)})<br>all NaN or infinite`),
      customdata: lost.map(({ layer }) => layer.depth + 1),
      hovertemplate: "%{text}<extra></extra>",
      marker: { symbol: "x", size: 7, color: badColour(theme) },
    },
  ];
}

function depthAxis(layers: readonly Layer[], range: readonly [number, number]): PanelAxis {
  return {
    label: "",
    reversed: true,
    range,
    ticks: { values: layers.map((_, i) => i), texts: layers.map(labelOf) },
  };
}

const heightOf = (layers: readonly Layer[]): number => Math.max(160, Math.min(460, layers.length * 22));

const RIDGES = 24;

/** Ridge lines, one a module; of a deep model evenly spread ones. `pinned` is drawn with a thick line. */
export function ridgePanel(
  all: readonly Layer[],
  { title, role }: Direction,
  pinned: number | null,
  theme: Theme,
): Panel {
  const step = Math.ceil(all.length / RIDGES);
  const layers = all.filter(({ depth }, i) => i % step === 0 || depth === pinned);
  const scale = valueScale(layers);
  const cells = 80;
  const width = (scale.high - scale.low) / cells;
  const colour = seriesColour(theme, role, 0);
  const x = Array.from({ length: cells }, (_, c) => scale.low + (c + 0.5) * width);
  const traces: Trace[] = layers.flatMap((layer, i): Trace[] => {
    const { statistics } = layer.flow;
    const shares = smooth(resample(layer, scale, cells));
    const peak = Math.max(...shares);
    if (peak === 0) return [];
    // The axis runs downwards: a ridge rises towards smaller positions, over its neighbour.
    const ridge = shares.map((share) => i + 0.35 - (share / peak) * 1.25);
    const outline = [x[0], ...x, x[cells - 1]];
    return [
      {
        type: "scatter",
        mode: "lines",
        name: escapeLabel(layer.name),
        showlegend: false,
        x: outline,
        y: [i + 0.35, ...ridge, i + 0.35],
        customdata: outline.map(() => layer.depth + 1),
        fill: "toself",
        fillcolor: withAlpha(colour, layer.depth === pinned ? 0.65 : 0.35),
        line: { color: colour, width: layer.depth === pinned ? 2.5 : 1.2 },
        text: `${escapeLabel(layer.name)} (${escapeLabel(layer.type)})<br>mean ${formatNumber(statistics.mean)}<br>std ${formatNumber(statistics.std)}`,
        hoveron: "fills",
        hoverinfo: "text",
      },
    ];
  });
  return {
    title,
    x: scale.axis,
    y: depthAxis(layers, [-1, layers.length - 0.4]),
    height: heightOf(layers),
    row: "ridges",
    traces: [...traces, ...lostTraces(layers, scale, theme)],
  };
}

const smooth = (values: readonly number[]): number[] =>
  values.map((v, i) => (values[i - 1] ?? 0) * 0.25 + v * 0.5 + (values[i + 1] ?? 0) * 0.25);

/** The share of a module's values in each bin, as colours: rows are modules. */
export function depthHeatmap(layers: readonly Layer[], { title }: Direction, theme: Theme): Panel {
  const scale = valueScale(layers);
  const cells = 60;
  const width = (scale.high - scale.low) / cells;
  const shares = layers.map((layer) => resample(layer, scale, cells));
  const edges = Array.from({ length: cells + 1 }, (_, c) => formatNumber(scale.backward(scale.low + c * width), 3));
  const ranges = Array.from({ length: cells }, (_, c) => `${edges[c]} to ${edges[c + 1]}`);
  // One value that many are equal to (the zeros of a ReLU) must not leave all others pale.
  const largest = shares.flat().sort((a, b) => a - b);
  const top = Math.max(largest[Math.floor(largest.length * 0.985)] ?? 0, 1e-9);
  return {
    title,
    x: scale.axis,
    y: depthAxis(layers, [-0.5, layers.length - 0.5]),
    height: heightOf(layers),
    row: "heatmaps",
    colourBar: {
      label: "share",
      ticks: {
        values: [0, top / 2, top],
        texts: ["0%", formatPercent(top / 2), `${largest[largest.length - 1] > top ? "≥ " : ""}${formatPercent(top)}`],
      },
    },
    traces: [
      {
        type: "heatmap",
        name: "share of values",
        showlegend: false,
        x: Array.from({ length: cells }, (_, c) => scale.low + (c + 0.5) * width),
        y: layers.map((_, i) => i),
        z: shares.map((row) => row.map((share) => (share > 0 ? share : null))),
        zmin: 0,
        zmax: top,
        text: shares.map((row, i) => {
          const name = escapeLabel(layers[i].name);
          return row.map((share, c) => `${name}<br>${ranges[c]}: ${share > 0 ? formatPercent(share) : "0%"}`);
        }),
        customdata: shares.map((row, i) => row.map(() => layers[i].depth + 1)),
        hovertemplate: "%{text}<extra></extra>",
        colorscale: sequentialScale(theme).map(([position, colour]) => [position, colour]),
      },
      ...lostTraces(layers, scale, theme),
    ],
  };
}
