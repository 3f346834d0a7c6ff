/** Text of floats as CPython's `PyOS_double_to_string` makes it. */
import { fixedDigits, shortestDigits, significantDigits } from "./decimal.ts";

/** The conversions of C's printf that Python keeps; `r` is repr's shortest form. */
export type FloatConversion = "e" | "f" | "g" | "r";

export interface FloatStyle {
  readonly conversion: FloatConversion;
  readonly precision: number;
  /** `#`: keep the point and trailing zeros. */
  readonly alternate: boolean;
  /** A `.0` where there would be neither point nor exponent. */
  readonly addPointZero: boolean;
}

const exponentText = (exponent: number): string =>
  `e${exponent < 0 ? "-" : "+"}${String(Math.abs(exponent)).padStart(2, "0")}`;

function general(digits: string, exponent: number, style: FloatStyle, useExponent: boolean, wanted: number): string {
  let significant = style.alternate ? digits.padEnd(wanted, "0") : digits.replace(/0+$/, "");
  if (significant === "") significant = "0";
  if (useExponent) {
    const fraction = significant.slice(1);
    const point = fraction !== "" || style.alternate ? "." : "";
    return significant[0] + point + fraction + exponentText(exponent);
  }
  if (exponent < 0) return `0.${"0".repeat(-exponent - 1)}${significant}`;
  const whole = significant.slice(0, exponent + 1).padEnd(exponent + 1, "0");
  const fraction = significant.slice(exponent + 1);
  if (fraction !== "") return `${whole}.${fraction}`;
  if (style.addPointZero) return `${whole}.0`;
  return style.alternate ? `${whole}.` : whole;
}

/** The text of `|x|`: no sign, lower case; `inf` and `nan` for those. */
export function formatMagnitude(x: number, style: FloatStyle): string {
  if (Number.isNaN(x)) return "nan";
  if (!Number.isFinite(x)) return "inf";
  const { conversion, precision, alternate } = style;
  if (conversion === "f") return fixedDigits(x, precision) + (alternate && precision === 0 ? "." : "");
  if (conversion === "e") {
    const { digits, exponent } = significantDigits(x, precision + 1);
    const point = precision > 0 || alternate ? "." : "";
    return digits[0] + point + digits.slice(1) + exponentText(exponent);
  }
  if (conversion === "g") {
    const wanted = precision === 0 ? 1 : precision;
    const { digits, exponent } = significantDigits(x, wanted);
    const limit = wanted - (style.addPointZero ? 1 : 0);
    return general(digits, exponent, style, exponent < -4 || exponent >= limit, wanted);
  }
  const { digits, exponent } = shortestDigits(x);
  return general(digits, exponent, style, exponent < -4 || exponent >= 16, 1);
}

export const isNegative = (x: number): boolean => x < 0 || Object.is(x, -0);

const reprStyle: FloatStyle = { conversion: "r", precision: 0, alternate: false, addPointZero: true };

/** `repr` of a float: the shortest text that reads back as the same value. */
export function floatRepr(x: number): string {
  // JavaScript's shortest text is CPython's wherever neither uses an exponent.
  const magnitude = Math.abs(x);
  if (magnitude >= 1e-4 && magnitude < 1e16) {
    const text = String(x);
    return Number.isInteger(x) ? `${text}.0` : text;
  }
  return (x < 0 || Object.is(x, -0) ? "-" : "") + formatMagnitude(x, reprStyle);
}
