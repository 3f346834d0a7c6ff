/** Tracebacks as CPython 3.12 prints them: chained, with carets under the part of the line that failed. */
import { parseExpression } from "../syntax/parser.ts";
import { SyntaxProblem } from "../syntax/problem.ts";
import type { SourceText } from "./code.ts";
import { hintFor } from "./machine/suggestions.ts";
import type { PyException, TracebackEntry } from "./objects/exception.ts";
import type { Machine } from "./objects/object.ts";
import { Raised } from "./objects/raised.ts";
import { str } from "./protocols/text.ts";

const causeText = "\nThe above exception was the direct cause of the following exception:\n\n";
const contextText = "\nDuring handling of the above exception, another exception occurred:\n\n";
/** Entries of one place that are printed before the rest is counted. */
const repeatCutoff = 3;

export interface FormatOptions {
  /** Frames of each traceback that are shown: the outermost so many, or the innermost where negative; null for all. */
  readonly limit: number | null;
  /** Whether the exceptions before this one are shown too. */
  readonly chain: boolean;
}

/** The whole text, ending in `Name: message` without a final newline. */
export function formatException(machine: Machine, exception: PyException): string {
  return exceptionParts(machine, exception, { limit: null, chain: true }).join("").replace(/\n$/, "");
}

/** The text in the pieces of `traceback.format_exception`, each ending in a newline. */
export function exceptionParts(machine: Machine, exception: PyException, options: FormatOptions): string[] {
  return formatChain(machine, exception, options, new Set());
}

function formatChain(
  machine: Machine,
  exception: PyException,
  options: FormatOptions,
  seen: Set<PyException>,
): string[] {
  seen.add(exception);
  const parts: string[] = [];
  const { cause, context } = exception;
  const before = options.chain ? (cause ?? (exception.suppressContext ? null : context)) : null;
  if (before !== null && !seen.has(before)) {
    parts.push(...formatChain(machine, before, options, seen), cause === null ? contextText : causeText);
  }
  const frames = shownFrames(exception);
  if (frames.length > 0)
    parts.push("Traceback (most recent call last):\n", ...formatFrames(limited(frames, options.limit)));
  parts.push(...lastLines(machine, exception));
  return parts;
}

/** The frames that a limit leaves, as `traceback.extract_tb` counts them. */
export function limited<Frame>(frames: readonly Frame[], limit: number | null): readonly Frame[] {
  if (limit === null) return frames;
  return limit >= 0 ? frames.slice(0, limit) : frames.slice(limit);
}

/** The frames that a user wrote, outermost first. */
export function shownFrames(exception: PyException): TracebackEntry[] {
  return exception.traceback.filter((entry) => entry.shown).reverse();
}

/** `Name: message`, the notes, and what may have been meant. */
export function formatLastLines(machine: Machine, exception: PyException): string {
  return lastLines(machine, exception).join("");
}

/** The same line by line, each ending in a newline. */
export function lastLines(machine: Machine, exception: PyException): string[] {
  const name = exceptionLabel(exception);
  const message = messageOf(machine, exception);
  const hint = hintFor(machine, exception);
  const first =
    message === "" ? `${name}${hint === "" ? "" : `: ${hint.trimStart()}`}\n` : `${name}: ${message}${hint}\n`;
  return [first, ...(exception.notes ?? []).map((note) => `${note}\n`)];
}

function exceptionLabel(exception: PyException): string {
  const { type } = exception;
  return type.module === "builtins" || type.module === "__main__" ? type.qualname : `${type.module}.${type.qualname}`;
}

/** `str(exception)`; a message that cannot be made does not hide the error. */
export function messageOf(machine: Machine, exception: PyException): string {
  try {
    return str(machine, exception);
  } catch (error) {
    if (error instanceof Raised) return `<exception str() failed>`;
    throw error;
  }
}

/** Each frame's lines; of more than three in a row of one place, three and their count. */
export function formatFrames(frames: readonly TracebackEntry[]): string[] {
  const parts: string[] = [];
  let repeats = 0;
  let previous: TracebackEntry | null = null;
  const flush = (): void => {
    const more = repeats - repeatCutoff;
    if (more > 0) parts.push(`  [Previous line repeated ${more} more time${more === 1 ? "" : "s"}]\n`);
  };
  for (const frame of frames) {
    const same =
      previous !== null &&
      previous.file === frame.file &&
      previous.line === frame.line &&
      previous.functionName === frame.functionName;
    if (!same) {
      flush();
      repeats = 0;
    }
    repeats++;
    previous = frame;
    if (repeats <= repeatCutoff) parts.push(formatFrame(frame));
  }
  flush();
  return parts;
}

/** `Cell In[3], line 2, in f` for a notebook's cell, `File "x.py", line 2, in f` for a file. */
export function placeLabel(file: string, line: number): string {
  return file.startsWith("Cell In[") ? `${file}, line ${line}` : `File "${file}", line ${line}`;
}

function formatFrame(frame: TracebackEntry): string {
  const head = `  ${placeLabel(frame.file, frame.line)}, in ${frame.functionName}\n`;
  const text = frame.source.lineText(frame.line).replace(/\r$/, "");
  const stripped = text.trim();
  if (stripped === "") return head;
  return `${head}    ${stripped}\n${carets(frame, text)}`;
}

/** The line of carets, or "" where they would mark the whole line. */
function carets(frame: TracebackEntry, text: string): string {
  const { source } = frame;
  const lineStart = source.lineStart(frame.line);
  const indent = text.length - text.trimStart().length;
  const from = frame.start - lineStart;
  const oneLine =
    source.lineAt(Math.max(frame.start, frame.end - 1)) === frame.line && frame.end <= lineStart + text.length;
  const to = oneLine ? frame.end - lineStart : text.trimEnd().length;
  if (to <= from) return "";
  const anchors = oneLine ? anchorsOf(text.slice(from, to)) : null;
  const strippedLength = text.trim().length;
  if (to - from >= strippedLength && anchors === null) return "";
  const start = 4 + displayWidth(text.slice(indent, from));
  const segment = text.slice(from, to);
  const width = displayWidth(segment);
  if (anchors === null) return `${" ".repeat(start)}${"^".repeat(width)}\n`;
  const left = displayWidth(segment.slice(0, anchors.left));
  const right = displayWidth(segment.slice(0, anchors.right));
  return `${" ".repeat(start)}${"~".repeat(left)}${"^".repeat(right - left)}${"~".repeat(width - right)}\n`;
}

interface Anchors {
  readonly left: number;
  readonly right: number;
}

/** For a binary operation the operator, for a subscript the brackets: they get `^`, the operands `~`. */
function anchorsOf(segment: string): Anchors | null {
  let node: ReturnType<typeof parseExpression>;
  try {
    node = parseExpression(segment);
  } catch (error) {
    if (error instanceof SyntaxProblem) return null;
    throw error;
  }
  if (node.type === "BinOp") {
    let left = node.left.end;
    const between = segment.slice(left, node.right.start);
    left += between.length - between.trimStart().length;
    let right = left + 1;
    const second = segment[right];
    if (right < node.right.start && second !== undefined && !/\s/.test(second)) right++;
    while (left < segment.length && (/\s/.test(segment[left]) || segment[left] === ")" || segment[left] === "#")) {
      left++;
      right++;
    }
    return { left, right: Math.min(right, segment.length) };
  }
  if (node.type === "Subscript") {
    let left = node.value.end;
    let right = node.index.end + 1;
    while (left < segment.length && segment[left] !== "[") left++;
    while (right < segment.length && segment[right] !== "]") right++;
    return { left, right: Math.min(right < segment.length ? right + 1 : right, segment.length) };
  }
  return null;
}

const wide = /[ᄀ-ᅟ⺀-꓏가-힣豈-﫿︰-﹏＀-｠￠-￦\u{1f300}-\u{1faff}]/u;

/** Columns in a terminal: East Asian wide characters take two. */
function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) width += wide.test(character) ? 2 : 1;
  return width;
}

/** The text of a program that does not compile. */
export function formatSyntaxError(problem: SyntaxProblem, source: SourceText): string {
  const line = source.lineAt(Math.min(problem.start, source.text.length));
  const text = source.lineText(line).replace(/\r$/, "");
  const stripped = text.replace(/^[ \t\f]+/, "").trimEnd();
  const indent = text.length - text.replace(/^[ \t\f]+/, "").length;
  const from = Math.max(0, problem.start - source.lineStart(line) - indent);
  // CPython takes the end's column even where the end is on another line.
  const to = problem.end - source.lineStart(source.lineAt(Math.max(problem.start, problem.end - 1))) - indent;
  const inside = problem.start - source.lineStart(line) >= indent;
  const parts = [`  ${placeLabel(source.file, line)}\n`];
  if (stripped !== "") {
    parts.push(`    ${stripped}\n`);
    const marks = "^".repeat(Math.max(1, Math.min(to, text.length - indent) - from));
    if (inside) parts.push(`    ${" ".repeat(displayWidth(text.slice(indent, indent + from)))}${marks}\n`);
  }
  parts.push(`${problem.kind}: ${problem.message}`);
  return parts.join("");
}
