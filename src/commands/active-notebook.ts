/** The notebook that a command is about. */
import * as vscode from "vscode";
import { notebookType } from "../notebook/notebook-type.ts";

/** What VS Code passes to a command in a notebook's toolbar; a program may pass the notebook's address. */
export type NotebookArgument = vscode.Uri | { readonly notebookEditor?: { readonly notebookUri?: vscode.Uri } };

/** The notebook that the argument names, or the active one where that is ours. */
export function targetNotebook(argument?: NotebookArgument): vscode.NotebookDocument | undefined {
  const uri = argument instanceof vscode.Uri ? argument : argument?.notebookEditor?.notebookUri;
  const notebook =
    uri === undefined
      ? vscode.window.activeNotebookEditor?.notebook
      : vscode.workspace.notebookDocuments.find((candidate) => candidate.uri.toString() === uri.toString());
  return notebook?.notebookType === notebookType ? notebook : undefined;
}

/** The same, and where there is none the user is told what to do. */
export function requireNotebook(argument?: NotebookArgument): vscode.NotebookDocument | undefined {
  const notebook = targetNotebook(argument);
  if (notebook === undefined) void vscode.window.showInformationMessage("Open a LayerNorm notebook (.lnnb) first.");
  return notebook;
}
