import { formatCount, formatNumber, formatShape, plural } from "../format.ts";
import type { PayloadOf } from "../payload.ts";
import { escapeLabel } from "../plot/text.ts";
import { mutedColour, seriesColour, type Theme } from "../theme.ts";
import { type Choice, type Panel, plainView, type Table, type Trace, type View } from "../view.ts";
import { column, histogramTable, numberCell, statisticsTable, textCell } from "./cells.ts";
import { densityRange, histogramTraces, peakDensity } from "./histogram.ts";

type Payload = PayloadOf<"distribution">;
type Group = Payload["series"][number]["overall"];

/** How many times higher one peak may be before histograms part by themselves. */
const APART = 25;

/** Before and after: overlaid histograms, statistics, and mean and std of every group. */
export function distributionView(payload: Payload): View {
  const groupLabels = payload.series[0]?.groups.map((group) => group.label) ?? [];
  const chosen = (selected: number) =>
    payload.series.map((series) => (selected === 0 ? series.overall : (series.groups[selected - 1] ?? series.overall)));
  const labelled = (selected: number) =>
    chosen(selected).map((group, i) => ({ ...group, label: payload.series[i].label }));
  return {
    ...plainView,
    title: payload.title,
    summary: summarize(payload),
    notes: [...payload.notes, ...remarks(payload)],
    log: { label: "Logarithmic counts", initial: false },
    apart: payload.series.length > 1 ? { label: "Side by side", initial: differMuch(payload) } : null,
    selector:
      payload.per === null || groupLabels.length === 0
        ? null
        : { label: payload.per, options: ["all", ...groupLabels], initial: 0 },
    tables(selected) {
      const where = selected === 0 ? "" : `, ${groupLabels[selected - 1] ?? ""}`;
      return [
        statisticsTable(`Statistics${where}`, "tensor", labelled(selected), true),
        ...profileTable(payload),
        histogramTable(`Histogram${where}`, labelled(selected)),
      ];
    },
    panels: (theme, choice) =>
      payload.series.every(({ overall }) => overall.histogram === null)
        ? []
        : [
            ...histogramPanels(payload, labelled(choice.selected), theme, choice),
            ...profilePanels(payload, theme, choice.selected),
          ],
  };
}

function summarize(payload: Payload): string {
  const parts = payload.series.map(({ label, overall: { statistics }, shape }) => {
    if (statistics.count === 0) return `${label} has no elements`;
    return `${label} (${formatShape(shape)}) has mean ${formatNumber(statistics.mean)} and standard deviation ${formatNumber(statistics.std)}`;
  });
  return `Distribution: ${parts.join("; ")}.`;
}

function remarks(payload: Payload): string[] {
  return payload.series.flatMap(({ label, overall: { statistics, histogram } }) => {
    const found: string[] = [];
    const infinite = statistics.positiveInfinity + statistics.negativeInfinity;
    if (statistics.count === 0) found.push(`${label} is empty: there is nothing to draw.`);
    else if (histogram === null) found.push(`${label} holds no finite value: there is nothing to draw.`);
    else if (statistics.nan + infinite > 0) {
      found.push(
        `${label}: ${formatCount(statistics.nan)} NaN and ${formatCount(infinite)} infinite values are left out.`,
      );
    }
    if (histogram !== null && histogram.below + histogram.above > 0) {
      found.push(
        `${label}: ${plural(histogram.below + histogram.above, "value")} beyond the plot, out to ${formatNumber(statistics.min)} and ${formatNumber(statistics.max)}.`,
      );
    }
    return found;
  });
}

/** One so narrow that the other would be a line at the bottom: better apart. */
function differMuch({ series }: Payload): boolean {
  const peaks = series.map(({ overall }) => peakDensity(overall)).filter((peak) => peak > 0);
  return Math.max(...peaks) > APART * Math.min(...peaks);
}

/** Overlaid, or each on its own. */
function histogramPanels(payload: Payload, groups: readonly Group[], theme: Theme, choice: Choice): Panel[] {
  const series = groups.map((group, i) => ({
    label: group.label,
    group,
    colour: seriesColour(theme, payload.series[i].role, i),
    position: i,
  }));
  const { apart } = choice;
  const name = choice.selected === 0 ? null : payload.series[0].groups[choice.selected - 1]?.label;
  const where = name ? `Values of ${name}` : payload.per === null ? "" : "All values";
  return (apart ? series.map((one) => [one]) : [series]).map((together) => ({
    title: apart ? [where, together[0].label].filter((text) => text !== "").join(": ") : where,
    x: { label: "value", zeroLine: true, range: valueRange(together.map(({ group }) => group)) },
    y: {
      label: "density",
      scale: choice.log ? "log" : "linear",
      range: densityRange(together, choice.log) ?? [0, 1],
    },
    height: 240,
    traces: histogramTraces(together, choice.log),
  }));
}

/** From the first bin to the last; around a single bin some room. */
function valueRange(groups: readonly Group[]): readonly [number, number] | undefined {
  const bins = groups.flatMap(({ histogram }) => (histogram === null ? [] : [histogram]));
  if (bins.length === 0) return undefined;
  const low = Math.min(...bins.map(({ start }) => start));
  const high = Math.max(...bins.map(({ start, width, counts }) => start + width * counts.length));
  const single = bins.every(({ counts }) => counts.length === 1);
  const pad = (high - low) * (single ? 5 : 0.03);
  return [low - pad, high + pad];
}

/** Mean with std bars for every group, one panel. */
function profilePanels(payload: Payload, theme: Theme, selected: number): Panel[] {
  if (payload.per === null || payload.series.every((series) => series.profile === null)) return [];
  const traces: Trace[] = payload.series.flatMap((series, i) => {
    if (series.profile === null) return [];
    const { mean, std } = series.profile;
    const colour = seriesColour(theme, series.role, i);
    const few = mean.length <= 40;
    // Side by side, so that one does not hide the other.
    const shift = few ? (i - (payload.series.length - 1) / 2) * 0.22 : 0;
    const name = escapeLabel(series.label);
    return [
      {
        type: "scatter",
        mode: few ? "markers" : "lines",
        name,
        legendgroup: name,
        showlegend: false,
        x: mean.map((_, k) => k + shift),
        y: mean,
        text: mean.map(
          (m, k) =>
            `${escapeLabel(series.groups[k]?.label ?? `${payload.per} ${k}`)}<br>mean ${formatNumber(m)}<br>std ${formatNumber(std[k] ?? Number.NaN)}`,
        ),
        customdata: mean.map((_, k) => (k < series.groups.length ? k + 1 : null)),
        marker: { color: colour, size: 6, symbol: i % 2 === 0 ? "diamond" : "circle" },
        line: { color: colour, width: 1.5 },
        error_y: { type: "data", array: std, color: colour, thickness: few ? 2 : 0.6, width: few ? 3 : 0 },
        hovertemplate: `%{text}<extra>${name}</extra>`,
      },
    ];
  });
  return [
    {
      title: `Mean ± std, each ${payload.per}`,
      x: { label: payload.per, whole: true },
      y: { label: "value", zeroLine: true },
      height: 240,
      traces,
      marks: selected === 0 ? [] : [{ axis: "x", at: selected - 1, label: "", colour: mutedColour(theme) }],
    },
  ];
}

function profileTable(payload: Payload): Table[] {
  const { per } = payload;
  if (per === null) return [];
  const series = payload.series.filter((entry) => entry.profile !== null);
  const longest = Math.max(0, ...series.map((entry) => entry.profile?.mean.length ?? 0));
  return [
    {
      caption: `Mean and std, each ${per}`,
      always: false,
      columns: [
        column(per, "left"),
        ...series.flatMap(({ label }) => [column(`${label}: mean`), column(`${label}: std`)]),
      ],
      rows: Array.from({ length: longest }, (_, k) => [
        textCell(series[0].groups[k]?.label ?? `${per} ${k}`),
        ...series.flatMap(({ profile }) => [
          numberCell(profile?.mean[k] ?? Number.NaN),
          numberCell(profile?.std[k] ?? Number.NaN),
        ]),
      ]),
    },
  ];
}
