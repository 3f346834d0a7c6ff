import * as vscode from "vscode";
import type { CellAnalysis } from "../analysis.ts";
import type { Catalog } from "../catalog.ts";
import type { Scope } from "../inference.ts";
import { NotebookAnalysis } from "../notebook-analysis.ts";

/** The cells that language features serve. */
export const selector: vscode.DocumentFilter = { notebookType: "lnnb", language: "python" };

export const isCodeCell = (cell: vscode.NotebookCell): boolean =>
  cell.kind === vscode.NotebookCellKind.Code && cell.document.languageId === "python";

/** One cached analysis for each open notebook; forgotten when the notebook closes. */
export class Notebooks implements vscode.Disposable {
  private readonly analyses = new WeakMap<vscode.NotebookDocument, NotebookAnalysis>();
  private catalog: Promise<Catalog> | undefined;

  constructor(private readonly loadCatalog: () => Promise<Catalog>) {}

  /** The cell of a document and what can be seen from it; undefined for a document outside any notebook of ours. */
  async look(
    document: vscode.TextDocument,
  ): Promise<{ readonly cell: CellAnalysis; readonly scope: Scope } | undefined> {
    const notebook = vscode.workspace.notebookDocuments.find((candidate) =>
      candidate.getCells().some((cell) => cell.document === document),
    );
    if (!notebook) return undefined;
    this.catalog ??= this.loadCatalog();
    const catalog = await this.catalog;
    const analysis = this.analysisOf(notebook);
    const key = document.uri.toString();
    const cell = analysis.cell(key);
    return cell && { cell, scope: { catalog, notebook: analysis, cell: key } };
  }

  private analysisOf(notebook: vscode.NotebookDocument): NotebookAnalysis {
    let analysis = this.analyses.get(notebook);
    if (!analysis) {
      analysis = new NotebookAnalysis();
      this.analyses.set(notebook, analysis);
    }
    const cells = notebook.getCells().filter(isCodeCell);
    analysis.update(
      cells.map(({ document }) => ({
        key: document.uri.toString(),
        version: document.version,
        source: document.getText(),
      })),
    );
    return analysis;
  }

  dispose(): void {
    this.catalog = undefined;
  }
}
