/** LayerNorm: Open the Tour. */
import * as vscode from "vscode";

const tour = "layer-norm.lnnb";

export function registerOpenTour(context: vscode.ExtensionContext): vscode.Disposable {
  return vscode.commands.registerCommand("lnnb.openTour", async () => {
    const uri = await ownCopy(context, tour);
    const notebook = await vscode.workspace.openNotebookDocument(uri);
    await vscode.window.showNotebookDocument(notebook);
  });
}

/**
 * A sample as the user's own file, so that what they change is kept and can be saved: the extension's folder is replaced
 * by the next update. A new version of the extension brings a new copy.
 */
async function ownCopy(context: vscode.ExtensionContext, name: string): Promise<vscode.Uri> {
  const version = String((context.extension.packageJSON as { version: unknown }).version); // our own package.json
  const folder = vscode.Uri.joinPath(context.globalStorageUri, "notebooks", version);
  const copy = vscode.Uri.joinPath(folder, name);
  try {
    await vscode.workspace.fs.stat(copy);
  } catch {
    await vscode.workspace.fs.createDirectory(folder);
    await vscode.workspace.fs.copy(vscode.Uri.joinPath(context.extensionUri, "media", "notebooks", name), copy);
  }
  return copy;
}
