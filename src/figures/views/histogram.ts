import { withAlpha } from "../colour.ts";
import { formatCount, formatNumber, formatPercent } from "../format.ts";
import type { GroupData } from "../payload.ts";
import { escapeLabel } from "../plot/text.ts";
import { seriesDash } from "../theme.ts";
import type { Trace } from "../view.ts";

export interface HistogramSeries {
  readonly label: string;
  readonly group: GroupData;
  readonly colour: string;
  /** Among the series of the figure: decides dashes and markers. */
  readonly position: number;
}

/**
 * Overlaid histograms as densities (so that series of different bin widths compare), each with its outline, and its mean
 * and standard deviation as a marker with a bar above the plot.
 */
export function histogramTraces(series: readonly HistogramSeries[], logCounts: boolean): Trace[] {
  const peak = Math.max(0, ...series.map(({ group }) => Math.max(0, ...densities(group))));
  const top = peak * (logCounts ? 2 : 1.06);
  const step = logCounts ? 1.8 : 1 + 0.07;
  return series.flatMap(({ label, group, colour, position }, i): Trace[] => {
    const { histogram, statistics } = group;
    if (histogram === null) return [];
    const density = densities(group);
    const edges = density.map((_, k) => histogram.start + k * histogram.width);
    const end = histogram.start + density.length * histogram.width;
    const total = Math.max(1, statistics.count);
    const name = escapeLabel(label);
    const hover = histogram.counts.map(
      (count, k) =>
        `${formatNumber(edges[k], 5)} to ${formatNumber(edges[k] + histogram.width, 5)}<br>${formatCount(count)} of ${formatCount(total)} (${formatPercent(count / total)})`,
    );
    const floor = logCounts ? positiveMinimum(density) / 3 : 0;
    const marker = top * step ** i;
    return [
      {
        type: "bar",
        name,
        legendgroup: name,
        showlegend: true,
        x: edges.map((edge) => edge + histogram.width / 2),
        y: density,
        width: density.map(() => histogram.width),
        marker: { color: withAlpha(colour, series.length > 1 ? 0.4 : 0.55), line: { width: 0 } },
        text: hover,
        textposition: "none",
        hovertemplate: `%{text}<extra>${name}</extra>`,
      },
      {
        type: "scatter",
        mode: "lines",
        name,
        legendgroup: name,
        showlegend: false,
        x: [histogram.start, ...edges.flatMap((edge) => [edge, edge + histogram.width]), end],
        y: [floor, ...density.flatMap((d) => [Math.max(d, floor), Math.max(d, floor)]), floor],
        line: { color: colour, width: 1.5, dash: seriesDash(position) },
        hoverinfo: "skip",
      },
      {
        type: "scatter",
        mode: "markers",
        name,
        legendgroup: name,
        showlegend: false,
        x: [statistics.mean],
        y: [marker],
        marker: { color: colour, size: 8, symbol: position % 2 === 0 ? "diamond" : "circle" },
        error_x: { type: "data", array: [statistics.std], color: colour, thickness: 2, width: 4 },
        hovertemplate: `mean ${formatNumber(statistics.mean)}<br>std ${formatNumber(statistics.std)}<extra>${name}</extra>`,
      },
    ];
  });
}

/** The y range that holds the bars and the markers above them. */
export function densityRange(series: readonly HistogramSeries[], logCounts: boolean): readonly [number, number] | null {
  const all = series.map(({ group }) => densities(group));
  const peak = Math.max(0, ...all.flat());
  if (peak === 0) return null;
  if (!logCounts) return [0, peak * 1.06 * 1.07 ** series.length];
  const low = Math.min(...all.map(positiveMinimum));
  return [Math.log10(low / 2), Math.log10(peak * 2 * 1.8 ** series.length)];
}

export const peakDensity = (group: GroupData): number => Math.max(0, ...densities(group));

function densities({ histogram, statistics }: GroupData): number[] {
  if (histogram === null) return [];
  const total = Math.max(1, statistics.count);
  return histogram.counts.map((count) => count / total / histogram.width);
}

const positiveMinimum = (values: readonly number[]): number => Math.min(...values.filter((value) => value > 0));
