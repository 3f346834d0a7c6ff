/** Source text to tokens, with CPython's indentation rules and messages. Offsets are UTF-16. */
import { badCharacter, operators } from "./characters.ts";
import { scanNumber } from "./numbers.ts";
import { SyntaxProblem } from "./problem.ts";
import { type FStringPart, keywords, type Token } from "./token.ts";

const closers: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };
const nameStart = /[\p{L}\p{Nl}_\u2118\u212E\u309B\u309C]/uy;
const nameRest = /[\p{L}\p{Nl}\p{Mn}\p{Mc}\p{Nd}\p{Pc}\u00B7\u0387\u1369-\u1371\u19DA]*/uy;
const stringPrefix = /(?:[rR][bBfF]?|[bBfF][rR]?|[uU])?(?="|')/y;
/** CPython's limits (MAXLEVEL, MAXINDENT). */
const maxBrackets = 200;
const maxIndents = 100;

interface Bracket {
  readonly text: string;
  readonly start: number;
}

export interface Tokens {
  readonly tokens: readonly Token[];
  /** A bracket that nothing closes. Not thrown: an error of grammar before it comes first. */
  readonly unclosed: SyntaxProblem | null;
}

export function tokenize(source: string): Tokens {
  return new Tokenizer(source).run();
}

class Tokenizer {
  private position = 0;
  private readonly tokens: Token[] = [];
  private readonly brackets: Bracket[] = [];
  private readonly indents: { readonly column: number; readonly alternate: number }[] = [{ column: 0, alternate: 0 }];

  constructor(private readonly source: string) {
    const zero = source.indexOf("\0");
    if (zero >= 0) throw new SyntaxProblem("source code cannot contain null bytes", zero, zero + 1);
    if (source.charCodeAt(0) === 0xfeff) this.position = 1;
  }

  run(): Tokens {
    let atLineStart = true;
    const { source } = this;
    while (this.position < source.length) {
      if (atLineStart && this.brackets.length === 0) {
        atLineStart = false;
        if (!this.indentation()) {
          atLineStart = true;
          continue;
        }
      }
      const c = source[this.position];
      if (c === " " || c === "\t" || c === "\f") this.position++;
      else if (c === "#") this.skipComment();
      else if (c === "\n" || c === "\r") {
        const start = this.position;
        this.position += c === "\r" && source[start + 1] === "\n" ? 2 : 1;
        if (this.brackets.length === 0) {
          this.push("newline", start, start + 1);
          atLineStart = true;
        }
      } else if (c === "\\") this.continuation();
      else this.token();
    }
    const unclosed = this.finish();
    return { tokens: this.tokens, unclosed };
  }

  private push(kind: Token["kind"], start: number, end = this.position): void {
    this.tokens.push({ kind, text: this.source.slice(start, end), start, end });
  }

  private skipComment(): void {
    while (
      this.position < this.source.length &&
      this.source[this.position] !== "\n" &&
      this.source[this.position] !== "\r"
    )
      this.position++;
  }

  private continuation(): void {
    const next = this.source.slice(this.position + 1, this.position + 3);
    if (next.startsWith("\r\n")) this.position += 3;
    else if (next.startsWith("\n") || next.startsWith("\r")) this.position += 2;
    else if (next === "") throw new SyntaxProblem("unexpected EOF while parsing", this.position, this.position + 1);
    else
      throw new SyntaxProblem(
        "unexpected character after line continuation character",
        this.position + 1,
        this.position + 2,
      );
    if (this.position >= this.source.length)
      throw new SyntaxProblem("unexpected EOF while parsing", this.position - 1, this.position);
  }

  /** Reads a line's indentation; false for a blank or comment line, which is skipped whole. */
  private indentation(): boolean {
    const start = this.position;
    let column = 0;
    let alternate = 0;
    for (; this.position < this.source.length; this.position++) {
      const c = this.source[this.position];
      if (c === " ") {
        column++;
        alternate++;
      } else if (c === "\t") {
        column = (Math.floor(column / 8) + 1) * 8;
        alternate++;
      } else if (c === "\f") column = alternate = 0;
      else break;
    }
    const c = this.source[this.position];
    if (c === undefined) return true;
    if (c === "#") this.skipComment();
    if (c === "#" || c === "\n" || c === "\r") {
      if (this.source.startsWith("\r\n", this.position)) this.position += 2;
      else if (this.position < this.source.length) this.position++;
      return false;
    }
    const current = this.indents[this.indents.length - 1];
    const inconsistent = (): SyntaxProblem =>
      new SyntaxProblem("inconsistent use of tabs and spaces in indentation", start, this.position, "TabError");
    if (column === current.column) {
      if (alternate !== current.alternate) throw inconsistent();
    } else if (column > current.column) {
      if (alternate <= current.alternate) throw inconsistent();
      if (this.indents.length >= maxIndents)
        throw new SyntaxProblem("too many levels of indentation", start, this.position, "IndentationError");
      this.indents.push({ column, alternate });
      this.push("indent", start);
    } else {
      while (this.indents[this.indents.length - 1].column > column) {
        this.indents.pop();
        this.tokens.push({ kind: "dedent", text: "", start: this.position, end: this.position });
      }
      const outer = this.indents[this.indents.length - 1];
      if (outer.column !== column) {
        throw new SyntaxProblem(
          "unindent does not match any outer indentation level",
          this.lineEnd(),
          this.lineEnd() + 1,
          "IndentationError",
        );
      }
      if (outer.alternate !== alternate) throw inconsistent();
    }
    return true;
  }

  private lineEnd(): number {
    const end = this.source.indexOf("\n", this.position);
    return end < 0 ? this.source.length : end;
  }

  private token(): void {
    const start = this.position;
    const { source } = this;
    stringPrefix.lastIndex = start;
    const prefix = stringPrefix.exec(source);
    if (prefix) {
      this.string(prefix[0]);
      return;
    }
    nameStart.lastIndex = start;
    if (nameStart.test(source)) {
      nameRest.lastIndex = nameStart.lastIndex;
      nameRest.test(source);
      this.position = nameRest.lastIndex || nameStart.lastIndex;
      const text = source.slice(start, this.position).normalize("NFKC");
      this.tokens.push({ kind: keywords.has(text) ? "keyword" : "name", text, start, end: this.position });
      return;
    }
    const c = source[start];
    if ((c >= "0" && c <= "9") || (c === "." && /[0-9]/.test(source[start + 1] ?? ""))) {
      this.position = scanNumber(source, start);
      this.push("number", start);
      return;
    }
    const operator = operators.find((candidate) => source.startsWith(candidate, start));
    if (operator === undefined) throw badCharacter(this.source, start);
    this.position += operator.length;
    this.bracket(operator, start);
    this.push("op", start);
  }

  private bracket(text: string, start: number): void {
    if (text in closers && text.length === 1) {
      if (this.brackets.length >= maxBrackets) throw new SyntaxProblem("too many nested parentheses", start, start + 1);
      this.brackets.push({ text, start });
    } else if (text === ")" || text === "]" || text === "}") {
      const open = this.brackets.pop();
      if (!open) throw new SyntaxProblem(`unmatched '${text}'`, start, start + 1);
      if (closers[open.text] !== text) {
        const line = this.lineOf(open.start);
        const where = line === this.lineOf(start) ? "" : ` on line ${line}`;
        throw new SyntaxProblem(
          `closing parenthesis '${text}' does not match opening parenthesis '${open.text}'${where}`,
          start,
          start + 1,
        );
      }
    }
  }

  private lineOf(offset: number): number {
    let line = 1;
    for (let i = this.source.indexOf("\n"); i >= 0 && i < offset; i = this.source.indexOf("\n", i + 1)) line++;
    return line;
  }

  private string(prefix: string): void {
    const start = this.position;
    const flags = prefix.toLowerCase();
    const quoteAt = start + prefix.length;
    const quote = this.source[quoteAt];
    const triple = this.source.startsWith(quote.repeat(3), quoteAt);
    const delimiter = triple ? quote.repeat(3) : quote;
    this.position = quoteAt + delimiter.length;
    if (flags.includes("f")) {
      const parts = this.fstringParts(delimiter, flags.includes("r"), start, 0);
      this.position += delimiter.length;
      this.tokens.push({
        kind: "fstring",
        text: this.source.slice(start, this.position),
        start,
        end: this.position,
        parts,
      });
      return;
    }
    while (!this.source.startsWith(delimiter, this.position)) {
      this.checkOpen(triple, start, "");
      this.position += this.escapeLength();
    }
    this.position += delimiter.length;
    this.push("string", start);
  }

  /** How far one character of a literal reaches: an escaped one is two (a CRLF counts as one). */
  private escapeLength(): number {
    if (this.source[this.position] !== "\\") return 1;
    return this.source.startsWith("\r\n", this.position + 1) ? 3 : 2;
  }

  private checkOpen(triple: boolean, start: number, kind: string): void {
    const c = this.source[this.position];
    if (triple && this.position >= this.source.length) {
      const line = this.lineOf(this.source.replace(/\n+$/, "").length);
      throw new SyntaxProblem(
        `unterminated triple-quoted ${kind || "string"} literal (detected at line ${line})`,
        start,
        start + 1,
      );
    }
    if (!triple && (c === undefined || c === "\n" || c === "\r")) {
      throw new SyntaxProblem(
        `unterminated ${kind || "string"} literal (detected at line ${this.lineOf(this.position)})`,
        start,
        start + 1,
      );
    }
  }

  /** The parts of an f-string up to its closing quote (left unread), or of a format spec up to its `}`. */
  private fstringParts(delimiter: string, raw: boolean, start: number, depth: number): FStringPart[] {
    const parts: FStringPart[] = [];
    let textStart = this.position;
    const flush = (end: number): void => {
      if (end > textStart) parts.push({ kind: "text", raw: this.source.slice(textStart, end), start: textStart, end });
    };
    for (;;) {
      if (depth === 0 ? this.source.startsWith(delimiter, this.position) : this.source[this.position] === "}") break;
      this.checkOpen(delimiter.length === 3, start, "f-string");
      const c = this.source[this.position];
      const doubled = this.source[this.position + 1] === c;
      if (depth > 0 && this.source.startsWith(delimiter, this.position)) {
        const fields = parts.some((part) => part.kind === "field");
        const message = fields ? "f-string: expecting '}', or format specs" : "f-string: expecting '}'";
        throw new SyntaxProblem(message, this.position, this.position + 1);
      }
      if (c === "{" && !(doubled && depth === 0)) {
        flush(this.position);
        parts.push(this.field(delimiter, raw, start, depth));
        textStart = this.position;
      } else if (c === "{" || (c === "}" && doubled)) {
        // a doubled brace stands for one
        flush(this.position + 1);
        this.position += 2;
        textStart = this.position;
      } else if (c === "}")
        throw new SyntaxProblem("f-string: single '}' is not allowed", this.position, this.position + 1);
      else if (c === "\\" && raw)
        this.position += this.source.startsWith(delimiter, this.position + 1) && delimiter.length === 1 ? 2 : 1;
      else if (c === "\\" && this.source.startsWith("N{", this.position + 1)) {
        const close = this.source.indexOf("}", this.position);
        this.position = close < 0 ? this.source.length : close + 1;
      } else if (c === "\\" && (this.source[this.position + 1] === "{" || this.source[this.position + 1] === "}"))
        this.position += 1;
      else this.position += this.escapeLength();
    }
    flush(this.position);
    return parts;
  }

  private field(delimiter: string, raw: boolean, start: number, depth: number): FStringPart {
    const open = this.position++;
    if (depth >= 2) throw new SyntaxProblem("f-string: expressions nested too deeply", open, open + 1);
    const tokens = this.fieldTokens(open, delimiter);
    let debugText: string | null = null;
    if (this.source[this.position] === "=") {
      this.position++;
      this.skipSpaces();
      debugText = this.source.slice(open + 1, this.position);
    }
    if (tokens.length <= 1) {
      const next = this.source[this.position] ?? "";
      throw new SyntaxProblem(
        `f-string: valid expression required before '${debugText === null ? next : "="}'`,
        this.position,
        this.position + 1,
      );
    }
    let conversion = "";
    if (this.source[this.position] === "!") {
      const from = ++this.position;
      while (/\w/.test(this.source[this.position] ?? "")) this.position++;
      conversion = this.source.slice(from, this.position);
      if (conversion === "") throw new SyntaxProblem("f-string: missing conversion character", from, from + 1);
      if (!/^[rsa]$/.test(conversion)) {
        throw new SyntaxProblem(
          `f-string: invalid conversion character '${conversion}': expected 's', 'r', or 'a'`,
          from,
          this.position,
        );
      }
      this.skipSpaces();
    }
    let spec: FStringPart[] | null = null;
    if (this.source[this.position] === ":") {
      this.position++;
      spec = this.fstringParts(delimiter, raw, start, depth + 1);
    }
    if (this.source[this.position] !== "}")
      throw new SyntaxProblem("f-string: expecting '}'", this.position, this.position + 1);
    this.position++;
    return { kind: "field", tokens, start: open, end: this.position, debugText, conversion, spec };
  }

  /** Whether a string that starts here also ends on this line: then it is one inside the field, else the field is open. */
  private closesHere(delimiter: string): boolean {
    const from = this.position + delimiter.length;
    const end = delimiter.length === 3 ? this.source.length : this.lineEnd();
    return this.source.slice(from, end).includes(delimiter);
  }

  /** Blanks and line breaks, which a replacement field may hold in any f-string. */
  private skipSpaces(): void {
    while (/[ \t\n\r\f]/.test(this.source[this.position] ?? "")) this.position++;
  }

  /** Tokens of a field's expression, ended by an `end` token; stops before `}`, `!r`, `:` or a debug `=` of this field. */
  private fieldTokens(open: number, delimiter: string): Token[] {
    const from = this.tokens.length;
    const base = this.brackets.length;
    let lambda: Token | null = null;
    this.brackets.push({ text: "{", start: open });
    for (;;) {
      const c = this.source[this.position];
      const level = this.brackets.length - base - 1;
      if (c === undefined) throw new SyntaxProblem("'{' was never closed", open, open + 1);
      if (level === 0) {
        if (c === "}") break;
        if (c === "!" && this.source[this.position + 1] !== "=") break;
        if (c === ":" && lambda !== null) {
          const message = "f-string: lambda expressions are not allowed without parentheses";
          throw new SyntaxProblem(message, lambda.start, this.position + 1);
        }
        if (c === ":") break;
        if (c === "=" && this.source[this.position + 1] !== "=") break;
        if (this.source.startsWith(delimiter, this.position) && !this.closesHere(delimiter)) {
          throw new SyntaxProblem("f-string: expecting '}'", this.position, this.position + 1);
        }
      }
      if (c === "#") this.skipComment();
      else if (/[ \t\f\n\r]/.test(c)) this.position++;
      else if (c === "\\") this.continuation();
      else {
        this.token();
        const last = this.tokens[this.tokens.length - 1];
        if (last.kind === "keyword" && last.text === "lambda" && level === 0) lambda = last;
      }
    }
    this.brackets.length = base;
    const tokens = this.tokens.splice(from);
    tokens.push({ kind: "end", text: "", start: this.position, end: this.position });
    return tokens;
  }

  /** Ends the last line and all blocks; gives the complaint about a bracket that is still open. */
  private finish(): SyntaxProblem | null {
    const end = this.source.length;
    const open = this.brackets[this.brackets.length - 1];
    const last = this.tokens[this.tokens.length - 1];
    if (last && last.kind !== "newline") this.tokens.push({ kind: "newline", text: "", start: end, end });
    while (this.indents.length > 1) {
      this.indents.pop();
      this.tokens.push({ kind: "dedent", text: "", start: end, end });
    }
    this.tokens.push({ kind: "end", text: "", start: end, end });
    return open ? new SyntaxProblem(`'${open.text}' was never closed`, open.start, open.start + 1) : null;
  }
}
