/** Warnings as PyTorch gives them: through Python's `warnings`, so that filters and `catch_warnings` see them. */
import { UserWarning } from "../../runtime/errors.ts";
import type { Machine, PyType } from "../../runtime/objects/object.ts";
import { callMethod } from "../../runtime/protocols/index.ts";

/** Warns at the line of the cell that is running. */
export function warn(machine: Machine, message: string, category: PyType = UserWarning): void {
  callMethod(machine, machine.importModule("warnings"), "warn", [message, category]);
}
