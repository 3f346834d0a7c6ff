/** What a file asks to be run. */
import { readFileSync } from "node:fs";
import { isAbsolute } from "node:path";
import type { CellSource } from "../language/interpreter-api.ts";
import { scriptText } from "../notebook/import/script-text.ts";
import type { Cell, Notebook } from "../notebook/nbformat/model.ts";

export interface Program {
  /** Notebooks have torch, nn, F, math and lnnb without an import. */
  readonly preloaded: boolean;
  readonly steps: readonly Step[];
  /** The notebook that the steps belong to; made from the marks in a script. */
  readonly notebook: Notebook;
}

export interface Step {
  readonly source: CellSource;
  /** The cell whose outputs these are: an index into the notebook's cells. */
  readonly cell: number;
}

/** A file that cannot be run at all. */
export class UnreadableFile extends Error {}

/** @param asCells a script is run cell by cell, because what it prints is wanted by cell */
export async function readProgram(path: string, asCells: boolean): Promise<Program> {
  const bytes = readBytes(path);
  return /\.py$/i.test(path) ? scriptProgram(path, bytes, asCells) : notebookProgram(path, bytes);
}

function readBytes(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    const reasons: Record<string, string> = {
      ENOENT: "[Errno 2] No such file or directory",
      EISDIR: "[Errno 21] Is a directory",
      EACCES: "[Errno 13] Permission denied",
    };
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    throw new UnreadableFile(`can't open file '${absolute(path)}': ${reasons[code] ?? code}`);
  }
}

/** As CPython names a script in tracebacks: absolute, and otherwise as it was given. */
const absolute = (path: string): string => (isAbsolute(path) ? path : `${process.cwd()}/${path}`);

async function notebookProgram(path: string, bytes: Uint8Array): Promise<Program> {
  const [{ readNotebook }, { NotebookFormatError }, { toDocument, CellKind, cellLanguage }] = await Promise.all([
    import("../notebook/file.ts"),
    import("../notebook/nbformat/errors.ts"),
    import("../notebook/document.ts"),
  ]);
  let notebook: Notebook;
  try {
    notebook = readNotebook(bytes);
  } catch (error) {
    if (error instanceof NotebookFormatError) throw new UnreadableFile(`${path}: ${error.message}`);
    throw error;
  }
  const runnable = toDocument(notebook).cells.flatMap((cell, index) =>
    cell.kind === CellKind.Code && cell.languageId === cellLanguage ? [{ text: cell.value, index }] : [],
  );
  const steps = runnable.map(({ text, index }, i) => ({
    source: { source: text, file: `Cell In[${i + 1}]`, interactive: true },
    cell: index,
  }));
  return { preloaded: true, steps, notebook };
}

async function scriptProgram(path: string, bytes: Uint8Array, asCells: boolean): Promise<Program> {
  const file = absolute(path);
  const text = scriptText(bytes);
  if (text === undefined) throw new UnreadableFile(`${path}: the file is not UTF-8 text`);
  const step = (source: string, cell: number): Step => ({ source: { source, file, interactive: false }, cell });
  if (!asCells) return { preloaded: false, steps: [step(text, 0)], notebook: emptyNotebook };
  const [{ scriptCells }, { newNotebook }] = await Promise.all([
    import("../notebook/import/script-cells.ts"),
    import("../notebook/nbformat/parse.ts"),
  ]);
  const cells = scriptCells(text);
  // Empty lines stand for those before the cell, so that tracebacks have the file's line numbers.
  const steps = cells.flatMap((cell, index) =>
    cell.type === "code" ? [step("\n".repeat(cell.firstLine - 1) + cell.source, index)] : [],
  );
  return {
    preloaded: false,
    steps,
    notebook: { ...newNotebook(), cells: cells.map(({ type, source }, i) => newCell(type, source, i)) },
  };
}

const emptyNotebook: Notebook = { cells: [], metadata: {}, nbformatMinor: 5, extra: {} };

const newCell = (type: string, source: string, index: number): Cell => ({
  id: `cell-${index + 1}`,
  type,
  source,
  metadata: {},
  executionCount: null,
  outputs: [],
  extra: {},
});
