/** Warnings from native code: through Python's `warnings`, so that filters and `catch_warnings` see them. */
import { UserWarning } from "../errors.ts";
import type { Machine, PyType } from "../objects/object.ts";
import { callMethod } from "./calls.ts";

/** Warns at the line of the cell that is running, not at one of the library's. */
export function warn(machine: Machine, message: string, category: PyType = UserWarning): void {
  const frame = machine.callers().findIndex(({ shown }) => shown);
  callMethod(machine, machine.importModule("warnings"), "warn", [message, category, Math.max(frame, 0) + 1]);
}
