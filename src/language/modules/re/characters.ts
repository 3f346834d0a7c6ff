/** Which characters a set, a category or a case-insensitive literal matches. */
import { type Category, flagBits, type SetItem } from "./nodes.ts";

const unicodeDigit = /\p{Nd}/u;
const unicodeWord = /[\p{L}\p{N}_]/u;
// biome-ignore lint/suspicious/noControlCharactersInRegex: the separators that Python counts as white space
const unicodeSpace = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;

function inCategory(category: Category, code: number, ascii: boolean): boolean {
  if (code < 128) {
    if (category === "digit") return code >= 48 && code <= 57;
    if (category === "word") {
      return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 95;
    }
    // Python's ASCII white space; the separators 0x1c to 0x1f are white space to Unicode only.
    return code === 32 || (code >= 9 && code <= 13) || (!ascii && code >= 28 && code <= 31);
  }
  if (ascii) return false;
  const character = String.fromCodePoint(code);
  if (category === "digit") return unicodeDigit.test(character);
  return (category === "word" ? unicodeWord : unicodeSpace).test(character);
}

export const isWord = (code: number, ascii: boolean): boolean => inCategory("word", code, ascii);

/** One code point in another case, where that is one code point. */
function mapped(code: number, map: (text: string) => string): number {
  const text = map(String.fromCodePoint(code));
  const result = text.codePointAt(0) ?? code;
  return text.length === (result > 0xffff ? 2 : 1) ? result : code;
}

/** Lower case letters that share an upper case letter (CPython's `_EXTRA_CASES`, the ones outside ASCII fold like these). */
const sameLetter: readonly (readonly number[])[] = [
  [0x69, 0x131],
  [0x73, 0x17f],
  [0xb5, 0x3bc],
  [0x345, 0x3b9, 0x1fbe],
  [0x390, 0x1fd3],
  [0x3b0, 0x1fe3],
  [0x3b2, 0x3d0],
  [0x3b5, 0x3f5],
  [0x3b8, 0x3d1],
  [0x3ba, 0x3f0],
  [0x3c0, 0x3d6],
  [0x3c1, 0x3f1],
  [0x3c2, 0x3c3],
  [0x3c6, 0x3d5],
  [0x1e61, 0x1e9b],
  [0xfb05, 0xfb06],
];
const canonical = new Map<number, number>();
const family = new Map<number, readonly number[]>();
for (const letters of sameLetter) {
  for (const letter of letters) {
    canonical.set(letter, letters[0]);
    family.set(letter, letters);
  }
}

/** The representative of all code points that IGNORECASE takes as equal. */
export function foldCase(code: number, flags: number): number {
  if (code < 128) {
    return code >= 65 && code <= 90 ? code + 32 : code;
  }
  if (flags & flagBits.ASCII) return code;
  const lower = mapped(code, (text) => text.toLowerCase());
  return canonical.get(lower) ?? lower;
}

function caseVariants(code: number, flags: number): number[] {
  if (flags & flagBits.ASCII) {
    const lower = foldCase(code, flags);
    return lower >= 97 && lower <= 122 ? [lower, lower - 32] : [lower];
  }
  const lower = mapped(code, (text) => text.toLowerCase());
  const letters = [lower, ...(family.get(lower) ?? [])];
  return [code, ...letters, ...letters.map((letter) => mapped(letter, (text) => text.toUpperCase()))];
}

/** A compiled set: a table for ASCII, the items for the rest. */
export class CharacterSet {
  private readonly ascii = new Uint8Array(128);
  constructor(
    private readonly items: readonly SetItem[],
    private readonly negated: boolean,
    private readonly flags: number,
  ) {
    for (let code = 0; code < 128; code++) this.ascii[code] = this.decide(code) ? 1 : 0;
  }

  has(code: number): boolean {
    return code < 128 ? this.ascii[code] === 1 : this.decide(code);
  }

  private decide(code: number): boolean {
    const found =
      this.flags & flagBits.IGNORECASE
        ? caseVariants(code, this.flags).some((variant) => this.listed(variant))
        : this.listed(code);
    return found !== this.negated;
  }

  private listed(code: number): boolean {
    const ascii = (this.flags & flagBits.ASCII) !== 0;
    return this.items.some((item) =>
      item.kind === "range"
        ? code >= item.from && code <= item.to
        : inCategory(item.category, code, ascii) !== item.negated,
    );
  }
}
