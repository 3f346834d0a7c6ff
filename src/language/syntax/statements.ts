/** Blocks: the statements that hold others. */
import type * as ast from "./ast.ts";
import { SyntaxProblem } from "./problem.ts";
import { SimpleStatementParser } from "./simple-statements.ts";
import { checkAssignable, checkForTarget } from "./targets.ts";
import type { Token } from "./token.ts";

export class StatementParser extends SimpleStatementParser {
  override fieldParser(tokens: readonly Token[]): StatementParser {
    return new StatementParser(tokens, this.source);
  }

  module(): ast.Statement[] {
    const body: ast.Statement[] = [];
    while (this.token.kind !== "end") {
      if (this.token.kind === "newline") this.next();
      else for (const statement of this.statement()) body.push(statement);
    }
    return body;
  }

  private statement(): ast.Statement[] {
    const { token } = this;
    if (token.kind === "indent") throw this.problem();
    if (token.kind === "keyword") {
      switch (token.text) {
        case "if":
          return [this.ifStatement("if")];
        case "while":
          return [this.whileStatement()];
        case "for":
          return [this.forStatement()];
        case "try":
          return [this.tryStatement()];
        case "with":
          return [this.withStatement()];
        case "def":
          return [this.functionDefinition([])];
        case "class":
          return [this.classDefinition([])];
        case "async":
          throw this.refuse(
            "'async' is",
            "cells run to their end without an event loop: write a plain def, for or with",
          );
        default:
      }
    }
    if (this.at("@")) return [this.decorated()];
    if (token.kind === "name" && (token.text === "match" || token.text === "type")) this.refuseSoftKeyword(token);
    return this.simpleStatements();
  }

  /** `match x:` and `type X = ...`: names everywhere else. */
  private refuseSoftKeyword(token: Token): void {
    const after = this.peek();
    if (token.text === "type") {
      if (after.kind === "name" && (this.peek(2).text === "=" || this.peek(2).text === "[")) {
        throw this.refuse("'type' statements are", `write ${after.text} = ...`);
      }
      return;
    }
    const begins =
      after.kind === "name" ||
      after.kind === "number" ||
      after.kind === "string" ||
      after.kind === "fstring" ||
      "([{-*".includes(after.text || " ");
    if (!begins || after.kind === "newline") return;
    const { index } = this;
    this.next();
    const subject = this.attempt(() => this.starExpressions());
    const isMatch = subject !== null && this.at(":") && this.peek().kind === "newline";
    this.index = index;
    if (isMatch) throw this.refuse("'match' statements are", "use if, elif and else");
  }

  /** The block after a header. `what` names the statement in the complaint about a missing one. */
  private block(what: string, header: Token, colonForced = true): ast.Statement[] {
    // For some statements CPython names the colon only where the line ends without it.
    const named = colonForced || this.token.kind === "newline" || this.token.kind === "end";
    this.expect(":", named ? "expected ':'" : "invalid syntax");
    if (this.token.kind !== "newline") return this.simpleStatements();
    if (this.peek().kind !== "indent") {
      this.next();
      const line = this.source.slice(0, header.start).split("\n").length;
      throw this.missingProblem(`expected an indented block after ${what} on line ${line}`, "IndentationError");
    }
    this.next();
    this.next();
    return this.nested(() => {
      const body: ast.Statement[] = [];
      while (this.token.kind !== "dedent" && this.token.kind !== "end") {
        if (this.token.kind === "newline") this.next();
        else for (const statement of this.statement()) body.push(statement);
      }
      if (this.token.kind === "dedent") this.next();
      return body;
    });
  }

  private condition(): ast.Expression {
    const test = this.namedExpression();
    if (this.at("=")) throw this.comparisonMeant(test);
    return test;
  }

  private ifStatement(word: "if" | "elif"): ast.If {
    const header = this.next();
    const test = this.condition();
    const body = this.block(`'${word}' statement`, header, false);
    let orElse: ast.Statement[] = [];
    if (this.at("elif")) orElse = [this.ifStatement("elif")];
    else orElse = this.elseBlock();
    return { type: "If", test, body, orElse, start: header.start, end: this.lastEnd() };
  }

  private elseBlock(): ast.Statement[] {
    return this.at("else") ? this.block("'else' statement", this.next()) : [];
  }

  /** The end of the last token that is text: blocks end before their dedent. */
  private lastEnd(): number {
    for (let i = this.index - 1; i >= 0; i--) {
      const { kind, end } = this.tokens[i];
      if (kind !== "newline" && kind !== "dedent" && kind !== "indent") return end;
    }
    return 0;
  }

  private whileStatement(): ast.While {
    const header = this.next();
    const test = this.condition();
    const body = this.block("'while' statement", header, false);
    const orElse = this.elseBlock();
    return { type: "While", test, body, orElse, start: header.start, end: this.lastEnd() };
  }

  private forStatement(): ast.For {
    const header = this.next();
    const target = this.targetList();
    checkForTarget(target);
    this.expect("in");
    const iterable = this.starExpressions();
    const body = this.block("'for' statement", header);
    const orElse = this.elseBlock();
    return { type: "For", target, iterable, body, orElse, start: header.start, end: this.lastEnd() };
  }

  private tryStatement(): ast.Try {
    const header = this.next();
    const body = this.block("'try' statement", header);
    const handlers: ast.ExceptHandler[] = [];
    while (this.at("except")) handlers.push(this.exceptHandler());
    const bare = handlers.findIndex((handler) => handler.exceptionType === null);
    if (bare >= 0 && bare < handlers.length - 1) {
      throw this.problemAt("default 'except:' must be last", handlers[bare]);
    }
    const orElse = handlers.length > 0 ? this.elseBlock() : [];
    const finalBody = this.at("finally") ? this.block("'finally' statement", this.next()) : [];
    if (handlers.length === 0 && finalBody.length === 0) {
      throw this.missingProblem("expected 'except' or 'finally' block");
    }
    return { type: "Try", body, handlers, orElse, finalBody, start: header.start, end: this.lastEnd() };
  }

  private exceptHandler(): ast.ExceptHandler {
    const header = this.next();
    if (this.at("*"))
      throw this.refuse("exception groups (except*) are", "catch the exceptions one by one with except");
    let exceptionType: ast.Expression | null = null;
    let name: string | null = null;
    if (!this.at(":")) {
      exceptionType = this.expression();
      if (this.at(",")) {
        const rest = this.attempt(() => {
          this.next();
          return this.starExpressions();
        });
        throw this.problemAt("multiple exception types must be parenthesized", {
          start: exceptionType.start,
          end: rest?.end ?? exceptionType.end,
        });
      }
      if (this.accept("as")) name = this.expectName().text;
    }
    const body = this.block("'except' statement", header, false);
    return { exceptionType, name, body, start: header.start, end: this.lastEnd() };
  }

  private withStatement(): ast.With {
    const header = this.next();
    const parenthesized = this.at("(")
      ? this.attempt(() => {
          this.next();
          const items = this.withItems(")");
          this.expect(")");
          if (!this.at(":")) throw this.problem();
          return items;
        })
      : null;
    const items = parenthesized ?? this.withItems(":");
    const body = this.block("'with' statement", header, false);
    return { type: "With", items, body, start: header.start, end: this.lastEnd() };
  }

  private withItems(closer: string): ast.WithItem[] {
    const items: ast.WithItem[] = [];
    do {
      if (closer === ")" && this.at(closer) && items.length > 0) break;
      const context = this.expression();
      let target: ast.Expression | null = null;
      if (this.accept("as")) {
        target = this.bitwise(0);
        checkAssignable(target, false);
      }
      items.push({ context, target, start: context.start, end: this.previousEnd });
    } while (this.accept(","));
    return items;
  }

  private decorated(): ast.Statement {
    const decorators: ast.Expression[] = [];
    while (this.accept("@")) {
      decorators.push(this.namedExpression());
      if (this.token.kind !== "newline") throw this.problem();
      this.next();
    }
    if (this.at("def")) return this.functionDefinition(decorators);
    if (this.at("class")) return this.classDefinition(decorators);
    if (this.at("async")) throw this.refuse("'async' is", "write a plain def");
    throw this.problem();
  }

  private functionDefinition(decorators: ast.Expression[]): ast.FunctionDef {
    const header = this.next();
    const name = this.expectName().text;
    if (this.at("[")) throw this.refuse("type parameter lists are", "leave the brackets out, or use typing.TypeVar");
    this.expect("(", "expected '('");
    const parameters = this.parameters(")", true);
    if (!this.at(")")) throw this.problem();
    this.next();
    const returns = this.accept("->") ? this.expression() : null;
    const body = this.block("function definition", header);
    const start = decorators[0]?.start ?? header.start;
    return {
      type: "FunctionDef",
      name,
      parameters,
      body,
      decorators,
      returns,
      defStart: header.start,
      start,
      end: this.lastEnd(),
    };
  }

  private classDefinition(decorators: ast.Expression[]): ast.ClassDef {
    const header = this.next();
    const name = this.expectName();
    if (this.at("[")) throw this.refuse("type parameter lists are", "leave the brackets out, or use typing.Generic");
    let bases: ast.Expression[] = [];
    let keywords: ast.Keyword[] = [];
    if (this.at("(")) {
      const { args, keywords: given } = this.call(
        { type: "Name", id: name.text, start: name.start, end: name.end },
        name.start,
      );
      bases = args;
      keywords = given;
    }
    const metaclass = keywords.find((keyword) => keyword.name === "metaclass");
    if (metaclass && !isLibraryMetaclass(metaclass.value)) {
      throw new SyntaxProblem(
        "metaclasses are not part of the cell language: use __init_subclass__ or a class decorator",
        metaclass.start,
        metaclass.end,
        "SyntaxError",
        "unsupported",
      );
    }
    const body = this.block("class definition", header, false);
    const start = decorators[0]?.start ?? header.start;
    return {
      type: "ClassDef",
      name: name.text,
      bases,
      keywords,
      body,
      decorators,
      defStart: header.start,
      start,
      end: this.lastEnd(),
    };
  }
}

/** The metaclasses that the standard library offers, by name: `ABCMeta`, `abc.ABCMeta`. */
function isLibraryMetaclass(value: ast.Expression): boolean {
  const name = value.type === "Name" ? value.id : value.type === "Attribute" ? value.attribute : "";
  return /^(ABCMeta|EnumMeta|EnumType|_ProtocolMeta|type)$/.test(name);
}
