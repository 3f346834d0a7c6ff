/** `format(text, spec)` for strings. */
import { valueError } from "../errors.ts";
import { pad } from "./layout.ts";
import { parseFormatSpec, unknownCode } from "./spec.ts";

export function formatString(value: string, text: string, typeName = "str"): string {
  if (text === "") return value;
  const spec = parseFormatSpec(text, "s", "<", typeName);
  if (spec.type !== "s") throw unknownCode(spec.type, typeName);
  if (spec.sign !== "") {
    throw valueError(`${spec.sign === " " ? "Space" : "Sign"} not allowed in string format specifier`);
  }
  if (spec.noNegativeZero) throw valueError("Negative zero coercion (z) not allowed in string format specifier");
  if (spec.alternate) throw valueError("Alternate form (#) not allowed in string format specifier");
  if (spec.align === "=") throw valueError("'=' alignment not allowed in string format specifier");
  const shown = spec.precision >= 0 && spec.precision < value.length ? truncate(value, spec.precision) : value;
  return pad(shown, spec);
}

/** The first `count` code points. */
export function truncate(value: string, count: number): string {
  let at = 0;
  for (let i = 0; i < count && at < value.length; i++) at += (value.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
  return value.slice(0, at);
}
