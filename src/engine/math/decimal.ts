/** Decimal notation as C and Python print it: exact values, halves rounded to the even digit. */

/** The text with the last digit one smaller in magnitude: the other side of a tie that JavaScript rounded up. */
function roundTieDown(text: string, at: number): string {
  return text.slice(0, at) + String(Number(text[at]) - 1) + text.slice(at + 1);
}

/** `%.{digits}f` */
export function formatFixed(value: number, digits: number): string {
  if (!Number.isFinite(value)) return formatNonFinite(value);
  if (Object.is(value, -0)) return `-${formatFixed(0, digits)}`;
  if (Math.abs(value) >= 1e21) {
    const whole = BigInt(value).toString();
    return digits > 0 ? `${whole}.${"0".repeat(digits)}` : whole;
  }
  const text = value.toFixed(digits);
  const signed = value < 0 && !text.startsWith("-") ? `-${text}` : text;
  // A tie has at most digits + 1 places, so it is a multiple of 2^-(digits + 1).
  if (!Number.isInteger(value * 2 ** (digits + 1))) return signed;
  const longer = value.toFixed(digits + 1);
  const last = signed[signed.length - 1];
  const isOdd = (Number(last) & 1) === 1;
  return longer.endsWith("5") && isOdd ? roundTieDown(signed, signed.length - 1) : signed;
}

/** `%.{digits}e`: at least two digits of exponent. */
export function formatExponent(value: number, digits: number): string {
  if (!Number.isFinite(value)) return formatNonFinite(value);
  if (Object.is(value, -0)) return `-${formatExponent(0, digits)}`;
  let [mantissa, exponent] = value.toExponential(digits).split("e");
  const last = mantissa[mantissa.length - 1];
  if ((Number(last) & 1) === 1 && digits < 90) {
    const exact = value.toExponential(100).split("e")[0];
    const rest = exact.slice(exact.indexOf(".") + 1 + digits);
    if (/^50*$/.test(rest)) mantissa = roundTieDown(mantissa, mantissa.length - 1);
  }
  const sign = exponent[0];
  return `${mantissa}e${sign}${exponent.slice(1).padStart(2, "0")}`;
}

function formatNonFinite(value: number): string {
  return Number.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
}
