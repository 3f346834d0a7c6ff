import { RuntimeError, raised, StopIteration, typeError, valueError } from "../errors.ts";
import type { Exit, Frame } from "../frame.ts";
import type { VirtualMachine } from "../machine.ts";
import type { PyException } from "../objects/exception.ts";
import type { PyGenerator } from "../objects/generator.ts";
import type { Value } from "../objects/object.ts";
import { recursionError } from "./calls.ts";

/** Makes a generator's frame the running one; it goes back to `back` at its next `yield` or its end. */
export function enterGenerator(
  machine: VirtualMachine,
  generator: PyGenerator,
  sent: Value | undefined,
  back: Frame | null,
  exit: Exit,
  target: number,
): Frame {
  const { frame, state } = generator;
  if (state === "running" || frame === null) throw valueError("generator already executing");
  if (machine.depth >= machine.recursionLimit) throw recursionError();
  if (state === "created") {
    if (sent !== null && sent !== undefined) {
      throw typeError("can't send non-None value to a just-started generator");
    }
  } else if (sent !== undefined) frame.slots[frame.sp++] = sent;
  machine.depth++;
  generator.state = "running";
  frame.exit = exit;
  frame.target = target;
  frame.back = back;
  frame.handled = machine.handled;
  if (generator.handled !== null) machine.handled = generator.handled;
  return frame;
}

/** At `yield`: what the generator is handling goes with it. */
export function suspendGenerator(machine: VirtualMachine, frame: Frame): void {
  const { generator } = frame;
  if (generator === null) return;
  generator.state = "suspended";
  generator.handled = machine.handled === frame.handled ? null : machine.handled;
  machine.handled = frame.handled;
}

/** At the end. */
export function leaveGenerator(frame: Frame, returned: Value): void {
  const { generator } = frame;
  if (generator === null) return;
  generator.state = "finished";
  generator.frame = null;
  generator.returned = returned;
}

/** An exception leaves the generator, and ends it. StopIteration would look like its end, and becomes RuntimeError. */
export function wrapStopIteration(frame: Frame, exception: PyException): PyException {
  leaveGenerator(frame, null);
  if (!exception.type.isSubtypeOf(StopIteration)) return exception;
  const wrapped = raised(RuntimeError, "generator raised StopIteration").exception;
  wrapped.cause = exception;
  wrapped.context = exception;
  wrapped.suppressContext = true;
  wrapped.traceback = [];
  return wrapped;
}
