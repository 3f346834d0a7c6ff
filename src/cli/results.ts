/** What `lnnb run` writes besides text: the notebook, the page, the JSON. */
import { writeFileSync } from "node:fs";
import { writeNotebook } from "../notebook/file.ts";
import type { Cell, Notebook, Output } from "../notebook/nbformat/model.ts";
import type { RunArguments } from "./arguments.ts";
import type { Program } from "./program.ts";
import type { CellRun } from "./run.ts";
import { writeTo } from "./terminal.ts";

export async function writeResults(
  args: RunArguments,
  program: Program,
  runs: readonly CellRun[],
  status: number,
): Promise<void> {
  const notebook = withOutputs(program.notebook, runs);
  if (args.output !== undefined) writeFileSync(args.output, writeNotebook(notebook));
  if (args.html !== undefined) {
    const [{ notebookPage }, { readPageScripts }, { stemOf }] = await Promise.all([
      import("../notebook/export/html.ts"),
      import("./page-scripts.ts"),
      import("../notebook/export/formats.ts"),
    ]);
    writeFileSync(args.html, notebookPage(notebook, stemOf(args.file), await readPageScripts()));
  }
  if (args.json) writeTo("stdout", `${JSON.stringify(report(notebook, runs, status), null, 1)}\n`);
}

/** The notebook as it is after the run: cells that did not come to their turn have no outputs. */
export function withOutputs(notebook: Notebook, runs: readonly CellRun[]): Notebook {
  const counts = new Map(runs.map((run, i) => [run.cell, { run, count: i + 1 }]));
  const cells = notebook.cells.map((cell, index): Cell => {
    if (cell.type !== "code") return cell;
    const ran = counts.get(index);
    return { ...cell, outputs: ran?.run.outputs ?? [], executionCount: ran?.count ?? null };
  });
  return { ...notebook, cells };
}

function report(notebook: Notebook, runs: readonly CellRun[], status: number): unknown {
  const last = runs.at(-1);
  return {
    status: last?.status ?? "ok",
    exit_status: status,
    cells: runs.map((run) => ({
      id: notebook.cells[run.cell].id,
      index: run.cell,
      status: run.status,
      milliseconds: Math.round(run.milliseconds * 1000) / 1000,
      stdout: textOf(run.outputs, "stdout"),
      stderr: textOf(run.outputs, "stderr"),
      displays: run.outputs.flatMap((output) =>
        "data" in output ? [Object.fromEntries(output.data.map(({ mime, text }) => [mime, content(mime, text)]))] : [],
      ),
      error:
        run.error === undefined
          ? null
          : { type: run.error.name, message: run.error.message, traceback: run.error.traceback },
    })),
  };
}

const textOf = (outputs: readonly Output[], name: string): string =>
  outputs.map((output) => (output.type === "stream" && output.name === name ? output.text : "")).join("");

const content = (mime: string, text: string): unknown => (/[/+]json$/.test(mime) ? JSON.parse(text) : text);
