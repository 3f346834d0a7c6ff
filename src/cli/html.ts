/** A notebook with its outputs as one self-contained page. */
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { notebookToHtml, type PageCell, type PageOutput } from "../figures/html.ts";
import { FIGURE_MIME } from "../figures/payload.ts";
import type { Cell, MimeItem, Notebook, Output } from "../notebook/nbformat/model.ts";

/** @param file the notebook's path: the title where it has no heading */
export function notebookPage(notebook: Notebook, file: string): string {
  return notebookToHtml({
    title: headingOf(notebook.cells) ?? basename(file).replace(/\.\w+$/, ""),
    cells: notebook.cells.flatMap(pageCell),
    scripts: { plotly: builtScript("plotly.min.js"), page: builtScript("renderer/page.js") },
  });
}

const builtScript = (path: string): string => readFileSync(new URL(path, import.meta.url), "utf8");

/** The text of the first Markdown heading of the first level. */
function headingOf(cells: readonly Cell[]): string | undefined {
  for (const cell of cells) {
    const heading = cell.type === "markdown" ? /^# +(.+?)\s*#*$/m.exec(cell.source) : null;
    if (heading !== null) return heading[1];
  }
  return undefined;
}

function pageCell(cell: Cell): PageCell[] {
  switch (cell.type) {
    case "markdown":
      return [{ kind: "markdown", source: cell.source }];
    case "code": {
      const { source, executionCount } = cell;
      return [{ kind: "code", source, executionCount, outputs: cell.outputs.map(pageOutput) }];
    }
    default:
      return [];
  }
}

function pageOutput(output: Output): PageOutput {
  switch (output.type) {
    case "stream":
      return { kind: "stream", name: output.name, text: output.text };
    case "error":
      return { kind: "error", traceback: output.traceback.join("\n") };
    case "unknown":
      return { kind: "text", text: `(an output of type ${output.outputType})` };
    default:
      return pageDisplay(output.data);
  }
}

function pageDisplay(data: readonly MimeItem[]): PageOutput {
  const content = new Map(data.map(({ mime, text }) => [mime, text]));
  const text = content.get("text/plain") ?? `(${[...content.keys()].join(", ")})`;
  const figure = content.get(FIGURE_MIME);
  return figure === undefined ? { kind: "text", text } : { kind: "figure", payload: parseJson(figure), text };
}

/** A payload that is no JSON is shown by its text form, as any damaged one. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
