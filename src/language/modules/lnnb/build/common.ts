import {
  type BlockGrid,
  type DescribeOptions,
  type Description,
  describe,
  type NumberSource,
  valuesOf,
} from "../../../../engine/statistics/index.ts";
import type { GridData, GroupData, HistogramData } from "../../../../figures/payload.ts";

/** What every figure begins with. */
export const head = <K extends string>(kind: K, title: string, notes: readonly string[] = []) =>
  ({ version: 1, kind, title, notes }) as const;

/** `digits` significant digits: what a plot can show costs fewer bytes than a whole double. */
export const round = (value: number, digits = 7): number =>
  Number.isFinite(value) ? Number(value.toPrecision(digits)) : value;

export const rounded = (values: Iterable<number>, digits = 7): number[] =>
  Array.from(values, (value) => round(value, digits));

/** The elements at some positions. */
export const pick = (source: NumberSource, indices: readonly number[]): number[] => indices.map(valuesOf(source));

export function groupOf(label: string, source: NumberSource, options: DescribeOptions): GroupData {
  return groupFrom(label, describe(source, options));
}

export function groupFrom(label: string, { statistics, histogram }: Description): GroupData {
  return { label, statistics, histogram: histogram === null ? null : histogramData(histogram) };
}

/** The same in six digits: for the many groups of one figure. */
export function compactGroup({ label, statistics: s, histogram }: GroupData): GroupData {
  const six = (value: number): number => round(value, 6);
  return {
    label,
    statistics: {
      ...s,
      mean: six(s.mean),
      std: six(s.std),
      skewness: round(s.skewness, 4),
      kurtosis: round(s.kurtosis, 4),
      min: six(s.min),
      max: six(s.max),
      quantiles: s.quantiles.map(six),
    },
    histogram,
  };
}

function histogramData(histogram: HistogramData): HistogramData {
  const { start, width, counts, below, above } = histogram;
  return { start: round(start, 12), width: round(width, 12), counts, below, above };
}

export const gridData = (grid: BlockGrid): GridData => ({ ...grid, values: rounded(grid.values, 6) });
