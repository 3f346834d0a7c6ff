/** Where in a file something is: both counted from 1, columns in UTF-16 units as editors count them. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A file that cannot be read as a notebook. The message is one sentence for the user: what is wrong, where, what to do. */
export class NotebookFormatError extends Error {
  override readonly name = "NotebookFormatError";
  constructor(
    message: string,
    readonly position?: Position,
  ) {
    super(message);
  }
}

export function positionAt(text: string, offset: number): Position {
  let line = 1;
  let lineStart = 0;
  for (let i = text.indexOf("\n"); i >= 0 && i < offset; i = text.indexOf("\n", i + 1)) {
    line++;
    lineStart = i + 1;
  }
  return { line, column: offset - lineStart + 1 };
}

export const describePosition = ({ line, column }: Position): string => `line ${line}, column ${column}`;
