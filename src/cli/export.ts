/** `lnnb export`: a notebook in another format. */
import { existsSync, mkdirSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, extname, join } from "node:path";
import { exportNotebook } from "../notebook/export/export.ts";
import { type ExportedFile, hasOutputs, stemOf } from "../notebook/export/formats.ts";
import type { Notebook } from "../notebook/nbformat/model.ts";
import type { ExportArguments } from "./arguments.ts";
import { readPageScripts } from "./page-scripts.ts";
import { readProgram, UnreadableFile } from "./program.ts";
import { withOutputs } from "./results.ts";
import { exitStatus, runForOutputs } from "./run.ts";
import { writeTo } from "./terminal.ts";

/** Returns the exit status. */
export async function exportFile(args: ExportArguments): Promise<number> {
  try {
    const { status, notebook } = args.execute
      ? await executed(args)
      : { status: exitStatus.success, notebook: (await readProgram(args.file, true)).notebook };
    const files = await exportNotebook(notebook, args.to, stemOf(args.file), readPageScripts);
    if (files.length === 0) return complain(`${args.file} has no figure to draw${remedy(args)}`, exitStatus.error);
    if (args.to !== "py" && !hasOutputs(notebook)) complain(`${args.file} has no saved outputs${remedy(args)}`, 0);
    return write(files, args) ?? status;
  } catch (error) {
    if (error instanceof UnreadableFile) return complain(error.message, exitStatus.usage);
    if (error instanceof Error && "syscall" in error)
      return complain(`cannot write: ${error.message}`, exitStatus.error);
    throw error;
  }
}

const remedy = ({ execute }: ExportArguments): string => (execute ? "" : ": --execute runs it first");

/** The notebook as it is after a run of all its cells; a cell that fails ends the run, and what is there is exported. */
async function executed(args: ExportArguments): Promise<{ readonly status: number; readonly notebook: Notebook }> {
  const { program, runs, status } = await runForOutputs(args);
  return { status, notebook: withOutputs(program.notebook, runs) };
}

/** Writes the files and says which; a status where they cannot be written. */
function write(files: readonly ExportedFile[], args: ExportArguments): number | undefined {
  const { output } = args;
  if (output === "-") {
    for (const { text } of files) writeTo("stdout", text);
    return undefined;
  }
  const paths = placesOf(files, args);
  const existing = output === undefined ? paths.filter((path) => existsSync(path)) : [];
  if (existing.length > 0) {
    return complain(`${existing[0]} exists already: --output says where to write`, exitStatus.usage);
  }
  for (const folder of new Set(paths.map(dirname))) mkdirSync(folder, { recursive: true });
  for (const [i, { text }] of files.entries()) writeFileSync(paths[i], text);
  writeTo("stdout", `${paths.join("\n")}\n`);
  return undefined;
}

/** Beside the notebook under their own names; with --output as it says: in that folder, or numbered where there are several. */
function placesOf(files: readonly ExportedFile[], { file, to, output }: ExportArguments): string[] {
  const inFolder = (folder: string): string[] => files.map(({ name }) => join(folder, name));
  if (output === undefined) return inFolder(dirname(file));
  const isFolder = /[/\\]$/.test(output) || (existsSync(output) && statSync(output).isDirectory());
  if (isFolder || (to === "svg" && extname(output).toLowerCase() !== ".svg")) return inFolder(output);
  if (files.length === 1) return [output];
  const stem = join(dirname(output), basename(output, extname(output)));
  return files.map((_, i) => `${stem}-${String(i + 1).padStart(String(files.length).length, "0")}${extname(output)}`);
}

function complain(message: string, status: number): number {
  writeTo("stderr", `lnnb: ${message}\n`);
  return status;
}
