import type { Table, View } from "../figures/view.ts";
import { element } from "./dom.ts";
import { formulaElement, notesElement, textElement, verdictElement } from "./parts.ts";
import { questionElement } from "./quiz.ts";
import { refillTable, tableElement } from "./table.ts";

/** What stands around a plot in words: verdict, formula and text above it, tables, questions and notes below. */
export class FigureWords {
  readonly above = element("div");
  readonly tables = element("div");
  readonly below = element("div");
  private shownAbove = "";
  private shownBelow = "";
  private shownTables: readonly Table[] = [];

  /** Shows them; what is the same stays, with its scroll, its focus and the answers that were given. */
  show(view: View, tables: readonly Table[]): void {
    const above = JSON.stringify([view.verdict, view.formula, view.text]);
    if (above !== this.shownAbove) {
      this.shownAbove = above;
      this.above.replaceChildren(
        ...verdictElement(view.verdict),
        ...formulaElement(view.formula),
        ...textElement(view.text),
      );
    }
    this.showTables(tables.filter((table) => table.rows.length > 0));
    const below = JSON.stringify([view.questions, view.notes]);
    if (below === this.shownBelow) return;
    this.shownBelow = below;
    // Answers that were given stay, where a question is asked anew.
    if (view.questions.length > 0 && this.below.childElementCount > 0) return;
    this.below.replaceChildren(
      ...view.questions.map((each, i) => questionElement(each, view.questions.length > 1 ? `${i + 1}. ` : "")),
      ...notesElement(view.notes),
    );
  }

  private showTables(tables: readonly Table[]): void {
    const boxes = [...this.tables.children];
    const before = this.shownTables;
    this.shownTables = tables;
    const refilled =
      before.length === tables.length && tables.every((table, i) => refillTable(boxes[i], before[i], table));
    if (!refilled) this.tables.replaceChildren(...tables.map(tableElement));
  }
}
