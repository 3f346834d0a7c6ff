/** What the kernel of the active notebook does, in the status bar. A click offers what can be done with it. */
import * as vscode from "vscode";
import { notebookType } from "../notebook/notebook-type.ts";
import type { KernelState } from "./notebook-kernel.ts";

export interface KernelStatus extends vscode.Disposable {
  update(): void;
}

/** Registered by commands/kernel-menu.ts. */
export const kernelMenuCommand = "lnnb.kernelMenu";

export function showKernelStatus(
  stateOf: (notebook: vscode.NotebookDocument) => KernelState | undefined,
): KernelStatus {
  const item = vscode.window.createStatusBarItem("lnnb.kernel", vscode.StatusBarAlignment.Right, 100);
  item.name = "LayerNorm Kernel";
  item.command = kernelMenuCommand;

  function update(): void {
    const notebook = vscode.window.activeNotebookEditor?.notebook;
    const state = notebook?.notebookType === notebookType ? stateOf(notebook) : undefined;
    if (state === undefined) {
      item.hide();
      return;
    }
    const { icon, text, tooltip } = present(state);
    item.text = `$(${icon}) LayerNorm: ${text}`;
    item.tooltip = tooltip;
    item.accessibilityInformation = { label: `LayerNorm kernel: ${text}`, role: "button" };
    item.backgroundColor = state.kind === "dead" ? new vscode.ThemeColor("statusBarItem.warningBackground") : undefined;
    item.show();
  }

  const subscription = vscode.window.onDidChangeActiveNotebookEditor(update);
  return {
    update,
    dispose() {
      subscription.dispose();
      item.dispose();
    },
  };
}

function present(state: KernelState): { readonly icon: string; readonly text: string; readonly tooltip: string } {
  switch (state.kind) {
    case "idle":
      return { icon: "circle-large-outline", text: "idle", tooltip: "The kernel waits for a cell." };
    case "busy": {
      const waiting = state.waiting === 0 ? "" : `, ${state.waiting} waiting`;
      return { icon: "sync~spin", text: `busy${waiting}`, tooltip: "A cell runs. Click to interrupt it." };
    }
    case "dead":
      return {
        icon: "error",
        text: "stopped",
        tooltip: "The kernel has ended and its variables are lost. The next run starts a new one.",
      };
  }
}
