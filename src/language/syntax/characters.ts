/** Which characters mean something outside of names, numbers and strings. */
import { SyntaxProblem } from "./problem.ts";

/** Longest first. */
export const operators = [
  "**=",
  "//=",
  "<<=",
  ">>=",
  "...",
  "!=",
  "->",
  ":=",
  "+=",
  "-=",
  "*=",
  "/=",
  "%=",
  "&=",
  "|=",
  "^=",
  "@=",
  "==",
  "<=",
  ">=",
  "<<",
  ">>",
  "**",
  "//",
  "+",
  "-",
  "*",
  "/",
  "%",
  "@",
  "&",
  "|",
  "^",
  "~",
  "<",
  ">",
  "(",
  ")",
  "[",
  "]",
  "{",
  "}",
  ",",
  ":",
  ".",
  ";",
  "=",
  "!",
];

/** CPython's complaint about a character that begins no token. */
export function badCharacter(source: string, start: number): SyntaxProblem {
  const code = source.codePointAt(start) ?? 0;
  const character = String.fromCodePoint(code);
  const end = start + character.length;
  if (code < 128 && code >= 32) return new SyntaxProblem("invalid syntax", start, end);
  const shown = `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
  if (/[\p{C}\p{Z}]/u.test(character)) return new SyntaxProblem(`invalid non-printable character ${shown}`, start, end);
  return new SyntaxProblem(`invalid character '${character}' (${shown})`, start, end);
}
