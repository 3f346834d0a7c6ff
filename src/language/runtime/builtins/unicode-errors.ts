/** UnicodeEncodeError, UnicodeDecodeError and UnicodeTranslateError: made of what failed and where. */

import { typeError, UnicodeDecodeError, UnicodeEncodeError, UnicodeTranslateError } from "../errors.ts";
import { PyBytes } from "../objects/bytes.ts";
import { NativeProperty } from "../objects/descriptor.ts";
import { PyException } from "../objects/exception.ts";
import { NativeFunction } from "../objects/function.ts";
import type { Machine, PyType, Value } from "../objects/object.ts";
import { PyTuple } from "../objects/sequence.ts";
import { index } from "../protocols/conversion.ts";
import { textOf } from "../protocols/text.ts";
import { typeName } from "../protocols/types.ts";
import { escapeOf } from "../text/encoding.ts";
import { receiveException } from "./receive.ts";

const receive = (value: Value): PyException => {
  if (value instanceof PyException) return value;
  throw typeError(`descriptor requires an exception but received a '${typeName(value)}'`);
};

const place = (machine: Machine, value: Value | undefined): number => Number(index(machine, value ?? 0));

/** The message of a code point or run of them that could not be written. */
function characters(machine: Machine, self: PyException, verb: string): string {
  const get = (name: string): Value => self.attributes.get(name) ?? null;
  const [start, end] = [place(machine, get("start")), place(machine, get("end"))];
  const reason = textOf(get("reason")) ?? "";
  const text = Array.from(textOf(get("object")) ?? "");
  if (end === start + 1 && start < text.length) {
    return `can't ${verb} character '${escapeOf(text[start].codePointAt(0) ?? 0)}' in position ${start}: ${reason}`;
  }
  return `can't ${verb} characters in position ${start}-${end - 1}: ${reason}`;
}

function bytes(machine: Machine, self: PyException): string {
  const get = (name: string): Value => self.attributes.get(name) ?? null;
  const [start, end] = [place(machine, get("start")), place(machine, get("end"))];
  const reason = textOf(get("reason")) ?? "";
  const object = get("object");
  if (end === start + 1 && object instanceof PyBytes && start < object.data.length) {
    const byte = object.data[start].toString(16).padStart(2, "0");
    return `can't decode byte 0x${byte} in position ${start}: ${reason}`;
  }
  return `can't decode bytes in position ${start}-${end - 1}: ${reason}`;
}

function install(
  type: PyType,
  names: readonly string[],
  message: (machine: Machine, self: PyException) => string,
): void {
  const init = new NativeFunction("__init__", (machine, [self, ...args]) => {
    const exception = receiveException(type, "__init__", self);
    if (args.length !== names.length) {
      throw typeError(`function takes exactly ${names.length} arguments (${args.length} given)`);
    }
    names.forEach((name, i) => {
      const value = args[i];
      if (name === "start" || name === "end") exception.attributes.set(name, place(machine, value));
      else if (name === "object" && type === UnicodeDecodeError) {
        if (!(value instanceof PyBytes)) throw typeError(`a bytes-like object is required, not '${typeName(value)}'`);
        exception.attributes.set(name, value);
      } else if (textOf(value) === undefined) {
        throw typeError(`argument ${i + 1} must be str, not ${value === null ? "None" : typeName(value)}`);
      } else exception.attributes.set(name, value);
    });
    exception.args = new PyTuple(args);
    return null;
  });
  init.owner = type;
  type.attributes.set("__init__", init);
  const str = new NativeFunction("__str__", (machine, [self]) => {
    const exception = receive(self);
    if (!exception.attributes.has("object")) fill(exception, names);
    return exception.attributes.has("object") ? message(machine, exception) : "";
  });
  str.owner = type;
  type.attributes.set("__str__", str);
  for (const name of names) {
    const property = new NativeProperty(
      name,
      (_machine, self) => {
        const exception = receive(self);
        if (!exception.attributes.has("object")) fill(exception, names);
        return exception.attributes.get(name) ?? null;
      },
      (_machine, self, value) => {
        const exception = receive(self);
        if (!exception.attributes.has("object")) fill(exception, names);
        exception.attributes.set(name, value);
      },
    );
    type.attributes.set(name, property);
  }
}

/** Native code raises these without a call of `__init__`: the arguments are what it would have kept. */
function fill(exception: PyException, names: readonly string[]): void {
  const { items } = exception.args;
  if (items.length !== names.length) return;
  for (const [i, name] of names.entries()) exception.attributes.set(name, items[i]);
}

export function installUnicodeErrors(): void {
  const fields = ["encoding", "object", "start", "end", "reason"];
  const codec = (self: PyException): string => `'${textOf(self.attributes.get("encoding") ?? null) ?? ""}' codec `;
  install(UnicodeEncodeError, fields, (machine, self) => codec(self) + characters(machine, self, "encode"));
  install(UnicodeDecodeError, fields, (machine, self) => codec(self) + bytes(machine, self));
  install(UnicodeTranslateError, fields.slice(1), (machine, self) => characters(machine, self, "translate"));
}
