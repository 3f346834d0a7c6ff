/** `object`: what every value can do. */
import { typeError } from "../errors.ts";
import { ClassMethod, NativeProperty } from "../objects/descriptor.ts";
import { PyDict } from "../objects/dict.ts";
import { NativeFunction } from "../objects/function.ts";
import { PyInstance } from "../objects/instance.ts";
import { PyModule } from "../objects/module.ts";
import { type Machine, PyObject, PyType, type Value } from "../objects/object.ts";
import { PyList, PyTuple } from "../objects/sequence.ts";
import { PySet } from "../objects/set.ts";
import { NotImplemented } from "../objects/singletons.ts";
import { objectType } from "../objects/types.ts";
import { deleteGeneric, findAttribute, findGeneric, missingAttribute, setGeneric } from "../protocols/attributes.ts";
import { identityHash } from "../protocols/hash.ts";
import { callSpecial, findSpecial } from "../protocols/special.ts";
import { repr, str, textOf } from "../protocols/text.ts";
import { truth } from "../protocols/truth.ts";
import { identity, qualifiedName, typeName, typeOf } from "../protocols/types.ts";
import { namesOf } from "./attribute-names.ts";

function attributeName(value: Value): string {
  const name = textOf(value);
  if (name === undefined) throw typeError(`attribute name must be string, not '${typeName(value)}'`);
  return name;
}

/** `<Net object at 0x7f...>` with the module of a class that is not a builtin. */
export function defaultRepr(value: Value): string {
  return `<${qualifiedName(typeOf(value))} object at 0x${identity(value).toString(16)}>`;
}

/** Extra arguments reach `object` only where a class takes none at all. */
function refuseArguments(type: PyType, count: number): void {
  if (count === 0) return;
  const init = type.lookup("__init__");
  const make = type.lookup("__new__");
  if (make !== objectType.attributes.get("__new__")) {
    throw typeError("object.__new__() takes exactly one argument (the type to instantiate)");
  }
  if (init === objectType.attributes.get("__init__")) throw typeError(`${type.name}() takes no arguments`);
}

function refuseAbstract(type: PyType): void {
  const methods = type.lookup("__abstractmethods__");
  if (!(methods instanceof PySet)) return;
  const names = [...methods].map((name) => `'${String(name)}'`).sort();
  if (names.length === 0) return;
  const plural = names.length === 1 ? "" : "s";
  throw typeError(
    `Can't instantiate abstract class ${type.name} without an implementation for abstract method${plural} ${names.join(", ")}`,
  );
}

const method = (name: string, code: NativeFunction["code"], binds = true): void => {
  const made = new NativeFunction(name, code, null, null, binds);
  made.owner = objectType;
  objectType.attributes.set(name, made);
};

/** A slot's method, as CPython wraps it: an object and exactly `count` arguments. */
const slot = (name: string, count: number, code: NativeFunction["code"]): void =>
  method(name, (machine, args, keywords) => {
    if (args.length === 0) throw typeError(`descriptor '${name}' of 'object' object needs an argument`);
    const given = args.length - 1;
    // CPython unpacks two arguments in the name of a function whose name is empty.
    if (count === 2 && given !== 2) throw typeError(` expected 2 arguments, got ${given}`);
    if (given !== count) throw typeError(`expected ${count} argument${count === 1 ? "" : "s"}, got ${given}`);
    return code(machine, args, keywords);
  });

/** A method of C: an object and exactly `count` arguments, none or one. */
const plainMethod = (name: string, count: 0 | 1, code: NativeFunction["code"]): void =>
  method(name, (machine, args, keywords) => {
    if (args.length === 0) throw typeError(`unbound method object.${name}() needs an argument`);
    const given = args.length - 1;
    if (given !== count) {
      const takes = count === 0 ? "no arguments" : "exactly one argument";
      throw typeError(`object.${name}() takes ${takes} (${given} given)`);
    }
    return code(machine, args, keywords);
  });

export function installObject(): void {
  objectType.construct = (_machine, type, args, keywords) => {
    refuseArguments(type, args.length + (keywords?.size ?? 0));
    refuseAbstract(type);
    return new PyInstance(type);
  };
  method(
    "__new__",
    (machine, args, keywords) => {
      const [type, ...rest] = args;
      if (!(type instanceof PyType)) {
        throw typeError(
          args.length === 0
            ? "object.__new__(): not enough arguments"
            : `object.__new__(X): X is not a type object (${typeName(type)})`,
        );
      }
      if (type.construct === null) throw typeError(`object.__new__(${type.name}) is not safe`);
      return type.construct(machine, type, rest, keywords);
    },
    false,
  );
  method("__init__", (_machine, args, keywords) => {
    if (args.length === 0) throw typeError("descriptor '__init__' of 'object' object needs an argument");
    const count = args.length - 1 + (keywords?.size ?? 0);
    const type = typeOf(args[0]);
    if (count > 0 && type.lookup("__init__") !== objectType.attributes.get("__init__")) {
      throw typeError("object.__init__() takes exactly one argument (the instance to initialize)");
    }
    if (count > 0 && args[0] instanceof PyInstance && type.lookup("__new__") === objectType.attributes.get("__new__")) {
      throw typeError(`${type.name}.__init__() takes exactly one argument (the instance to initialize)`);
    }
    return null;
  });
  slot("__repr__", 0, (_machine, [self]) => defaultRepr(self));
  slot("__str__", 0, (machine, [self]) => repr(machine, self));
  slot("__eq__", 1, (_machine, [self, other]) => (self === other ? true : NotImplemented));
  slot("__ne__", 1, (machine, [self, other]) => {
    const equal = findSpecial(self, "__eq__");
    if (equal === undefined) return NotImplemented;
    const result = callSpecial(machine, equal, self, [other]);
    return result === NotImplemented ? NotImplemented : !truth(machine, result);
  });
  for (const name of ["__lt__", "__le__", "__gt__", "__ge__"]) slot(name, 1, () => NotImplemented);
  plainMethod("__getstate__", 0, (machine, [self]) => stateOf(machine, self));
  slot("__hash__", 0, (_machine, [self]) => (self instanceof PyObject ? identityHash(self) : identity(self)));
  slot("__getattribute__", 1, (machine, [self, name]) => {
    const text = attributeName(name);
    const found = findGeneric(machine, self, typeOf(self), text);
    if (found === undefined) throw missingAttribute(self, text);
    return found;
  });
  slot("__setattr__", 2, (machine, [self, name, value]) => {
    setGeneric(machine, self, attributeName(name), value);
    return null;
  });
  slot("__delattr__", 1, (machine, [self, name]) => {
    deleteGeneric(machine, self, attributeName(name));
    return null;
  });
  plainMethod("__format__", 1, (machine, [self, spec]) => {
    if (spec === "") return str(machine, self);
    throw typeError(`unsupported format string passed to ${typeName(self)}.__format__`);
  });
  plainMethod("__dir__", 0, (machine, [self]) => new PyList(namesOf(machine, self)));
  plainMethod("__sizeof__", 0, () => 16);
  objectType.attributes.set("__init_subclass__", new ClassMethod(initSubclass));
  objectType.attributes.set("__subclasshook__", new ClassMethod(subclassHook));
  objectType.attributes.set("__class__", new NativeProperty("__class__", (_machine, self) => typeOf(self), setClass));
  objectType.attributes.set("__dict__", new NativeProperty("__dict__", dictOf, setDict));
  objectType.attributes.set("__doc__", "The base class of the class hierarchy.");
}

const initSubclass = new NativeFunction("__init_subclass__", (_machine, args, keywords) => {
  if (keywords !== null && keywords.size > 0) {
    const [type] = args;
    const name = type instanceof PyType ? type.name : "object";
    throw typeError(`${name}.__init_subclass__() takes no keyword arguments`);
  }
  return null;
});

const subclassHook = new NativeFunction("__subclasshook__", () => NotImplemented);

function setClass(_machine: Machine, self: Value, value: Value): void {
  if (!(value instanceof PyType)) {
    throw typeError(`__class__ must be set to a class, not '${typeName(value)}' object`);
  }
  if (!(self instanceof PyInstance) || !value.heap || value.construct !== self.type.construct) {
    throw typeError("__class__ assignment only supported for mutable types or ModuleType subclasses");
  }
  self.type = value;
}

/** What a copy is given to keep: the attributes, with the values of slots beside them; None where there is nothing. */
function stateOf(machine: Machine, self: Value): Value {
  if (!(self instanceof PyObject)) return null;
  const map = self.type.hasDict ? self.attributeMap(false) : null;
  const attributes = map === null || map.size === 0 ? null : PyDict.fromStrings(map.entries());
  const slots = slotNames(self.type).flatMap((name): [string, Value][] => {
    const value = findAttribute(machine, self, name);
    return value === undefined ? [] : [[name, value]];
  });
  return slots.length === 0 ? attributes : new PyTuple([attributes, PyDict.fromStrings(slots)]);
}

/** The names of slots, in the order in which the classes of the mro have them. */
function slotNames(type: PyType): string[] {
  const names = type.mro.flatMap((entry) =>
    entry.heap
      ? [...entry.attributes].flatMap(([name, value]) =>
          value instanceof NativeProperty && value.owner === entry ? [name] : [],
        )
      : [],
  );
  return [...new Set(names)];
}

/** The attributes themselves, as a dict: what is written to it is written to the object. */
function dictOf(_machine: Machine, self: Value): Value {
  if (self instanceof PyModule) return namespaceDict(self);
  const map = self instanceof PyObject ? self.attributeMap(true) : null;
  if (map === null) throw missingAttribute(self, "__dict__");
  return PyDict.view(map);
}

function namespaceDict(module: PyModule): PyDict {
  return PyDict.fromStrings(module.attributes.entries());
}

function setDict(machine: Machine, self: Value, value: Value): void {
  const map = self instanceof PyObject ? self.attributeMap(true) : null;
  if (map === null) throw missingAttribute(self, "__dict__");
  if (!(value instanceof PyDict)) throw typeError(`__dict__ must be set to a dictionary, not a '${typeName(value)}'`);
  const entries = [...value.entries()];
  map.clear();
  for (const [key, entry] of entries) map.set(str(machine, key), entry);
}
