/** The format mini-language: `[[fill]align][sign][z][#][0][width][grouping][.precision][type]`. */
import { valueError } from "../errors.ts";

export type Align = "<" | ">" | "=" | "^";

export interface FormatSpec {
  /** One code point. */
  readonly fill: string;
  readonly align: Align;
  readonly sign: "" | "+" | "-" | " ";
  /** `z`: a negative zero (after rounding) loses its sign. */
  readonly noNegativeZero: boolean;
  /** `#` */
  readonly alternate: boolean;
  /** -1: none given. */
  readonly width: number;
  readonly grouping: "" | "," | "_";
  /** -1: none given. */
  readonly precision: number;
  /** The type's letter; the given default (which may be empty) where there is none. */
  readonly type: string;
}

const isAlign = (c: string | undefined): c is Align => c === "<" || c === ">" || c === "=" || c === "^";

/** Digits of other scripts count too, as in CPython. */
export function decimalDigit(c: string | undefined): number {
  if (c === undefined) return -1;
  if (c >= "0" && c <= "9") return c.charCodeAt(0) - 48;
  if (c < "\x80" || !/\p{Nd}/u.test(c)) return -1;
  // Decimal digits come in runs of ten from a zero: walk back to it.
  const code = c.codePointAt(0) ?? 0;
  let start = code;
  while (code - start < 9 && /\p{Nd}/u.test(String.fromCodePoint(start - 1))) start--;
  return (code - start) % 10;
}

/** A character as CPython shows an unknown format code. */
const codeText = (c: string): string => {
  const code = c.codePointAt(0) ?? 0;
  return code > 32 && code < 128 ? c : `\\x${code.toString(16)}`;
};

export const unknownCode = (type: string, typeName: string) =>
  valueError(`Unknown format code '${codeText(type)}' for object of type '${typeName}'`);

/** Parsed specs by text, one map for each alignment and type that stand where the text has none. */
const parsedSpecs: Readonly<Record<Align, Map<string, Map<string, FormatSpec>>>> = {
  "<": new Map(),
  ">": new Map(),
  "=": new Map(),
  "^": new Map(),
};
const maximumParsed = 500;

/** Throws CPython's ValueErrors. `typeName` is the value's type, for them. */
export function parseFormatSpec(text: string, defaultType: string, defaultAlign: Align, typeName: string): FormatSpec {
  let known = parsedSpecs[defaultAlign].get(defaultType);
  if (known === undefined) {
    known = new Map();
    parsedSpecs[defaultAlign].set(defaultType, known);
  }
  let spec = known.get(text);
  if (spec === undefined) {
    spec = readFormatSpec(text, defaultType, defaultAlign, typeName);
    // A spec may be as long as a program makes it.
    if (known.size >= maximumParsed) known.clear();
    if (text.length < 100) known.set(text, spec);
  }
  return spec;
}

function readFormatSpec(text: string, defaultType: string, defaultAlign: Align, typeName: string): FormatSpec {
  const spec = Array.from(text);
  let at = 0;
  let fill = " ";
  let align = defaultAlign;
  let filled = false;
  let aligned = false;
  const second = spec[1];
  const first = spec[0];
  if (isAlign(second)) {
    fill = first;
    align = second;
    filled = aligned = true;
    at = 2;
  } else if (isAlign(first)) {
    align = first;
    aligned = true;
    at = 1;
  }
  let sign: FormatSpec["sign"] = "";
  const signCharacter = spec[at];
  if (signCharacter === "+" || signCharacter === "-" || signCharacter === " ") {
    sign = signCharacter;
    at++;
  }
  const noNegativeZero = spec[at] === "z";
  if (noNegativeZero) at++;
  const alternate = spec[at] === "#";
  if (alternate) at++;
  if (!filled && spec[at] === "0") {
    fill = "0";
    if (!aligned && defaultAlign === ">") align = "=";
    at++;
  }
  const integer = (): number => {
    let digits = "";
    for (let digit = decimalDigit(spec[at]); digit >= 0; digit = decimalDigit(spec[at])) {
      digits += digit;
      at++;
    }
    if (digits.length > 18 && BigInt(digits) >= 1n << 63n) throw valueError("Too many decimal digits in format string");
    return digits === "" ? -1 : Number(digits);
  };
  const width = integer();
  let grouping: FormatSpec["grouping"] = "";
  if (spec[at] === ",") {
    grouping = ",";
    at++;
  }
  if (spec[at] === "_") {
    if (grouping !== "") throw valueError("Cannot specify both ',' and '_'.");
    grouping = "_";
    at++;
  }
  if (spec[at] === "," && grouping === "_") throw valueError("Cannot specify both ',' and '_'.");
  let precision = -1;
  if (spec[at] === ".") {
    at++;
    precision = integer();
    if (precision < 0) throw valueError("Format specifier missing precision");
  }
  if (spec.length - at > 1) {
    throw valueError(`Invalid format specifier '${text}' for object of type '${typeName}'`);
  }
  const type = spec.length - at === 1 ? spec[at] : defaultType;
  if (grouping !== "" && !"deEfFgG%".includes(type) && !(grouping === "_" && type !== "" && "boxX".includes(type))) {
    throw valueError(`Cannot specify '${grouping}' with '${codeText(type)}'.`);
  }
  return { fill, align, sign, noNegativeZero, alternate, width, grouping, precision, type };
}
