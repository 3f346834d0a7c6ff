/** Heatmaps and their colour bars. */
import { mix } from "../colour.ts";
import { formatNumber } from "../format.ts";
import { linearTicks } from "../plot/ticks.ts";
import type { Json, Trace } from "../view.ts";
import { type Axis, cellSize } from "./axis.ts";
import { coordinate, element, line, text } from "./element.ts";
import { listOf, numberOf, numbersOf, objectOf, plainLabel, textOf } from "./json.ts";

type Stops = readonly (readonly [number, string])[];

const stopsOf = (scale: Json | undefined): Stops =>
  listOf(scale).map((stop) => {
    const [position, colour] = listOf(stop);
    return [numberOf(position, 0), textOf(colour)];
  });

function colourAt(stops: Stops, share: number): string {
  const at = Math.min(1, Math.max(0, share));
  const next = stops.findIndex(([position]) => position >= at);
  if (next <= 0) return stops[0]?.[1] ?? "none";
  const [from, low] = stops[next - 1];
  const [to, high] = stops[next];
  return mix(low, high, to > from ? (at - from) / (to - from) : 1);
}

/** Cells of one colour are one path: a row of bins is mostly background. */
export function heatmap(trace: Trace, x: Axis, y: Axis): string {
  const xs = numbersOf(trace["x"]);
  const ys = numbersOf(trace["y"]);
  const rows = listOf(trace["z"]).map(numbersOf);
  const stops = stopsOf(trace["colorscale"]);
  const low = numberOf(trace["zmin"], 0);
  const high = numberOf(trace["zmax"], 1);
  const gapX = numberOf(trace["xgap"], 0) / 2;
  const gapY = numberOf(trace["ygap"], 0) / 2;
  const halfX = cellSize(xs) / 2;
  const halfY = cellSize(ys) / 2;
  const paths = new Map<string, string[]>();
  rows.forEach((row, r) => {
    const edgesY = [y.position(ys[r] - halfY), y.position(ys[r] + halfY)];
    const top = Math.min(...edgesY) + gapY;
    const bottom = Math.max(...edgesY) - gapY;
    row.forEach((z, c) => {
      if (!Number.isFinite(z)) return;
      const left = x.position(xs[c] - halfX) + gapX;
      const right = x.position(xs[c] + halfX) - gapX;
      const colour = colourAt(stops, (z - low) / (high - low || 1));
      const path = paths.get(colour) ?? [];
      path.push(
        `M${coordinate(left)} ${coordinate(top)}H${coordinate(right)}V${coordinate(bottom)}H${coordinate(left)}Z`,
      );
      paths.set(colour, path);
    });
  });
  const drawn = [...paths].map(([fill, path]) => element("path", { fill, d: path.join("") }));
  return element("g", { "shape-rendering": "crispEdges" }, ...drawn) + cellTexts(trace, x, y, xs, ys);
}

/** Values written into the cells, where the trace asks for them. */
function cellTexts(trace: Trace, x: Axis, y: Axis, xs: readonly number[], ys: readonly number[]): string {
  if (textOf(trace["texttemplate"]) !== "%{text}") return "";
  const font = objectOf(trace["textfont"]);
  const style = { size: numberOf(font["size"], 11), colour: textOf(font["color"], "#000"), anchor: "middle" } as const;
  const rows = listOf(trace["text"]).map(listOf);
  return rows
    .flatMap((row, r) =>
      row.map((label, c) =>
        text(plainLabel(textOf(label)), x.position(xs[c]), y.position(ys[r]) + style.size * 0.36, style),
      ),
    )
    .join("");
}

/** The scale beside a heatmap that shows one. `id` names its gradient within the document. */
export function colourBar(trace: Trace, id: string, width: number, height: number, axisColour: string): string {
  if (trace["type"] !== "heatmap" || trace["showscale"] !== true) return "";
  const bar = objectOf(trace["colorbar"]);
  const stops = stopsOf(trace["colorscale"]);
  const low = numberOf(trace["zmin"], 0);
  const high = numberOf(trace["zmax"], 1);
  const length = numberOf(bar["len"], 100);
  const left = numberOf(bar["x"], 1) * width;
  const top = (1 - numberOf(bar["y"], 0.5)) * height - length / 2;
  const thickness = numberOf(bar["thickness"], 10);
  const font = objectOf(bar["tickfont"]);
  const colour = textOf(font["color"], axisColour);
  const size = numberOf(font["size"], 11);
  const title = objectOf(bar["title"]);
  const position = (value: number): number => top + length - ((value - low) / (high - low || 1)) * length;
  const label = plainLabel(textOf(title["text"]));
  return [
    element(
      "linearGradient",
      { id, x1: "0", y1: "1", x2: "0", y2: "0" },
      ...stops.map(([offset, stop]) => element("stop", { offset, "stop-color": stop })),
    ),
    element("rect", { x: left, y: top, width: thickness, height: length, fill: `url(#${id})` }),
    ...barTicks(bar, low, high)
      .filter(({ value }) => value >= low - 1e-9 && value <= high + 1e-9)
      .flatMap(({ value, label: tick }) => [
        line(left + thickness, position(value), left + thickness + 3, position(value), { stroke: colour }),
        text(tick, left + thickness + 6, position(value) + size * 0.36, { size, colour }),
      ]),
    label === "" ? "" : text(label, left, top - 6, { size: numberOf(objectOf(title["font"])["size"], size), colour }),
  ].join("");
}

function barTicks(
  bar: { readonly [key: string]: Json },
  low: number,
  high: number,
): { value: number; label: string }[] {
  if (bar["tickmode"] === "array") {
    const texts = listOf(bar["ticktext"]);
    return numbersOf(bar["tickvals"]).map((value, i) => ({ value, label: plainLabel(textOf(texts[i])) }));
  }
  const ticks = linearTicks(low, high, numberOf(bar["nticks"], 6));
  return (ticks?.values ?? []).map((value) => ({ value, label: formatNumber(value, 6).replace(/^-/, "−") }));
}
