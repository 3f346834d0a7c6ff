import { formatNumber, powerOfTen } from "../format.ts";

interface Ticks {
  readonly values: number[];
  readonly texts: string[];
}

/** Up to here a number is read more easily in digits than as a power of ten. */
const DIGITS = 3;

/** 0.001 to 1000 in digits; where one tick lies beyond that, all as powers: 10⁻⁸, 2×10⁻⁸, and 1. */
function powerTexts(ticks: readonly { mantissa: number; exponent: number }[]): string[] {
  const inDigits = ticks.every(({ exponent }) => Math.abs(exponent) <= DIGITS);
  return ticks.map(({ mantissa, exponent }) => {
    if (inDigits || exponent === 0) return formatNumber(mantissa * 10 ** exponent);
    return mantissa === 1 ? powerOfTen(exponent) : `${mantissa}×${powerOfTen(exponent)}`;
  });
}

/** A number in two digits, in the notation of ticks. */
export function powerLabel(value: number): string {
  const [mantissa, exponent] = value.toExponential(1).split("e").map(Number);
  return powerTexts([{ mantissa, exponent }])[0];
}

/** Ticks at powers of ten for an axis that is linear in the exponent, `limit` of them or so. */
export function decadeTicks(low: number, high: number, limit = 6): Ticks {
  const step = Math.max(1, Math.ceil((high - low) / limit));
  const values: number[] = [];
  for (let e = Math.ceil(low / step - 1e-9) * step; e <= high + 1e-9; e += step) values.push(e);
  return { values, texts: powerTexts(values.map((exponent) => ({ mantissa: 1, exponent }))) };
}

/** Ticks for a logarithmic axis over [low, high]: decades, with 2 and 5 or 3 between where there is room. null: too narrow. */
export function logTicks(low: number, high: number, limit: number): Ticks | null {
  if (!(low > 0) || !(high > 0) || !Number.isFinite(high)) return null;
  const from = Math.floor(Math.log10(low));
  const to = Math.ceil(Math.log10(high));
  const decades = Math.log10(high / low);
  const step = Math.max(1, Math.ceil(decades / limit));
  for (const mantissas of step > 1 ? [[1]] : [[1, 2, 5], [1, 3], [1]]) {
    const ticks: { mantissa: number; exponent: number; value: number }[] = [];
    for (let e = Math.ceil(from / step) * step; e <= to; e += step) {
      for (const mantissa of mantissas) {
        const value = mantissa * 10 ** e;
        if (value >= low * 0.85 && value <= high * 1.18) ticks.push({ mantissa, exponent: e, value });
      }
    }
    if (ticks.length < 2) return null;
    if (ticks.length <= limit + 1) return { values: ticks.map(({ value }) => value), texts: powerTexts(ticks) };
  }
  return null;
}

/** As formatNumber, with powers and the minus sign as they are set in print. */
const roundText = (value: number): string =>
  formatNumber(value, 6)
    .replace(/^(-?)(.*)e([-+]\d+)$/, (_, sign: string, mantissa: string, exponent: string) => {
      const power = powerOfTen(Number(exponent));
      return `${sign}${mantissa === "1" ? "" : `${mantissa}×`}${power}`;
    })
    .replace(/^-/, "\u2212");

/** At round numbers, for an axis that spans less than a decade. */
export function linearTicks(low: number, high: number, limit: number): Ticks | null {
  if (!(high > low) || !Number.isFinite(high - low)) return null;
  const power = 10 ** Math.floor(Math.log10((high - low) / limit));
  const step = power * ([1, 2, 5, 10].find((factor) => (high - low) / (power * factor) <= limit) ?? 10);
  const values: number[] = [];
  for (let i = Math.ceil(low / step); i * step <= high; i++) values.push(i * step);
  return { values, texts: values.map(roundText) };
}
