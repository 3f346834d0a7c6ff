/** `print`, and where it writes. */
import { worked } from "../../../engine/work.ts";
import { typeError } from "../errors.ts";
import { PyFloat } from "../objects/float.ts";
import type { NativeFunction } from "../objects/function.ts";
import { type Machine, PyObject, PyType, type Value } from "../objects/object.ts";
import { objectType } from "../objects/types.ts";
import { callMethod, getAttribute, str, textOf, truth, typeName } from "../protocols/index.ts";
import { textLength } from "../text/code-points.ts";
import { keywordFunction, Methods } from "./define.ts";

export const textStreamType = new PyType("TextIOWrapper", [objectType], "_io");

/** `sys.stdout` or `sys.stderr` as the cell's own output. */
export class PyStream extends PyObject {
  constructor(readonly stream: "stdout" | "stderr") {
    super();
  }
  get type(): PyType {
    return textStreamType;
  }
}

/** What `sys.stdout` is now: the cell's output unless a program has replaced it. */
function standardOutput(machine: Machine): Value {
  return machine.modules.get("sys")?.attributes.get("stdout") ?? null;
}

function separatorText(value: Value, name: string, fallback: string): string {
  if (value === null) return fallback;
  const text = textOf(value);
  if (text === undefined) throw typeError(`${name} must be None or a string, not ${typeName(value)}`);
  return text;
}

/** Whether making its text may run a program's code, or fail. */
const isInvolved = (value: Value): boolean =>
  typeof value === "bigint" || (value instanceof PyObject && !(value instanceof PyFloat));

function print(machine: Machine, values: readonly Value[], sep: Value, end: Value, file: Value, flush: Value): null {
  const between = separatorText(sep, "sep", " ");
  const after = separatorText(end, "end", "\n");
  const target = file ?? standardOutput(machine);
  if (target === null || target instanceof PyStream) {
    const stream = target === null ? "stdout" : target.stream;
    let text = "";
    values.forEach((value, i) => {
      worked(64);
      if (i > 0) text += between;
      // Its text may print itself, or be an error: what stands before it is written by then.
      if (text !== "" && isInvolved(value)) {
        machine.write(stream, text);
        text = "";
      }
      text += str(machine, value);
    });
    machine.write(stream, text + after);
    return null;
  }
  // A file of the program's own gets the pieces one by one, as CPython writes them.
  const write = getAttribute(machine, target, "write");
  values.forEach((value, i) => {
    if (i > 0) machine.call(write, [between]);
    machine.call(write, [str(machine, value)]);
  });
  machine.call(write, [after]);
  if (truth(machine, flush)) callMethod(machine, target, "flush");
  return null;
}

export const printFunction: NativeFunction = keywordFunction(
  "print(*args, sep=' ', end='\\n', file=None, flush=False)",
  (machine, values: Value[], sep: Value, end: Value, file: Value, flush: Value) =>
    print(machine, values, sep, end, file, flush),
);

export function installStreams(): void {
  const methods = new Methods<PyStream>(textStreamType, (value) => (value instanceof PyStream ? value : undefined));
  methods.one("write", (machine, self, value) => {
    const text = textOf(value);
    if (text === undefined) throw typeError(`write() argument must be str, not ${typeName(value)}`);
    machine.write(self.stream, text);
    return textLength(text);
  });
  methods.none("flush", () => null);
  methods.none("isatty", () => false);
  methods.none("writable", () => true);
  methods.none("readable", () => false);
  methods.none("__repr__", (_machine, self) => `<_io.TextIOWrapper name='<${self.stream}>' mode='w' encoding='utf-8'>`);
  methods.property("encoding", () => "utf-8");
  methods.property("name", (_machine, self) => `<${self.stream}>`);
}
