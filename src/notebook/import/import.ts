/** A Jupyter notebook, or a script in the percent format, as a notebook of ours. */
import { readNotebook } from "../file.ts";
import { NotebookFormatError } from "../nbformat/errors.ts";
import { newCellId } from "../nbformat/ids.ts";
import type { Cell, Notebook } from "../nbformat/model.ts";
import { newNotebook } from "../nbformat/parse.ts";
import { scriptCells } from "./script-cells.ts";
import { scriptText } from "./script-text.ts";

/** What can be imported, by extension. */
export const importedExtensions = ["ipynb", "py"] as const;

/**
 * Throws NotebookFormatError where a notebook is not one, and where a script is not UTF-8. The kernel becomes ours; all
 * else, outputs too, is as it was.
 */
export function importNotebook(name: string, bytes: Uint8Array): Notebook {
  if (/\.py$/i.test(name)) {
    const text = scriptText(bytes);
    if (text === undefined) throw new NotebookFormatError("The file is not UTF-8 text. Save it as UTF-8.");
    return notebookOfScript(text, newCellId);
  }
  const notebook = readNotebook(bytes);
  const { metadata } = newNotebook();
  return { ...notebook, metadata: { ...notebook.metadata, ...metadata } };
}

function notebookOfScript(text: string, newId: () => string): Notebook {
  const cells = scriptCells(text).map(
    ({ type, source }): Cell => ({
      id: newId(),
      type,
      source,
      metadata: {},
      executionCount: null,
      outputs: [],
      extra: {},
    }),
  );
  return { ...newNotebook(), cells };
}
