/** `str.encode` and `bytes.decode`: UTF-8, ASCII, Latin-1, UTF-16 and UTF-32 with CPython's error handlers. */
import { worked } from "../../../engine/work.ts";
import { LookupError, raised, UnicodeDecodeError, UnicodeEncodeError } from "../errors.ts";
import { PyBytes } from "../objects/bytes.ts";
import { charactersOf } from "./code-points.ts";

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

const isSurrogate = (code: number): boolean => code >= 0xd800 && code <= 0xdfff;

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

/** `\xe9`, `\u2028`, `\U0001f600`. */
export function escapeOf(code: number): string {
  if (code < 0x100) return `\\x${code.toString(16).padStart(2, "0")}`;
  if (code < 0x10000) return `\\u${code.toString(16).padStart(4, "0")}`;
  return `\\U${code.toString(16).padStart(8, "0")}`;
}

/** What stands for a character that the codec cannot write: text, one byte, or nothing where the error is raised. */
function replacement(handler: string, code: number): string | number[] | null {
  switch (handler) {
    case "ignore":
      return "";
    case "replace":
      return "?";
    case "backslashreplace":
      return escapeOf(code);
    case "xmlcharrefreplace":
      return `&#${code};`;
    case "surrogateescape":
      return code >= 0xdc80 && code <= 0xdcff ? [code - 0xdc00] : null;
    case "strict":
    case "surrogatepass":
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
  const writable = (code: number): boolean => (limit === undefined ? !isSurrogate(code) : code < limit);
  const codes = charactersOf(text).map((character) => character.codePointAt(0) ?? 0);
  codes.forEach((code, position) => {
    worked(32);
    if (writable(code) || (handler === "surrogatepass" && limit === undefined)) {
      one(code);
      return;
    }
    const substitute = replacement(handler, code);
    if (substitute === null) {
      // The wide codecs stop at one character, the others at the whole run that they cannot write.
      let end = position + 1;
      if (!codec.startsWith("utf-16") && !codec.startsWith("utf-32")) {
        while (end < codes.length && !writable(codes[end])) end++;
      }
      const reason = limit === undefined ? "surrogates not allowed" : `ordinal not in range(${limit})`;
      throw raised(UnicodeEncodeError, codec, text, position, end, reason);
    }
    if (typeof substitute !== "string") bytes.push(...substitute);
    else for (const c of substitute) one(c.charCodeAt(0));
  });
  return Uint8Array.from(bytes);
}

const utf8Decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Throws UnicodeDecodeError where bytes mean nothing and the handler is "strict". */
export function decodeBytes(bytes: Uint8Array, encoding: string, handler: string): string {
  const codec = codecOf(encoding);
  if (codec === "latin-1") return join(bytes);
  if (codec.startsWith("utf-16") || codec.startsWith("utf-32")) return decodeWide(bytes, codec, handler);
  if (codec === "utf-8") {
    try {
      return utf8Decoder.decode(bytes);
    } catch {
      // Not valid: what follows says where, or does what the handler asks.
    }
  }
  const codes: number[] = [];
  const fail = (start: number, end: number, reason: string): void => {
    if (handler === "replace") codes.push(0xfffd);
    else if (handler === "backslashreplace") {
      for (const byte of bytes.subarray(start, end)) for (const c of escapeOf(byte)) codes.push(c.charCodeAt(0));
    } else if (handler === "surrogateescape" && bytes[start] >= 0x80) {
      for (const byte of bytes.subarray(start, end)) codes.push(0xdc00 + byte);
    } else if (handler !== "ignore") {
      throw decodeError(bytes, codec, start, end, reason, handler);
    }
  };
  for (let at = 0; at < bytes.length; ) {
    const first = bytes[at];
    worked(4);
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
    if (handler === "surrogatepass" && first === 0xed && bytes[at + 1] >= 0xa0 && bytes[at + 1] < 0xc0) {
      if (bytes[at + 2] >= 0x80 && bytes[at + 2] < 0xc0) {
        codes.push(0xd000 | ((bytes[at + 1] & 63) << 6) | (bytes[at + 2] & 63));
        at += 3;
        continue;
      }
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

function decodeError(bytes: Uint8Array, codec: Codec, start: number, end: number, reason: string, handler: string) {
  if (!["strict", "surrogatepass", "surrogateescape"].includes(handler)) {
    return raised(LookupError, `unknown error handler name '${handler}'`);
  }
  return raised(UnicodeDecodeError, codec, new PyBytes(bytes), start, end, reason);
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

function decodeWide(bytes: Uint8Array, codec: Codec, handler: string): string {
  const size = codec.startsWith("utf-32") ? 4 : 2;
  let little = !codec.endsWith("-be");
  let at = 0;
  if (codec === "utf-16" || codec === "utf-32") {
    const mark = size === 4 && (bytes[2] !== 0 || bytes[3] !== 0) ? undefined : bytes[0];
    if (mark === 0xff && bytes[1] === 0xfe) at = size;
    else if (size === 2 && mark === 0xfe && bytes[1] === 0xff) {
      little = false;
      at = size;
    }
  }
  const unitAt = (start: number): number => {
    let value = 0;
    for (let i = 0; i < size; i++) value += bytes[start + (little ? i : size - 1 - i)] * 2 ** (8 * i);
    return value;
  };
  const shown = codec === "utf-16" || codec === "utf-32" ? `${codec}${little ? "-le" : "-be"}` : codec;
  const codes: number[] = [];
  const fail = (start: number, end: number, reason: string): void => {
    if (handler === "replace") codes.push(0xfffd);
    else if (handler === "backslashreplace") {
      for (const byte of bytes.subarray(start, end)) for (const c of escapeOf(byte)) codes.push(c.charCodeAt(0));
    } else if (handler !== "ignore") throw decodeError(bytes, shown as Codec, start, end, reason, handler);
  };
  while (at < bytes.length) {
    if (at + size > bytes.length) {
      fail(at, bytes.length, "truncated data");
      break;
    }
    const code = unitAt(at);
    worked(8);
    if (size === 4) {
      if (code > 0x10ffff) fail(at, at + 4, "code point not in range(0x110000)");
      else if (isSurrogate(code) && handler !== "surrogatepass") {
        fail(at, at + 4, "code point in surrogate code point range(0xd800, 0xe000)");
      } else codes.push(code);
      at += 4;
      continue;
    }
    if (!isSurrogate(code)) {
      codes.push(code);
      at += 2;
    } else if (code < 0xdc00 && at + 4 <= bytes.length && (unitAt(at + 2) & 0xfc00) === 0xdc00) {
      codes.push(0x10000 + ((code - 0xd800) << 10) + (unitAt(at + 2) - 0xdc00));
      at += 4;
    } else if (handler === "surrogatepass") {
      codes.push(code);
      at += 2;
    } else if (code < 0xdc00 && at + 4 > bytes.length) {
      fail(at, bytes.length, "unexpected end of data");
      at = bytes.length;
    } else {
      fail(at, at + 2, code < 0xdc00 ? "illegal UTF-16 surrogate" : "illegal encoding");
      at += 2;
    }
  }
  return join(codes);
}

function join(codes: readonly number[] | Uint8Array): string {
  const parts: string[] = [];
  for (let i = 0; i < codes.length; i += 4096) {
    worked(4096);
    parts.push(String.fromCodePoint(...codes.slice(i, i + 4096)));
  }
  return parts.join("");
}
