/**
 * Strings by code point. A str is a JavaScript string (UTF-16); only those with surrogate pairs need more than its own
 * indexing. The answer for the last long string is remembered, so that a loop over its indices stays linear.
 */
import { worked } from "../../../engine/work.ts";

/** The characters of a text, one a code point. Of a long one it takes long: an interrupt is heard on the way. */
export function charactersOf(text: string): string[] {
  if (text.length < longText) return Array.from(text);
  const characters: string[] = [];
  for (const character of text) {
    worked(8);
    characters.push(character);
  }
  return characters;
}

const longText = 2 ** 16;
const pairs = /[\ud800-\udbff][\udc00-\udfff]/;
const remembered = 64;
let lastText = "";
let lastPoints: readonly string[] | null = null;

/** The code points of a string that has surrogate pairs; null where indexing the string itself is right. */
export function codePoints(text: string): readonly string[] | null {
  if (text.length < remembered) {
    for (let i = 0; i < text.length; i++) {
      if ((text.charCodeAt(i) & 0xf800) === 0xd800) return pairs.test(text) ? charactersOf(text) : null;
    }
    return null;
  }
  if (text !== lastText) {
    lastPoints = pairs.test(text) ? charactersOf(text) : null;
    lastText = text;
  }
  return lastPoints;
}

/** `len(text)` */
export function textLength(text: string): number {
  return codePoints(text)?.length ?? text.length;
}

/** The character at an index in range. */
export function characterAt(text: string, index: number): string {
  return codePoints(text)?.[index] ?? text[index];
}

/** `text[start:stop]` for bounds already in range. */
export function substring(text: string, start: number, stop: number): string {
  const points = codePoints(text);
  if (points === null) return text.slice(start, Math.max(start, stop));
  return points.slice(start, Math.max(start, stop)).join("");
}

/** The code point index of a UTF-16 offset. */
export function indexOfOffset(text: string, offset: number): number {
  if (codePoints(text) === null) return offset;
  let index = 0;
  for (let at = 0; at < offset; index++) at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
  return index;
}

/** The UTF-16 offset of a code point index (the text's end where the index is past it). */
export function offsetOfIndex(text: string, index: number): number {
  if (codePoints(text) === null) return Math.min(index, text.length);
  let at = 0;
  for (let i = 0; i < index && at < text.length; i++) at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
  return at;
}
