import * as vscode from "vscode";
import { diagnose } from "../diagnostics.ts";
import { isCodeCell } from "./notebooks.ts";

/** Typing pauses this long before a cell is looked at again, in milliseconds. */
const pause = 200;

/** Syntax errors and what cells cannot do, as squiggles, for every code cell of every open notebook. */
export function registerDiagnostics(): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection("lnnb");
  const waiting = new Map<vscode.TextDocument, ReturnType<typeof setTimeout>>();

  const forget = (document: vscode.TextDocument): void => {
    clearTimeout(waiting.get(document));
    waiting.delete(document);
    collection.delete(document.uri);
  };
  const look = (cell: vscode.NotebookCell): void => {
    if (cell.notebook.notebookType !== "lnnb") return;
    const { document } = cell;
    if (!isCodeCell(cell)) forget(document);
    else
      collection.set(
        document.uri,
        diagnose(document.getText()).map((problem) => toDiagnostic(problem, document)),
      );
  };
  const lookSoon = (cell: vscode.NotebookCell): void => {
    const { document } = cell;
    clearTimeout(waiting.get(document));
    waiting.set(
      document,
      setTimeout(() => {
        waiting.delete(document);
        look(cell);
      }, pause),
    );
  };

  for (const notebook of vscode.workspace.notebookDocuments) notebook.getCells().forEach(look);
  return vscode.Disposable.from(
    collection,
    vscode.workspace.onDidOpenNotebookDocument((notebook) => notebook.getCells().forEach(look)),
    vscode.workspace.onDidCloseNotebookDocument((notebook) => {
      for (const cell of notebook.getCells()) forget(cell.document);
    }),
    vscode.workspace.onDidChangeNotebookDocument(({ contentChanges, cellChanges }) => {
      for (const { addedCells, removedCells } of contentChanges) {
        for (const cell of removedCells) forget(cell.document);
        for (const cell of addedCells) look(cell);
      }
      for (const { cell, document } of cellChanges) if (document) lookSoon(cell);
    }),
    {
      dispose: () => {
        for (const timer of waiting.values()) clearTimeout(timer);
      },
    },
  );
}

function toDiagnostic(problem: ReturnType<typeof diagnose>[number], document: vscode.TextDocument): vscode.Diagnostic {
  const range = new vscode.Range(document.positionAt(problem.start), document.positionAt(problem.end));
  const diagnostic = new vscode.Diagnostic(range, problem.message, vscode.DiagnosticSeverity.Error);
  diagnostic.source = "lnnb";
  diagnostic.code = problem.code;
  return diagnostic;
}
