/** `type`: what classes can do. */
import { attributeError, typeError } from "../errors.ts";
import { makeClass } from "../machine/classes.ts";
import { NativeProperty } from "../objects/descriptor.ts";
import { PyDict } from "../objects/dict.ts";
import { NativeFunction } from "../objects/function.ts";
import { type Machine, PyType, type Value } from "../objects/object.ts";
import { PyList, PyTuple } from "../objects/sequence.ts";
import { mappingProxyType, typeType } from "../objects/types.ts";
import { missingAttribute } from "../protocols/attributes.ts";
import { toArray } from "../protocols/iteration.ts";
import { textOf } from "../protocols/text.ts";
import { qualifiedName, typeName, typeOf } from "../protocols/types.ts";
import { installMappingProxy, MappingProxy } from "./mapping-proxy.ts";
import { installUnion, makeUnion } from "./union.ts";

const selfType = (value: Value): PyType => {
  if (value instanceof PyType) return value;
  throw typeError(`descriptor requires a 'type' object but received a '${typeName(value)}'`);
};

const method = (name: string, code: NativeFunction["code"]): void => {
  const made = new NativeFunction(name, code);
  made.owner = typeType;
  typeType.attributes.set(name, made);
};

const property = (
  name: string,
  getter: (type: PyType, machine: Machine) => Value,
  setter: ((type: PyType, value: Value) => void) | null = null,
): void => {
  typeType.attributes.set(
    name,
    new NativeProperty(
      name,
      (machine, self) => getter(selfType(self), machine),
      setter === null
        ? null
        : (_machine, self, value) => {
            const type = selfType(self);
            if (!type.heap) throw typeError(`cannot set '${name}' attribute of immutable type '${type.name}'`);
            setter(type, value);
          },
    ),
  );
};

export function installType(): void {
  installMappingProxy();
  installUnion();
  typeType.construct = construct;
  typeType.subclassable = true;
  property(
    "__name__",
    (type) => type.name,
    (type, value) => {
      type.name = text(type, "__name__", value);
    },
  );
  property(
    "__qualname__",
    (type) => type.qualname,
    (type, value) => {
      type.qualname = text(type, "__qualname__", value);
    },
  );
  property(
    "__module__",
    (type) => {
      const own = type.attributes.get("__module__");
      return own === undefined || own instanceof NativeProperty ? type.module : own;
    },
    (type, value) => {
      type.module = textOf(value) ?? type.module;
      type.setAttribute("__module__", value);
    },
  );
  property("__bases__", (type) => new PyTuple(type.bases));
  property("__base__", (type) => type.bases[0] ?? null);
  property("__mro__", (type) => new PyTuple(type.mro));
  property("__dict__", (type) => new MappingProxy(PyDict.view(type.attributes), type));
  property(
    "__doc__",
    (type) => type.attributes.get("__doc__") ?? null,
    (type, value) => type.setAttribute("__doc__", value),
  );
  property(
    "__annotations__",
    (type) => {
      const own = type.attributes.get("__annotations__");
      if (own !== undefined) return own;
      if (!type.heap) throw missingAttribute(type, "__annotations__");
      const made = new PyDict();
      type.setAttribute("__annotations__", made);
      return made;
    },
    (type, value) => type.setAttribute("__annotations__", value),
  );
  property(
    "__abstractmethods__",
    (type) => {
      const own = type.attributes.get("__abstractmethods__");
      if (own === undefined) throw attributeError(`type object '${type.name}' has no attribute '__abstractmethods__'`);
      return own;
    },
    (type, value) => type.setAttribute("__abstractmethods__", value),
  );
  method("mro", (_machine, [self]) => new PyList([...selfType(self).mro]));
  method("__subclasses__", (_machine, [self]) => new PyList([...selfType(self).subclasses]));
  method("__repr__", (_machine, [self]) => `<class '${qualifiedName(selfType(self))}'>`);
  method("__instancecheck__", (_machine, [self, value]) => typeOf(value).isSubtypeOf(selfType(self)));
  method("__subclasscheck__", (_machine, [self, type]) => selfType(type).isSubtypeOf(selfType(self)));
  method("__call__", (machine, [self, ...args], keywords) => machine.instantiate(selfType(self), args, keywords));
  method("__or__", (machine, [self, other]) => makeUnion(machine, self, other));
  method("__ror__", (machine, [self, other]) => makeUnion(machine, other, self));
  method("__prepare__", () => new PyDict());
  typeType.attributes.set("__doc__", "type(object) -> the object's type");
  mappingProxyType.subclassable = false;
}

function text(type: PyType, name: string, value: Value): string {
  const result = textOf(value);
  if (result === undefined) {
    throw typeError(`can only assign string to ${type.name}.${name}, not '${typeName(value)}'`);
  }
  return result;
}

/** `type(name, bases, namespace)`; `type(value)` is answered before any construction. */
function construct(
  machine: Machine,
  metaclass: PyType,
  args: Value[],
  keywords: ReadonlyMap<string, Value> | null,
): Value {
  if (args.length !== 3) throw typeError("type() takes 1 or 3 arguments");
  const [name, bases, namespace] = args;
  const title = textOf(name);
  if (title === undefined) throw typeError(`type.__new__() argument 1 must be str, not ${typeName(name)}`);
  if (!(bases instanceof PyTuple)) throw typeError(`type.__new__() argument 2 must be tuple, not ${typeName(bases)}`);
  if (!(namespace instanceof PyDict)) {
    throw typeError(`type.__new__() argument 3 must be dict, not ${typeName(namespace)}`);
  }
  const attributes = new Map<string, Value>();
  for (const [key, value] of namespace.entries()) {
    const attribute = textOf(key);
    if (attribute !== undefined) attributes.set(attribute, value);
  }
  if (!attributes.has("__module__"))
    attributes.set("__module__", machine.currentGlobals().get("__name__") ?? "__main__");
  const winner = toArray(machine, bases).reduce<PyType>(
    (chosen, base) => (base instanceof PyType && base.type.isSubtypeOf(chosen) ? base.type : chosen),
    metaclass,
  );
  return makeClass(machine, winner, title, bases.items, attributes, keywords);
}
