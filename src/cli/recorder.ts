/** Keeps what a cell prints and shows, as nbformat's outputs. */
import { mimeItems } from "../kernel/mime-items.ts";
import type { OutputSink } from "../kernel/session.ts";
import type { CellError } from "../language/interpreter-api.ts";
import type { Output } from "../notebook/nbformat/model.ts";

export interface Recorder extends OutputSink {
  fail(error: CellError): void;
  outputs(): readonly Output[];
}

type Entry = Output | { type: "text"; name: "stdout" | "stderr"; pieces: string[] };

/** @param executionCount of the cell: Jupyter numbers results with it */
export function recordOutputs(executionCount: number): Recorder {
  const entries: Entry[] = [];
  return {
    write(name, text) {
      const last = entries.at(-1);
      if (last?.type === "text" && last.name === name) last.pieces.push(text);
      else entries.push({ type: "text", name, pieces: [text] });
    },
    display(data, isResult) {
      const content = { data: mimeItems(data), metadata: {} };
      entries.push(
        isResult ? { type: "execute_result", ...content, executionCount } : { type: "display_data", ...content },
      );
    },
    fail: ({ name, message, traceback }) =>
      void entries.push({ type: "error", name, message, traceback: traceback.split("\n") }),
    outputs: () =>
      entries.map((entry) =>
        entry.type === "text" ? { type: "stream", name: entry.name, text: entry.pieces.join("") } : entry,
      ),
  };
}
