/** Statements of one line. */
import type * as ast from "./ast.ts";
import { ExpressionParser } from "./expressions.ts";
import type { SyntaxProblem } from "./problem.ts";
import { checkAssignable, checkDeletable, expressionName } from "./targets.ts";

const augmented: Readonly<Record<string, ast.BinaryOperator>> = {
  "+=": "+",
  "-=": "-",
  "*=": "*",
  "/=": "/",
  "//=": "//",
  "%=": "%",
  "@=": "@",
  "&=": "&",
  "|=": "|",
  "^=": "^",
  "<<=": "<<",
  ">>=": ">>",
  "**=": "**",
};

export abstract class SimpleStatementParser extends ExpressionParser {
  protected simpleStatements(): ast.Statement[] {
    const statements = [this.simpleStatement()];
    while (this.accept(";")) {
      if (this.token.kind === "newline" || this.token.kind === "end") break;
      statements.push(this.simpleStatement());
    }
    if (this.token.kind === "newline") this.next();
    else if (this.token.kind !== "end") throw this.problem();
    return statements;
  }

  private simpleStatement(): ast.Statement {
    const { token } = this;
    const { start } = token;
    if (token.kind === "keyword") {
      switch (token.text) {
        case "pass":
        case "break":
        case "continue":
          this.next();
          return {
            type: token.text === "pass" ? "Pass" : token.text === "break" ? "Break" : "Continue",
            start,
            end: token.end,
          };
        case "return": {
          this.next();
          const value = this.endsStatement() ? null : this.starExpressions();
          return { type: "Return", value, start, end: this.previousEnd };
        }
        case "raise":
          return this.raiseStatement();
        case "global":
        case "nonlocal": {
          this.next();
          const names = [this.expectName().text];
          while (this.accept(",")) names.push(this.expectName().text);
          return { type: token.text === "global" ? "Global" : "Nonlocal", names, start, end: this.previousEnd };
        }
        case "del":
          return this.deleteStatement();
        case "assert": {
          this.next();
          const test = this.assertPart();
          const message = this.accept(",") ? this.assertPart() : null;
          return { type: "Assert", test, message, start, end: this.previousEnd };
        }
        case "import":
          return this.importStatement();
        case "from":
          return this.importFrom();
        default:
      }
    }
    return this.expressionStatement();
  }

  private endsStatement(): boolean {
    return this.token.kind === "newline" || this.token.kind === "end" || this.at(";");
  }

  private assertPart(): ast.Expression {
    const value = this.namedExpression();
    if (this.at("=")) throw this.comparisonMeant(value);
    return value;
  }

  /** `=` where a condition is wanted. */
  protected comparisonMeant(value: ast.Expression): SyntaxProblem {
    if (value.type !== "Name") {
      return this.problemAt(
        `cannot assign to ${expressionName(value)} here. Maybe you meant '==' instead of '='?`,
        value,
      );
    }
    const right = this.attempt(() => {
      this.next();
      return this.bitwise(0);
    });
    const end = right?.end ?? value.end;
    return this.problemAt("invalid syntax. Maybe you meant '==' or ':=' instead of '='?", { start: value.start, end });
  }

  private raiseStatement(): ast.Raise {
    const { start } = this.next();
    if (this.endsStatement()) return { type: "Raise", exception: null, cause: null, start, end: this.previousEnd };
    const exception = this.expression();
    const cause = this.accept("from") ? this.expression() : null;
    return { type: "Raise", exception, cause, start, end: this.previousEnd };
  }

  private deleteStatement(): ast.Delete {
    const { start } = this.next();
    const first = this.starExpressions();
    const bare = first.type === "Tuple" && this.source[first.start] !== "(";
    const targets = bare && first.type === "Tuple" ? first.elements : [first];
    for (const target of targets) checkDeletable(target);
    return { type: "Delete", targets, start, end: this.previousEnd };
  }

  private expressionStatement(): ast.Statement {
    const start = this.token.start;
    const parenthesized = this.at("(");
    const first = this.at("yield") ? this.yieldExpression() : this.starExpressions();
    if (this.token.kind === "op") {
      if (this.at(":") && first.type !== "Yield") return this.annotatedAssignment(first, parenthesized, start);
      const operator = Object.hasOwn(augmented, this.token.text) ? augmented[this.token.text] : undefined;
      if (operator !== undefined) {
        if (first.type !== "Name" && first.type !== "Attribute" && first.type !== "Subscript") {
          throw this.problemAt(`'${expressionName(first)}' is an illegal expression for augmented assignment`, first);
        }
        this.next();
        const value = this.at("yield") ? this.yieldExpression() : this.starExpressions();
        return { type: "AugAssign", target: first, operator, value, start, end: this.previousEnd };
      }
      if (this.at("=")) return this.assignment(first, start);
    }
    return { type: "Expr", value: first, start, end: this.previousEnd };
  }

  private assignment(first: ast.Expression, start: number): ast.Assign {
    const parts = [first];
    while (this.accept("=")) parts.push(this.at("yield") ? this.yieldExpression() : this.starExpressions());
    const targets = parts.slice(0, -1);
    for (const target of targets) checkAssignable(target, targets.length === 1);
    return { type: "Assign", targets, value: parts[parts.length - 1], start, end: this.previousEnd };
  }

  private annotatedAssignment(target: ast.Expression, parenthesized: boolean, start: number): ast.Statement {
    if (target.type === "List" || target.type === "Tuple") {
      throw this.problemAt(`only single target (not ${expressionName(target)}) can be annotated`, target);
    }
    if (target.type !== "Name" && target.type !== "Attribute" && target.type !== "Subscript") {
      if (this.peek().kind === "newline" || this.peek().kind === "end") throw this.problem();
      throw this.problemAt("illegal target for annotation", target);
    }
    this.next();
    const annotation = this.expression();
    const value = this.accept("=") ? (this.at("yield") ? this.yieldExpression() : this.starExpressions()) : null;
    return {
      type: "AnnAssign",
      target,
      annotation,
      value,
      simple: target.type === "Name" && !parenthesized,
      start,
      end: this.previousEnd,
    };
  }

  private dottedName(): string {
    let name = this.expectName().text;
    while (this.accept(".")) name += `.${this.expectName().text}`;
    return name;
  }

  private importStatement(): ast.Import {
    const { start } = this.next();
    const names: ast.ImportAlias[] = [];
    do {
      const from = this.token.start;
      const name = this.dottedName();
      const alias = this.accept("as") ? this.expectName().text : null;
      names.push({ name, alias, start: from, end: this.previousEnd });
    } while (this.accept(","));
    if (this.at("from")) {
      throw this.problemAt("Did you mean to use 'from ... import ...' instead?", { start, end: this.token.end });
    }
    return { type: "Import", names, start, end: this.previousEnd };
  }

  private importFrom(): ast.ImportFrom {
    const { start } = this.next();
    let level = 0;
    while (this.at(".") || this.at("...")) level += this.next().text.length;
    const module = this.token.kind === "name" ? this.dottedName() : "";
    if (module === "" && level === 0) throw this.problem();
    this.expect("import");
    if (this.at("*")) throw this.refuse("star imports are", `name what you use: from ${module} import a, b`);
    const parenthesized = this.accept("(");
    const names: ast.ImportAlias[] = [];
    while (this.token.kind === "name") {
      const from = this.next();
      const alias = this.accept("as") ? this.expectName().text : null;
      names.push({ name: from.text, alias, start: from.start, end: this.previousEnd });
      if (!this.accept(",")) break;
      if (!parenthesized && this.endsStatement())
        throw this.problem("trailing comma not allowed without surrounding parentheses");
    }
    if (names.length === 0) throw this.problem();
    if (parenthesized) this.expect(")");
    return { type: "ImportFrom", module, names, level, start, end: this.previousEnd };
  }
}
