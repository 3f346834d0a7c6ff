import type { PlotlyLibrary } from "plotly.js-dist-min";
import type { Json } from "../figures/view.ts";

/** The ranges of all axes as they are drawn now, by name (`xaxis`, `yaxis2`). */
function ranges(plot: HTMLElement): Map<string, readonly [number, number]> {
  const found = new Map<string, readonly [number, number]>();
  // The library keeps what it drew on the element itself.
  const layout: unknown = Reflect.get(plot, "_fullLayout");
  if (typeof layout !== "object" || layout === null) return found;
  for (const [name, axis] of Object.entries(layout)) {
    if (!/^[xy]axis\d*$/.test(name) || typeof axis !== "object" || axis === null) continue;
    const range: unknown = Reflect.get(axis, "range");
    if (Array.isArray(range) && typeof range[0] === "number" && typeof range[1] === "number") {
      found.set(name, [range[0], range[1]]);
    }
  }
  return found;
}

/** Scales every axis about its centre. */
export function zoom(plotly: PlotlyLibrary, plot: HTMLElement, factor: number): void {
  const update: Record<string, readonly [number, number]> = {};
  for (const [name, [low, high]] of ranges(plot)) {
    const centre = (low + high) / 2;
    update[`${name}.range`] = [centre + (low - centre) * factor, centre + (high - centre) * factor];
  }
  void plotly.relayout(plot, update);
}

/** Moves every axis of a direction by a share of its range. */
export function pan(plotly: PlotlyLibrary, plot: HTMLElement, direction: "x" | "y", share: number): void {
  const update: Record<string, readonly [number, number]> = {};
  for (const [name, [low, high]] of ranges(plot)) {
    if (!name.startsWith(direction)) continue;
    const step = (high - low) * share;
    update[`${name}.range`] = [low + step, high + step];
  }
  void plotly.relayout(plot, update);
}

export type Ranges = ReadonlyMap<string, readonly [number, number]>;

/** What the reader has zoomed in on, after the library has told of a change of axes. */
export function zoomedRanges(plot: HTMLElement, before: Ranges, event: unknown): Ranges {
  if (typeof event !== "object" || event === null) return before;
  const after = new Map(before);
  const now = ranges(plot);
  for (const key of Object.keys(event)) {
    const [name, what = ""] = key.split(".");
    if (!/^[xy]axis\d*$/.test(name)) continue;
    const range = now.get(name);
    if (what === "autorange") after.delete(name);
    else if (what.startsWith("range") && range !== undefined) after.set(name, range);
  }
  return after;
}

/** A layout in which those axes show those ranges. */
export function withRanges(layout: { readonly [key: string]: Json }, zoomed: Ranges): { [key: string]: Json } {
  const result = { ...layout };
  for (const [name, range] of zoomed) {
    const axis = result[name];
    if (typeof axis === "object" && axis !== null && !Array.isArray(axis)) {
      result[name] = { ...axis, range, autorange: false };
    }
  }
  return result;
}
