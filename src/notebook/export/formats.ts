/** Into what a notebook can be turned. */
import type { Notebook } from "../nbformat/model.ts";

export const exportFormats = ["html", "ipynb", "py", "svg"] as const;
export type ExportFormat = (typeof exportFormats)[number];

export const isExportFormat = (name: string): name is ExportFormat =>
  (exportFormats as readonly string[]).includes(name);

/** A file that an export writes: its name, without a folder. */
export interface ExportedFile {
  readonly name: string;
  readonly text: string;
}

/** The scripts that a page brings along; asked for only where one is written. */
export interface PageScripts {
  readonly plotly: string;
  readonly page: string;
}

/** A name without its folder and its extension. */
export const stemOf = (path: string): string =>
  path
    .split(/[/\\]/)
    .pop()
    ?.replace(/\.(?:lnnb|ipynb|py)$/i, "") || "notebook";

/** Whether there is anything to show but what was written: a notebook that has not been run has no outputs. */
export const hasOutputs = (notebook: Notebook): boolean => notebook.cells.some((cell) => cell.outputs.length > 0);
