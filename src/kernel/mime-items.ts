/** A mime bundle as the items of an output. */
import type { MimeBundle } from "./protocol.ts";

export interface MimeItemBytes {
  readonly mime: string;
  readonly data: Uint8Array;
}

/** Text types as their text, all others as JSON; in the order in which nbformat sorts them. */
export function mimeItems(data: MimeBundle): MimeItemBytes[] {
  const encoder = new TextEncoder();
  return Object.keys(data)
    .sort()
    .map((mime) => {
      const content = data[mime];
      const text = typeof content === "string" && !/[/+]json$/.test(mime) ? content : JSON.stringify(content);
      return { mime, data: encoder.encode(text) };
    });
}
