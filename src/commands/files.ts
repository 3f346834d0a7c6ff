/** Files that commands write and suggest, on whatever file system the workspace is. */
import * as vscode from "vscode";

export const nameOf = (uri: vscode.Uri): string => uri.path.split("/").pop() ?? "";

export const folderOf = (uri: vscode.Uri): vscode.Uri => vscode.Uri.joinPath(uri, "..");

/** Where a new file is suggested: beside its source, or in the workspace where the source is no file. */
export function suggestion(source: vscode.Uri, name: string): vscode.Uri {
  if (source.scheme !== "untitled") return vscode.Uri.joinPath(folderOf(source), name);
  const workspace = vscode.workspace.workspaceFolders?.[0]?.uri;
  return workspace === undefined ? vscode.Uri.file(name) : vscode.Uri.joinPath(workspace, name);
}

export async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}

/** Tells the user where a failure of the file system is to be looked for. */
export function tellFailure(what: string, error: unknown): void {
  const reason = error instanceof Error ? error.message : String(error);
  void vscode.window.showErrorMessage(`${what}: ${reason}`);
}
