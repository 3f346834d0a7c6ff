/** Special methods: looked up on the type, never on the instance. */
import { ClassMethod, StaticMethod } from "../objects/descriptor.ts";
import { NativeFunction, PyFunction } from "../objects/function.ts";
import { type Machine, PyObject, type Value } from "../objects/object.ts";
import { typeOf } from "./types.ts";

/** The unbound special method, or undefined. A class that sets it to None has none. */
export function findSpecial(value: Value, name: string): Value | undefined {
  const method = typeOf(value).lookup(name);
  return method === null ? undefined : method;
}

/** Calls an unbound special method that `findSpecial` found, with self. */
export function callSpecial(machine: Machine, method: Value, self: Value, args: Value[]): Value {
  if (method instanceof NativeFunction && method.binds) return method.code(machine, [self, ...args], null);
  if (method instanceof PyFunction) return machine.call(method, [self, ...args]);
  if (method instanceof StaticMethod) return machine.call(method.callee, args);
  if (method instanceof ClassMethod) return machine.call(method.callee, [typeOf(self), ...args]);
  if (method instanceof PyObject) {
    const get = method.type.lookup("__get__");
    if (get !== undefined) return machine.call(machine.call(get, [method, self, typeOf(self)]), args);
  }
  return machine.call(method, args);
}

/** Calls the special method where the type has it; undefined otherwise. */
export function trySpecial(machine: Machine, self: Value, name: string, ...args: Value[]): Value | undefined {
  const method = findSpecial(self, name);
  return method === undefined ? undefined : callSpecial(machine, method, self, args);
}
