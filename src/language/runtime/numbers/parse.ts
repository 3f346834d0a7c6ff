/** `int(text, base)` and `float(text)` as CPython reads them. */

import { worked } from "../../../engine/work.ts";
import { valueError } from "../errors.ts";
import { decimalDigit } from "../format/spec.ts";
import { truncate } from "../format/string.ts";
import { stringRepr } from "../format/text.ts";
import { checkBits, type Integer, maximumTextDigits, normalize } from "./integer.ts";

/** What `str.strip` and the number parsers take as white space. */
export const whitespace = "\\t-\\r\\x1c-\\x1f \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
const leading = new RegExp(`^[${whitespace}]+`);
const trailing = new RegExp(`[${whitespace}]+$`);

export const stripWhitespace = (text: string): string => text.replace(leading, "").replace(trailing, "");

/** Digits of other scripts become ASCII. */
function toAsciiDigits(text: string): string {
  if (/^[\0-\x7f]*$/.test(text)) return text;
  return text.replace(/\p{Nd}/gu, (digit) => String(decimalDigit(digit)));
}

const prefixes: Readonly<Record<string, number>> = { b: 2, o: 8, x: 16 };
const powersOfTwo = new Set([2, 4, 8, 16, 32]);

/** `shown` is what the error shows (bytes show as bytes, an object of a subclass of str as it wants). */
export function parseInteger(text: string, base: number, shown = () => stringRepr(text)): Integer {
  const invalid = () => valueError(`invalid literal for int() with base ${base}: ${truncate(shown(), 200)}`);
  let rest = stripWhitespace(toAsciiDigits(text));
  let negative = false;
  if (rest[0] === "+" || rest[0] === "-") {
    negative = rest[0] === "-";
    rest = rest.slice(1);
  }
  let radix = base;
  const prefix = rest[0] === "0" ? prefixes[(rest[1] ?? "").toLowerCase()] : undefined;
  if (prefix !== undefined && (base === 0 || base === prefix)) {
    radix = prefix;
    rest = rest.slice(2);
    if (rest[0] === "_") rest = rest.slice(1);
  } else if (base === 0) {
    radix = 10;
    // Base 0 reads literals, and a literal other than zero has no leading zeros.
    if (/^0[_0]*[1-9]/.test(rest)) throw invalid();
  }
  if (rest === "" || rest.startsWith("_") || rest.endsWith("_") || rest.includes("__")) throw invalid();
  const digits = rest.replaceAll("_", "").toLowerCase();
  const lastDigit = (radix - 1).toString(radix);
  const allowed = radix <= 10 ? `[0-${lastDigit}]` : `[0-9a-${lastDigit}]`;
  if (!new RegExp(`^${allowed}+$`).test(digits)) throw invalid();
  if (digits.length > maximumTextDigits && !powersOfTwo.has(radix)) {
    throw valueError(
      `Exceeds the limit (${maximumTextDigits} digits) for integer string conversion: value has ${digits.length} digits; use sys.set_int_max_str_digits() to increase the limit`,
    );
  }
  const value = parseDigits(digits, radix);
  return typeof value === "number" ? (negative ? 0 - value : value) : normalize(negative ? -value : value);
}

function parseDigits(digits: string, radix: number): Integer {
  const quick = Number.parseInt(digits, radix);
  if (quick <= Number.MAX_SAFE_INTEGER) return quick;
  if (radix === 10) return normalize(BigInt(digits));
  if (powersOfTwo.has(radix)) checkBits(digits.length * Math.log2(radix));
  if (radix === 16) return normalize(BigInt(`0x${digits}`));
  if (radix === 8) return normalize(BigInt(`0o${digits}`));
  if (radix === 2) return normalize(BigInt(`0b${digits}`));
  if (radix === 4 || radix === 32) {
    const width = Math.log2(radix);
    const bits = Array.from(digits, (digit) => Number.parseInt(digit, radix).toString(2).padStart(width, "0"));
    return normalize(BigInt(`0b${bits.join("")}`));
  }
  let value = 0n;
  const size = BigInt(radix);
  for (const digit of digits) {
    worked(digits.length);
    value = value * size + BigInt(Number.parseInt(digit, radix));
  }
  return normalize(value);
}

const decimal = /^[-+]?(?:\d[\d_]*\.?(?:\d[\d_]*)?|\.\d[\d_]*)(?:e[-+]?\d[\d_]*)?$/i;
const special = /^([-+]?)(inf|infinity|nan)$/i;

export function parseFloatText(text: string, shown = () => stringRepr(text)): number {
  const stripped = stripWhitespace(toAsciiDigits(text));
  const word = special.exec(stripped);
  if (word !== null) {
    if (word[2].toLowerCase() === "nan") return Number.NaN;
    return word[1] === "-" ? -Infinity : Infinity;
  }
  // An underscore stands only between two digits.
  if (!decimal.test(stripped) || /_(?!\d)|(?<!\d)_/.test(stripped)) {
    throw valueError(`could not convert string to float: ${shown()}`);
  }
  return Number(stripped.replaceAll("_", ""));
}
