/** A pattern as tokens, and what every part of the parser reads of them. */
import { PatternError } from "./nodes.ts";

/** A token: one character, or a backslash with the character after it. */
export type Token = string | null;

export abstract class Tokenizer {
  private readonly text: readonly string[];
  protected index = 0;
  protected position = 0;
  protected next: Token = null;

  constructor(pattern: string) {
    this.text = Array.from(pattern);
    this.advance();
  }

  protected advance(): void {
    this.position = this.index;
    const character = this.text[this.index];
    if (character === undefined) {
      this.next = null;
      return;
    }
    this.index++;
    if (character !== "\\") {
      this.next = character;
      return;
    }
    const escaped = this.text[this.index];
    if (escaped === undefined) throw new PatternError("bad escape (end of pattern)", this.text.length - 1, null, true);
    this.index++;
    this.next = character + escaped;
  }

  protected take(): Token {
    const token = this.next;
    this.advance();
    return token;
  }

  protected accept(token: string): boolean {
    if (this.next !== token) return false;
    this.advance();
    return true;
  }

  protected error(message: string, position: number): PatternError {
    return new PatternError(message, position);
  }

  protected takeWhile(count: number, allowed: (c: string | null) => boolean): string {
    let result = "";
    while (result.length < count && allowed(this.next)) result += this.take() ?? "";
    return result;
  }

  protected takeUntil(terminator: string, name: string): string {
    const start = this.position;
    let result = "";
    for (;;) {
      const c = this.next;
      this.advance();
      if (c === null) {
        if (result === "") throw this.error(`missing ${name}`, start);
        throw this.error(`missing ${terminator}, unterminated name`, start);
      }
      if (c === terminator) {
        if (result === "") throw this.error(`missing ${name}`, start);
        return result;
      }
      result += c;
    }
  }
}
