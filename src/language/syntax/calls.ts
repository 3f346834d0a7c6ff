/** Call arguments and parameter lists. */
import type * as ast from "./ast.ts";
import { AtomParser } from "./atoms.ts";
import { expressionName } from "./targets.ts";

export abstract class CallParser extends AtomParser {
  protected call(func: ast.Expression, start: number): ast.Call {
    const open = this.next();
    const args: ast.Expression[] = [];
    const keywords: ast.Keyword[] = [];
    let bare: ast.Expression | null = null;
    while (!this.at(")")) {
      const generator = this.argument(args, keywords);
      bare ??= generator;
      if (this.at(")")) break;
      if (!this.at(",")) this.missingComma(args.at(-1) ?? keywords.at(-1)?.value ?? null, ")");
      this.next();
    }
    const close = this.expectCloser(")", args.at(-1) ?? null);
    if (bare) {
      if (args.length + keywords.length > 1) throw this.problemAt("Generator expression must be parenthesized", bare);
      // CPython gives a sole generator the span of the call's parentheses
      args[0] = { ...bare, start: open.start, end: close.end };
    }
    return { type: "Call", func, args, keywords, start, end: close.end };
  }

  /** Reads one argument; gives it back where it is a generator without parentheses of its own. */
  private argument(args: ast.Expression[], keywords: ast.Keyword[]): ast.Expression | null {
    const { token } = this;
    if (this.at("**")) {
      this.next();
      const value = this.expression();
      keywords.push({ name: null, value, start: token.start, end: this.previousEnd });
      return null;
    }
    if (this.at("*")) {
      if (keywords.some((keyword) => keyword.name === null)) {
        throw this.problem("iterable argument unpacking follows keyword argument unpacking");
      }
      this.next();
      const value = this.expression();
      args.push({ type: "Starred", value, start: token.start, end: this.previousEnd });
      return null;
    }
    if (this.peek().text === "=" && this.peek().kind === "op") {
      if (token.kind === "keyword" && (token.text === "True" || token.text === "False" || token.text === "None")) {
        throw this.problemAt(`cannot assign to ${token.text}`, { start: token.start, end: this.peek().end });
      }
      if (token.kind === "name") {
        this.next();
        this.next();
        if (this.at(",") || this.at(")"))
          throw this.problemAt("expected argument value expression", { start: token.start, end: this.previousEnd });
        const value = this.expression();
        if (this.at("for")) {
          throw this.problemAt("invalid syntax. Maybe you meant '==' or ':=' instead of '='?", {
            start: token.start,
            end: this.previousEnd,
          });
        }
        keywords.push({ name: token.text, value, start: token.start, end: this.previousEnd });
        return null;
      }
    }
    const value = this.namedExpression();
    if (this.at("=")) {
      throw this.problemAt('expression cannot contain assignment, perhaps you meant "=="?', {
        start: value.start,
        end: this.token.end,
      });
    }
    if (this.at("for") || this.at("async")) {
      const generator = this.comprehension("GeneratorExp", value, token.start);
      args.push(generator);
      return generator;
    }
    if (keywords.length > 0) {
      const unpacking = keywords.some((keyword) => keyword.name === null);
      const message = unpacking
        ? "positional argument follows keyword argument unpacking"
        : "positional argument follows keyword argument";
      throw this.problem(message);
    }
    args.push(value);
    return null;
  }

  protected nameOf(node: ast.Expression): string {
    return expressionName(node);
  }

  /** The parameters up to (not including) `closer`. Annotations only where `annotated`. */
  protected parameters(closer: string, annotated: boolean): ast.Parameters {
    let positionalOnly: ast.Parameter[] = [];
    let normal: ast.Parameter[] = [];
    const keywordOnly: ast.Parameter[] = [];
    let varPositional: ast.Parameter | null = null;
    let varKeyword: ast.Parameter | null = null;
    let starred = false;
    let slash = false;
    while (!this.at(closer)) {
      if (varKeyword) throw this.problem("arguments cannot follow var-keyword argument");
      if (this.at("/")) {
        if (slash) throw this.problem("/ may appear only once");
        if (starred) throw this.problem("/ must be ahead of *");
        if (normal.length === 0) throw this.problem("at least one argument must precede /");
        slash = true;
        positionalOnly = normal;
        normal = [];
        this.next();
      } else if (this.at("**")) {
        this.next();
        varKeyword = this.parameter(annotated);
        if (this.at("=")) throw this.problem("var-keyword argument cannot have default value");
      } else if (this.at("*")) {
        if (starred) throw this.problem("* argument may appear only once");
        starred = true;
        const star = this.next();
        if (this.at(",")) {
          const after = this.peek();
          if (after.text === closer || after.text === "**")
            throw this.problemAt("named arguments must follow bare *", star);
        } else if (this.at(closer)) throw this.problemAt("named arguments must follow bare *", star);
        else {
          varPositional = this.parameter(annotated, true);
          if (this.at("=")) throw this.problem("var-positional argument cannot have default value");
        }
      } else {
        const parameter = this.parameter(annotated);
        const complete = this.accept("=")
          ? { ...parameter, default: this.defaultValue(closer), end: this.previousEnd }
          : parameter;
        const before = [...positionalOnly, ...normal].at(-1);
        if (!starred && !complete.default && before?.default) {
          throw this.problemAt("parameter without a default follows parameter with a default", {
            start: parameter.start,
            end: parameter.start + parameter.name.length,
          });
        }
        (starred ? keywordOnly : normal).push(complete);
      }
      if (!this.at(",")) break;
      this.next();
    }
    return { positionalOnly, normal, varPositional, keywordOnly, varKeyword };
  }

  private defaultValue(closer: string): ast.Expression {
    if (this.at(",") || this.at(closer)) throw this.problem("expected default value expression");
    return this.expression();
  }

  private parameter(annotated: boolean, variadic = false): ast.Parameter {
    if (this.at("(") && annotated) throw this.problem("Function parameters cannot be parenthesized");
    if (this.at("(")) throw this.problem("Lambda expression parameters cannot be parenthesized");
    const name = this.expectName();
    let annotation: ast.Expression | null = null;
    if (annotated && this.accept(":"))
      annotation = variadic && this.at("*") ? this.starNamedExpression() : this.expression();
    return { name: name.text, annotation, default: null, start: name.start, end: this.previousEnd };
  }
}
