/** The module `traceback`: how an exception and its frames look is known here, the rest is in traceback.py. */
import { positionalFunction } from "../runtime/builtins/define.ts";
import { typeError } from "../runtime/errors.ts";
import { PyException } from "../runtime/objects/exception.ts";
import type { NativeFunction } from "../runtime/objects/function.ts";
import type { Machine, Value } from "../runtime/objects/object.ts";
import { PyList, PyTuple } from "../runtime/objects/sequence.ts";
import { PyTraceback, tracebackOf } from "../runtime/objects/traceback.ts";
import { index, truth, typeName } from "../runtime/protocols/index.ts";
import { exceptionParts, formatFrames, lastLines, limited } from "../runtime/traceback.ts";
import source from "./python/traceback.py";
import type { ModuleDefinition } from "./registry.ts";

const limitOf = (machine: Machine, value: Value): number | null =>
  value === null ? null : Number(index(machine, value));

function exceptionOf(value: Value): PyException {
  if (value instanceof PyException) return value;
  throw typeError(`Exception expected for value, ${typeName(value)} found`);
}

function framesOf(machine: Machine, traceback: Value, limit: Value) {
  if (traceback === null) return [];
  if (!(traceback instanceof PyTraceback)) throw typeError(`a traceback was expected, not ${typeName(traceback)}`);
  return limited(
    traceback.entries.slice(traceback.depth).filter((entry) => entry.shown),
    limitOf(machine, limit),
  );
}

const functions: readonly NativeFunction[] = [
  /** The pieces of an exception's text: header, frames, last lines, those of what came before it first. */
  positionalFunction(
    "_parts(exception, limit, chain, /)",
    (machine, exception, limit, chain) =>
      new PyList(
        exceptionParts(machine, exceptionOf(exception), {
          limit: limitOf(machine, limit),
          chain: truth(machine, chain),
        }),
      ),
  ),
  positionalFunction(
    "_last(exception, /)",
    (machine, exception) => new PyList(lastLines(machine, exceptionOf(exception))),
  ),
  positionalFunction(
    "_frames(traceback, limit, /)",
    (machine, traceback, limit) => new PyList(formatFrames(framesOf(machine, traceback, limit))),
  ),
  /** (file, line, name, text of the line, all its lines as shown) of each frame, outermost first. */
  positionalFunction(
    "_entries(traceback, limit, /)",
    (machine, traceback, limit) =>
      new PyList(
        framesOf(machine, traceback, limit).map((frame) => {
          const { file, line, functionName, source: text } = frame;
          return new PyTuple([file, line, functionName, text.lineText(line).trim(), formatFrames([frame])[0]]);
        }),
      ),
  ),
  /** (file, line, name, text of the line) of the frames that run now, outermost first. */
  positionalFunction("_running(/)", (machine) => {
    const frames = machine.callers().filter(({ shown }) => shown);
    return new PyList(
      frames.reverse().map(({ file, line, functionName, text }) => {
        return new PyTuple([file, line, functionName, text === null ? "" : text.trim()]);
      }),
    );
  }),
  positionalFunction("_traceback(exception, /)", (_machine, exception) => tracebackOf(exceptionOf(exception))),
];

export const tracebackModule: ModuleDefinition = {
  name: "traceback",
  source,
  globals: () => functions.map((made) => [made.name, made] as const),
  refused: new Set(["TracebackException", "walk_tb", "walk_stack", "clear_frames"]),
};
