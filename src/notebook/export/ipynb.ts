/**
 * A notebook for Jupyter: valid nbformat 4.5, for its Python kernel, with each figure in the forms that viewers know: for
 * the plotting library where it is installed, as a picture everywhere else, and as text.
 */

import { escapeHtml } from "../../figures/page/escape.ts";
import { tableHtml } from "../../figures/page/notebook.ts";
import { plotlyMimeBundle } from "../../figures/plotly.ts";
import { viewToSvg } from "../../figures/svg/figure.ts";
import { viewOf } from "../../figures/views/index.ts";
import type { JsonObject } from "../nbformat/json-tree.ts";
import { encodeBase64 } from "../nbformat/mime.ts";
import type { Cell, DataOutput, MimeItem, Notebook, Output } from "../nbformat/model.ts";
import { withCellIds } from "./cell-ids.ts";
import { figureOf } from "./outputs.ts";
import { importCell } from "./preloaded.ts";

const pythonKernel: JsonObject = { display_name: "Python 3 (ipykernel)", language: "python", name: "python3" };

export function toJupyter(notebook: Notebook): Notebook {
  const imports = importCell(notebook);
  const cells = withCellIds(notebook.cells.map(jupyterCell));
  return {
    cells: imports === undefined ? cells : [newCodeCell(imports), ...cells],
    metadata: { ...notebook.metadata, kernelspec: pythonKernel, language_info: { name: "python" } },
    nbformatMinor: 5,
    extra: {},
  };
}

const newCodeCell = (source: string): Cell => ({
  id: "lnnb-imports",
  type: "code",
  source,
  metadata: {},
  executionCount: null,
  outputs: [],
  extra: {},
});

/** Without what nbformat does not define and without the file's own spelling: Jupyter warns of the one, and writes its own. */
function jupyterCell(cell: Cell): Cell {
  const isKnown = cell.type === "code" || cell.type === "markdown" || cell.type === "raw";
  const type = isKnown ? cell.type : "raw";
  return {
    id: cell.id,
    type,
    source: cell.source,
    metadata: cell.metadata,
    ...(cell.attachments !== undefined && type !== "code" && { attachments: cell.attachments }),
    executionCount: type === "code" ? cell.executionCount : null,
    outputs: type === "code" ? cell.outputs.map((output, i) => jupyterOutput(output, `lnnb-${cell.id}-${i}`)) : [],
    extra: {},
  };
}

/** @param id distinguishes the figures of a page that all outputs become part of */
function jupyterOutput(output: Output, id: string): Output {
  switch (output.type) {
    case "stream":
      return { type: "stream", name: output.name, text: output.text };
    case "error":
      return { type: "error", name: output.name, message: output.message, traceback: output.traceback };
    case "unknown": {
      const text = `(an output of type ${JSON.stringify(output.outputType)})`;
      return { type: "display_data", data: [{ mime: "text/plain", text }], metadata: {} };
    }
    default:
      return {
        type: output.type,
        data: [...output.data, ...figureForms(output, id)],
        metadata: output.metadata,
        ...(output.type === "execute_result" && { executionCount: output.executionCount ?? null }),
      };
  }
}

/** What is to stand beside a figure's own data and its text. */
function figureForms(output: DataOutput, id: string): MimeItem[] {
  const payload = figureOf(output);
  if (payload === undefined) return [];
  const view = viewOf(payload);
  const known = new Set(output.data.map(({ mime }) => mime));
  const forms: MimeItem[] = Object.entries(plotlyMimeBundle(payload) ?? {}).map(([mime, content]) => ({
    mime,
    text: JSON.stringify(content),
  }));
  const picture = forms.length === 0 ? null : viewToSvg(view, { id });
  const tables = view.tables(view.selector?.initial ?? 0).filter(({ rows }) => rows.length > 0);
  // As an image in HTML, which Jupyter shows of a notebook that is not trusted too: it does not show such SVG itself.
  if (picture !== null) forms.push({ mime: "text/html", text: imageHtml(picture, view.verdict?.text ?? view.summary) });
  else if (tables.length > 0) forms.push({ mime: "text/html", text: tables.map(tableHtml).join("\n") });
  return forms.filter(({ mime }) => !known.has(mime));
}

const imageHtml = (svg: string, description: string): string =>
  `<img src="data:image/svg+xml;base64,${encodeBase64(new TextEncoder().encode(svg))}" alt="${escapeHtml(description)}">`;
