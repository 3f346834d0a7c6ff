/** Whether what the two sides print is the same, and which differences are known and no fault: each has its name. */
import type { Result } from "./cpython.ts";

export const excuses = [
  "no time",
  "no room",
  "ints of limited size",
  "complex numbers",
  "last bit of math.acos, asin, atan, atan2, log2 and tan",
  "sign of not-a-number in math.copysign",
  "fewer than no arguments",
] as const;

export type Excuse = (typeof excuses)[number];
export type Verdict = "same" | "different" | { readonly excuse: Excuse };

/** 3.12 makes suggestions wherever a traceback is formatted; 3.11 only where it ends the process. */
const suggestion = /\. Did you (?:mean|forget).*$/;

/** Addresses are of no meaning, also where a text that has one was taken apart into a list of its characters or words. */
const withoutAddresses = (text: string): string =>
  text
    .replace(/ at 0x[0-9a-f]+/gi, "")
    .replace(/('at', '0x)[0-9a-f]{8,14}/g, "$1")
    .replace(/('t', ' ', '0', 'x')(?:, '[0-9a-f]'){8,14}/g, "$1");

/** glibc's of these miss the nearest double now and then (which tells of the C library, not of CPython); ours are the nearest. */
const inexactFunctions = /\bmath\.(?:acos|asin|atan2?|log2|tan)\b/;
const numbers = /\d+(?:\.\d+)?(?:e[+-]?\d+)?/g;

/** A few units in the last place of doubles: results pass through a few operations before they are printed. */
const closeness = 2 ** -48;

/** Whether two texts are equal up to the last digits of the fractions in them. */
export function equalUpToLastDigits(a: string, b: string): boolean {
  if (a.replace(numbers, "#") !== b.replace(numbers, "#")) return false;
  const [as, bs] = [a.match(numbers) ?? [], b.match(numbers) ?? []];
  return as.every((text, index) => {
    if (text === bs[index]) return true;
    if (!/[.e]/.test(text) || !/[.e]/.test(bs[index])) return false;
    const [x, y] = [Number(text), Number(bs[index])];
    return Math.abs(x - y) <= closeness * Math.max(x, y);
  });
}

/**
 * Whether both came to an end of what they may use, each by its own limit, before they differ: what a program does after
 * it is its own.
 */
function endedApart(ours: string, theirs: string, error: string | null): boolean {
  const isEnd = (line: string | undefined): boolean => line?.includes("MemoryError") === true;
  const [a, b] = [ours.split("\n"), theirs.split("\n")];
  if (!b.some(isEnd) || !(a.some(isEnd) || error === "KeyboardInterrupt")) return false;
  const parting = a.findIndex((line, at) => line !== b[at]);
  const end = parting < 0 ? a.length : parting + 1;
  return a.slice(0, end).some(isEnd) || b.slice(0, end).some(isEnd);
}

export function compare(source: string, ours: Result, theirs: Result, minor = 12): Verdict {
  const error = ({ error: line }: Result): string =>
    withoutAddresses((minor < 12 ? line?.replace(suggestion, "") : line) ?? "");
  const stdout = (result: Result): string => withoutAddresses(result.stdout);
  const texts = (result: Result): string => `${stdout(result)}\n${error(result)}`;
  if (ours.stdout === theirs.stdout && ours.error === theirs.error) return "same";
  if (error(ours) === error(theirs) && stdout(ours) === stdout(theirs)) return "same";
  if (theirs.error === "TimedOut") return { excuse: "no time" };
  // CPython runs in two gigabytes, and what ends here by the limit of a cell's memory says so.
  if (theirs.error === "MemoryError" && !source.includes("MemoryError")) return { excuse: "no room" };
  if (!source.includes("MemoryError") && endedApart(texts(ours), texts(theirs), ours.error))
    return { excuse: "no room" };
  if (ours.error?.includes("cells keep ints below") === true) return { excuse: "ints of limited size" };
  // They are refused here: what a program does after it met one is its own.
  if (/complex/.test(ours.stdout + ours.error)) return { excuse: "complex numbers" };
  if (inexactFunctions.test(source) && equalUpToLastDigits(texts(ours), texts(theirs)))
    return { excuse: "last bit of math.acos, asin, atan, atan2, log2 and tan" };
  // JavaScript does not tell it; the processor chooses it.
  const unsigned = (result: Result): string => texts(result).replace(/-(?=\d|inf)/g, "");
  if (/\bmath\.copysign\b/.test(source) && unsigned(ours) === unsigned(theirs))
    return { excuse: "sign of not-a-number in math.copysign" };
  // CPython 3.12's quickened call of a method without its object counts -1 arguments, and says so.
  const uncounted = (text: string): string =>
    text
      .replace(/unbound method \w+\.(\w+\(\)) needs an argument/g, "$1")
      .replace(/(\w+\(\)) takes (?:at (?:least|most) )?\d+ positional arguments? \(-1 given\)/g, "$1");
  if (texts(theirs).includes("(-1 given)") && uncounted(texts(ours)) === uncounted(texts(theirs)))
    return { excuse: "fewer than no arguments" };
  return "different";
}

/** What tells a program that 3.11 runs otherwise than 3.12, each with the change. */
const changedIn312: readonly (readonly [RegExp, string])[] = [
  [/empty range (?:for|in) randrange|randrange\(\)/, "random.randrange words its errors otherwise"],
  [/non-integer arg|random\.Random\([^\n]*\)\.(?:randrange|randint)/, "random.randrange takes no floats"],
  [/arg is an empty sequence|iterable argument is empty/, "min() and max() word theirs otherwise"],
  [/unhashable type: 'slice'|slice\(/, "slices can be hashed"],
  [/\bsum\(|statistics\./, "the sum of floats is compensated"],
  [/maximum recursion depth exceeded/, "RecursionError says where less often"],
  [/sumprod|batched/, "math.sumprod and itertools.batched are new"],
  [/Union/, "X | Y is another class's object in messages"],
  [/reverse=/, "sort(reverse=) takes any value"],
  [/_deque_(?:reverse_)?iterator/, "a deque's iterators are said to be of collections, not _collections"],
  [/OrderedDict/, "OrderedDict shows itself with a dict"],
  [/%/, "a lone % conversion with flags is refused"],
];

/** Whether a program that differs under 3.11 shows one of the changes of 3.12. */
export function changedSince311(source: string, ours: Result, theirs: Result): boolean {
  const text = `${source}\n${ours.stdout}\n${ours.error}\n${theirs.stdout}\n${theirs.error}`;
  return changedIn312.some(([sign]) => sign.test(text));
}
