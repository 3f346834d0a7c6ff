import { escapeNonAscii } from "../format/text.ts";
import type { Machine, Value } from "../objects/object.ts";
import { format, repr, str } from "../protocols/text.ts";

/** One replacement field of an f-string. `conversion`: 0 none, 1 `!s`, 2 `!r`, 3 `!a`. */
export function formatValue(machine: Machine, value: Value, conversion: number, spec: string): string {
  if (conversion === 0) return format(machine, value, spec);
  const text =
    conversion === 1
      ? str(machine, value)
      : conversion === 2
        ? repr(machine, value)
        : escapeNonAscii(repr(machine, value));
  return spec === "" ? text : format(machine, text, spec);
}
