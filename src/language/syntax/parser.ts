/** Source text to syntax tree. */
import type { Expression, Module } from "./ast.ts";
import { SyntaxProblem } from "./problem.ts";
import { StatementParser } from "./statements.ts";
import { tokenize } from "./tokenizer.ts";

/** Throws {@link SyntaxProblem} with CPython's message at the first error. */
export function parseModule(source: string): Module {
  const parser = new StatementParser(tokenize(source), source);
  return { type: "Module", body: parser.module(), source, start: 0, end: source.length };
}

/** One expression and nothing else; for call texts and tests. */
export function parseExpression(source: string): Expression {
  const parser = new StatementParser(tokenize(source), source);
  const [statement, ...rest] = parser.module();
  if (statement?.type !== "Expr" || rest.length > 0) throw new SyntaxProblem("invalid syntax", 0, source.length);
  return statement.value;
}
