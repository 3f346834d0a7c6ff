import type { VirtualMachine } from "../machine.ts";
import type { Namespace } from "../objects/namespace.ts";
import type { Machine, Value } from "../objects/object.ts";
import { PyObject } from "../objects/object.ts";
import { repr } from "../protocols/text.ts";

/** Natives that show themselves otherwise than by their repr: figures, tables. */
export interface Displayable {
  /** What to show; null where there is nothing to show. */
  mimeBundle(machine: Machine): Record<string, unknown> | null;
}

function isDisplayable(value: Value): value is PyObject & Displayable {
  return value instanceof PyObject && "mimeBundle" in value;
}

/** Shows the value of a cell's last expression and keeps it as `_`. None shows nothing. */
export function displayValue(machine: VirtualMachine, value: Value, globals: Namespace): void {
  if (value === null) return;
  globals.set("_", value);
  const bundle = isDisplayable(value) ? value.mimeBundle(machine) : { "text/plain": repr(machine, value) };
  if (bundle !== null) machine.host.display(bundle, true);
}
