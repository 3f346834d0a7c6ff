/** The command line: `lnnb run FILE [options]`, `lnnb export FILE --to FORMAT [options]`. */
import { type ExportFormat, exportFormats, isExportFormat } from "../notebook/export/formats.ts";

export interface RunArguments {
  readonly file: string;
  readonly output?: string;
  readonly html?: string;
  readonly timeoutSeconds?: number;
  readonly json: boolean;
}

export interface ExportArguments {
  readonly file: string;
  readonly to: ExportFormat;
  /** A file, for SVG also a folder; "-" for standard output. */
  readonly output?: string;
  readonly execute: boolean;
  readonly timeoutSeconds?: number;
}

export type Command =
  | { readonly kind: "run"; readonly run: RunArguments }
  | { readonly kind: "export"; readonly export: ExportArguments }
  | { readonly kind: "help" }
  | { readonly kind: "version" }
  | { readonly kind: "usage error"; readonly message: string };

export const usage = `usage: lnnb run FILE.lnnb|FILE.py [--output OUT.lnnb] [--html OUT.html] [--timeout S] [--json]
       lnnb export FILE --to html|ipynb|py|svg [--output PATH] [--execute] [--timeout S]

lnnb run: runs every code cell of a notebook in order, or a script, on the built-in engine.

  --output OUT.lnnb   write the notebook with its outputs
  --html OUT.html     write one self-contained page with the interactive figures
  --timeout S         stop after S seconds
  --json              print one JSON object with every cell's outputs instead of text

A .py file runs as a script; lines "# %%" mark the cells of what --output, --html and --json write.

lnnb export: writes a notebook in another format, with the outputs that are saved in it.

  --to FORMAT         html: one page that needs nothing else; ipynb: for Jupyter; py: a script with "# %%" cells;
                      svg: each figure as a picture
  --output PATH       the file to write, for svg also a folder; "-" is standard output. Without it files are named
                      after the notebook and stand beside it, and none that exists is replaced
  --execute           run the notebook first, and export what it shows then
  --timeout S         stop the run after S seconds

exit status: 0 success, 1 an uncaught error, 2 wrong usage, 124 timed out, 130 interrupted
`;

export function parseArguments(args: readonly string[]): Command {
  const [command, ...rest] = args;
  switch (command) {
    case undefined:
      return wrong("a command is missing");
    case "--help":
    case "-h":
    case "help":
      return { kind: "help" };
    case "--version":
    case "-V":
      return { kind: "version" };
    case "run":
      return parseRun(rest);
    case "export":
      return parseExport(rest);
    default:
      return wrong(`there is no command "${command}"`);
  }
}

function parseRun(args: readonly string[]): Command {
  const options = parseOptions(args, ["--output", "--html", "--timeout"], ["--json"]);
  if ("kind" in options) return options;
  const timeout = parseTimeout(options);
  if (typeof timeout === "string") return wrong(timeout);
  const output = options.values.get("--output");
  const html = options.values.get("--html");
  return {
    kind: "run",
    run: {
      file: options.file,
      json: options.flags.has("--json"),
      ...(output !== undefined && { output }),
      ...(html !== undefined && { html }),
      ...timeout,
    },
  };
}

function parseExport(args: readonly string[]): Command {
  const options = parseOptions(args, ["--to", "--output", "--timeout"], ["--execute"]);
  if ("kind" in options) return options;
  const timeout = parseTimeout(options);
  if (typeof timeout === "string") return wrong(timeout);
  const to = options.values.get("--to");
  const formats = exportFormats.join(", ");
  if (to === undefined) return wrong(`--to is missing: one of ${formats}`);
  if (!isExportFormat(to)) return wrong(`--to ${to}: expected one of ${formats}`);
  const execute = options.flags.has("--execute");
  if (!execute && options.values.has("--timeout")) return wrong("--timeout limits a run: give it with --execute");
  const output = options.values.get("--output");
  return {
    kind: "export",
    export: { file: options.file, to, execute, ...(output !== undefined && { output }), ...timeout },
  };
}

interface Options {
  readonly file: string;
  readonly values: ReadonlyMap<string, string>;
  readonly flags: ReadonlySet<string>;
}

/** One file, and options before and after it: `valued` ones as `--name value` or `--name=value`. */
function parseOptions(args: readonly string[], valued: readonly string[], known: readonly string[]): Options | Command {
  const files: string[] = [];
  const values = new Map<string, string>();
  const flags = new Set<string>();
  let onlyFiles = false;
  for (let i = 0; i < args.length; i++) {
    const arg = args[i];
    if (onlyFiles || !arg.startsWith("-")) {
      files.push(arg);
      continue;
    }
    if (arg === "--") onlyFiles = true;
    else if (known.includes(arg)) flags.add(arg);
    else if (arg === "--help" || arg === "-h") return { kind: "help" };
    else {
      const equals = arg.indexOf("=");
      const name = equals < 0 ? arg : arg.slice(0, equals);
      if (!valued.includes(name)) return wrong(`there is no option "${arg}"`);
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
  return { file, values, flags };
}

/** Timers of Node overflow beyond. */
const longestTimeout = (2 ** 31 - 1) / 1000;

/** The option as a field, or what is wrong with it. */
function parseTimeout({ values }: Options): { readonly timeoutSeconds?: number } | string {
  const timeout = values.get("--timeout");
  if (timeout === undefined) return {};
  const timeoutSeconds = Number(timeout);
  return timeoutSeconds > 0 && timeoutSeconds <= longestTimeout
    ? { timeoutSeconds }
    : `--timeout ${timeout}: expected a number of seconds above 0`;
}

const wrong = (message: string): Command => ({ kind: "usage error", message });
