/** LayerNorm: Restart Kernel, and Restart Kernel and Run All Cells. */
import * as vscode from "vscode";
import type { KernelController } from "../kernel/controller.ts";
import { type NotebookArgument, requireNotebook } from "./active-notebook.ts";
import { isRunnable } from "./run-cells.ts";

const messageMs = 4000;

export function registerRestartKernel(kernels: KernelController): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.commands.registerCommand("lnnb.restartKernel", async (argument?: NotebookArgument) => {
      const notebook = requireNotebook(argument);
      if (notebook === undefined) return;
      await kernels.restart(notebook);
      vscode.window.setStatusBarMessage(
        "$(check) LayerNorm: the kernel was restarted, all variables are gone",
        messageMs,
      );
    }),
    vscode.commands.registerCommand("lnnb.restartKernelAndRunAll", async (argument?: NotebookArgument) => {
      const notebook = requireNotebook(argument);
      if (notebook === undefined) return;
      await kernels.restart(notebook);
      await kernels.run(notebook, notebook.getCells().filter(isRunnable));
    }),
  );
}
