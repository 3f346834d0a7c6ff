/** `collections.defaultdict`. */
import { guardRecursion } from "../../runtime/builtins/containers.ts";
import { Methods } from "../../runtime/builtins/define.ts";
import { dictRepr, updateDict } from "../../runtime/builtins/dict.ts";
import { keyError, typeError } from "../../runtime/errors.ts";
import { NativeProperty } from "../../runtime/objects/descriptor.ts";
import { PyDict } from "../../runtime/objects/dict.ts";
import { NativeFunction } from "../../runtime/objects/function.ts";
import { type Machine, PyType, type Value } from "../../runtime/objects/object.ts";
import { NotImplemented } from "../../runtime/objects/singletons.ts";
import { dictType } from "../../runtime/objects/types.ts";
import { callMethod, isCallable, repr } from "../../runtime/protocols/index.ts";

export const defaultdictType = new PyType("defaultdict", [dictType], "collections");

class PyDefaultDict extends PyDict {
  factory: Value = null;
}

function copy(machine: Machine, self: PyDefaultDict): PyDefaultDict {
  const result = new PyDefaultDict(self.type);
  result.factory = self.factory;
  result.update(machine, self);
  return result;
}

export function installDefaultdict(): void {
  defaultdictType.nativeName = "collections.defaultdict";
  defaultdictType.construct = (_machine, type) => new PyDefaultDict(type);
  const init = new NativeFunction("__init__", (machine, [self, factory = null, ...rest], keywords) => {
    if (!(self instanceof PyDefaultDict)) throw typeError("descriptor '__init__' requires a 'defaultdict' object");
    if (factory !== null && !isCallable(factory)) throw typeError("first argument must be callable or None");
    if (rest.length > 1) throw typeError(`dict expected at most 1 argument, got ${rest.length}`);
    self.factory = factory;
    updateDict(machine, self, rest[0], keywords);
    return null;
  });
  init.owner = defaultdictType;
  defaultdictType.attributes.set("__init__", init);
  const methods = new Methods<PyDefaultDict>(defaultdictType, (value) =>
    value instanceof PyDefaultDict ? value : undefined,
  );
  methods.one("__missing__", (machine, self, key) => {
    if (self.factory === null) throw keyError(key);
    const value = machine.call(self.factory, []);
    self.set(machine, key, value);
    return value;
  });
  methods.none("__repr__", (machine, self) => {
    const factory = guardRecursion(self, "...", () => repr(machine, self.factory));
    return `${self.type.name}(${factory}, ${dictRepr(machine, self)})`;
  });
  for (const name of ["copy", "__copy__"]) methods.none(name, (machine, self) => copy(machine, self));
  methods.one(
    "__deepcopy__",
    (machine, self, memo) => {
      const result = new PyDefaultDict(self.type);
      result.factory = self.factory;
      const deep = (value: Value): Value =>
        callMethod(machine, machine.importModule("copy"), "deepcopy", [value, memo]);
      for (const [key, value] of self.entries()) result.set(machine, deep(key), deep(value));
      return result;
    },
    "memo",
  );
  methods.one("__or__", (machine, self, other) => {
    if (!(other instanceof PyDict)) return NotImplemented;
    const result = copy(machine, self);
    result.update(machine, other);
    return result;
  });
  methods.one("__ror__", (machine, self, other) => {
    if (!(other instanceof PyDict)) return NotImplemented;
    const result = new PyDefaultDict(self.type);
    result.factory = self.factory;
    result.update(machine, other);
    result.update(machine, self);
    return result;
  });
  const receive = (value: Value): PyDefaultDict => {
    if (value instanceof PyDefaultDict) return value;
    throw typeError("descriptor 'default_factory' requires a 'collections.defaultdict' object");
  };
  defaultdictType.attributes.set(
    "default_factory",
    new NativeProperty(
      "default_factory",
      (_machine, self) => receive(self).factory,
      (_machine, self, value) => {
        receive(self).factory = value;
      },
    ),
  );
}
