import type { Code } from "./code.ts";
import type { Cell } from "./objects/cell.ts";
import type { PyException } from "./objects/exception.ts";
import type { PyFunction } from "./objects/function.ts";
import type { PyGenerator } from "./objects/generator.ts";
import type { GlobalCell, Namespace } from "./objects/namespace.ts";
import type { Value } from "./objects/object.ts";

/** Where a frame's result goes. */
// biome-ignore lint/suspicious/noConstEnum: the machine's switch needs the numbers themselves
export const enum Exit {
  /** To the stack of the frame below. */
  Push,
  /** Out of the machine's loop, to the native code that called. */
  Native,
  /** Nowhere: it is an `__init__`, and the frame below gets the instance. */
  Construct,
  /** A generator advanced by the loop of the frame below. */
  Loop,
  /** A generator that the frame below delegates to. */
  Delegate,
}

/** A running or suspended function: plain data, so that generators can keep it. */
export class Frame {
  /** The next instruction. */
  pc = 0;
  /** The first free stack slot. */
  sp: number;
  /** The frame that was running when this one was entered; for a native call too. */
  back: Frame | null = null;
  exit: Exit = Exit.Native;
  /** Construct: the instance. */
  instance: Value = null;
  /** Loop, Delegate: where the frame below goes on after the generator's end. */
  target = 0;
  /** What was being handled when the frame was entered. */
  handled: PyException | null = null;
  generator: PyGenerator | null = null;
  /** A class body's namespace. */
  names: Map<string, Value> | null = null;
  constructor(
    readonly code: Code,
    /** Local variables, constants of arithmetic, then the stack. */
    readonly slots: (Value | undefined)[],
    readonly cells: Cell[],
    readonly globals: Namespace,
    readonly globalCells: readonly GlobalCell[],
    readonly builtinCells: readonly GlobalCell[],
    readonly callee: PyFunction | null,
  ) {
    this.sp = code.stackBase;
  }
}
