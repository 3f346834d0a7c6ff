/** What a host (the kernel's worker, the command line, a test) sees of the cell language. */
import type { WorkProgress } from "../engine/work.ts";
import type { MimeBundle } from "./runtime/objects/object.ts";

export interface Host {
  write(stream: "stdout" | "stderr", text: string): void;
  /** `isResult`: the value of a cell's last expression, as against what the program displayed itself. */
  display(data: MimeBundle, isResult?: boolean): void;
  /** Milliseconds since the epoch, fractional. */
  now(): number;
  /** One shared Int32 at index 0: 0 run on, 1 interrupt, 2 look whether the memory is at its limit. Written by another thread. */
  readonly interrupt: Int32Array;
  /** How far a long computation is; null when it is over. A host that shows nothing of it leaves it out. */
  progress?(progress: WorkProgress | null): void;
  /** `time.sleep`: blocks, but ends early when `interrupt` is set. */
  sleep(milliseconds: number): void;
}

export interface CellSource {
  readonly source: string;
  /** What tracebacks show as the file: `Cell In[3]`, or a script's path. */
  readonly file: string;
  /** True for notebook cells: the last expression is displayed and becomes `_`. False for scripts. */
  readonly interactive: boolean;
}

export type Outcome = { readonly status: "ok" } | { readonly status: "error"; readonly error: CellError };

export interface CellError {
  /** The exception's class name; "SyntaxError" for a program that does not compile. */
  readonly name: string;
  readonly message: string;
  /** The whole traceback as CPython prints it, ending in `Name: message`, without a final newline. */
  readonly traceback: string;
  /** Frames, outermost first; for links from a notebook's traceback to its cells. */
  readonly frames: readonly { readonly file: string; readonly line: number; readonly functionName: string }[];
}

export interface Interpreter {
  /** Runs a cell or script to its end. Never throws for anything a program does. */
  run(cell: CellSource): Outcome;
  /**
   * Calls the function behind a figure of `lnnb.interact` with its controls at these positions. Gives the figure's new
   * state as JSON; null where this session has no such figure (any more). Without positions: true where it has. Never
   * throws.
   */
  interact(handle: string, settings: readonly number[] | null): unknown;
}

export interface InterpreterOptions {
  /** torch, nn, F, math and lnnb are there without an import (notebooks); a script imports what it needs. */
  readonly preloaded: boolean;
  readonly recursionLimit?: number;
}
