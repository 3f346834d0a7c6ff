/** Expressions, by recursive descent along CPython's grammar (Grammar/python.gram of 3.12). */
import type * as ast from "./ast.ts";
import { CallParser } from "./calls.ts";
import type { Token } from "./token.ts";

const comparisons: ReadonlySet<string> = new Set(["==", "!=", "<", "<=", ">", ">=", "in", "is", "not"]);
const unaryOperators: ReadonlySet<string> = new Set(["+", "-", "~"]);

/** Left-associative levels, loosest first. */
const levels: readonly ReadonlySet<string>[] = [
  ["|"],
  ["^"],
  ["&"],
  ["<<", ">>"],
  ["+", "-"],
  ["*", "/", "//", "%", "@"],
].map((operators) => new Set(operators));

export abstract class ExpressionParser extends CallParser {
  /** `a, *b, c`: a tuple where there is a comma. */
  starExpressions(): ast.Expression {
    return this.tupleOf(() => this.starExpression());
  }

  /** The same with walrus allowed: inside brackets and subscripts. */
  protected starNamedExpressions(): ast.Expression {
    return this.tupleOf(() => this.starNamedExpression());
  }

  private tupleOf(item: () => ast.Expression, slices = false): ast.Expression {
    const { start } = this.token;
    const first = item();
    if (!this.at(",")) return first;
    const elements = [first];
    while (this.accept(",")) {
      if (!this.startsExpression() && !this.at("*") && !(slices && this.at(":"))) break;
      elements.push(item());
    }
    return { type: "Tuple", elements, start, end: this.previousEnd };
  }

  protected starExpression(): ast.Expression {
    return this.at("*") ? this.starred(() => this.bitwise(0)) : this.expression();
  }

  override starNamedExpression(): ast.Expression {
    return this.at("*") ? this.starred(() => this.bitwise(0)) : this.namedExpression();
  }

  private starred(value: () => ast.Expression): ast.Starred {
    const { start } = this.next();
    const inner = value();
    return { type: "Starred", value: inner, start, end: this.previousEnd };
  }

  override namedExpression(): ast.Expression {
    if (this.token.kind === "name" && this.peek().text === ":=" && this.peek().kind === "op") {
      const name = this.next();
      this.next();
      const value = this.expression();
      const target: ast.Name = { type: "Name", id: name.text, start: name.start, end: name.end };
      return { type: "NamedExpr", target, value, start: name.start, end: this.previousEnd };
    }
    const value = this.expression();
    if (this.at(":=")) throw this.problemAt(`cannot use assignment expressions with ${this.nameOf(value)}`, value);
    return value;
  }

  override expression(): ast.Expression {
    return this.nested(() => {
      if (this.at("lambda")) return this.lambda();
      const { start } = this.token;
      const body = this.disjunction();
      if (!this.at("if")) return body;
      this.next();
      const test = this.disjunction();
      if (!this.at("else")) {
        if (this.at(":")) throw this.problem();
        throw this.problemAt("expected 'else' after 'if' expression", { start, end: this.previousEnd });
      }
      this.next();
      const orElse = this.expression();
      return { type: "IfExp", test, body, orElse, start, end: this.previousEnd };
    });
  }

  private lambda(): ast.Lambda {
    const { start } = this.next();
    const parameters = this.parameters(":", false);
    this.expect(":", "expected ':'");
    const body = this.expression();
    return { type: "Lambda", parameters, body, start, end: this.previousEnd };
  }

  override disjunction(): ast.Expression {
    return this.booleanOf("or", () => this.booleanOf("and", () => this.inversion()));
  }

  private booleanOf(operator: "and" | "or", operand: () => ast.Expression): ast.Expression {
    const { start } = this.token;
    const first = operand();
    if (!this.at(operator)) return first;
    const values = [first];
    while (this.accept(operator)) values.push(operand());
    return { type: "BoolOp", operator, values, start, end: this.previousEnd };
  }

  private inversion(): ast.Expression {
    if (!this.at("not")) return this.comparison();
    return this.nested(() => {
      const { start } = this.next();
      const operand = this.inversion();
      return { type: "UnaryOp", operator: "not", operand, start, end: this.previousEnd };
    });
  }

  private comparison(): ast.Expression {
    const { start } = this.token;
    const left = this.bitwise(0);
    if (!this.atAny(comparisons)) return left;
    const operators: ast.CompareOperator[] = [];
    const comparators: ast.Expression[] = [];
    for (let operator = this.comparisonOperator(); operator; operator = this.comparisonOperator()) {
      operators.push(operator);
      comparators.push(this.bitwise(0));
    }
    if (operators.length === 0) return left;
    return { type: "Compare", left, operators, comparators, start, end: this.previousEnd };
  }

  private comparisonOperator(): ast.CompareOperator | null {
    if (!this.atAny(comparisons)) return null;
    if (this.at("not")) {
      this.next();
      this.expect("in");
      return "not in";
    }
    const operator = this.next();
    const { text } = operator;
    if (text === "<" && this.at(">") && this.token.start === operator.end) {
      throw this.problemAt("invalid syntax", { start: operator.start, end: this.token.end });
    }
    if (text === "is") return this.accept("not") ? "is not" : "is";
    switch (text) {
      case "==":
      case "!=":
      case "<":
      case "<=":
      case ">":
      case ">=":
      case "in":
        return text;
      default:
        return null;
    }
  }

  /** `|` and everything that binds tighter. Also what a `for` target is read with, so that it stops at `in`. */
  override bitwise(level: number): ast.Expression {
    if (level === levels.length) return this.unary();
    const { start } = this.token;
    let left = this.bitwise(level + 1);
    while (this.token.kind === "op" && levels[level].has(this.token.text)) {
      const operator = binaryOperator(this.next());
      const right = this.bitwise(level + 1);
      left = { type: "BinOp", operator, left, right, start, end: this.previousEnd };
    }
    return left;
  }

  private unary(): ast.Expression {
    if (this.token.kind === "op" && unaryOperators.has(this.token.text)) {
      return this.nested(() => {
        const { text, start } = this.next();
        const operand = this.unary();
        const operator = text === "+" || text === "-" ? text : "~";
        return { type: "UnaryOp", operator, operand, start, end: this.previousEnd };
      });
    }
    const { start } = this.token;
    const base = this.primary();
    if (!this.at("**")) return base;
    this.next();
    const right = this.nested(() => this.unary());
    return { type: "BinOp", operator: "**", left: base, right, start, end: this.previousEnd };
  }

  private primary(): ast.Expression {
    if (this.at("await"))
      throw this.refuse("'await' is", "cells run to their end without an event loop: call the function");
    const { start } = this.token;
    let node = this.atom();
    for (;;) {
      if (this.at(".")) {
        this.next();
        const name = this.expectName();
        node = {
          type: "Attribute",
          value: node,
          attribute: name.text,
          attributeStart: name.start,
          start,
          end: name.end,
        };
      } else if (this.at("(")) node = this.call(node, start);
      else if (this.at("[")) {
        this.next();
        const index = this.nested(() => this.slices());
        const close = this.expectCloser("]", index);
        node = { type: "Subscript", value: node, index, start, end: close.end };
      } else return node;
    }
  }

  private slices(): ast.Expression {
    if (this.at("]")) throw this.problem();
    const item = (): ast.Expression => (this.at("*") ? this.starred(() => this.bitwise(0)) : this.slice());
    return this.tupleOf(item, true);
  }

  private slice(): ast.Expression {
    const { start } = this.token;
    const lower = this.at(":") ? null : this.namedExpression();
    if (!this.at(":")) return lower ?? this.namedExpression();
    this.next();
    const ends = (): boolean => this.at(":") || this.at(",") || this.at("]");
    const upper = ends() ? null : this.expression();
    let step: ast.Expression | null = null;
    if (this.accept(":") && !ends()) step = this.expression();
    return { type: "Slice", lower, upper, step, start, end: this.previousEnd };
  }

  override yieldExpression(): ast.Expression {
    const { start, end } = this.next();
    if (this.accept("from")) {
      const value = this.expression();
      return { type: "YieldFrom", value, start, end: this.previousEnd };
    }
    if (!this.startsExpression() && !this.at("*")) return { type: "Yield", value: null, start, end };
    const value = this.starExpressions();
    return { type: "Yield", value, start, end: this.previousEnd };
  }
}

function binaryOperator(token: Token): ast.BinaryOperator {
  switch (token.text) {
    case "+":
    case "-":
    case "*":
    case "/":
    case "//":
    case "%":
    case "@":
    case "<<":
    case ">>":
    case "&":
    case "^":
      return token.text;
    default:
      return "|";
  }
}
