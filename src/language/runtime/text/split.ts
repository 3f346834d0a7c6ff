/** Splitting, stripping and searching of strings: the pure part of `str`'s methods. */
import { worked } from "../../../engine/work.ts";
import { charactersOf } from "./code-points.ts";

// biome-ignore lint/suspicious/noControlCharactersInRegex: the separators that Python counts as white space
const space = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;
const isSpace = (code: number): boolean => {
  if (code < 128) return code === 32 || (code >= 9 && code <= 13) || (code >= 28 && code <= 31);
  return space.test(String.fromCharCode(code));
};

/** White space among bytes. */
export const byteSpace = (code: number): boolean => code === 32 || (code >= 9 && code <= 13);

/** `text.split(None, limit)`; limit < 0: no limit. */
export function splitSpace(text: string, limit: number, spaceCode = isSpace): string[] {
  const parts: string[] = [];
  let at = 0;
  for (;;) {
    while (at < text.length && spaceCode(text.charCodeAt(at))) at++;
    if (at >= text.length) return parts;
    if (limit >= 0 && parts.length >= limit) {
      parts.push(text.slice(at));
      return parts;
    }
    const start = at;
    worked(16);
    while (at < text.length && !spaceCode(text.charCodeAt(at))) at++;
    parts.push(text.slice(start, at));
  }
}

export function splitSpaceFromRight(text: string, limit: number, spaceCode = isSpace): string[] {
  const parts: string[] = [];
  let at = text.length;
  for (;;) {
    while (at > 0 && spaceCode(text.charCodeAt(at - 1))) at--;
    if (at <= 0) return parts.reverse();
    if (limit >= 0 && parts.length >= limit) {
      parts.push(text.slice(0, at));
      return parts.reverse();
    }
    const end = at;
    worked(16);
    while (at > 0 && !spaceCode(text.charCodeAt(at - 1))) at--;
    parts.push(text.slice(at, end));
  }
}

/** `text.split(separator, limit)`, separator not empty. */
export function splitOn(text: string, separator: string, limit: number): string[] {
  const parts: string[] = [];
  let start = 0;
  while (limit < 0 || parts.length < limit) {
    const at = text.indexOf(separator, start);
    if (at < 0) break;
    worked(16);
    parts.push(text.slice(start, at));
    start = at + separator.length;
  }
  parts.push(text.slice(start));
  return parts;
}

export function splitOnFromRight(text: string, separator: string, limit: number): string[] {
  const parts: string[] = [];
  let end = text.length;
  while (limit < 0 || parts.length < limit) {
    const at = end - separator.length < 0 ? -1 : text.lastIndexOf(separator, end - separator.length);
    if (at < 0) break;
    worked(16);
    parts.push(text.slice(at + separator.length, end));
    end = at;
  }
  parts.push(text.slice(0, end));
  return parts.reverse();
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: the line boundaries that Python knows
const lineEnd = /\r\n|[\n\v\f\r\x1c-\x1e\x85\u2028\u2029]/g;

export function splitLines(text: string, keepEnds: boolean, boundary: RegExp = lineEnd): string[] {
  const lines: string[] = [];
  let start = 0;
  for (const match of text.matchAll(boundary)) {
    worked(32);
    const end = match.index + match[0].length;
    lines.push(text.slice(start, keepEnds ? end : match.index));
    start = end;
  }
  if (start < text.length) lines.push(text.slice(start));
  return lines;
}

/** Without the given characters (white space where null) at its ends. */
export function strip(text: string, characters: string | null, side: "left" | "right" | "both"): string {
  let start = 0;
  let end = text.length;
  if (characters === null) {
    if (side !== "right") while (start < end && isSpace(text.charCodeAt(start))) start++;
    if (side !== "left") while (end > start && isSpace(text.charCodeAt(end - 1))) end--;
    return text.slice(start, end);
  }
  const set = new Set(characters);
  const points = charactersOf(text);
  start = 0;
  end = points.length;
  if (side !== "right") while (start < end && set.has(points[start])) start++;
  if (side !== "left") while (end > start && set.has(points[end - 1])) end--;
  return points.slice(start, end).join("");
}

/** How often `part` occurs without overlap. */
export function countOccurrences(text: string, part: string): number {
  if (part === "") return charactersOf(text).length + 1;
  let count = 0;
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length)) {
    worked(8);
    count++;
  }
  return count;
}

/** Longer texts are gone through in pieces, between which an interrupt is seen. */
const longText = 1 << 20;
/** What it costs to join so many pieces as are held at most. */
const piecesWork = 2 ** 18;

/** `text.replace(old, new, count)`; count < 0: all. */
export function replaceText(text: string, old: string, replacement: string, count: number): string {
  if (count === 0) return text;
  if (old === "") {
    const points = charactersOf(text);
    const times = count < 0 ? points.length + 1 : Math.min(count, points.length + 1);
    return (
      points
        .map((point, i) => {
          worked(8);
          return (i < times ? replacement : "") + point;
        })
        .join("") + (times > points.length ? replacement : "")
    );
  }
  if (!text.includes(old)) return text;
  // `$` means something in a replacement.
  if (count < 0 && text.length < longText && !replacement.includes("$")) return text.replaceAll(old, replacement);
  let result = "";
  let parts: string[] = [];
  let start = 0;
  for (let found = 0; count < 0 || found < count; found++) {
    const at = text.indexOf(old, start);
    if (at < 0) break;
    parts.push(text.slice(start, at), replacement);
    start = at + old.length;
    if (parts.length >= 0x2000) {
      worked(piecesWork);
      result += parts.join("");
      parts = [];
    }
  }
  return result + parts.join("") + text.slice(start);
}

export function expandTabs(text: string, size: number): string {
  let result = "";
  let column = 0;
  for (const character of text) {
    worked(8);
    if (character === "\t") {
      const width = size > 0 ? size - (column % size) : 0;
      result += " ".repeat(width);
      column += width;
    } else {
      result += character;
      column = character === "\n" || character === "\r" ? 0 : column + 1;
    }
  }
  return result;
}
