/** What the exporters need of an output. */
import { FIGURE_MIME, type Payload } from "../../figures/payload.ts";
import { readPayload } from "../../figures/read-payload.ts";
import type { Notebook, Output } from "../nbformat/model.ts";

/** The figure that an output stores; undefined where it stores none, or one that is damaged or of a newer release. */
export function figureOf(output: Output): Payload | undefined {
  if (!("data" in output)) return undefined;
  const item = output.data.find(({ mime }) => mime === FIGURE_MIME);
  if (item === undefined) return undefined;
  const read = readPayload(parseJson(item.text));
  return read.ok ? read.payload : undefined;
}

/** The value, or undefined for what is not JSON: a damaged payload is shown by its text form. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The text of the first Markdown heading of the first level. */
export function titleOf(notebook: Notebook): string | undefined {
  for (const { type, source } of notebook.cells) {
    const heading = type === "markdown" ? /^# +(.+?)\s*#*$/m.exec(source) : null;
    if (heading !== null) return heading[1];
  }
  return undefined;
}
