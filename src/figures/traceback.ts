/** A traceback as runs of text: what leads to a cell's line, and the colours of terminals that other kernels write. */

/** An error's traceback with links to its cells. Beside it lies VS Code's own form of an error, which is what is saved. */
export const TRACEBACK_MIME = "application/vnd.lnnb.traceback+json";

export interface TracebackRun {
  readonly text: string;
  /** Where it leads: the cell that ran as number `execution`, at a 1-based line. */
  readonly link?: { readonly execution: number; readonly line: number };
  /** A terminal's colour, "red" or "brightRed". */
  readonly colour?: string;
  readonly bold?: boolean;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: the escape that starts a sequence
const escapes = /\x1b\[([\d;]*)m/g;
const place = /\bCell In ?\[(\d+)\], line (\d+)/g;
const colours = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"];

interface Style {
  readonly colour?: string;
  readonly bold?: boolean;
}

/** The style after an escape sequence's codes; what is not known changes nothing. */
function styled(style: Style, codes: readonly number[]): Style {
  let next = style;
  for (const code of codes) {
    if (code === 0) next = {};
    else if (code === 1) next = { ...next, bold: true };
    else if (code === 22) next = { ...next, bold: false };
    else if (code === 39) next = { ...next, colour: undefined };
    // An extended colour: what follows are its numbers.
    else if (code === 38 || code === 48) return next;
    else if (code >= 30 && code <= 37) next = { ...next, colour: colours[code - 30] };
    else if (code >= 90 && code <= 97) {
      const name = colours[code - 90];
      next = { ...next, colour: `bright${name[0].toUpperCase()}${name.slice(1)}` };
    }
  }
  return next;
}

export function tracebackRuns(stack: string): TracebackRun[] {
  const styles: { readonly from: number; readonly style: Style }[] = [{ from: 0, style: {} }];
  let plain = "";
  let at = 0;
  for (const match of stack.matchAll(escapes)) {
    plain += stack.slice(at, match.index);
    at = match.index + match[0].length;
    styles.push({
      from: plain.length,
      style: styled(styles[styles.length - 1].style, match[1].split(";").map(Number)),
    });
  }
  plain += stack.slice(at);
  const runs: TracebackRun[] = [];
  const add = (start: number, end: number, link?: TracebackRun["link"]): void => {
    styles.forEach(({ from, style }, i) => {
      const text = plain.slice(Math.max(start, from), Math.min(end, styles[i + 1]?.from ?? plain.length));
      if (text !== "") runs.push({ text, ...style, ...(link && { link }) });
    });
  };
  let done = 0;
  for (const match of plain.matchAll(place)) {
    add(done, match.index);
    done = match.index + match[0].length;
    add(match.index, done, { execution: Number(match[1]), line: Number(match[2]) });
  }
  add(done, plain.length);
  return runs;
}
