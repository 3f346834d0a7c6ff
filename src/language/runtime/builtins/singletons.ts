/** `NoneType`, `ellipsis` and `NotImplementedType`. */
import { DeprecationWarning, typeError } from "../errors.ts";
import type { PyType, Value } from "../objects/object.ts";
import { Ellipsis, NotImplemented } from "../objects/singletons.ts";
import { ellipsisType, noneType, notImplementedType } from "../objects/types.ts";
import { warn } from "../protocols/warn.ts";
import { Methods } from "./define.ts";

function install(type: PyType, singleton: Value, text: string): Methods<true> {
  type.subclassable = false;
  type.attributes.set("__doc__", null);
  type.construct = (_machine, _type, args, keywords) => {
    if (args.length > 0 || keywords !== null)
      throw typeError(`${type === ellipsisType ? "EllipsisType" : type.name} takes no arguments`);
    return singleton;
  };
  const methods = new Methods<true>(type, (value) => (value === singleton ? true : undefined));
  methods.none("__repr__", () => text);
  return methods;
}

export function installSingletons(): void {
  install(noneType, null, "None").none("__bool__", () => false);
  install(ellipsisType, Ellipsis, "Ellipsis");
  install(notImplementedType, NotImplemented, "NotImplemented").none("__bool__", (machine) => {
    warn(machine, "NotImplemented should not be used in a boolean context", DeprecationWarning);
    return true;
  });
}
