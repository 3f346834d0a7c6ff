/** Notebooks in the real VS Code: made, opened, run, read. */
import * as vscode from "vscode";

export const figureMime = "application/vnd.lnnb.figure+json";

const mime = {
  stdout: "application/vnd.code.notebook.stdout",
  stderr: "application/vnd.code.notebook.stderr",
  error: "application/vnd.code.notebook.error",
  plain: "text/plain",
};

const decode = (data: Uint8Array): string => new TextDecoder().decode(data);

/** The folder that the window shows. */
export function workspaceFolder(): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (folder === undefined) throw new Error("the window shows no folder");
  return folder.uri;
}

let files = 0;

/** A new file in the workspace. */
export async function writeFile(content: string | Uint8Array, extension = "lnnb"): Promise<vscode.Uri> {
  files += 1;
  const uri = vscode.Uri.joinPath(workspaceFolder(), `test-${files}.${extension}`);
  await vscode.workspace.fs.writeFile(uri, typeof content === "string" ? new TextEncoder().encode(content) : content);
  return uri;
}

export async function readFile(uri: vscode.Uri): Promise<string> {
  return decode(await vscode.workspace.fs.readFile(uri));
}

/** The text of a notebook file with these code cells. */
export function notebookText(sources: readonly string[]): string {
  const cells = sources.map((source, index) => ({
    cell_type: "code",
    execution_count: null,
    id: `cell-${index}`,
    metadata: {},
    outputs: [],
    source: source.split(/(?<=\n)/),
  }));
  const metadata = { kernelspec: { display_name: "LayerNorm Engine", language: "python", name: "lnnb" } };
  return `${JSON.stringify({ cells, metadata, nbformat: 4, nbformat_minor: 5 }, null, 1)}\n`;
}

/** Opens a file and shows it, as the active editor. */
export async function showNotebook(uri: vscode.Uri): Promise<vscode.NotebookDocument> {
  const notebook = await vscode.workspace.openNotebookDocument(uri);
  await vscode.window.showNotebookDocument(notebook);
  return notebook;
}

/** A new notebook file with these code cells, shown. */
export async function openCells(...sources: string[]): Promise<vscode.NotebookDocument> {
  return showNotebook(await writeFile(notebookText(sources)));
}

/** Resolves as soon as `condition` holds, asked now and every few milliseconds. */
export async function until(
  what: string,
  condition: () => boolean | Promise<boolean>,
  timeout = 20_000,
): Promise<void> {
  const end = Date.now() + timeout;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`${what}: not after ${timeout} ms`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** A cell has ended where it has an end's time, or was cancelled before it began. */
export const hasEnded = (cell: vscode.NotebookCell): boolean => cell.executionSummary?.timing?.endTime !== undefined;

/** Runs cells as the user does with the Run button; resolves when VS Code says that they have ended. */
export function execute(notebook: vscode.NotebookDocument, first: number, last: number): Thenable<unknown> {
  const ranges = [{ start: first, end: last + 1 }];
  return vscode.commands.executeCommand("notebook.cell.execute", { ranges, document: notebook.uri });
}

/** Starts cells, and waits only until the first of them runs. */
export async function startCells(
  notebook: vscode.NotebookDocument,
  first = 0,
  last = notebook.cellCount - 1,
): Promise<void> {
  const before = notebook.cellAt(first).executionSummary?.executionOrder;
  void execute(notebook, first, last);
  // Its times are known only at its end.
  const hasStarted = () => notebook.cellAt(first).executionSummary?.executionOrder !== before;
  await until(`the start of cell ${first}`, hasStarted);
}

/** Runs cells and waits until the last has ended. */
export async function runCells(
  notebook: vscode.NotebookDocument,
  first = 0,
  last = notebook.cellCount - 1,
  timeout = 30_000,
): Promise<void> {
  const orders = notebook.getCells().map((cell) => cell.executionSummary?.executionOrder);
  // Where VS Code refuses, the wait below fails.
  execute(notebook, first, last).then(undefined, (error: unknown) => console.error(error));
  const cell = notebook.cellAt(last);
  const ranAnew = () => hasEnded(cell) && cell.executionSummary?.executionOrder !== orders[last];
  await until(`the end of cell ${last}`, ranAnew, timeout);
}

/** Runs one cell and gives what it showed as text. */
export async function runCell(notebook: vscode.NotebookDocument, index: number, timeout?: number): Promise<string> {
  await runCells(notebook, index, index, timeout);
  return textOf(notebook.cellAt(index));
}

/** What a cell printed and echoed, without errors and without the text that stands for a figure. */
export function textOf(cell: vscode.NotebookCell): string {
  return cell.outputs
    .filter((output) => !output.items.some((item) => item.mime === figureMime))
    .flatMap((output) => output.items)
    .filter((item) => item.mime === mime.stdout || item.mime === mime.stderr || item.mime === mime.plain)
    .map((item) => decode(item.data))
    .join("");
}

export interface Figure {
  readonly payload: { readonly version: number; readonly kind: string };
  /** The `text/plain` beside it. */
  readonly text: string;
}

export function figuresOf(cell: vscode.NotebookCell): Figure[] {
  return cell.outputs.flatMap((output) => {
    const figure = output.items.find((item) => item.mime === figureMime);
    if (figure === undefined) return [];
    const plain = output.items.find((item) => item.mime === mime.plain);
    return [{ payload: JSON.parse(decode(figure.data)), text: plain === undefined ? "" : decode(plain.data) }];
  });
}

export interface CellFailure {
  readonly name: string;
  readonly message: string;
  /** The traceback. */
  readonly stack: string;
}

export function failureOf(cell: vscode.NotebookCell): CellFailure | undefined {
  const item = cell.outputs.flatMap((output) => output.items).find((candidate) => candidate.mime === mime.error);
  return item === undefined ? undefined : JSON.parse(decode(item.data));
}

/** Closes every editor without saving. */
export async function closeAll(): Promise<void> {
  const isOpen = () => vscode.window.tabGroups.all.some((group) => group.tabs.length > 0);
  for (let attempt = 0; attempt < 50 && isOpen(); attempt += 1) {
    // What is focused otherwise (a view, a dialog) has no editor to close.
    await vscode.commands.executeCommand("workbench.action.focusFirstEditorGroup");
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
  }
  if (isOpen()) throw new Error("an editor could not be closed");
}
