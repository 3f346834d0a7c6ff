/** `mappingproxy`: the read-only view of a class's `__dict__`. */
import { typeError } from "../errors.ts";
import type { PyDict } from "../objects/dict.ts";
import { NativeFunction } from "../objects/function.ts";
import { type Machine, PyObject, type PyType, type Value } from "../objects/object.ts";
import { parseSignature } from "../objects/signature.ts";
import { dictType, mappingProxyType } from "../objects/types.ts";
import { callMethod } from "../protocols/calls.ts";
import { repr } from "../protocols/text.ts";
import { typeName, typeOf } from "../protocols/types.ts";
import { bindNative } from "./define.ts";

export class MappingProxy extends PyObject {
  constructor(
    readonly dict: PyDict,
    /** The class, where it is a class's. */
    readonly owner: PyType | null = null,
  ) {
    super();
  }
  get type(): PyType {
    return mappingProxyType;
  }
}

/** The methods that only read are the dict's own. */
const reading = ["get", "keys", "values", "items", "copy"];
const special = ["__getitem__", "__contains__", "__len__", "__iter__", "__reversed__", "__eq__", "__ne__", "__or__"];

const signature = parseSignature("mappingproxy(mapping)");

export function installMappingProxy(): void {
  const unwrap = (value: Value): Value => (value instanceof MappingProxy ? value.dict : value);
  const receive = (self: Value): PyDict => {
    if (self instanceof MappingProxy) return self.dict;
    throw typeError(`descriptor requires a 'mappingproxy' object but received a '${typeName(self)}'`);
  };
  for (const name of [...reading, ...special]) {
    const code = (machine: Machine, [self, ...args]: Value[]): Value =>
      callMethod(machine, receive(self), name, args.map(unwrap));
    mappingProxyType.attributes.set(name, new NativeFunction(name, code));
  }
  const show = (machine: Machine, [self]: Value[]): Value => `mappingproxy(${repr(machine, receive(self))})`;
  mappingProxyType.attributes.set("__repr__", new NativeFunction("__repr__", show));
  const shown = (machine: Machine, [self]: Value[]): Value => repr(machine, receive(self));
  mappingProxyType.attributes.set("__str__", new NativeFunction("__str__", shown));
  mappingProxyType.attributes.set("__hash__", null);
  mappingProxyType.construct = (machine, _type, args, keywords) => {
    const [mapping] = bindNative(signature, args, keywords) as Value[];
    if (!(mapping instanceof PyObject) || typeOf(mapping).lookup("keys") === undefined) {
      throw typeError(`mappingproxy() argument must be a mapping, not ${typeName(mapping)}`);
    }
    // dict(...) gives a PyDict.
    return new MappingProxy(
      mapping.type.isSubtypeOf(dictType) ? (mapping as PyDict) : (machine.call(dictType, [mapping]) as PyDict),
    );
  };
}
