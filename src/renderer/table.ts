import type { Table } from "../figures/view.ts";
import { element } from "./dom.ts";

/** A table that scrolls inside its box, also with the keyboard. */
export function tableElement(table: Table): HTMLElement {
  const body = element(
    "tbody",
    {},
    ...table.rows.map((row) =>
      element(
        "tr",
        {},
        ...row.map((cell, c) =>
          element(
            c === 0 ? "th" : "td",
            {
              scope: c === 0 ? "row" : undefined,
              "data-align": table.columns[c]?.align,
              "data-status": cell.status,
              title: c === 0 && cell.text.length > 30 ? cell.text : undefined,
            },
            cell.text,
          ),
        ),
      ),
    ),
  );
  const head = element(
    "thead",
    {},
    element(
      "tr",
      {},
      ...table.columns.map(({ label, align }) => element("th", { scope: "col", "data-align": align }, label)),
    ),
  );
  const caption = table.caption === "" ? [] : [element("caption", {}, table.caption)];
  return element(
    "div",
    { class: "lnnb-scroll", tabindex: "0", role: "region", "aria-label": table.caption || "Table" },
    element("table", { class: "lnnb-table" }, ...caption, head, body),
  );
}
