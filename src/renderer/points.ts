/** The points of a drawn figure: what they say, what they stand for, and walking from one to the next with the keyboard. */
import type { PlotlyLibrary } from "plotly.js-dist-min";
import type { PlotlyFigure } from "../figures/plot/assemble.ts";
import { unescapeLabel } from "../figures/plot/text.ts";
import type { Json, Trace } from "../figures/view.ts";

/** A point of a trace; of a heatmap a cell, by row and column. */
export interface Place {
  readonly curve: number;
  readonly point: number;
  readonly row?: number;
}

const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);
const at = (list: Json | undefined, i: number): Json | undefined => (isList(list) ? list[i] : undefined);

/** Whether the pointer can be on a trace's points. */
const isExplorable = (trace: Trace): boolean =>
  trace.hoverinfo !== "skip" &&
  trace.visible !== false &&
  trace.hoveron !== "fills" &&
  isList(trace.x) &&
  trace.x.length > 0;

/** A cell or a point that is drawn at all. */
function isDrawn(trace: Trace, { point, row }: Place): boolean {
  if (row !== undefined) return isList(at(trace.z, row)) && at(at(trace.z, row), point) !== undefined;
  const [x, y] = [at(trace.x, point), at(trace.y, point)];
  return x !== null && x !== undefined && y !== null && y !== undefined;
}

/** What hovering shows, as a sentence. */
export function textOfPlace(figure: PlotlyFigure, place: Place): string {
  const trace = figure.data[place.curve];
  const own = place.row === undefined ? at(trace.text, place.point) : at(at(trace.text, place.row), place.point);
  const template = typeof trace.hovertemplate === "string" ? trace.hovertemplate : String(trace.text ?? "");
  const text = template.replace("%{text}", typeof own === "string" ? own : "");
  const said = text
    .replace(/%\{x[^}]*\}/, String(at(trace.x, place.point)))
    .replace(/%\{y[^}]*\}/, String(at(trace.y, place.row ?? place.point)))
    .replace("<extra></extra>", "")
    .replace(/<extra>(.*?)<\/extra>/, (_, name: string) => (name === "" ? "" : `, ${name}`));
  return unescapeLabel(said);
}

/** A point's key or keys: points of equal keys are the same thing in several panels. */
export type Key = string | number;
const isKey = (value: unknown): value is Key => typeof value === "string" || typeof value === "number";
export const keysOf = (data: unknown): readonly Key[] =>
  isKey(data) ? [data] : Array.isArray(data) ? data.filter(isKey) : [];

export function keysOfPlace(figure: PlotlyFigure, { curve, point, row }: Place): readonly Key[] {
  const { customdata } = figure.data[curve];
  return keysOf(row === undefined ? at(customdata, point) : at(at(customdata, row), point));
}

const size = (trace: Trace): number => (isList(trace.x) ? trace.x.length : 0);
const rows = (trace: Trace): number | null => (trace.type === "heatmap" && isList(trace.z) ? trace.z.length : null);

/** The next drawn point that way, or null: left and right along a trace, up and down to its neighbours (in a heatmap: rows). */
export function step(
  figure: PlotlyFigure,
  from: Place | null,
  direction: "left" | "right" | "up" | "down",
): Place | null {
  const curves = figure.data.flatMap((trace, i) => (isExplorable(trace) ? [i] : []));
  if (curves.length === 0) return null;
  if (from === null || !curves.includes(from.curve)) return entrance(figure, curves[0], 0);
  const trace = figure.data[from.curve];
  const forward = direction === "right" || direction === "down";
  const sign = forward ? 1 : -1;
  if (direction === "left" || direction === "right") {
    for (let point = from.point + sign; point >= 0 && point < size(trace); point += sign) {
      const place = { ...from, point };
      if (isDrawn(trace, place)) return place;
    }
    return null;
  }
  const count = rows(trace);
  if (count !== null && from.row !== undefined) {
    const row = from.row + sign;
    if (row >= 0 && row < count) return { ...from, row };
  }
  const next = curves[curves.indexOf(from.curve) + sign];
  return next === undefined ? null : entrance(figure, next, from.point, !forward);
}

/** The point of a trace that is nearest in order to the one that the reader comes from. */
function entrance(figure: PlotlyFigure, curve: number, point: number, last = false): Place | null {
  const trace = figure.data[curve];
  const count = rows(trace);
  if (count !== null) return { curve, row: last ? count - 1 : 0, point: Math.min(point, size(trace) - 1) };
  const order = Array.from({ length: size(trace) }, (_, i) => i).sort(
    (a, b) => Math.abs(a - point) - Math.abs(b - point),
  );
  const found = order.find((i) => isDrawn(trace, { curve, point: i }));
  return found === undefined ? null : { curve, point: found };
}

/** Shows a point's hover label, as the pointer would. */
export function pointAt(plotly: PlotlyLibrary, plot: HTMLElement, figure: PlotlyFigure, place: Place): void {
  const { xaxis, yaxis, x, y } = figure.data[place.curve];
  const subplot = `${String(xaxis)}${String(yaxis)}`;
  const [xval, yval] = [at(x, place.point), place.row === undefined ? null : at(y, place.row)];
  // The library finds a heatmap's cell by its place, not by its number.
  const isCell = typeof xval === "number" && typeof yval === "number";
  plotly.Fx.hover(plot, isCell ? { xval, yval } : [{ curveNumber: place.curve, pointNumber: place.point }], subplot);
}
