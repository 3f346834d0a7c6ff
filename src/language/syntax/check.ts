/** What is wrong with a program's text, without running it: what the editor shows while a cell is typed. */
import { compileSource } from "./compiler/compile.ts";
import { explainMagic } from "./magics.ts";
import { type ProblemCode, type ProblemKind, SyntaxProblem } from "./problem.ts";

export interface Diagnostic {
  /** Offsets into the source (UTF-16); at least one character. */
  readonly start: number;
  readonly end: number;
  readonly severity: "error" | "warning";
  /** Stable: tests and settings name it. */
  readonly code: ProblemCode;
  readonly kind: ProblemKind;
  /** CPython's words, without the class. */
  readonly message: string;
}

/** A program that does not compile has one problem: CPython stops at the first. */
export function check(source: string): Diagnostic[] {
  try {
    compileSource(source, { file: "<cell>", interactive: true });
    return [];
  } catch (error) {
    if (!(error instanceof SyntaxProblem)) throw error;
    const { start, end, message, kind, code } = explainMagic(error, source);
    return [{ start, end: Math.max(end, start + 1), severity: "error", code, kind, message }];
  }
}
