/** What stands around the traces of a panel: grid, axes, ticks and titles. */

import type { Axis } from "./axis.ts";
import { coordinate, element, line, text, textWidth } from "./element.ts";
import { numberOf, objectOf, plainLabel, textOf } from "./json.ts";

const TICK_LENGTH = 4;

/** Behind the traces. */
export function grid(x: Axis, y: Axis): string {
  const parts: string[] = [];
  for (const [axis, other] of [
    [x, y],
    [y, x],
  ] as const) {
    const across = (at: number): readonly [number, number, number, number] =>
      axis.side === "x" ? [at, other.from, at, other.to] : [other.from, at, other.to, at];
    if (axis.layout["showgrid"] !== false) {
      const style = { stroke: textOf(axis.layout["gridcolor"]) };
      parts.push(...axis.ticks.map(({ at }) => line(...across(at), style)));
    }
    const zero = axis.position(0);
    const isInside = zero > Math.min(axis.from, axis.to) && zero < Math.max(axis.from, axis.to);
    if (axis.layout["zeroline"] === true && isInside) {
      parts.push(line(...across(zero), { stroke: textOf(axis.layout["zerolinecolor"]) }));
    }
  }
  return element("g", { "shape-rendering": "crispEdges", "stroke-width": 1 }, ...parts);
}

/** In front of the traces: the two axis lines with their ticks, labels and titles. */
export function axes(x: Axis, y: Axis): string {
  const lineX = line(x.from, y.from, x.to, y.from, { stroke: textOf(x.layout["linecolor"]) });
  const lineY = line(x.from, y.from, x.from, y.to, { stroke: textOf(y.layout["linecolor"]) });
  return [
    element("g", { "shape-rendering": "crispEdges" }, lineX, lineY, ...tickMarks(x, y.from), ...tickMarks(y, x.from)),
    ticksBelow(x, y.from),
    ticksLeft(y, x.from),
  ].join("");
}

function tickMarks(axis: Axis, base: number): string[] {
  const style = { stroke: textOf(axis.layout["tickcolor"]) };
  return axis.ticks.map(({ at }) =>
    axis.side === "x" ? line(at, base, at, base + TICK_LENGTH, style) : line(base - TICK_LENGTH, at, base, at, style),
  );
}

const fontOf = (axis: Axis): { size: number; colour: string } => {
  const font = objectOf(axis.layout["tickfont"]);
  return { size: numberOf(font["size"], 11), colour: textOf(font["color"], "#000") };
};

function titleOf(axis: Axis): { label: string; size: number; colour: string } {
  const title = objectOf(axis.layout["title"]);
  const font = objectOf(title["font"]);
  return {
    label: plainLabel(textOf(title["text"])),
    size: numberOf(font["size"], 12),
    colour: textOf(font["color"], "#000"),
  };
}

const longest = (axis: Axis, size: number): number =>
  Math.max(0, ...axis.ticks.map(({ label }) => textWidth(label, size)));

function ticksBelow(x: Axis, base: number): string {
  const font = fontOf(x);
  const isTurned = numberOf(x.layout["tickangle"], 0) !== 0;
  const top = base + TICK_LENGTH + 3;
  const labels = x.ticks.map(({ at, label }) =>
    isTurned
      ? text(label, at + font.size * 0.36, top, { ...font, anchor: "end", angle: -90 })
      : text(label, at, top + font.size * 0.85, { ...font, anchor: "middle" }),
  );
  const { label, ...style } = titleOf(x);
  if (label === "") return labels.join("");
  const below = top + (isTurned ? longest(x, font.size) : font.size) + 6 + style.size * 0.85;
  return [...labels, text(label, (x.from + x.to) / 2, below, { ...style, anchor: "middle" })].join("");
}

function ticksLeft(y: Axis, base: number): string {
  const font = fontOf(y);
  const right = base - TICK_LENGTH - 3;
  const labels = y.ticks.map(({ at, label }) => text(label, right, at + font.size * 0.36, { ...font, anchor: "end" }));
  const { label, ...style } = titleOf(y);
  if (label === "") return labels.join("");
  const left = right - longest(y, font.size) - 8;
  const middle = (y.from + y.to) / 2;
  return [...labels, text(label, left, middle, { ...style, anchor: "middle", angle: -90 })].join("");
}

/** The area between the axes, to which traces keep. */
export const plotArea = (x: Axis, y: Axis): string =>
  `M${coordinate(x.from)} ${coordinate(y.to)}H${coordinate(x.to)}V${coordinate(y.from)}H${coordinate(x.from)}Z`;
