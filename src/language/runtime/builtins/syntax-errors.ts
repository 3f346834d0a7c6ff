/** What `SyntaxError("message", (file, line, offset, text))` keeps, and its text. */
import { SyntaxError as PySyntaxError, typeError } from "../errors.ts";
import { PyException } from "../objects/exception.ts";
import { NativeFunction } from "../objects/function.ts";
import type { Machine, Value } from "../objects/object.ts";
import { PyTuple } from "../objects/sequence.ts";
import { integerOf } from "../protocols/conversion.ts";
import { toArray } from "../protocols/iteration.ts";
import { str, textOf } from "../protocols/text.ts";
import { typeName } from "../protocols/types.ts";
import { receiveException } from "./receive.ts";

const places = ["filename", "lineno", "offset", "text", "end_lineno", "end_offset"];

function receive(value: Value | undefined): PyException {
  if (value instanceof PyException) return value;
  throw typeError(`descriptor requires a 'SyntaxError' object but received a '${typeName(value ?? null)}'`);
}

function initialize(machine: Machine, self: PyException, args: readonly Value[]): void {
  self.args = new PyTuple([...args]);
  if (args.length !== 2) return;
  const details = toArray(machine, args[1]);
  const count = details.length;
  if (count < 4 || count > 6) {
    const limit = count < 4 ? "at least 4" : "at most 6";
    throw typeError(`function takes ${limit} arguments (${count} given)`);
  }
  details.forEach((value, index) => {
    self.attributes.set(places[index], value);
  });
  if (count === 5) throw typeError("end_offset must be provided when end_lineno is provided");
}

function shown(machine: Machine, self: PyException): string {
  const message = str(machine, self.attributes.get("msg") ?? self.args.items[0] ?? null);
  const file = textOf(self.attributes.get("filename") ?? null);
  const line = integerOf(self.attributes.get("lineno") ?? null);
  const parts = file === undefined ? [] : [file.slice(file.lastIndexOf("/") + 1)];
  if (line !== undefined) parts.push(`line ${line}`);
  return parts.length === 0 ? message : `${message} (${parts.join(", ")})`;
}

export function installSyntaxErrors(): void {
  const install = (name: string, code: NativeFunction["code"]): void => {
    const made = new NativeFunction(name, code);
    made.owner = PySyntaxError;
    PySyntaxError.attributes.set(name, made);
  };
  install("__init__", (machine, [self, ...args], keywords) => {
    const exception = receiveException(PySyntaxError, "__init__", self);
    if (keywords !== null && keywords.size > 0) throw typeError(`${exception.type.name}() takes no keyword arguments`);
    initialize(machine, exception, args);
    return null;
  });
  install("__str__", (machine, [self]) => shown(machine, receive(self)));
}
