import type { PlotlyLibrary } from "plotly.js-dist-min";

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

/** Back to the ranges of the first drawing, or to those that fit. */
export function resetZoom(plotly: PlotlyLibrary, plot: HTMLElement): void {
  const update: Record<string, unknown> = {};
  const layout: unknown = Reflect.get(plot, "_fullLayout");
  if (typeof layout !== "object" || layout === null) return;
  for (const name of ranges(plot).keys()) {
    const axis: unknown = Reflect.get(layout, name);
    if (typeof axis !== "object" || axis === null) continue;
    const low: unknown = Reflect.get(axis, "_rangeInitial0");
    const high: unknown = Reflect.get(axis, "_rangeInitial1");
    if (typeof low === "number" && typeof high === "number") update[`${name}.range`] = [low, high];
    else update[`${name}.autorange`] = Reflect.get(axis, "_autorangeInitial") ?? true;
  }
  void plotly.relayout(plot, update);
}
