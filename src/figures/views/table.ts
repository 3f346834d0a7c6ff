import { formatNumber, plural } from "../format.ts";
import type { PayloadOf } from "../payload.ts";
import { type Cell, plainView, type View } from "../view.ts";
import { column } from "./cells.ts";

export function tableView(payload: PayloadOf<"table">): View {
  const cell = (value: string | number | boolean | null): Cell => {
    if (value === null) return { text: "" };
    if (typeof value === "number") return { text: formatNumber(value, 6), value };
    return { text: typeof value === "boolean" ? (value ? "True" : "False") : value };
  };
  return {
    ...plainView,
    title: payload.title,
    summary: `Table with ${plural(payload.rowTotal, "row")} and ${plural(payload.columns.length, "column")}.`,
    notes: payload.notes,
    tables: () => [
      {
        caption: "",
        always: true,
        columns: payload.columns.map(({ label, numeric }) => column(label, numeric ? "right" : "left")),
        rows: payload.rows.map((row) => payload.columns.map((_, i) => cell(row[i] ?? null))),
      },
    ],
    panels: () => [],
  };
}
