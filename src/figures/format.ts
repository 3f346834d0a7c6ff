/** Numbers as figures show them. */

/** `digits` significant digits, in Python's notation (`1.23e-05`), without trailing zeros. */
export function formatNumber(value: number, digits = 4): string {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  if (value === 0) return "0";
  const exponent = Math.floor(Math.log10(Math.abs(Number(value.toPrecision(digits)))));
  if (exponent < -4 || exponent >= Math.max(6, digits)) {
    const [mantissa, power] = value.toExponential(digits - 1).split("e");
    const trimmed = mantissa.includes(".") ? mantissa.replace(/\.?0+$/, "") : mantissa;
    return `${trimmed}e${power[0]}${power.slice(1).padStart(2, "0")}`;
  }
  const fixed = value.toFixed(Math.max(0, digits - 1 - exponent));
  return fixed.includes(".") ? fixed.replace(/\.?0+$/, "") : fixed;
}

/** A count with thousands separated. */
export const formatCount = (value: number): string =>
  Number.isFinite(value) ? String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ",") : formatNumber(value);

/** A distance in units in the last place: exact while it is readable. */
export const formatUlp = (value: number): string => (value < 1e7 ? formatCount(value) : formatNumber(value, 3));

export const formatPercent = (share: number): string =>
  share === 0 ? "0%" : share === 1 ? "100%" : `${formatNumber(share * 100, 3)}%`;

export const formatIndex = (index: readonly number[]): string => `[${index.join(", ")}]`;
export const formatShape = (shape: readonly number[]): string => (shape.length === 0 ? "scalar" : shape.join(" × "));

export const plural = (n: number, noun: string, nouns = `${noun}s`): string =>
  `${formatCount(n)} ${n === 1 ? noun : nouns}`;

/** The coordinates of a row-major position. */
export function unravel(position: number, shape: readonly number[]): number[] {
  const index = new Array<number>(shape.length);
  for (let d = shape.length - 1; d >= 0; d--) {
    index[d] = position % shape[d];
    position = Math.floor(position / shape[d]);
  }
  return index;
}

const superscripts: Readonly<Record<string, string>> = Object.fromEntries(
  [..."0123456789-"].map((c, i) => [c, "⁰¹²³⁴⁵⁶⁷⁸⁹⁻"[i]]),
);
export const powerOfTen = (exponent: number): string =>
  `10${[...String(exponent)].map((c) => superscripts[c] ?? c).join("")}`;

/** At most `limit` characters, the middle left out. */
export function shorten(label: string, limit: number): string {
  const characters = [...label.replace(/\s+/g, " ").trim()];
  if (characters.length <= limit) return characters.join("");
  const head = Math.ceil((limit - 1) * 0.6);
  return `${characters.slice(0, head).join("")}…${characters.slice(characters.length - (limit - 1 - head)).join("")}`;
}
