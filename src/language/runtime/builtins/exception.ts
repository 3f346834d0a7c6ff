/** The methods and attributes of exceptions. */
import {
  AttributeError,
  BaseException,
  exceptionTypes,
  ImportError,
  KeyError,
  NameError,
  OSError,
  SyntaxError as PySyntaxError,
  StopIteration,
  SystemExit,
  typeError,
} from "../errors.ts";
import { NativeProperty } from "../objects/descriptor.ts";
import { PyDict } from "../objects/dict.ts";
import { PyException } from "../objects/exception.ts";
import { NativeFunction } from "../objects/function.ts";
import type { Machine, PyType, Value } from "../objects/object.ts";
import { PyList, PyTuple } from "../objects/sequence.ts";
import { PyTraceback, tracebackOf } from "../objects/traceback.ts";
import { tracebackType } from "../objects/types.ts";
import { setAttribute } from "../protocols/attributes.ts";
import { toArray } from "../protocols/iteration.ts";
import { repr, str, textOf } from "../protocols/text.ts";
import { typeName } from "../protocols/types.ts";
import { receiveException } from "./receive.ts";
import { installSyntaxErrors } from "./syntax-errors.ts";
import { installUnicodeErrors } from "./unicode-errors.ts";

const receive = (value: Value): PyException => {
  if (value instanceof PyException) return value;
  throw typeError(`descriptor requires a 'BaseException' object but received a '${typeName(value)}'`);
};

const method = (
  type: PyType,
  name: string,
  body: (machine: Machine, self: PyException, ...args: Value[]) => Value,
): void => {
  const expected = body.length - 2;
  const isSlot = name === "__str__" || name === "__repr__";
  const made = new NativeFunction(name, (machine, [self, ...args]) => {
    if (isSlot) receiveException(type, name, self);
    else if (self === undefined) throw typeError(`unbound method ${type.name}.${name}() needs an argument`);
    if (args.length !== expected) {
      if (isSlot) throw typeError(`expected 0 arguments, got ${args.length}`);
      const takes = expected === 0 ? "no arguments" : "exactly one argument";
      throw typeError(`${type.name}.${name}() takes ${takes} (${args.length} given)`);
    }
    return body(machine, receive(self), ...args);
  });
  made.owner = type;
  type.attributes.set(name, made);
};

const property = (
  type: PyType,
  name: string,
  getter: (self: PyException, machine: Machine) => Value,
  setter: ((self: PyException, value: Value, machine: Machine) => void) | null = null,
): void => {
  type.attributes.set(
    name,
    new NativeProperty(
      name,
      (machine, self) => getter(receive(self), machine),
      setter === null ? null : (machine, self, value) => setter(receive(self), value, machine),
    ),
  );
};

/** An attribute that is None until it is set, by code or by a keyword of the constructor. */
const field = (type: PyType, name: string, initial: (self: PyException) => Value = () => null): void =>
  property(
    type,
    name,
    (self) => {
      const value = self.attributes.get(name);
      return value === undefined ? initial(self) : value;
    },
    (self, value) => {
      self.attributes.set(name, value);
    },
  );

/** Classes whose constructors, and those of their subclasses, take attributes by keyword. */
const withKeywords: readonly (readonly [PyType, readonly string[]])[] = [
  [ImportError, ["name", "path"]],
  [AttributeError, ["name", "obj"]],
  [NameError, ["name"]],
];

/** `__init__` keeps the arguments; some classes take attributes by keyword too. */
function initializer(type: PyType): void {
  const [parser, names] = withKeywords.find(([base]) => type.isSubtypeOf(base)) ?? [type, []];
  const made = new NativeFunction("__init__", (_machine, args, keywords) => {
    const [self, ...rest] = args;
    const exception = receiveException(type, "__init__", self);
    if (keywords !== null) {
      for (const [name, value] of keywords) {
        if (names.length === 0) throw typeError(`${exception.type.name}() takes no keyword arguments`);
        if (!names.includes(name)) throw typeError(`'${name}' is an invalid keyword argument for ${parser.name}()`);
        exception.attributes.set(name, value);
      }
    }
    exception.args = new PyTuple(rest);
    return null;
  });
  made.owner = type;
  type.attributes.set("__init__", made);
}

export function installExceptions(): void {
  // Each class has its own, as in CPython: among several bases the first one's counts.
  for (const type of exceptionTypes.values()) if (!type.isSubtypeOf(PySyntaxError)) initializer(type);
  method(BaseException, "__str__", (machine, self) => {
    const { items } = self.args;
    if (items.length === 0) return "";
    return items.length === 1 ? str(machine, items[0]) : repr(machine, self.args);
  });
  method(BaseException, "__repr__", (machine, self) => {
    const { items } = self.args;
    const shown = items.length === 1 ? `(${repr(machine, items[0])})` : repr(machine, self.args);
    return `${self.type.name}${shown}`;
  });
  method(KeyError, "__str__", (machine, self) => {
    const { items } = self.args;
    if (items.length === 1) return repr(machine, items[0]);
    return items.length === 0 ? "" : repr(machine, self.args);
  });
  method(OSError, "__str__", (machine, self) => {
    const [code, text, file] = self.args.items;
    if (text === undefined) return self.args.items.length === 0 ? "" : str(machine, code);
    const where = file === undefined ? "" : `: ${repr(machine, file)}`;
    return `[Errno ${str(machine, code)}] ${str(machine, text)}${where}`;
  });
  installChain();
  installAttributes();
  installTraceback();
  installUnicodeErrors();
  installSyntaxErrors();
}

function installChain(): void {
  property(
    BaseException,
    "args",
    (self) => self.args,
    (self, value, machine) => {
      self.args = value instanceof PyTuple ? value : new PyTuple(toArray(machine, value));
    },
  );
  const link = (name: string, key: "cause" | "context"): void =>
    property(
      BaseException,
      `__${name}__`,
      (self) => self[key],
      (self, value) => {
        if (value !== null && !(value instanceof PyException)) {
          throw typeError(`exception ${name} must be None or derive from BaseException`);
        }
        self[key] = value;
        if (key === "cause") self.suppressContext = true;
      },
    );
  link("cause", "cause");
  link("context", "context");
  property(
    BaseException,
    "__suppress_context__",
    (self) => self.suppressContext,
    (self, value) => {
      self.suppressContext = value === true;
    },
  );
  const setTraceback = (self: PyException, value: Value): void => {
    if (value !== null && !(value instanceof PyTraceback)) throw typeError("__traceback__ must be a traceback or None");
    self.traceback = value === null ? [] : value.entries.slice(value.depth).reverse();
  };
  property(BaseException, "__traceback__", (self) => tracebackOf(self), setTraceback);
  method(BaseException, "with_traceback", (_machine, self, value) => {
    setTraceback(self, value);
    return self;
  });
  method(BaseException, "__setstate__", (machine, self, state) => {
    if (state === null) return null;
    if (!(state instanceof PyDict)) throw typeError("state is not a dictionary");
    for (const [name, value] of state.entries()) setAttribute(machine, self, str(machine, name), value);
    return null;
  });
  method(BaseException, "__reduce__", (machine, self) => {
    const parts = [self.type, self.args];
    if (self.attributes.size === 0) return new PyTuple(parts);
    const state = new PyDict();
    for (const [name, value] of self.attributes.entries()) state.set(machine, str(machine, name), value);
    return new PyTuple([...parts, state]);
  });
  method(BaseException, "add_note", (_machine, self, note) => {
    const text = textOf(note);
    if (text === undefined) throw typeError(`note must be a str, not '${typeName(note)}'`);
    self.notes ??= [];
    self.notes.push(text);
    self.attributes.set("__notes__", new PyList([...self.notes]));
    return null;
  });
}

function installAttributes(): void {
  property(StopIteration, "value", (self) => self.args.items[0] ?? null);
  property(SystemExit, "code", (self) => {
    const { items } = self.args;
    return items.length === 0 ? null : items.length === 1 ? items[0] : self.args;
  });
  field(ImportError, "name");
  field(ImportError, "path");
  property(ImportError, "msg", (self) => self.args.items[0] ?? null);
  field(AttributeError, "name");
  field(AttributeError, "obj");
  field(NameError, "name");
  const argument = (index: number) => (self: PyException) =>
    self.args.items.length >= 2 ? (self.args.items[index] ?? null) : null;
  field(OSError, "errno", argument(0));
  field(OSError, "strerror", argument(1));
  field(OSError, "filename", argument(2));
  field(PySyntaxError, "msg", (self) => self.args.items[0] ?? null);
  for (const name of ["filename", "lineno", "offset", "text", "end_lineno", "end_offset"]) field(PySyntaxError, name);
}

function installTraceback(): void {
  tracebackType.subclassable = false;
  const attribute = (name: string, getter: (self: PyTraceback) => Value): void => {
    tracebackType.attributes.set(
      name,
      new NativeProperty(name, (_machine, self) => {
        if (!(self instanceof PyTraceback)) throw typeError(`descriptor '${name}' requires a 'traceback' object`);
        return getter(self);
      }),
    );
  };
  attribute("tb_lineno", (self) => self.entry.line);
  attribute("tb_next", (self) => self.next);
}
