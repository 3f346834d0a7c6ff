/** Runs cells as a notebook does, and gives back what they printed and showed. */
import { FIGURE_MIME, type Payload } from "../../../../src/figures/payload.ts";
import { readPayload } from "../../../../src/figures/read-payload.ts";
import { createInterpreter } from "../../../../src/language/interpreter.ts";
import type { Interpreter } from "../../../../src/language/interpreter-api.ts";

export interface CellResult {
  readonly stdout: string;
  /** Figures, read back from the JSON that an output would store. */
  readonly figures: readonly Payload[];
  /** Text forms of all that was displayed, figures included. */
  readonly texts: readonly string[];
  /** The last line of the traceback, or "". */
  readonly error: string;
}

export interface Notebook {
  run(source: string): CellResult;
  interrupt(): void;
  interact(handle: string, settings: readonly number[] | null): unknown;
}

export function openNotebook(): Notebook {
  let stdout = "";
  let displays: Readonly<Record<string, unknown>>[] = [];
  const interrupt = new Int32Array(1);
  let count = 0;
  const interpreter: Interpreter = createInterpreter(
    {
      write(stream, text) {
        if (stream === "stdout") stdout += text;
      },
      display(data) {
        displays.push(data);
      },
      now: () => Date.now(),
      interrupt,
      sleep() {},
    },
    { preloaded: true },
  );
  return {
    interrupt() {
      interrupt[0] = 1;
    },
    interact: (handle, settings) => interpreter.interact(handle, settings),
    run(source) {
      stdout = "";
      displays = [];
      count++;
      const outcome = interpreter.run({ source, file: `Cell In[${count}]`, interactive: true });
      return {
        stdout,
        figures: displays.flatMap((data) => {
          if (!(FIGURE_MIME in data)) return [];
          const read = readPayload(JSON.parse(JSON.stringify(data[FIGURE_MIME])));
          if (!read.ok) throw new Error(read.problem);
          return [read.payload];
        }),
        texts: displays.map((data) => String(data["text/plain"])),
        error: outcome.status === "error" ? (outcome.error.traceback.split("\n").at(-1) ?? "") : "",
      };
    },
  };
}
