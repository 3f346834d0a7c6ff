/** A double as C++ streams print it (six significant digits): for the numbers in PyTorch's messages. */
export function formatDouble(value: number): string {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  if (value === 0) return Object.is(value, -0) ? "-0" : "0";
  const [mantissa, exponentText] = sixDigits(value).split("e");
  const exponent = Number(exponentText);
  const strip = (digits: string): string => (digits.includes(".") ? digits.replace(/\.?0+$/, "") : digits);
  if (exponent >= -4 && exponent < 6) return strip(Number(`${mantissa}e${exponent}`).toFixed(5 - exponent));
  const sign = exponent < 0 ? "-" : "+";
  return `${strip(mantissa)}e${sign}${String(Math.abs(exponent)).padStart(2, "0")}`;
}

/** Six significant digits, ties to even as C rounds them; JavaScript rounds them up. */
function sixDigits(value: number): string {
  const rounded = value.toExponential(5);
  const exact = value.toExponential(40);
  const point = exact.indexOf(".");
  const rest = exact.slice(point + 6, exact.indexOf("e"));
  const last = Number(exact[point + 5]);
  if (!/^50*$/.test(rest) || last % 2 === 1) return rounded;
  return `${exact.slice(0, point + 6)}${exact.slice(exact.indexOf("e"))}`;
}
