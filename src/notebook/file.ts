/** The bytes of a `.lnnb` file. */
import { NotebookFormatError } from "./nbformat/errors.ts";
import type { Notebook } from "./nbformat/model.ts";
import { parseNotebook } from "./nbformat/parse.ts";
import { printNotebook } from "./nbformat/print.ts";

/** Throws NotebookFormatError, also where the bytes are not UTF-8: replacing a byte would lose it at the next save. */
export function readNotebook(bytes: Uint8Array): Notebook {
  return parseNotebook(decode(bytes));
}

export function writeNotebook(notebook: Notebook): Uint8Array {
  return new TextEncoder().encode(printNotebook(notebook));
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    const utf16 = bytes[0] === 0xff || bytes[0] === 0xfe || bytes[0] === 0 || bytes[1] === 0;
    const found = utf16 ? "it looks like UTF-16" : `the first wrong byte is at offset ${firstInvalidByte(bytes)}`;
    throw new NotebookFormatError(`The file is not UTF-8 text (${found}). Save it as UTF-8.`);
  }
}

/** The longest valid prefix, by halving: a decoder that is told to go on accepts a character that is cut at the end. */
function firstInvalidByte(bytes: Uint8Array): number {
  let valid = 0;
  let invalid = bytes.length + 1;
  while (invalid - valid > 1) {
    const middle = (valid + invalid) >>> 1;
    try {
      new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(0, middle), { stream: true });
      valid = middle;
    } catch {
      invalid = middle;
    }
  }
  return valid;
}
