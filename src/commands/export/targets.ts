/** Where an export goes: asked, and never over a file without a question. */
import * as vscode from "vscode";
import type { ExportedFile, ExportFormat } from "../../notebook/export/formats.ts";
import { exists, folderOf, nameOf, suggestion } from "../files.ts";

export interface Target {
  readonly uri: vscode.Uri;
  readonly text: string;
}

const kinds: Readonly<Record<ExportFormat, string>> = {
  html: "Web page",
  ipynb: "Jupyter notebook",
  py: "Python script",
  svg: "SVG picture",
};

/** The places of the files; undefined where the user has changed their mind. */
export async function askTargets(
  source: vscode.Uri,
  format: ExportFormat,
  files: readonly ExportedFile[],
): Promise<readonly Target[] | undefined> {
  const [only, ...others] = files;
  return others.length === 0 ? askFile(source, format, only) : askFolder(source, files);
}

/** VS Code's own dialog asks before it gives the name of a file that exists. */
async function askFile(
  source: vscode.Uri,
  format: ExportFormat,
  { name, text }: ExportedFile,
): Promise<readonly Target[] | undefined> {
  const uri = await vscode.window.showSaveDialog({
    title: `Export as ${kinds[format]}`,
    saveLabel: "Export",
    defaultUri: suggestion(source, name),
    filters: { [kinds[format]]: [format] },
  });
  return uri && [{ uri, text }];
}

async function askFolder(source: vscode.Uri, files: readonly ExportedFile[]): Promise<readonly Target[] | undefined> {
  const chosen = await vscode.window.showOpenDialog({
    title: `Export ${files.length} figures into a folder`,
    openLabel: "Export here",
    canSelectFolders: true,
    canSelectFiles: false,
    defaultUri: folderOf(suggestion(source, files[0].name)),
  });
  if (chosen === undefined) return undefined;
  const targets = files.map(({ name, text }) => ({ uri: vscode.Uri.joinPath(chosen[0], name), text }));
  const taken = await Promise.all(targets.map(({ uri }) => exists(uri)));
  const clashes = targets.filter((_, i) => taken[i]).map(({ uri }) => nameOf(uri));
  if (clashes.length === 0) return targets;
  const question =
    clashes.length === 1 ? `${clashes[0]} exists already.` : `${clashes.length} of these files exist already.`;
  const replace = "Replace";
  const answer = await vscode.window.showWarningMessage(
    question,
    { modal: true, detail: clashes.slice(0, 8).join("\n") },
    replace,
  );
  return answer === replace ? targets : undefined;
}
