/** A difference between ours and the judge, and how much of it agrees. */
import { difference, numbersOf } from "./compare.ts";

export interface Difference {
  readonly name: string;
  readonly call: string;
  readonly here: string;
  readonly there: string;
  readonly kind: string;
  /** What rounding leaves unknown of each element. */
  readonly unknown: readonly (readonly number[])[] | undefined;
}

/** Whether all numbers of two results agree to a share of the largest beside them. */
export function agreesTo({ here, there }: Difference, share: number): boolean {
  const numbers = (text: string): number[] =>
    text
      .slice(text.lastIndexOf("[") + 1, -1)
      .split(", ")
      .map(Number);
  const parts = (line: string): string[] => line.split(" @ ")[0].split(" ; ");
  const wanted = parts(there).map(numbers);
  return parts(here).every((text, part) => {
    const largest = Math.max(...wanted[part].map(Math.abs));
    return numbers(text).every((value, i) => Math.abs(value - wanted[part][i]) <= share * largest);
  });
}

/** An element of two results: its part, and its place there. */
interface Place {
  readonly part: number;
  readonly index: number;
}

/** Whether two results are the same but for elements that an exception holds of. */
export function agreesBut(
  { here, there }: Difference,
  exception: (own: number, other: number, place: Place) => boolean,
): boolean {
  const [own, wanted] = [numbersOf(here), numbersOf(there)];
  return own.every((values, part) =>
    values.every((value, index) => {
      const other = wanted[part]?.[index] ?? 0;
      return Object.is(value, other) || exception(value, other, { part, index });
    }),
  );
}

/** The largest difference between two results' numbers. */
export function differsBy({ here, there }: Difference): number {
  const wanted = numbersOf(there);
  return Math.max(...numbersOf(here).flatMap((part, p) => part.map((value, i) => Math.abs(value - wanted[p][i]))));
}

/** Whether two results agree where both are finite. */
export function agreesWhereFinite({ here, there, unknown }: Difference): boolean {
  const numbers = /-?(?:inf|nan|\d[\d.e+-]*)/g;
  const [own, wanted] = [here.match(numbers) ?? [], there.match(numbers) ?? []];
  const isNumber = (text: string): boolean => Number.isFinite(Number(text));
  let i = 0;
  const finite = there.replace(numbers, (text) => {
    const value = own[i++];
    return isNumber(value) && isNumber(text) ? value : text;
  });
  return own.length === wanted.length && difference(finite, there, { isExact: false, slack: 1, unknown }) === null;
}
