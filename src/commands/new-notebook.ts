/** LayerNorm: New Notebook. */
import * as vscode from "vscode";
import { cellLanguage } from "../notebook/document.ts";
import { newCellId } from "../notebook/nbformat/ids.ts";
import { newNotebook } from "../notebook/nbformat/parse.ts";
import { notebookType } from "../notebook/notebook-type.ts";

export function registerNewNotebook(): vscode.Disposable {
  return vscode.commands.registerCommand("lnnb.newNotebook", async () => {
    const notebook = await createNotebook([""]);
    await vscode.window.showNotebookDocument(notebook);
    // Who makes a notebook wants to write.
    await vscode.commands.executeCommand("notebook.cell.edit");
  });
}

/** An untitled notebook with code cells of these sources. */
export function createNotebook(sources: readonly string[]): Thenable<vscode.NotebookDocument> {
  const data = new vscode.NotebookData(sources.map(codeCell));
  data.metadata = { metadata: newNotebook().metadata };
  return vscode.workspace.openNotebookDocument(notebookType, data);
}

export function codeCell(source: string): vscode.NotebookCellData {
  const cell = new vscode.NotebookCellData(vscode.NotebookCellKind.Code, source, cellLanguage);
  cell.metadata = { id: newCellId() };
  return cell;
}
