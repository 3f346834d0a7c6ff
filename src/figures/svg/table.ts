/** Tables as SVG, for figures that have no plot. */
import { badColour, goodColour, gridColour, mutedColour, type Theme } from "../theme.ts";
import type { Table } from "../view.ts";
import { line, text, textWidth } from "./element.ts";
import type { Drawing } from "./figure.ts";

const GAP = 18;

/** Below each other; null where there is none. Grows to the right where the columns need it. */
export function tablesSvg(tables: readonly Table[], theme: Theme, width: number): Drawing | null {
  const size = theme.fontSize - 1;
  const row = size + 9;
  const parts: string[] = [];
  let top = 0;
  let right = width;
  for (const table of tables.filter(({ rows }) => rows.length > 0)) {
    const texts = [
      table.columns.map(({ label }) => label),
      ...table.rows.map((cells) => cells.map((cell) => cell.text)),
    ];
    const widths = table.columns.map((_, c) => Math.max(...texts.map((cells) => textWidth(cells[c] ?? "", size))));
    const lefts = widths.map((_, c) => widths.slice(0, c).reduce((sum, w) => sum + w + GAP, 0));
    const whole = (lefts.at(-1) ?? 0) + (widths.at(-1) ?? 0);
    if (table.caption !== "") {
      parts.push(text(table.caption, 0, top + size, { size, colour: mutedColour(theme), bold: true }));
      top += row;
    }
    texts.forEach((cells, r) => {
      const baseline = top + size + 3;
      cells.forEach((content, c) => {
        const isRight = table.columns[c]?.align === "right";
        const status = r === 0 ? undefined : table.rows[r - 1][c]?.status;
        const colour = status === "bad" ? badColour(theme) : status === "good" ? goodColour(theme) : theme.foreground;
        const x = (lefts[c] ?? 0) + (isRight ? (widths[c] ?? 0) : 0);
        parts.push(text(content, x, baseline, { size, colour, bold: r === 0, anchor: isRight ? "end" : "start" }));
      });
      top += row;
      parts.push(line(0, top - 2, whole, top - 2, { stroke: gridColour(theme), "stroke-width": r === 0 ? 1.5 : 1 }));
    });
    right = Math.max(right, whole);
    top += GAP;
  }
  return parts.length === 0 ? null : { content: parts.join(""), width: right, height: Math.max(0, top - GAP) };
}
