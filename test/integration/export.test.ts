import assert from "node:assert/strict";
import { afterEach, describe, it } from "node:test";
import * as vscode from "vscode";
import { closeAll, figuresOf, openCells, runCells, textOf } from "./support/notebooks.ts";

const read = async (uri: vscode.Uri): Promise<string> =>
  new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
const beside = (notebook: vscode.NotebookDocument, name: string): vscode.Uri =>
  vscode.Uri.joinPath(notebook.uri, "..", name);

describe("export and import", () => {
  afterEach(closeAll);

  it("exports what the notebook shows, saved or not, in every format", async () => {
    const notebook = await openCells(
      "x = torch.arange(4.0)\nlnnb.lines(x, title='Four')",
      "print('seen', x.sum().item())",
    );
    await runCells(notebook);
    const to = async (command: string, name: string): Promise<string> => {
      const target = beside(notebook, name);
      await vscode.commands.executeCommand(command, notebook.uri, target);
      return read(target);
    };
    const html = await to("lnnb.exportHtml", "unsaved.html");
    assert.match(html, /<figcaption>Four<\/figcaption>/);
    assert.match(html, /seen 6\.0/);
    assert.match(html, /Plotly/);
    const { cells } = JSON.parse(await to("lnnb.exportJupyter", "unsaved.ipynb"));
    assert.deepEqual(cells[0].source, ["import torch\n", "import lnnb"]);
    assert.ok("application/vnd.plotly.v1+json" in cells[1].outputs[0].data);
    assert.match(await to("lnnb.exportPython", "unsaved.py"), /^# %%\nimport torch\nimport lnnb\n\n# %%\nx = /);
    const folder = beside(notebook, "figures");
    const written = await vscode.commands.executeCommand<readonly vscode.Uri[]>(
      "lnnb.exportFigures",
      notebook.uri,
      folder,
    );
    assert.equal(written.length, 1);
    assert.match(written[0].path, /figures\/.*-1-four\.svg$/);
    assert.match(await read(written[0]), /^<svg /);
    assert.equal(notebook.isDirty, true);
  });

  it("imports a Jupyter notebook as one of ours, which runs", async () => {
    const source = beside(await openCells("1"), "theirs.ipynb");
    const cell = { cell_type: "code", execution_count: null, metadata: {}, outputs: [], source: ["6 * 7"] };
    const text = JSON.stringify({
      cells: [cell],
      metadata: { kernelspec: { name: "python3" } },
      nbformat: 4,
      nbformat_minor: 4,
    });
    await vscode.workspace.fs.writeFile(source, new TextEncoder().encode(text));
    const target = beside(vscode.workspace.notebookDocuments[0], "ours.lnnb");
    await vscode.commands.executeCommand("lnnb.importNotebook", source, target);
    const notebook = vscode.window.activeNotebookEditor?.notebook;
    assert.equal(notebook?.uri.toString(), target.toString());
    assert.equal(notebook?.notebookType, "lnnb");
    await runCells(notebook);
    assert.equal(textOf(notebook.cellAt(0)), "42");
  });
});

describe("samples", () => {
  afterEach(closeAll);

  it("every one opens, and shows what it showed when it was saved", async () => {
    const extension = vscode.extensions.getExtension("lnnb.lnnb");
    assert.ok(extension);
    const folder = vscode.Uri.joinPath(extension.extensionUri, "media", "notebooks");
    const names = (await vscode.workspace.fs.readDirectory(folder)).map(([name]) => name);
    assert.ok(names.includes("layer-norm.lnnb"));
    for (const name of names.filter((file) => file.endsWith(".lnnb"))) {
      await vscode.commands.executeCommand("lnnb.openSample", name);
      const notebook = vscode.window.activeNotebookEditor?.notebook;
      assert.equal(notebook?.uri.path.split("/").at(-1), name);
      assert.notEqual(notebook.uri.toString(), vscode.Uri.joinPath(folder, name).toString());
      assert.match(notebook.cellAt(0).document.getText(), /^# \S/);
      for (const cell of notebook.getCells()) for (const { text } of figuresOf(cell)) assert.notEqual(text, "");
    }
  });
});
