import { Exit, type Frame } from "../frame.ts";
import type { VirtualMachine } from "../machine.ts";
import type { PyException } from "../objects/exception.ts";
import { Raised } from "../objects/raised.ts";
import { closeOwned } from "./delegation.ts";
import { findHandler, setContext } from "./exceptions.ts";
import { wrapStopIteration } from "./generators.ts";

/**
 * The frame that goes on after an exception, standing at its handler. Where no frame of this run has one, `outer` is the
 * running frame again and the exception is thrown to the native code that called.
 * @param at the instruction that raised
 * @param silent a re-raise: it adds no line to the traceback of the frame where it happens
 */
export function unwind(
  machine: VirtualMachine,
  running: Frame,
  at: number,
  raised: PyException,
  silent: boolean,
  outer: Frame | null,
): Frame {
  let exception = raised;
  let frame = running;
  let instruction = at;
  let adds = !silent;
  if (exception.traceback.length === 0 && exception.context === null) setContext(exception, machine.handled);
  for (;;) {
    if (adds) exception.traceback.push(frame.code.tracebackEntry(instruction));
    adds = true;
    const row = findHandler(frame.code, instruction);
    const { handlers, stackBase } = frame.code;
    if (row >= 0) {
      const level = stackBase + handlers[row + 3];
      closeOwned(machine, frame, level);
      frame.slots.fill(undefined, level + 1);
      frame.slots[level] = exception;
      frame.sp = level + 1;
      frame.pc = handlers[row + 2];
      return frame;
    }
    closeOwned(machine, frame, stackBase);
    machine.depth--;
    machine.handled = frame.handled;
    if (frame.generator !== null) exception = wrapStopIteration(frame, exception);
    if (frame.exit === Exit.Native || frame.back === null) {
      machine.frame = outer;
      throw new Raised(exception);
    }
    frame = frame.back;
    instruction = frame.pc - 1;
  }
}
