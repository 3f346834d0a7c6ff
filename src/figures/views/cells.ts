import { formatCount, formatNumber, formatPercent, formatUlp } from "../format.ts";
import type { GroupData, StatisticsData } from "../payload.ts";
import type { Cell, Table } from "../view.ts";

export const textCell = (text: string, status?: "good" | "bad"): Cell => ({ text, value: text, status });
export const numberCell = (value: number, digits = 4): Cell => ({ text: formatNumber(value, digits), value });
export const countCell = (value: number): Cell => ({ text: formatCount(value), value });
/** A count that should be zero. */
export const faultCell = (value: number): Cell =>
  value === 0 ? { text: "0", value } : { text: formatCount(value), value, status: "bad" };
export const ulpCell = (value: number): Cell => ({ text: formatUlp(value), value });
export const percentCell = (value: number): Cell => ({
  text: Number.isNaN(value) ? "" : formatPercent(value),
  value: Number.isNaN(value) ? "" : value,
});

export const column = (label: string, align: "left" | "right" = "right"): Table["columns"][number] => ({
  label,
  align,
});

const statisticsColumns: readonly { label: string; cell: (s: StatisticsData) => Cell }[] = [
  { label: "mean", cell: (s) => numberCell(s.mean) },
  { label: "std", cell: (s) => numberCell(s.std) },
  { label: "min", cell: (s) => numberCell(s.min) },
  { label: "5%", cell: (s) => numberCell(s.quantiles[1]) },
  { label: "median", cell: (s) => numberCell(s.quantiles[3]) },
  { label: "95%", cell: (s) => numberCell(s.quantiles[5]) },
  { label: "max", cell: (s) => numberCell(s.max) },
  { label: "skew", cell: (s) => numberCell(s.skewness, 3) },
  { label: "ex. kurtosis", cell: (s) => numberCell(s.kurtosis, 3) },
  { label: "values", cell: (s) => countCell(s.count) },
  { label: "zeros", cell: (s) => countCell(s.zeros) },
  { label: "NaN", cell: (s) => faultCell(s.nan) },
  { label: "±inf", cell: (s) => faultCell(s.positiveInfinity + s.negativeInfinity) },
];

/** One row of statistics a group. */
export function statisticsTable(
  caption: string,
  heading: string,
  groups: readonly GroupData[],
  always: boolean,
): Table {
  return {
    caption,
    always,
    columns: [column(heading, "left"), ...statisticsColumns.map(({ label }) => column(label))],
    rows: groups.map((group) => [
      textCell(group.label),
      ...statisticsColumns.map(({ cell }) => cell(group.statistics)),
    ]),
  };
}

/** The bins and their counts. */
export function histogramTable(caption: string, groups: readonly GroupData[]): Table {
  return {
    caption,
    always: false,
    columns: [column("values", "left"), column("from"), column("to"), column("count")],
    rows: groups.flatMap(({ label, histogram }) =>
      histogram === null
        ? []
        : [
            ...(histogram.below > 0
              ? [[textCell(label), textCell("-inf"), numberCell(histogram.start, 6), countCell(histogram.below)]]
              : []),
            ...histogram.counts.map((count, i) => [
              textCell(label),
              numberCell(histogram.start + i * histogram.width, 6),
              numberCell(histogram.start + (i + 1) * histogram.width, 6),
              countCell(count),
            ]),
            ...(histogram.above > 0
              ? [
                  [
                    textCell(label),
                    numberCell(histogram.start + histogram.counts.length * histogram.width, 6),
                    textCell("inf"),
                    countCell(histogram.above),
                  ],
                ]
              : []),
          ],
    ),
  };
}
