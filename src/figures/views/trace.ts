import { formatCount, formatNumber, formatPercent, formatShape, plural } from "../format.ts";
import type { FlowData, PayloadOf } from "../payload.ts";
import { escapeLabel } from "../plot/text.ts";
import { badColour, seriesColour, seriesDash, type Theme } from "../theme.ts";
import { type Panel, plainView, type Table, type Trace, type View } from "../view.ts";
import { column, faultCell, histogramTable, numberCell, percentCell, statisticsTable, textCell } from "./cells.ts";
import { depthHeatmap, type Layer, ridgePanel } from "./depth.ts";
import { densityRange, histogramTraces } from "./histogram.ts";

type Payload = PayloadOf<"trace">;
type Module = Payload["modules"][number];

/** What flows through a stack, forward and backward, module by module. */
export function traceView(payload: Payload): View {
  const { modules } = payload;
  return {
    ...plainView,
    title: payload.title,
    summary: summarize(payload),
    verdict: verdict(payload),
    notes: payload.notes,
    log: { label: "Logarithmic counts", initial: false },
    selector:
      modules.length === 0
        ? null
        : { label: "module", options: ["all", ...modules.map(({ name }) => name)], initial: 0 },
    tables(selected) {
      const pinned = modules[selected - 1];
      return pinned === undefined
        ? [moduleTable(payload)]
        : [
            statisticsTable(
              `${pinned.name} (${pinned.type}, ${formatShape(pinned.shape)})`,
              "flow",
              flows(pinned),
              true,
            ),
            histogramTable("Histograms", flows(pinned)),
            moduleTable(payload),
          ];
    },
    panels(theme, choice) {
      if (modules.length === 0) return [];
      const pinned = modules[choice.selected - 1];
      const depth = pinned === undefined ? null : choice.selected - 1;
      const outputs = layersOf(modules, ({ forward }) => forward);
      const arrived = layersOf(modules, ({ backward }) => backward);
      // All NaN: there is nothing to draw, and the verdict says so.
      const gradients = arrived.some(({ flow }) => flow.histogram !== null) ? arrived : [];
      return [
        ...(pinned === undefined ? [] : pinnedPanels(pinned, theme, choice.log)),
        ridgePanel(outputs, { title: "Outputs", role: "forward" }, depth, theme),
        ...(gradients.length === 0
          ? []
          : [ridgePanel(gradients, { title: "Gradients that arrive", role: "backward" }, depth, theme)]),
        depthHeatmap(outputs, { title: "Where the outputs lie", role: "forward" }, theme),
        ...(gradients.length === 0
          ? []
          : [depthHeatmap(gradients, { title: "Where the gradients lie", role: "backward" }, theme)]),
        ...depthPanels(payload, theme, depth),
      ];
    },
  };
}

const layersOf = (modules: readonly Module[], pick: (module: Module) => FlowData | null): Layer[] =>
  modules.flatMap((module, depth) => {
    const flow = pick(module);
    return flow === null ? [] : [{ name: module.name, type: module.type, depth, flow }];
  });

const flows = (module: Module): (FlowData & { label: string })[] => [
  { ...module.forward, label: "output" },
  ...(module.backward === null ? [] : [{ ...module.backward, label: "gradient" }]),
];

const lost = (flow: FlowData | null): number =>
  flow === null ? 0 : flow.statistics.nan + flow.statistics.positiveInfinity + flow.statistics.negativeInfinity;

function summarize({ modules, model, loss }: Payload): string {
  if (modules.length === 0) return `${model} has no module that was called.`;
  const stds = modules.map(({ forward }) => forward.statistics.std).filter(Number.isFinite);
  const norms = modules.flatMap(({ backward }) => (backward === null ? [] : [backward.norm])).filter(Number.isFinite);
  const parts = [
    `${plural(modules.length, "module")} of ${model}`,
    stds.length > 0 ? `output std from ${formatNumber(Math.min(...stds))} to ${formatNumber(Math.max(...stds))}` : "",
    norms.length > 0
      ? `gradient norm from ${formatNumber(Math.min(...norms))} to ${formatNumber(Math.max(...norms))}`
      : "",
    loss === null ? "" : `loss ${formatNumber(loss, 6)}`,
  ];
  return `${parts.filter((part) => part !== "").join("; ")}.`;
}

function verdict({ firstNotFinite, modules }: Payload): View["verdict"] {
  if (firstNotFinite === null) return null;
  const { module: name, direction, what } = firstNotFinite;
  const type = modules.find((module) => module.name === name)?.type;
  const module = type === undefined || type === name ? name : `${name} (${type})`;
  return {
    ok: false,
    text: `The first ${what} ${direction === "forward" ? "comes out of" : "arrives as a gradient at"} ${module}.`,
  };
}

function moduleTable({ modules }: Payload): Table {
  const optional = (pick: (module: Module) => number | null): boolean =>
    modules.some((module) => pick(module) !== null);
  const value = (n: number | null | undefined, digits = 4) =>
    n === null || n === undefined ? { text: "" } : numberCell(n, digits);
  const backward = modules.some((module) => module.backward !== null);
  const rstd = optional((module) => module.rstd);
  const saturated = optional((module) => module.saturated);
  return {
    caption: "Modules, in the order of the forward pass",
    always: false,
    columns: [
      column("module", "left"),
      column("type", "left"),
      column("shape", "left"),
      column("mean"),
      column("std"),
      column("ex. kurtosis"),
      ...(backward ? [column("|gradient|"), column("gradient std")] : []),
      ...(rstd ? [column("rstd"), column("eps share")] : []),
      column("dead"),
      ...(saturated ? [column("saturated")] : []),
      column("NaN, inf"),
    ],
    rows: modules.map((module) => [
      textCell(module.name),
      textCell(module.type),
      textCell(formatShape(module.shape)),
      value(module.forward.statistics.mean),
      value(module.forward.statistics.std),
      value(module.forward.statistics.kurtosis, 3),
      ...(backward ? [value(module.backward?.norm), value(module.backward?.statistics.std)] : []),
      ...(rstd ? [value(module.rstd), module.epsShare === null ? { text: "" } : percentCell(module.epsShare)] : []),
      percentCell(module.dead),
      ...(saturated ? [module.saturated === null ? { text: "" } : percentCell(module.saturated)] : []),
      faultCell(lost(module.forward) + lost(module.backward)),
    ]),
  };
}

function pinnedPanels(module: Module, theme: Theme, logCounts: boolean): Panel[] {
  return flows(module).map((flow) => {
    const series = [
      {
        label: flow.label,
        group: flow,
        colour: seriesColour(theme, flow.label === "output" ? "forward" : "backward", 0),
        position: 0,
      },
    ];
    return {
      title: `${module.name}: ${flow.label}`,
      row: "pinned",
      x: { label: "value", zeroLine: true },
      y: { label: "density", scale: logCounts ? "log" : "linear", range: densityRange(series, logCounts) ?? [0, 1] },
      traces: histogramTraces(series, logCounts).map((trace) => ({ ...trace, showlegend: false })),
    };
  });
}

interface Curve {
  readonly label: string;
  readonly colour: string;
  readonly dash: string;
  readonly values: readonly (number | null)[];
  /** A part of a whole: read as percent. */
  readonly share?: boolean;
  /** Its entry in the legend; none where left out. */
  readonly legend?: string;
}

const FAMILY_LIMIT = 7;

/**
 * Modules that are the same part of different blocks form one line: the way from a norm to the next linear layer is no
 * trend. "blocks.3.up" belongs to "blocks.up"; where names say nothing ("3") or too much, the type decides.
 */
function families(modules: readonly Module[]): { names: string[]; familyOf: (module: Module) => string } {
  const part = ({ name, type }: Module): string => {
    const path = name
      .replace(/ \(call \d+\)$/, "")
      .split(".")
      .filter((step) => !/^\d+$/.test(step));
    return path.length === 0 ? type : path.join(".");
  };
  const byPart = [...new Set(modules.map(part))];
  if (byPart.length <= FAMILY_LIMIT) return { names: byPart, familyOf: part };
  return { names: [...new Set(modules.map(({ type }) => type))], familyOf: ({ type }) => type };
}

/** Numbers against depth. */
function depthPanels({ modules, firstNotFinite }: Payload, theme: Theme, pinned: number | null): Panel[] {
  const forward = seriesColour(theme, "forward", 0);
  const third = seriesColour(theme, null, 2);
  const curve = (label: string, colour: string, pick: (module: Module) => number | null, dash = "solid"): Curve => ({
    label,
    colour,
    dash,
    values: modules.map(pick),
  });
  const at = modules.findIndex(({ name }) => name === firstNotFinite?.module);
  const fault =
    firstNotFinite === null || at < 0
      ? []
      : [{ axis: "x" as const, at, label: `first ${firstNotFinite.what}`, colour: badColour(theme) }];
  const panel = (title: string, scale: "linear" | "log", curves: readonly Curve[]): Panel[] => {
    const shown = curves.filter(({ values }) =>
      values.some((v) => v !== null && Number.isFinite(v) && (scale === "linear" || v > 0)),
    );
    if (shown.length === 0) return [];
    return [
      {
        title,
        x: { label: "depth", whole: true, range: [-0.04 * modules.length - 0.2, 1.04 * modules.length - 0.8] },
        y: { label: "", scale, ...(curves.every(({ share }) => share === true) ? { percent: true } : {}) },
        height: 180,
        traces: shown.map((entry) => curveTrace(entry, modules, scale)),
        marks: [...(pinned === null ? [] : [{ axis: "x" as const, at: pinned, label: "", colour: third }]), ...fault],
      },
    ];
  };
  const { names, familyOf } = families(modules);
  const byFamily = (what: string, pick: (module: Module) => number | null): Curve[] =>
    names.length > FAMILY_LIMIT
      ? [curve(what, forward, pick)]
      : names.map((name, i) => ({
          ...curve(what, seriesColour(theme, null, i), (m) => (familyOf(m) === name ? pick(m) : null), seriesDash(i)),
          legend: name,
        }));
  const lostAnywhere = modules.some((module) => lost(module.forward) + lost(module.backward) > 0);
  return [
    ...panel(
      "Std of the output",
      "log",
      byFamily("output std", (m) => m.forward.statistics.std),
    ),
    ...panel(
      "Norm of the gradient",
      "log",
      byFamily("gradient norm", (m) => m.backward?.norm ?? null),
    ),
    ...panel(
      "Mean of the output",
      "linear",
      byFamily("output mean", (m) => m.forward.statistics.mean),
    ),
    ...panel(
      "Excess kurtosis of the output",
      "linear",
      byFamily("kurtosis", (m) => m.forward.statistics.kurtosis),
    ),
    ...panel(
      "rstd of the norms",
      "log",
      byFamily("rstd", (m) => m.rstd),
    ),
    ...panel(
      "Share of eps in var + eps",
      "log",
      byFamily("eps share", (m) => m.epsShare),
    ),
    ...(modules.some((m) => m.dead > 0)
      ? panel(
          "Dead share",
          "linear",
          byFamily("dead share", (m) => (m.dead > 0 ? m.dead : null)).map((each) => ({ ...each, share: true })),
        )
      : []),
    ...panel(
      "Saturated share",
      "linear",
      byFamily("saturated share", (m) => m.saturated).map((each) => ({ ...each, share: true })),
    ),
    ...(lostAnywhere
      ? panel("NaN and infinities", "linear", [
          { ...curve("in the output", badColour(theme), (m) => lost(m.forward)), legend: "lost in the output" },
          {
            ...curve(
              "in the gradient",
              seriesColour(theme, "backward", 0),
              (m) => (m.backward === null ? null : lost(m.backward)),
              "longdashdot",
            ),
            legend: "lost in the gradient",
          },
        ])
      : []),
  ];
}

function curveTrace(
  { label, colour, dash, values, legend, share }: Curve,
  modules: readonly Module[],
  scale: "linear" | "log",
): Trace {
  const drawable = (v: number | null): number | null =>
    v !== null && Number.isFinite(v) && (scale === "linear" || v > 0) ? v : null;
  return {
    type: "scatter",
    mode: "lines+markers",
    name: escapeLabel(legend ?? label),
    legendgroup: escapeLabel(legend ?? label),
    showlegend: legend !== undefined,
    x: values.map((_, i) => i),
    y: values.map(drawable),
    text: values.map(
      (v, i) =>
        `${escapeLabel(modules[i].name)} (${escapeLabel(modules[i].type)})<br>${label}: ${v === null ? "none" : share ? formatPercent(v) : formatNumber(v)}${v !== null && Number.isInteger(v) && v > 1e4 ? ` (${formatCount(v)})` : ""}`,
    ),
    customdata: values.map((_, i) => i + 1),
    hovertemplate: "%{text}<extra></extra>",
    // Norm modules lie apart: a line from one to the next shows their course.
    connectgaps: true,
    line: { color: colour, width: 1.8, dash },
    marker: { color: colour, size: values.length > 60 ? 3 : 6 },
  };
}
