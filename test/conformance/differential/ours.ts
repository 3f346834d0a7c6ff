/** Our interpreter as the thing compared: one program in fresh globals, what it prints and how it ends. */
import { createInterpreter, type InterpreterSession } from "../../../src/language/interpreter.ts";
import type { Host } from "../../../src/language/interpreter-api.ts";
import type { Result } from "./cpython.ts";
import { Watchdog } from "./watchdog.ts";

/** CPython has three seconds: what it just manages must not end here for want of time, on a busy machine neither. */
const secondsOfAProgram = 12;

let watchdog: Watchdog | null = null;
let session: InterpreterSession | null = null;
let stdout = "";
let uses = 0;

/** One interpreter serves many programs, as one CPython does: imported modules stay, globals go. */
function freshSession(): InterpreterSession {
  watchdog ??= new Watchdog(secondsOfAProgram);
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
