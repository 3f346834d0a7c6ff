/** VS Code's side of the kernel: which notebooks it runs, and how a run shows in their cells. */
import * as vscode from "vscode";
import { notebookType } from "../notebook/notebook-type.ts";
import { mimeItems } from "./mime-items.ts";
import { defaultMemoryBytes, nodeWorkers } from "./node-worker.ts";
import { type CellTask, createNotebookKernel, type NotebookKernel } from "./notebook-kernel.ts";
import type { SessionOptions, StreamName } from "./protocol.ts";
import { type Death, describeDeath, type Session, startSession } from "./session.ts";

/** Stored by VS Code as a notebook's choice of kernel: it never changes. */
const controllerId = "lnnb-engine";

/** Shown in one cell; more would freeze the editor for seconds. */
const maxDisplays = 500;

export interface KernelController extends vscode.Disposable {
  restart(notebook: vscode.NotebookDocument): Promise<void>;
  interrupt(notebook: vscode.NotebookDocument): void;
}

/** @param workerScript the built worker.js */
export function registerKernel(workerScript: vscode.Uri): KernelController {
  const kernels = new Map<vscode.NotebookDocument, NotebookKernel>();
  const controller = vscode.notebooks.createNotebookController(controllerId, notebookType, "LayerNorm Engine");
  controller.supportedLanguages = ["python"];
  controller.supportsExecutionOrder = true;
  controller.description = "Built in: no Python, no PyTorch";
  controller.executeHandler = (cells, notebook) =>
    kernelOf(notebook).enqueue(cells.map((cell) => cellTask(controller.createNotebookCellExecution(cell))));
  controller.interruptHandler = (notebook) => kernels.get(notebook)?.interrupt();

  function kernelOf(notebook: vscode.NotebookDocument): NotebookKernel {
    const known = kernels.get(notebook);
    if (known !== undefined) return known;
    const kernel = createNotebookKernel({
      startSession: () => startWorkerSession(workerScript),
      cellTimeoutMs: () => settings().get("cellTimeoutSeconds", 0) * 1000,
      onDeath: (death) => tellDeath(notebook, death),
    });
    kernels.set(notebook, kernel);
    return kernel;
  }

  /** The worker starts with the notebook, so that the first cell does not wait for it. */
  function adopt(notebook: vscode.NotebookDocument): void {
    if (notebook.notebookType !== notebookType) return;
    controller.updateNotebookAffinity(notebook, vscode.NotebookControllerAffinity.Preferred);
    kernelOf(notebook);
  }

  function release(notebook: vscode.NotebookDocument): void {
    void kernels.get(notebook)?.dispose();
    kernels.delete(notebook);
  }

  const subscriptions = vscode.Disposable.from(
    controller,
    vscode.workspace.onDidOpenNotebookDocument(adopt),
    vscode.workspace.onDidCloseNotebookDocument(release),
  );
  for (const notebook of vscode.workspace.notebookDocuments) adopt(notebook);

  return {
    restart: (notebook) => kernelOf(notebook).restart(),
    interrupt: (notebook) => kernels.get(notebook)?.interrupt(),
    dispose() {
      subscriptions.dispose();
      for (const notebook of [...kernels.keys()]) release(notebook);
    },
  };
}

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
  return startSession(nodeWorkers(new URL(script.toString(true)), { heapBytes }), options);
}

function tellDeath(notebook: vscode.NotebookDocument, death: Death): void {
  const name = notebook.uri.path.split("/").at(-1);
  void vscode.window.showWarningMessage(`${name}: ${describeDeath(death)}`);
}

function cellTask(execution: vscode.NotebookCellExecution): CellTask<vscode.NotebookCellOutput> {
  let hasBegun = false;
  let hasEnded = false;
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
      createDisplay: (data) =>
        new vscode.NotebookCellOutput(
          mimeItems(data).map((item) => new vscode.NotebookCellOutputItem(item.data, item.mime)),
        ),
      append: (outputs) => execution.appendOutput(outputs),
      appendText: (stream, text, output) => execution.appendOutputItems(streamItem(stream, text), output),
    },
    showError: ({ name, message, traceback }) =>
      execution.appendOutput(
        new vscode.NotebookCellOutput([vscode.NotebookCellOutputItem.error({ name, message, stack: traceback })]),
      ),
    end(success) {
      // VS Code throws at a second end, and where the cell is gone.
      if (hasEnded) return;
      hasEnded = true;
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
