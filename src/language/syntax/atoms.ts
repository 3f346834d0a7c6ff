/** Names, literals, displays, comprehensions and what stands in parentheses. */
import type * as ast from "./ast.ts";
import { Cursor } from "./cursor.ts";
import { decodeBytes, decodeString, splitLiteral } from "./literals.ts";
import { numberValue } from "./numbers.ts";
import { SyntaxProblem, unsupported } from "./problem.ts";
import { checkForTarget } from "./targets.ts";
import type { FStringPart, Token } from "./token.ts";

const expressionKeywords: ReadonlySet<string> = new Set(["None", "True", "False", "not", "lambda", "await"]);
const expressionOperators: ReadonlySet<string> = new Set(["(", "[", "{", "-", "+", "~", "..."]);

export abstract class AtomParser extends Cursor {
  abstract expression(): ast.Expression;
  abstract namedExpression(): ast.Expression;
  abstract starNamedExpression(): ast.Expression;
  abstract starExpressions(): ast.Expression;
  abstract disjunction(): ast.Expression;
  abstract bitwise(level: number): ast.Expression;
  abstract yieldExpression(): ast.Expression;
  /** A parser over the tokens of an f-string's field. */
  abstract fieldParser(tokens: readonly Token[]): AtomParser;

  protected startsExpression(): boolean {
    const { kind, text } = this.token;
    if (kind === "name" || kind === "number" || kind === "string" || kind === "fstring") return true;
    return kind === "keyword" ? expressionKeywords.has(text) : kind === "op" && expressionOperators.has(text);
  }

  protected refuse(construct: string, instead: string): SyntaxProblem {
    return unsupported(construct, instead, this.token.start, this.token.end);
  }

  protected atom(): ast.Expression {
    const { token } = this;
    const span = { start: token.start, end: token.end };
    switch (token.kind) {
      case "name":
        this.next();
        if ((token.text === "print" || token.text === "exec") && this.looksLikePrintStatement())
          throw this.printStatement(token);
        return { type: "Name", id: token.text, ...span };
      case "number":
        this.next();
        return { type: "Constant", value: numberValue(token.text, token.start), ...span };
      case "string":
      case "fstring":
        return this.strings();
      case "keyword":
        return this.keywordAtom(token);
      case "op":
        if (token.text === "(") return this.nested(() => this.parenthesized());
        if (token.text === "[") return this.nested(() => this.listDisplay());
        if (token.text === "{") return this.nested(() => this.braces());
        if (token.text === "...") {
          this.next();
          return { type: "Constant", value: { kind: "ellipsis" }, ...span };
        }
        break;
      default:
    }
    throw this.problem();
  }

  private keywordAtom(token: Token): ast.Expression {
    const span = { start: token.start, end: token.end };
    switch (token.text) {
      case "None":
        this.next();
        return { type: "Constant", value: { kind: "none" }, ...span };
      case "True":
      case "False":
        this.next();
        return { type: "Constant", value: { kind: "bool", value: token.text === "True" }, ...span };
      default:
        throw this.problem();
    }
  }

  /** `print x` at the start of a line: Python 2's statement. */
  private looksLikePrintStatement(): boolean {
    const previous = this.index < 2 ? null : this.tokens[this.index - 2];
    const atStart =
      previous === null ||
      previous.kind === "newline" ||
      previous.kind === "indent" ||
      previous.kind === "dedent" ||
      previous.text === ";" ||
      previous.text === ":";
    const { kind, text } = this.token;
    return (
      atStart &&
      (kind === "name" ||
        kind === "number" ||
        kind === "string" ||
        kind === "fstring" ||
        (kind === "keyword" && expressionKeywords.has(text) && text !== "not"))
    );
  }

  private printStatement(name: Token): SyntaxProblem {
    let last = this.token;
    while (this.token.kind !== "newline" && this.token.kind !== "end" && !this.at(";")) last = this.next();
    return this.problemAt(`Missing parentheses in call to '${name.text}'. Did you mean ${name.text}(...)?`, {
      start: name.start,
      end: last.end,
    });
  }

  /** Adjacent literals: one constant, or one f-string of all their parts. */
  private strings(): ast.Expression {
    const tokens: Token[] = [];
    while (this.token.kind === "string" || this.token.kind === "fstring") tokens.push(this.next());
    const start = tokens[0].start;
    const end = tokens[tokens.length - 1].end;
    const isBytes = (token: Token): boolean => token.kind === "string" && splitLiteral(token.text).flags.includes("b");
    if (tokens.some(isBytes)) {
      if (!tokens.every(isBytes)) throw this.problemAt("cannot mix bytes and nonbytes literals", { start, end });
      const chunks = tokens.map((token) => {
        const { flags, body, offset } = splitLiteral(token.text);
        return [...decodeBytes(body, flags.includes("r"), token.start + offset)];
      });
      return { type: "Constant", value: { kind: "bytes", value: Uint8Array.from(chunks.flat()) }, start, end };
    }
    const values: (ast.Constant | ast.FormattedValue)[] = [];
    for (const token of tokens) {
      const { flags, body, offset } = splitLiteral(token.text);
      const raw = flags.includes("r");
      if (token.parts) for (const value of this.fstringValues(token.parts, raw)) values.push(value);
      else values.push(text(decodeString(body, raw, token.start + offset), token.start, token.end));
    }
    const joined = joinTexts(values);
    if (tokens.every((token) => token.kind === "string"))
      return { ...(joined[0] ?? text("", start, end)), start, end } as ast.Constant;
    return { type: "JoinedStr", values: joined, start, end };
  }

  private fstringValues(parts: readonly FStringPart[], raw: boolean): (ast.Constant | ast.FormattedValue)[] {
    return parts.flatMap((part): (ast.Constant | ast.FormattedValue)[] => {
      if (part.kind === "text") return [text(decodeString(part.raw, raw, part.start), part.start, part.end)];
      const parser = this.fieldParser(part.tokens);
      const value = parser.wholeField();
      const formatSpec: ast.JoinedStr | null =
        part.spec === null
          ? null
          : {
              type: "JoinedStr",
              values: joinTexts(this.fstringValues(part.spec, raw)),
              start: part.start,
              end: part.end,
            };
      const chosen =
        part.conversion === "r" || part.conversion === "s" || part.conversion === "a" ? part.conversion : "";
      const conversion = part.debugText !== null && chosen === "" && formatSpec === null ? "r" : chosen;
      const field: ast.FormattedValue = {
        type: "FormattedValue",
        value,
        conversion,
        formatSpec,
        start: part.start,
        end: part.end,
      };
      return part.debugText === null ? [field] : [text(part.debugText, part.start, part.end), field];
    });
  }

  /** The expression of a whole f-string field: nothing may follow it. */
  wholeField(): ast.Expression {
    const value = this.fieldExpression(this.token);
    if (this.token.kind !== "end") this.missingComma(value, "}");
    return value;
  }

  private fieldExpression(first: Token): ast.Expression {
    try {
      return this.at("yield") ? this.yieldExpression() : this.starExpressions();
    } catch (error) {
      // Specific complaints stand; a bare one is worded for the field.
      if (!(error instanceof SyntaxProblem) || error.message !== "invalid syntax") throw error;
      throw this.problemAt("f-string: expecting a valid expression after '{'", first);
    }
  }

  private parenthesized(): ast.Expression {
    const open = this.next();
    if (this.at(")")) return { type: "Tuple", elements: [], start: open.start, end: this.next().end };
    if (this.at("yield")) {
      const value = this.yieldExpression();
      this.expectCloser(")", value);
      return value;
    }
    const first = this.starNamedExpression();
    if (this.at("for") || this.at("async")) {
      if (first.type === "Starred") throw this.problemAt("iterable unpacking cannot be used in comprehension", first);
      const generator = this.comprehension("GeneratorExp", first, open.start);
      const close = this.expectCloser(")", generator);
      return { ...generator, end: close.end };
    }
    if (this.at(",")) {
      const elements = this.elementsAfter(first, ")");
      const close = this.expectCloser(")", elements[elements.length - 1]);
      return { type: "Tuple", elements, start: open.start, end: close.end };
    }
    if (first.type === "Starred") throw this.problemAt("cannot use starred expression here", first);
    this.expectCloser(")", first);
    return first;
  }

  private elementsAfter(first: ast.Expression, closer: string): ast.Expression[] {
    const elements = [first];
    while (this.accept(",")) {
      if (this.at(closer)) break;
      const element = this.starNamedExpression();
      elements.push(element);
      if (this.at("for")) {
        throw this.problemAt("did you forget parentheses around the comprehension target?", {
          start: elements[0].start,
          end: element.end,
        });
      }
    }
    return elements;
  }

  private listDisplay(): ast.Expression {
    const open = this.next();
    if (this.at("]")) return { type: "List", elements: [], start: open.start, end: this.next().end };
    const first = this.starNamedExpression();
    if (this.at("for") || this.at("async")) {
      if (first.type === "Starred") throw this.problemAt("iterable unpacking cannot be used in comprehension", first);
      const list = this.comprehension("ListComp", first, open.start);
      return { ...list, end: this.expectCloser("]", list).end };
    }
    const elements = this.elementsAfter(first, "]");
    const close = this.expectCloser("]", elements[elements.length - 1]);
    return { type: "List", elements, start: open.start, end: close.end };
  }

  private braces(): ast.Expression {
    const open = this.next();
    if (this.at("}")) return { type: "Dict", keys: [], values: [], start: open.start, end: this.next().end };
    if (this.at("**")) return this.dictDisplay(open.start, [], []);
    const first = this.starNamedExpression();
    if (!this.at(":") || first.type === "Starred") {
      if (this.at("for") || this.at("async")) {
        if (first.type === "Starred") throw this.problemAt("iterable unpacking cannot be used in comprehension", first);
        const set = this.comprehension("SetComp", first, open.start);
        return { ...set, end: this.expectCloser("}", set).end };
      }
      const elements = this.elementsAfter(first, "}");
      if (this.at(":")) throw this.problem();
      const close = this.expectCloser("}", elements[elements.length - 1]);
      return { type: "Set", elements, start: open.start, end: close.end };
    }
    const value = this.dictValue();
    if (this.at("for") || this.at("async")) {
      const generators = this.comprehensionClauses();
      const close = this.expectCloser("}", value);
      return { type: "DictComp", key: first, value, generators, start: open.start, end: close.end };
    }
    return this.dictDisplay(open.start, [first], [value]);
  }

  private dictValue(): ast.Expression {
    const colon = this.next();
    if (this.at("}") || this.at(",")) throw this.problemAt("expression expected after dictionary key and ':'", colon);
    if (this.at("*")) throw this.problem("cannot use a starred expression in a dictionary value");
    return this.expression();
  }

  private dictDisplay(start: number, keys: (ast.Expression | null)[], values: ast.Expression[]): ast.Expression {
    if (values.length > 0 && !this.at("}")) {
      if (!this.at(",")) this.missingComma(values[values.length - 1], "}");
      this.next();
    }
    while (!this.at("}")) {
      if (this.accept("**")) {
        const stars = { start: this.previousEnd - 2, end: this.previousEnd };
        keys.push(null);
        values.push(this.bitwise(0));
        if (this.at("for")) throw this.problemAt("dict unpacking cannot be used in dict comprehension", stars);
      } else {
        const key = this.expression();
        if (!this.at(":"))
          throw this.problemAt("':' expected after dictionary key", { start: key.end - 1, end: key.end });
        keys.push(key);
        values.push(this.dictValue());
      }
      if (this.at("}")) break;
      if (!this.at(",")) this.missingComma(values[values.length - 1], "}");
      this.next();
    }
    return { type: "Dict", keys, values, start, end: this.next().end };
  }

  protected comprehension(type: ast.ListComp["type"], element: ast.Expression, start: number): ast.ListComp {
    const generators = this.comprehensionClauses();
    return { type, element, generators, start, end: this.previousEnd };
  }

  private comprehensionClauses(): ast.Comprehension[] {
    const clauses: ast.Comprehension[] = [];
    while (this.at("for") || this.at("async")) {
      if (this.at("async")) throw this.refuse("async comprehensions are", "use a plain for");
      const { start } = this.next();
      const target = this.targetList();
      checkForTarget(target);
      if (!this.at("in")) this.missingComma(target, "in");
      this.next();
      const iterable = this.disjunction();
      const conditions: ast.Expression[] = [];
      while (this.accept("if")) conditions.push(this.disjunction());
      clauses.push({ target, iterable, conditions, start, end: this.previousEnd });
    }
    return clauses;
  }

  /** What `for` assigns to: everything up to `in`. */
  protected targetList(): ast.Expression {
    const item = (): ast.Expression => {
      if (!this.at("*")) return this.bitwise(0);
      const { start } = this.next();
      const value = this.bitwise(0);
      return { type: "Starred", value, start, end: this.previousEnd };
    };
    const { start } = this.token;
    const first = item();
    if (!this.at(",")) return first;
    const elements = [first];
    while (this.accept(",")) {
      if (!this.startsExpression() && !this.at("*")) break;
      elements.push(item());
    }
    return { type: "Tuple", elements, start, end: this.previousEnd };
  }

  /** The closing bracket; where another expression stands instead, a comma was forgotten. */
  protected expectCloser(closer: string, before: ast.Expression | null): Token {
    if (!this.at(closer)) this.missingComma(before, closer);
    return this.next();
  }

  protected missingComma(before: ast.Expression | null, closer: string): never {
    const { token } = this;
    if (before && this.startsExpression() && token.text !== "not") {
      const after = this.attempt(() => this.expression());
      if (after)
        throw this.problemAt("invalid syntax. Perhaps you forgot a comma?", { start: before.start, end: after.end });
    }
    if (closer !== ")" || !this.at("=") || before === null) throw this.problem();
    throw this.problem("invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
  }
}

const text = (value: string, start: number, end: number): ast.Constant => ({
  type: "Constant",
  value: { kind: "str", value },
  start,
  end,
});

function joinTexts(values: readonly (ast.Constant | ast.FormattedValue)[]): (ast.Constant | ast.FormattedValue)[] {
  const joined: (ast.Constant | ast.FormattedValue)[] = [];
  for (const value of values) {
    const last = joined.at(-1);
    if (
      value.type === "Constant" &&
      last?.type === "Constant" &&
      value.value.kind === "str" &&
      last.value.kind === "str"
    ) {
      joined[joined.length - 1] = text(last.value.value + value.value.value, last.start, value.end);
    } else if (value.type === "FormattedValue" || value.value.kind !== "str" || value.value.value !== "")
      joined.push(value);
  }
  return joined;
}
