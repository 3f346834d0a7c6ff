/** The cells of a script in the percent format, which editors and Jupytext share. */

export interface ScriptCell {
  readonly type: "code" | "markdown" | "raw";
  readonly source: string;
  /** Of the source in the script, counted from 1. */
  readonly firstLine: number;
}

const marker = /^# ?%%(?:\s+(.*))?$/;

/** Splits at lines that begin with `# %%`. Cells without any text are left out; a script without marks is one cell. */
export function scriptCells(text: string): ScriptCell[] {
  const cells: ScriptCell[] = [];
  let lines: string[] = [];
  let firstLine = 1;
  let type: ScriptCell["type"] = "code";

  function close(): void {
    const begin = lines.findIndex((line) => line.trim() !== "");
    if (begin >= 0) {
      const source = lines.slice(begin).join("\n").trimEnd();
      cells.push(
        type === "code"
          ? { type, source, firstLine: firstLine + begin }
          : { type, source: uncomment(source), firstLine: firstLine + begin },
      );
    }
    lines = [];
  }

  text.split("\n").forEach((line, index) => {
    const mark = marker.exec(line);
    if (mark === null) {
      lines.push(line);
      return;
    }
    close();
    firstLine = index + 2;
    const kind = /\[(markdown|md|raw)\]/i.exec(mark[1] ?? "")?.[1].toLowerCase();
    type = kind === undefined ? "code" : kind === "raw" ? "raw" : "markdown";
  });
  close();
  return cells;
}

/** What is no code stands in comments, or in a string. */
function uncomment(source: string): string {
  const inQuotes = /^"""\n?([\s\S]*?)\n?"""$/.exec(source);
  return inQuotes ? inQuotes[1] : source.replace(/^# ?/gm, "");
}
