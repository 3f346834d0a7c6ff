/** What is wrong with a cell's text, while it is typed. */
import { analyze } from "../syntax/analysis.ts";
import { parseModule } from "../syntax/parser.ts";
import { type ProblemCode, SyntaxProblem } from "../syntax/problem.ts";

export interface Diagnostic {
  readonly start: number;
  readonly end: number;
  readonly message: string;
  /** Stable: tests and settings name it. */
  readonly code: ProblemCode;
}

/** A cell that does not compile has one problem: CPython stops at the first. */
export function diagnose(source: string): Diagnostic[] {
  try {
    analyze(parseModule(source));
    return [];
  } catch (error) {
    if (!(error instanceof SyntaxProblem)) throw error;
    const { start, end, message, kind, code } = error;
    return [{ start, end: Math.max(end, start + 1), message: `${kind}: ${message}`, code }];
  }
}
