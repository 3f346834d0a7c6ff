/** A place in a list of tokens, and the checks that every part of the parser makes there. */
import { type ProblemKind, SyntaxProblem } from "./problem.ts";
import type { Token } from "./token.ts";

/** How deep expressions and blocks may nest: well inside JavaScript's own stack. */
const maxDepth = 400;

export class Cursor {
  protected index = 0;
  private depth = 0;

  constructor(
    protected readonly tokens: readonly Token[],
    protected readonly source: string,
  ) {}

  protected get token(): Token {
    return this.tokens[this.index];
  }

  protected peek(ahead = 1): Token {
    return this.tokens[Math.min(this.index + ahead, this.tokens.length - 1)];
  }

  /** The end of the token before the cursor. */
  protected get previousEnd(): number {
    return this.index === 0 ? 0 : this.tokens[this.index - 1].end;
  }

  protected next(): Token {
    const token = this.token;
    if (this.index < this.tokens.length - 1) this.index++;
    return token;
  }

  protected at(text: string): boolean {
    const { token } = this;
    return token.text === text && (token.kind === "op" || token.kind === "keyword");
  }

  protected atAny(texts: ReadonlySet<string>): boolean {
    return (this.token.kind === "op" || this.token.kind === "keyword") && texts.has(this.token.text);
  }

  protected accept(text: string): boolean {
    if (!this.at(text)) return false;
    this.next();
    return true;
  }

  protected expect(text: string, message = "invalid syntax"): Token {
    if (!this.at(text)) throw this.problem(message);
    return this.next();
  }

  protected expectName(): Token {
    if (this.token.kind !== "name") throw this.problem();
    return this.next();
  }

  /** The complaint about the token at the cursor. */
  protected problem(message = "invalid syntax"): SyntaxProblem {
    const { token } = this;
    if (token.kind === "indent")
      return new SyntaxProblem("unexpected indent", token.start, token.end, "IndentationError");
    if (token.kind === "dedent" && message === "invalid syntax")
      return new SyntaxProblem(message, token.start, token.start + 1);
    return new SyntaxProblem(message, token.start, Math.max(token.end, token.start + 1));
  }

  /** The complaint that something is missing before the cursor; at the end of the text, after its last line. */
  protected missingProblem(message: string, kind: ProblemKind = "SyntaxError"): SyntaxProblem {
    let token = this.token;
    for (let ahead = 1; token.kind === "dedent"; ahead++) token = this.peek(ahead);
    if (token.kind !== "end")
      return new SyntaxProblem(message, token.start, Math.max(token.end, token.start + 1), kind);
    const at = this.source.trimEnd().length;
    return new SyntaxProblem(message, at, at + 1, kind);
  }

  protected problemAt(message: string, span: { readonly start: number; readonly end: number }): SyntaxProblem {
    return new SyntaxProblem(message, span.start, span.end);
  }

  /** Runs a nested rule; refuses what is nested too deep instead of ending the JavaScript stack. */
  protected nested<T>(rule: () => T): T {
    if (++this.depth > maxDepth) throw this.problem("too many nested parentheses");
    try {
      return rule();
    } finally {
      this.depth--;
    }
  }

  /** Tries a rule; goes back to where it was and gives null where the rule fails. */
  protected attempt<T>(rule: () => T): T | null {
    const { index, depth } = this;
    try {
      return rule();
    } catch (error) {
      if (!(error instanceof SyntaxProblem)) throw error;
      this.index = index;
      this.depth = depth;
      return null;
    }
  }
}
