/** A notebook in another format, from its saved outputs. */
import type { Notebook } from "../nbformat/model.ts";
import { printNotebook } from "../nbformat/print.ts";
import type { ExportedFile, ExportFormat, PageScripts } from "./formats.ts";
import { notebookPage } from "./html.ts";
import { toJupyter } from "./ipynb.ts";
import { toScript } from "./python.ts";
import { figureFiles } from "./svg.ts";

/**
 * One file, or for "svg" one for each figure.
 * @param stem the notebook's name without its extension: what the files are named after
 */
export async function exportNotebook(
  notebook: Notebook,
  format: ExportFormat,
  stem: string,
  scripts: () => Promise<PageScripts>,
): Promise<ExportedFile[]> {
  switch (format) {
    case "html":
      return [{ name: `${stem}.html`, text: notebookPage(notebook, stem, await scripts()) }];
    case "ipynb":
      return [{ name: `${stem}.ipynb`, text: printNotebook(toJupyter(notebook)) }];
    case "py":
      return [{ name: `${stem}.py`, text: toScript(notebook) }];
    case "svg":
      return figureFiles(notebook, stem);
  }
}
