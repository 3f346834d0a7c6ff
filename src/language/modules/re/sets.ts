/** Escapes of characters, and sets of them: `\x41`, `\d`, `[a-z]`. */
import type { Node, SetItem } from "./nodes.ts";
import { Tokenizer } from "./tokenizer.ts";

export const simpleEscapes: Readonly<Record<string, number>> = {
  a: 7,
  b: 8,
  f: 12,
  n: 10,
  r: 13,
  t: 9,
  v: 11,
  "\\": 92,
};
export const categories: Readonly<Record<string, SetItem>> = {
  d: { kind: "category", category: "digit", negated: false },
  D: { kind: "category", category: "digit", negated: true },
  s: { kind: "category", category: "space", negated: false },
  S: { kind: "category", category: "space", negated: true },
  w: { kind: "category", category: "word", negated: false },
  W: { kind: "category", category: "word", negated: true },
};

export const isDigit = (c: string | null): c is string => c !== null && c >= "0" && c <= "9";
export const isOctal = (c: string | null): c is string => c !== null && c >= "0" && c <= "7";
export const isAsciiLetter = (c: string): boolean => /^[a-zA-Z]$/.test(c);
export const codeOf = (c: string): number => c.codePointAt(0) ?? 0;

export abstract class SetParser extends Tokenizer {
  constructor(
    pattern: string,
    protected readonly isBytes: boolean,
  ) {
    super(pattern);
  }

  protected hex(count: number, prefix: string, start: number): number {
    const digits = this.takeWhile(count, (c) => c !== null && /^[0-9a-fA-F]$/.test(c));
    if (digits.length !== count) throw this.error(`incomplete escape ${prefix}${digits}`, start);
    const code = Number.parseInt(digits, 16);
    if (code > 0x10ffff) throw this.error(`bad escape ${prefix}${digits}`, start);
    return code;
  }

  /** Escapes that mean one character both inside and outside a set; null for all others. */
  protected characterEscape(letter: string, start: number): number | null {
    if (letter === "x") return this.hex(2, "\\x", start);
    if (letter === "u" && !this.isBytes) return this.hex(4, "\\u", start);
    if (letter === "U" && !this.isBytes) return this.hex(8, "\\U", start);
    if (letter === "N" && !this.isBytes) {
      if (!this.accept("{")) throw this.error("missing {", this.position);
      throw this.error("\\N{...} is not part of the cell language", start);
    }
    return null;
  }

  protected octal(digits: string, start: number): number {
    const code = Number.parseInt(digits, 8);
    if (code > 0o377) throw this.error(`octal escape value \\${digits} outside of range 0-0o377`, start);
    return code;
  }

  protected setEscape(token: string, start: number): SetItem {
    const letter = token[1];
    const category = categories[letter];
    if (category !== undefined) return category;
    const one = (code: number): SetItem => ({ kind: "range", from: code, to: code });
    if (Object.hasOwn(simpleEscapes, letter)) return one(simpleEscapes[letter]);
    const code = this.characterEscape(letter, start);
    if (code !== null) return one(code);
    if (isOctal(letter)) return one(this.octal(letter + this.takeWhile(2, isOctal), start));
    if (isDigit(letter) || isAsciiLetter(letter)) throw this.error(`bad escape ${token}`, start);
    return one(codeOf(token.slice(1)));
  }

  protected set(start: number, flags: number): Node {
    const negated = this.accept("^");
    const items: SetItem[] = [];
    for (let first = true; ; first = false) {
      const at = this.position;
      const token = this.take();
      if (token === null) throw this.error("unterminated character set", start);
      if (token === "]" && !first) break;
      const low: SetItem =
        token[0] === "\\" ? this.setEscape(token, at) : { kind: "range", from: codeOf(token), to: codeOf(token) };
      if (!this.accept("-")) {
        items.push(low);
        continue;
      }
      const highAt = this.position;
      const highToken = this.take();
      if (highToken === null) throw this.error("unterminated character set", start);
      if (highToken === "]") {
        items.push(low, { kind: "range", from: 45, to: 45 });
        break;
      }
      const high: SetItem =
        highToken[0] === "\\"
          ? this.setEscape(highToken, highAt)
          : { kind: "range", from: codeOf(highToken), to: codeOf(highToken) };
      const shown = `${token}-${highToken}`;
      if (low.kind !== "range" || high.kind !== "range") throw this.error(`bad character range ${shown}`, at);
      if (high.from < low.from) throw this.error(`bad character range ${shown}`, at);
      items.push({ kind: "range", from: low.from, to: high.from });
    }
    return { kind: "set", items, negated, flags };
  }
}
