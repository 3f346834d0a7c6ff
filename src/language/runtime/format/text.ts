/** Text of strings and bytes: `repr`, `ascii`. */
import { worked } from "../../../engine/work.ts";

/** The code points that `str.isprintable` refuses (space itself is printable). */
const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Zs}]/u;
const plain = /^[\x20-\x26\x28-\x5b\x5d-\x7e]*$/;

export const isPrintable = (character: string): boolean => character === " " || !unprintable.test(character);

const hex = (code: number, width: number): string => code.toString(16).padStart(width, "0");

function escapeCode(code: number): string {
  if (code === 9) return "\\t";
  if (code === 10) return "\\n";
  if (code === 13) return "\\r";
  if (code < 0x100) return `\\x${hex(code, 2)}`;
  return code < 0x10000 ? `\\u${hex(code, 4)}` : `\\U${hex(code, 8)}`;
}

const chooseQuote = (text: string): string => (text.includes("'") && !text.includes('"') ? '"' : "'");

/** `repr(text)`; with `asciiOnly`, `ascii(text)`. */
export function stringRepr(text: string, asciiOnly = false): string {
  if (plain.test(text)) return `'${text}'`;
  const quote = chooseQuote(text);
  const special = quote === "'" ? singleQuoted : doubleQuoted;
  const shown = text.replace(special, (character) => {
    worked(32);
    if (character === quote || character === "\\") return `\\${character}`;
    const code = character.codePointAt(0) ?? 0;
    return code < 0x7f || asciiOnly || !isPrintable(character) ? escapeCode(code) : character;
  });
  return quote + shown + quote;
}

/** What a repr may have to escape. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are escaped.
const singleQuoted = /['\\\0-\x1f]|[^\0-\x7e]/gu;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are escaped.
const doubleQuoted = /["\\\0-\x1f]|[^\0-\x7e]/gu;

/** `ascii()` applied to a finished repr: escapes what is not ASCII. */
export function escapeNonAscii(text: string): string {
  return text.replace(/[^\0-\x7f]/gu, (character) => {
    worked(32);
    return escapeCode(character.codePointAt(0) ?? 0);
  });
}

/** So many characters go as arguments of one call. */
const pieceLength = 8192;

/** `repr` of bytes, with the quotes that the bytes call for. */
export function bytesRepr(bytes: Uint8Array): string {
  const quote = bytes.includes(0x27) && !bytes.includes(0x22) ? '"' : "'";
  const special = quote === "'" ? singleQuoted : doubleQuoted;
  let result = `b${quote}`;
  for (let at = 0; at < bytes.length; at += pieceLength) {
    worked(32 * pieceLength);
    result += String.fromCharCode(...bytes.subarray(at, at + pieceLength)).replace(special, (character) =>
      character === quote || character === "\\" ? `\\${character}` : escapeCode(character.charCodeAt(0)),
    );
  }
  return result + quote;
}
