/** LayerNorm: Import Jupyter Notebook or Script...: an .ipynb or .py file as a new .lnnb beside it. */
import * as vscode from "vscode";
import { nameOf, suggestion, tellFailure } from "./files.ts";

export function registerImport(): vscode.Disposable {
  return vscode.commands.registerCommand("lnnb.importNotebook", async (source?: vscode.Uri, target?: vscode.Uri) => {
    const from = source instanceof vscode.Uri ? source : await askSource();
    if (from === undefined) return undefined;
    const bytes = await converted(from);
    if (bytes === undefined) return undefined;
    const to = target ?? (await askTarget(from));
    if (to === undefined) return undefined;
    try {
      await vscode.workspace.fs.writeFile(to, bytes);
    } catch (error) {
      tellFailure(`${nameOf(to)} could not be written`, error);
      return undefined;
    }
    await vscode.window.showNotebookDocument(await vscode.workspace.openNotebookDocument(to));
    return to;
  });
}

async function converted(source: vscode.Uri): Promise<Uint8Array | undefined> {
  const [{ importNotebook }, { writeNotebook }] = await Promise.all([
    import("../notebook/import/import.ts"),
    import("../notebook/file.ts"),
  ]);
  try {
    return writeNotebook(importNotebook(nameOf(source), await vscode.workspace.fs.readFile(source)));
  } catch (error) {
    tellFailure(`${nameOf(source)} could not be imported`, error);
    return undefined;
  }
}

async function askSource(): Promise<vscode.Uri | undefined> {
  const chosen = await vscode.window.showOpenDialog({
    title: "Import a Jupyter notebook or a Python script",
    openLabel: "Import",
    filters: { "Jupyter notebooks and Python scripts": ["ipynb", "py"] },
  });
  return chosen?.[0];
}

/** VS Code's own dialog asks before it gives the name of a file that exists. */
const askTarget = (source: vscode.Uri): Thenable<vscode.Uri | undefined> =>
  vscode.window.showSaveDialog({
    title: "Save the imported notebook as",
    saveLabel: "Import",
    defaultUri: suggestion(source, `${nameOf(source).replace(/\.(?:ipynb|py)$/i, "")}.lnnb`),
    filters: { "LayerNorm notebook": ["lnnb"] },
  });
