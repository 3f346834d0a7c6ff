import { FIGURE_MIME } from "../payload.ts";
import { readPayload } from "../read-payload.ts";
import { toJson } from "../schema.ts";
import { viewToSvg } from "../svg/figure.ts";
import type { Table, View } from "../view.ts";
import { viewOf } from "../views/index.ts";
import { escapeHtml, escapeScript, escapeScriptJson } from "./escape.ts";
import { markdownToHtml } from "./markdown.ts";
import { pageStyle } from "./style.ts";

export type PageOutput =
  | { readonly kind: "stream"; readonly name: "stdout" | "stderr"; readonly text: string }
  | { readonly kind: "text"; readonly text: string }
  /** `payload` is the stored JSON; `text` its text form, shown where the payload cannot be. */
  | { readonly kind: "figure"; readonly payload: unknown; readonly text: string }
  /** `address` is a data URL; `text` stands for the picture where it cannot be seen. */
  | { readonly kind: "image"; readonly address: string; readonly text: string }
  | { readonly kind: "error"; readonly traceback: string };

export type PageCell =
  | { readonly kind: "markdown"; readonly source: string }
  | {
      readonly kind: "code";
      readonly source: string;
      readonly executionCount: number | null;
      readonly outputs: readonly PageOutput[];
    };

export interface NotebookPage {
  readonly title: string;
  readonly cells: readonly PageCell[];
  /** The plotting library's own script (it defines the global `Plotly`) and the page's (dist/renderer/page.js). */
  readonly scripts: { readonly plotly: string; readonly page: string };
}

/** One self-contained page: readable without scripts (figures are tables then), interactive with them, good on paper. */
export function notebookToHtml({ title, cells, scripts }: NotebookPage): string {
  // A page has a heading that names it; most notebooks bring one.
  const hasHeading = cells.some((cell) => cell.kind === "markdown" && /^# /m.test(cell.source));
  const heading = hasHeading ? "" : `<h1>${escapeHtml(title)}</h1>\n`;
  const body = cells.map((cell, i) => cellHtml(cell, `cell-${i + 1}`)).join("\n");
  const drawn = cells.some((cell) => cell.kind === "code" && cell.outputs.some((output) => output.kind === "figure"));
  const programs = drawn
    ? `<script>${escapeScript(scripts.plotly)}</script>\n<script>${escapeScript(scripts.page)}</script>`
    : "";
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data: blob:">
<title>${escapeHtml(title)}</title>
<style>${pageStyle}</style>
</head>
<body>
<main>
${heading}${body}
</main>
${programs}
</body>
</html>
`;
}

function cellHtml(cell: PageCell, id: string): string {
  if (cell.kind === "markdown") return `<section class="markdown">${markdownToHtml(cell.source)}</section>`;
  const label =
    cell.executionCount === null
      ? `Code, ${id.replace("-", " ")}`
      : `Code [${cell.executionCount}], ${id.replace("-", " ")}`;
  const source =
    cell.source.trim() === "" ? "" : `<pre class="source" tabindex="0"><code>${escapeHtml(cell.source)}</code></pre>`;
  return `<section class="code" aria-label="${label}">${source}${cell.outputs.map((output, i) => outputHtml(output, `${id}-figure-${i + 1}`)).join("")}</section>`;
}

function outputHtml(output: PageOutput, id: string): string {
  switch (output.kind) {
    case "stream":
      return `<pre class="${output.name}">${escapeHtml(output.text)}</pre>`;
    case "text":
      return `<pre class="text">${escapeHtml(output.text)}</pre>`;
    case "error":
      return `<pre class="stderr">${escapeHtml(output.traceback)}</pre>`;
    case "image":
      return `<img src="${escapeHtml(output.address)}" alt="${escapeHtml(output.text)}">`;
    case "figure": {
      const read = readPayload(output.payload);
      if (!read.ok) return `<p>${escapeHtml(read.problem)}</p><pre class="text">${escapeHtml(output.text)}</pre>`;
      const json = escapeScriptJson(toJson(read.payload));
      return `<div class="figure"><script type="${FIGURE_MIME}">${json}</script>${staticFigure(viewOf(read.payload), id)}</div>`;
    }
  }
}

/**
 * What is printed, and what shows without scripts: the picture and the tables beside it. What a pointer would tell (all
 * other numbers) is in tables that can be opened.
 * @param id distinguishes the page's figures
 */
function staticFigure(view: View, id: string): string {
  const tables = view.tables(view.selector?.initial ?? 0).filter((table) => table.rows.length > 0);
  const picture = viewToSvg(view, { id, width: 860, showTitle: false, tables: false });
  const open = picture === null ? tables : tables.filter((table) => table.always);
  const closed = picture === null ? [] : tables.filter((table) => !table.always);
  const verdict =
    view.verdict === null
      ? `<p>${escapeHtml(view.summary)}</p>`
      : `<p class="${view.verdict.ok ? "good" : "bad"}">${view.verdict.ok ? "✓ OK" : "✗ Wrong"}: ${escapeHtml(view.verdict.text)}</p>`;
  return [
    '<figure class="static">',
    view.title === "" ? "" : `<figcaption>${escapeHtml(view.title)}</figcaption>`,
    verdict,
    view.formula.length === 0 ? "" : `<pre>${escapeHtml(view.formula.join("\n"))}</pre>`,
    view.text === "" ? "" : `<pre class="text">${escapeHtml(view.text)}</pre>`,
    picture ?? "",
    ...open.map(tableHtml),
    closed.length === 0 ? "" : `<details><summary>All numbers</summary>${closed.map(tableHtml).join("")}</details>`,
    ...view.questions.map(
      ({ question, choices }) =>
        `<p>${escapeHtml(question)}</p><ol>${choices.map((choice) => `<li>${escapeHtml(choice)}</li>`).join("")}</ol>`,
    ),
    ...view.notes.map((note) => `<p class="note">${escapeHtml(note)}</p>`),
    "</figure>",
  ].join("");
}

export function tableHtml({ caption, columns, rows }: Table): string {
  const head = columns.map(
    ({ label, align }) => `<th scope="col" style="text-align:${align}">${escapeHtml(label)}</th>`,
  );
  const body = rows.map(
    (row) =>
      `<tr>${row
        .map((cell, c) => {
          const tag = c === 0 ? "th" : "td";
          const scope = c === 0 ? ' scope="row"' : "";
          return `<${tag}${scope} style="text-align:${columns[c]?.align ?? "left"}">${escapeHtml(cell.text)}</${tag}>`;
        })
        .join("")}</tr>`,
  );
  const title = caption === "" ? "" : `<caption>${escapeHtml(caption)}</caption>`;
  return `<table>${title}<thead><tr>${head.join("")}</tr></thead><tbody>${body.join("")}</tbody></table>`;
}
