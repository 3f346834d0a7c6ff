/** One payload of every kind, and of the awkward ones: what tests read and the gallery draws. */

import { blockExtremes, describe, matrixShape, sourceOf } from "../../src/engine/statistics/index.ts";
import { formatNumber } from "../../src/figures/format.ts";
import type { FlowData, Payload, PlainPayload, Role } from "../../src/figures/payload.ts";
import { gridData, groupFrom } from "../../src/language/modules/lnnb/build/common.ts";
import { comparisonOf } from "../../src/language/modules/lnnb/build/comparison.ts";
import { distributionPayload } from "../../src/language/modules/lnnb/build/distribution.ts";

/** A repeatable normal sample (sum of twelve uniforms). */
function normal(count: number, seed: number, mean = 0, std = 1): Float64Array {
  let state = seed >>> 0;
  const uniform = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  return Float64Array.from({ length: count }, () => {
    let sum = -6;
    for (let i = 0; i < 12; i++) sum += uniform();
    return mean + std * sum;
  });
}

const head = <K extends string>(kind: K, title: string, notes: string[] = []) =>
  ({ version: 1, kind, title, notes }) as const;

const tokens = 8;
const features = 64;
const before = Float64Array.from(normal(tokens * features, 1), (z, i) => {
  const token = Math.floor(i / features);
  return 2 + token / 7 + (2 + (2 * token) / 7) * z;
});
const after = Float64Array.from(before, (x, i) => {
  const row = before.subarray(Math.floor(i / features) * features, (Math.floor(i / features) + 1) * features);
  const mean = row.reduce((a, b) => a + b) / features;
  const variance = row.reduce((a, b) => a + (b - mean) ** 2, 0) / features;
  return (x - mean) / Math.sqrt(variance + 1e-5);
});

const series = (label: string, role: Role, values: Float64Array, shape: number[]) => ({
  label,
  role,
  dtype: "float32",
  shape,
  source: sourceOf(values),
});

const reference = normal(8 * 16, 7);
const close = reference.map((x, i) => x + ((i * 7919) % 13) * 1e-9 * (1 + Math.abs(x)));
const wrong = reference.map((x, i) => (i % 16 === 5 ? x + 0.3 * (1 + (i % 3)) : x + 1e-9 * ((i % 7) - 3)));
const float64 = { atol: 1e-7, rtol: 1e-5, type: "float64" } as const;
const comparison = (a: Float64Array, b: Float64Array, shape: number[]) =>
  comparisonOf(sourceOf(a), sourceOf(b), shape, float64);

const line = (label: string, x: number[], y: number[], role: Role = null) => ({
  label,
  role,
  x,
  y,
  low: null,
  high: null,
});
const blocks = Array.from({ length: 24 }, (_, i) => i + 1);
const epsilons = Array.from({ length: 31 }, (_, i) => 10 ** (-16 + i / 2));

function flow(values: Float64Array): FlowData {
  return {
    ...groupFrom("", describe(sourceOf(values), { bins: 40 })),
    norm: Math.sqrt(values.reduce((a, b) => a + b * b, 0)),
  };
}

const layers = (depth: number, growth: number) =>
  Array.from({ length: depth }, (_, i) => {
    const type = ["Linear", "LayerNorm", "GELU"][i % 3];
    const scale = type === "LayerNorm" ? 1 : growth ** (i / 3);
    return {
      name: `blocks.${Math.floor(i / 3)}.${["linear", "norm", "act"][i % 3]}`,
      type,
      shape: [4, 16, 32],
      forward: flow(normal(2048, i + 1, type === "GELU" ? scale * 0.3 : 0, scale)),
      backward: flow(normal(2048, i + 91, 0, 1e-4 * growth ** ((depth - i) / 4))),
      rstd: type === "LayerNorm" ? 1 / growth ** (i / 3) : null,
      epsShare: type === "LayerNorm" ? 1e-5 / (1e-5 + growth ** ((2 * i) / 3)) : null,
      dead: type === "GELU" ? i / 200 : 0,
      saturated: null,
    };
  });

const plainSamples: Readonly<Record<string, PlainPayload>> = {
  distribution: distributionPayload(
    [series("before: x", "before", before, [tokens, features]), series("after: y", "after", after, [tokens, features])],
    { title: "x and y", per: null, bins: null },
  ),
  "distribution per token": distributionPayload(
    [series("before: x", "before", before, [tokens, features]), series("after: y", "after", after, [tokens, features])],
    { title: "Each token before and after", per: "token", bins: null },
  ),
  "distribution with NaN": distributionPayload(
    [
      series(
        "<b>overflowing</b> & %{x} naïve half-precision sums over a very long expression of the user's",
        null,
        normal(4000, 5).map((x, i) => (i % 400 === 0 ? Number.NaN : i % 500 === 1 ? Infinity : i === 7 ? 900 : x)),
        [40, 100],
      ),
    ],
    { title: "A tail, NaN and infinities", per: null, bins: null },
  ),
  "distribution empty": distributionPayload([series("x[:0]", null, new Float64Array(0), [0, 8])], {
    title: "Nothing",
    per: null,
    bins: null,
  }),
  "distribution constant": distributionPayload([series("ones", "after", new Float64Array(100).fill(1), [100])], {
    title: "A constant",
    per: null,
    bins: null,
  }),
  compare: {
    ...head("compare", "scratch(x) and reference(x)"),
    first: { label: "scratch(x)", role: null },
    second: { label: "reference(x)", role: null },
    comparison: comparison(close, reference, [8, 16]),
  },
  "compare equal": {
    ...head("compare", "x and x"),
    first: { label: "x", role: null },
    second: { label: "x", role: null },
    comparison: comparison(reference, reference, [8, 16]),
  },
  "compare vectors": {
    ...head("compare", "one dimension"),
    first: { label: "dgamma by hand", role: null },
    second: { label: "gamma.grad", role: null },
    comparison: comparison(close.subarray(0, 16), reference.subarray(0, 16), [16]),
  },
  check_gradients: {
    ...head("check_gradients", "Gradients of layer_norm"),
    function: "layer_norm",
    ok: true,
    eps: 1e-6,
    source: "autograd",
    tensors: [
      { name: "x", kind: "input", comparison: comparison(close, reference, [8, 16]) },
      {
        name: "gamma",
        kind: "input",
        comparison: comparison(close.subarray(16, 32), reference.subarray(16, 32), [16]),
      },
      { name: "beta", kind: "input", comparison: comparison(close.subarray(0, 16), reference.subarray(0, 16), [16]) },
    ],
  },
  "check_gradients wrong": {
    ...head("check_gradients", "Gradients of layer_norm", ["x was float32: checked on a float64 copy."]),
    function: "layer_norm",
    ok: false,
    eps: 1e-6,
    source: "manual",
    tensors: [
      { name: "x", kind: "input", comparison: comparison(wrong, reference, [8, 16]) },
      {
        name: "gamma",
        kind: "input",
        comparison: comparison(close.subarray(16, 32), reference.subarray(16, 32), [16]),
      },
    ],
  },
  steps: {
    ...head("steps", "LayerNorm step by step"),
    norm: "LayerNorm((4,), eps=1e-05)",
    formula: ["μ = mean(x)", "σ² = mean((x − μ)²)", "x̂ = (x − μ) / √(σ² + ε)", "y = γ x̂ + β"],
    features: ["0", "1", "2", "3"],
    rows: [
      {
        label: "row 0",
        scalars: [
          { symbol: "μ", name: "mean", value: 4.5 },
          { symbol: "σ²", name: "variance", value: 8.75 },
          { symbol: "√(σ² + ε)", name: "standard deviation", value: 2.9580415 },
        ],
        columns: [
          { symbol: "x", name: "input", role: "before", values: [1, 3, 5, 9] },
          { symbol: "x − μ", name: "centred", role: null, values: [-3.5, -1.5, 0.5, 4.5] },
          { symbol: "x̂", name: "normalized", role: null, values: [-1.183215, -0.507092, 0.169031, 1.521277] },
          { symbol: "γ", name: "scale", role: null, values: [1, 1, 1, 1] },
          { symbol: "β", name: "shift", role: null, values: [0, 0, 0, 0] },
          { symbol: "y", name: "output", role: "after", values: [-1.183215, -0.507092, 0.169031, 1.521277] },
        ],
      },
    ],
  },
  lines: {
    ...head("lines", "Backward: with post-norm the last blocks get the most"),
    x: { label: "block", scale: "linear" },
    y: { label: "norm of the gradient", scale: "log" },
    markers: false,
    series: [
      line(
        "pre-norm",
        blocks,
        blocks.map((b) => 6 - b / 10 + Math.sin(b) / 5),
      ),
      line(
        "post-norm",
        blocks,
        blocks.map((b) => 0.001 * 1.4 ** b),
      ),
      line(
        "sandwich",
        blocks,
        blocks.map((b) => 0.5 + 0.1 * Math.cos(b)),
      ),
    ],
  },
  sweep: {
    ...head("sweep", "eps from 1e-16 to 1e-1"),
    parameter: "eps",
    x: { label: "eps", scale: "log" },
    y: { label: "standard deviation of the output", scale: "linear" },
    series: [
      line(
        "output std",
        epsilons,
        epsilons.map((e) => Math.sqrt(1e-12 / (1e-12 + e))),
      ),
    ],
  },
  bars: {
    ...head("bars", "The mean of a feature is near its beta"),
    categories: blocks.slice(0, 8).map((b) => `feature ${b - 1}`),
    categoryLabel: "",
    y: { label: "mean over 512 tokens", scale: "linear" },
    series: [
      { label: "gamma = 1, beta = 0", role: null, values: [...normal(8, 3, 0, 0.05)], errors: null },
      {
        label: "custom gamma, beta",
        role: null,
        values: [-2.02, -1.46, -1.03, -0.52, 0.55, 0.97, 1.58, 1.93],
        errors: null,
      },
    ],
    markers: { label: "beta", values: [-2, -1.5, -1, -0.5, 0.5, 1, 1.5, 2] },
  },
  heatmap: {
    ...head("heatmap", "Mean of each token after the norm"),
    label: "means",
    shape: [4, 4],
    rowLabel: "",
    columnLabel: "",
    rowNames: ["(8,) sample 0", "(8,) sample 1", "(4, 8) sample 0", "(4, 8) sample 1"],
    columnNames: ["token 0", "token 1", "token 2", "token 3"],
    centre: 0,
    grid: {
      rows: 4,
      columns: 4,
      rowsPerBlock: 1,
      columnsPerBlock: 1,
      values: [...normal(8, 3, 0, 0.01), -1, -0.3, 0.4, 1.1, -0.9, -0.4, Number.NaN, 1],
    },
    statistics: describe(sourceOf([...normal(8, 3, 0, 0.01), -1, -0.3, 0.4, 1.1, -0.9, -0.4, Number.NaN, 1]))
      .statistics,
  },
  "heatmap large": {
    ...head("heatmap", "Attention logits", ["Each cell shows the extreme of a block of 8 × 8."]),
    label: "logits",
    shape: [512, 512],
    rowLabel: "dim 0",
    columnLabel: "dim 1",
    rowNames: null,
    columnNames: null,
    centre: null,
    grid: gridData(
      blockExtremes(
        sourceOf(normal(512 * 512, 11).map((x, i) => Math.abs(x) + (i % 512) / 100)),
        matrixShape([512, 512]).columns,
      ),
    ),
    statistics: describe(sourceOf(normal(512 * 512, 11).map((x, i) => Math.abs(x) + (i % 512) / 100))).statistics,
  },
  scatter: {
    ...head("scatter", "Layer norm's input against its output"),
    x: { label: "input", scale: "linear" },
    y: { label: "output", scale: "linear" },
    diagonal: false,
    series: [{ label: "layer norm", role: null, x: [...before], y: [...after], total: before.length }],
    curves: [
      {
        label: "2 tanh(0.25 x)",
        x: Array.from({ length: 60 }, (_, i) => -8 + i / 3),
        y: Array.from({ length: 60 }, (_, i) => 2 * Math.tanh(0.25 * (-8 + i / 3))),
      },
    ],
  },
  table: {
    ...head("table", "Each token before and after"),
    columns: [
      { label: "token", numeric: false },
      { label: "mean before", numeric: true },
      { label: "mean after", numeric: true },
    ],
    rows: blocks.slice(0, 6).map((b) => [`token ${b}`, 2 + b / 7, b * 1e-9]),
    rowTotal: 6,
  },
  trace: {
    ...head("trace", "Twelve blocks"),
    model: "Stack",
    loss: 2.31,
    firstNotFinite: null,
    modules: layers(18, 1.6),
  },
  "trace deep": {
    ...head("trace", "A deep stack that drifts"),
    model: "Stack",
    loss: null,
    firstNotFinite: { module: "blocks.7.linear", direction: "forward", what: "NaN" },
    modules: layers(90, 1.25),
  },
  gradient_terms: {
    ...head("gradient_terms", "The gradient of one row, in three terms"),
    formula: ["dx = (g − mean(g) − x̂ · mean(g · x̂)) / √(σ² + ε),  g = dL/dy · γ"],
    rows: [
      {
        label: "row 0",
        direct: [0.338, -0.676, 0.169, 0.085],
        mean: [0.021, 0.021, 0.021, 0.021],
        variance: [0.04, 0.017, -0.006, -0.051],
        total: [0.399, -0.638, 0.184, 0.055],
      },
    ],
    rowTotal: 1,
    norms: { direct: 0.78, mean: 0.042, variance: 0.067, total: 0.77 },
    largestSum: 2.2e-16,
    largestProjection: 1.1e-9,
    features: ["0", "1", "2", "3"],
  },
  "gradient_terms wide": {
    ...head("gradient_terms", "Thirty-two features"),
    formula: ["dx = (g − mean(g) − x̂ · mean(g · x̂)) / √(σ² + ε),  g = dL/dy · γ"],
    rows: [0, 1].map((r) => ({
      label: `row ${r}`,
      direct: [...normal(32, 21 + r)],
      mean: [...normal(32, 23 + r, 0, 0.1)],
      variance: [...normal(32, 25 + r, 0, 0.2)],
      total: [...normal(32, 27 + r)],
    })),
    rowTotal: 2,
    norms: { direct: 12.77, mean: 1.479, variance: 1.897, total: 12.54 },
    largestSum: 2.2e-16,
    largestProjection: 1.1e-9,
    features: Array.from({ length: 32 }, (_, i) => String(i)),
  },
  "bars many": {
    ...head("bars", "Forty modules with long names"),
    categories: Array.from({ length: 40 }, (_, i) => `encoder.layers.${i}.self_attn.out_proj`),
    categoryLabel: "module",
    y: { label: "milliseconds", scale: "log" },
    series: [{ label: "time", role: null, values: [...normal(40, 31, 5, 1)].map(Math.exp), errors: null }],
    markers: null,
  },
  "heatmap named": {
    ...head("heatmap", "Names on both sides"),
    label: "scores",
    shape: [30, 30],
    rowLabel: "query",
    columnLabel: "key",
    rowNames: Array.from({ length: 30 }, (_, i) => `a query of some length ${i}`),
    columnNames: Array.from({ length: 30 }, (_, i) => `key ${i}`),
    centre: null,
    grid: gridData(blockExtremes(sourceOf(normal(900, 41).map((x) => Math.exp(3 * x))), 30)),
    statistics: describe(sourceOf(normal(900, 41).map((x) => Math.exp(3 * x)))).statistics,
  },
  quiz: {
    ...head("quiz", "Check yourself"),
    questions: [
      {
        question: "Over which axis does layer norm average?",
        choices: ["the batch", "the features of one token", "both"],
        answer: 1,
        why: "Each token is normalized by its own mean and variance.",
      },
    ],
  },
};

const moved = (figures: readonly PlainPayload[], title: string, text = ""): Payload => ({
  ...head("interact", title),
  function: "look",
  handle: "1-1",
  controls: [
    { name: "eps", kind: "slider", values: epsilons.map((e) => formatNumber(e, 3)) },
    { name: "norm", kind: "choice", values: ["LayerNorm", "RMSNorm"] },
    { name: "affine", kind: "switch", values: ["False", "True"] },
  ],
  state: { settings: [22, 0, 1], figures, text, error: null },
});

export const samples: Readonly<Record<string, Payload>> = {
  ...plainSamples,
  interact: moved([plainSamples.distribution], "eps while it moves"),
  "interact two": moved([plainSamples.lines, plainSamples.bars], "Two figures at once", "rstd = 99.5\n"),
  "interact error": {
    ...head("interact", "An error in its place"),
    function: "look",
    handle: "1-2",
    controls: [{ name: "n", kind: "slider", values: ["0", "1", "2"] }],
    state: {
      settings: [0],
      figures: [],
      text: "",
      error: {
        name: "ZeroDivisionError",
        message: "division by zero",
        traceback: "Traceback (most recent call last):\n  Cell In[3], line 1\nZeroDivisionError: division by zero",
      },
    },
  },
};
