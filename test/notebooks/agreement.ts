/**
 * Whether two runs of one cell agree: what they printed and the payloads of what they showed. Text must be the same. A
 * number of a payload may differ by {@link RELATIVE} of the largest in its list, a printed one by {@link PRINTED}: the two engines
 * round sums in different orders. What is not larger than {@link ROUNDING} on both sides is rounding, and counts as equal.
 */
import type { CellRun } from "./samples.ts";

export const RELATIVE = 2e-4;
/** Printed numbers have few digits: a unit in the last of three is no difference. */
export const PRINTED = 0.01;
export const ROUNDING = 5e-6;

/** What differs, one sentence each. */
export function differences(ours: CellRun, theirs: CellRun): string[] {
  const found = printedDifferences(ours.stdout, theirs.stdout);
  if (ours.figures.length !== theirs.figures.length) {
    return [...found, `${ours.figures.length} figures, but ${theirs.figures.length}`];
  }
  ours.figures.forEach((figure, i) => {
    found.push(...jsonDifferences(figure, theirs.figures[i], `figure ${i} (${figure.kind})`));
  });
  return found;
}

/** The same without the numbers: lines printed, and of each figure its kind, title and series. */
export function outlineDifferences(ours: CellRun, theirs: CellRun): string[] {
  const outline = ({ stdout, figures }: CellRun): string =>
    JSON.stringify([
      stdout.split("\n").length,
      figures.map((figure) => [
        figure.kind,
        figure.title,
        "series" in figure ? figure.series.map(({ label }) => label) : [],
      ]),
    ]);
  const [a, b] = [outline(ours), outline(theirs)];
  return a === b ? [] : [`${a}, but ${b}`];
}

const numberPattern = /[-+]?(?:\d+\.?\d*(?:[eE][-+]?\d+)?|\binf\b|\bnan\b)/g;

export function printedDifferences(ours: string, theirs: string): string[] {
  const [a, b] = [ours.split("\n"), theirs.split("\n")];
  if (a.length !== b.length) return [`${a.length} lines printed, but ${b.length}`];
  return a.flatMap((line, i) => {
    const [x, y] = [line, b[i]];
    const [numbersX, numbersY] = [x, y].map((text) => [...text.matchAll(numberPattern)].map(([n]) => parse(n)));
    const [restX, restY] = [x, y].map((text) => text.replace(numberPattern, "#").replace(/\s+/g, " "));
    const same = restX === restY && numbersX.length === numbersY.length;
    return same && numbersX.every((n, k) => close(n, numbersY[k], 0, PRINTED))
      ? []
      : [`printed: ${x}\n      but: ${y}`];
  });
}

const parse = (text: string): number =>
  text.endsWith("inf") ? (text.startsWith("-") ? -Infinity : Infinity) : text.endsWith("nan") ? NaN : Number(text);

function close(a: number, b: number, scale = 0, relative = RELATIVE): boolean {
  if (Object.is(a, b) || a === b) return true;
  const size = Math.max(scale, Math.abs(a), Math.abs(b));
  return Math.max(Math.abs(a), Math.abs(b)) <= ROUNDING || Math.abs(a - b) <= relative * size;
}

/** What a comparison says of rounding errors: other rounding, other sizes and places. */
const errorFields = new Set([
  "maxAbsolute",
  "maxRelative",
  "maxUlp",
  "meanAbsolute",
  "rootMeanSquare",
  "exact",
  "worst",
  "errors",
  "map",
]);
/** Errors of this size and less are rounding. */
const roundingError = 1e-4;
/** What each engine has of its own: the handle of a session, and frames of its files. */
const ownFields = new Set(["handle", "traceback"]);
/** Fields that are kept in four digits. */
const coarseFields = new Set(["skewness", "kurtosis"]);

function jsonDifferences(ours: unknown, theirs: unknown, path: string): string[] {
  const [a, b] = [numberOf(ours), numberOf(theirs)];
  if (a !== undefined && b !== undefined) return close(a, b) ? [] : [`${path}: ${a}, but ${b}`];
  if (Array.isArray(ours) && Array.isArray(theirs)) return listDifferences(ours, theirs, path);
  if (isObject(ours) && isObject(theirs)) {
    if ("counts" in ours && "width" in ours) return histogramDifferences(ours, theirs, path);
    if (Array.isArray(ours.index) && Array.isArray(ours.a)) return pointDifferences(ours, theirs, path);
    const isRounding = "maxAbsolute" in ours && (numberOf(ours.maxAbsolute) ?? 0) < roundingError;
    return [...new Set([...Object.keys(ours), ...Object.keys(theirs)])]
      .filter((field) => !ownFields.has(field) && !(isRounding && errorFields.has(field)))
      .flatMap((field) => {
        const [x, y] = [numberOf(ours[field]), numberOf(theirs[field])];
        if (coarseFields.has(field) && x !== undefined && y !== undefined && close(x, y, 1, 2e-3)) return [];
        return jsonDifferences(ours[field], theirs[field], `${path}.${field}`);
      });
  }
  return ours === theirs ? [] : [`${path}: ${JSON.stringify(ours)}, but ${JSON.stringify(theirs)}`];
}

function listDifferences(ours: readonly unknown[], theirs: readonly unknown[], path: string): string[] {
  if (ours.length !== theirs.length) return [`${path}: ${ours.length} entries, but ${theirs.length}`];
  const [a, b] = [ours.map(numberOf), theirs.map(numberOf)];
  const scale = Math.max(0, ...a.map((n) => (n !== undefined && Number.isFinite(n) ? Math.abs(n) : 0)));
  return ours.flatMap((entry, i) => {
    const [x, y] = [a[i], b[i]];
    if (x === undefined || y === undefined) return jsonDifferences(entry, theirs[i], `${path}[${i}]`);
    return close(x, y, scale) ? [] : [`${path}[${i}]: ${x}, but ${y}`];
  });
}

/** Points of a comparison by their place: which are drawn depends on which have the largest rounding errors. */
function pointDifferences(ours: Fields, theirs: Fields, path: string): string[] {
  const [index, other] = [countsOf(ours.index), countsOf(theirs.index)];
  const positions = new Map(other.map((place, i) => [place, i]));
  const shared = index.flatMap((place, i) => {
    const j = positions.get(place);
    return j === undefined ? [] : [[i, j] as const];
  });
  if (shared.length < index.length * 0.9)
    return [`${path}: only ${shared.length} of ${index.length} points are the same`];
  return ["a", "b"].flatMap((side) => {
    const [values, others] = [ours[side], theirs[side]];
    if (!Array.isArray(values) || !Array.isArray(others)) return [`${path}.${side}: no list`];
    return listDifferences(
      shared.map(([i]): unknown => values[i]),
      shared.map(([, j]): unknown => others[j]),
      `${path}.${side}`,
    );
  });
}

/** A value at a bin's edge falls to one side here and to the other there: a fiftieth may. */
function histogramDifferences(ours: Fields, theirs: Fields, path: string): string[] {
  const [a, b] = [countsOf(ours.counts), countsOf(theirs.counts)];
  const total = a.reduce((sum, n) => sum + n, 0);
  const moved = a.reduce((sum, n, i) => sum + Math.abs(n - (b[i] ?? 0)), 0);
  if (a.length !== b.length) return [`${path}: ${a.length} bins, but ${b.length}`];
  return moved > 2 + total / 25 ? [`${path}: ${moved} of ${total} counts lie in other bins`] : [];
}

type Fields = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const countsOf = (value: unknown): number[] => (Array.isArray(value) ? value.map(Number) : []);

function numberOf(value: unknown): number | undefined {
  if (typeof value === "number") return value;
  return value === "nan" ? NaN : value === "inf" ? Infinity : value === "-inf" ? -Infinity : undefined;
}
