/** Samples as the user's own files. */
import * as vscode from "vscode";
import { exists } from "../files.ts";

export interface Samples {
  readonly folder: vscode.Uri;
  /** A copy of a sample: what the user changes is kept and can be saved. `fresh` gives the sample as it was. */
  copy(name: string, fresh?: boolean): Promise<vscode.Uri>;
}

/** The extension's folder is replaced by the next update; a new version of the extension brings new copies. */
export function samplesOf(context: vscode.ExtensionContext): Samples {
  const folder = vscode.Uri.joinPath(context.extensionUri, "media", "notebooks");
  const version = String((context.extension.packageJSON as { version: unknown }).version); // our own package.json
  const copies = vscode.Uri.joinPath(context.globalStorageUri, "notebooks", version);
  return {
    folder,
    async copy(name, fresh = false) {
      const copy = vscode.Uri.joinPath(copies, name);
      if (fresh || !(await exists(copy))) {
        await vscode.workspace.fs.createDirectory(copies);
        await vscode.workspace.fs.copy(vscode.Uri.joinPath(folder, name), copy, { overwrite: true });
      }
      return copy;
    },
  };
}

export async function showCopy(copy: vscode.Uri): Promise<void> {
  await vscode.window.showNotebookDocument(await vscode.workspace.openNotebookDocument(copy));
}
