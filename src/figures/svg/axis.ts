/** An axis of a static figure: from values to pixels, and its ticks. */
import { formatNumber } from "../format.ts";
import { linearTicks, logTicks } from "../plot/ticks.ts";
import type { Json, Trace } from "../view.ts";
import { listOf, numberOf, numbersOf, objectOf, plainLabel, textOf } from "./json.ts";

export interface Axis {
  readonly side: "x" | "y";
  /** Pixels: of an x axis left and right, of a y axis bottom and top. */
  readonly from: number;
  readonly to: number;
  /** Where a value is; NaN for one that the axis cannot show. */
  position(value: number): number;
  /** Where a coordinate of the axis itself is: on a logarithmic axis its exponent. */
  positionOfCoordinate(coordinate: number): number;
  readonly ticks: readonly { readonly at: number; readonly label: string }[];
  readonly layout: { readonly [key: string]: Json };
}

/** `pixels`: the figure's width or height. `traces`: those on this axis. */
export function axisOf(
  side: "x" | "y",
  layout: { readonly [key: string]: Json },
  pixels: number,
  traces: readonly Trace[],
): Axis {
  const [start = 0, end = 1] = numbersOf(layout["domain"]);
  const from = side === "x" ? start * pixels : (1 - start) * pixels;
  const to = side === "x" ? end * pixels : (1 - end) * pixels;
  const isLog = layout["type"] === "log";
  const [low, high] = rangeOf(side, layout, traces, isLog);
  const positionOfCoordinate = (at: number): number => from + ((at - low) / (high - low || 1)) * (to - from);
  const position = (value: number): number =>
    isLog ? (value > 0 ? positionOfCoordinate(Math.log10(value)) : Number.NaN) : positionOfCoordinate(value);
  const between = (at: number): boolean => at >= Math.min(from, to) - 0.5 && at <= Math.max(from, to) + 0.5;
  const ticks = tickValues(layout, Math.min(low, high), Math.max(low, high), isLog)
    .map(({ value, label }) => ({ at: position(value), label }))
    .filter(({ at }) => between(at));
  return { side, from, to, position, positionOfCoordinate, ticks, layout };
}

function rangeOf(
  side: "x" | "y",
  layout: { readonly [key: string]: Json },
  traces: readonly Trace[],
  isLog: boolean,
): readonly [number, number] {
  const given = numbersOf(layout["range"]);
  if (given.length === 2 && given.every(Number.isFinite)) return [given[0], given[1]];
  const [low, high] = automaticRange(side, traces, isLog);
  return layout["autorange"] === "reversed" ? [high, low] : [low, high];
}

/** The range that holds all traces, with the margins that the plotting library leaves around points and bars. */
function automaticRange(side: "x" | "y", traces: readonly Trace[], isLog: boolean): readonly [number, number] {
  const extents = traces.flatMap((trace) => {
    const shown = extentsOf(side, trace).filter((value) => Number.isFinite(value) && (!isLog || value > 0));
    const isTight = trace["type"] === "heatmap" || (side === "x" && trace["mode"] === "lines");
    const [low, high] = bounds(isLog ? shown.map(Math.log10) : shown);
    return high >= low ? [{ low, high, isTight }] : [];
  });
  if (extents.length === 0) return isLog ? [0, 1] : [-1, 1];
  const fromZero = !isLog && side === "y" && traces.some((trace) => trace["type"] === "bar");
  const [low, high] = bounds([...extents.flatMap((extent) => [extent.low, extent.high]), ...(fromZero ? [0] : [])]);
  if (high === low) return [low - 1, high + 1];
  const margin = (high - low) * 0.055;
  const padded = (isTight: boolean): number => (isTight ? 0 : margin);
  const [from] = bounds(extents.map((extent) => extent.low - padded(extent.isTight)));
  const [, to] = bounds(extents.map((extent) => extent.high + padded(extent.isTight)));
  // Bars stand on the axis.
  return [fromZero ? (low === 0 ? 0 : from) : from, fromZero ? (high === 0 ? 0 : to) : to];
}

function bounds(values: readonly number[]): [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return [low, high];
}

/** What a trace reaches on an axis: its values, with the widths of bars, the sizes of cells and the error bars. */
function extentsOf(side: "x" | "y", trace: Trace): number[] {
  const values = numbersOf(trace[side]);
  if (trace["type"] === "heatmap") {
    const half = cellSize(values) / 2;
    return values.flatMap((value) => [value - half, value + half]);
  }
  if (trace["type"] === "bar" && side === "x") {
    const widths = numbersOf(trace["width"]);
    return values.flatMap((value, i) => [value - (widths[i] ?? 0.8) / 2, value + (widths[i] ?? 0.8) / 2]);
  }
  const errors = numbersOf(objectOf(trace[`error_${side}`])["array"]);
  return errors.length === 0
    ? values
    : values.flatMap((value, i) => [value - (errors[i] || 0), value + (errors[i] || 0)]);
}

/** The distance of neighbouring cells; one where there is a single cell. */
export const cellSize = (centres: readonly number[]): number => (centres.length > 1 ? centres[1] - centres[0] : 1);

interface Tick {
  readonly value: number;
  readonly label: string;
}

function tickValues(layout: { readonly [key: string]: Json }, low: number, high: number, isLog: boolean): Tick[] {
  if (layout["tickmode"] === "array") {
    const texts = listOf(layout["ticktext"]);
    return numbersOf(layout["tickvals"]).map((value, i) => ({ value, label: plainLabel(textOf(texts[i])) }));
  }
  const limit = numberOf(layout["nticks"], 6);
  const automatic = isLog ? logTicks(10 ** low, 10 ** high, limit) : linearTicks(low, high, limit);
  if (automatic === null) return [];
  const isWhole = textOf(layout["tickformat"]) === ",d";
  return automatic.values
    .filter((value) => !isWhole || Number.isInteger(value))
    .map((value) => ({ value, label: tickLabel(value) }));
}

/** Thousands separated, and no long tails of a binary fraction. */
function tickLabel(value: number): string {
  const label = formatNumber(value, 6).replace(/^-/, "−");
  return /^−?\d{4,}$/.test(label) ? label.replace(/\B(?=(\d{3})+$)/g, ",") : label;
}
