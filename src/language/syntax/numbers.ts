/** Number literals: where they end, what they are worth, and CPython's complaints. */
import type { ConstantValue } from "./ast.ts";
import { SyntaxProblem, unsupported } from "./problem.ts";

const radixNames: Readonly<Record<string, { readonly radix: number; readonly name: string; readonly digits: RegExp }>> =
  {
    x: { radix: 16, name: "hexadecimal", digits: /[0-9a-fA-F]/ },
    o: { radix: 8, name: "octal", digits: /[0-7]/ },
    b: { radix: 2, name: "binary", digits: /[01]/ },
  };
const decimal = /(?:[0-9](?:_?[0-9])*)?(?:\.(?:[0-9](?:_?[0-9])*)?)?(?:[eE][-+]?[0-9](?:_?[0-9])*)?/y;
/** A number may touch these words (`1if x else y`), as in CPython. */
const wordsAfter = /^(?:and|else|for|if|in|is|not|or)\b/;

/** The end of the number literal at `start`. */
export function scanNumber(source: string, start: number): number {
  const radix = source[start] === "0" ? radixNames[(source[start + 1] ?? "").toLowerCase()] : undefined;
  if (radix) return scanRadix(source, start, radix);
  decimal.lastIndex = start;
  decimal.test(source);
  const end = decimal.lastIndex;
  const text = source.slice(start, end);
  if (/^[jJ]/.test(source.slice(end))) {
    throw unsupported("complex numbers are", "keep the real and imaginary parts in two tensors", start, end + 1);
  }
  if (/^0[0-9_]*[1-9]/.test(text) && /^[0-9_]+$/.test(text)) {
    const message = "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers";
    throw new SyntaxProblem(message, start, start + 1);
  }
  if (source[end] === "_") throw new SyntaxProblem("invalid decimal literal", end, end + 1);
  if (/[eE]/.test(source[end] ?? "") && !wordsAfter.test(source.slice(end, end + 5)))
    throw new SyntaxProblem("invalid decimal literal", end - 1, end);
  return checkAfter(source, end, "decimal");
}

function scanRadix(source: string, start: number, { name, digits }: { name: string; digits: RegExp }): number {
  let end = start + 2;
  let valid = false;
  for (; ; end++) {
    const c = source[end] ?? "";
    if (digits.test(c)) valid = true;
    else if (c === "_" && digits.test(source[end + 1] ?? "")) valid = true;
    else break;
  }
  const c = source[end] ?? "";
  if (/[0-9]/.test(c)) throw new SyntaxProblem(`invalid digit '${c}' in ${name} literal`, end, end + 1);
  if (!valid || c === "_") throw new SyntaxProblem(`invalid ${name} literal`, end - 1, end);
  return checkAfter(source, end, name);
}

function checkAfter(source: string, end: number, name: string): number {
  const rest = source.slice(end, end + 5);
  if (/^[\p{L}_]/u.test(rest) && !wordsAfter.test(rest))
    throw new SyntaxProblem(`invalid ${name} literal`, end - 1, end);
  return end;
}

export function numberValue(text: string, start: number): ConstantValue {
  const digits = text.replaceAll("_", "");
  if (/^0[xob]/i.test(digits) || /^[0-9]+$/.test(digits)) {
    if (/^[0-9]+$/.test(digits) && digits.length > 4300) {
      const message = `Exceeds the limit (4300 digits) for integer string conversion: value has ${digits.length} digits; use sys.set_int_max_str_digits() to increase the limit - Consider hexadecimal for huge integer literals to avoid decimal conversion limits.`;
      throw new SyntaxProblem(message, start, start + text.length);
    }
    const value = BigInt(digits.toLowerCase());
    return { kind: "int", value: value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value };
  }
  return { kind: "float", value: Number(digits) };
}
