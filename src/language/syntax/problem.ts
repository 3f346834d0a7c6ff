/** A text that is not a program of the cell language: CPython's class and message, and where. */
export type ProblemKind = "SyntaxError" | "IndentationError" | "TabError";

/**
 * `syntax`: CPython refuses it too. `unsupported`: CPython would run it, the cell language does not.
 * Stable codes: editors and tests rely on them.
 */
export type ProblemCode = "syntax" | "unsupported";

/** Thrown by the tokenizer and the parser; an Error so that a stray one is readable. */
export class SyntaxProblem extends Error {
  constructor(
    message: string,
    readonly start: number,
    readonly end: number,
    readonly kind: ProblemKind = "SyntaxError",
    readonly code: ProblemCode = "syntax",
  ) {
    super(message);
    this.name = kind;
  }
}

/** Something that Python has and the cell language has not: its name, and what to use instead. */
export function unsupported(construct: string, instead: string, start: number, end: number): SyntaxProblem {
  return new SyntaxProblem(
    `${construct} not part of the cell language: ${instead}`,
    start,
    end,
    "SyntaxError",
    "unsupported",
  );
}
