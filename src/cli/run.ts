/** `lnnb run`: a notebook or script from beginning to end. */
import { accessSync, constants } from "node:fs";
import { dirname } from "node:path";
import { nodeWorkers } from "../kernel/node-worker.ts";
import type { MimeBundle } from "../kernel/protocol.ts";
import { describeDeath, type OutputSink, type RunResult, type Session, startSession } from "../kernel/session.ts";
import type { CellError } from "../language/interpreter-api.ts";
import type { Output } from "../notebook/nbformat/model.ts";
import type { RunArguments } from "./arguments.ts";
import { type Program, readProgram, type Step, UnreadableFile } from "./program.ts";
import type { Recorder } from "./recorder.ts";
import { writeTo } from "./terminal.ts";

export const exitStatus = { success: 0, error: 1, usage: 2, timeout: 124, interrupted: 130, terminated: 143 } as const;

/** What became of a cell that was run. */
export interface CellRun {
  readonly cell: number;
  readonly status: "ok" | "error" | "timeout" | "interrupted";
  readonly milliseconds: number;
  readonly error?: CellError;
  readonly outputs: readonly Output[];
}

/** Returns the exit status. The worker is left to the end of the process. */
export async function run(args: RunArguments): Promise<number> {
  const unwritable = [args.output, args.html].find((path) => path !== undefined && !isWritable(path));
  if (unwritable !== undefined) {
    writeTo("stderr", `lnnb: cannot write ${unwritable}: its folder is not there or may not be written\n`);
    return exitStatus.usage;
  }
  const records = args.json || args.output !== undefined || args.html !== undefined;
  try {
    const { program, runs, status } = await start(args, { records, prints: !args.json });
    if (records) {
      const { writeResults } = await import("./results.ts");
      await writeResults(args, program, runs, status);
    }
    return status;
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    writeTo("stderr", `lnnb: ${error.message}\n`);
    return exitStatus.usage;
  }
}

/** Runs for what the cells show, and prints none of it but the error that ends the run. Throws UnreadableFile. */
export const runForOutputs = (args: Target): Promise<ProgramRun> =>
  start(args, { records: true, prints: false, printsErrors: true });

type Target = Pick<RunArguments, "file" | "timeoutSeconds">;

interface ProgramRun extends Execution {
  readonly program: Program;
}

interface Mode {
  readonly records: boolean;
  readonly prints: boolean;
  /** As `prints` where left out. */
  readonly printsErrors?: boolean;
}

async function start(target: Target, mode: Mode): Promise<ProgramRun> {
  const isScript = /\.py$/i.test(target.file);
  // The worker starts while the file is read.
  const session = startSession(nodeWorkers(new URL("./worker.js", import.meta.url)), { preloaded: !isScript });
  const program = await readProgram(target.file, mode.records);
  const recordOutputs = mode.records ? (await import("./recorder.ts")).recordOutputs : undefined;
  return { program, ...(await execute(session, program, target, mode, recordOutputs)) };
}

/** Asked before a run that may take hours. */
function isWritable(path: string): boolean {
  try {
    accessSync(dirname(path), constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

interface Execution {
  readonly status: number;
  readonly runs: readonly CellRun[];
}

async function execute(
  session: Session,
  program: Program,
  args: Target,
  { prints, printsErrors = prints }: Mode,
  recordOutputs: ((executionCount: number) => Recorder) | undefined,
): Promise<Execution> {
  let stopped: "timeout" | "interrupted" | "terminated" | undefined;
  const stop = (reason: typeof stopped): void => {
    stopped ??= reason;
    void session.end();
  };
  const timer =
    args.timeoutSeconds === undefined ? undefined : setTimeout(() => stop("timeout"), args.timeoutSeconds * 1000);
  let interrupts = 0;
  const onInterrupt = (): void => {
    // A program may catch the first; who presses again and again wants it to end.
    if (++interrupts < 3) session.interrupt();
    else stop("interrupted");
  };
  const onTerminate = (): void => stop("terminated");
  process.on("SIGINT", onInterrupt).on("SIGTERM", onTerminate);

  const runs: CellRun[] = [];
  let status: number = exitStatus.success;
  try {
    for (const step of program.steps) {
      const recorder = recordOutputs?.(runs.length + 1);
      const begin = performance.now();
      const result = await session.run(step.source, tee(recorder, prints ? terminalSink : undefined));
      const milliseconds = performance.now() - begin;
      status = statusOf(result, stopped);
      const error = errorOf(result, stopped, args);
      if (error !== undefined) {
        recorder?.fail(error);
        if (printsErrors) writeTo("stderr", `${error.traceback}\n`);
      }
      runs.push(cellRun(step, status, milliseconds, error, recorder));
      if (result.status !== "ok") break;
    }
  } finally {
    clearTimeout(timer);
    process.off("SIGINT", onInterrupt).off("SIGTERM", onTerminate);
  }
  return { status, runs };
}

function cellRun(
  step: Step,
  status: number,
  milliseconds: number,
  error: CellError | undefined,
  recorder: Recorder | undefined,
): CellRun {
  const name =
    status === exitStatus.timeout
      ? "timeout"
      : status === exitStatus.interrupted
        ? "interrupted"
        : error
          ? "error"
          : "ok";
  return {
    cell: step.cell,
    status: name,
    milliseconds,
    ...(error && { error }),
    outputs: recorder?.outputs() ?? [],
  };
}

function statusOf(result: RunResult, stopped: "timeout" | "interrupted" | "terminated" | undefined): number {
  if (result.status === "ok") return exitStatus.success;
  if (stopped !== undefined) return exitStatus[stopped];
  if (result.status === "died") return result.death.kind === "unresponsive" ? exitStatus.interrupted : exitStatus.error;
  if (result.error.name === "KeyboardInterrupt") return exitStatus.interrupted;
  return result.error.name === "SystemExit" ? systemExitStatus(result.error.message) : exitStatus.error;
}

/** `raise SystemExit(code)`: None is success, a number is the status, all else is a message and failure. */
function systemExitStatus(message: string): number {
  if (message === "" || message === "None") return exitStatus.success;
  return /^-?[0-9]+$/.test(message) ? Number(BigInt(message) & 0xffn) : exitStatus.error;
}

/** What is written to standard error; undefined where a program ends itself without a message. */
function errorOf(
  result: RunResult,
  stopped: "timeout" | "interrupted" | "terminated" | undefined,
  args: Target,
): CellError | undefined {
  if (result.status === "ok") return undefined;
  if (stopped === "timeout") return ownError("TimeoutError", `lnnb: timed out after ${args.timeoutSeconds} s`);
  if (stopped !== undefined) return ownError("KeyboardInterrupt", `lnnb: ${stopped}`);
  if (result.status === "died") return ownError("KernelDied", `lnnb: ${describeDeath(result.death)}`);
  const { error } = result;
  if (error.name !== "SystemExit") return error;
  const isCode = error.message === "" || error.message === "None" || /^-?[0-9]+$/.test(error.message);
  return isCode ? undefined : { ...error, traceback: error.message };
}

const ownError = (name: string, message: string): CellError => ({ name, message, traceback: message, frames: [] });

const terminalSink: OutputSink = {
  write: writeTo,
  display: (data) => writeTo("stdout", textForm(data)),
};

/** A display as a terminal can show it. */
function textForm(data: MimeBundle): string {
  const text = data["text/plain"];
  const shown = typeof text === "string" ? text : `<${Object.keys(data).join(", ")}>`;
  return shown.endsWith("\n") ? shown : `${shown}\n`;
}

function tee(...sinks: readonly (OutputSink | undefined)[]): OutputSink {
  return {
    write(stream, text) {
      for (const sink of sinks) sink?.write(stream, text);
    },
    display(data, isResult) {
      for (const sink of sinks) sink?.display(data, isResult);
    },
  };
}
