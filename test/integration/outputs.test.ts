import assert from "node:assert/strict";
import { afterEach, describe, it } from "node:test";
import * as vscode from "vscode";
import { closeAll, failureOf, figuresOf, openCells, runCell, runCells, textOf, until } from "./support/notebooks.ts";

describe("what a cell shows", () => {
  afterEach(closeAll);

  it("prints, and echoes the value of its last expression", async () => {
    const notebook = await openCells("print('a')\nprint('b')\n1 + 2", "_ * 2");
    await runCells(notebook);
    assert.equal(textOf(notebook.cellAt(0)), "a\nb\n3");
    assert.equal(textOf(notebook.cellAt(1)), "6");
    assert.deepEqual(
      notebook.getCells().map((cell) => [cell.executionSummary?.executionOrder, cell.executionSummary?.success]),
      [
        [1, true],
        [2, true],
      ],
    );
  });

  it("streams what is printed while the cell runs", async () => {
    const notebook = await openCells("import time\nprint('early')\ntime.sleep(3)\nprint('late')");
    const run = runCells(notebook);
    await until("the first line", () => textOf(notebook.cellAt(0)) === "early\n", 2500);
    await run;
    assert.equal(textOf(notebook.cellAt(0)), "early\nlate\n");
  });

  it("prints a tensor as PyTorch prints it", async () => {
    const notebook = await openCells("torch.manual_seed(0)\ntorch.randn(2, 3)");
    assert.equal(
      await runCell(notebook, 0),
      "tensor([[ 1.5410, -0.2934, -2.1788],\n        [ 0.5684, -1.0845, -1.3986]])",
    );
  });

  it("normalizes as PyTorch does", async () => {
    const notebook = await openCells("F.layer_norm(torch.tensor([[1.0, 3.0, 5.0, 9.0]]), (4,))");
    assert.equal(await runCell(notebook, 0), "tensor([[-1.1832, -0.5071,  0.1690,  1.5213]])");
  });

  it("draws a figure, with a text form beside it", async () => {
    const notebook = await openCells(
      "x = torch.linspace(-3, 5, 512).reshape(8, 64)\nlnnb.distribution(before=x, after=F.layer_norm(x, (64,)))",
    );
    await runCells(notebook);
    const figures = figuresOf(notebook.cellAt(0));
    assert.equal(failureOf(notebook.cellAt(0)), undefined);
    assert.deepEqual(
      figures.map(({ payload }) => [payload.version, payload.kind]),
      [[1, "distribution"]],
    );
    assert.match(figures[0].text, /before/);
    assert.match(figures[0].text, /after/);
  });

  it("shows an error with CPython's traceback, and cancels the cells that wait", async () => {
    const notebook = await openCells("def half(x):\n    return x / 0\n\nhalf(3)", "print('not reached')");
    await runCells(notebook, 0, 0);
    const failure = failureOf(notebook.cellAt(0));
    assert.equal(failure?.name, "ZeroDivisionError");
    assert.equal(failure?.message, "division by zero");
    assert.match(failure?.stack ?? "", /Traceback \(most recent call last\)/);
    assert.match(failure?.stack ?? "", /Cell In\[1\].*line 4/);
    assert.match(failure?.stack ?? "", /line 2, in half\n\s+return x \/ 0/);
    assert.equal(notebook.cellAt(0).executionSummary?.success, false);

    await vscode.commands.executeCommand("notebook.execute");
    assert.equal(textOf(notebook.cellAt(1)), "");
    assert.equal(notebook.cellAt(1).executionSummary?.success, undefined);
  });

  it("shows a syntax error with a caret", async () => {
    const notebook = await openCells("x = (1,\ny = 2");
    await runCells(notebook);
    const failure = failureOf(notebook.cellAt(0));
    assert.equal(failure?.name, "SyntaxError");
    assert.match(failure?.stack ?? "", /\^/);
  });

  it("cuts a million lines, says so, and VS Code answers meanwhile", { timeout: 60_000 }, async () => {
    const notebook = await openCells("for i in range(1_000_000):\n    print(i)");
    const run = runCell(notebook, 0, 50_000);
    let slowest = 0;
    let isOver = false;
    const watch = (async () => {
      while (!isOver) {
        const asked = performance.now();
        // A question that goes to the window and back.
        await vscode.env.clipboard.readText().then(undefined, () => {});
        await vscode.commands.executeCommand("setContext", "lnnb.test", asked);
        slowest = Math.max(slowest, performance.now() - asked);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    })();
    const text = await run;
    isOver = true;
    await watch;
    const lines = text.split("\n");
    assert.ok(lines.length < 20_000, `${lines.length} lines are shown`);
    assert.equal(lines[0], "0");
    assert.match(text, /truncated|dropped|not shown|cut/i);
    assert.ok(slowest < 3000, `the window did not answer for ${Math.round(slowest)} ms`);
  });
});
