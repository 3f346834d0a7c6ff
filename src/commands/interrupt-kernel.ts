/** LayerNorm: Interrupt Kernel. */
import * as vscode from "vscode";
import type { KernelController } from "../kernel/controller.ts";
import { type NotebookArgument, requireNotebook } from "./active-notebook.ts";

export function registerInterruptKernel(kernels: KernelController): vscode.Disposable {
  return vscode.commands.registerCommand("lnnb.interruptKernel", (argument?: NotebookArgument) => {
    const notebook = requireNotebook(argument);
    if (notebook !== undefined) kernels.interrupt(notebook);
  });
}
