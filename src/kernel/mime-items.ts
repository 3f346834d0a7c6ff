/** A mime bundle as the items of an output. */
import type { MimeBundle } from "./protocol.ts";

export interface MimeItem {
  readonly mime: string;
  /** The text of a text type, the JSON text of any other. */
  readonly text: string;
}

/** In the order in which nbformat sorts them. */
export function mimeItems(data: MimeBundle): MimeItem[] {
  return Object.keys(data)
    .sort()
    .map((mime) => {
      const content = data[mime];
      const isText = typeof content === "string" && !/[/+]json$/.test(mime);
      return { mime, text: isText ? content : JSON.stringify(content) };
    });
}
