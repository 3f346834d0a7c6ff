/** The module `abc`: abstract base classes, with registration. */
import { functionOfOne } from "../../runtime/builtins/define.ts";
import { typeError } from "../../runtime/errors.ts";
import { PyProperty } from "../../runtime/objects/descriptor.ts";
import { NativeFunction } from "../../runtime/objects/function.ts";
import { type Machine, PyObject, PyType, type Value } from "../../runtime/objects/object.ts";
import { PySet } from "../../runtime/objects/set.ts";
import { NotImplemented } from "../../runtime/objects/singletons.ts";
import { frozensetType, objectType, propertyType, typeType } from "../../runtime/objects/types.ts";
import { findAttribute, isSubclass, setAttribute, truth, typeOf } from "../../runtime/protocols/index.ts";
import { nativeModule } from "../native-module.ts";
import type { ModuleDefinition } from "../registry.ts";

export const abcMetaType = new PyType("ABCMeta", [typeType], "abc");
export const abcType = new PyType("ABC", [objectType], "abc");
abcType.metaclass = abcMetaType;

/** Classes that were declared virtual subclasses of an abstract one. */
const registrations = new WeakMap<PyType, PyType[]>();

function isAbstract(machine: Machine, value: Value): boolean {
  if (!(value instanceof PyObject)) return false;
  const mark = findAttribute(machine, value, "__isabstractmethod__");
  if (mark !== undefined && typeof mark === "boolean") return mark;
  if (value instanceof PyProperty) {
    return [value.getter, value.setter, value.deleter].some((part) => part !== null && isAbstract(machine, part));
  }
  const callee = "callee" in value ? value.callee : undefined;
  return callee instanceof PyObject && isAbstract(machine, callee);
}

/** The names of a class, its own and inherited, that are still abstract. */
export function collectAbstract(machine: Machine, type: PyType): void {
  const names = new Set<string>();
  for (const [name, value] of type.attributes) if (isAbstract(machine, value)) names.add(name);
  for (const base of type.bases) {
    const inherited = base.attributes.get("__abstractmethods__");
    if (!(inherited instanceof PySet)) continue;
    for (const name of inherited) {
      const value = typeof name === "string" ? type.lookup(name) : undefined;
      if (typeof name === "string" && value !== undefined && isAbstract(machine, value)) names.add(name);
    }
  }
  type.setAttribute("__abstractmethods__", PySet.from(machine, names, frozensetType));
}

const asType = (value: Value): PyType => {
  if (value instanceof PyType) return value;
  throw typeError("issubclass() arg 1 must be a class");
};

/** Whether a class counts as a subclass: by its hook, its mro, a registration, or a subclass that does. */
export function isVirtualSubclass(machine: Machine, type: PyType, abstract: PyType): boolean {
  const hook = findAttribute(machine, abstract, "__subclasshook__");
  if (hook !== undefined) {
    const answer = machine.call(hook, [type]);
    if (answer !== NotImplemented) return truth(machine, answer);
  }
  if (type.isSubtypeOf(abstract)) return true;
  if (registrations.get(abstract)?.some((registered) => isSubclass(machine, type, registered))) return true;
  return abstract.subclasses.some((subclass) => subclass !== type && isSubclass(machine, type, subclass));
}

function install(): void {
  const method = (name: string, code: NativeFunction["code"]): void => {
    const made = new NativeFunction(name, code);
    made.owner = abcMetaType;
    abcMetaType.attributes.set(name, made);
  };
  method("__init__", (machine, [type]) => {
    collectAbstract(machine, asType(type));
    return null;
  });
  method("register", (machine, [abstract, type]) => {
    if (!(type instanceof PyType)) throw typeError("Can only register classes");
    const self = asType(abstract);
    if (isSubclass(machine, type, self)) return type;
    const registered = registrations.get(self);
    if (registered === undefined) registrations.set(self, [type]);
    else registered.push(type);
    return type;
  });
  method("__instancecheck__", (machine, [abstract, value]) =>
    isVirtualSubclass(machine, typeOf(value), asType(abstract)),
  );
  method("__subclasscheck__", (machine, [abstract, type]) =>
    isVirtualSubclass(machine, asType(type), asType(abstract)),
  );
  abcMetaType.construct = typeType.construct;
  abcType.construct = objectType.construct;
  abcType.hasDict = false;
}

/** Marks a function abstract and gives it back. */
const abstractMethod = functionOfOne("abstractmethod(funcobj)", (machine, callee) => {
  setAttribute(machine, callee, "__isabstractmethod__", true);
  return callee;
});

/** A decorator class of older code: an abstract property, class method or static method in one. */
function abstractVariant(name: string, base: PyType): PyType {
  const type = new PyType(name, [base], "abc");
  type.construct = base.construct;
  type.attributes.set("__isabstractmethod__", true);
  return type;
}

let installed = false;

export const abcModule: ModuleDefinition = {
  name: "abc",
  create: () => {
    if (!installed) {
      installed = true;
      install();
      PyType.epoch++;
    }
    return nativeModule("abc", [
      abcMetaType,
      abcType,
      abstractMethod,
      abstractVariant("abstractproperty", propertyType),
    ]);
  },
};
