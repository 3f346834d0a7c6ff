/**
 * Linked panels: while the pointer is on a point, the same thing's points in the other panels wear rings. Points are the
 * same thing where their custom data is equal (a module's number, a block of elements).
 */
import type { PlotlyFigure } from "../figures/plot/assemble.ts";
import type { Json } from "../figures/view.ts";
import { element } from "./dom.ts";

interface Place {
  readonly xAxis: string;
  readonly yAxis: string;
  readonly x: number;
  readonly y: number;
}

type Key = string | number;
/** More places than this say nothing. */
const RING_LIMIT = 40;

const isKey = (value: unknown): value is Key => typeof value === "string" || typeof value === "number";

/** Where each key's points are. A row of cells that share a key is left out: a ring marks a point. */
export function placesByKey(figure: PlotlyFigure): Map<Key, Place[]> {
  const found = new Map<Key, Place[]>();
  const add = (key: Json | undefined, place: Place): void => {
    if (!isKey(key) || !Number.isFinite(place.x) || !Number.isFinite(place.y)) return;
    const places = found.get(key) ?? [];
    places.push(place);
    found.set(key, places);
  };
  for (const trace of figure.data) {
    const { x, y, customdata } = trace;
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
    const key = keyOf(event);
    const same = key === null ? [] : (places().get(key) ?? []);
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

/** The custom data of the first point of an event that carries any. */
export function keyOf(event: unknown): Key | null {
  if (typeof event !== "object" || event === null || !("points" in event) || !Array.isArray(event.points)) return null;
  for (const point of event.points) {
    const data: unknown = typeof point === "object" && point !== null ? Reflect.get(point, "customdata") : null;
    if (isKey(data)) return data;
  }
  return null;
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
