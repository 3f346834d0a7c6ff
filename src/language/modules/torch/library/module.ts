/** The parts of `nn.Module` that run at every attribute access, in TypeScript for speed. */
import { attributeError } from "../../../runtime/errors.ts";
import { PyDict } from "../../../runtime/objects/dict.ts";
import { NativeFunction } from "../../../runtime/objects/function.ts";
import { PyInstance } from "../../../runtime/objects/instance.ts";
import type { Value } from "../../../runtime/objects/object.ts";
import { setGeneric } from "../../../runtime/protocols/attributes.ts";
import { typeName } from "../arguments/type-name.ts";
import { PyTensor } from "../objects/tensor.ts";
import { libraryFunctions } from "./define.ts";

const holders = ["_parameters", "_buffers", "_modules"] as const;

/** `module.name` for a name that is no plain attribute: a parameter, a buffer or a submodule. */
const getModuleAttribute = new NativeFunction("__getattr__", (_machine, [self, name]) => {
  if (self instanceof PyInstance && typeof name === "string") {
    for (const holder of holders) {
      const held = self.attributes.get(holder);
      const value = held instanceof PyDict ? held.getString(name) : undefined;
      if (value !== undefined) return value;
    }
  }
  throw attributeError(`'${typeName(self)}' object has no attribute '${String(name)}'`);
});

/** Whether assigning a value to a name needs `nn.Module`'s registration, and not just the instance's dict. */
function registers(self: PyInstance, name: string, value: Value): boolean {
  if (value instanceof PyTensor || value instanceof PyInstance) return true;
  for (const holder of holders) {
    const held = self.attributes.get(holder);
    if (held instanceof PyDict && held.getString(name) !== undefined) return true;
  }
  return false;
}

/** `module.name = value`: plain values go straight into the instance; the rest is `_register` 's, in Python. */
const setModuleAttribute = new NativeFunction("__setattr__", (machine, [self, name, value]) => {
  if (self instanceof PyInstance && typeof name === "string" && !registers(self, name, value)) {
    setGeneric(machine, self, name, value);
  } else {
    const register = self instanceof PyInstance ? self.type.lookup("_register_attribute") : undefined;
    if (register === undefined) throw attributeError("not a module");
    machine.call(register, [self, name, value]);
  }
  return null;
});

libraryFunctions.set("_module_getattr", getModuleAttribute);
libraryFunctions.set("_module_setattr", setModuleAttribute);
