/**
 * What a figure is made of: plain data, versioned, bounded, and no more of the plotting library than a table of numbers
 * has. The language makes payloads, outputs store them, views.ts shows them.
 */
import {
  boolean,
  count,
  type Decoded,
  type Decoder,
  list,
  nullable,
  number,
  object,
  oneOf,
  PayloadError,
  text,
} from "./schema.ts";

export const FIGURE_MIME = "application/vnd.lnnb.figure+json";
export const FIGURE_VERSION = 1;
/** A payload that would pass this many bytes as JSON is refused; 64 KiB is normal. */
export const FIGURE_LIMIT_BYTES = 2 ** 20;

/** What a series is, where that decides its colour in every figure. */
const role = nullable(oneOf("before", "after", "analytic", "numeric", "forward", "backward"));
export type Role = Decoded<typeof role>;

const statistics = object({
  count,
  mean: number,
  /** Biased (divided by n), as layer norm takes it. */
  std: number,
  skewness: number,
  /** Excess kurtosis: 0 for a normal distribution. */
  kurtosis: number,
  min: number,
  max: number,
  /** At 1, 5, 25, 50, 75, 95 and 99 percent. */
  quantiles: list(number, 16),
  zeros: count,
  nan: count,
  positiveInfinity: count,
  negativeInfinity: count,
});
export type StatisticsData = Decoded<typeof statistics>;

/** Equal bins from `start`; `below` and `above` count what lies outside. */
const histogram = object({ start: number, width: number, counts: list(count, 4096), below: count, above: count });
export type HistogramData = Decoded<typeof histogram>;

const group = object({ label: text, statistics, histogram: nullable(histogram) });
export type GroupData = Decoded<typeof group>;

const shape = list(count, 64);
const axis = object({ label: text, scale: oneOf("linear", "log") });
export type AxisData = Decoded<typeof axis>;
const named = object({ label: text, role });

const distribution = object({
  /** What a group is ("token"), or null where there are none. */
  per: nullable(text),
  series: list(
    object({
      label: text,
      role,
      dtype: text,
      shape,
      overall: group,
      /** The first groups, each with its histogram. */
      groups: list(group, 256),
      groupTotal: count,
      /** Mean and std of every group, in order (at most 1024). */
      profile: nullable(object({ mean: list(number, 1024), std: list(number, 1024) })),
    }),
    16,
  ),
});

const elementError = object({ index: shape, a: number, b: number, absolute: number, relative: number, ulp: number });
export type ElementErrorData = Decoded<typeof elementError>;

/** A grid of blocks over a tensor folded to a matrix (its last dimension across). */
const grid = object({ rows: count, columns: count, rowsPerBlock: count, columnsPerBlock: count, values: list(number) });
export type GridData = Decoded<typeof grid>;

/** Two tensors element by element; `b` is the reference. */
const comparison = object({
  shape,
  dtype: text,
  ok: boolean,
  atol: number,
  rtol: number,
  count,
  maxAbsolute: number,
  maxRelative: number,
  maxUlp: number,
  meanAbsolute: number,
  rootMeanSquare: number,
  outside: count,
  exact: count,
  notFinite: count,
  worst: list(elementError, 64),
  /** Bin i: 10^(start + i*width) <= |a - b| < 10^(start + (i+1)*width). */
  errors: nullable(object({ start: number, width: number, counts: list(count, 4096), zeros: count, notFinite: count })),
  /** Points of the scatter by row-major position: all of them, or a sample that holds the worst. */
  points: object({ index: list(count), a: list(number), b: list(number) }),
  /** The largest absolute error of each block. */
  map: nullable(grid),
});
export type ComparisonData = Decoded<typeof comparison>;

const compare = object({ first: named, second: named, comparison });

const checkGradients = object({
  function: text,
  ok: boolean,
  eps: number,
  /** Where the analytic gradients come from: "autograd" or "manual". */
  source: oneOf("autograd", "manual"),
  tensors: list(object({ name: text, kind: oneOf("input", "parameter"), comparison }), 512),
});

const steps = object({
  norm: text,
  formula: list(text, 16),
  /** One label a feature. */
  features: list(text, 4096),
  rows: list(
    object({
      label: text,
      scalars: list(object({ symbol: text, name: text, value: number }), 16),
      columns: list(object({ symbol: text, name: text, role, values: list(number, 4096) }), 16),
    }),
    64,
  ),
});

const line = object({
  label: text,
  role,
  x: list(number),
  y: list(number),
  /** A band around the line. */
  low: nullable(list(number)),
  high: nullable(list(number)),
});
export type LineData = Decoded<typeof line>;
const lines = object({ x: axis, y: axis, series: list(line, 64), markers: boolean });
const sweep = object({ parameter: text, x: axis, y: axis, series: list(line, 64) });

const bars = object({
  categories: list(text, 1024),
  categoryLabel: text,
  y: axis,
  series: list(object({ label: text, role, values: list(number, 1024), errors: nullable(list(number, 1024)) }), 16),
  /** Short marks over the bars: what they are expected to reach. */
  markers: nullable(object({ label: text, values: list(number, 1024) })),
});

const heatmap = object({
  label: text,
  shape,
  rowLabel: text,
  columnLabel: text,
  rowNames: nullable(list(text, 4096)),
  columnNames: nullable(list(text, 4096)),
  /** Colours run both ways from this value; null: from low to high. */
  centre: nullable(number),
  grid,
  statistics,
});

const scatter = object({
  x: axis,
  y: axis,
  diagonal: boolean,
  series: list(object({ label: text, role, x: list(number), y: list(number), total: count }), 16),
  curves: list(object({ label: text, x: list(number), y: list(number) }), 16),
});

const cell = (value: unknown, path: string): string | number | boolean | null =>
  value === null || value === undefined
    ? null
    : typeof value === "boolean"
      ? value
      : typeof value === "number"
        ? value
        : text(value, path);
const table = object({
  columns: list(object({ label: text, numeric: boolean }), 256),
  rows: list(list(cell, 256), 10_000),
  rowTotal: count,
});

const flow = object({ label: text, statistics, histogram: nullable(histogram), norm: number });
export type FlowData = Decoded<typeof flow>;
const trace = object({
  model: text,
  loss: nullable(number),
  modules: list(
    object({
      name: text,
      type: text,
      shape,
      forward: flow,
      backward: nullable(flow),
      /** Mean of 1/sqrt(var + eps) over rows and the share of eps in var + eps; of normalization modules only. */
      rstd: nullable(number),
      epsShare: nullable(number),
      /** Features that are zero for every row, of all features. */
      dead: number,
      /** Outputs at the flat ends of a bounded activation; null for other modules. */
      saturated: nullable(number),
    }),
    1024,
  ),
  firstNotFinite: nullable(object({ module: text, direction: oneOf("forward", "backward"), what: text })),
});

const gradientTerms = object({
  formula: list(text, 16),
  rows: list(
    object({
      label: text,
      direct: list(number, 4096),
      mean: list(number, 4096),
      variance: list(number, 4096),
      total: list(number, 4096),
    }),
    64,
  ),
  rowTotal: count,
  /** Euclidean norms over all rows, and the identities that dx keeps: its largest sums over a row. */
  norms: object({ direct: number, mean: number, variance: number, total: number }),
  largestSum: number,
  largestProjection: number,
  features: list(text, 4096),
});

const quiz = object({
  questions: list(
    object({ question: text, choices: list(text, 16), /** Position of the right choice. */ answer: count, why: text }),
    64,
  ),
});

/** Every kind but those that hold other figures. */
const plainDecoders = {
  distribution,
  compare,
  check_gradients: checkGradients,
  steps,
  lines,
  sweep,
  bars,
  heatmap,
  scatter,
  table,
  trace,
  gradient_terms: gradientTerms,
  quiz,
} as const;

type PlainKind = keyof typeof plainDecoders;
interface Head<K> {
  readonly version: 1;
  readonly kind: K;
  readonly title: string;
  /** Sentences under the figure: what was left out, what was assumed. */
  readonly notes: readonly string[];
}
/** A figure that holds no other. */
export type PlainPayload = { [K in PlainKind]: Head<K> & Decoded<(typeof plainDecoders)[K]> }[PlainKind];

export const headFields = object({ title: text, notes: list(text, 64) });
const isPlainKind = (kind: unknown): kind is PlainKind =>
  typeof kind === "string" && Object.hasOwn(plainDecoders, kind);

const plainFigure: Decoder<PlainPayload> = (value, path) => {
  const kind: unknown = typeof value === "object" && value !== null ? Reflect.get(value, "kind") : undefined;
  if (!isPlainKind(kind)) throw new PayloadError(`${path}.kind`, "the kind of a figure");
  // The discriminant and the decoder that is chosen by it belong together.
  return { version: 1, kind, ...headFields(value, path), ...plainDecoders[kind](value, path) } as PlainPayload;
};

/** Something to move: a slider and a choice stand on one of their values, a switch is off (0) or on (1). */
const control = object({
  name: text,
  kind: oneOf("slider", "choice", "switch"),
  /** The values as texts, in order. */
  values: list(text, 1024),
});
export type ControlData = Decoded<typeof control>;

/** What a function gave for one setting of its controls. */
const interactState = object({
  /** For each control, the position of its value. */
  settings: list(count, 16),
  figures: list(plainFigure, 8),
  /** What it printed and gave back. */
  text,
  error: nullable(object({ name: text, message: text, traceback: text })),
});
export type InteractState = Decoded<typeof interactState>;
export const decodeInteractState = (value: unknown): InteractState => interactState(value, "");

const interact = object({
  function: text,
  /** By this the kernel that made the figure knows its function. */
  handle: text,
  controls: list(control, 16),
  state: interactState,
});

export const decoders = { ...plainDecoders, interact } as const;

export type FigureKind = keyof typeof decoders;
export type PayloadOf<K extends FigureKind> = Head<K> & Decoded<(typeof decoders)[K]>;
export type Payload = { [K in FigureKind]: PayloadOf<K> }[FigureKind];
