/** Our interpreter as the thing compared: one program in fresh globals, what it prints and how it ends. */
import { createInterpreter, type InterpreterSession } from "../../../src/language/interpreter.ts";
import type { Host } from "../../../src/language/interpreter-api.ts";
import type { Result } from "./cpython.ts";
import { Watchdog } from "./watchdog.ts";

let watchdog: Watchdog | null = null;
let session: InterpreterSession | null = null;
let stdout = "";
let uses = 0;

/** One interpreter serves many programs, as one CPython does: imported modules stay, globals go. */
function freshSession(): InterpreterSession {
  watchdog ??= new Watchdog(5);
  if (session === null || uses++ % 1000 === 999) {
    const host: Host = {
      write: (stream, text) => {
        if (stream === "stdout") stdout += text;
      },
      display: () => undefined,
      now: () => Date.now(),
      interrupt: watchdog.cells,
      sleep: () => undefined,
    };
    session = createInterpreter(host, { preloaded: false });
  }
  const globals = session.machine.modules.get("__main__")?.attributes;
  for (const [name] of [...(globals?.entries() ?? [])])
    if (!name.startsWith("__") || name === "__annotations__") globals?.delete(name);
  return session;
}

export function runHere(source: string): Result {
  const current = freshSession();
  stdout = "";
  const outcome = watchdog?.watch(() => current.run({ source, file: "<program>", interactive: false }));
  const error = outcome?.status === "error" ? (outcome.error.traceback.split("\n").at(-1) ?? "") : null;
  return { stdout, error };
}

/** 3.12 makes suggestions wherever a traceback is formatted; 3.11 only where it ends the process. */
export function withoutSuggestion(line: string | null): string | null {
  return line === null ? null : line.replace(/\. Did you (?:mean|forget).*$/, "");
}

/** Addresses are of no meaning. */
const addresses = / at 0x[0-9a-f]+/g;

/** Complex numbers are refused here: what a program does after it met one is its own. */
const complexNumbers = /complex/;

export function agree(ours: Result, theirs: Result): boolean {
  if (withoutSuggestion(ours.error) === withoutSuggestion(theirs.error) && ours.stdout === theirs.stdout) return true;
  const error = (result: Result): string => withoutSuggestion(result.error)?.replace(addresses, "") ?? "";
  const stdout = (result: Result): string => result.stdout.replace(addresses, "");
  if (error(ours) === error(theirs) && stdout(ours) === stdout(theirs)) return true;
  // What neither has the time or the room for.
  if (theirs.error === "TimedOut" || ours.error?.includes("cells keep ints below") === true) return true;
  return complexNumbers.test(ours.stdout + ours.error);
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
  [/OrderedDict/, "OrderedDict shows itself with a dict"],
  [/%/, "a lone % conversion with flags is refused"],
];

/** Whether a program that differs under 3.11 shows one of the changes of 3.12. */
export function changedSince311(source: string, ours: Result, theirs: Result): boolean {
  const text = `${source}\n${ours.stdout}\n${ours.error}\n${theirs.stdout}\n${theirs.error}`;
  return changedIn312.some(([sign]) => sign.test(text));
}
