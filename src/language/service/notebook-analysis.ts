/** One analysis a notebook, cached by cell and version: every language feature asks it and none parses again. */
import { analyzeCell, type CellAnalysis, type Definition } from "./analysis.ts";

export interface CellText {
  /** Stays the same while the cell lives. */
  readonly key: string;
  readonly version: number;
  readonly source: string;
}

export class NotebookAnalysis {
  private cells = new Map<string, { readonly version: number; readonly analysis: CellAnalysis }>();
  private order: string[] = [];

  /** Takes the notebook's code cells as they are now; parses only those that changed. */
  update(cells: readonly CellText[]): void {
    const next = new Map<string, { readonly version: number; readonly analysis: CellAnalysis }>();
    for (const { key, version, source } of cells) {
      const known = this.cells.get(key);
      next.set(key, known?.version === version ? known : { version, analysis: analyzeCell(source) });
    }
    this.cells = next;
    this.order = cells.map((cell) => cell.key);
  }

  cell(key: string): CellAnalysis | undefined {
    return this.cells.get(key)?.analysis;
  }

  /**
   * The definition that a global name has as seen from a cell: the last one at or above it, else the first below
   * (cells run in any order). The owner is the cell whose text its spans refer to.
   */
  find(name: string, from: string): { readonly definition: Definition; readonly owner: CellAnalysis } | undefined {
    const at = this.order.indexOf(from);
    const nearest = [...this.order.slice(0, at + 1).reverse(), ...this.order.slice(at + 1)];
    for (const key of nearest) {
      const owner = this.cells.get(key)?.analysis;
      const definition = owner?.definitions.findLast((candidate) => candidate.name === name);
      if (owner && definition) return { definition, owner };
    }
    return undefined;
  }

  /** Every global name of the notebook, once, with its nearest definition. */
  names(from: string): { readonly definition: Definition; readonly owner: CellAnalysis }[] {
    const seen = new Set<string>();
    for (const key of this.order)
      for (const { name } of this.cells.get(key)?.analysis.definitions ?? []) seen.add(name);
    return [...seen].flatMap((name) => this.find(name, from) ?? []);
  }
}
