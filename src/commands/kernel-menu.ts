/** What can be done with the kernel: opened from the status bar. */
import * as vscode from "vscode";
import { kernelMenuCommand } from "../kernel/status-bar.ts";

const actions: readonly (vscode.QuickPickItem & { readonly command: string })[] = [
  {
    label: "$(debug-stop) Interrupt",
    description: "stop the cell that runs; variables stay",
    command: "lnnb.interruptKernel",
  },
  { label: "$(debug-restart) Restart", description: "forget all variables", command: "lnnb.restartKernel" },
  {
    label: "$(run-all) Restart and Run All",
    description: "forget all variables, then run every cell",
    command: "lnnb.restartKernelAndRunAll",
  },
];

export function registerKernelMenu(): vscode.Disposable {
  return vscode.commands.registerCommand(kernelMenuCommand, async () => {
    const chosen = await vscode.window.showQuickPick(actions, { placeHolder: "The kernel of this notebook" });
    if (chosen !== undefined) await vscode.commands.executeCommand(chosen.command);
  });
}
