import assert from "node:assert/strict";
import { afterEach, describe, it } from "node:test";
import * as vscode from "vscode";
import { closeAll, notebookText, openCells, readFile, runCells, showNotebook, writeFile } from "./support/notebooks.ts";

async function replaceSource(cell: vscode.NotebookCell, source: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  const { document } = cell;
  edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), source);
  await vscode.workspace.applyEdit(edit);
}

/** Changes a cell and changes it back, so that VS Code has a reason to save. */
async function saveUnchanged(notebook: vscode.NotebookDocument): Promise<void> {
  const cell = notebook.cellAt(0);
  const source = cell.document.getText();
  await replaceSource(cell, `${source} `);
  await replaceSource(cell, source);
  assert.equal(await notebook.save(), true);
}

/** Written by hand in no tool's style: four spaces, keys in odd order, escapes, fields that no one knows. */
const oddStyle = [
  "{",
  '    "nbformat": 4, "nbformat_minor": 5,',
  '    "metadata": {"zeta": [1,2 , 3], "kernelspec": {"name": "lnnb", "display_name": "LayerNorm Engine"}},',
  '    "cells": [',
  '        {"id": "a1", "cell_type": "code", "source": "x = \\u0027\\u00e9\\u0027  # \u03bb\\nx", "metadata": {"tags": ["t"], "mine": {"b": 1, "a": 2.50}},',
  '         "execution_count": 7, "outputs": [{"output_type": "execute_result", "execution_count": 7, "metadata": {},',
  '             "data": {"text/plain": ["\'\u00e9\'"], "application/vnd.other+json": {"k": [1.0, 1e3]}}}], "extra": null},',
  '        {"cell_type": "markdown", "id": "b2", "metadata": {}, "source": ["# T\\n", "text"], "attachments": {}},',
  '        {"cell_type": "raw", "id": "c3", "metadata": {"format": "rst"}, "source": []}',
  "    ],",
  '    "unknown": {"at": "the top"}',
  "}",
].join("\r\n");

describe("the file", () => {
  afterEach(closeAll);

  for (const [style, text] of [
    ["as Jupyter writes", notebookText(["x = 1\nx", "y = 2"])],
    ["in an odd style, with unknown fields and Windows line ends", oddStyle],
  ] as const) {
    it(`keeps every byte of a file ${style}`, async () => {
      const uri = await writeFile(text);
      await saveUnchanged(await showNotebook(uri));
      assert.equal(await readFile(uri), text);
    });
  }

  it("keeps the tour's bytes", async () => {
    const uri = vscode.Uri.joinPath(vscode.workspace.workspaceFolders![0].uri, "layer-norm.lnnb");
    const text = await readFile(uri);
    await saveUnchanged(await showNotebook(uri));
    assert.equal(await readFile(uri), text);
  });

  it("saves what a run has shown, and shows it again without running", async () => {
    const notebook = await openCells("print('kept')\n1 + 1");
    await runCells(notebook);
    await notebook.save();
    const saved = JSON.parse(await readFile(notebook.uri));
    assert.equal(saved.cells[0].execution_count, 1);
    assert.deepEqual(
      saved.cells[0].outputs.map((output: { output_type: string }) => output.output_type),
      ["stream", "execute_result"],
    );
    assert.equal(saved.cells[0].id, "cell-0");
    const uri = notebook.uri;
    await closeAll();
    const again = await showNotebook(uri);
    assert.equal(again.cellAt(0).outputs.length, 2);
    assert.equal(again.isDirty, false);
  });

  it("gives a new cell an id, and keeps the others' through a move", async () => {
    const notebook = await openCells("a = 1", "b = 2");
    const edit = new vscode.WorkspaceEdit();
    const added = new vscode.NotebookCellData(vscode.NotebookCellKind.Code, "c = 3", "python");
    edit.set(notebook.uri, [vscode.NotebookEdit.insertCells(0, [added])]);
    await vscode.workspace.applyEdit(edit);
    await notebook.save();
    const ids = JSON.parse(await readFile(notebook.uri)).cells.map((cell: { id: string }) => cell.id);
    assert.deepEqual(ids.slice(1), ["cell-0", "cell-1"]);
    assert.match(ids[0], /^[a-zA-Z0-9-_]{1,64}$/);
  });

  it("saves while a cell runs", async () => {
    const notebook = await openCells("import time\ntime.sleep(1.5)", "x = 1");
    const run = runCells(notebook, 0, 0);
    await new Promise((resolve) => setTimeout(resolve, 300));
    await replaceSource(notebook.cellAt(1), "x = 2");
    const asked = performance.now();
    assert.equal(await notebook.save(), true);
    assert.ok(performance.now() - asked < 1000, "saving waited for the cell");
    await run;
  });
});

describe("a file that is no notebook", () => {
  afterEach(closeAll);

  const good = notebookText(["x = 1", "y = 2"]);
  const mergeMarked = good
    .replace(' "metadata"', '<<<<<<< HEAD\n "metadata"')
    .replace(' "nbformat"', '=======\n "nbformat"');
  const files: readonly (readonly [string, string, RegExp])[] = [
    ["is not JSON", "hello, this is no notebook\n", /JSON/],
    ["is cut off", good.slice(0, good.length / 2), /line \d+/],
    [
      "is of nbformat 3",
      '{"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": []}',
      /nbformat 3|format 3|version 3/,
    ],
    ["has merge markers", `${mergeMarked.trimEnd()}\n>>>>>>> theirs\n`, /merge/i],
    ["is a list", "[1, 2, 3]", /list|array|object/i],
    ["is an image", "\u0089PNG\r\n\u001a\n\u0000\u0000", /./],
  ];
  for (const [what, text, message] of files) {
    it(`that ${what}: says what is wrong, and the bytes stay`, async () => {
      const uri = await writeFile(text);
      await assert.rejects(async () => vscode.workspace.openNotebookDocument(uri), message);
      await Promise.resolve(vscode.commands.executeCommand("vscode.openWith", uri, "lnnb")).catch(() => {});
      await vscode.commands.executeCommand("workbench.action.files.saveAll");
      assert.equal(await readFile(uri), text);
    });
  }

  it("that is empty is a new notebook", async () => {
    const notebook = await showNotebook(await writeFile(""));
    assert.ok(notebook.cellCount <= 1);
  });
});
