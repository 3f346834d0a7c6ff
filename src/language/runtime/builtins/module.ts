import { typeError } from "../errors.ts";
import { NativeFunction } from "../objects/function.ts";
import { PyModule } from "../objects/module.ts";
import { moduleType } from "../objects/types.ts";
import { textOf } from "../protocols/text.ts";

export function installModule(): void {
  moduleType.subclassable = false;
  moduleType.construct = (_machine, _type, args) => {
    const name = args.length === 0 ? undefined : textOf(args[0]);
    if (name === undefined) throw typeError("module() argument 'name' must be str");
    return new PyModule(name, args.length > 1 ? (textOf(args[1]) ?? null) : null);
  };
  moduleType.attributes.set(
    "__repr__",
    new NativeFunction("__repr__", (_machine, [self]) =>
      self instanceof PyModule ? `<module '${self.name}' (built-in)>` : "<module>",
    ),
  );
}
