/** How nbformat stores the content of a mime type. */

/** JSON types hold a JSON value. */
export const isJsonMime = (mime: string): boolean => /^application\/(?:.*\+)?json$/i.test(mime);

/** Bytes, in base64. All else is text. */
export const isBinaryMime = (mime: string): boolean =>
  /^(?:image\/(?!svg\+xml$)|audio\/|video\/|font\/|application\/(?:pdf|zip|octet-stream)$)/i.test(mime);

/** Text that is written as a list of lines. */
export const isWrittenAsLines = (mime: string): boolean =>
  /^(?:text\/.*|application\/javascript|image\/svg\+xml)$/i.test(mime);

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const digits = new Int8Array(128).fill(-1);
for (let i = 0; i < 64; i++) digits[alphabet.charCodeAt(i)] = i;

export function encodeBase64(bytes: Uint8Array): string {
  const parts: string[] = [];
  const chunkLength = 0x6000; // a multiple of three, and short enough for String.fromCharCode
  for (let from = 0; from < bytes.length; from += chunkLength) {
    const chunk = bytes.subarray(from, from + chunkLength);
    let binary = "";
    for (let i = 0; i < chunk.length; i += 0x2000) binary += String.fromCharCode(...chunk.subarray(i, i + 0x2000));
    parts.push(btoa(binary));
  }
  return parts.join("");
}

/** Decodes what is there, and passes over characters that are not of the alphabet. */
export function decodeBase64(text: string): Uint8Array {
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4) + 3);
  let length = 0;
  let bits = 0;
  let count = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const digit = code < 128 ? digits[code] : -1;
    if (digit < 0) continue;
    bits = ((bits << 6) | digit) & 0xffffff;
    count += 6;
    if (count >= 8) {
      count -= 8;
      bytes[length++] = (bits >> count) & 0xff;
    }
  }
  return bytes.subarray(0, length);
}

/** The one spelling of the same bytes: what reading and writing them gives. */
export function canonicalBase64(text: string): string {
  if (text.length % 4 === 0 && /^[A-Za-z0-9+/]*$/.test(text)) return text;
  return encodeBase64(decodeBase64(text));
}

/** Text as it is after a passage through UTF-8: lone surrogates become U+FFFD. */
export function wellFormed(text: string): string {
  return text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "\ufffd");
}

/** Text as a document holds it: no byte order mark, lines that end in "\n". */
export const asDocumentText = (text: string): string => text.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n");
