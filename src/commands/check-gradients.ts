/** LayerNorm: Check Gradients... */
import * as vscode from "vscode";
import type { KernelController } from "../kernel/controller.ts";
import { targetNotebook } from "./active-notebook.ts";
import { cellSource } from "./gradient-check/cell-source.ts";
import { type Definition, findDefinitions } from "./gradient-check/definitions.ts";
import { type CheckGradientsOptions, fromOptions } from "./gradient-check/from-options.ts";
import { type Asked, askGradientCheck } from "./gradient-check/questions.ts";
import { askInSteps } from "./multi-step.ts";
import { codeCell, createNotebook } from "./new-notebook.ts";

/** What the command returns to a program that calls it; undefined where the user dismissed a question. */
export interface CheckGradientsResult {
  readonly notebook: vscode.Uri;
  /** The index of the cell that does the check. */
  readonly cell: number;
  /** Whether the cell ran without an error. Whether the gradients agree is in its output. */
  readonly succeeded: boolean;
}

export function registerCheckGradients(kernels: KernelController): vscode.Disposable {
  return vscode.commands.registerCommand("lnnb.checkGradients", async (argument?: unknown) => {
    const notebook = targetNotebook();
    const definitions = findDefinitions(notebook?.getCells().map(codeOf) ?? []);
    const asked = isOptions(argument)
      ? fromOptions(argument, definitions)
      : await askInSteps("Check Gradients", (questions) => askGradientCheck(questions, definitions));
    if (asked === undefined) return undefined;
    const cell = await placeCell(notebook, cellSource(asked.check));
    return runCheck(kernels, cell, asked);
  });
}

/** A program passes options; VS Code's toolbar passes its context, which has no subject. */
const isOptions = (argument: unknown): argument is CheckGradientsOptions =>
  typeof argument === "object" && argument !== null && "subject" in argument && typeof argument.subject === "string";

const codeOf = (cell: vscode.NotebookCell): string =>
  cell.kind === vscode.NotebookCellKind.Code ? cell.document.getText() : "";

/** A new cell after the selected one, or in a new notebook beside the editor where no notebook is open. */
async function placeCell(open: vscode.NotebookDocument | undefined, source: string): Promise<vscode.NotebookCell> {
  if (open === undefined) {
    const notebook = await createNotebook([source]);
    const column = vscode.window.activeTextEditor === undefined ? vscode.ViewColumn.Active : vscode.ViewColumn.Beside;
    await vscode.window.showNotebookDocument(notebook, { viewColumn: column });
    return notebook.cellAt(0);
  }
  const editor = await vscode.window.showNotebookDocument(open);
  const index = Math.min(open.cellCount, editor.selection.end);
  const edit = new vscode.WorkspaceEdit();
  edit.set(open.uri, [vscode.NotebookEdit.insertCells(index, [codeCell(source)])]);
  await vscode.workspace.applyEdit(edit);
  const range = new vscode.NotebookRange(index, index + 1);
  editor.selection = range;
  editor.revealRange(range, vscode.NotebookEditorRevealType.InCenterIfOutsideViewport);
  return open.cellAt(index);
}

function runCheck(
  kernels: KernelController,
  cell: vscode.NotebookCell,
  { definitions, check }: Asked,
): Thenable<CheckGradientsResult> {
  const name = "subject" in check ? check.subject : check.callable;
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: `Checking the gradients of ${name}`,
    cancellable: true,
  };
  return vscode.window.withProgress(options, async (_progress, cancellation) => {
    const { notebook } = cell;
    cancellation.onCancellationRequested(() => kernels.interrupt(notebook));
    const succeeded = await kernels.run(notebook, [...cellsBefore(kernels, cell, definitions), cell]);
    return { notebook: notebook.uri, cell: cell.index, succeeded };
  });
}

/** Where a definition has not been run yet: the code cells up to the last that is needed, as the reader would run them. */
function cellsBefore(
  kernels: KernelController,
  check: vscode.NotebookCell,
  definitions: readonly Definition[],
): vscode.NotebookCell[] {
  // The check's own cell was inserted after the definitions were found.
  const cells = check.notebook.getCells().filter((cell) => cell !== check);
  const missing = definitions.map((definition) => definition.cell).filter((index) => !kernels.hasRun(cells[index]));
  if (missing.length === 0) return [];
  return cells
    .slice(0, Math.max(...missing) + 1)
    .filter((cell) => cell.kind === vscode.NotebookCellKind.Code && !kernels.hasRun(cell));
}
