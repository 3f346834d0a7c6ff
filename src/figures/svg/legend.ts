/** The legend above a static figure. */
import type { PlotlyFigure } from "../plot/assemble.ts";
import type { Trace } from "../view.ts";
import { element, line, text, textWidth } from "./element.ts";
import { numberOf, objectOf, plainLabel, textOf } from "./json.ts";
import { symbolPath } from "./symbols.ts";
import { strokeOf } from "./traces.ts";

const ROW = 20;
const SAMPLE = 30;

export function legend({ data, layout }: PlotlyFigure, width: number, colour: string): string {
  if (layout["showlegend"] !== true) return "";
  const size = numberOf(objectOf(objectOf(layout["legend"])["font"])["size"], 12);
  const shown = data.filter((trace) => trace["showlegend"] === true && textOf(trace["name"]) !== "");
  const entries = shown.map((trace) => ({ label: plainLabel(textOf(trace["name"])), sample: sampleOf(trace, data) }));
  const total = entries.reduce((sum, { label }) => sum + SAMPLE + textWidth(label, size) + 26, 0);
  // In columns where one row is not enough: as many as assemble() has left room for.
  const column = Math.max(0, ...entries.map(({ label }) => label.length)) * size * 0.62 + 50;
  const perRow = Math.max(1, Math.floor(width / column));
  let left = 0;
  return entries
    .map(({ label, sample }, i) => {
      const x = total <= width ? left : (i % perRow) * column;
      const y = total <= width ? 0 : Math.floor(i / perRow) * ROW;
      left += SAMPLE + textWidth(label, size) + 26;
      return element(
        "g",
        { transform: `translate(${x.toFixed(1)} ${y})` },
        sample,
        text(label, SAMPLE + 8, ROW / 2 + size * 0.36, { size, colour }),
      );
    })
    .join("");
}

/** What stands for a trace; where several belong together (bars and their outline), all of them do. */
function sampleOf(trace: Trace, data: readonly Trace[]): string {
  const group = textOf(trace["legendgroup"]);
  const lines = data.find(
    (other) =>
      other["type"] === "scatter" &&
      textOf(other["mode"]).includes("lines") &&
      other["fill"] === undefined &&
      (other === trace || (group !== "" && trace["type"] === "bar" && other["legendgroup"] === group)),
  );
  const marker = objectOf(trace["marker"]);
  const y = ROW / 2;
  const parts: string[] = [];
  if (trace["type"] === "bar") {
    parts.push(element("rect", { x: 8, y: y - 6, width: 18, height: 12, fill: textOf(marker["color"]) }));
  }
  if (lines !== undefined) {
    const style = objectOf(lines["line"]);
    const stroke = strokeOf(textOf(style["color"]), numberOf(style["width"], 2), textOf(style["dash"]));
    parts.push(line(2, y, SAMPLE + 2, y, stroke));
  }
  if (trace["type"] === "scatter" && textOf(trace["mode"]).includes("markers")) {
    const symbol = textOf(marker["symbol"], "circle");
    const isOpen = symbol.endsWith("-open");
    const colour = textOf(marker["color"]);
    const d = symbolPath(symbol, SAMPLE / 2 + 2, y, isOpen ? 14 : 8);
    parts.push(
      element("path", {
        d,
        fill: isOpen ? "none" : colour,
        stroke: isOpen ? colour : undefined,
        "stroke-width": isOpen ? 3 : undefined,
      }),
    );
  }
  return parts.join("");
}
