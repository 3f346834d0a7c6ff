/** The text of a script's file, with "\n" between its lines; undefined where it is not UTF-8. */
export function scriptText(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes).replace(/\r\n?/g, "\n");
  } catch {
    return undefined;
  }
}
