/** How far a cell's long computation is, in the cell's status bar while it runs. */
import * as vscode from "vscode";
import { notebookType } from "../notebook/notebook-type.ts";

export interface CellProgress extends vscode.Disposable {
  /** null takes it away. */
  show(cell: vscode.NotebookCell, text: string | null): void;
}

export function showCellProgress(): CellProgress {
  const texts = new Map<vscode.NotebookCell, string>();
  const changes = new vscode.EventEmitter<void>();
  const provider = vscode.notebooks.registerNotebookCellStatusBarItemProvider(notebookType, {
    onDidChangeCellStatusBarItems: changes.event,
    provideCellStatusBarItems(cell) {
      const text = texts.get(cell);
      if (text === undefined) return [];
      const item = new vscode.NotebookCellStatusBarItem(text, vscode.NotebookCellStatusBarAlignment.Left);
      item.tooltip = "Interrupt the cell to stop this.";
      item.accessibilityInformation = { label: text, role: "status" };
      return [item];
    },
  });
  return {
    show(cell, text) {
      if (texts.get(cell) === (text ?? undefined)) return;
      if (text === null) texts.delete(cell);
      else texts.set(cell, text);
      changes.fire();
    },
    dispose() {
      provider.dispose();
      changes.dispose();
    },
  };
}
