/** `time.strptime`: a date and time of day from its text, by CPython's directives. */

import { valueError } from "../../runtime/errors.ts";
import { stringRepr } from "../../runtime/format/text.ts";
import { type BrokenDownTime, dayNames, monthNames } from "./calendar.ts";

const short = (names: readonly string[]): string[] => names.map((name) => name.slice(0, 3));
const either = (names: readonly string[]): string => [...names].sort((a, b) => b.length - a.length).join("|");

const directives: Readonly<Record<string, string>> = {
  a: either(short(dayNames)),
  A: either(dayNames),
  b: either(short(monthNames)),
  B: either(monthNames),
  d: "3[0-1]|[1-2]\\d|0[1-9]|[1-9]| [1-9]",
  f: "[0-9]{1,6}",
  H: "2[0-3]|[0-1]\\d|\\d",
  I: "1[0-2]|0[1-9]|[1-9]",
  j: "36[0-6]|3[0-5]\\d|[1-2]\\d\\d|0[1-9]\\d|00[1-9]|[1-9]\\d|0[1-9]|[1-9]",
  m: "1[0-2]|0[1-9]|[1-9]",
  M: "[0-5]\\d|\\d",
  p: "am|pm",
  S: "6[0-1]|[0-5]\\d|\\d",
  U: "5[0-3]|[0-4]\\d|\\d",
  W: "5[0-3]|[0-4]\\d|\\d",
  w: "[0-6]",
  u: "[1-7]",
  y: "\\d\\d",
  Y: "\\d\\d\\d\\d",
  z: "[+-]\\d\\d:?[0-5]\\d|Z",
  Z: "utc|gmt",
};

const combined: Readonly<Record<string, string>> = {
  c: "%a %b %d %H:%M:%S %Y",
  x: "%m/%d/%y",
  X: "%H:%M:%S",
};

/** The format as a pattern, and the directives of its groups in order. */
function patternOf(format: string): { pattern: RegExp; letters: string[] } {
  const letters: string[] = [];
  let source = "";
  const whole = format.replace(/%([cxX])/g, (_match, letter: string) => combined[letter]);
  for (let at = 0; at < whole.length; at++) {
    const character = whole[at];
    if (/\s/.test(character)) {
      while (at + 1 < whole.length && /\s/.test(whole[at + 1])) at++;
      source += "\\s+";
    } else if (character !== "%") source += character.replace(/[\\.^$*+?(){}[\]|]/, "\\$&");
    else {
      const letter = whole[++at];
      if (letter === undefined) throw valueError(`stray %% in format ${stringRepr(format)}`.replace("%%", "%"));
      if (letter === "%") {
        source += "%";
        continue;
      }
      const directive = directives[letter];
      if (directive === undefined) {
        throw valueError(`${stringRepr(letter)} is a bad directive in format ${stringRepr(format)}`);
      }
      if (letters.includes(letter)) throw valueError(`redefinition of group name '${letter}' as group 2; was group 1`);
      letters.push(letter);
      source += `(${directive})`;
    }
  }
  return { pattern: new RegExp(`^(?:${source})`, "i"), letters };
}

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
const ordinal = (year: number, month: number, day: number): number =>
  Math.round(Date.UTC(2000, month - 1, day) / 86400000 + (Date.UTC(year, 0, 1) - Date.UTC(2000, 0, 1)) / 86400000) +
  (month > 2 ? Number(isLeap(year)) - 1 : 0);

/** The day of the year of a week's day, as `%U` (weeks from Sunday) or `%W` (from Monday) count weeks. */
function dayOfWeek(year: number, week: number, weekday: number, fromMonday: boolean): number {
  const first = (new Date(Date.UTC(year, 0, 1)).getUTCDay() + 6) % 7;
  const firstWeekday = fromMonday ? first : (first + 1) % 7;
  const day = fromMonday ? weekday : (weekday + 1) % 7;
  const weekZero = (7 - firstWeekday) % 7;
  return week === 0 ? 1 + day - firstWeekday : 1 + weekZero + 7 * (week - 1) + day;
}

/** @throws ValueError as CPython words it where the text does not fit the format */
export function parseTime(text: string, format: string): BrokenDownTime {
  const { pattern, letters } = patternOf(format);
  // A format that asks for more characters than there are is not tried: its expression may be too large to compile.
  const asked = format.replace(/%[\s\S]/g, "").replace(/\s+/g, "").length;
  const match = asked > text.length ? null : pattern.exec(text);
  if (match === null) {
    throw valueError(`time data ${stringRepr(text)} does not match format ${stringRepr(format)}`);
  }
  if (match[0].length !== text.length) throw valueError(`unconverted data remains: ${text.slice(match[0].length)}`);
  const found = new Map(letters.map((letter, i) => [letter, match[i + 1]]));
  const number = (letter: string): number | undefined => {
    const value = found.get(letter);
    return value === undefined ? undefined : Number(value);
  };
  const place = (letter: string, names: readonly string[]): number | undefined => {
    const value = found.get(letter)?.toLowerCase();
    const at = names.findIndex((name) => name.toLowerCase() === value);
    return at < 0 ? undefined : at;
  };
  const century = number("y");
  const given = number("Y") ?? (century === undefined ? undefined : century + (century <= 68 ? 2000 : 1900));
  const named = place("B", monthNames) ?? place("b", short(monthNames));
  let month = number("m") ?? (named === undefined ? 1 : named + 1);
  let day = number("d") ?? 1;
  let hour = number("H") ?? number("I") ?? 0;
  const half = found.get("p")?.toLowerCase();
  if (found.has("I") && !found.has("H")) {
    if (half === "pm") hour = hour === 12 ? 12 : hour + 12;
    else if (half === "am" || half === undefined) hour = hour === 12 && half === "am" ? 0 : hour;
  }
  const sunday = number("w");
  const monday = number("u");
  let weekday =
    place("A", dayNames) ??
    place("a", short(dayNames)) ??
    (sunday === undefined ? undefined : (sunday + 6) % 7) ??
    (monday === undefined ? undefined : monday - 1);
  // The 29th of February without a year is of a leap year.
  const year = given ?? (month === 2 && day === 29 ? 1904 : 1900);
  let dayOfYear = number("j");
  const week = number("U") ?? number("W");
  if (dayOfYear === undefined && week !== undefined && weekday !== undefined) {
    dayOfYear = dayOfWeek(year, week, weekday, found.has("W"));
  }
  if (dayOfYear === undefined) {
    if (new Date(Date.UTC(2000 + (isLeap(year) ? 0 : 1), month - 1, day)).getUTCMonth() !== month - 1) {
      throw valueError("day is out of range for month");
    }
    dayOfYear = ordinal(year, month, day) - ordinal(year, 1, 1) + 1;
  } else {
    const date = new Date(Date.UTC(year, 0, dayOfYear));
    month = date.getUTCMonth() + 1;
    day = date.getUTCDate();
  }
  weekday ??= (new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 6) % 7;
  return {
    year: given === undefined && year === 1904 ? 1900 : year,
    month,
    day,
    hour,
    minute: number("M") ?? 0,
    second: number("S") ?? 0,
    weekday,
    dayOfYear,
    isDaylightSaving: found.has("Z") ? false : null,
  };
}
