/**
 * Linked panels: while the pointer is on a point, the same thing's points in the other panels wear rings. Points are the
 * same thing where their custom data have a key in common (a module's number, a block of elements).
 */
import type { PlotlyFigure } from "../figures/plot/assemble.ts";
import type { Json } from "../figures/view.ts";
import { element } from "./dom.ts";
import { type Key, keysOf } from "./points.ts";

interface Place {
  readonly xAxis: string;
  readonly yAxis: string;
  readonly x: number;
  readonly y: number;
}

/** More places than this say nothing. */
const RING_LIMIT = 40;

/** Where each key's points are. A row of cells that share a key is left out: a ring marks a point. */
export function placesByKey(figure: PlotlyFigure): Map<Key, Place[]> {
  const found = new Map<Key, Place[]>();
  const add = (data: Json | undefined, place: Place): void => {
    if (!Number.isFinite(place.x) || !Number.isFinite(place.y)) return;
    for (const key of keysOf(data)) {
      const places = found.get(key) ?? [];
      places.push(place);
      found.set(key, places);
    }
  };
  for (const trace of figure.data) {
    const { x, y, customdata } = trace;
    // The points of an outline are no places of their own.
    if (trace.hoveron === "fills" || trace.visible === false) continue;
    if (!Array.isArray(x) || !Array.isArray(y) || !Array.isArray(customdata)) continue;
    const axes = { xAxis: axisName(trace.xaxis), yAxis: axisName(trace.yaxis) };
    if (trace.type === "heatmap") {
      customdata.forEach((row, r) => {
        if (!Array.isArray(row) || (row.length > 1 && row[0] === row[1])) return;
        for (const [c, key] of row.entries()) add(key, { ...axes, x: Number(x[c]), y: Number(y[r]) });
      });
    } else {
      for (const [i, key] of customdata.entries()) add(key, { ...axes, x: numberOf(x[i]), y: numberOf(y[i]) });
    }
  }
  return found;
}

const numberOf = (value: Json | undefined): number => (typeof value === "number" ? value : Number.NaN);
/** `x2` is the axis that the layout calls `xaxis2`. */
const axisName = (short: Json | undefined): string =>
  typeof short === "string" ? `${short[0]}axis${short.slice(1)}` : "";

/** Shows rings until the returned function is called. `places` gives those of what is drawn now. */
export function linkPanels(plot: HTMLElement, places: () => ReadonlyMap<Key, readonly Place[]>): () => void {
  let rings: HTMLElement[] = [];
  const clear = (): void => {
    for (const ring of rings) ring.remove();
    rings = [];
  };
  listen(plot, "plotly_hover", (event) => {
    clear();
    const same = [...new Set(keysOfEvent(event).flatMap((key) => places().get(key) ?? []))];
    if (same.length < 2 || same.length > RING_LIMIT) return;
    rings = same.flatMap((place) => {
      const at = pixels(plot, place);
      return at === null ? [] : [element("div", { class: "lnnb-ring", style: `left:${at.x}px;top:${at.y}px` })];
    });
    plot.append(...rings);
  });
  listen(plot, "plotly_unhover", clear);
  listen(plot, "plotly_relayout", clear);
  return clear;
}

/** The library's events of the element that it draws in. */
export function listen(plot: HTMLElement, name: string, listener: (event: unknown) => void): void {
  const on: unknown = Reflect.get(plot, "on");
  if (typeof on === "function") on.call(plot, name, listener);
}

/** The keys of the first point of an event that carries any; a hovered outline has those of its trace. */
export function keysOfEvent(event: unknown): readonly Key[] {
  if (typeof event !== "object" || event === null || !("points" in event) || !Array.isArray(event.points)) return [];
  for (const point of event.points) {
    const keys = keysOfPoint(point);
    if (keys.length > 0) return keys;
  }
  return [];
}

function keysOfPoint(point: unknown): readonly Key[] {
  if (typeof point !== "object" || point === null) return [];
  const own = keysOf(Reflect.get(point, "customdata"));
  if (own.length > 0) return own;
  const trace: unknown = Reflect.get(point, "data");
  const all: unknown = typeof trace === "object" && trace !== null ? Reflect.get(trace, "customdata") : undefined;
  return Array.isArray(all) && Reflect.get(Object(trace), "hoveron") === "fills" ? keysOf(all[0]) : [];
}

/** The keys of all points of a selection. */
export function keysOfSelection(event: unknown): ReadonlySet<Key> {
  const points: unknown = typeof event === "object" && event !== null ? Reflect.get(event, "points") : null;
  return new Set(Array.isArray(points) ? points.flatMap(keysOfPoint) : []);
}

/** Where a place is on the element; null outside of what is zoomed in on. */
function pixels(plot: HTMLElement, { xAxis, yAxis, x, y }: Place): { x: number; y: number } | null {
  const left = position(plot, xAxis, x);
  const top = position(plot, yAxis, y);
  return left === null || top === null ? null : { x: left, y: top };
}

function position(plot: HTMLElement, name: string, value: number): number | null {
  const layout: unknown = Reflect.get(plot, "_fullLayout");
  const axis: unknown = typeof layout === "object" && layout !== null ? Reflect.get(layout, name) : null;
  if (typeof axis !== "object" || axis === null) return null;
  const offset: unknown = Reflect.get(axis, "_offset");
  const length: unknown = Reflect.get(axis, "_length");
  const toPixel: unknown = Reflect.get(axis, "d2p");
  if (typeof offset !== "number" || typeof length !== "number" || typeof toPixel !== "function") return null;
  const pixel: unknown = toPixel.call(axis, value);
  return typeof pixel === "number" && pixel >= -1 && pixel <= length + 1 ? offset + pixel : null;
}
