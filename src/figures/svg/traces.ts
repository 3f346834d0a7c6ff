/** The traces of a static figure. */
import type { Trace } from "../view.ts";
import type { Axis } from "./axis.ts";
import { coordinate, element, line } from "./element.ts";
import { heatmap } from "./heatmap.ts";
import { listOf, numberOf, numbersOf, objectOf, textOf } from "./json.ts";
import { symbolPath } from "./symbols.ts";

/** The kinds of trace that can be drawn; another is left out. */
export const traceTypes = ["bar", "scatter", "heatmap"] as const;

export function drawTrace(trace: Trace, x: Axis, y: Axis): string {
  switch (trace["type"]) {
    case "bar":
      return bars(trace, x, y);
    case "scatter":
      return scatter(trace, x, y);
    case "heatmap":
      return heatmap(trace, x, y);
    default:
      return "";
  }
}

function bars(trace: Trace, x: Axis, y: Axis): string {
  const marker = objectOf(trace["marker"]);
  const outline = objectOf(marker["line"]);
  const widths = numbersOf(trace["width"]);
  const heights = numbersOf(trace["y"]);
  const colours = listOf(marker["color"]);
  const zero = y.position(0);
  // A logarithmic axis has no zero: its bars stand on its lower end.
  const base = Number.isFinite(zero) ? zero : y.from;
  const drawn = numbersOf(trace["x"]).flatMap((centre, i) => {
    const top = y.position(heights[i]);
    if (!Number.isFinite(top) || !Number.isFinite(centre)) return [];
    const half = (widths[i] ?? 0.8) / 2;
    const edges = [x.position(centre - half), x.position(centre + half)];
    const left = Math.min(...edges);
    return element("rect", {
      x: left,
      y: Math.min(top, base),
      width: Math.max(...edges) - left,
      height: Math.abs(base - top),
      fill: colours.length > 0 ? textOf(colours[i]) : undefined,
    });
  });
  const width = numberOf(outline["width"], 0);
  const group = {
    fill: textOf(marker["color"]) || undefined,
    stroke: width > 0 ? textOf(outline["color"]) : undefined,
    "stroke-width": width > 0 ? width : undefined,
    // Bins side by side must not show the seams between them.
    "shape-rendering": width > 0 ? undefined : "crispEdges",
  };
  return element("g", group, ...drawn) + errorBars(trace, x, y);
}

function scatter(trace: Trace, x: Axis, y: Axis): string {
  const mode = textOf(trace["mode"], "lines");
  const xs = numbersOf(trace["x"]).map((value) => x.position(value));
  const ys = numbersOf(trace["y"]).map((value) => y.position(value));
  return [
    trace["fill"] === "toself" ? fillPath(trace, xs, ys) : "",
    mode.includes("lines") ? linePath(trace, xs, ys) : "",
    errorBars(trace, x, y),
    mode.includes("markers") ? markers(trace, xs, ys) : "",
  ].join("");
}

/** The runs of points between those that are missing; one run where gaps are to be joined. */
function runs(xs: readonly number[], ys: readonly number[], joined: boolean): string[] {
  const paths: string[][] = [[]];
  xs.forEach((x, i) => {
    if (Number.isFinite(x) && Number.isFinite(ys[i]))
      paths[paths.length - 1].push(`${coordinate(x)} ${coordinate(ys[i])}`);
    else if (!joined && paths[paths.length - 1].length > 0) paths.push([]);
  });
  return paths.filter((path) => path.length > 0).map((path) => `M${path.join("L")}`);
}

function fillPath(trace: Trace, xs: readonly number[], ys: readonly number[]): string {
  const outline = runs(xs, ys, true).join("");
  return outline === "" ? "" : element("path", { d: `${outline}Z`, fill: textOf(trace["fillcolor"]), stroke: "none" });
}

function linePath(trace: Trace, xs: readonly number[], ys: readonly number[]): string {
  const style = objectOf(trace["line"]);
  const width = numberOf(style["width"], 2);
  const d = runs(xs, ys, trace["connectgaps"] === true || trace["fill"] === "toself").join("");
  if (width === 0 || d === "") return "";
  return element("path", { d, fill: "none", ...strokeOf(textOf(style["color"]), width, textOf(style["dash"])) });
}

export const strokeOf = (colour: string, width: number, dash: string) => ({
  stroke: colour,
  "stroke-width": width,
  "stroke-dasharray": dashPattern(dash, width),
  "stroke-linejoin": "round",
});

function dashPattern(dash: string, width: number): string | undefined {
  const w = Math.max(3, width);
  const patterns: Readonly<Record<string, readonly number[]>> = {
    dot: [w, w],
    dash: [3 * w, 3 * w],
    longdash: [5 * w, 5 * w],
    dashdot: [3 * w, w, w, w],
    longdashdot: [5 * w, 2 * w, w, 2 * w],
  };
  return patterns[dash]?.map(coordinate).join(" ");
}

function markers(trace: Trace, xs: readonly number[], ys: readonly number[]): string {
  const marker = objectOf(trace["marker"]);
  const outline = objectOf(marker["line"]);
  const symbol = textOf(marker["symbol"], "circle");
  const isOpen = symbol.endsWith("-open");
  const size = numberOf(marker["size"], 6);
  const sizes = numbersOf(marker["size"]);
  const colours = listOf(marker["color"]);
  const width = numberOf(outline["width"], 0);
  const at = (i: number): string => symbolPath(symbol, xs[i], ys[i], sizes[i] ?? size);
  const shown = xs.map((_, i) => i).filter((i) => Number.isFinite(xs[i]) && Number.isFinite(ys[i]));
  if (shown.length === 0) return "";
  const style = {
    fill: isOpen ? "none" : textOf(marker["color"]) || undefined,
    stroke: isOpen || width > 0 ? textOf(outline["color"], textOf(marker["color"])) : undefined,
    "stroke-width": isOpen || width > 0 ? Math.max(1, width) : undefined,
    opacity: typeof marker["opacity"] === "number" ? marker["opacity"] : undefined,
  };
  if (colours.length === 0) {
    // Half transparent points that overlap must add up, so each is an element of its own.
    return element("g", style, ...shown.map((i) => element("path", { d: at(i) })));
  }
  return element("g", style, ...shown.map((i) => element("path", { d: at(i), fill: textOf(colours[i]) })));
}

function errorBars(trace: Trace, x: Axis, y: Axis): string {
  const xs = numbersOf(trace["x"]);
  const ys = numbersOf(trace["y"]);
  return (["x", "y"] as const)
    .map((side) => {
      const style = objectOf(trace[`error_${side}`]);
      const errors = numbersOf(style["array"]);
      if (errors.length === 0) return "";
      const cap = numberOf(style["width"], 4);
      const lines = errors.flatMap((error, i) => {
        if (!Number.isFinite(error) || error === 0) return [];
        const along = side === "x" ? x : y;
        const value = side === "x" ? xs[i] : ys[i];
        const across = side === "x" ? y.position(ys[i]) : x.position(xs[i]);
        const [low, high] = [along.position(value - error), along.position(value + error)];
        if (![across, low, high].every(Number.isFinite)) return [];
        return side === "x" ? bar(low, across, high, across, 0, cap) : bar(across, low, across, high, cap, 0);
      });
      return element(
        "g",
        { stroke: textOf(style["color"]), "stroke-width": numberOf(style["thickness"], 2) },
        ...lines,
      );
    })
    .join("");
}

/** A line with a cap at each end. */
function bar(x1: number, y1: number, x2: number, y2: number, dx: number, dy: number): string[] {
  return [
    line(x1, y1, x2, y2, {}),
    ...(dx + dy === 0
      ? []
      : [line(x1 - dx, y1 - dy, x1 + dx, y1 + dy, {}), line(x2 - dx, y2 - dy, x2 + dx, y2 + dy, {})]),
  ];
}
