/** Text of strings and bytes: `repr`, `ascii`. */

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
  let result = quote;
  for (const character of text) {
    // A string iterates by code point, so every character has one.
    const code = character.codePointAt(0) ?? 0;
    if (character === quote || character === "\\") result += `\\${character}`;
    else if (code < 0x20 || code === 0x7f || (code > 0x7e && (asciiOnly || !isPrintable(character))))
      result += escapeCode(code);
    else result += character;
  }
  return result + quote;
}

/** `ascii()` applied to a finished repr: escapes what is not ASCII. */
export function escapeNonAscii(text: string): string {
  return text.replace(/[^\0-\x7f]/gu, (character) => escapeCode(character.codePointAt(0) ?? 0));
}

/** `repr` of bytes, with the quotes that the bytes call for. */
export function bytesRepr(bytes: Uint8Array): string {
  const quote = bytes.includes(0x27) && !bytes.includes(0x22) ? '"' : "'";
  let result = `b${quote}`;
  for (const byte of bytes) {
    const character = String.fromCharCode(byte);
    if (character === quote || character === "\\") result += `\\${character}`;
    else if (byte >= 0x20 && byte < 0x7f) result += character;
    else result += escapeCode(byte);
  }
  return result + quote;
}
