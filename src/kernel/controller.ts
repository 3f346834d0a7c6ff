/** VS Code's side of the kernel: which notebooks it runs, and how a run shows in their cells. */
import { pathToFileURL } from "node:url";
import * as vscode from "vscode";
import { cellLanguage, tracebackMime } from "../notebook/document.ts";
import { notebookType } from "../notebook/notebook-type.ts";
import { showCellProgress } from "./cell-progress.ts";
import { mimeItems } from "./mime-items.ts";
import { defaultMemoryBytes, nodeWorkers } from "./node-worker.ts";
import { type CellTask, createNotebookKernel, describeLoss, type NotebookKernel } from "./notebook-kernel.ts";
import type { SessionOptions, StreamName } from "./protocol.ts";
import { type Death, type Session, startSession } from "./session.ts";
import { showKernelStatus } from "./status-bar.ts";

/** Stored by VS Code as a notebook's choice of kernel: it never changes. */
const controllerId = "lnnb-engine";
/** publisher.name of package.json. */
const extensionId = "lnnb.lnnb";

/** Shown in one cell; more would freeze the editor for seconds. */
const maxDisplays = 500;

export interface KernelController extends vscode.Disposable {
  /** Runs cells of a notebook that is open in an editor. Resolves when they have ended: whether all succeeded. */
  run(notebook: vscode.NotebookDocument, cells: readonly vscode.NotebookCell[]): Promise<boolean>;
  /** Whether the cell was run, without an error, since the notebook's kernel was started. */
  hasRun(cell: vscode.NotebookCell): boolean;
  restart(notebook: vscode.NotebookDocument): Promise<void>;
  interrupt(notebook: vscode.NotebookDocument): void;
  /** Moves a figure of `lnnb.interact`: see Session.interact. null where the notebook has no kernel. */
  interact(notebook: vscode.NotebookDocument, handle: string, settings: readonly number[] | null): Promise<unknown>;
  /** Stops the function of a figure that is being moved. */
  stopInteracting(notebook: vscode.NotebookDocument): void;
  /** Whether a cell runs or waits. */
  isBusy(notebook: vscode.NotebookDocument): boolean;
}

interface Entry {
  readonly kernel: NotebookKernel;
  readonly succeeded: Set<vscode.NotebookCell>;
}

/** @param workerScript the built worker.js */
export function registerKernel(workerScript: vscode.Uri): KernelController {
  const entries = new Map<vscode.NotebookDocument, Entry>();
  const selected = new Set<vscode.NotebookDocument>();
  const controller = vscode.notebooks.createNotebookController(controllerId, notebookType, "LayerNorm Engine");
  controller.supportedLanguages = [cellLanguage];
  controller.supportsExecutionOrder = true;
  controller.description = "Built in: no Python, no PyTorch";
  controller.executeHandler = (cells, notebook) => runCells(notebook, cells);
  controller.interruptHandler = interrupt;

  const progress = showCellProgress();
  const status = showKernelStatus((notebook) => entries.get(notebook)?.kernel.state());

  function entryOf(notebook: vscode.NotebookDocument): Entry {
    const known = entries.get(notebook);
    if (known !== undefined) return known;
    const succeeded = new Set<vscode.NotebookCell>();
    const kernel = createNotebookKernel({
      startSession() {
        succeeded.clear();
        return startWorkerSession(workerScript);
      },
      cellTimeoutMs: () => settings().get("cellTimeoutSeconds", 0) * 1000,
      onDeath: (death) => tellDeath(notebook, death),
      onStateChange: () => status.update(),
    });
    const entry = { kernel, succeeded };
    entries.set(notebook, entry);
    return entry;
  }

  function runCells(notebook: vscode.NotebookDocument, cells: readonly vscode.NotebookCell[]): Promise<void> {
    const { kernel, succeeded } = entryOf(notebook);
    const tasks = cells.map((cell) =>
      cellTask(
        controller.createNotebookCellExecution(cell),
        (text) => progress.show(cell, text),
        (success) => {
          if (success) succeeded.add(cell);
          else succeeded.delete(cell);
        },
      ),
    );
    return kernel.enqueue(tasks);
  }

  function interrupt(notebook: vscode.NotebookDocument): void {
    const kernel = entries.get(notebook)?.kernel;
    if (kernel === undefined || !kernel.isBusy()) return;
    kernel.interrupt();
    // A sign that the wish was heard, where the cell takes its time.
    vscode.window.setStatusBarMessage("$(sync~spin) LayerNorm: interrupting the cell", kernel.enqueue([]));
  }

  /** The worker starts with the notebook, so that the first cell does not wait for it. */
  function adopt(notebook: vscode.NotebookDocument): void {
    if (notebook.notebookType !== notebookType) return;
    controller.updateNotebookAffinity(notebook, vscode.NotebookControllerAffinity.Preferred);
    entryOf(notebook);
  }

  function release(notebook: vscode.NotebookDocument): void {
    void entries.get(notebook)?.kernel.dispose();
    entries.delete(notebook);
    selected.delete(notebook);
  }

  /**
   * VS Code lets only the chosen kernel run a notebook's cells. It chooses one by itself when the user runs a cell; for a
   * notebook that nobody has run yet it must be told to.
   */
  async function untilSelected(notebook: vscode.NotebookDocument): Promise<void> {
    if (selected.has(notebook)) return;
    await new Promise<void>((resolve) => {
      const finish = (): void => {
        clearTimeout(timer);
        subscription.dispose();
        resolve();
      };
      const timer = setTimeout(finish, selectionTimeoutMs);
      const subscription = controller.onDidChangeSelectedNotebooks((event) => {
        if (event.selected && event.notebook === notebook) finish();
      });
      const notebookEditor = vscode.window.visibleNotebookEditors.find((editor) => editor.notebook === notebook);
      const choice = { notebookEditor, id: controllerId, extension: extensionId };
      vscode.commands.executeCommand("notebook.selectKernel", choice).then(undefined, finish);
    });
  }

  const subscriptions = vscode.Disposable.from(
    controller,
    status,
    progress,
    controller.onDidChangeSelectedNotebooks((event) => {
      if (event.selected) selected.add(event.notebook);
      else selected.delete(event.notebook);
    }),
    vscode.workspace.onDidOpenNotebookDocument(adopt),
    vscode.workspace.onDidCloseNotebookDocument(release),
  );
  for (const notebook of vscode.workspace.notebookDocuments) adopt(notebook);
  status.update();

  return {
    async run(notebook, cells) {
      await untilSelected(notebook);
      await runCells(notebook, cells);
      return cells.every((cell) => entries.get(notebook)?.succeeded.has(cell) === true);
    },
    hasRun: (cell) => entries.get(cell.notebook)?.succeeded.has(cell) === true,
    restart: (notebook) => entryOf(notebook).kernel.restart(),
    interrupt,
    interact: (notebook, handle, settings) =>
      entries.get(notebook)?.kernel.interact(handle, settings) ?? Promise.resolve(null),
    stopInteracting: (notebook) => entries.get(notebook)?.kernel.stopInteracting(),
    isBusy: (notebook) => entries.get(notebook)?.kernel.isBusy() ?? false,
    dispose() {
      subscriptions.dispose();
      for (const notebook of [...entries.keys()]) release(notebook);
    },
  };
}

const selectionTimeoutMs = 5000;

const settings = (): vscode.WorkspaceConfiguration => vscode.workspace.getConfiguration("lnnb");

const mebibyte = 2 ** 20;
/** A memory setting in bytes; 0 stands for the default. */
const memorySetting = (name: string): number => settings().get(name, 0) * mebibyte || defaultMemoryBytes();

function startWorkerSession(script: vscode.Uri): Session {
  const options: SessionOptions = {
    preloaded: true,
    recursionLimit: settings().get("recursionLimit", 1000),
    maxTensorBytes: memorySetting("tensorMemoryMegabytes"),
    outputLimit: {
      lines: settings().get("maxOutputLines", 10_000),
      characters: settings().get("maxOutputCharacters", 4 * mebibyte),
      displays: maxDisplays,
    },
  };
  const heapBytes = memorySetting("kernelMemoryMegabytes");
  return startSession(nodeWorkers(pathToFileURL(script.fsPath), { heapBytes }), options);
}

function tellDeath(notebook: vscode.NotebookDocument, death: Death): void {
  const name = notebook.uri.path.split("/").at(-1);
  void vscode.window.showWarningMessage(`${name}: ${describeLoss(death)}`);
}

function cellTask(
  execution: vscode.NotebookCellExecution,
  showProgress: (text: string | null) => void,
  onEnd: (success: boolean | undefined) => void,
): CellTask<vscode.NotebookCellOutput> {
  let hasBegun = false;
  return {
    source: () => execution.cell.document.getText(),
    isGone: () => execution.cell.index < 0 || execution.cell.notebook.isClosed,
    async begin(order) {
      hasBegun = true;
      execution.executionOrder = order;
      execution.start(Date.now());
      await execution.clearOutput();
    },
    target: {
      createStream: (stream, text) => new vscode.NotebookCellOutput([streamItem(stream, text)]),
      createDisplay: (data, isResult) =>
        new vscode.NotebookCellOutput(
          mimeItems(data).map(({ mime, text }) => vscode.NotebookCellOutputItem.text(text, mime)),
          isResult ? { outputType: "execute_result", executionCount: execution.executionOrder ?? null } : undefined,
        ),
      append: (outputs) => execution.appendOutput(outputs),
      appendText: (stream, text, output) => execution.appendOutputItems(streamItem(stream, text), output),
    },
    showProgress,
    showError: ({ name, message, traceback }) =>
      execution.appendOutput(
        new vscode.NotebookCellOutput([
          vscode.NotebookCellOutputItem.json({ name, message, stack: traceback }, tracebackMime),
          vscode.NotebookCellOutputItem.error({ name, message, stack: traceback }),
        ]),
      ),
    end(success) {
      onEnd(success);
      try {
        execution.end(success, hasBegun ? Date.now() : undefined);
      } catch {
        // The cell was deleted while it ran: there is nothing left to mark.
      }
    },
  };
}

const streamItem = (stream: StreamName, text: string): vscode.NotebookCellOutputItem =>
  stream === "stdout" ? vscode.NotebookCellOutputItem.stdout(text) : vscode.NotebookCellOutputItem.stderr(text);
