/** What is wrong with a cell's text, while it is typed. */
import { check } from "../syntax/check.ts";
import type { ProblemCode } from "../syntax/problem.ts";

export interface Diagnostic {
  readonly start: number;
  readonly end: number;
  readonly message: string;
  /** Stable: tests and settings name it. */
  readonly code: ProblemCode;
}

/** A cell that does not compile has one problem: CPython stops at the first. */
export function diagnose(source: string): Diagnostic[] {
  return check(source).map(({ start, end, message, kind, code }) => ({
    start,
    end,
    message: `${kind}: ${message}`,
    code,
  }));
}
