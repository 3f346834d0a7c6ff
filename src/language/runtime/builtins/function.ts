/** Functions, methods, code objects and cells as a cell sees them. */

import { Code } from "../code.ts";
import { typeError, valueError } from "../errors.ts";
import { Cell } from "../objects/cell.ts";
import { NativeProperty } from "../objects/descriptor.ts";
import { PyDict } from "../objects/dict.ts";
import { BoundMethod, NativeFunction, PyFunction } from "../objects/function.ts";
import { type Machine, type PyObject, PyType, type Value } from "../objects/object.ts";
import { PyTuple } from "../objects/sequence.ts";
import { parseSignature } from "../objects/signature.ts";
import { NotImplemented } from "../objects/singletons.ts";
import {
  cellType,
  codeType,
  dictType,
  functionType,
  methodDescriptorType,
  methodType,
  methodWrapperType,
  nativeFunctionType,
  wrapperDescriptorType,
} from "../objects/types.ts";
import { bindTo, getAttribute, missingAttribute } from "../protocols/attributes.ts";
import { isCallable } from "../protocols/calls.ts";
import { hash, identityHash } from "../protocols/hash.ts";
import { repr, textOf } from "../protocols/text.ts";
import { identity, qualifiedName, typeName, typeOf } from "../protocols/types.ts";
import { bindNative } from "./define.ts";

const functionSignature = parseSignature("function(code, globals, name=None, argdefs=None, closure=None)");

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
  functionType.construct = (_machine, _type, args, keywords) => {
    const [code, globals] = bindNative(functionSignature, args, keywords) as Value[];
    if (typeOf(code) !== codeType) throw typeError(`function() argument 'code' must be code, not ${typeName(code)}`);
    if (typeOf(globals) !== dictType) {
      throw typeError(`function() argument 'globals' must be dict, not ${typeName(globals)}`);
    }
    throw typeError("cannot create 'function' instances");
  };
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
  for (const type of [nativeFunctionType, methodDescriptorType, wrapperDescriptorType, methodWrapperType]) {
    type.subclassable = false;
    type.attributes.set(
      "__call__",
      new NativeFunction("__call__", (machine, [self, ...args], keywords) => machine.call(self, args, keywords)),
    );
  }
  installBuiltin();
  installMethodWrapper();
  for (const type of [methodDescriptorType, wrapperDescriptorType]) installDescriptor(type);
}

type Native = NativeFunction | (BoundMethod & { callee: NativeFunction });

const isNative = (value: Value): value is Native =>
  value instanceof NativeFunction || (value instanceof BoundMethod && value.callee instanceof NativeFunction);

const functionOf = (value: Native): NativeFunction => (value instanceof NativeFunction ? value : value.callee);

/** A builtin function, or a method written in C with its object: CPython has one type for both. */
function installBuiltin(): void {
  const { property, method } = members(nativeFunctionType, isNative);
  property("__name__", (self) => functionOf(self).name);
  property("__qualname__", (self) => nativeQualname(self));
  property("__doc__", (self) => functionOf(self).doc);
  property("__module__", (self) => {
    const { module, owner } = functionOf(self);
    return module ?? (owner === null ? "builtins" : null);
  });
  property("__self__", (self, machine) => {
    if (self instanceof BoundMethod) return self.self;
    return self.owner ?? machine.modules.get(self.module ?? "builtins") ?? null;
  });
  property("__text_signature__", (self) => textSignature(functionOf(self)));
  method("__repr__", (_machine, self) => {
    const object = self instanceof BoundMethod ? self.self : self.owner;
    if (object === null && self instanceof NativeFunction) return `<built-in function ${self.name}>`;
    return `<built-in method ${functionOf(self).name} of ${typeName(object)} object at ${address(object)}>`;
  });
  sameMethod(method);
}

function nativeQualname(self: Native): string {
  const { owner, name } = functionOf(self);
  if (self instanceof BoundMethod) {
    return `${self.self instanceof PyType ? self.self.qualname : typeOf(self.self).qualname}.${name}`;
  }
  return owner === null ? name : `${owner.name}.${name}`;
}

const textSignature = (self: NativeFunction): Value =>
  self.signature === null ? null : self.signature.text.slice(self.signature.name.length);

type Define = (name: string, body: (machine: Machine, self: Native, ...args: Value[]) => Value) => void;

/** Methods are equal where they are the same function of the same object. */
function sameMethod(method: Define): void {
  method("__eq__", (_machine, self, other) => {
    if (!(self instanceof BoundMethod && other instanceof BoundMethod)) return self === other ? true : NotImplemented;
    return self.self === other.self && self.callee === other.callee;
  });
  method("__hash__", (machine, self) => (self instanceof BoundMethod ? methodHash(machine, self) : identityHash(self)));
}

function methodHash(machine: Machine, self: BoundMethod): number {
  return Number(BigInt.asIntN(32, BigInt(hash(machine, self.callee)))) ^ (identity(self.self) | 0);
}

function installMethodWrapper(): void {
  const { property, method } = members(
    methodWrapperType,
    (value): value is BoundMethod & { callee: NativeFunction } => isNative(value) && value instanceof BoundMethod,
  );
  property("__name__", (self) => self.callee.name);
  property("__qualname__", (self) => `${self.callee.owner?.name}.${self.callee.name}`);
  property("__doc__", (self) => self.callee.doc);
  property("__self__", (self) => self.self);
  property("__objclass__", (self) => self.callee.owner);
  property("__text_signature__", (self) => textSignature(self.callee));
  method(
    "__repr__",
    (_machine, self) =>
      `<method-wrapper '${self.callee.name}' of ${typeName(self.self)} object at ${address(self.self)}>`,
  );
  method("__eq__", (_machine, self, other) =>
    other instanceof BoundMethod ? self.self === other.self && self.callee === other.callee : NotImplemented,
  );
  method("__hash__", methodHash);
}

/** A method of a class written in C, as its class keeps it. */
function installDescriptor(type: PyType): void {
  const { property, method } = members(type, (value) => value instanceof NativeFunction);
  property("__name__", (self) => self.name);
  property("__qualname__", (self) => nativeQualname(self));
  property("__doc__", (self) => self.doc);
  property("__objclass__", (self) => self.owner);
  property("__text_signature__", (self) => textSignature(self));
  const kind = type === wrapperDescriptorType ? "slot wrapper" : "method";
  method("__repr__", (_machine, self) => `<${kind} '${self.name}' of '${self.owner?.name}' objects>`);
  method("__get__", (machine, self, object = null) =>
    object === null ? self : bindTo(machine, self, object, typeOf(object)),
  );
}

function installMethod(): void {
  const { property, method } = members(methodType, (value) => value instanceof BoundMethod);
  methodType.subclassable = false;
  methodType.construct = (_machine, _type, args, keywords) => {
    const [callee, self] = args;
    if (keywords !== null && keywords.size > 0) throw typeError("method() takes no keyword arguments");
    if (args.length !== 2) throw typeError(`method expected 2 arguments, got ${args.length}`);
    if (callee === null || typeof callee !== "object" || !isCallable(callee))
      throw typeError("first argument must be callable");
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
    const qualname = getAttribute(machine, self.callee, "__qualname__");
    return `<bound method ${textOf(qualname) ?? "?"} of ${repr(machine, self.self)}>`;
  });
  method("__eq__", (_machine, self, other) =>
    other instanceof BoundMethod ? self.self === other.self && self.callee === other.callee : NotImplemented,
  );
  method("__hash__", methodHash);
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
