/** The values of string and bytes literals. */
import { SyntaxProblem } from "./problem.ts";

const simple: Readonly<Record<string, string>> = {
  "\\": "\\",
  "'": "'",
  '"': '"',
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
};

/** Prefix letters and the text between the quotes, with where that text starts. */
export function splitLiteral(text: string): { readonly flags: string; readonly body: string; readonly offset: number } {
  const prefix = /^[a-zA-Z]*/.exec(text)?.[0] ?? "";
  const quote = text.slice(prefix.length, prefix.length + 3);
  const width = quote === '"""' || quote === "'''" ? 3 : 1;
  const offset = prefix.length + width;
  return { flags: prefix.toLowerCase(), body: text.slice(offset, text.length - width), offset };
}

/** Decodes the escapes of a str literal's body. `start` is the body's offset in the source, for errors. */
export function decodeString(body: string, raw: boolean, start: number): string {
  const text = body.replace(/\r\n?/g, "\n");
  if (raw || !text.includes("\\")) return text;
  let result = "";
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (c !== "\\") {
      result += c;
      continue;
    }
    const next = text[++i];
    if (next === "\n") continue;
    if (next === "x" || next === "u" || next === "U") {
      const width = next === "x" ? 2 : next === "u" ? 4 : 8;
      const digits = /^[0-9a-fA-F]*/.exec(text.slice(i + 1, i + 1 + width))?.[0] ?? "";
      if (digits.length < width)
        throw unicodeError(`truncated \\${next}${"X".repeat(width)} escape`, i - 1, i + digits.length, start, text);
      const code = Number.parseInt(digits, 16);
      if (code > 0x10ffff) throw unicodeError("illegal Unicode character", i - 1, i + digits.length, start, text);
      result += String.fromCodePoint(code);
      i += width;
    } else if (next === "N") {
      throw new SyntaxProblem(
        "named Unicode escapes (\\N{...}) are not part of the cell language: use \\u or the character itself",
        start + i - 1,
        start + i + 1,
        "SyntaxError",
        "unsupported",
      );
    } else if (next >= "0" && next <= "7") {
      const digits = /^[0-7]{1,3}/.exec(text.slice(i))?.[0] ?? "";
      result += String.fromCharCode(Number.parseInt(digits, 8));
      i += digits.length - 1;
    } else result += Object.hasOwn(simple, next) ? simple[next] : `\\${next}`;
  }
  return result;
}

function unicodeError(reason: string, from: number, to: number, start: number, text: string): SyntaxProblem {
  const where = from === to ? `position ${from}` : `position ${from}-${to}`;
  return new SyntaxProblem(
    `(unicode error) 'unicodeescape' codec can't decode bytes in ${where}: ${reason}`,
    start - 1,
    start + text.length + 1,
  );
}

export function decodeBytes(body: string, raw: boolean, start: number): Uint8Array {
  const bytes: number[] = [];
  const text = body.replace(/\r\n?/g, "\n");
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (c.charCodeAt(0) > 127)
      throw new SyntaxProblem("bytes can only contain ASCII literal characters", start - 2, start + text.length + 1);
    if (c !== "\\" || raw) {
      bytes.push(c.charCodeAt(0));
      continue;
    }
    const next = text[++i];
    if (next === "\n") continue;
    if (next === "x") {
      const digits = /^[0-9a-fA-F]{2}/.exec(text.slice(i + 1))?.[0];
      if (digits === undefined)
        throw new SyntaxProblem(
          `(value error) invalid \\x escape at position ${i - 1}`,
          start - 2,
          start + text.length + 1,
        );
      bytes.push(Number.parseInt(digits, 16));
      i += 2;
    } else if (next >= "0" && next <= "7") {
      const digits = /^[0-7]{1,3}/.exec(text.slice(i))?.[0] ?? "";
      bytes.push(Number.parseInt(digits, 8) & 255);
      i += digits.length - 1;
    } else if (Object.hasOwn(simple, next)) bytes.push(simple[next].charCodeAt(0));
    else bytes.push(92, next.charCodeAt(0));
  }
  return Uint8Array.from(bytes);
}
