import { typeError } from "../errors.ts";
import { NativeFunction } from "../objects/function.ts";
import { PyModule } from "../objects/module.ts";
import type { Value } from "../objects/object.ts";
import { parseSignature } from "../objects/signature.ts";
import { moduleType } from "../objects/types.ts";
import { textOf } from "../protocols/text.ts";
import { typeName } from "../protocols/types.ts";
import { bindNative } from "./define.ts";

const signature = parseSignature("module(name, doc=None)");

export function installModule(): void {
  moduleType.subclassable = false;
  moduleType.construct = (_machine, _type, args, keywords) => {
    const [given, doc] = bindNative(signature, args, keywords) as Value[];
    const name = textOf(given);
    if (name === undefined) {
      throw typeError(`module() argument 'name' must be str, not ${given === null ? "None" : typeName(given)}`);
    }
    return new PyModule(name, textOf(doc) ?? null);
  };
  moduleType.attributes.set(
    "__repr__",
    new NativeFunction("__repr__", (_machine, [self]) =>
      self instanceof PyModule ? `<module '${self.name}' (built-in)>` : "<module>",
    ),
  );
}
