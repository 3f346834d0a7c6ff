/** Functions, methods, code objects and cells as a cell sees them. */

import { Code } from "../code.ts";
import { typeError, valueError } from "../errors.ts";
import { Cell } from "../objects/cell.ts";
import { NativeProperty } from "../objects/descriptor.ts";
import { PyDict } from "../objects/dict.ts";
import { BoundMethod, NativeFunction, PyFunction } from "../objects/function.ts";
import type { Machine, PyObject, PyType, Value } from "../objects/object.ts";
import { PyTuple } from "../objects/sequence.ts";
import { NotImplemented } from "../objects/singletons.ts";
import { cellType, codeType, functionType, methodType, nativeFunctionType } from "../objects/types.ts";
import { bindTo, getAttribute, missingAttribute } from "../protocols/attributes.ts";
import { hash } from "../protocols/hash.ts";
import { repr, textOf } from "../protocols/text.ts";
import { identity, qualifiedName, typeName, typeOf } from "../protocols/types.ts";

const address = (value: Value): string => `0x${identity(value).toString(16)}`;

/** Properties and methods of one type, whose receiver is checked once. */
function members<Self extends PyObject>(type: PyType, is: (value: Value) => value is Self) {
  const receive = (value: Value, name: string): Self => {
    if (is(value)) return value;
    throw typeError(`descriptor '${name}' requires a '${type.name}' object but received a '${typeName(value)}'`);
  };
  return {
    property(
      name: string,
      getter: (self: Self, machine: Machine) => Value,
      setter: ((self: Self, value: Value) => void) | null = null,
    ): void {
      type.attributes.set(
        name,
        new NativeProperty(
          name,
          (machine, self) => getter(receive(self, name), machine),
          setter === null ? null : (_machine, self, value) => setter(receive(self, name), value),
        ),
      );
    },
    method(name: string, body: (machine: Machine, self: Self, ...args: Value[]) => Value): void {
      const made = new NativeFunction(name, (machine, [self, ...args]) => body(machine, receive(self, name), ...args));
      made.owner = type;
      type.attributes.set(name, made);
    },
  };
}

export function installFunctions(): void {
  installFunction();
  installNative();
  installMethod();
  installCode();
  installCell();
}

function installFunction(): void {
  const { property, method } = members(functionType, (value) => value instanceof PyFunction);
  functionType.subclassable = false;
  const text = (value: Value, name: string): string => {
    const result = textOf(value);
    if (result === undefined) throw typeError(`${name} must be set to a string object`);
    return result;
  };
  property(
    "__name__",
    (self) => self.name,
    (self, value) => {
      self.name = text(value, "__name__");
    },
  );
  property(
    "__qualname__",
    (self) => self.qualname,
    (self, value) => {
      self.qualname = text(value, "__qualname__");
    },
  );
  property(
    "__doc__",
    (self) => self.doc,
    (self, value) => {
      self.doc = value;
    },
  );
  property(
    "__module__",
    (self) => self.module,
    (self, value) => {
      self.module = value;
    },
  );
  property(
    "__defaults__",
    (self) => (self.defaults.length === 0 ? null : new PyTuple(self.defaults)),
    (self, value) => {
      if (value !== null && !(value instanceof PyTuple)) throw typeError("__defaults__ must be set to a tuple object");
      self.defaults = value === null ? [] : value.items;
    },
  );
  property(
    "__kwdefaults__",
    (self) => (self.keywordDefaults === null ? null : PyDict.fromStrings(self.keywordDefaults)),
    (self, value) => {
      if (value !== null && !(value instanceof PyDict)) throw typeError("__kwdefaults__ must be set to a dict object");
      const entries = value === null ? [] : [...value.entries()];
      self.keywordDefaults =
        value === null ? null : new Map(entries.map(([key, item]) => [text(key, "__kwdefaults__ keys"), item]));
    },
  );
  property(
    "__annotations__",
    (self) => {
      self.annotations ??= new PyDict();
      return self.annotations;
    },
    (self, value) => {
      if (value !== null && !(value instanceof PyDict)) throw typeError("__annotations__ must be set to a dict object");
      self.annotations = value;
    },
  );
  property("__closure__", (self) => (self.closure.length === 0 ? null : new PyTuple(self.closure)));
  property("__code__", (self) => self.code);
  property("__globals__", (self) => PyDict.fromStrings(self.globals.entries()));
  // Type parameters cannot be written in a cell: there are none to keep.
  property(
    "__type_params__",
    () => new PyTuple([]),
    (_self, value) => {
      if (!(value instanceof PyTuple)) throw typeError("__type_params__ must be set to a tuple");
    },
  );
  method("__repr__", (_machine, self) => `<function ${self.qualname} at ${address(self)}>`);
  method("__get__", (machine, self, object = null, owner = null) =>
    object === null && owner !== null ? self : bindTo(machine, self, object, typeOf(object)),
  );
  functionType.attributes.set(
    "__call__",
    new NativeFunction("__call__", (machine, [self, ...args], keywords) => machine.call(self, args, keywords)),
  );
}

function installNative(): void {
  const { property, method } = members(nativeFunctionType, (value) => value instanceof NativeFunction);
  nativeFunctionType.subclassable = false;
  property("__name__", (self) => self.name);
  property("__qualname__", (self) => (self.owner === null ? self.name : `${self.owner.name}.${self.name}`));
  property("__doc__", (self) => self.doc);
  property("__module__", (self) => self.module ?? (self.owner === null ? "builtins" : null));
  property("__self__", (self) => {
    if (self.owner !== null) throw missingAttribute(self, "__self__");
    return null;
  });
  property("__objclass__", (self) => {
    if (self.owner === null) throw missingAttribute(self, "__objclass__");
    return self.owner;
  });
  property("__text_signature__", (self) =>
    self.signature === null ? null : self.signature.text.slice(self.signature.name.length),
  );
  method("__repr__", (_machine, self) => {
    if (self.owner === null) return `<built-in function ${self.name}>`;
    const kind = self.name.startsWith("__") ? "slot wrapper" : "method";
    return `<${kind} '${self.name}' of '${self.owner.name}' objects>`;
  });
  method("__get__", (machine, self, object = null) =>
    object === null ? self : bindTo(machine, self, object, typeOf(object)),
  );
  nativeFunctionType.attributes.set(
    "__call__",
    new NativeFunction("__call__", (machine, [self, ...args], keywords) => machine.call(self, args, keywords)),
  );
}

function installMethod(): void {
  const { property, method } = members(methodType, (value) => value instanceof BoundMethod);
  methodType.subclassable = false;
  methodType.construct = (_machine, _type, args) => {
    const [callee, self] = args;
    if (args.length !== 2) throw typeError(`method expected 2 arguments, got ${args.length}`);
    if (callee === null || typeof callee !== "object") throw typeError("first argument must be callable");
    if (self === null) throw typeError("instance must not be None");
    return new BoundMethod(self, callee);
  };
  property("__self__", (self) => self.self);
  property("__func__", (self) => self.callee);
  for (const name of ["__name__", "__qualname__", "__doc__", "__module__"]) {
    property(name, (self, machine) => getAttribute(machine, self.callee, name));
  }
  method("__getattr__", (machine, self, name) => {
    const attribute = textOf(name) ?? "";
    const { callee } = self;
    const own = callee.attributeMap(false)?.get(attribute);
    if (own !== undefined) return own;
    if (callee instanceof PyFunction && callee.type.lookup(attribute) !== undefined) {
      return getAttribute(machine, callee, attribute);
    }
    throw missingAttribute(self, attribute);
  });
  method("__repr__", (machine, self) => {
    if (self.callee instanceof NativeFunction) {
      return `<built-in method ${self.callee.name} of ${typeName(self.self)} object at ${address(self.self)}>`;
    }
    const qualname = getAttribute(machine, self.callee, "__qualname__");
    return `<bound method ${textOf(qualname) ?? "?"} of ${repr(machine, self.self)}>`;
  });
  method("__eq__", (_machine, self, other) =>
    other instanceof BoundMethod ? self.self === other.self && self.callee === other.callee : NotImplemented,
  );
  method(
    "__hash__",
    (machine, self) => Number(BigInt.asIntN(32, BigInt(hash(machine, self.callee)))) ^ (identity(self.self) | 0),
  );
  method("__get__", (_machine, self) => self);
  methodType.attributes.set(
    "__call__",
    new NativeFunction("__call__", (machine, [self, ...args], keywords) => machine.call(self, args, keywords)),
  );
}

function installCode(): void {
  const { property, method } = members(codeType, (value) => value instanceof Code);
  codeType.subclassable = false;
  property("co_name", (self) => self.name);
  property("co_qualname", (self) => self.qualname);
  property("co_filename", (self) => self.source.file);
  property("co_firstlineno", (self) => self.firstLine);
  property("co_argcount", (self) => self.parameters.positional);
  property("co_posonlyargcount", (self) => self.parameters.positionalOnly);
  property("co_kwonlyargcount", (self) => self.parameters.keywordOnly);
  property("co_nlocals", (self) => self.localNames.length);
  property("co_varnames", (self) => new PyTuple([...self.localNames]));
  property("co_names", (self) => new PyTuple([...self.names]));
  property("co_freevars", (self) => new PyTuple(self.cellNames.slice(self.ownCells)));
  property("co_cellvars", (self) => new PyTuple(self.cellNames.slice(0, self.ownCells)));
  property("co_flags", (self) => codeFlags(self));
  method(
    "__repr__",
    (_machine, self) =>
      `<code object ${self.name} at ${address(self)}, file "${self.source.file}", line ${self.firstLine}>`,
  );
}

function codeFlags(code: Code): number {
  const { varPositional, varKeyword } = code.parameters;
  return 3 | (varPositional ? 4 : 0) | (varKeyword ? 8 : 0) | (code.kind === "generator" ? 32 : 0);
}

function installCell(): void {
  const { property, method } = members(cellType, (value) => value instanceof Cell);
  cellType.subclassable = false;
  property("cell_contents", (self) => {
    if (self.value === undefined) throw valueError("Cell is empty");
    return self.value;
  });
  method("__repr__", (_machine, self) => {
    const content = self.value;
    const shown = content === undefined ? "empty" : `${qualifiedName(typeOf(content))} object at ${address(content)}`;
    return `<cell at ${address(self)}: ${shown}>`;
  });
}
