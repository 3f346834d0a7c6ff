/** Attribute reads of the loop, remembered by instruction while no class changes. */
import type { Code } from "../code.ts";
import { BoundMethod, NativeFunction, PyFunction } from "../objects/function.ts";
import { PyInstance } from "../objects/instance.ts";
import { type Machine, PyObject, PyType, type Value } from "../objects/object.ts";
import { objectType } from "../objects/types.ts";
import { findMethod, getAttribute, isDataDescriptor } from "../protocols/attributes.ts";
import { typeOf } from "../protocols/types.ts";

/** `object.name` where the loop's own short way, an instance's attribute under a valid cache, did not find it. */
export function loadAttribute(machine: Machine, code: Code, instruction: number, object: Value, name: string): Value {
  if (object instanceof PyInstance) {
    const { type } = object;
    let cache = code.attributeCaches[instruction];
    if (cache === undefined || cache.type !== type || cache.epoch !== PyType.epoch) {
      if (!isPlain(type, name)) return getAttribute(machine, object, name);
      cache = { type, epoch: PyType.epoch, found: type.lookup(name) };
      code.attributeCaches[instruction] = cache;
    }
    // A cache means that the instance's own attribute comes first. A method call's LoadMethod has not looked at it.
    const own = object.attributes.get(name);
    if (own !== undefined) return own;
    const { found } = cache;
    if (found instanceof PyFunction) return new BoundMethod(object, found);
    if (found !== undefined && !(found instanceof PyObject)) return found;
  }
  return getAttribute(machine, object, name);
}

/** The function to call with `object` first for `object.name(...)`; undefined where the attribute is something else. */
export function loadMethod(code: Code, instruction: number, object: Value, name: string): Value | undefined {
  if (!(object instanceof PyInstance)) return loadBuiltinMethod(code, instruction, object, name);
  const { type } = object;
  let cache = code.attributeCaches[instruction];
  if (cache === undefined || cache.type !== type || cache.epoch !== PyType.epoch) {
    if (!isPlain(type, name)) return findMethod(object, name);
    cache = { type, epoch: PyType.epoch, found: type.lookup(name) };
    code.attributeCaches[instruction] = cache;
  }
  const { found } = cache;
  if (found instanceof PyFunction || (found instanceof NativeFunction && found.binds)) {
    return object.attributes.has(name) ? undefined : found;
  }
  return undefined;
}

/** As loadMethod; the methods of builtin types without a `__dict__` depend on the type alone. */
function loadBuiltinMethod(code: Code, instruction: number, object: Value, name: string): Value | undefined {
  const type = typeOf(object);
  const cache = code.attributeCaches[instruction];
  if (cache !== undefined && cache.type === type && cache.epoch === PyType.epoch) return cache.found;
  const found = findMethod(object, name);
  if (found !== undefined && !type.heap && !type.hasDict) {
    code.attributeCaches[instruction] = { type, epoch: PyType.epoch, found };
  }
  return found;
}

/** True where an instance's own attribute of that name comes before anything that its class says. */
function isPlain(type: PyType, name: string): boolean {
  if (!type.hasDict) return false;
  const custom = type.lookup("__getattribute__");
  if (custom !== undefined && custom !== objectType.attributes.get("__getattribute__")) return false;
  const found = type.lookup(name);
  return found === undefined || !isDataDescriptor(found);
}

/** Remembers that `object.name = value` may write the instance's own attributes. */
export function cacheStore(code: Code, instruction: number, object: PyInstance, name: string): void {
  const { type } = object;
  const custom = type.lookup("__setattr__");
  if (custom !== undefined && custom !== objectType.attributes.get("__setattr__")) return;
  const found = type.lookup(name);
  if (!type.hasDict || (found !== undefined && isDataDescriptor(found))) return;
  code.attributeCaches[instruction] = { type, epoch: PyType.epoch, found: undefined };
}
