/** The command line: `lnnb run FILE [options]`. */

export interface RunArguments {
  readonly file: string;
  readonly output?: string;
  readonly html?: string;
  readonly timeoutSeconds?: number;
  readonly json: boolean;
}

export type Command =
  | { readonly kind: "run"; readonly run: RunArguments }
  | { readonly kind: "help" }
  | { readonly kind: "version" }
  | { readonly kind: "usage error"; readonly message: string };

export const usage = `usage: lnnb run FILE.lnnb|FILE.py [--output OUT.lnnb] [--html OUT.html] [--timeout S] [--json]

Runs every code cell of a notebook in order, or a script, on the built-in engine.

  --output OUT.lnnb   write the notebook with its outputs
  --html OUT.html     write one self-contained page with the interactive figures
  --timeout S         stop after S seconds
  --json              print one JSON object with every cell's outputs instead of text

A .py file runs as a script; lines "# %%" mark the cells of what --output, --html and --json write.
exit status: 0 success, 1 an uncaught error, 2 wrong usage, 124 timed out, 130 interrupted
`;

/** The options that take a value. */
const valued = ["--output", "--html", "--timeout"] as const;
type Valued = (typeof valued)[number];

export function parseArguments(args: readonly string[]): Command {
  const [command, ...rest] = args;
  if (command === undefined) return wrong("a command is missing");
  if (command === "--help" || command === "-h" || command === "help") return { kind: "help" };
  if (command === "--version" || command === "-V") return { kind: "version" };
  if (command !== "run") return wrong(`there is no command "${command}"`);
  return parseRun(rest);
}

function parseRun(args: readonly string[]): Command {
  const files: string[] = [];
  const values = new Map<Valued, string>();
  let json = false;
  let onlyFiles = false;
  for (let i = 0; i < args.length; i++) {
    const arg = args[i];
    if (onlyFiles || !arg.startsWith("-")) {
      files.push(arg);
      continue;
    }
    if (arg === "--") onlyFiles = true;
    else if (arg === "--json") json = true;
    else if (arg === "--help" || arg === "-h") return { kind: "help" };
    else {
      const equals = arg.indexOf("=");
      const name = valued.find((option) => option === (equals < 0 ? arg : arg.slice(0, equals)));
      if (name === undefined) return wrong(`there is no option "${arg}"`);
      const value = equals < 0 ? args[++i] : arg.slice(equals + 1);
      if (value === undefined || value === "") return wrong(`${name} needs a value`);
      if (values.has(name)) return wrong(`${name} is given twice`);
      values.set(name, value);
    }
  }
  if (files.length !== 1)
    return wrong(files.length === 0 ? "a file is missing" : `one file at a time, not ${files.length}`);
  const [file] = files;
  if (!/\.(?:lnnb|py|ipynb)$/i.test(file)) return wrong(`${file}: expected a .lnnb or .py file`);
  const timeout = values.get("--timeout");
  const timeoutSeconds = timeout === undefined ? undefined : Number(timeout);
  if (timeoutSeconds !== undefined && !(timeoutSeconds > 0 && timeoutSeconds <= longestTimeout)) {
    return wrong(`--timeout ${timeout}: expected a number of seconds above 0`);
  }
  const output = values.get("--output");
  const html = values.get("--html");
  return {
    kind: "run",
    run: {
      file,
      json,
      ...(output !== undefined && { output }),
      ...(html !== undefined && { html }),
      ...(timeoutSeconds !== undefined && { timeoutSeconds }),
    },
  };
}

/** Timers of Node overflow beyond. */
const longestTimeout = (2 ** 31 - 1) / 1000;

const wrong = (message: string): Command => ({ kind: "usage error", message });
