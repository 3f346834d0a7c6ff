import assert from "node:assert/strict";
import { afterEach, describe, it } from "node:test";
import * as vscode from "vscode";
import { closeAll, failureOf, figuresOf, openCells, runCells } from "./support/notebooks.ts";

interface CheckResult {
  readonly notebook: vscode.Uri;
  readonly cell: number;
  readonly succeeded: boolean;
}

async function checkGradients(options: Readonly<Record<string, unknown>>): Promise<vscode.NotebookCell> {
  const result = await vscode.commands.executeCommand<CheckResult>("lnnb.checkGradients", options);
  const notebook = vscode.workspace.notebookDocuments.find(({ uri }) => uri.toString() === result.notebook.toString());
  assert.ok(notebook, "the notebook of the check is not open");
  const cell = notebook.cellAt(result.cell);
  assert.equal(failureOf(cell)?.stack, undefined);
  assert.equal(result.succeeded, true);
  return cell;
}

const handWritten = [
  "def norm(x, gamma, beta):",
  "    return F.layer_norm(x, (x.shape[-1],), gamma, beta, 1e-5)",
  "",
  "def forgetful(grad_y, x, gamma, beta):",
  "    d = x.shape[-1]",
  "    mean = x.mean(-1, keepdim=True)",
  "    r = (x.var(-1, unbiased=False, keepdim=True) + 1e-5).rsqrt()",
  "    x_hat = (x - mean) * r",
  "    g = grad_y * gamma",
  "    dx = r * (g - g.mean(-1, keepdim=True))",
  "    return dx, (grad_y * x_hat).sum(0), grad_y.sum(0)",
].join("\n");

describe("commands", () => {
  afterEach(closeAll);

  it("New Notebook opens an empty one", async () => {
    await vscode.commands.executeCommand("lnnb.newNotebook");
    const notebook = vscode.window.activeNotebookEditor?.notebook;
    assert.equal(notebook?.notebookType, "lnnb");
    assert.equal(notebook?.isUntitled, true);
  });

  it("Open the Tour opens it", async () => {
    await vscode.commands.executeCommand("lnnb.openTour");
    const notebook = vscode.window.activeNotebookEditor?.notebook;
    assert.match(notebook?.cellAt(0).document.getText() ?? "", /Layer normalization/);
  });

  for (const subject of ["LayerNorm", "RMSNorm", "BatchNorm", "GroupNorm"]) {
    it(`Check Gradients of ${subject} opens a notebook with the comparison, and the gradients agree`, async () => {
      const cell = await checkGradients({ subject });
      const figures = figuresOf(cell);
      assert.deepEqual(
        figures.map(({ payload }) => payload.kind),
        ["check_gradients"],
      );
      assert.match(figures[0].text, /^\[ok\] All \d+ elements of \d+ gradients agree/m);
    });
  }

  it("Check Gradients takes shape, dtype and eps", async () => {
    const cell = await checkGradients({ subject: "LayerNorm", shape: "3, 5", dtype: "float64", eps: 1e-3 });
    assert.match(cell.document.getText(), /nn\.LayerNorm\(5, eps=(0\.001|1e-0?3), dtype=torch\.float64\)/);
    assert.match(cell.document.getText(), /torch\.randn\(3, 5/);
  });

  it("Check Gradients adds the cell to the notebook that is open, and finds its functions", async () => {
    const notebook = await openCells("def twice(x):\n    return (x * x).sum(-1)");
    const cell = await checkGradients({ subject: "twice", shape: "4, 3" });
    assert.equal(cell.notebook.uri.toString(), notebook.uri.toString());
    assert.equal(figuresOf(cell).length, 1);
  });

  it("Check Gradients of a wrong backward names the tensor and its worst element", async () => {
    const notebook = await openCells(handWritten);
    await runCells(notebook);
    const cell = await checkGradients({ subject: "norm", shape: "(4, 8), (8), (8)", manual: "forgetful" });
    const [figure] = figuresOf(cell);
    assert.equal(figure.payload.kind, "check_gradients");
    assert.match(figure.text, /^\[wrong\] The manual gradient of checked_x is wrong: .*worst at \[\d, \d\]/m);
  });

  it("Check Gradients says which options are wrong", async () => {
    await assert.rejects(
      async () => vscode.commands.executeCommand("lnnb.checkGradients", { subject: "LayerNorm", shape: "0, 4" }),
      /dimension/,
    );
  });
});
