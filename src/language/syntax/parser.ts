/** Source text to syntax tree. */
import type { Expression, Module, Statement } from "./ast.ts";
import { SyntaxProblem } from "./problem.ts";
import { StatementParser } from "./statements.ts";
import { tokenize } from "./tokenizer.ts";

/** Throws {@link SyntaxProblem} with CPython's message at the first error. */
export function parseModule(source: string): Module {
  return { type: "Module", body: parseStatements(source), source, start: 0, end: source.length };
}

function parseStatements(source: string): Statement[] {
  const { tokens, unclosed } = tokenize(source);
  try {
    const body = new StatementParser(tokens, source).module();
    if (unclosed === null) return body;
  } catch (error) {
    // As in CPython: an error on the line of the open bracket, or before it, is the one to show.
    const first = unclosed !== null && error instanceof SyntaxProblem && error.start < source.trimEnd().length;
    if (unclosed === null || (first && !source.slice(unclosed.start, error.end).includes("\n"))) throw error;
  }
  throw unclosed;
}

/** One expression and nothing else; for call texts and tests. */
export function parseExpression(source: string): Expression {
  const [statement, ...rest] = parseStatements(source);
  if (statement?.type !== "Expr" || rest.length > 0) throw new SyntaxProblem("invalid syntax", 0, source.length);
  return statement.value;
}
