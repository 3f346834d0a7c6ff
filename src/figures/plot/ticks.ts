import { formatNumber, powerOfTen } from "../format.ts";

interface Ticks {
  readonly values: number[];
  readonly texts: string[];
}

/** 0.001 to 1000 in digits, beyond that as powers: 10⁻⁸, 2×10⁻⁸. */
function powerText(mantissa: number, exponent: number): string {
  if (Math.abs(exponent) <= 3) return formatNumber(mantissa * 10 ** exponent);
  return mantissa === 1 ? powerOfTen(exponent) : `${mantissa}×${powerOfTen(exponent)}`;
}

/** Ticks at powers of ten for an axis that is linear in the exponent, `limit` of them or so. */
export function decadeTicks(low: number, high: number, limit = 6): Ticks {
  const step = Math.max(1, Math.ceil((high - low) / limit));
  const values: number[] = [];
  for (let e = Math.ceil(low / step - 1e-9) * step; e <= high + 1e-9; e += step) values.push(e);
  return { values, texts: values.map((e) => powerText(1, e)) };
}

/** Ticks for a logarithmic axis over [low, high]: decades, with 2 and 5 or 3 between where there is room. null: too narrow. */
export function logTicks(low: number, high: number, limit: number): Ticks | null {
  if (!(low > 0) || !(high > 0) || !Number.isFinite(high)) return null;
  const from = Math.floor(Math.log10(low));
  const to = Math.ceil(Math.log10(high));
  const decades = Math.log10(high / low);
  const step = Math.max(1, Math.ceil(decades / limit));
  for (const mantissas of step > 1 ? [[1]] : [[1, 2, 5], [1, 3], [1]]) {
    const ticks: Ticks = { values: [], texts: [] };
    for (let e = Math.ceil(from / step) * step; e <= to; e += step) {
      for (const mantissa of mantissas) {
        const value = mantissa * 10 ** e;
        if (value < low * 0.85 || value > high * 1.18) continue;
        ticks.values.push(value);
        ticks.texts.push(powerText(mantissa, e));
      }
    }
    if (ticks.values.length < 2) return null;
    if (ticks.values.length <= limit + 1) return ticks;
  }
  return null;
}

/** At round numbers, for an axis that spans less than a decade. */
export function linearTicks(low: number, high: number, limit: number): Ticks | null {
  if (!(high > low) || !Number.isFinite(high - low)) return null;
  const power = 10 ** Math.floor(Math.log10((high - low) / limit));
  const step = power * ([1, 2, 5, 10].find((factor) => (high - low) / (power * factor) <= limit) ?? 10);
  const values: number[] = [];
  for (let i = Math.ceil(low / step); i * step <= high; i++) values.push(i * step);
  return { values, texts: values.map((value) => formatNumber(value, 6)) };
}
