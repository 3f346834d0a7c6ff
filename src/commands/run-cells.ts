/**
 * LayerNorm: Run All Cells, Run Cell, Run Cell and Select Below. VS Code's own commands for this first ask for trust in the
 * folder, whatever the kernel. Ours cannot reach files, network or processes, so in Restricted Mode these take their place.
 */
import * as vscode from "vscode";
import type { KernelController } from "../kernel/controller.ts";
import { cellLanguage } from "../notebook/document.ts";
import { type NotebookArgument, requireNotebook } from "./active-notebook.ts";
import { codeCell } from "./new-notebook.ts";

export const isRunnable = (cell: vscode.NotebookCell): boolean =>
  cell.kind === vscode.NotebookCellKind.Code && cell.document.languageId === cellLanguage;

export function registerRunCells(kernels: KernelController): vscode.Disposable {
  /** A cell where its own button was pressed, else the selected ones. */
  const run = async (cell: unknown): Promise<vscode.NotebookEditor | undefined> => {
    const notebook = requireNotebook();
    const editor = vscode.window.activeNotebookEditor;
    if (notebook === undefined || editor === undefined) return undefined;
    const cells = isCellOf(notebook, cell) ? [cell] : editor.selections.flatMap((range) => notebook.getCells(range));
    void kernels.run(notebook, cells.filter(isRunnable));
    return editor;
  };
  return vscode.Disposable.from(
    vscode.commands.registerCommand("lnnb.runAll", async (argument?: NotebookArgument) => {
      const notebook = requireNotebook(argument);
      if (notebook !== undefined) await kernels.run(notebook, notebook.getCells().filter(isRunnable));
    }),
    vscode.commands.registerCommand("lnnb.runCell", async (cell?: unknown) => void (await run(cell))),
    vscode.commands.registerCommand("lnnb.runCellAndSelectBelow", async () => {
      const editor = await run(undefined);
      if (editor !== undefined) await selectBelow(editor);
    }),
  );
}

const isCellOf = (notebook: vscode.NotebookDocument, value: unknown): value is vscode.NotebookCell =>
  notebook.getCells().some((cell) => cell === value);

/** As Jupyter does it: below the last cell there is a new one. */
async function selectBelow(editor: vscode.NotebookEditor): Promise<void> {
  const { notebook } = editor;
  const below = editor.selection.end;
  if (below >= notebook.cellCount) {
    const edit = new vscode.WorkspaceEdit();
    edit.set(notebook.uri, [vscode.NotebookEdit.insertCells(notebook.cellCount, [codeCell("")])]);
    await vscode.workspace.applyEdit(edit);
  }
  const range = new vscode.NotebookRange(below, below + 1);
  editor.selection = range;
  editor.revealRange(range, vscode.NotebookEditorRevealType.InCenterIfOutsideViewport);
}
