/** `property`, `staticmethod` and `classmethod`. */
import { attributeError, typeError } from "../errors.ts";
import { ClassMethod, NativeProperty, PyProperty, StaticMethod } from "../objects/descriptor.ts";
import { NativeFunction } from "../objects/function.ts";
import { type Machine, PyObject, PyType, type Value } from "../objects/object.ts";
import { parseSignature } from "../objects/signature.ts";
import { classmethodType, getsetType, propertyType, staticmethodType } from "../objects/types.ts";
import { bindTo, deleteGeneric, findAttribute, setGeneric } from "../protocols/attributes.ts";
import { repr } from "../protocols/text.ts";
import { truth } from "../protocols/truth.ts";
import { typeName, typeOf } from "../protocols/types.ts";
import { bindNative } from "./define.ts";

const signature = parseSignature("property(fget=None, fset=None, fdel=None, doc=None)");

const selfProperty = (value: Value): PyProperty => {
  if (value instanceof PyProperty) return value;
  throw typeError(`descriptor requires a 'property' object but received a '${typeName(value)}'`);
};

export function installDescriptors(): void {
  installProperty();
  installWrappers();
  installGetset();
}

function installProperty(): void {
  const { attributes } = propertyType;
  propertyType.construct = (machine, type, args, keywords) => {
    // The signature's parameters are all plain values.
    const [getter, setter, deleter, doc] = bindNative(signature, args, keywords) as Value[];
    const inherited = doc === null && getter instanceof PyObject ? findAttribute(machine, getter, "__doc__") : doc;
    return new PyProperty(getter, setter, deleter, inherited ?? null, type);
  };
  const method = (name: string, code: NativeFunction["code"]): void => {
    attributes.set(name, new NativeFunction(name, code));
  };
  const changed = (self: Value, part: "getter" | "setter" | "deleter", value: Value): PyProperty => {
    const { getter, setter, deleter, doc, type, name } = selfProperty(self);
    const parts = { getter, setter, deleter, [part]: value };
    const made = new PyProperty(parts.getter, parts.setter, parts.deleter, doc, type);
    made.name = name;
    return made;
  };
  method("getter", (_machine, [self, value]) => changed(self, "getter", value));
  method("setter", (_machine, [self, value]) => changed(self, "setter", value));
  method("deleter", (_machine, [self, value]) => changed(self, "deleter", value));
  method("__get__", (machine, [self, object]) => {
    const property = selfProperty(self);
    if (object === null) return property;
    if (property.getter === null) throw noAccessor(property, object, "getter");
    return machine.call(property.getter, [object]);
  });
  method("__set__", (machine, [self, object, value]) => {
    const property = selfProperty(self);
    if (property.setter === null) throw noAccessor(property, object, "setter");
    machine.call(property.setter, [object, value]);
    return null;
  });
  method("__delete__", (machine, [self, object]) => {
    const property = selfProperty(self);
    if (property.deleter === null) throw noAccessor(property, object, "deleter");
    machine.call(property.deleter, [object]);
    return null;
  });
  method("__set_name__", (_machine, [self, _owner, name]) => {
    if (typeof name === "string") selfProperty(self).name = name;
    return null;
  });
  const field = (name: string, getter: (property: PyProperty, machine: Machine) => Value): void => {
    attributes.set(name, new NativeProperty(name, (machine, self) => getter(selfProperty(self), machine)));
  };
  field("fget", (property) => property.getter);
  field("fset", (property) => property.setter);
  field("fdel", (property) => property.deleter);
  attributes.set(
    "__doc__",
    new NativeProperty(
      "__doc__",
      (_machine, self) => (self instanceof PyProperty ? self.doc : null),
      (_machine, self, value) => {
        selfProperty(self).doc = value;
      },
    ),
  );
  field("__isabstractmethod__", (property, machine) =>
    [property.getter, property.setter, property.deleter].some((part) => isAbstract(machine, part)),
  );
}

function noAccessor(property: PyProperty, object: Value, accessor: string) {
  const label = property.name === null ? "property" : `property '${property.name}'`;
  return attributeError(`${label} of '${typeOf(object).qualname}' object has no ${accessor}`);
}

function isAbstract(machine: Machine, value: Value): boolean {
  if (!(value instanceof PyObject)) return false;
  const mark = findAttribute(machine, value, "__isabstractmethod__");
  return mark !== undefined && truth(machine, mark);
}

type Wrapper = StaticMethod | ClassMethod;

function installWrappers(): void {
  const install = (type: PyType, make: (callee: Value) => Wrapper, is: (value: Value) => value is Wrapper): void => {
    type.construct = (_machine, _type, args, keywords) => {
      if (keywords !== null && keywords.size > 0) throw typeError(`${type.name}() takes no keyword arguments`);
      if (args.length !== 1) throw typeError(`${type.name} expected 1 argument, got ${args.length}`);
      return make(args[0]);
    };
    const property = (name: string, getter: (wrapper: Wrapper, machine: Machine) => Value): void => {
      type.attributes.set(
        name,
        new NativeProperty(name, (machine, self) => {
          if (!is(self)) throw typeError(`descriptor '${name}' requires a '${type.name}' object`);
          return getter(self, machine);
        }),
      );
    };
    property("__func__", (wrapper) => wrapper.callee);
    property("__wrapped__", (wrapper) => wrapper.callee);
    property("__isabstractmethod__", (wrapper, machine) => isAbstract(machine, wrapper.callee));
    for (const name of ["__name__", "__qualname__", "__doc__", "__module__"]) {
      property(name, (wrapper, machine) => {
        const value = findAttribute(machine, wrapper.callee, name);
        if (value === undefined) throw attributeError(`'${type.name}' object has no attribute '${name}'`);
        return value;
      });
    }
    type.attributes.set(
      "__get__",
      new NativeFunction("__get__", (machine, [self, object, owner]) =>
        bindTo(machine, self, object === null ? undefined : object, ownerOf(object, owner)),
      ),
    );
    type.attributes.set(
      "__repr__",
      new NativeFunction("__repr__", (machine, [self]) =>
        is(self) ? `<${type.name}(${repr(machine, self.callee)})>` : `<${type.name}>`,
      ),
    );
  };
  install(
    staticmethodType,
    (callee) => new StaticMethod(callee),
    (value): value is Wrapper => value instanceof StaticMethod,
  );
  install(
    classmethodType,
    (callee) => new ClassMethod(callee),
    (value): value is Wrapper => value instanceof ClassMethod,
  );
}

/** The class that a descriptor is asked for. */
export function ownerOf(object: Value, owner: Value | undefined): PyType {
  if (owner instanceof PyType) return owner;
  return typeOf(object);
}

/** Attributes written in TypeScript, seen as descriptors: `list.__dict__` and the like. */
function installGetset(): void {
  const method = (name: string, code: NativeFunction["code"]): void => {
    getsetType.attributes.set(name, new NativeFunction(name, code));
  };
  const receive = (value: Value): NativeProperty => {
    if (value instanceof NativeProperty) return value;
    throw typeError(`descriptor requires a 'getset_descriptor' object but received a '${typeName(value)}'`);
  };
  method("__get__", (machine, [self, object]) => {
    const property = receive(self);
    return object === null || object === undefined ? property : property.getter(machine, object);
  });
  method("__set__", (machine, [self, object, value]) => {
    setGeneric(machine, object, receive(self).name, value);
    return null;
  });
  method("__delete__", (machine, [self, object]) => {
    deleteGeneric(machine, object, receive(self).name);
    return null;
  });
  method("__repr__", (_machine, [self]) => {
    const { name, owner } = receive(self);
    if (owner === null) return `<attribute '${name}'>`;
    return `<${owner.heap ? "member" : "attribute"} '${name}' of '${owner.name}' objects>`;
  });
  const field = (name: string, getter: (property: NativeProperty) => Value): void => {
    getsetType.attributes.set(name, new NativeProperty(name, (_machine, self) => getter(receive(self))));
  };
  field("__name__", (property) => property.name);
  field("__doc__", (property) => property.doc);
}
