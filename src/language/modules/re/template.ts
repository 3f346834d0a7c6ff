/** Replacement templates of `sub` and `expand`: `\1`, `\g<name>` and the escapes. */

import { indexError } from "../../runtime/errors.ts";
import { PatternError } from "./nodes.ts";
import type { PyMatch, PyPattern } from "./pattern.ts";

/** Literal text, or the number of the group that stands there. */
export type Template = readonly (string | number)[];

const escapes: Readonly<Record<string, string>> = {
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  "\\": "\\",
};

const isOctal = (c: string | undefined): boolean => c !== undefined && c >= "0" && c <= "7";
const isDigit = (c: string | undefined): boolean => c !== undefined && c >= "0" && c <= "9";

/** Throws {@link PatternError}, or IndexError for an unknown group name. */
export function parseTemplate(text: string, pattern: PyPattern): Template {
  const parts: (string | number)[] = [];
  const { groups, groupNames } = pattern.program;
  let literal = "";
  const addGroup = (group: number, position: number): void => {
    if (group > groups) throw new PatternError(`invalid group reference ${group}`, position);
    if (literal !== "") parts.push(literal);
    literal = "";
    parts.push(group);
  };
  let at = 0;
  while (at < text.length) {
    const c = text[at];
    if (c !== "\\") {
      literal += c;
      at++;
      continue;
    }
    const letter = text[at + 1];
    if (letter === undefined) throw new PatternError("bad escape (end of pattern)", at, null, true);
    if (letter === "g") {
      const { group, end } = namedGroup(text, at, groups, groupNames);
      addGroup(group, at + 3);
      at = end;
    } else if (letter === "0") {
      let digits = "0";
      at += 2;
      while (digits.length < 3 && isOctal(text[at])) digits += text[at++];
      literal += String.fromCharCode(Number.parseInt(digits, 8) & 255);
    } else if (isDigit(letter)) {
      const start = at;
      let digits = letter;
      at += 2;
      if (isDigit(text[at])) {
        digits += text[at++];
        if (isOctal(digits[0]) && isOctal(digits[1]) && isOctal(text[at])) {
          const code = Number.parseInt(digits + text[at++], 8);
          if (code > 0o377) {
            throw new PatternError(`octal escape value \\${digits}${text[at - 1]} outside of range 0-0o377`, start);
          }
          literal += String.fromCharCode(code);
          continue;
        }
      }
      addGroup(Number(digits), start + 1);
    } else {
      if (Object.hasOwn(escapes, letter)) literal += escapes[letter];
      else if (/[a-zA-Z]/.test(letter)) throw new PatternError(`bad escape \\${letter}`, at, `\\${letter}`);
      else literal += c + letter;
      at += 2;
    }
  }
  if (literal !== "") parts.push(literal);
  return parts;
}

function namedGroup(
  text: string,
  at: number,
  groups: number,
  names: ReadonlyMap<string, number>,
): { group: number; end: number } {
  if (text[at + 2] !== "<") throw new PatternError("missing <", at + 2);
  const close = text.indexOf(">", at + 3);
  if (close < 0) {
    throw new PatternError(at + 3 >= text.length ? "missing group name" : "missing >, unterminated name", at + 3);
  }
  const name = text.slice(at + 3, close);
  if (name === "") throw new PatternError("missing group name", at + 3);
  if (/^[0-9]+$/.test(name)) {
    const group = Number(name);
    if (group > groups) throw new PatternError(`invalid group reference ${name}`, at + 3);
    return { group, end: close + 1 };
  }
  if (!/^[\p{L}\p{Nl}_][\p{L}\p{Nl}\p{Mn}\p{Mc}\p{Nd}\p{Pc}_]*$/u.test(name)) {
    throw new PatternError(`bad character in group name '${name}'`, at + 3);
  }
  const group = names.get(name);
  if (group === undefined) throw indexError(`unknown group name '${name}'`);
  return { group, end: close + 1 };
}

/** The template's text for a match; a group that took no part gives nothing. `text` reads a group's value. */
export function expandTemplate(template: Template, match: PyMatch, text: (group: number) => string): string {
  let result = "";
  for (const part of template) result += typeof part === "string" ? part : match.span(part)[0] < 0 ? "" : text(part);
  return result;
}
