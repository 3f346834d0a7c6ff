import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import * as vscode from "vscode";
import { closeAll, openCells } from "./support/notebooks.ts";

const commands = [
  "newNotebook",
  "openTour",
  "checkGradients",
  "restartKernel",
  "restartKernelAndRunAll",
  "interruptKernel",
];

describe("the extension", () => {
  after(closeAll);

  it("starts when a notebook is opened", async () => {
    const extension = vscode.extensions.getExtension("lnnb.lnnb");
    assert.ok(extension, "VS Code does not know the extension lnnb.lnnb");
    const notebook = await openCells("1 + 1");
    await extension.activate();
    assert.equal(extension.isActive, true);
    assert.equal(notebook.notebookType, "lnnb");
    assert.equal(notebook.cellAt(0).document.languageId, "python");
  });

  it("has every command of its manifest", async () => {
    const known = new Set(await vscode.commands.getCommands(true));
    const missing = commands.filter((command) => !known.has(`lnnb.${command}`));
    assert.deepEqual(missing, []);
  });
});
