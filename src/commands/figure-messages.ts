/** What figures ask of the extension: to be moved by the kernel, to be shown in a tab, to copy and to save. */
import * as vscode from "vscode";
import { FIGURE_RENDERER, type FromHost, readToHost, type ToHost } from "../figures/messages.ts";
import type { KernelController } from "../kernel/controller.ts";
import { openFigureTab } from "./figure-tab.ts";

export function registerFigureMessages(kernels: KernelController, extension: vscode.Uri): vscode.Disposable {
  const messaging = vscode.notebooks.createRendererMessaging(FIGURE_RENDERER);
  return messaging.onDidReceiveMessage(({ editor, message }) => {
    const wish = readToHost(message);
    if (wish === null) return;
    const reply = (answer: FromHost): void => void messaging.postMessage(answer, editor);
    void serve(wish, { kernels, extension, notebook: editor.notebook, reply });
  });
}

export interface Asker {
  readonly kernels: KernelController;
  readonly extension: vscode.Uri;
  /** The notebook whose figure it is. */
  readonly notebook: vscode.NotebookDocument;
  reply(message: FromHost): void;
}

export async function serve(wish: ToHost, asker: Asker): Promise<void> {
  const { kernels, notebook, reply } = asker;
  switch (wish.type) {
    case "ask":
      reply({
        type: "known",
        handle: wish.handle,
        known: (await kernels.interact(notebook, wish.handle, null)) === true,
      });
      return;
    case "move": {
      const { handle } = wish;
      if (kernels.isBusy(notebook)) reply({ type: "waits", handle });
      const state = await kernels.interact(notebook, handle, wish.settings);
      // Another move of the same figure has taken this one's place: its answer serves both.
      if (state === undefined) return;
      reply(state === null ? { type: "gone", handle } : { type: "moved", handle, state });
      return;
    }
    case "stop":
      kernels.stopInteracting(notebook);
      return;
    case "open":
      openFigureTab(wish.payload, asker);
      return;
    case "copy":
      await vscode.env.clipboard.writeText(wish.text);
      return;
    case "save":
      await saveAs(wish.name, wish.base64, notebook.uri);
  }
}

async function saveAs(name: string, base64: string, near: vscode.Uri): Promise<void> {
  const folder =
    near.scheme === "untitled" ? vscode.workspace.workspaceFolders?.[0]?.uri : vscode.Uri.joinPath(near, "..");
  const defaultUri = folder === undefined ? undefined : vscode.Uri.joinPath(folder, name);
  const target = await vscode.window.showSaveDialog({ ...(defaultUri && { defaultUri }) });
  if (target === undefined) return;
  try {
    await vscode.workspace.fs.writeFile(
      target,
      Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)),
    );
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    void vscode.window.showErrorMessage(`${name} was not saved: ${why}`);
  }
}
