/** How much one run of a cell may print and show. Beyond it an editor stops to respond. */
import type { StreamName } from "./protocol.ts";

export interface OutputLimit {
  readonly lines: number;
  readonly characters: number;
  readonly displays: number;
}

export interface LimitedOutput {
  write(stream: StreamName, text: string): void;
  /** Whether one more display may be shown. */
  admitDisplay(): boolean;
  /** Says what was dropped. Called when the run has ended. */
  finish(): void;
}

/** Passes on what is within the limit and says, once when it is reached and once at the end, what is dropped. */
export function limitOutput(limit: OutputLimit, write: (stream: StreamName, text: string) => void): LimitedOutput {
  let lines = 0;
  let characters = 0;
  let displays = 0;
  let full = false;
  let droppedLines = 0;
  let droppedCharacters = 0;
  let droppedDisplays = 0;
  let column = 0;

  function pass(stream: StreamName, text: string): void {
    if (text === "") return;
    const lineBreak = text.lastIndexOf("\n");
    column = lineBreak < 0 ? column + text.length : text.length - lineBreak - 1;
    write(stream, text);
  }

  function note(text: string): void {
    pass("stderr", `${column > 0 ? "\n" : ""}[${text}]\n`);
  }

  function drop(text: string): void {
    droppedLines += countLineBreaks(text);
    droppedCharacters += text.length;
  }

  return {
    write(stream, text) {
      if (full) {
        drop(text);
        return;
      }
      const end = Math.min(text.length, limit.characters - characters, endOfLine(text, limit.lines - lines));
      const kept = text.slice(0, end);
      lines += countLineBreaks(kept);
      characters += kept.length;
      pass(stream, kept);
      if (end === text.length) return;
      full = true;
      drop(text.slice(end));
      const [reached, setting] =
        lines >= limit.lines
          ? [`${plural(limit.lines, "line")}`, "lnnb.maxOutputLines"]
          : [`${plural(limit.characters, "character")}`, "lnnb.maxOutputCharacters"];
      note(`Output is cut off after ${reached} (setting ${setting}); the cell runs on.`);
    },
    admitDisplay() {
      if (displays < limit.displays) {
        displays++;
        return true;
      }
      if (droppedDisplays++ === 0) note(`Only the first ${plural(limit.displays, "display")} of a cell are shown.`);
      return false;
    },
    finish() {
      if (droppedCharacters > 0) {
        const what = droppedLines > 0 ? plural(droppedLines, "more line") : plural(droppedCharacters, "more character");
        note(`Not shown: ${what}.`);
      }
      if (droppedDisplays > 0) note(`Not shown: ${plural(droppedDisplays, "more display")}.`);
    },
  };
}

/** Where the text ends that is within `count` more lines. */
function endOfLine(text: string, count: number): number {
  let end = 0;
  for (let left = count; left > 0; left--) {
    const next = text.indexOf("\n", end);
    if (next < 0) return text.length;
    end = next + 1;
  }
  return end;
}

function countLineBreaks(text: string): number {
  let count = 0;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) count++;
  return count;
}

const plural = (count: number, noun: string): string =>
  `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
