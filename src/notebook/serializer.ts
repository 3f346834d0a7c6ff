/** VS Code's side of the file: the serializer, and ids for cells that are made or copied in the editor. */
import * as vscode from "vscode";
import {
  type CellMetadata,
  type DocumentData,
  type DocumentMetadata,
  fromDocument,
  type OutputMetadata,
  toDocument,
} from "./document.ts";
import { readNotebook, writeNotebook } from "./file.ts";
import { newCellId } from "./nbformat/ids.ts";
import type { Notebook } from "./nbformat/model.ts";
import { notebookType } from "./notebook-type.ts";
import { applySavePolicy, type SavePolicy } from "./save-policy.ts";

export function registerSerializer(): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.workspace.registerNotebookSerializer(notebookType, serializer, {
      // Whether a change of outputs makes a notebook dirty is asked once, here.
      transientOutputs: !savePolicy().saveOutputs,
    }),
    vscode.workspace.onDidChangeNotebookDocument(nameNewCells),
  );
}

const serializer: vscode.NotebookSerializer = {
  // What is thrown here is shown in place of the editor, and the file stays as it is.
  deserializeNotebook: (bytes) => toNotebookData(toDocument(readNotebook(bytes))),
  serializeNotebook: (data) => writeNotebook(applySavePolicy(fromDocument(fromNotebookData(data)), savePolicy())),
};

function savePolicy(): SavePolicy {
  const settings = vscode.workspace.getConfiguration("lnnb");
  return {
    saveOutputs: settings.get("saveOutputs", true),
    maxOutputBytes: settings.get("maxSavedOutputBytes", 5 * 1024 * 1024),
  };
}

export function toNotebookData(document: DocumentData): vscode.NotebookData {
  const data = new vscode.NotebookData(
    document.cells.map((cell) => {
      const cellData = new vscode.NotebookCellData(cell.kind, cell.value, cell.languageId);
      cellData.metadata = cell.metadata;
      cellData.outputs = cell.outputs.map(
        (output) =>
          new vscode.NotebookCellOutput(
            output.items.map((item) => new vscode.NotebookCellOutputItem(item.data, item.mime)),
            output.metadata && { ...output.metadata },
          ),
      );
      if (cell.executionOrder !== undefined) cellData.executionSummary = { executionOrder: cell.executionOrder };
      return cellData;
    }),
  );
  data.metadata = document.metadata;
  return data;
}

/** A notebook as it is in the editor now: its text, and what its cells show, saved or not. */
export function notebookOf(document: vscode.NotebookDocument): Notebook {
  const cells = document.getCells().map((cell) => {
    const data = new vscode.NotebookCellData(cell.kind, cell.document.getText(), cell.document.languageId);
    data.metadata = cell.metadata;
    data.outputs = [...cell.outputs];
    if (cell.executionSummary !== undefined) data.executionSummary = cell.executionSummary;
    return data;
  });
  const data = new vscode.NotebookData(cells);
  data.metadata = document.metadata;
  return fromDocument(fromNotebookData(data));
}

/**
 * Metadata comes back as it was set in {@link toNotebookData}; a cell that the editor made has none. That is why the
 * three casts are safe.
 */
function fromNotebookData(data: vscode.NotebookData): DocumentData {
  return {
    metadata: (data.metadata ?? {}) as DocumentMetadata,
    cells: data.cells.map((cell) => ({
      kind: cell.kind,
      languageId: cell.languageId,
      value: cell.value,
      metadata: (cell.metadata ?? {}) as CellMetadata,
      outputs: (cell.outputs ?? []).map((output) => ({
        items: output.items,
        ...(hasOutputType(output) && { metadata: output.metadata as unknown as OutputMetadata }),
      })),
      ...(cell.executionSummary?.executionOrder !== undefined && {
        executionOrder: cell.executionSummary.executionOrder,
      }),
    })),
  };
}

const hasOutputType = (output: vscode.NotebookCellOutput): boolean =>
  typeof output.metadata?.["outputType"] === "string";

/** A new cell has no id, and a copied cell has its original's: each gets its own, so that ids stay stable from save to save. */
async function nameNewCells(event: vscode.NotebookDocumentChangeEvent): Promise<void> {
  if (event.notebook.notebookType !== notebookType) return;
  const added = new Set(event.contentChanges.flatMap((change) => change.addedCells));
  if (added.size === 0) return;
  const idOf = (cell: vscode.NotebookCell): unknown => cell.metadata["id"];
  const others = new Set(
    event.notebook
      .getCells()
      .filter((cell) => !added.has(cell))
      .map(idOf),
  );
  const edits: vscode.NotebookEdit[] = [];
  for (const cell of added) {
    const id = idOf(cell);
    const isOwn = typeof id === "string" && id !== "" && !others.has(id);
    if (isOwn) others.add(id);
    else if (cell.index >= 0) {
      edits.push(vscode.NotebookEdit.updateCellMetadata(cell.index, { ...cell.metadata, id: newCellId() }));
    }
  }
  if (edits.length === 0) return;
  const edit = new vscode.WorkspaceEdit();
  edit.set(event.notebook.uri, edits);
  await vscode.workspace.applyEdit(edit);
}
