/** Tuples with named fields, as `torch.max(x, dim)` returns them. */
import { NativeProperty } from "../../../runtime/objects/descriptor.ts";
import { NativeFunction } from "../../../runtime/objects/function.ts";
import { type Machine, PyType, type Value } from "../../../runtime/objects/object.ts";
import { PyTuple } from "../../../runtime/objects/sequence.ts";
import { tupleType } from "../../../runtime/objects/types.ts";
import { repr } from "../../../runtime/protocols/index.ts";

/** The field names of every return type, by type. */
const returnTypeFields = new Map<PyType, readonly string[]>();
const types = new Map<string, PyType>();

function typeNamed(name: string, fields: readonly string[]): PyType {
  let type = types.get(name);
  if (type === undefined) {
    type = new PyType(name, [tupleType], "torch.return_types");
    for (const [i, field] of fields.entries()) {
      type.setAttribute(
        field,
        new NativeProperty(field, (_machine, self) => (self instanceof PyTuple ? self.items[i] : null)),
      );
    }
    type.setAttribute(
      "__repr__",
      new NativeFunction("__repr__", (machine, [self]) => (self instanceof PyTuple ? reprOf(machine, self) : null)),
    );
    types.set(name, type);
    returnTypeFields.set(type, fields);
  }
  return type;
}

/** `torch.return_types.name(field=..., ...)`. */
export const returnType = (name: string, fields: readonly string[], values: readonly Value[]): PyTuple =>
  new PyTuple(values, typeNamed(name, fields));

function reprOf(machine: Machine, self: PyTuple): string {
  const fields = returnTypeFields.get(self.type) ?? [];
  const lines = self.items.map((item, i) => `${fields[i]}=${repr(machine, item)}`);
  return `torch.return_types.${self.type.name}(\n${lines.join(",\n")})`;
}
