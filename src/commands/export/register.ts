/** LayerNorm: Export..., and the same for one format each. From what the notebook shows now; nothing is run. */
import * as vscode from "vscode";
import { type ExportFormat, hasOutputs, stemOf } from "../../notebook/export/formats.ts";
import { notebookType } from "../../notebook/notebook-type.ts";
import { notebookOf } from "../../notebook/serializer.ts";
import { type NotebookArgument, requireNotebook } from "../active-notebook.ts";
import { folderOf, nameOf, tellFailure } from "../files.ts";
import { askTargets, type Target } from "./targets.ts";

const commands: Readonly<Record<ExportFormat, string>> = {
  html: "lnnb.exportHtml",
  ipynb: "lnnb.exportJupyter",
  py: "lnnb.exportPython",
  svg: "lnnb.exportFigures",
};

export function registerExports(extension: vscode.Uri): vscode.Disposable {
  const formats = Object.entries(commands) as [ExportFormat, string][]; // the keys of a record of that type
  return vscode.Disposable.from(
    ...formats.map(([format, command]) =>
      vscode.commands.registerCommand(command, (argument?: NotebookArgument, target?: vscode.Uri) =>
        exportAs(extension, format, argument, target),
      ),
    ),
    vscode.commands.registerCommand("lnnb.export", async (argument?: NotebookArgument) => {
      const chosen = await vscode.window.showQuickPick(choices, { placeHolder: "Export the notebook as" });
      if (chosen !== undefined) await exportAs(extension, chosen.format, argument);
    }),
  );
}

const choices: readonly (vscode.QuickPickItem & { readonly format: ExportFormat })[] = [
  {
    format: "html",
    label: "$(globe) HTML",
    detail: "One page with interactive figures, which needs nothing else and prints well",
  },
  {
    format: "ipynb",
    label: "$(notebook) Jupyter Notebook",
    detail: "An .ipynb file with the figures for Plotly, as pictures and as text",
  },
  { format: "py", label: "$(file-code) Python Script", detail: "A .py file with # %% cells, Markdown as comments" },
  { format: "svg", label: "$(file-media) Figures as SVG", detail: "A vector picture for each figure" },
];

/** @param target where a program wants it, asked otherwise; for SVG a folder */
async function exportAs(
  extension: vscode.Uri,
  format: ExportFormat,
  argument?: NotebookArgument,
  target?: vscode.Uri,
): Promise<readonly vscode.Uri[] | undefined> {
  const document = await documentOf(argument);
  if (document === undefined) return undefined;
  const notebook = notebookOf(document);
  const { exportNotebook } = await import("../../notebook/export/export.ts");
  const files = await exportNotebook(notebook, format, stemOf(document.uri.path), () => pageScripts(extension));
  if (files.length === 0) {
    void vscode.window.showInformationMessage("This notebook shows no figure. Run it first, then export.");
    return undefined;
  }
  if (format !== "py" && !hasOutputs(notebook) && target === undefined && !(await wantsWithoutOutputs()))
    return undefined;
  const targets =
    target === undefined
      ? await askTargets(document.uri, format, files)
      : files.map(({ name, text }) => ({ uri: format === "svg" ? vscode.Uri.joinPath(target, name) : target, text }));
  if (targets === undefined || !(await write(targets))) return undefined;
  if (target === undefined) void tellDone(targets, format);
  return targets.map(({ uri }) => uri);
}

/** The active notebook, one that is open, or a file of the Explorer. */
async function documentOf(argument?: NotebookArgument): Promise<vscode.NotebookDocument | undefined> {
  if (!(argument instanceof vscode.Uri)) return requireNotebook(argument);
  const document = await vscode.workspace.openNotebookDocument(argument);
  return document.notebookType === notebookType ? document : requireNotebook(argument);
}

async function wantsWithoutOutputs(): Promise<boolean> {
  const anyway = "Export without Outputs";
  const answer = await vscode.window.showWarningMessage(
    "This notebook shows no outputs.",
    { modal: true, detail: "Run it first to export its figures and results too." },
    anyway,
  );
  return answer === anyway;
}

async function pageScripts(extension: vscode.Uri): Promise<{ plotly: string; page: string }> {
  const read = async (name: string): Promise<string> =>
    new TextDecoder().decode(
      await vscode.workspace.fs.readFile(vscode.Uri.joinPath(extension, "dist", "renderer", name)),
    );
  const [plotly, page] = await Promise.all([read("plotly.min.js"), read("page.js")]);
  return { plotly, page };
}

async function write(targets: readonly Target[]): Promise<boolean> {
  const encoder = new TextEncoder();
  for (const { uri, text } of targets) {
    try {
      await vscode.workspace.fs.writeFile(uri, encoder.encode(text));
    } catch (error) {
      tellFailure(`${nameOf(uri)} could not be written`, error);
      return false;
    }
  }
  return true;
}

async function tellDone(targets: readonly Target[], format: ExportFormat): Promise<void> {
  const [{ uri }] = targets;
  const what =
    targets.length === 1 ? nameOf(uri) : `${targets.length} figures into ${nameOf(folderOf(uri)) || "the folder"}`;
  const inBrowser = "Open in Browser";
  const open = "Open";
  const isPage = format === "html" && uri.scheme === "file" && vscode.env.remoteName === undefined;
  const answer = await vscode.window.showInformationMessage(`Exported ${what}.`, ...(isPage ? [inBrowser] : []), open);
  if (answer === inBrowser) await vscode.env.openExternal(uri);
  else if (answer === open) await vscode.commands.executeCommand("vscode.open", uri);
}
