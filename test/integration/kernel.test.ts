import assert from "node:assert/strict";
import { afterEach, describe, it } from "node:test";
import * as vscode from "vscode";
import {
  closeAll,
  failureOf,
  hasEnded,
  openCells,
  runCell,
  runCells,
  startCells,
  textOf,
  until,
} from "./support/notebooks.ts";

const interrupt = (): Thenable<unknown> => vscode.commands.executeCommand("lnnb.interruptKernel");

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Runs the cell for a moment, interrupts it, and gives the milliseconds until it has ended. */
async function interruptRunning(notebook: vscode.NotebookDocument, index: number): Promise<number> {
  await startCells(notebook, index, index);
  await pause(300);
  const asked = performance.now();
  await interrupt();
  await until("the cell has ended", () => hasEnded(notebook.cellAt(index)));
  return performance.now() - asked;
}

describe("the kernel", () => {
  afterEach(closeAll);

  it("interrupts an endless loop within a second and keeps the variables", async () => {
    const notebook = await openCells("kept = 42", "print('running')\nwhile True: pass", "kept");
    await runCells(notebook, 0, 0);
    const milliseconds = await interruptRunning(notebook, 1);
    assert.ok(milliseconds < 1000, `the interrupt took ${Math.round(milliseconds)} ms`);
    assert.equal(failureOf(notebook.cellAt(1))?.name, "KeyboardInterrupt");
    assert.equal(await runCell(notebook, 2), "42");
  });

  it("interrupts a sleep", async () => {
    const notebook = await openCells("import time\nprint('sleeping')\ntime.sleep(60)");
    const milliseconds = await interruptRunning(notebook, 0);
    assert.ok(milliseconds < 1000, `the interrupt took ${Math.round(milliseconds)} ms`);
    assert.equal(failureOf(notebook.cellAt(0))?.name, "KeyboardInterrupt");
  });

  it("stops one long operation within seven seconds, at the price of its variables if need be", async () => {
    const notebook = await openCells("x = torch.ones(5000, 5000)\ny = x @ x @ x @ x", "1 + 1");
    const milliseconds = await interruptRunning(notebook, 0);
    assert.ok(milliseconds < 7000, `the interrupt took ${Math.round(milliseconds)} ms`);
    assert.equal(notebook.cellAt(0).executionSummary?.success, false);
    assert.equal(await runCell(notebook, 1), "2");
  });

  it("cancels the queued cells with an interrupt", async () => {
    const notebook = await openCells("while True: pass", "print('never')");
    await startCells(notebook);
    await pause(500);
    await interrupt();
    await until("the first cell has ended", () => hasEnded(notebook.cellAt(0)));
    assert.equal(textOf(notebook.cellAt(1)), "");
  });

  it("forgets everything with a restart, and counts from 1 again", async () => {
    const notebook = await openCells("gone = 1", "gone");
    await runCells(notebook);
    assert.equal(textOf(notebook.cellAt(1)), "1");
    await vscode.commands.executeCommand("lnnb.restartKernel");
    await runCell(notebook, 1);
    assert.equal(failureOf(notebook.cellAt(1))?.name, "NameError");
    assert.equal(notebook.cellAt(1).executionSummary?.executionOrder, 1);
  });

  it("restarts and runs all", async () => {
    const notebook = await openCells("try:\n    n += 1\nexcept NameError:\n    n = 1\nn");
    await runCells(notebook);
    await vscode.commands.executeCommand("lnnb.restartKernelAndRunAll");
    assert.equal(textOf(notebook.cellAt(0)), "1");
  });

  it("gives each notebook variables of its own", async () => {
    const first = await openCells("mine = 'first'");
    await runCells(first);
    const second = await openCells("mine");
    await runCells(second);
    assert.equal(failureOf(second.cellAt(0))?.name, "NameError");
  });

  it("survives recursion without end", async () => {
    const notebook = await openCells("kept = 1\ndef f(n):\n    return f(n + 1)\nf(0)", "kept");
    await runCells(notebook, 0, 0);
    assert.equal(failureOf(notebook.cellAt(0))?.name, "RecursionError");
    assert.equal(await runCell(notebook, 1), "1");
  });

  it("survives a tensor that no memory holds, and names its size", async () => {
    const notebook = await openCells("kept = 1\ntorch.zeros(10**12)", "kept");
    await runCells(notebook, 0, 0);
    const failure = failureOf(notebook.cellAt(0));
    assert.equal(failure?.name, "RuntimeError");
    assert.match(failure?.message ?? "", /4000000000000/);
    assert.equal(await runCell(notebook, 1), "1");
  });

  it("keeps the variables of a cell that runs out of memory", { timeout: 90_000 }, async () => {
    const settings = vscode.workspace.getConfiguration("lnnb");
    await settings.update("kernelMemoryMegabytes", 128, vscode.ConfigurationTarget.Global);
    try {
      const notebook = await openCells("kept = 1\nl = []\nwhile True: l.append(list(range(1000)))", "1 + 1", "kept");
      await runCells(notebook, 0, 0, 80_000);
      assert.equal(failureOf(notebook.cellAt(0))?.name, "MemoryError");
      assert.equal(await runCell(notebook, 1), "2");
      assert.equal(await runCell(notebook, 2), "1");
    } finally {
      await settings.update("kernelMemoryMegabytes", undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it("runs a cell to its end that is deleted meanwhile", async () => {
    const notebook = await openCells("import time\ntime.sleep(0.5)", "'after'");
    await startCells(notebook, 0, 0);
    await pause(200);
    const edit = new vscode.WorkspaceEdit();
    edit.set(notebook.uri, [vscode.NotebookEdit.deleteCells(new vscode.NotebookRange(0, 1))]);
    await vscode.workspace.applyEdit(edit);
    assert.equal(await runCell(notebook, 0), "'after'");
  });

  it("runs two notebooks at the same time", async () => {
    const source = "import time\nbegin = time.time()\nwhile time.time() < begin + 1: pass\nprint(begin, time.time())";
    const notebooks = [await openCells(source), await openCells(source)];
    await Promise.all(notebooks.map((notebook) => runCells(notebook)));
    const [[begin, end], [otherBegin, otherEnd]] = notebooks.map((notebook) =>
      textOf(notebook.cellAt(0)).split(" ").map(Number),
    );
    assert.ok(begin < otherEnd && otherBegin < end, "one waited for the other");
  });

  it("runs the text that a cell had when its turn came, and keeps an edit made meanwhile", async () => {
    const notebook = await openCells("import time\nprint('old')\ntime.sleep(0.6)");
    await startCells(notebook);
    const edit = new vscode.WorkspaceEdit();
    edit.replace(notebook.cellAt(0).document.uri, new vscode.Range(1, 0, 1, 12), "print('new')");
    await vscode.workspace.applyEdit(edit);
    await until("the cell has ended", () => hasEnded(notebook.cellAt(0)));
    assert.equal(textOf(notebook.cellAt(0)), "old\n");
    assert.equal(await runCell(notebook, 0), "new\n");
  });

  it("undoes an edit, and leaves what the kernel knows alone", async () => {
    const notebook = await openCells("n = 1", "n");
    await runCells(notebook);
    const edit = new vscode.WorkspaceEdit();
    edit.set(notebook.uri, [vscode.NotebookEdit.deleteCells(new vscode.NotebookRange(0, 1))]);
    await vscode.workspace.applyEdit(edit);
    assert.equal(notebook.cellCount, 1);
    await vscode.commands.executeCommand("undo");
    await until("the cell is back", () => notebook.cellCount === 2);
    assert.equal(notebook.cellAt(0).document.getText(), "n = 1");
    assert.equal(await runCell(notebook, 1), "1");
  });

  it("runs above, and below, as VS Code's own commands say", async () => {
    const notebook = await openCells("log = []\nlog.append(0)", "log.append(1)", "log.append(2)", "log");
    const runFrom = (command: string, index: number): Thenable<unknown> =>
      vscode.commands.executeCommand(command, { ranges: [{ start: index, end: index + 1 }], document: notebook.uri });
    await runFrom("notebook.cell.executeCellsAbove", 2);
    await until("the cell above has ended", () => hasEnded(notebook.cellAt(1)));
    assert.equal(await runCell(notebook, 3), "[0, 1]");
    await runFrom("notebook.cell.executeCellAndBelow", 2);
    await until("the last cell has ended", () => textOf(notebook.cellAt(3)) === "[0, 1, 2]");
  });
});
