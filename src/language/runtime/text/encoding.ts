/** `str.encode` and `bytes.decode`: UTF-8, ASCII, Latin-1, UTF-16 and UTF-32 with CPython's error handlers. */
import { LookupError, raised, UnicodeDecodeError, UnicodeEncodeError } from "../errors.ts";

type Codec =
  | "utf-8"
  | "ascii"
  | "latin-1"
  | "utf-16"
  | "utf-16-le"
  | "utf-16-be"
  | "utf-32"
  | "utf-32-le"
  | "utf-32-be";

const codecs: Readonly<Record<string, Codec>> = {
  utf8: "utf-8",
  u8: "utf-8",
  utf: "utf-8",
  ascii: "ascii",
  usascii: "ascii",
  latin1: "latin-1",
  iso88591: "latin-1",
  l1: "latin-1",
  latin: "latin-1",
  utf16: "utf-16",
  utf16le: "utf-16-le",
  utf16be: "utf-16-be",
  utf32: "utf-32",
  utf32le: "utf-32-le",
  utf32be: "utf-32-be",
};

function codecOf(name: string): Codec {
  const key = name.toLowerCase().replace(/[-_ ]/g, "");
  if (!Object.hasOwn(codecs, key)) throw raised(LookupError, `unknown encoding: ${name}`);
  return codecs[key];
}

const limits: Readonly<Partial<Record<Codec, number>>> = { ascii: 0x80, "latin-1": 0x100 };

function utf8Bytes(code: number): number[] {
  if (code < 0x80) return [code];
  if (code < 0x800) return [0xc0 | (code >> 6), 0x80 | (code & 63)];
  if (code < 0x10000) return [0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63)];
  return [0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63)];
}

function wideBytes(code: number, codec: Codec): number[] {
  const little = !codec.endsWith("-be");
  const unit = (value: number, size: number): number[] => {
    const bytes: number[] = [];
    for (let i = 0; i < size; i++) bytes.push((value >>> (8 * i)) & 255);
    return little ? bytes : bytes.reverse();
  };
  if (codec.startsWith("utf-32")) return unit(code, 4);
  if (code < 0x10000) return unit(code, 2);
  const rest = code - 0x10000;
  return [...unit(0xd800 | (rest >> 10), 2), ...unit(0xdc00 | (rest & 0x3ff), 2)];
}

function escapeOf(code: number): string {
  if (code < 0x100) return `\\x${code.toString(16).padStart(2, "0")}`;
  if (code < 0x10000) return `\\u${code.toString(16).padStart(4, "0")}`;
  return `\\U${code.toString(16).padStart(8, "0")}`;
}

function replacement(handler: string, code: number): string | null {
  switch (handler) {
    case "ignore":
      return "";
    case "replace":
      return "?";
    case "backslashreplace":
      return escapeOf(code);
    case "xmlcharrefreplace":
      return `&#${code};`;
    case "strict":
      return null;
    default:
      throw raised(LookupError, `unknown error handler name '${handler}'`);
  }
}

const loneSurrogate = /[\ud800-\udfff]/u;

/** Throws UnicodeEncodeError where a character has no bytes and the handler is "strict". */
export function encodeText(text: string, encoding: string, handler: string): Uint8Array {
  const codec = codecOf(encoding);
  if (codec === "utf-8" && !loneSurrogate.test(text)) return new TextEncoder().encode(text);
  const limit = limits[codec];
  const bytes: number[] = [];
  if (codec === "utf-16") bytes.push(0xff, 0xfe);
  if (codec === "utf-32") bytes.push(0xff, 0xfe, 0, 0);
  const one = (code: number): void => {
    if (limit !== undefined) bytes.push(code);
    else bytes.push(...(codec === "utf-8" ? utf8Bytes(code) : wideBytes(code, codec)));
  };
  let position = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    const surrogate = code >= 0xd800 && code <= 0xdfff;
    if (limit === undefined ? !surrogate : code < limit) one(code);
    else {
      const substitute = replacement(handler, code);
      if (substitute === null) {
        const reason = limit === undefined ? "surrogates not allowed" : `ordinal not in range(${limit})`;
        throw raised(
          UnicodeEncodeError,
          `'${codec}' codec can't encode character '${escapeOf(code)}' in position ${position}: ${reason}`,
        );
      }
      for (const c of substitute) one(c.charCodeAt(0));
    }
    position++;
  }
  return Uint8Array.from(bytes);
}

const utf8Decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Throws UnicodeDecodeError where bytes mean nothing and the handler is "strict". */
export function decodeBytes(bytes: Uint8Array, encoding: string, handler: string): string {
  const codec = codecOf(encoding);
  if (codec === "latin-1") return join(Array.from(bytes));
  if (codec.startsWith("utf-16") || codec.startsWith("utf-32")) return decodeWide(bytes, codec);
  if (codec === "utf-8") {
    try {
      return utf8Decoder.decode(bytes);
    } catch {
      // Not valid: what follows says where, or does what the handler asks.
    }
  }
  const codes: number[] = [];
  const fail = (start: number, end: number, reason: string): void => {
    const shown =
      end - start === 1
        ? `byte 0x${bytes[start].toString(16).padStart(2, "0")} in position ${start}`
        : `bytes in position ${start}-${end - 1}`;
    if (handler === "strict") throw raised(UnicodeDecodeError, `'${codec}' codec can't decode ${shown}: ${reason}`);
    if (handler === "replace") codes.push(0xfffd);
    else if (handler === "backslashreplace") {
      for (const byte of bytes.subarray(start, end)) for (const c of escapeOf(byte)) codes.push(c.charCodeAt(0));
    } else if (handler !== "ignore") throw raised(LookupError, `unknown error handler name '${handler}'`);
  };
  for (let at = 0; at < bytes.length; ) {
    const first = bytes[at];
    if (first < 0x80) {
      codes.push(first);
      at++;
      continue;
    }
    if (codec === "ascii") {
      fail(at, at + 1, "ordinal not in range(128)");
      at++;
      continue;
    }
    const size =
      first >= 0xf0 && first <= 0xf4 ? 4 : first >= 0xe0 && first < 0xf0 ? 3 : first >= 0xc2 && first < 0xe0 ? 2 : 0;
    if (size === 0) {
      fail(at, at + 1, "invalid start byte");
      at++;
      continue;
    }
    let code = first & (0xff >> (size + 1));
    let read = 1;
    while (read < size && at + read < bytes.length && isContinuation(first, read, bytes[at + read])) {
      code = (code << 6) | (bytes[at + read] & 63);
      read++;
    }
    if (read === size) codes.push(code);
    else fail(at, at + read, at + read >= bytes.length ? "unexpected end of data" : "invalid continuation byte");
    at += read;
  }
  return join(codes);
}

/** The second byte rules out overlong forms, surrogates and code points past the last. */
function isContinuation(first: number, place: number, byte: number): boolean {
  if ((byte & 0xc0) !== 0x80) return false;
  if (place !== 1) return true;
  if (first === 0xe0) return byte >= 0xa0;
  if (first === 0xed) return byte < 0xa0;
  if (first === 0xf0) return byte >= 0x90;
  return first !== 0xf4 || byte < 0x90;
}

function decodeWide(bytes: Uint8Array, codec: Codec): string {
  const size = codec.startsWith("utf-32") ? 4 : 2;
  let little = !codec.endsWith("-be");
  let start = 0;
  if (codec === "utf-16" || codec === "utf-32") {
    const [a, b] = bytes;
    if (a === 0xff && b === 0xfe) start = size;
    else if (size === 2 && a === 0xfe && b === 0xff) {
      little = false;
      start = size;
    }
  }
  if ((bytes.length - start) % size !== 0) {
    throw raised(
      UnicodeDecodeError,
      `'${codec}' codec can't decode byte 0x${bytes[bytes.length - 1].toString(16).padStart(2, "0")} in position ${bytes.length - 1}: truncated data`,
    );
  }
  let text = "";
  for (let at = start; at < bytes.length; at += size) {
    let value = 0;
    for (let i = 0; i < size; i++) value += bytes[at + (little ? i : size - 1 - i)] * 2 ** (8 * i);
    text += size === 4 ? String.fromCodePoint(value) : String.fromCharCode(value);
  }
  return text;
}

function join(codes: readonly number[]): string {
  const parts: string[] = [];
  for (let i = 0; i < codes.length; i += 4096) parts.push(String.fromCodePoint(...codes.slice(i, i + 4096)));
  return parts.join("");
}
