/**
 * Attribute access: the only way from a cell to anything inside a value. It reads `PyType.lookup` and attribute maps, never
 * JavaScript properties.
 */
import { AttributeError, attributeError, raised, typeError } from "../errors.ts";
import { ClassMethod, NativeProperty, PyProperty, StaticMethod } from "../objects/descriptor.ts";
import { BoundMethod, NativeFunction, PyFunction } from "../objects/function.ts";
import { PyModule } from "../objects/module.ts";
import { type Machine, PyObject, PyType, type Value } from "../objects/object.ts";
import { Raised } from "../objects/raised.ts";
import { objectType, propertyType } from "../objects/types.ts";
import { callSpecial } from "./special.ts";
import { typeName, typeOf } from "./types.ts";

/** A value with its own way of finding attributes (`super()`); asked before anything else. */
export interface AttributeSource {
  findAttribute(machine: Machine, name: string): Value | undefined;
}

function isSource(value: Value): value is PyObject & AttributeSource {
  return value instanceof PyObject && "findAttribute" in value;
}

/** `object.name`; throws AttributeError with CPython's text. */
export function getAttribute(machine: Machine, object: Value, name: string): Value {
  const type = typeOf(object);
  const custom = type.lookup("__getattribute__");
  const hook = type.lookup("__getattr__");
  if (custom === undefined || custom === objectType.attributes.get("__getattribute__")) {
    if (hook === undefined) {
      const found = findGeneric(machine, object, type, name);
      if (found === undefined) throw missingAttribute(object, name);
      return found;
    }
    try {
      const found = findGeneric(machine, object, type, name);
      if (found !== undefined) return found;
    } catch (error) {
      // A property that raises AttributeError is as good as missing.
      if (!isAttributeError(error)) throw error;
    }
    return callSpecial(machine, hook, object, [name]);
  }
  try {
    return callSpecial(machine, custom, object, [name]);
  } catch (error) {
    if (hook === undefined || !isAttributeError(error)) throw error;
    return callSpecial(machine, hook, object, [name]);
  }
}

/** `getattr(object, name, None)` with `undefined` where there is none. */
export function findAttribute(machine: Machine, object: Value, name: string): Value | undefined {
  try {
    const type = typeOf(object);
    if (type.lookup("__getattr__") === undefined && !isCustom(type)) return findGeneric(machine, object, type, name);
    return getAttribute(machine, object, name);
  } catch (error) {
    if (isAttributeError(error)) return undefined;
    throw error;
  }
}

/** `hasattr(object, name)`. */
export function hasAttribute(machine: Machine, object: Value, name: string): boolean {
  return findAttribute(machine, object, name) !== undefined;
}

/** `object.__getattribute__`: without `__getattr__`. Undefined where the attribute is missing. */
export function findGeneric(machine: Machine, object: Value, type: PyType, name: string): Value | undefined {
  if (object instanceof PyModule) {
    const value = object.attributes.get(name) ?? object.missing?.(machine, name);
    if (value !== undefined) return value;
  } else if (isSource(object)) {
    const value = object.findAttribute(machine, name);
    if (value !== undefined) return value;
  }
  const found = type.lookup(name);
  if (found !== undefined && isDataDescriptor(found)) return bindTo(machine, found, object, type);
  if (object instanceof PyType) {
    const own = object.lookup(name);
    if (own !== undefined) return bindTo(machine, own, undefined, object);
  } else if (object instanceof PyObject) {
    const own = object.attributeMap(false)?.get(name);
    if (own !== undefined) return own;
  }
  return found === undefined ? undefined : bindTo(machine, found, object, type);
}

/**
 * A class attribute as it is read through an instance (`object`) or, where `object` is undefined, through its class:
 * functions become methods, descriptors are asked.
 */
export function bindTo(machine: Machine, attribute: Value, object: Value | undefined, type: PyType): Value {
  if (!(attribute instanceof PyObject)) return attribute;
  if (attribute instanceof PyFunction) return object === undefined ? attribute : new BoundMethod(object, attribute);
  if (attribute instanceof NativeFunction) {
    return object === undefined || !attribute.binds ? attribute : new BoundMethod(object, attribute);
  }
  if (attribute instanceof StaticMethod) return attribute.callee;
  if (attribute instanceof ClassMethod) {
    // What classmethod wraps is callable, and callables are objects.
    return new BoundMethod(type, attribute.callee as PyObject);
  }
  if (attribute instanceof NativeProperty) {
    return object === undefined ? attribute : attribute.getter(machine, object);
  }
  if (attribute instanceof PyProperty && attribute.type.lookup("__get__") === propertyType.attributes.get("__get__")) {
    if (object === undefined) return attribute;
    if (attribute.getter === null) {
      throw attributeError(`${propertyLabel(attribute)} of '${type.qualname}' object has no getter`);
    }
    return machine.call(attribute.getter, [object]);
  }
  const get = attribute.type.lookup("__get__");
  if (get === undefined) return attribute;
  return callSpecial(machine, get, attribute, [object === undefined ? null : object, type]);
}

/** The bound special method, or undefined. */
export function lookupSpecial(machine: Machine, object: Value, name: string): Value | undefined {
  const type = typeOf(object);
  const method = type.lookup(name);
  return method === undefined || method === null ? undefined : bindTo(machine, method, object, type);
}

/**
 * The function that `object.name(...)` would call with `object` first, where that is so and nothing on the instance hides
 * it; undefined where the attribute must be read the general way.
 */
export function findMethod(object: Value, name: string): Value | undefined {
  if (object instanceof PyType || object instanceof PyModule || isSource(object)) return undefined;
  const type = typeOf(object);
  const found = type.lookup(name);
  if (!(found instanceof PyFunction || (found instanceof NativeFunction && found.binds))) return undefined;
  if (isCustom(type)) return undefined;
  if (object instanceof PyObject && object.attributeMap(false)?.has(name)) return undefined;
  return found;
}

/** `object.name = value`. */
export function setAttribute(machine: Machine, object: Value, name: string, value: Value): void {
  const type = typeOf(object);
  const custom = type.lookup("__setattr__");
  if (custom !== undefined && custom !== objectType.attributes.get("__setattr__")) {
    callSpecial(machine, custom, object, [name, value]);
  } else setGeneric(machine, object, name, value);
}

/** `object.__setattr__`. */
export function setGeneric(machine: Machine, object: Value, name: string, value: Value): void {
  const type = typeOf(object);
  const found = type.lookup(name);
  if (found instanceof PyObject) {
    if (found instanceof PyProperty) {
      if (found.setter === null)
        throw attributeError(`${propertyLabel(found)} of '${type.qualname}' object has no setter`);
      machine.call(found.setter, [object, value]);
      return;
    }
    if (found instanceof NativeProperty) {
      if (found.setter === null) throw readOnly(found, type);
      found.setter(machine, object, value);
      return;
    }
    const set = found.type.lookup("__set__");
    if (set !== undefined) {
      callSpecial(machine, set, found, [object, value]);
      return;
    }
  }
  if (object instanceof PyType) {
    checkMutable(object, name);
    object.setAttribute(name, value);
    return;
  }
  if (object instanceof PyModule) {
    object.attributes.set(name, value);
    return;
  }
  const map = object instanceof PyObject ? object.attributeMap(true) : null;
  if (map === null) {
    throw found === undefined ? missingAttribute(object, name, true) : readOnlyName(object, name);
  }
  map.set(name, value);
}

/** `del object.name`. */
export function deleteAttribute(machine: Machine, object: Value, name: string): void {
  const type = typeOf(object);
  const custom = type.lookup("__delattr__");
  if (custom !== undefined && custom !== objectType.attributes.get("__delattr__")) {
    callSpecial(machine, custom, object, [name]);
  } else deleteGeneric(machine, object, name);
}

/** `object.__delattr__`. */
export function deleteGeneric(machine: Machine, object: Value, name: string): void {
  const type = typeOf(object);
  const found = type.lookup(name);
  if (found instanceof PyObject) {
    if (found instanceof PyProperty) {
      if (found.deleter === null)
        throw attributeError(`${propertyLabel(found)} of '${type.qualname}' object has no deleter`);
      machine.call(found.deleter, [object]);
      return;
    }
    if (found instanceof NativeProperty) {
      if (found.deleter === null) throw readOnly(found, type);
      found.deleter(machine, object);
      return;
    }
    const remove = found.type.lookup("__delete__");
    if (remove !== undefined) {
      callSpecial(machine, remove, found, [object]);
      return;
    }
  }
  if (object instanceof PyType) {
    checkMutable(object, name);
    if (!object.deleteAttribute(name)) throw missingAttribute(object, name);
    return;
  }
  if (object instanceof PyModule) {
    if (!object.attributes.delete(name)) throw missingAttribute(object, name);
    return;
  }
  const map = object instanceof PyObject ? object.attributeMap(false) : null;
  if (map === null || !map.delete(name)) {
    const open = object instanceof PyObject && object.type.hasDict;
    throw found !== undefined && !open ? readOnlyName(object, name) : missingAttribute(object, name, true);
  }
}

/** True for a class attribute that wins over the instance's own: a property, anything with `__set__` or `__delete__`. */
export function isDataDescriptor(attribute: Value): boolean {
  if (!(attribute instanceof PyObject)) return false;
  if (attribute instanceof PyProperty || attribute instanceof NativeProperty) return true;
  if (attribute instanceof PyFunction || attribute instanceof NativeFunction) return false;
  return attribute.type.lookup("__set__") !== undefined || attribute.type.lookup("__delete__") !== undefined;
}

/** AttributeError as CPython words it; `name` and `obj` are kept for "Did you mean". */
export function missingAttribute(object: Value, name: string, plain = false): Raised {
  const error = raised(AttributeError, missingText(object, name, plain));
  error.exception.attributes.set("name", name);
  error.exception.attributes.set("obj", object);
  return error;
}

function missingText(object: Value, name: string, plain: boolean): string {
  if (object instanceof PyModule) return `module '${object.name}' has no attribute '${name}'`;
  if (object instanceof PyType && !plain) return `type object '${object.name}' has no attribute '${name}'`;
  return `'${typeName(object)}' object has no attribute '${name}'`;
}

function propertyLabel(property: PyProperty): string {
  return property.name === null ? "property" : `property '${property.name}'`;
}

function readOnly(property: NativeProperty, type: PyType): Raised {
  return attributeError(`attribute '${property.name}' of '${type.name}' objects is not writable`);
}

function readOnlyName(object: Value, name: string): Raised {
  return attributeError(`'${typeName(object)}' object attribute '${name}' is read-only`);
}

function checkMutable(type: PyType, name: string): void {
  if (!type.heap) throw typeError(`cannot set '${name}' attribute of immutable type '${type.name}'`);
}

function isCustom(type: PyType): boolean {
  const custom = type.lookup("__getattribute__");
  return custom !== undefined && custom !== objectType.attributes.get("__getattribute__");
}

function isAttributeError(error: unknown): boolean {
  return error instanceof Raised && error.exception.type.isSubtypeOf(AttributeError);
}
