/** `format(x, spec)` for ints and floats. */
import { OverflowError, overflowError, raised, valueError } from "../errors.ts";
import { checkText } from "../limits.ts";
import { integerText, toDouble } from "../numbers/integer.ts";
import { type FloatConversion, formatMagnitude, isNegative } from "./float.ts";
import { layoutNumber } from "./layout.ts";
import { type FormatSpec, parseFormatSpec, unknownCode } from "./spec.ts";

const floatTypes = "eEfFgG%n";
const radixes: Readonly<Record<string, number>> = { b: 2, o: 8, x: 16, X: 16 };

function formatIntegerDigits(value: number | bigint, spec: FormatSpec): string {
  if (spec.precision !== -1) throw valueError("Precision not allowed in integer format specifier");
  if (spec.noNegativeZero) throw valueError("Negative zero coercion (z) not allowed in integer format specifier");
  if (spec.type === "c") {
    if (spec.sign !== "") throw valueError("Sign not allowed with integer format specifier 'c'");
    if (spec.alternate) throw valueError("Alternate form (#) not allowed with integer format specifier 'c'");
    if (value < -(2n ** 63n) || value >= 2n ** 63n) throw overflowError("Python int too large to convert to C long");
    if (value < 0 || value > 0x10ffff) throw overflowError("%c arg not in range(0x110000)");
    const character = String.fromCodePoint(Number(value));
    return layoutNumber({ negative: false, prefix: "", digits: "", rest: character }, spec);
  }
  const negative = value < 0;
  const magnitude = negative ? -value : value;
  const radix = radixes[spec.type];
  const digits = radix === undefined ? integerText(magnitude) : magnitude.toString(radix);
  const prefix = spec.alternate && radix !== undefined ? `0${spec.type}` : "";
  const upper = spec.type === "X";
  return layoutNumber({ negative, prefix, digits: upper ? digits.toUpperCase() : digits, rest: "" }, spec);
}

/** `typeName` is the object's own type, for errors. */
export function formatInteger(value: number | bigint, text: string, typeName = "int"): string {
  if (text === "") return integerText(value);
  const spec = parseFormatSpec(text, "d", ">", typeName);
  if ("bcdoxXn".includes(spec.type)) return formatIntegerDigits(value, spec);
  if (!floatTypes.includes(spec.type)) throw unknownCode(spec.type, typeName);
  const double = toDouble(value);
  if (double === undefined) throw raised(OverflowError, "int too large to convert to float");
  return formatFloatSpec(double, spec);
}

function formatFloatSpec(x: number, spec: FormatSpec): string {
  const { type } = spec;
  const percent = type === "%";
  const lower = type.toLowerCase();
  let conversion: FloatConversion = "g";
  let precision = spec.precision;
  if (type === "") {
    if (precision < 0) conversion = "r";
  } else if (lower === "e") conversion = "e";
  else if (lower === "f" || percent) conversion = "f";
  if (precision > 2 ** 31 - 1) throw valueError("precision too big");
  if (precision < 0) precision = 6;
  checkText(precision);
  const value = percent ? x * 100 : x;
  let text = formatMagnitude(value, {
    conversion,
    precision,
    alternate: spec.alternate,
    addPointZero: type === "",
  });
  let negative = isNegative(value);
  if (negative && spec.noNegativeZero && !/[1-9]/.test(text.split("e")[0])) negative = !Number.isFinite(value);
  if (type !== lower) text = text.toUpperCase();
  if (percent) text += "%";
  const digits = /^[0-9]*/.exec(text)?.[0] ?? "";
  return layoutNumber({ negative, prefix: "", digits, rest: text.slice(digits.length) }, spec);
}

export function formatFloat(x: number, text: string, typeName = "float"): string {
  const spec = parseFormatSpec(text, "", ">", typeName);
  if (spec.type !== "" && !floatTypes.includes(spec.type)) throw unknownCode(spec.type, typeName);
  return formatFloatSpec(x, spec);
}
