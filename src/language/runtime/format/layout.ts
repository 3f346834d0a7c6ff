/** Padding, signs and grouping: what all types' formatting shares. */
import { worked } from "../../../engine/work.ts";
import { checkText } from "../limits.ts";
import type { FormatSpec } from "./spec.ts";

/** The number of code points. */
export function codePointLength(text: string): number {
  let length = text.length;
  for (let i = 0; i < text.length - 1; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0xd800 || unit > 0xdbff) continue;
    worked(4);
    const next = text.charCodeAt(i + 1);
    if (next >= 0xdc00 && next <= 0xdfff) {
      length--;
      i++;
    }
  }
  return length;
}

/** Pads text to the spec's width; `=` pads at the left here (numbers place it themselves). */
export function pad(text: string, spec: Pick<FormatSpec, "width" | "align" | "fill">): string {
  if (spec.width <= text.length && spec.width <= codePointLength(text)) return text;
  checkText(spec.width);
  const missing = spec.width - codePointLength(text);
  if (missing <= 0) return text;
  const left = spec.align === "<" ? 0 : spec.align === "^" ? Math.floor(missing / 2) : missing;
  return spec.fill.repeat(left) + text + spec.fill.repeat(missing - left);
}

/** Digits with a separator every `size` places from the right, zero-filled to `minimumWidth` characters in all. */
export function groupDigits(digits: string, separator: string, size: number, minimumWidth: number): string {
  const groups: string[] = [];
  let remaining = digits.length;
  let wanted = minimumWidth;
  for (;;) {
    const length = Math.min(size, Math.max(remaining, wanted, 1));
    worked(32);
    groups.push(digits.slice(Math.max(remaining - length, 0), remaining).padStart(length, "0"));
    remaining = Math.max(remaining - length, 0);
    wanted -= length;
    if (remaining <= 0 && wanted <= 0) return groups.reverse().join(separator);
    wanted -= 1;
  }
}

/** A number's text in parts, as it is laid out: sign, prefix (`0x`), digits, rest (`.5e+10`, `%`). */
export interface NumberText {
  readonly negative: boolean;
  readonly prefix: string;
  readonly digits: string;
  readonly rest: string;
}

export function layoutNumber(text: NumberText, spec: FormatSpec): string {
  checkText(spec.width);
  const sign = text.negative ? "-" : spec.sign === "+" || spec.sign === " " ? spec.sign : "";
  let { digits } = text;
  // The rest may be a character (`c`) of two units.
  const around = sign.length + text.prefix.length + codePointLength(text.rest);
  if (digits !== "") {
    // With a zero fill the zeros are digits, so that they are grouped too.
    const minimum = spec.fill === "0" && spec.align === "=" ? spec.width - around : 0;
    if (spec.grouping !== "") {
      const size = spec.type !== "" && "boxX".includes(spec.type) ? 4 : 3;
      digits = groupDigits(digits, spec.grouping, size, minimum);
    } else if (minimum > digits.length) digits = digits.padStart(minimum, "0");
  }
  const body = text.prefix + digits + text.rest;
  if (spec.align !== "=") return pad(sign + body, spec);
  const missing = spec.width - around - digits.length;
  return sign + text.prefix + (missing > 0 ? spec.fill.repeat(missing) : "") + digits + text.rest;
}
