/** The words of a figure, each as the elements that it takes: none where there is nothing to say. */
import type { View } from "../figures/view.ts";
import { element, icon, icons } from "./dom.ts";

export function verdictElement(verdict: View["verdict"]): HTMLElement[] {
  if (verdict === null) return [];
  const { ok, text } = verdict;
  return [
    element(
      "p",
      { class: "lnnb-verdict", "data-ok": String(ok) },
      icon(ok ? icons.good : icons.bad),
      element("span", {}, element("span", { class: "lnnb-hidden" }, ok ? "OK: " : "Wrong: "), text),
    ),
  ];
}

export const formulaElement = (formula: readonly string[]): HTMLElement[] =>
  formula.length === 0 ? [] : [element("pre", { class: "lnnb-formula" }, formula.join("\n"))];

/** Lines as they are; a long text scrolls, also with the keyboard. */
export const textElement = (text: string): HTMLElement[] =>
  text === ""
    ? []
    : [element("pre", { class: "lnnb-plain", tabindex: "0", role: "region", "aria-label": "Text" }, text)];

export const notesElement = (notes: readonly string[]): HTMLElement[] =>
  notes.length === 0 ? [] : [element("ul", { class: "lnnb-notes" }, ...notes.map((note) => element("li", {}, note)))];
