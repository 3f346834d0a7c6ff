/** The panels and tables of two tensors that should agree: shared by compare and check_gradients. */
import { withAlpha } from "../colour.ts";
import { formatCount, formatIndex, formatNumber, formatUlp, unravel } from "../format.ts";
import type { ComparisonData, Role } from "../payload.ts";
import { escapeLabel } from "../plot/text.ts";
import { decadeTicks, powerLabel } from "../plot/ticks.ts";
import { axisColour, badColour, mutedColour, sequentialScale, seriesColour, type Theme } from "../theme.ts";
import type { Panel, Table, Trace } from "../view.ts";
import { column, countCell, numberCell, textCell, ulpCell } from "./cells.ts";

export interface Side {
  readonly label: string;
  readonly role: Role;
}

export function comparisonPanels(data: ComparisonData, first: Side, second: Side, theme: Theme): Panel[] {
  const scatter = scatterPanel(data, first, second, theme);
  // Equal everywhere: there is no error to show.
  return data.exact === data.count ? [scatter] : [scatter, ...errorPanels(data, theme), ...mapPanels(data, theme)];
}

/** |a - b| <= atol + rtol * |b|, `torch.allclose`'s rule. */
function within(data: ComparisonData, a: number, b: number): boolean {
  if (a === b || (Number.isNaN(a) && Number.isNaN(b))) return true;
  return Math.abs(a - b) <= data.atol + data.rtol * Math.abs(b);
}

function scatterPanel(data: ComparisonData, first: Side, second: Side, theme: Theme): Panel {
  const { a, b, index } = data.points;
  const finite = index.map((_, i) => i).filter((i) => Number.isFinite(a[i]) && Number.isFinite(b[i]));
  const low = Math.min(...finite.map((i) => Math.min(a[i], b[i])));
  const high = Math.max(...finite.map((i) => Math.max(a[i], b[i])));
  const pad = high > low ? (high - low) * 0.06 : Math.max(Math.abs(high) * 0.1, 1e-12);
  const from = low - pad;
  const to = high + pad;
  const traces: Trace[] = [];
  if (finite.length > 0) {
    const ends = [from, Math.min(0, to), Math.max(0, from), to].sort((x, y) => x - y);
    const allowed = ends.map((x) => data.atol + data.rtol * Math.abs(x));
    traces.push(
      {
        type: "scatter",
        mode: "lines",
        name: "within tolerance",
        showlegend: false,
        x: [...ends, ...[...ends].reverse()],
        y: [...ends.map((x, i) => x + allowed[i]), ...ends.map((x, i) => x - allowed[i]).reverse()],
        fill: "toself",
        fillcolor: withAlpha(axisColour(theme), 0.25),
        line: { width: 0 },
        hoverinfo: "skip",
      },
      {
        type: "scatter",
        mode: "lines",
        name: "equal",
        showlegend: false,
        x: [from, to],
        y: [from, to],
        line: { color: axisColour(theme), width: 1 },
        hoverinfo: "skip",
      },
    );
  }
  const group = (positions: number[], name: string, marker: Trace): Trace => ({
    type: "scatter",
    mode: "markers",
    name,
    showlegend: true,
    x: positions.map((i) => b[i]),
    y: positions.map((i) => a[i]),
    text: positions.map((i) => describePoint(data, i, first.label, second.label)),
    customdata: positions.map((i) => [
      ...blockKey(data, data.points.index[i]),
      ...binKey(data, Math.abs(data.points.a[i] - data.points.b[i])),
    ]),
    hovertemplate: "%{text}<extra></extra>",
    marker,
  });
  const good = finite.filter((i) => within(data, a[i], b[i]));
  const bad = finite.filter((i) => !within(data, a[i], b[i]));
  const size = finite.length > 300 ? 4 : 6;
  if (good.length > 0) {
    traces.push(
      group(good, "within tolerance", {
        color: withAlpha(seriesColour(theme, first.role, 0), finite.length > 300 ? 0.6 : 0.8),
        size,
      }),
    );
  }
  if (bad.length > 0) {
    traces.push(group(bad, "out of tolerance", { color: badColour(theme), size: size + 3, symbol: "x" }));
  }
  return {
    title: "Element by element",
    x: { label: second.label, range: finite.length > 0 ? [from, to] : [0, 1] },
    y: { label: first.label, range: finite.length > 0 ? [from, to] : [0, 1] },
    height: 250,
    traces,
  };
}

/** The cell of the error map that an element falls in: what links the two panels. */
function blockKey({ map, shape }: ComparisonData, index: number): string[] {
  if (map === null) return [];
  const row = Math.floor(index / lastSize(shape));
  const column = index % lastSize(shape);
  return [`block ${Math.floor(row / map.rowsPerBlock) * map.columns + Math.floor(column / map.columnsPerBlock)}`];
}

/** The bar of the error histogram that an element is counted in: what links those two. */
function binKey({ errors }: ComparisonData, error: number): string[] {
  if (errors === null || !Number.isFinite(error)) return [];
  return [error === 0 ? "errors 0" : `errors ${Math.floor((Math.log10(error) - errors.start) / errors.width) + 1}`];
}

function describePoint(data: ComparisonData, i: number, first: string, second: string): string {
  const { a, b, index } = data.points;
  return [
    formatIndex(unravel(index[i], data.shape)),
    `${escapeLabel(first)}: ${formatNumber(a[i], 8)}`,
    `${escapeLabel(second)}: ${formatNumber(b[i], 8)}`,
    `error: ${formatNumber(Math.abs(a[i] - b[i]), 3)}`,
  ].join("<br>");
}

/** How many elements have an error of which size; equal elements have a bar of their own at the left. */
function errorPanels(data: ComparisonData, theme: Theme): Panel[] {
  const { errors } = data;
  if (errors === null) return [];
  const { start, width, counts, zeros } = errors;
  const occupied = counts.length > 0;
  const end = start + counts.length * width;
  const tolerance = data.atol > 0 ? Math.log10(data.atol) : null;
  const zeroAt = (occupied ? start : (tolerance ?? 0)) - 1;
  const x = counts.map((_, i) => start + (i + 0.5) * width);
  const low = zeros > 0 ? zeroAt - 0.6 : start - 0.3;
  const high = Math.max(occupied ? end : zeroAt + 1, tolerance ?? -Infinity) + 0.5;
  const ticks = decadeTicks(occupied ? Math.ceil(start) : zeroAt + 1, high);
  const bars: Trace = {
    type: "bar",
    name: "elements",
    showlegend: false,
    x: zeros > 0 ? [zeroAt, ...x] : x,
    y: zeros > 0 ? [zeros, ...counts] : [...counts],
    width: zeros > 0 ? [width * 1.6, ...counts.map(() => width)] : counts.map(() => width),
    text: [
      ...(zeros > 0 ? [`${formatCount(zeros)} elements are equal`] : []),
      ...counts.map(
        (n, i) =>
          `${formatCount(n)} elements<br>error ${formatNumber(10 ** (start + i * width), 2)} to ${formatNumber(10 ** (start + (i + 1) * width), 2)}`,
      ),
    ],
    textposition: "none",
    customdata: [...(zeros > 0 ? ["errors 0"] : []), ...counts.map((_, i) => `errors ${i + 1}`)],
    hovertemplate: "%{text}<extra></extra>",
    marker: { color: seriesColour(theme, null, 0), line: { width: 0.5, color: theme.background } },
  };
  return [
    {
      title: "Errors",
      x: {
        label: "absolute error",
        range: [low, high],
        ticks: {
          values: zeros > 0 ? [zeroAt, ...ticks.values] : ticks.values,
          texts: zeros > 0 ? ["0", ...ticks.texts] : ticks.texts,
        },
      },
      y: { label: "elements", whole: true },
      height: 250,
      traces: [bars],
      marks: tolerance === null ? [] : [{ axis: "x", at: tolerance, label: "atol", colour: mutedColour(theme) }],
    },
  ];
}

/** Where in the tensor the errors are. */
function mapPanels(data: ComparisonData, theme: Theme): Panel[] {
  const { map, shape } = data;
  if (map === null || map.values.length === 0) return [];
  const logs = map.values.map((v) => (v > 0 && Number.isFinite(v) ? Math.log10(v) : null));
  const present = logs.filter((v): v is number => v !== null);
  const low = present.length > 0 ? Math.min(...present) : 0;
  const high = present.length > 0 ? Math.max(...present) : 1;
  const at = (r: number, c: number): number => r * map.columns + c;
  const grid = <T>(read: (r: number, c: number) => T): T[][] =>
    Array.from({ length: map.rows }, (_, r) => Array.from({ length: map.columns }, (__, c) => read(r, c)));
  const ticks = decadeTicks(low, Math.max(high, low + 0.01));
  const blocks = map.rowsPerBlock * map.columnsPerBlock > 1;
  return [
    {
      title: map.values.includes(0) ? "Errors (blank: equal)" : "Where the errors are",
      x: { label: shape.length === 0 ? "" : `dim ${shape.length - 1}`, whole: true },
      y: {
        label: shape.length > 2 ? `dims 0 to ${shape.length - 2}` : shape.length === 2 ? "dim 0" : "",
        reversed: true,
        ...(shape.length < 2 ? { ticks: { values: [], texts: [] } } : { whole: true }),
      },
      height: shape.length <= 1 ? 120 : 250,
      colourBar: {
        label: "error",
        ticks:
          ticks.values.length > 1
            ? ticks
            : { values: [low, high], texts: [powerLabel(10 ** low), powerLabel(10 ** high)] },
      },
      traces: [
        {
          type: "heatmap",
          name: "absolute error",
          showlegend: false,
          x: Array.from({ length: map.columns }, (_, c) => c * map.columnsPerBlock),
          y: Array.from({ length: map.rows }, (_, r) => r * map.rowsPerBlock),
          z: grid((r, c) => logs[at(r, c)]),
          zmin: low,
          zmax: high > low ? high : low + 1,
          text: grid((r, c) => {
            const value = map.values[at(r, c)];
            const index = unravel(r * map.rowsPerBlock * lastSize(shape) + c * map.columnsPerBlock, shape);
            return `${blocks ? "block from " : ""}${formatIndex(index)}<br>${blocks ? "largest error" : "error"} ${formatNumber(value, 3)}`;
          }),
          customdata: grid((r, c) => `block ${at(r, c)}`),
          hovertemplate: "%{text}<extra></extra>",
          colorscale: sequentialScale(theme).map(([position, colour]) => [position, colour]),
          hoverongaps: true,
          xgap: map.columns <= 32 ? 1 : 0,
          ygap: map.rows <= 32 ? 1 : 0,
        },
      ],
    },
  ];
}

const lastSize = (shape: readonly number[]): number => shape.at(-1) ?? 1;

export function worstTable(data: ComparisonData, first: Side, second: Side, always: boolean): Table {
  return {
    caption: data.worst.length === 0 ? "All elements are equal" : "Worst elements",
    always: always && data.worst.length > 0,
    columns: [
      column("index", "left"),
      column(first.label),
      column(second.label),
      column("absolute"),
      column("relative"),
      column("ulp"),
    ],
    rows: data.worst.map((worst) => [
      textCell(formatIndex(worst.index), within(data, worst.a, worst.b) ? undefined : "bad"),
      numberCell(worst.a, 9),
      numberCell(worst.b, 9),
      numberCell(worst.absolute, 3),
      numberCell(worst.relative, 3),
      ulpCell(worst.ulp),
    ]),
  };
}

export function errorTable(data: ComparisonData): Table {
  const { errors } = data;
  return {
    caption: "Errors by size",
    always: false,
    columns: [column("from"), column("to"), column("elements")],
    rows:
      errors === null
        ? []
        : [
            ...(errors.zeros > 0 ? [[numberCell(0), numberCell(0), countCell(errors.zeros)]] : []),
            ...errors.counts.map((n, i) => [
              numberCell(10 ** (errors.start + i * errors.width), 3),
              numberCell(10 ** (errors.start + (i + 1) * errors.width), 3),
              countCell(n),
            ]),
          ],
  };
}

/** "max abs 1.2e-07, max rel 3e-07, max 2 ulp". */
export const sizes = (data: Pick<ComparisonData, "maxAbsolute" | "maxRelative" | "maxUlp">): string =>
  `max abs ${formatNumber(data.maxAbsolute, 3)}, max rel ${formatNumber(data.maxRelative, 3)}, max ${formatUlp(data.maxUlp)} ulp`;

export function worstSentence(data: ComparisonData, first: Side, second: Side): string {
  const [worst] = data.worst;
  if (worst === undefined) return "";
  return `worst at ${formatIndex(worst.index)}: ${first.label} ${formatNumber(worst.a, 7)}, ${second.label} ${formatNumber(worst.b, 7)}`;
}
