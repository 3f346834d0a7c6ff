/** Case mapping and character classes of strings, by Unicode's properties, as CPython's `str` methods use them. */
import { worked } from "../../../engine/work.ts";
import { charactersOf } from "./code-points.ts";

/** Digraphs whose title case is a letter of its own. */
const digraphs = ["\u01c4\u01c5\u01c6", "\u01c7\u01c8\u01c9", "\u01ca\u01cb\u01cc", "\u01f1\u01f2\u01f3"];
const titleOf = new Map<string, string>();
for (const [upper, title, lower] of digraphs) {
  titleOf.set(upper, title);
  titleOf.set(title, title);
  titleOf.set(lower, title);
}

const georgian = /^[\u10d0-\u10fa\u10fd-\u10ff]$/;

/** One character's title case: what `capitalize` and `title` begin a word with. */
export function titleCharacter(character: string): string {
  const digraph = titleOf.get(character);
  if (digraph !== undefined) return digraph;
  // Georgian letters have upper case forms, but no title case.
  if (georgian.test(character)) return character;
  const upper = Array.from(character.toUpperCase());
  // A letter that becomes several (ß, ligatures): only the first is capital.
  return upper.length > 1 ? upper[0] + upper.slice(1).join("").toLowerCase() : upper[0];
}

const cased = /[\p{Lowercase}\p{Uppercase}\p{Lt}]/u;
const upperOrTitle = /[\p{Uppercase}\p{Lt}]/u;
const lower = /\p{Lowercase}/u;
const upper = /\p{Uppercase}/u;

export const isCased = (character: string): boolean => cased.test(character);

const caseIgnorable = /\p{Case_Ignorable}/u;

/** One character in lower case where it stands: a capital sigma that ends a word has a form of its own. */
function lowerAt(points: readonly string[], at: number): string {
  if (points[at] !== "Σ") return points[at].toLowerCase();
  let before = at - 1;
  while (before >= 0 && caseIgnorable.test(points[before])) before--;
  if (before < 0 || !isCased(points[before])) return "σ";
  let after = at + 1;
  while (after < points.length && caseIgnorable.test(points[after])) after++;
  return after < points.length && isCased(points[after]) ? "σ" : "ς";
}

export function title(text: string): string {
  let inWord = false;
  const points = charactersOf(text);
  const mapped = points.map((character, i) => {
    worked(32);
    const result = inWord ? lowerAt(points, i) : titleCharacter(character);
    inWord = isCased(character);
    return result;
  });
  return mapped.join("");
}

export function capitalize(text: string): string {
  const points = charactersOf(text);
  const mapped = points.map((character, i) => {
    worked(8);
    return i === 0 ? titleCharacter(character) : lowerAt(points, i);
  });
  return mapped.join("");
}

export function swapCase(text: string): string {
  const points = charactersOf(text);
  const mapped = points.map((character, i) => {
    worked(32);
    if (upper.test(character)) return lowerAt(points, i);
    return lower.test(character) ? character.toUpperCase() : character;
  });
  return mapped.join("");
}

/** Full case folding: by upper case and back, but for letters that have a folding of their own. */
export function caseFold(text: string): string {
  if (/^[\0-\x7f]*$/.test(text)) return text.toLowerCase();
  let result = "";
  for (const character of text) {
    worked(32);
    if (character === "ı") result += character;
    // Cherokee folds to its upper case letters.
    else if (/[\u13f8-\u13fd\uab70-\uabbf]/.test(character)) result += character.toUpperCase();
    else if (/[\u13a0-\u13f5]/.test(character)) result += character;
    else result += character.toLowerCase().toUpperCase().toLowerCase().replaceAll("ς", "σ");
  }
  return result;
}

/** True where the text has a character and `test` holds for all. */
const all =
  (pattern: RegExp) =>
  (text: string): boolean =>
    text !== "" && pattern.test(text);

export const isAlpha = all(/^\p{L}+$/u);
export const isDecimal = all(/^\p{Nd}+$/u);
export const isDigit = all(
  /^[\p{Nd}\u00b2\u00b3\u00b9\u1369-\u1371\u19da\u2070\u2074-\u2079\u2080-\u2089\u2460-\u2468\u2474-\u247c\u2488-\u2490\u24ea\u24f5-\u24fd\u24ff\u2776-\u277e\u2780-\u2788\u278a-\u2792\u{10a40}-\u{10a43}\u{10e60}-\u{10e68}\u{11052}-\u{1105a}\u{1f100}-\u{1f10a}]+$/u,
);
/** Han characters that stand for numbers, besides the number categories. */
const hanNumbers =
  "㐅㒃㠪㭍一七万三九二五亖亿什仟仨伍佰億兆兩八六十千卄卅卌叁参參叄四壱壹幺廾廿弌弍弎弐拾捌柒漆玖百肆萬貮貳贰阡陆陌陸零";
const numeric = new RegExp(`^[\\p{N}${hanNumbers}〇]+$`, "u");
export const isNumeric = all(numeric);
export const isAlphanumeric = all(new RegExp(`^[\\p{L}\\p{N}${hanNumbers}]+$`, "u"));
// biome-ignore lint/suspicious/noControlCharactersInRegex: the separators that Python counts as white space
export const isSpace = all(/^[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+$/u);
export const isIdentifier = all(/^[\p{ID_Start}_][\p{ID_Continue}]*$/u);

export function isLower(text: string): boolean {
  return lower.test(text) && !upperOrTitle.test(text);
}

export function isUpper(text: string): boolean {
  return /\p{Uppercase}/u.test(text) && !/[\p{Lowercase}\p{Lt}]/u.test(text);
}

export function isTitle(text: string): boolean {
  let any = false;
  let inWord = false;
  for (const character of text) {
    worked(16);
    if (upperOrTitle.test(character)) {
      if (inWord) return false;
      inWord = any = true;
    } else if (lower.test(character)) {
      if (!inWord) return false;
      any = true;
    } else inWord = false;
  }
  return any;
}
