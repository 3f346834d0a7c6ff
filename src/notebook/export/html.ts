/** A notebook with its outputs as one self-contained page. */
import { notebookToHtml, type PageCell, type PageOutput } from "../../figures/html.ts";
import { FIGURE_MIME } from "../../figures/payload.ts";
import type { Cell, MimeItem, Notebook, Output } from "../nbformat/model.ts";
import type { PageScripts } from "./formats.ts";
import { parseJson, titleOf } from "./outputs.ts";

/** @param stem the notebook's name: the title where it has no heading */
export function notebookPage(notebook: Notebook, stem: string, scripts: PageScripts): string {
  return notebookToHtml({ title: titleOf(notebook) ?? stem, cells: notebook.cells.flatMap(pageCell), scripts });
}

function pageCell(cell: Cell): PageCell[] {
  switch (cell.type) {
    case "markdown":
      return [{ kind: "markdown", source: withAttachments(cell) }];
    case "code": {
      const { source, executionCount } = cell;
      return [{ kind: "code", source, executionCount, outputs: cell.outputs.map(pageOutput) }];
    }
    default:
      return [];
  }
}

/** Pictures that are stored with a Markdown cell, by their `attachment:` addresses, become part of the page. */
function withAttachments({ source, attachments = {} }: Cell): string {
  return source.replace(/\(attachment:([^)\s]+)\)/g, (whole, name: string) => {
    const attachment = attachments[name];
    if (typeof attachment !== "object" || attachment === null || Array.isArray(attachment)) return whole;
    const [mime, data] = Object.entries(attachment).find(([key]) => /^image\/(?:png|jpeg|gif|webp)$/.test(key)) ?? [];
    return typeof data === "string" ? `(data:${mime};base64,${data.replace(/\s/g, "")})` : whole;
  });
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
  if (figure !== undefined) return { kind: "figure", payload: parseJson(figure), text };
  const picture = data.find(({ mime }) => /^image\/(?:png|jpeg|gif|webp)$/.test(mime));
  return picture === undefined
    ? { kind: "text", text }
    : { kind: "image", address: `data:${picture.mime};base64,${picture.text.replace(/\s/g, "")}`, text };
}
