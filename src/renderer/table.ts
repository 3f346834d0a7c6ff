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
  // A caption element would be as wide as the table, and scroll with it.
  const caption = table.caption === "" ? [] : [element("p", { class: "lnnb-caption" }, table.caption)];
  const label = table.caption || "Table";
  const inner = element("table", { class: "lnnb-table", "aria-label": label }, head, body);
  const box = element("div", { class: "lnnb-scroll", tabindex: "0", role: "region", "aria-label": label }, inner);
  markHidden(box, inner);
  return element("div", {}, ...caption, box);
}

/**
 * Puts the texts of another table of the same shape into the element of one; false where only a new element can show it.
 * While a slider moves this spares the page most of its work.
 */
export function refillTable(box: Element, before: Table, after: Table): boolean {
  const isSame =
    before.caption === after.caption &&
    before.rows.length === after.rows.length &&
    JSON.stringify(before.columns) === JSON.stringify(after.columns) &&
    before.rows.every((row, r) => row.length === after.rows[r].length && row[0]?.text === after.rows[r][0]?.text);
  if (!isSame) return false;
  const rows = box.querySelectorAll("tbody > tr");
  after.rows.forEach((row, r) => {
    row.forEach((cell, c) => {
      const old = before.rows[r][c];
      if (old.text === cell.text && old.status === cell.status) return;
      const place = rows[r].children[c];
      if (old.text !== cell.text) place.textContent = cell.text;
      if (old.status === cell.status) return;
      if (cell.status === undefined) place.removeAttribute("data-status");
      else place.setAttribute("data-status", cell.status);
    });
  });
  return true;
}

/** Says in `data-more` on which sides columns are scrolled out of sight, which the style shows as a fade. */
function markHidden(box: HTMLElement, content: HTMLElement): void {
  const mark = (): void => {
    const left = box.scrollLeft > 1;
    const right = box.scrollLeft + box.clientWidth < box.scrollWidth - 1;
    box.dataset["more"] = left && right ? "both" : left ? "left" : right ? "right" : "none";
  };
  box.addEventListener("scroll", mark, { passive: true });
  const observer = new ResizeObserver(mark);
  observer.observe(box);
  observer.observe(content);
}
